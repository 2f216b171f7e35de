"""节假日: days that are not what their place in the week makes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A holiday, or (working) a weekend day worked in its place (调休上班)."""

    day: date
    working: bool
    name: str
