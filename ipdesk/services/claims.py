"""Claims from the counter to acceptance: open, type, save, discard, list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ipdesk.domain.item_entry import canonical
from ipdesk.domain.policy import Award
from ipdesk.domain.record import ClaimRecord, ItemRecord
from ipdesk.domain.stages import Role, Stage
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.award_search import AwardMatch, match_awards
from ipdesk.services.claim_reading import EDITABLE, Reading, find_claim, read_claim
from ipdesk.services.clause_settings import clause_setting
from ipdesk.services.holding import hold_quota
from ipdesk.services.likeness_index import index_likeness, reindex_claims
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.readings import effective
from ipdesk.services.title_settings import title_name
from ipdesk.storage import applicants, claim_list, claims
from ipdesk.storage.claim_list import ClaimFilter, ClaimRow

__all__ = [
    "AwardMatch",
    "ClaimFilter",
    "ClaimForm",
    "ClaimRow",
    "ItemForm",
    "Opened",
    "claim_ids",
    "claim_rows",
    "discard_draft",
    "match_awards",
    "open_claim",
    "save_draft",
]

_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class ItemForm:
    """One row of the item grid as typed."""

    subject: str
    typed: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ClaimForm:
    """What the claim page writes: the facts as typed and the few dates around them."""

    received_on: date | None
    fund_year: int
    copies: int
    basis_document: str
    note: str
    items: tuple[ItemForm, ...]
    asked_fen: int | None = None  # None: as the items come to
    difference: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A new draft."""

    id: int
    changes: Changes


def open_claim(
    office: Office,
    actor: Actor,
    applicant_id: int,
    pack_id: str,
    award_id: str,
    received_on: date | None = None,
) -> Opened:
    """Begin a draft; drafts are saved as typed and are not in the journal."""
    actor.require(Role.CLERK)
    policy = office.policy(pack_id)
    applicant = applicants.standing(office.db, applicant_id)
    if award_id not in policy.awards or applicant is None:
        raise UserError("award-or-applicant-gone")
    day = received_on or office.clock.now().date()
    with act(office) as db:
        claim = claims.insert(
            db,
            pack=policy.id,
            pack_sha256=policy.sha256,
            award=award_id,
            applicant=applicant.id,
            handler=actor.id,
            created_at=office.clock.now(),
            received_on=day,
            fund_year=day.year,
            readings=effective(office, policy),
            clause_status=clause_setting(office, policy.id, policy.awards[award_id].clause, day),
            title_name=title_name(office, policy, policy.awards[award_id]),
        )
        if policy.awards[award_id].subject.derived:
            claims.replace_items(db, claim, (ItemRecord(1, "", {}),))
            claims.update(db, claim, item_count=1)
            reindex_claims(office, (claim,))
    return Opened(claim, Changes.of("claim", ids=(claim,)))


def item_records(award: Award, items: Sequence[ItemForm]) -> tuple[ItemRecord, ...]:
    """The rows of the grid that hold anything, numbered in order, cells in canonical form."""
    kept = [
        item
        for item in items
        if award.subject.derived or item.subject.strip() or any(item.typed.values())
    ]
    return tuple(
        canonical(award, ItemRecord(ordinal, item.subject, item.typed))
        for ordinal, item in enumerate(kept, start=1)
    )


def save_draft(office: Office, actor: Actor, claim_id: int, form: ClaimForm) -> Changes:
    """Keep what was typed; after receipt the change is journalled with old and new."""
    actor.require(Role.CLERK)
    claim = find_claim(office, claim_id)
    if claim.stage not in EDITABLE:
        raise UserError("claim-not-editable")
    award = office.policies(claim.pack_sha256).awards[claim.award]
    items = item_records(award, form.items)
    with act(office) as db:
        old = claims.items(db, claim_id)
        values = form_values(office, claim, award, form, items)
        claims.replace_items(db, claim_id, items)
        index_likeness(office, claim, award, items)
        claims.update(db, claim_id, **values)
        reading = read_claim(office, claim_id)
        store_outcome(office, reading)
        if form.asked_fen is None and award.fen is None and reading.assessment is not None:
            # A share of interest or of a premium is known only once it is worked out.
            values["claimed_fen"] = reading.assessment.amount_fen
            claims.update(db, claim_id, claimed_fen=values["claimed_fen"])
        if claim.stage is not Stage.DRAFT:
            hold_quota(office, reading)
            _journal_amend(office, actor, claim, old, items, values)
    return Changes.of("claim", ids=(claim_id,))


def form_values(
    office: Office,
    claim: ClaimRecord,
    award: Award,
    form: ClaimForm,
    items: Sequence[ItemRecord],
) -> dict[str, object]:
    """The columns a form sets, summaries for lists included."""
    claimed = form.asked_fen
    if claimed is None:
        claimed = (award.fen or 0) * len(items)
    received = form.received_on or claim.received_on
    return {
        "received_on": received,
        "clause_status": clause_setting(office, claim.pack, award.clause, received),
        "fund_year": form.fund_year,
        "copies": form.copies,
        "basis_document": form.basis_document.strip(),
        "asked_fen": form.asked_fen,
        "difference": form.difference.strip()[:_LONGEST_REASON],
        "claimed_fen": claimed,
        "note": form.note,
        "item_count": len(items),
        "subject": summary(items),
    }


def summary(items: Sequence[ItemRecord]) -> str:
    """The subject shown in lists: the first one of several."""
    return items[0].subject if items else ""


def store_outcome(office: Office, reading: Reading) -> None:
    """Keep each item's verdict, amount and fact date beside it, for lists and ledgers."""
    result = reading.assessment
    if result is None:
        return
    rows = tuple(
        replace(
            item, verdict=str(found.verdict), amount_fen=found.amount_fen, fact_on=found.fact_on
        )
        for item, found in zip(reading.items, result.items, strict=True)
    )
    if rows != reading.items:
        claims.set_outcomes(office.db, reading.claim.id, rows)
    days = [found.fact_on for found in result.items if found.fact_on]
    claims.update(office.db, reading.claim.id, fact_on=min(days) if days else None)


def _journal_amend(
    office: Office,
    actor: Actor,
    claim: ClaimRecord,
    old: Sequence[ItemRecord],
    new: Sequence[ItemRecord],
    values: Mapping[str, object],
) -> None:
    changed = {
        name: {"old": getattr(claim, name), "new": value}
        for name, value in values.items()
        if getattr(claim, name) != value
    }
    before = [{"subject": item.subject, **item.typed} for item in old]
    after = [{"subject": item.subject, **item.typed} for item in new]
    if before != after:
        changed["items"] = {"old": before, "new": after}
    if changed:
        record(office, actor, "amend_claim", "claim", claim.id, changed)


def discard_draft(office: Office, actor: Actor, claim_id: int) -> Changes:
    """Throw a draft away; a received claim can only be 作废."""
    actor.require(Role.CLERK)
    if find_claim(office, claim_id).stage is not Stage.DRAFT:
        raise UserError("claim-received-is-kept")
    with act(office) as db:
        claims.delete_draft(db, claim_id)
    return Changes.of("claim", ids=(claim_id,))


def claim_ids(
    office: Office, chosen: ClaimFilter, sort: str = "id", descending: bool = True
) -> Sequence[int]:
    """Ids of the claims a list shows."""
    return claim_list.ids(office.db, chosen, sort, descending)


def claim_rows(office: Office, wanted: Sequence[int]) -> dict[int, ClaimRow]:
    """Rows by id."""
    return claim_list.rows(office.db, wanted)
