"""拨付批次: drawn up for finance, and what finance and the bank answer, line by line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ipdesk.domain.batch import BatchKind, BatchLine, LineState
from ipdesk.domain.next_step import blockers
from ipdesk.domain.stages import Role, Stage
from ipdesk.errors import UserError
from ipdesk.services.acts import record as journal_record
from ipdesk.services.acts import together
from ipdesk.services.batches import batch as known_batch
from ipdesk.services.batching import (
    Candidate,
    Outcome,
    candidate_of,
    changes_of,
    counted,
    each,
)
from ipdesk.services.claim_reading import Reading, read_claim
from ipdesk.services.decisions import obstacle, take
from ipdesk.services.office import Actor, Office
from ipdesk.services.readings_used import at_payment
from ipdesk.storage import batches as stored

PAY = "pay"


def look_over_payment(office: Office, actor: Actor, ids: Sequence[int]) -> tuple[Candidate, ...]:
    """Who of these could be handed to finance now, each with what is due to it."""
    readings = (read_claim(office, number) for number in ids)
    return tuple(
        replace(
            _to_pay(office, reading, reading.claim.due_fen),
            notes=tuple(at_payment(office, reading)),
        )
        for reading in readings
    )


def draw_up_payment(
    office: Office, actor: Actor, amounts: Mapping[int, int], day: date, name: str = ""
) -> Outcome:
    """A 拨付批次: each claim with what is to be sent now, whole or in part."""
    actor.require(Role.CLERK, Role.PAYER)
    number = None
    with together(office) as db:
        found = [_to_pay(office, read_claim(office, n), fen) for n, fen in amounts.items()]
        done = tuple(one for one in found if one.able)
        refused = tuple(one for one in found if not one.able)
        if done:
            number = stored.insert(
                db, BatchKind.PAYMENT, name.strip(), (day, None), "", actor.id, office.clock.now()
            )
            lines = ((one.id, one.amount_fen) for one in done)
            stored.add_lines(db, number, LineState.WAITING, lines)
            for one in done:
                data = {"batch": number, "fen": one.amount_fen}
                journal_record(office, actor, "list_payment", "claim", one.id, data)
            about = {"day": day.isoformat(), "name": name.strip(), **counted(done, refused)}
            journal_record(office, actor, "draw_up_payment", "batch", number, about)
        made = stored.get(db, number) if number else None
    return Outcome(done, refused, changes_of(done), made)


def record_paid(
    office: Office,
    actor: Actor,
    batch: int,
    claims: Sequence[int],
    paid_on: date,
    voucher: str,
) -> Outcome:
    """已拨付: the lines that were sent, each with the amount it was listed with."""

    def pay(one: Candidate) -> None:
        given = {"paid_on": paid_on, "voucher": voucher, "paid_fen": one.amount_fen}
        take(office, actor, one.id, PAY, given)

    with together(office):
        found = []
        for line in _lines(office, batch, claims, (LineState.WAITING,)):
            reading = read_claim(office, line.id)
            error = obstacle(office, actor, reading, PAY)
            found.append(candidate_of(office, reading, line.fen, error))
        done, refused = each(office, found, pay)
        if done:
            about: dict[str, object] = {"paid_on": paid_on.isoformat(), "voucher": voucher.strip()}
            about |= counted(done, refused)
            journal_record(office, actor, "read_back_paid", "batch", batch, about)
    return Outcome(done, refused, changes_of(done))


def record_returned(
    office: Office,
    actor: Actor,
    batch: int,
    claims: Sequence[int],
    returned_on: date,
    reason: str,
) -> Outcome:
    """退票: lines the bank sent back, whether recorded as paid before or not; due again."""
    actor.require(Role.PAYER)
    open_to = (LineState.WAITING, LineState.PAID)
    lines = {line.id: line for line in _lines(office, batch, claims, open_to)}

    def bounce(one: Candidate) -> None:
        line = lines[one.id]
        if line.state is LineState.PAID:
            given = {"bounced_on": returned_on, "payment": line.payment, "reason": reason}
            take(office, actor, line.id, "bounce", given)
        else:
            _answer(office, actor, line, LineState.RETURNED, returned_on, reason)

    return _send_back(office, actor, batch, lines, (returned_on, reason), "return_lines", bounce)


def drop_lines(
    office: Office, actor: Actor, batch: int, claims: Sequence[int], reason: str
) -> Outcome:
    """Take lines out of a batch before they are paid; they may go into another one."""
    actor.require(Role.CLERK, Role.PAYER)
    day = office.clock.now().date()
    lines = {line.id: line for line in _lines(office, batch, claims, (LineState.WAITING,))}

    def drop(one: Candidate) -> None:
        _answer(office, actor, lines[one.id], LineState.DROPPED, day, reason)

    return _send_back(office, actor, batch, lines, (day, reason), "drop_lines", drop)


def _send_back(
    office: Office,
    actor: Actor,
    batch: int,
    lines: Mapping[int, BatchLine],
    told: tuple[date, str],
    act: str,
    one: Callable[[Candidate], None],
) -> Outcome:
    day, reason = told
    if not reason.strip():
        raise UserError("need-missing", field="reason", need="reason")
    since, today = known_batch(office, batch).starts_on, office.clock.now().date()
    if not min(since, today) <= day <= today:
        raise UserError("bounce-day-wrong", field="bounced_on", since=since, today=today)
    with together(office):
        found = [candidate_of(office, read_claim(office, n), lines[n].fen) for n in lines]
        done, refused = each(office, found, one)
        if done:
            about = {"day": day.isoformat(), **counted(done, refused)}
            journal_record(office, actor, act, "batch", batch, about, reason.strip())
    return Outcome(done, refused, changes_of(done))


def _answer(
    office: Office, actor: Actor, line: BatchLine, state: LineState, day: date, reason: str
) -> None:
    stored.answer(office.db, line.batch, line.id, state, day, reason.strip())
    data = {"batch": line.batch, "fen": line.fen, "day": day.isoformat()}
    journal_record(office, actor, f"payment_{state}", "claim", line.id, data, reason.strip())


def _lines(
    office: Office, batch: int, claims: Sequence[int], states: tuple[LineState, ...]
) -> list[BatchLine]:
    """The lines meant that are still open to an answer; UserError when there are none."""
    found = [
        line
        for line in stored.lines(office.db, known_batch(office, batch).id)
        if line.id in claims and line.state in states
    ]
    if not found:
        raise UserError("line-answered")
    return found


def _to_pay(office: Office, reading: Reading, fen: int) -> Candidate:
    claim, error = reading.claim, None
    stop = blockers(reading.situation, PAY)
    if claim.stage is not Stage.APPROVED:
        stage = office.wording.label("stage", claim.stage)
        error = UserError("move-not-from-here", stage=stage)
    elif not 0 < fen <= claim.due_fen:
        error = UserError("paid-not-approved", approved=claim.due_fen)
    elif stored.waiting(office.db, claim.id) is not None:
        error = UserError("listed-already")
    elif stop:
        error = UserError(f"blocked-{stop[0].code}", field=stop[0].target, **stop[0].values)
    return candidate_of(office, reading, fen, error)
