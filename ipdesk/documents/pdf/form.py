"""审批表: the approval form with its 核算表, opinions and signature boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ipdesk.documents.pdf import frame
from ipdesk.documents.pdf.flow import Item, paginate
from ipdesk.documents.pdf.fonts import Faces, Role
from ipdesk.documents.pdf.handout import head_items
from ipdesk.documents.pdf.lines import Line, Style, set_lines
from ipdesk.documents.pdf.sheet import A4, MM, Book, Sheet
from ipdesk.documents.pdf.table import (
    LEADING,
    PADDING,
    SIZE,
    SMALL,
    SMALL_LEADING,
    Slot,
    TableRow,
    ruled_rows,
    shared_columns,
)
from ipdesk.documents.pdf.words import words
from ipdesk.domain.approval_form import ApprovalForm, FormOpinion
from ipdesk.domain.money import capitals, figures

_TOP, _BOTTOM = A4[1] - 28 * MM, 34 * MM
_PAIRS = (0.19, 0.33, 0.2, 0.28)
_WIDE = (0.19, 0.81)
_LINES = (0.36, 0.46, 0.18)
_ITEMS = (0.07, 0.27, 0.36, 0.14, 0.16)
_CHECKS = (0.33, 0.35, 0.16, 0.16)
_PAPERS = (0.42, 0.21, 0.21, 0.16)
_READINGS = (0.46, 0.28, 0.26)
_LEAST = 27.0
_BOX = 84.0  # room for an opinion, a signature and a seal


def render_approval_form(form: ApprovalForm, faces: Faces) -> bytes:
    """The form as a PDF; refused when a character cannot be drawn."""
    titles = form.subject_label + "".join(opinion.title for opinion in form.opinions)
    faces.refuse_missing(
        (Role.FANG, "".join(_texts(form))), (Role.TITLE, form.title), (Role.HEI, titles)
    )
    book = Book(faces, form.title, form.bureau, form.award, form.printed_on)
    said = words("form")["printed"].format(bureau=form.bureau, day=_day(form.printed_on))
    items = [*head_items(form.title, said, faces), *_facts(form, faces), *_listed(form, faces)]
    items += [*_papers(form, faces), *_checks(form, faces), *_findings(form, faces)]
    items += _calculation(form, faces)
    items += [*_readings(form, faces), *_opinions(form, faces)]
    pages = paginate(items, _TOP, _TOP, _BOTTOM)
    for number, page in enumerate(pages, 1):
        sheet = book.sheet()
        if form.draft:
            frame.draw_draft_mark(sheet)
        for row, top in page:
            row.draw(sheet, top)
        if len(pages) > 1:
            frame.draw_number(sheet, number)
    if form.check_code:
        frame.draw_foot(sheet, _check_line(form), len(pages))
    return book.save()


def _check_line(form: ApprovalForm) -> str:
    record = f"{form.journal_seq}:{form.journal_head}"
    return words("paper")["check"].format(code=form.check_code, record=record)


def _texts(form: ApprovalForm) -> Iterator[str]:
    yield from (form.bureau, form.number or "", form.policy, form.award)
    yield from (form.applicant, form.code, form.kind, form.town, form.contact, form.phone)
    yield from (form.bank, form.account_name, form.account, form.items)
    yield from (form.clause, form.quote, *form.findings)
    for item in form.listed:
        yield from (item.number, item.subject, item.facts, item.verdict)
    for check in form.checks:
        yield from (check.label, check.quote, check.result, check.hand)
    for paper in form.papers:
        yield from (paper.label, paper.filed, paper.seen, paper.hand)
    for line in form.lines:
        yield from (line.text, line.quote)
    for reading in form.readings:
        yield from (reading.label, reading.choice, reading.basis)
    for opinion in form.opinions:
        yield from (opinion.text, opinion.name)


def _facts(form: ApprovalForm, faces: Faces) -> Iterator[Item]:
    """Who asks for what, label beside value."""
    amount = "computed" if form.draft else "approved"
    pairs = (
        ("number", form.number or "", "received", _day(form.received_on)),
        ("code", form.code, "kind", form.kind),
        ("contact", form.contact, "phone", form.phone),
        ("bank", form.bank, "town", form.town),
        ("account", form.account, "items", form.items),
        ("claimed", figures(form.claimed_fen), amount, figures(form.approved_fen)),
    )
    basis = (("policy", form.policy), ("award", form.award), ("clause", form.clause))
    for name, value in (*basis, ("quote", form.quote)):
        if value:
            yield from _wide(name, value, faces)
    yield from _wide("applicant", form.applicant, faces)
    if form.account_name != form.applicant:
        yield from _wide("account_name", form.account_name, faces)
    columns = shared_columns(_PAIRS)
    for left, one, right, other in pairs:
        slots = (_label(left), _value(one), _label(right), _value(other))
        yield from _items(ruled_rows(slots, columns, faces, _LEAST))
    yield from _wide("capitals", capitals(form.approved_fen), faces)


def _listed(form: ApprovalForm, faces: Faces) -> Iterator[Item]:
    """What is asked for, item by item, with the facts and what came of each."""
    number, facts, verdict, amount = words("form")["listed"].split("|")
    heads = (number, form.subject_label, facts, verdict, amount)
    rows = [
        (
            Slot(item.number, "c", Role.FANG),
            _value(item.subject),
            _value(item.facts),
            Slot(item.verdict, "c", Role.FANG),
            Slot(figures(item.amount_fen), "r", Role.FANG),
        )
        for item in form.listed
    ]
    yield from _banded("listing", heads, rows, _ITEMS, faces)


def _papers(form: ApprovalForm, faces: Faces) -> Iterator[Item]:
    """佐证材料: what was filed of each kind, and the original that was laid beside it."""
    heads = words("form")["papers"].split("|")
    rows = [
        (
            _value(paper.label),
            Slot(paper.filed, "c", Role.FANG),
            Slot(paper.seen, "c", Role.FANG),
            Slot(paper.hand, "c", Role.FANG),
        )
        for paper in form.papers
    ]
    yield from _banded("evidence", heads, rows, _PAPERS, faces)


def _checks(form: ApprovalForm, faces: Faces) -> Iterator[Item]:
    """核对清单: each line with the clause's words, the answer and whose it is."""
    heads = words("form")["checks"].split("|")
    rows = [
        (
            _value(check.label),
            _value(check.quote),
            Slot(check.result, "c", Role.FANG),
            Slot(check.hand, "c", Role.FANG),
        )
        for check in form.checks
    ]
    yield from _banded("checklist", heads, rows, _CHECKS, faces)


