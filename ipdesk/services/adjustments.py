"""以前年度调整: what later acts changed of years that were closed, told in the year of the act.

A closed year stands as it was handed in. What comes after (a correction, the decision of a claim
that was still open, a late payment, money that came back) is told where it was done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ipdesk.domain.ledger import LedgerRow
from ipdesk.domain.year_content import YearContent
from ipdesk.domain.year_lines import Adjustment
from ipdesk.services.office import Office
from ipdesk.storage import ledger_rows, year_closings, year_parts
from ipdesk.storage.claim_list import ClaimFilter
from ipdesk.storage.year_closings import Closing
from ipdesk.storage.year_parts import LaterAct

Kept = Callable[[Office, Closing], YearContent]


@dataclass(slots=True)
class _Standing:
    """What a claim has come to so far."""

    approved_fen: int = 0
    paid_fen: int = 0
    returned_fen: int = 0


def adjustments(office: Office, pack: str, year: int, kept: Kept) -> tuple[Adjustment, ...]:
    """The lines of `year` about the closed years before it, in the order of the acts."""
    closings = {one.year: one for one in year_closings.of_pack(office.db, pack) if one.stands}
    found = [
        (act.seq, line)
        for closing in closings.values()
        if closing.year < year
        for act, line in _of_closing(office, closing, kept(office, closing), year, closings)
    ]
    return tuple(line for _, line in sorted(found, key=lambda pair: pair[0]))


def told_in(act: LaterAct, fund_year: int, closings: Mapping[int, Closing]) -> int:
    """The year an act is told in: that of its day, or the first after it not closed by then."""
    year = max(act.at.year, fund_year + 1)
    while year in closings and act.seq > closings[year].journal_seq:
        year += 1
    return year


def _of_closing(
    office: Office,
    closing: Closing,
    content: YearContent,
    year: int,
    closings: Mapping[int, Closing],
) -> Iterator[tuple[LaterAct, Adjustment]]:
    acts = year_parts.later_acts(office.db, closing.pack, closing.year, closing.journal_seq)
    if not acts:
        return
    numbers = ledger_rows.numbers(office.db, ClaimFilter(pack=closing.pack, fund_year=closing.year))
    rows = {row.number: row for row in content.rows}
    standing = _as_closed(content)
    for act in acts:
        row = rows.get(numbers.get(act.claim, ""))
        if row is None:
            continue  # came in only while the year was open again
        line = _line(office, act, row, standing.setdefault(row.number, _Standing()))
        if told_in(act, closing.year, closings) == year:
            yield act, line


def _as_closed(content: YearContent) -> dict[str, _Standing]:
    found = {row.number: _Standing(row.approved_fen or 0) for row in content.rows}
    # From the movements themselves: the row's 实付 has what came back taken off already.
    for payment in content.payments:
        found[payment.number].paid_fen += payment.paid_fen
        found[payment.number].returned_fen += payment.returned_fen
    return found


def _line(office: Office, act: LaterAct, row: LedgerRow, so_far: _Standing) -> Adjustment:
    """The line of one act; `so_far` is moved on to what the claim comes to after it."""
    before = (so_far.approved_fen, so_far.paid_fen, so_far.returned_fen)
    for key, name in (
        ("approved_fen", "approved_fen"),
        ("paid_fen", "paid_fen"),
        ("recovered_fen", "returned_fen"),
    ):
        if isinstance(act.data.get(key), int):
            setattr(so_far, name, act.data[key])
    after = (so_far.approved_fen, so_far.paid_fen, so_far.returned_fen)
    changed = [new - old for old, new in zip(before, after, strict=True)]
    told = _told(act.data, ("finding", "basis", "opinion"))
    return Adjustment(
        day=_day(act),
        kind=office.wording.text("done", act.act),
        number=row.number,
        fund_year=row.fund_year,
        applicant=row.applicant,
        award=row.award,
        approved_fen=changed[0],
        paid_fen=changed[1],
        returned_fen=changed[2],
        document_number=str(act.data.get("document_number") or row.document_number),
        voucher=str(act.data.get("voucher") or ""),
        reason=act.reason or told,
    )


def _day(act: LaterAct) -> date:
    """The day of the money where the act names one, else of the act."""
    for key in ("bounced_on", "recovered_on", "paid_on"):
        if act.data.get(key):
            return date.fromisoformat(str(act.data[key]))
    return act.at.date()


def _told(data: Mapping[str, object], keys: Sequence[str]) -> str:
    return next((str(data[key]) for key in keys if data.get(key)), "")
