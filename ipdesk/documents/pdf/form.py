"""审批表: the approval form with its 核算表, opinions and signature boxes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ipdesk.documents.pdf import frame
from ipdesk.documents.pdf.flow import Gap, Item, TextRow, paginate
from ipdesk.documents.pdf.fonts import Faces, Role
from ipdesk.documents.pdf.lines import Line, Style, set_lines
from ipdesk.documents.pdf.sheet import A4, MM, Book, Sheet
from ipdesk.documents.pdf.table import (
    LEADING,
    PADDING,
    SIZE,
    Slot,
    TableRow,
    ruled_rows,
    shared_columns,
)
from ipdesk.documents.pdf.words import words
from ipdesk.domain.approval_form import ApprovalForm, FormOpinion
from ipdesk.domain.money import capitals, figures

_TOP, _BOTTOM = A4[1] - 28 * MM, 30 * MM
_PAIRS = (0.19, 0.33, 0.2, 0.28)
_WIDE = (0.19, 0.81)
_LINES = (0.36, 0.46, 0.18)
_LEAST = 27.0
_BOX = 84.0  # room for an opinion, a signature and a seal
_TITLE_LEADING = 34.0


def render_approval_form(form: ApprovalForm, faces: Faces) -> bytes:
    """The form as a PDF; refused when a character cannot be drawn."""
    titles = "".join(opinion.title for opinion in form.opinions)
    faces.refuse_missing(
        (Role.FANG, "".join(_texts(form))), (Role.TITLE, form.title), (Role.HEI, titles)
    )
    book = Book(faces, form.title, form.bureau, form.award, form.printed_on)
    items = [*_title(form, faces), *_facts(form, faces), *_calculation(form, faces)]
    items += [*_readings(form, faces), *_opinions(form, faces)]
    pages = paginate(items, _TOP, _TOP, _BOTTOM)
    for number, page in enumerate(pages, 1):
        sheet = book.sheet()
        if form.number is None:
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
    for line in form.lines:
        yield from (line.text, line.quote)
    for reading in form.readings:
        yield from (reading.label, reading.choice, reading.basis)
    for opinion in form.opinions:
        yield from (opinion.text, opinion.name)


def _title(form: ApprovalForm, faces: Faces) -> Iterator[Item]:
    style = Style(faces.cast(Role.TITLE), frame.SIZE_2, _TITLE_LEADING)
    for line in set_lines(form.title, style, frame.WIDTH, justify=False):
        x = (frame.WIDTH - style.width(line.text)) / 2
        placed = Line(line.text, x, 0.0)
        yield Item(TextRow(_TITLE_LEADING, placed, Role.TITLE, frame.SIZE_2), keep=True)
    yield Item(Gap(8.0), keep=True)


def _facts(form: ApprovalForm, faces: Faces) -> Iterator[Item]:
    """Who asks for what, label beside value."""
    pairs = (
        ("number", form.number or "", "received", _day(form.received_on)),
        ("code", form.code, "kind", form.kind),
        ("contact", form.contact, "phone", form.phone),
        ("bank", form.bank, "town", form.town),
        ("account", form.account, "items", form.items),
        ("claimed", figures(form.claimed_fen), "approved", figures(form.approved_fen)),
    )
    for name, value in (("policy", form.policy), ("award", form.award)):
        yield from _wide(name, value, faces)
    yield from _wide("applicant", form.applicant, faces)
    if form.account_name != form.applicant:
        yield from _wide("account_name", form.account_name, faces)
    columns = shared_columns(_PAIRS)
    for left, one, right, other in pairs:
        slots = (_label(left), _value(one), _label(right), _value(other))
        yield from _items(ruled_rows(slots, columns, faces, _LEAST))
    yield from _wide("capitals", capitals(form.approved_fen), faces)


def _calculation(form: ApprovalForm, faces: Faces) -> Iterator[Item]:
    """核算表: every part of the amount beside the words it rests on; the parts add up."""
    label = words("form")
    columns = shared_columns(_LINES)
    band = ruled_rows((_label("calculation"),), shared_columns((1.0,)), faces, _LEAST)
    heads = [Slot(text, "c", Role.HEI) for text in label["lines"].split("|")]
    heading = (*band, *ruled_rows(heads, columns, faces, _LEAST))
    yield from (Item(row, keep=True) for row in heading)
    for line in form.lines:
        amount = Slot(figures(line.amount_fen), "r", Role.FANG)
        slots = (_value(line.text), _value(line.quote), amount)
        for row in ruled_rows(slots, columns, faces, _LEAST):
            yield Item(row, heading=heading)
    total = sum(line.amount_fen for line in form.lines)
    slots = (Slot(label["total"], "c", Role.HEI), _value(""), Slot(figures(total), "r", Role.FANG))
    yield from _items(ruled_rows(slots, columns, faces, _LEAST))


def _readings(form: ApprovalForm, faces: Faces) -> Iterator[Item]:
    for reading in form.readings:
        text = f"{reading.label}：{reading.choice}。{reading.basis}"
        yield from _wide("readings", text, faces)


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
