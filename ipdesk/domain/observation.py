"""填报值: what a department reported for one period, and how it came to be what it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from ipdesk.domain.measure import Measure
from ipdesk.domain.span import Part, Span

MOST: Final = Decimal(10) ** 12
_PLAIN: Final = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Attached:
    """The file a figure rests on; kept by the hash of its content."""

    file_name: str = ""
    sha256: str = ""
    size: int = 0


NO_FILE: Final = Attached()


@dataclass(frozen=True, slots=True)
class Observation:
    """One reported figure, or one step of a milestone; a later one may correct it."""

    id: int
    pack: str
    subject: str  # the measure, or the row of a milestone
    span: Span
    value: Decimal | None
    step: str
    department: str
    source: str
    note: str
    reported_on: date
    operator: str
    at: datetime
    file: Attached = NO_FILE
    corrects: int | None = None
    reason: str = ""
    state: str = "stands"  # stands | corrected | withdrawn
    batch: int | None = None  # the sheet it was read from


class WrongFigure(ValueError):  # noqa: N818 - not a fault of the program
    """A figure that cannot be what it says; `code` is a key of [message]."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def parse_figure(typed: str, measure: Measure) -> Decimal:
    """A typed figure, with or without thousands marks; WrongFigure says what is wrong with it."""
    text = unicodedata.normalize("NFKC", typed).strip()
    if not _PLAIN.fullmatch(text):
        raise WrongFigure("figure-not-a-number", typed=typed, unit=measure.unit)
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation as error:
        raise WrongFigure("figure-not-a-number", typed=typed, unit=measure.unit) from error
    return check_figure(value, measure)


def check_figure(value: Decimal, measure: Measure) -> Decimal:
    """The figure as it is kept; WrongFigure for rates, negatives and too many places."""
    if measure.is_rate:
        raise WrongFigure("figure-of-rate", measure=measure.name)
    if not value.is_finite() or value < 0 or value > MOST:
        raise WrongFigure("figure-out-of-range", most=f"{MOST:,}")
    plain = value.normalize()
    exponent = plain.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > measure.decimals:
        code = "figure-not-whole" if measure.decimals == 0 else "figure-too-fine"
        raise WrongFigure(code, typed=f"{value:f}", decimals=measure.decimals)
    return plain if isinstance(exponent, int) and exponent <= 0 else plain.quantize(Decimal(1))


def by_part(entries: Iterable[Observation]) -> Mapping[Part, Decimal]:
    """The figures of one measure and year that stand, by period."""
    return {
        one.span.part: one.value
        for one in entries
        if one.state == "stands" and one.value is not None
    }
