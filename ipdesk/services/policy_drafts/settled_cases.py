"""Boundary cases confirmed, put right or left out; readings chosen where the text is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from ipdesk.domain.draft_work import CONFIRMED, OFF, PartKey
from ipdesk.errors import UserError
from ipdesk.packs.drafting.editing import typed_number
from ipdesk.packs.mentions import Sort
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.policy_drafts.records import CaseView, ReadingView
from ipdesk.services.policy_drafts.steps import reason_given, stand, take_step
from ipdesk.storage.policy_drafts import KeptPart


def confirm_cases(office: Office, actor: Actor, draft: int, cases: Sequence[CaseView]) -> Changes:
    """The cases come out as they should; one that does not pass must be put right first."""
    if not cases:
        raise UserError("draft-part-gone")
    failed = next((case for case in cases if not case.passed), None)
    if failed is not None:
        raise UserError("draft-case-fails", field=failed.key, name=failed.name)
    put = [_kept(office, actor, case, CONFIRMED, _amounts(case)) for case in cases]
    return take_step(office, actor, draft, "confirm_cases", _about(office, cases), put)


def correct_case(
    office: Office, actor: Actor, draft: int, case: CaseView, amounts: Mapping[str, str]
) -> Changes:
    """A case must come to other amounts than were proposed; until it does it fails."""
    known = _amounts(case)
    for claim, words in amounts.items():
        value = typed_number(words, Sort.MONEY)
        if claim not in known or value is None or value < 0 or value != int(value):
            raise UserError("draft-amount-unreadable", field=claim, typed=words)
        known[claim] = int(value)
    put = [_kept(office, actor, case, CONFIRMED, known)]
    return take_step(office, actor, draft, "correct_case", case.name, put)


def write_off_case(
    office: Office, actor: Actor, draft: int, case: CaseView, reason: str
) -> Changes:
    """Leave a case out of the pack."""
    put = [_kept(office, actor, case, OFF, {}, reason_given(reason))]
    return take_step(office, actor, draft, "write_off", case.name, put)


def reopen_case(office: Office, actor: Actor, draft: int, case: CaseView) -> Changes:
    """The case waits to be confirmed again, as the parts make it."""
    gone = [PartKey("case", case.key)]
    return take_step(office, actor, draft, "reopen", case.name, [], gone)


def choose_reading(
    office: Office,
    actor: Actor,
    draft: int,
    reading: ReadingView,
    value: str,
    document: str = "",
    document_on: date | None = None,
) -> Changes:
    """Choose how an open point is read, and by which document."""
    chosen = value.strip()
    if not chosen or (reading.choices and chosen not in {one.value for one in reading.choices}):
        raise UserError("draft-reading-value", field="value")
    data = {
        "value": chosen,
        "document": document.strip(),
        "document_on": document_on.isoformat() if document_on else None,
    }
    kept = KeptPart("reading", reading.key, data)
    put = [_settled(office, actor, kept, CONFIRMED)]
    return take_step(office, actor, draft, "choose_reading", reading.question, put)


def _amounts(case: CaseView) -> dict[str, int]:
    return {line.claim: line.expected_fen for line in case.lines}


def _kept(
    office: Office,
    actor: Actor,
    case: CaseView,
    state: str,
    amounts: Mapping[str, int],
    reason: str = "",
) -> KeptPart:
    data = {"inputs": case.inputs, "amounts": dict(amounts)}
    return _settled(office, actor, KeptPart("case", case.key, data), state, reason)


def _settled(
    office: Office, actor: Actor, part: KeptPart, state: str, reason: str = ""
) -> KeptPart:
    how = stand(office, actor, state, reason)
    return replace(part, state=how.state, reason=how.reason, operator=how.operator, at=how.at)


def _about(office: Office, cases: Sequence[CaseView]) -> str:
    if len(cases) == 1:
        return cases[0].name
    return office.wording.text("draft-step", "several", {"count": len(cases)})
