"""影响名单: the claims on file that come out otherwise under another version or reading."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ipdesk.domain.assess import assess, grants
from ipdesk.domain.assessment import Assessment
from ipdesk.domain.claim import Grant
from ipdesk.domain.clause_status import Setting, setting_for
from ipdesk.domain.history import History
from ipdesk.domain.item_entry import read_items
from ipdesk.domain.policy import Policy
from ipdesk.domain.record import ClaimRecord
from ipdesk.domain.stages import Stage
from ipdesk.domain.text import subject_key
from ipdesk.domain.title_name import named, with_names
from ipdesk.errors import UserError
from ipdesk.services.carry_over import known_grants
from ipdesk.services.changed_results import reasons
from ipdesk.services.claim_reading import (
    Reading,
    claim_facts,
    find_claim,
    policy_of,
    read_claim,
    seen_from,
    standing_as,
)
from ipdesk.services.clause_settings import settings_of
from ipdesk.services.office import Office
from ipdesk.services.title_settings import names_of
from ipdesk.storage import entitlements, standing


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a claim comes to; no verdict while facts are missing."""

    verdict: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Impact:
    """One claim whose result changes, and why."""

    id: int  # of the claim
    number: str  # "" for a draft
    applicant: str
    award: str
    stage: Stage
    old: Outcome
    new: Outcome
    why: str
    stays: bool = False  # it cannot be re-based: the new version has no such award


@dataclass(frozen=True, slots=True)
class Impacts:
    """The impact list: open claims that change, decided ones that would have, and all open."""

    changed: tuple[Impact, ...]
    decided: tuple[Impact, ...]
    open_count: int
    seen: str  # what a re-basing has to name, so that it does what was shown


@dataclass(frozen=True, slots=True)
class Turn:
    """One claim before and after: what a re-basing writes and an impact list shows."""

    before: Reading
    after: Reading | None  # None: the award is gone, the claim stays with its version


@dataclass(frozen=True, slots=True)
class Terms:
    """What claims are to be decided under: the clauses as set, and a version with readings."""

    pack: str
    settings: tuple[Setting, ...]
    policy: Policy | None = None  # None: each claim keeps its own version and readings
    readings: Mapping[str, str] | None = None
    title_name: int | None = None  # the newest of the bureau's names that `policy` counts

    def setting(self, clause: str, received: date) -> Setting | None:
        return setting_for(self.settings, clause, received)


Progress = Callable[[int, int], bool]  # done and of how many; False stops the work


def impact(office: Office, terms: Terms, progress: Progress | None = None) -> Impacts:
    """What would change if every open claim were taken over; nothing is written."""
    told = _Told(progress, len(_decided_ids(office, terms)) + 2 * len(_open_ids(office, terms)))
    decided = _decided(office, terms, told)
    with office.db.trial():
        turns = turn_open(office, terms, told)
    changed = [_impact(office, turn) for turn in turns if differs(turn)]
    return Impacts(tuple(changed), tuple(decided), len(turns), digest(turns))


class _Told:
    """Counts the claims read and tells how far it is; UserError once somebody says stop."""

    def __init__(self, progress: Progress | None, whole: int) -> None:
        self._progress, self._whole, self._done = progress, whole, 0

    def one(self) -> None:
        self._done += 1
        if self._progress is not None and not self._progress(self._done, self._whole):
            raise UserError("work-stopped")


def current_terms(office: Office, policy: Policy, readings: Mapping[str, str]) -> Terms:
    """A version and readings, clauses and names of titles as the bureau has them now."""
    names = names_of(office, policy.id)
    newest = names[-1].id if names else None
    settings = settings_of(office, policy.id)
    return Terms(policy.id, settings, with_names(policy, names), readings, newest)


def turn_open(office: Office, terms: Terms, told: _Told | None = None) -> list[Turn]:
    """Assess every open claim anew in the order of receipt, each holding what it then gets.

    Inside an act: the quotas are given back first, so that the earlier claim comes first.
    """
    told = told or _Told(None, 0)
    before = []
    for number in _open_ids(office, terms):
        told.one()
        before.append(read_claim(office, number))
    own = {one.claim.id: entitlements.of_claim(office.db, one.claim.id) for one in before}
    for reading in before:
        if terms.policy is None or reading.claim.award in terms.policy.awards:
            entitlements.release(office.db, terms.pack, reading.claim.id)
    turns = []
    for reading in before:
        told.one()
        after = _reread(office, reading, terms, own[reading.claim.id])
        if after is not None and after.assessment is not None:
            _hold(office, after)
        turns.append(Turn(reading, after))
    return turns


