"""Reading a row of the policy: from figures, by the words of the text, and never guessed.

Where the text has no number there is no share and no percentage, only 增长, 持平 or 下降.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from ipdesk.domain.attainment import (
    Book,
    Light,
    MeasureReading,
    Path,
    RowReading,
    Verdict,
)
from ipdesk.domain.figure import NOTHING, Figure, rounded
from ipdesk.domain.measure import Standing
from ipdesk.domain.span import WHOLE
from ipdesk.domain.target import Against, Milestone, Row, TargetRule


def read_row(book: Book, row: Row, year: int) -> RowReading:
    """The row as it stands in a year."""
    if isinstance(row, Milestone):
        return _milestone(book, row, year)
    parts = tuple(_measure(book, row, name, year) for name in row.measures)
    beside = tuple(_recorded(book, name, year) for name in row.beside)
    verdict = _together(tuple(part.verdict for part in parts))
    return RowReading(row, year, verdict, _light(verdict, row, parts), parts, beside)


def settle(reading: RowReading, owed: Container[str]) -> RowReading:
    """What nobody owes yet is not missing: `owed` are the subjects whose reports are."""
    if isinstance(reading.row, Milestone):
        waits = reading.verdict is Verdict.MISSING and reading.row.id not in owed
        return replace(reading, verdict=Verdict.NOT_DUE) if waits else reading
    parts, beside = (
        tuple(_settled(part, owed) for part in group) for group in (reading.parts, reading.beside)
    )
    verdict = _together(tuple(part.verdict for part in parts))
    light = _light(verdict, reading.row, parts)
    return replace(reading, verdict=verdict, light=light, parts=parts, beside=beside)


def _settled(part: MeasureReading, owed: Container[str]) -> MeasureReading:
    about = part.measure
    names = (about.numerator, about.denominator) if about.is_rate else (about.id,)
    if part.verdict is Verdict.MISSING and not any(name in owed for name in names):
        return replace(part, verdict=Verdict.NOT_DUE)
    return part


def _measure(book: Book, row: Row, name: str, year: int) -> MeasureReading:
    if row.rule in (TargetRule.AT_LEAST, TargetRule.AT_MOST):
        return _bounded(book, row, name, year)
    if row.rule in (TargetRule.UP, TargetRule.DOWN):
        return _compared(book, row, name, year)
    if row.rule is TargetRule.COMPLETE:
        return _completing(book, row, name, year)
    return _recorded(book, name, year)


def _recorded(book: Book, name: str, year: int) -> MeasureReading:
    figure = book.figure(name, year)
    verdict = Verdict.RECORDED if figure.months else Verdict.MISSING
    measure = book.measures[name]
    return MeasureReading(measure, year, figure, verdict, trend=book.trend(name))


def _bounded(book: Book, row: Row, name: str, year: int) -> MeasureReading:
    """≥ and ≤ take the bound in; a comparator is that of the same time."""
    measure, figure = book.measures[name], book.figure(name, year)
    bound = row.value
    if row.comparator:
        other = book.figure(row.comparator, year, figure.months or None)
        bound = rounded(other.exact, book.measures[row.comparator].decimals)
    plain = MeasureReading(
        measure,
        year,
        figure,
        _absent(figure),
        base=book.figure(name, row.baseline_year, WHOLE) if row.baseline_year else NOTHING,
        base_year=row.baseline_year,
        bound=bound,
        trend=book.trend(name),
    )
    value = rounded(figure.exact, measure.decimals)
    if value is None:
        return plain
    if bound is None:
        # A reference that nobody has set yet: it is kept on record only.
        return replace(plain, verdict=Verdict.RECORDED if row.goal_proposed else Verdict.NO_BASE)
    reached = value >= bound if row.rule is TargetRule.AT_LEAST else value <= bound
    return replace(
        plain,
        verdict=Verdict.REACHED if reached else _below(book, row, year),
        gap=value - bound,
        share=value / row.value if row.value else None,
        path=_path(book, row, name, year),
    )


def _below(book: Book, row: Row, year: int) -> Verdict:
    """Below the bound: missed once the year it is due has ended."""
    due = row.year or year
    return Verdict.MISSED if year >= due and book.over >= due else Verdict.NOT_YET


def _absent(figure: Figure) -> Verdict:
    """Why there is no value: nothing reported, or nothing to divide by."""
    return Verdict.NO_CASES if figure.denominator is not None else Verdict.MISSING


def _compared(book: Book, row: Row, name: str, year: int) -> MeasureReading:
    measure, figure = book.measures[name], book.figure(name, year)
    base_year = year - 1 if row.against is Against.PREVIOUS else row.baseline_year
    base = NOTHING
    if base_year is not None:
        # A flow of part of a year is held against the same months; a stock against a year's end.
        months = figure.months if measure.standing is Standing.FLOW and figure.months else WHOLE
        base = book.figure(name, base_year, months)
    verdict, gap = _direction(book, name, year, figure, base, base_year)
    wish = None
    if row.proposed_value is not None and figure.value is not None:
        enough = figure.value >= row.proposed_value
        wish = True if enough else False if figure.whole else None
    return MeasureReading(
        measure,
        year,
        figure,
        verdict,
        base=base,
        base_year=base_year,
        gap=gap,
        wish=wish,
        trend=book.trend(name),
    )


def _direction(
    book: Book, name: str, year: int, figure: Figure, base: Figure, base_year: int | None
) -> tuple[Verdict, Decimal | None]:
    now, then = figure.exact, base.exact
    if now is None:
        return _absent(figure), None
    if base_year == year:
        return Verdict.RECORDED, None  # the baseline itself
    if then is None:
        later = figure.partial and base_year is not None and book.figure(name, base_year).known
        return (Verdict.PENDING if later else Verdict.NO_BASE), None
    gap = None
    if figure.value is not None and base.value is not None and figure.numerator is None:
        gap = figure.value - base.value
    if now == then:
        return Verdict.SAME, gap
    return (Verdict.UP if now > then else Verdict.DOWN), gap


def _completing(book: Book, row: Row, name: str, year: int) -> MeasureReading:
    """A count that is to reach another: 已完成 when it has, with no share of it."""
    figure = book.figure(name, year)
    measure, trend = book.measures[name], book.trend(name)
    if figure.numerator is None or not figure.denominator:
        return MeasureReading(measure, year, figure, _absent(figure), trend=trend)
    gap = figure.numerator - figure.denominator
    done = gap >= 0 and figure.whole
    ended = book.over >= year and figure.whole
    verdict = Verdict.COMPLETED if done else Verdict.NOT_DONE if ended else Verdict.UNDERWAY
    return MeasureReading(measure, year, figure, verdict, gap=gap, trend=trend)


def _milestone(book: Book, row: Milestone, year: int) -> RowReading:
    """The furthest step that was reported up to the end of the year."""
    known = [
        row.steps.index(step)
        for (name, when), step in book.steps.items()
        if name == row.id and when <= year and step in row.steps
    ]
    if not known:
        return RowReading(row, year, Verdict.MISSING, Light.NONE)
    step = row.steps[max(known)]
    due = row.year or year
    if step == row.steps[-1]:
        verdict, light = Verdict.COMPLETED, Light.GOOD
    elif year >= due and book.over >= due:
        verdict, light = Verdict.NOT_DONE, Light.FAULT
    else:
        verdict, light = Verdict.UNDERWAY, Light.NONE if year < due else Light.ATTENTION
    return RowReading(row, year, verdict, light, step=step)


def _path(book: Book, row: Row, name: str, year: int) -> Path | None:
    """The line from the first whole year to the number of the text."""
    if row.value is None or row.year is None:
        return None
    whole = [
        (point.year, point.figure.value)
        for point in book.trend(name)
        if point.figure.whole and point.year <= year and point.figure.value is not None
    ]
    if not whole:
        return None
    first, begins = next(
        ((when, value) for when, value in whole if when == row.baseline_year), whole[0]
    )
    last, figure = whole[-1]
    left = row.year - last
    need = (row.value - figure) / left if left > 0 else row.value - figure
    if row.rule is TargetRule.AT_LEAST:
        need = max(need, Decimal(0))
    return Path(first, begins, row.year, row.value, last, figure, need)


_RANK: Final = (Verdict.MISSING, Verdict.NOT_DUE, Verdict.NO_BASE, Verdict.PENDING)


def _together(verdicts: Sequence[Verdict]) -> Verdict:
    """One word for several measures; what is missing goes before what is known."""
    if not verdicts:
        return Verdict.RECORDED
    for lacking in _RANK:
        if lacking in verdicts:
            return lacking
    said = set(verdicts) - {Verdict.NO_CASES}
    if not said:
        return Verdict.NO_CASES
    if len(said) == 1:
        return next(iter(said))
    if said == {Verdict.UP, Verdict.SAME}:
        return Verdict.UP
    if said == {Verdict.DOWN, Verdict.SAME}:
        return Verdict.DOWN
    for worst in (Verdict.MISSED, Verdict.NOT_DONE, Verdict.NOT_YET, Verdict.UNDERWAY):
        if worst in said:
            return worst
    return Verdict.MIXED


def _light(verdict: Verdict, row: Row, parts: Iterable[MeasureReading]) -> Light:
    if verdict in (Verdict.REACHED, Verdict.COMPLETED):
        return Light.GOOD
    if verdict in (Verdict.MISSED, Verdict.NOT_DONE):
        return Light.FAULT
    if verdict in (Verdict.UP, Verdict.DOWN):
        wanted = Verdict.DOWN if row.rule is TargetRule.DOWN else Verdict.UP
        return Light.GOOD if verdict is wanted else Light.FAULT
    if verdict in (Verdict.SAME, Verdict.MIXED):
        return Light.ATTENTION
    if verdict is Verdict.NOT_YET:
        return Light.ATTENTION if any(map(_behind, parts)) else Light.NONE
    if verdict is Verdict.UNDERWAY:
        return Light.NONE
    return Light.NONE


def _behind(part: MeasureReading) -> bool:
    """Below the line to the number of the text; without a line being below is enough."""
    if part.path is None or part.figure.value is None:
        return True
    return part.path.figure < part.path.wanted(part.path.stands)
