"""Reading a claim: its record, its facts, its assessment now, and the page that shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ipdesk.domain.applicable import applicable
from ipdesk.domain.applicant import Applicant
from ipdesk.domain.assess import assess
from ipdesk.domain.assessment import Assessment, Verdict
from ipdesk.domain.checklist import CheckLine, checklist
from ipdesk.domain.claim import Claimant, ClaimFacts, ClaimItem, Grant
from ipdesk.domain.clause_status import Setting, with_statuses
from ipdesk.domain.history import History
from ipdesk.domain.item_entry import ItemFault, read_items
from ipdesk.domain.names import folded
from ipdesk.domain.next_step import Situation, proposal
from ipdesk.domain.policy import Award, Policy
from ipdesk.domain.record import ClaimRecord, ItemRecord, LetterRecord
from ipdesk.domain.stages import Stage
from ipdesk.domain.text import subject_key
from ipdesk.errors import UserError
from ipdesk.services.carry_over import known_grants
from ipdesk.services.office import Office
from ipdesk.storage import (
    applicants,
    casefile,
    claims,
    clause_statuses,
    corrections,
    entitlements,
    settings,
)
from ipdesk.storage import letters as stored_letters
from ipdesk.storage.entitlements import Known

EDITABLE = (Stage.DRAFT, Stage.RECEIVED, Stage.RETURNED, Stage.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim with everything that follows from it now."""

    claim: ClaimRecord
    applicant: Applicant
    policy: Policy
    award: Award
    items: tuple[ItemRecord, ...]
    facts: ClaimFacts
    faults: tuple[ItemFault, ...]
    assessment: Assessment | None  # None while facts are missing
    lines: tuple[CheckLine, ...]
    letters: tuple[LetterRecord, ...]
    situation: Situation


def find_claim(office: Office, claim_id: int) -> ClaimRecord:
    """The claim on file; UserError when it is gone (a draft discarded elsewhere)."""
    claim = claims.get(office.db, claim_id)
    if claim is None:
        raise UserError("claim-gone")
    return claim


def read_claim(
    office: Office,
    claim_id: int,
    items: tuple[ItemRecord, ...] | None = None,
    **changes: object,
) -> Reading:
    """Read a claim and assess it now; `items` and `changes` stand in for unsaved typing."""
    claim = find_claim(office, claim_id)
    if changes:
        claim = replace(claim, **changes)  # type: ignore[arg-type]  # names come from ClaimForm
    records = claims.items(office.db, claim_id) if items is None else items
    claim = replace(claim, item_count=len(records))
    policy = policy_of(office, claim)
    award = policy.awards[claim.award]
    applicant = applicants.standing(office.db, claim.applicant)
    if applicant is None:
        raise UserError("applicant-gone")
    parsed, faults = read_items(award, records)
    facts = claim_facts(office, claim, applicant, parsed)
    result = None
    if records and not faults:
        result = assess_facts(office, claim, policy, facts)
    award = applicable(award, {**policy.defaults(), **claim.readings}, applicant.kind)
    lines = checklist(award, result, casefile.checks(office.db, claim_id))
    letters = stored_letters.of_claim(office.db, claim_id)
    situation = Situation(
        claim=claim,
        assessment=result,
        problems=len(faults),
        lines=lines,
        letters=tuple(letter.kind for letter in letters),
        payee_ready=payee_ready(applicant),
        today=office.clock.now().date(),
        committee_last=settings.get(office.db, "committee", "") == "last",
        corrections=corrections.of_claim(office.db, claim_id),
        acts=casefile.act_counts(office.db, claim_id),
        decidable=result is not None and _decidable(office, claim, policy, facts, result),
    )
    return Reading(
        claim, applicant, policy, award, records, facts, faults, result, lines, letters, situation
    )


def policy_of(office: Office, claim: ClaimRecord) -> Policy:
    """The version a claim is under, its clause and the names of titles as it keeps them."""
    policy = office.policies(claim.pack_sha256, claim.title_name)
    if claim.clause_status is None:
        return policy
    kept = clause_statuses.get(office.db, claim.clause_status)
    return standing_as(policy, kept.setting if kept else None)


def standing_as(policy: Policy, setting: Setting | None) -> Policy:
    """The policy with one clause standing as set."""
    if setting is None:
        return policy
    return with_statuses(policy, {setting.clause: setting.standing})


def _decidable(
    office: Office, claim: ClaimRecord, policy: Policy, facts: ClaimFacts, result: Assessment
) -> bool:
    """Whether an amount decided by the committee would settle an open claim."""
    award = policy.awards[claim.award]
    most = award.ceiling_fen or award.fen
    if result.verdict is not Verdict.NEEDS_DECISION or not most:
        return False
    decided = facts._replace(approved_fen=most, minutes_number="?")
    return assess_facts(office, claim, policy, decided).verdict.pays


def payee_ready(applicant: Applicant) -> bool:
    """Whether money can be sent: an account in the applicant's own name (hard check C4)."""
    same = folded(applicant.account_name) == folded(applicant.name)
    return bool(applicant.account) and same


def claim_facts(
    office: Office, claim: ClaimRecord, applicant: Applicant, items: tuple[ClaimItem, ...]
) -> ClaimFacts:
    return ClaimFacts(
        id=claim.number or "",
        applicant=Claimant(str(applicant.id), applicant.kind, applicant.local),
        award=claim.award,
        received_on=claim.received_on or office.clock.now().date(),
        fund_year=claim.fund_year,
        items=items,
        basis_document=claim.basis_document or None,
        approved_fen=claim.decided_fen,
        minutes_number=claim.minutes_number or None,
    )


def assess_facts(
    office: Office, claim: ClaimRecord, policy: Policy, facts: ClaimFacts
) -> Assessment:
    """Assess against all that other live claims hold."""
    keys = tuple({subject_key(item.subject) for item in facts.items} - {""})
    applicant = int(facts.applicant.id)  # who stands for it now, where records were merged
    readings = {**policy.defaults(), **claim.readings}
    known = known_grants(office, policy, readings, applicant, keys, claim.id)
    own: list[Grant] = []
    if any(one.later for one in known):
        own = entitlements.of_claim(office.db, claim.id)
    return assess(facts, policy, History(seen_from(own, known, policy)), readings)


def seen_from(own: Sequence[Grant], known: Sequence[Known], policy: Policy) -> list[Grant]:
    """What others hold, as a claim that holds `own` has to count it.

    A later claim that tops up was reckoned upon what this one holds: counted back, it would
    take away the ground it stands on. A cap by pieces or money needs no such care, for a
    later claim was only given what was left.
    """
    held = {_place(grant, cap, year) for grant in own for cap, year, _ in grant.uses}
    seen = []
    for grant, later in known:
        if later and grant.uses:
            uses = tuple(
                (cap, year, used)
                for cap, year, used in grant.uses
                if cap in policy.awards or _place(grant, cap, year) not in held
            )
            grant = grant._replace(uses=uses)
        seen.append(grant)
    return seen


def _place(grant: Grant, cap: str, year: int) -> tuple[str, int, str]:
    """Where a use counts: a year of the applicant, or (year 0) a subject over all years."""
    return cap, year, "" if year else grant.subject_key


__all__ = ["EDITABLE", "Reading", "assess_facts", "find_claim", "proposal", "read_claim"]