def _open_ids(office: Office, terms: Terms) -> tuple[int, ...]:
    return standing.open_of(office.db, terms.pack)


def _decided_ids(office: Office, terms: Terms) -> tuple[int, ...]:
    return standing.decided_of(office.db, terms.pack)


def digest(turns: Sequence[Turn]) -> str:
    """Every open claim with what it comes to, in one word."""
    said = [(turn.before.claim.id, _outcome(turn.after)) for turn in turns]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _reread(
    office: Office,
    reading: Reading,
    terms: Terms,
    own: Sequence[Grant],
) -> Reading | None:
    """The same claim under other terms; None when the new version has no such award."""
    moved = _under(office, reading.claim, terms)
    if moved is None:
        return None
    claim, policy = moved
    award = policy.awards[claim.award]
    parsed, faults = read_items(award, reading.items)
    facts = claim_facts(office, claim, reading.applicant, parsed)
    result: Assessment | None = None
    if reading.items and not faults:
        keys = tuple({subject_key(item.subject) for item in facts.items} - {""})
        applicant = reading.applicant.id
        readings = {**policy.defaults(), **claim.readings}
        known = known_grants(office, policy, readings, applicant, keys, claim.id)
        result = assess(facts, policy, History(seen_from(own, known, policy)), readings)
    return replace(
        reading,
        claim=claim,
        policy=policy,
        award=award,
        facts=facts,
        faults=faults,
        assessment=result,
    )


def _under(office: Office, claim: ClaimRecord, terms: Terms) -> tuple[ClaimRecord, Policy] | None:
    """The record under other terms with the policy it then follows; None without its award."""
    policy = terms.policy or office.policies(claim.pack_sha256, claim.title_name)
    readings = claim.readings if terms.readings is None else terms.readings
    award = policy.awards.get(claim.award)
    if award is None:
        return None
    received = claim.received_on or office.clock.now().date()
    setting = terms.setting(award.clause, received)
    names = claim.title_name
    if terms.policy is not None:
        names = terms.title_name if named(award) else None
    moved = replace(
        claim,
        pack_sha256=policy.sha256,
        readings=dict(readings),
        clause_status=setting.id if setting else None,
        title_name=names,
    )
    return moved, standing_as(policy, setting)


def _hold(office: Office, reading: Reading) -> None:
    result, claim = reading.assessment, reading.claim
    if result is None or claim.stage is Stage.DRAFT:
        return
    limits = {(use.cap, use.year): use.limit for item in result.items for use in item.uses}
    held = grants(reading.facts, result)
    entitlements.hold(office.db, claim.pack, claim.id, held, limits)


def _decided(office: Office, terms: Terms, told: _Told) -> list[Impact]:
    """Decided claims that would come out otherwise today; they are told of, never changed."""
    found = []
    for number in _decided_ids(office, terms):
        told.one()
        claim = find_claim(office, number)
        moved = _under(office, claim, terms)
        if moved is None or _same(policy_of(office, claim), claim, *moved):
            continue
        before = read_claim(office, number)
        own = entitlements.of_claim(office.db, number)
        turn = Turn(before, _reread(office, before, terms, own))
        if turn.after is not None and differs(turn):
            found.append(_impact(office, turn))
    return found


def _same(policy: Policy, claim: ClaimRecord, moved: ClaimRecord, other: Policy) -> bool:
    """Whether nothing that bears on the claim is different."""
    plans = policy.plans.get(claim.award), other.plans.get(claim.award)
    return plans[0] == plans[1] and dict(claim.readings) == dict(moved.readings)


def _outcome(reading: Reading | None) -> Outcome | None:
    if reading is None:
        return None
    result = reading.assessment
    return Outcome(str(result.verdict), result.amount_fen) if result else Outcome("", 0)


def differs(turn: Turn) -> bool:
    return _outcome(turn.before) != _outcome(turn.after)


def _impact(office: Office, turn: Turn) -> Impact:
    before, claim = turn.before, turn.before.claim
    old = _outcome(before) or Outcome("", 0)
    return Impact(
        id=claim.id,
        number=claim.number or "",
        applicant=before.applicant.name,
        award=before.award.label,
        stage=claim.stage,
        old=old,
        new=_outcome(turn.after) or old,
        why=reasons(office, before, turn.after),
        stays=turn.after is None,
    )
