"""更正 and 撤销 of a decided claim: proposed by one person, approved by another.

The decision on file stays with its letter; the new values are written only while the approved
correction is carried out, and a new numbered letter tells of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ipdesk.domain.record import Affected, Change, CorrectionRecord, ItemRecord
from ipdesk.domain.stages import DECLINED
from ipdesk.errors import UserError
from ipdesk.services.claim_reading import Reading, read_claim
from ipdesk.services.claims import ItemForm, item_records, store_outcome, summary
from ipdesk.services.consequences import affected, release
from ipdesk.services.holding import hold_quota
from ipdesk.services.office import Actor, Office
from ipdesk.services.outcomes import Values
from ipdesk.services.snapshot import keep_assessment
from ipdesk.storage import batches, claims
from ipdesk.storage import corrections as stored

CAUSES = ("error", "lapsed", "fraud", "reconsidered", "other")


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a correction would come to, shown before it is proposed."""

    old_fen: int
    new_fen: int
    others: tuple[Affected, ...]


def outlook(
    office: Office, claim_id: int, change: Change, items: Sequence[ItemForm] | None = None
) -> Outlook:
    """The new amount and every other claim it changes; nothing is written."""
    reading = read_claim(office, claim_id)
    new = _new_items(reading, items) if change is Change.CORRECT else reading.items
    return _outlook(office, reading, change, new)


def propose(office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]) -> Values:
    """Keep a proposal with what was, what is to be, and the other claims it changes."""
    change = _change(given["change"])
    cause = str(given["cause"])
    if cause not in CAUSES:
        raise UserError("need-missing", field="cause", need="cause")
    if change is Change.CORRECT and reading.claim.stage in DECLINED:
        raise UserError("refusal-only-revoked", field="change")
    typed = given.get("items")
    items = typed if isinstance(typed, Sequence) and not isinstance(typed, str) else None
    new = _new_items(reading, items) if change is Change.CORRECT else reading.items
    seen = _outlook(office, reading, change, new)
    if change is Change.CORRECT and (seen.new_fen, new) == (seen.old_fen, reading.items):
        raise UserError("correction-changes-nothing", field="items")
    grounds = {
        "cause": cause,
        "reason": str(given["reason"]).strip(),
        "basis": str(given.get("basis") or "").strip(),
    }
    stored.add(
        office.db,
        reading.claim.id,
        change,
        grounds,
        (seen.old_fen, seen.new_fen),
        (reading.items, new),
        seen.others,
        actor.id,
        office.clock.now(),
    )
    return {}


def drop(office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]) -> Values:
    """The approver does not agree: the decision stays as it was."""
    waiting = _waiting(reading)
    answer = str(given["reason"]).strip()
    stored.end(office.db, waiting.id, "dropped", actor.id, office.clock.now(), answer)
    return {}


def which(reading: Reading, given: Mapping[str, object]) -> str:
    """Where an approved change leads: more is due, nothing more, or money must come back."""
    waiting, paid = _waiting(reading), reading.claim.paid_fen or 0
    if waiting.change is Change.REVOKE:
        return "revoke_paid" if paid else "revoke"
    if paid > waiting.new_fen:
        return "correct_down"
    if paid and paid < waiting.new_fen and reading.claim.stage != "approved":
        return "correct_up"
    return "correct"


def correct(office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]) -> Values:
    """Carry out an approved 更正: new facts, new amount, quota and assessment with them."""
    waiting = _unlisted(office, reading)
    stored.begin(office.db, waiting.id)
    after = _rewritten(office, reading, waiting.new_items)
    if _fen(after) != waiting.new_fen:
        raise UserError("correction-overtaken", expected=waiting.new_fen, now=_fen(after))
    hold_quota(office, after)
    store_outcome(office, after)
    keep_assessment(office, after)
    too_much = max((reading.claim.paid_fen or 0) - waiting.new_fen, 0)
    back = {"recovery_fen": too_much} if too_much else {}
    claims.update(office.db, reading.claim.id, approved_fen=waiting.new_fen, **back)
    _done(office, actor, waiting, given)
    return {"approved_fen": waiting.new_fen}


def revoke(office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]) -> Values:
    """Carry out an approved 撤销: nothing is held any more, what was paid must come back."""
    waiting = _unlisted(office, reading)
    stored.begin(office.db, waiting.id)
    release(office, reading)
    paid = reading.claim.paid_fen or 0
    back = {"recovery_fen": paid} if paid else {}
    claims.update(office.db, reading.claim.id, approved_fen=0, **back)
    _done(office, actor, waiting, given)
    return {"approved_fen": 0}


def _done(
    office: Office, actor: Actor, waiting: CorrectionRecord, given: Mapping[str, object]
) -> None:
    answer = str(given.get("opinion") or "")
    stored.end(office.db, waiting.id, "approved", actor.id, office.clock.now(), answer)


def _outlook(
    office: Office, reading: Reading, change: Change, new: tuple[ItemRecord, ...]
) -> Outlook:
    """Try the change on the quotas alone and see what follows."""
    old_fen = reading.claim.approved_fen or 0
    if change is Change.REVOKE:
        return Outlook(old_fen, 0, affected(office, reading, lambda: release(office, reading)))
    after = read_claim(office, reading.claim.id, new)
    if after.faults:
        raise UserError("correction-incomplete", field="items", count=len(after.faults))
    others = affected(office, reading, lambda: hold_quota(office, after))
    return Outlook(old_fen, _fen(after), others)


def _rewritten(office: Office, reading: Reading, items: tuple[ItemRecord, ...]) -> Reading:
    claim = reading.claim
    claims.replace_items(office.db, claim.id, items)
    claims.update(office.db, claim.id, item_count=len(items), subject=summary(items))
    return read_claim(office, claim.id)


def _new_items(reading: Reading, typed: Sequence[ItemForm] | None) -> tuple[ItemRecord, ...]:
    if typed is None:
        return reading.items
    new = item_records(reading.award, typed)
    same = len(new) == len(reading.items) and all(
        (one.subject, one.typed) == (other.subject, other.typed)
        for one, other in zip(new, reading.items, strict=True)
    )
    return reading.items if same else tuple(replace(item) for item in new)


def _waiting(reading: Reading) -> CorrectionRecord:
    waiting = reading.situation.open_correction
    if waiting is None:
        raise UserError("no-correction-waits")
    return waiting


def _unlisted(office: Office, reading: Reading) -> CorrectionRecord:
    """The change to carry out, when no money may be on its way under the old amount."""
    waiting = _waiting(reading)
    if batches.waiting(office.db, reading.claim.id) is not None:
        raise UserError("change-while-listed")
    return waiting


def _change(value: object) -> Change:
    try:
        return Change(str(value))
    except ValueError:
        raise UserError("need-missing", field="change", need="change") from None


def _fen(reading: Reading) -> int:
    return reading.assessment.amount_fen if reading.assessment else 0