def _findings(form: ApprovalForm, faces: Faces) -> Iterator[Item]:
    if form.findings:
        yield from _wide("findings", "\n".join(form.findings), faces)


def _banded(
    name: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[Slot]],
    shares: Sequence[float],
    faces: Faces,
) -> Iterator[Item]:
    """A table under a band with its name; band and heads are repeated on each page."""
    if not rows:
        return
    columns = shared_columns(shares)
    band = ruled_rows((_label(name),), shared_columns((1.0,)), faces, _LEAST)
    slots = [Slot(text, "c", Role.HEI) for text in heads]
    heading = (*band, *ruled_rows(slots, columns, faces, 0.0, SMALL, SMALL_LEADING))
    yield from (Item(row, keep=True) for row in heading)
    for cells in rows:
        for row in ruled_rows(cells, columns, faces, 0.0, SMALL, SMALL_LEADING):
            yield Item(row, heading=heading)


def _calculation(form: ApprovalForm, faces: Faces) -> Iterator[Item]:
    """核算表: every part of the amount beside the words it rests on; the parts add up."""
    label = words("form")
    rows = [
        (
            _value(line.text),
            _value(line.quote),
            Slot(figures(line.amount_fen), "r", Role.FANG),
        )
        for line in form.lines
    ]
    total = Slot(figures(form.total_fen), "r", Role.FANG)
    rows.append((Slot(label["total"], "c", Role.HEI), _value(""), total))
    yield from _banded("calculation", label["lines"].split("|"), rows, _LINES, faces)


def _readings(form: ApprovalForm, faces: Faces) -> Iterator[Item]:
    """口径: what the text leaves open, how it was read, and by which document."""
    heads = words("form")["reading"].split("|")
    rows = [
        (_value(reading.label), _value(reading.choice), _value(reading.basis))
        for reading in form.readings
    ]
    yield from _banded("readings", heads, rows, _READINGS, faces)


def _opinions(form: ApprovalForm, faces: Faces) -> Iterator[Item]:
    columns = shared_columns(_WIDE)
    for opinion in form.opinions:
        slots = (Slot(opinion.title, "c", Role.HEI), Slot("", "l", Role.FANG))
        (row,) = ruled_rows(slots, columns, faces, _BOX)
        style = Style(faces.cast(Role.FANG), SIZE, LEADING)
        left, width = columns[1]
        lines = set_lines(opinion.text, style, width - 2 * PADDING, justify=False)
        height = max(_BOX, (len(lines) + 2) * LEADING + 3 * PADDING)
        yield Item(OpinionRow(height, row, tuple(lines), left, width, opinion))


class OpinionRow(NamedTuple):
    """One hand's box: opinion above, signature and date below it on the right."""

    height: float
    frame: TableRow
    lines: tuple[Line, ...]
    left: float
    width: float
    opinion: FormOpinion

    def draw(self, sheet: Sheet, top: float) -> None:
        self.frame._replace(height=self.height).draw(sheet, top)
        y = top - PADDING
        for line in self.lines:
            base = frame.baseline(y, LEADING, SIZE)
            sheet.text(self.left + PADDING, base, line.text, Role.FANG, SIZE)
            y -= LEADING
        label = words("form")
        day = _day(self.opinion.day) or label["date"]
        signed = label["signature"] + (self.opinion.name or " " * 18)
        base = top - self.height + PADDING + LEADING / 3
        cast = sheet.book.faces.cast(Role.FANG)
        day_left = self.left + self.width - 2 * PADDING - cast.width(day) * SIZE / 1000
        sheet.text(day_left, base, day, Role.FANG, SIZE)
        sheet.text(self.left + self.width * 0.34, base, signed, Role.FANG, SIZE)


def _wide(name: str, value: str, faces: Faces) -> Iterator[Item]:
    slots = (_label(name), _value(value))
    yield from _items(ruled_rows(slots, shared_columns(_WIDE), faces, _LEAST))


def _items(rows: list[TableRow]) -> Iterator[Item]:
    return (Item(row) for row in rows)


def _label(name: str) -> Slot:
    return Slot(words("form")[name], "c", Role.HEI)


def _value(text: str) -> Slot:
    return Slot(text, "l", Role.FANG)


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
