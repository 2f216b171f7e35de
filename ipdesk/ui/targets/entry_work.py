"""What 填报 asks of the store: what is odd in a sheet before it is kept, and keeping it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from ipdesk.domain.observation import Observation
from ipdesk.domain.span import Span
from ipdesk.errors import UserError
from ipdesk.services.office import Office
from ipdesk.services.targets.book import Reader
from ipdesk.services.targets.common import policy_of
from ipdesk.services.targets.entry import FigureForm, figure_history
from ipdesk.services.targets.figure_notes import figure_notes

_FIELDS = {"typed": "value", "step": "value", "note": "note", "source": "source"}


@dataclass(frozen=True, slots=True)
class CellNote:
    """What is odd at a cell; a fault must be put right before the sheet is kept."""

    subject: str
    span: Span
    column: str
    text: str
    fault: bool


def notes_of(office: Office, forms: Sequence[FigureForm]) -> list[CellNote]:
    """What is odd in the lines typed, at their cells."""
    readers: dict[str, Reader] = {}
    found = []
    for form in forms:
        if form.pack not in readers:
            readers[form.pack] = Reader(office, policy_of(office, form.pack))
        found += [
            CellNote(form.subject, form.span, column, text, fault)
            for column, text, fault in _odd(office, form, readers[form.pack])
        ]
    return found


def _odd(office: Office, form: FigureForm, reader: Reader) -> Iterator[tuple[str, str, bool]]:
    if not form.typed and not form.step:
        yield "value", _empty(office, form), True
        return
    try:
        said = "；".join(note.text for note in figure_notes(office, form, reader))
    except UserError as error:
        text = office.wording.text("message", error.code, error.values)
        yield _FIELDS.get(error.field, "value"), text, True
        return
    if said:
        yield "value", said, False
    if _stands(office, form):
        yield "source", "只有来源或原因改了，数值和说明没有改，不会保存", True


def with_reason(
    forms: Sequence[FigureForm], corrected: Sequence[bool], why: str
) -> list[FigureForm]:
    """The reason of a correction where none was typed beside it."""
    return [
        replace(form, reason=form.reason or why) if again else form
        for form, again in zip(forms, corrected, strict=True)
    ]


def _empty(office: Office, form: FigureForm) -> str:
    if any(one.state == "stands" for one in _history(office, form)):
        return "已填报的数不能清空；填错了请改成正确的数，不该填的请点“撤回”"
    return "只有来源或说明，没有数值"


def _stands(office: Office, form: FigureForm) -> bool:
    """Whether figure and remark are those that stand already."""
    return any(
        one.state == "stands"
        and one.note == form.note
        and (one.step == form.step if one.step else _same(form.typed, str(one.value)))
        for one in _history(office, form)
    )


def _history(office: Office, form: FigureForm) -> list[Observation]:
    known = figure_history(office, form.pack, form.subject, form.span.year)
    return [one for one in known if one.span == form.span]


def _same(typed: str, stands: str) -> bool:
    try:
        return Decimal(typed.replace(",", "").strip()) == Decimal(stands)
    except InvalidOperation:
        return False
