"""拨付结果: what finance or the bank sends back, matched with approved claims and recorded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from ipdesk.domain.importing import Fault, PlannedRow
from ipdesk.domain.names import folded
from ipdesk.domain.record import ClaimRecord
from ipdesk.domain.stages import Stage
from ipdesk.services.decisions import take
from ipdesk.services.imports.plan import Desk, Progress, content_key
from ipdesk.storage import applicants, claim_list, claims, payments
from ipdesk.storage.claim_list import ClaimFilter
from ipdesk.storage.imports import Made

CLAIM, BOUNCED = "claim", "bounced"
_PAYABLE = (Stage.APPROVED,)


def check(desk: Desk, rows: Sequence[PlannedRow]) -> None:
    """Each row must mean one approved claim, its applicant and its amount."""
    waiting = _Waiting(desk)
    for row in rows:
        row.key = content_key(
            "paid",
            folded(row.text("number")),
            folded(row.text("name")),
            row.number("paid_fen"),
            row.day("paid_on"),
            folded(row.text("voucher")),
            row.text("result"),
        )
        claim = waiting.meant(row)
        if claim is None:
            continue
        row.found[CLAIM] = claim.id
        if row.text("result") == BOUNCED:
            _check_bounce(desk, row, claim)
        else:
            _check_payment(desk, row, claim, waiting)


def write(desk: Desk, rows: Sequence[PlannedRow], batch: int, progress: Progress) -> list[Made]:
    """Record each payment with the service that finance itself uses."""
    made = []
    for count, row in enumerate(rows, start=1):
        claim = row.found[CLAIM]
        assert isinstance(claim, int)
        if row.text("result") == BOUNCED:
            given = {
                "bounced_on": row.day("paid_on"),
                "payment": row.found["payment"],
                "reason": row.text("reason"),
            }
            take(desk.office, desk.actor, claim, "bounce", given)
        else:
            given = {
                "paid_on": row.day("paid_on"),
                "voucher": row.text("voucher"),
                "paid_fen": row.number("paid_fen"),
            }
            take(desk.office, desk.actor, claim, "pay", given)
        made.append(Made(row.line, "payment", claim, row.key))
        progress(count, len(rows))
    return made


class _Waiting:
    """The claims that wait for money, by number and by who is to be paid how much."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        db = desk.office.db
        self._by_payee: dict[tuple[str, int], list[ClaimRecord]] = defaultdict(list)
        ids = claim_list.ids(db, ClaimFilter(stages=_PAYABLE), "id", False)
        for number in ids:
            claim = claims.get(db, number)
            assert claim is not None
            for name in self.names(claim):
                self._by_payee[name, claim.due_fen].append(claim)
        self.left: dict[int, int] = {}  # what rows above have not paid yet

    def names(self, claim: ClaimRecord) -> set[str]:
        who = applicants.get(self._desk.office.db, claim.applicant)
        return {folded(who.name), folded(who.account_name)} - {""} if who else set()

    def meant(self, row: PlannedRow) -> ClaimRecord | None:
        number, name = row.text("number"), row.text("name")
        if number:
            claim = claims.by_number(self._desk.office.db, number)
            if claim is None:
                row.faults.append(Fault("number", "claim-number-not-found", {"number": number}))
            elif folded(name) not in self.names(claim):
                shown = applicants.get(self._desk.office.db, claim.applicant)
                values = {"number": number, "name": shown.name if shown else "", "typed": name}
                row.faults.append(Fault("name", "payee-differs", values))
            else:
                return claim
            return None
        fen = row.number("paid_fen") or 0
        found = [c for c in self._by_payee[folded(name), fen] if c.id not in self.left]
        if len(found) == 1:
            return found[0]
        code = "payee-unclear" if found else "payee-not-found"
        row.faults.append(Fault("name", code, {"typed": name, "fen": fen, "count": len(found)}))
        return None


def _check_payment(desk: Desk, row: PlannedRow, claim: ClaimRecord, waiting: _Waiting) -> None:
    fen, day = row.number("paid_fen") or 0, row.day("paid_on")
    left = waiting.left.get(claim.id, claim.due_fen)
    if claim.stage is Stage.PAID or (claim.paid_fen and not left):
        paid_on = claim.paid_on or date.min
        row.known = Fault("number", "paid-already", {"number": claim.number, "day": paid_on})
        return
    if claim.stage not in _PAYABLE:
        stage = desk.office.wording.label("stage", claim.stage)
        row.faults.append(
            Fault("number", "claim-not-payable", {"number": claim.number, "stage": stage})
        )
        return
    if not 0 < fen <= left:
        values = {"approved": claim.approved_fen or 0, "left": left, "paid": fen}
        row.faults.append(Fault("paid_fen", "paid-above-due", values))
        return
    since = claim.approved_on
    if day is not None and ((since is not None and day < since) or day > desk.today):
        row.faults.append(
            Fault("paid_on", "paid-day-wrong", {"since": since or desk.today, "today": desk.today})
        )
        return
    waiting.left[claim.id] = left - fen


def _check_bounce(desk: Desk, row: PlannedRow, claim: ClaimRecord) -> None:
    """退票: which recorded payment came back, by its amount and, where given, its voucher."""
    movements = payments.of_claim(desk.office.db, claim.id)
    back = {one.refers for one in movements if one.kind == "bounced"}
    voucher = folded(row.text("voucher"))
    fitting = [
        one
        for one in movements
        if one.kind == "paid" and one.id not in back and one.fen == row.number("paid_fen")
    ]
    fitting = [one for one in fitting if folded(one.voucher) == voucher] or fitting
    if len(fitting) != 1:
        row.faults.append(Fault("result", "bounce-unpaid", {"number": claim.number}))
    elif not row.text("reason"):
        row.faults.append(Fault("reason", "bounce-reason-missing"))
    else:
        row.found["payment"] = fitting[0].id
