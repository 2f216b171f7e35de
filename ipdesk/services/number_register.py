"""文书登记簿: all numbers of a year with what became of them; each print and copy is journalled."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ipdesk.domain.money import figures
from ipdesk.domain.number_register import NumberState, RegisterPaper, RegisterRow
from ipdesk.domain.numbering import runs
from ipdesk.services.acts import act, record
from ipdesk.services.bureaus import bureau
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.paper_setup import faces_in_use
from ipdesk.storage import letters, numbers

_KINDS = 3  # ids of letters, spoilt numbers and ranges are told apart by their remainder


@dataclass(frozen=True, slots=True)
class PrintedRegister:
    """The register of a year as it would be printed now: the very bytes."""

    year: int
    name: str
    rows: int
    given_to: str  # who gets it unless somebody else is named
    pdf: bytes


def register_years(office: Office) -> list[int]:
    """Every year with a number, this year among them, the latest first."""
    return sorted({office.clock.now().year, *numbers.years(office.db)}, reverse=True)


def register_rows(office: Office, year: int) -> tuple[RegisterRow, ...]:
    """Every number of a year in the order of the numbers; what is set aside as runs."""
    found = [*_issued(office, year), *_spoilt(office, year), *_aside(office, year)]
    return tuple(row for _, row in sorted(found, key=lambda pair: pair[0]))


_Row = tuple[tuple[str, int], RegisterRow]


def _issued(office: Office, year: int) -> Iterator[_Row]:
    known = letters.numbers_of(office.db, year)
    for one in letters.of_year(office.db, year):
        number = known[one.id]
        yield (
            (number.mark, number.number),
            RegisterRow(
                id=one.id * _KINDS,
                state=NumberState.ISSUED,
                number=number.text,
                day=one.issued_on,
                kind=office.wording.label("letter", one.kind),
                to=one.applicant,
                amount_fen=one.amount_fen,
                hand=one.operator,
                copies=one.printed,
                note=one.claim_number,
                letter=one.id,
            ),
        )


def _spoilt(office: Office, year: int) -> Iterator[_Row]:
    for one in numbers.voids(office.db, year):
        yield (
            (one.number.mark, one.number.number),
            RegisterRow(
                id=one.id * _KINDS + 1,
                state=NumberState.VOID,
                number=one.number.text,
                day=one.at.date(),
                kind="",
                to="",
                amount_fen=0,
                hand=one.operator,
                copies=0,
                note=one.reason,
            ),
        )


def _aside(office: Office, year: int) -> Iterator[_Row]:
    for one in numbers.ranges(office.db, year):
        taken = numbers.taken(office.db, one.mark, year)
        left = (number for number in range(one.first, one.last + 1) if number not in taken)
        for first, last in runs(left):
            said = str(first) if first == last else f"{first}—{last}"
            yield (
                (one.mark, first),
                RegisterRow(
                    id=(one.id * 10_000 + first - one.first) * _KINDS + 2,
                    state=NumberState.ASIDE,
                    number=office.wording.text(
                        "number-register-paper",
                        "aside",
                        {"mark": one.mark, "year": one.year, "numbers": said},
                    ),
                    day=one.at.date(),
                    kind="",
                    to="",
                    amount_fen=0,
                    hand=one.operator,
                    copies=0,
                    note=one.note,
                    range=one.id,
                ),
            )


def preview_register(office: Office, year: int) -> PrintedRegister:
    """The register of a year as paper."""
    from ipdesk.documents.pdf.register import render_register

    house, today = bureau(office), office.clock.now().date()
    rows = register_rows(office, year)

    def say(key: str, **values: object) -> str:
        return office.wording.text("number-register-paper", key, values)

    counts = {state: sum(row.state is state for row in rows) for state in NumberState}
    paper = RegisterPaper(
        title=say("title", year=year),
        subtitle=say(
            "subtitle",
            bureau=house.name,
            day=today,
            issued=counts[NumberState.ISSUED],
            void=counts[NumberState.VOID],
        ),
        issuer=house.name,
        made_on=today,
        head=tuple(say("head").split("|")),
        rows=tuple(_cells(office, place, row) for place, row in enumerate(rows, start=1)),
        align="clcllrcrl",
        widths=(0.045, 0.16, 0.085, 0.11, 0.215, 0.1, 0.075, 0.05, 0.16),
    )
    pdf = render_register(paper, faces_in_use(office))
    return PrintedRegister(year, paper.title, len(rows), house.name, pdf)


def save_register(
    office: Office, actor: Actor, paper: PrintedRegister, path: Path, recipient: str = ""
) -> Changes:
    """Write what was previewed to a file; the copy is journalled."""
    from ipdesk.documents.files import replace_file

    replace_file(path, paper.pdf)
    return log_register(office, actor, paper, "save", recipient=recipient)


def log_register(
    office: Office,
    actor: Actor,
    paper: PrintedRegister,
    how: str,
    copies: int = 1,
    recipient: str = "",
) -> Changes:
    """Note that the register was printed ("print") or saved ("save"), and for whom."""
    with act(office):
        data = {
            "form": "number_register",
            "year": paper.year,
            "pdf_sha256": hashlib.sha256(paper.pdf).hexdigest(),
            "copies": copies,
            "recipient": recipient.strip() or paper.given_to,
        }
        record(office, actor, f"{how}_paper", "bureau", 0, data)
    return Changes.of("form_copy")


def _cells(office: Office, place: int, row: RegisterRow) -> tuple[str, ...]:
    state = office.wording.label("number-state", row.state)
    return (
        str(place),
        row.number,
        row.day.isoformat(),
        row.kind or state,
        row.to,
        figures(row.amount_fen) if row.amount_fen else "",
        row.hand,
        str(row.copies) if row.letter else "",
        row.note,
    )
