"""What is odd about a figure before it is kept: said, and never in the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ipdesk.domain.figure import plain_figure
from ipdesk.domain.measure import Measure
from ipdesk.domain.span import Span
from ipdesk.services.office import Office
from ipdesk.services.targets.book import Cell, Reader
from ipdesk.services.targets.common import number_text, policy_of
from ipdesk.services.targets.entry import FigureForm, subject_named, typed_figure

_JUMP = 10  # times the figure before: a slip of the keyboard more often than not


@dataclass(frozen=True, slots=True)
class Note:
    """Something to think about before a figure is kept; it never stops anybody."""

    code: str
    text: str


def figure_notes(
    office: Office, form: FigureForm, reader: Reader | None = None
) -> tuple[Note, ...]:
    """What is odd about a figure before it is kept; a whole sheet is held against one reader."""
    policy = reader.policy if reader is not None else policy_of(office, form.pack)
    subject = subject_named(office, policy, form.subject)
    if subject.measure is None:
        return ()
    value = typed_figure(subject.measure, form.typed)
    return tuple(
        Note(code, office.wording.text("figure-note", code, values))
        for code, values in _notes(
            reader or Reader(office, policy), subject.measure, form.span, value
        )
    )


def _notes(
    reader: Reader, measure: Measure, span: Span, value: Decimal
) -> Iterator[tuple[str, dict[str, object]]]:
    cells = reader.cells(span.year)
    counted = cells.get((measure.id, span), Cell(measure.id, span)).counted
    if counted is not None and counted != value:
        yield "counted-differs", {"counted": number_text(counted)}
    book = reader.book()
    parts = {
        part: entry
        for part, entry in book.entries.get((measure.id, span.year), {}).items()
        if part != span.part
    }
    for one in plain_figure(measure.standing, {**parts, span.part: value}).differences:
        if span.part is one.part or one.part in parts:
            yield "parts-differ", {"said": number_text(one.said), "parts": number_text(one.parts)}
    past = book.entries.get((measure.id, span.year - 1), {}).get(span.part)
    if past and (value > past * _JUMP or value * _JUMP < past):
        yield "jump", {"past": number_text(past)}
    if measure.carries_in:
        yield from _carried(reader, measure, span, value)


def _carried(
    reader: Reader, measure: Measure, span: Span, value: Decimal
) -> Iterator[tuple[str, dict[str, object]]]:
    """结转 at the end is 结转 at the start, and what came in, less what was closed."""
    book = reader.book()
    now = book.entries.get((measure.carries_in, span.year), {}).get(span.part)
    out = book.entries.get((measure.carries_out, span.year), {}).get(span.part)
    begun = _carried_before(reader, measure, span)
    if now is None or out is None or begun is None:
        return
    wanted = begun + now - out
    if wanted != value:
        values = {"begun": number_text(begun), "opened": number_text(now)}
        yield (
            "carried-differs",
            {
                **values,
                "closed": number_text(out),
                "wanted": f"{wanted:f}",
            },
        )


def _carried_before(reader: Reader, measure: Measure, span: Span) -> Decimal | None:
    book = reader.book()
    year, month = span.starts_on.year, span.starts_on.month
    if month == 1:
        return book.figure(measure.id, year - 1).value
    return book.figure(measure.id, year, frozenset(range(1, month))).value
