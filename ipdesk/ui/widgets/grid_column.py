"""What a column of the item grid holds: how it is read, shown and kept when it cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from ipdesk.domain.policy import FactKind
from ipdesk.ui import reading

WORDED = (FactKind.TEXT, FactKind.CHOICE)  # other programs take these as they are written


class Unread(str):
    """What was typed and is no value of its column's kind; kept, so that nothing is lost."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column of the grid: the fact it holds and how it is typed."""

    id: str
    label: str
    kind: FactKind = FactKind.TEXT
    choices: tuple[tuple[Any, str], ...] = ()
    required: bool = True
    width: int = 0  # 0: by kind
    help: str = ""
    locked: bool = False
    figures: bool = False  # text that is a number: it stands at the right

    def read(self, text: str) -> Any:
        """The value typed or pasted; None for nothing, Unread for what is no such value."""
        bare = text.strip()
        if not bare:
            return None
        if self.kind is FactKind.TEXT:
            return bare
        if self.kind is FactKind.CHOICE:
            known = {key: value for value, label in self.choices for key in (str(value), label)}
            return known.get(bare, Unread(bare))
        value = _READERS[self.kind](bare) if self.kind in _READERS else None
        return Unread(bare) if value is None else value

    def show(self, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, Unread):
            return str(value)
        if self.kind is FactKind.CHOICE:
            return next((label for key, label in self.choices if key == value), str(value))
        if self.kind is FactKind.FLAG:
            return "是" if value else "否"
        shower = _SHOWERS.get(self.kind)
        return shower(value) if shower is not None else str(value)

    def value_of(self, value: Any) -> Any:
        """A stored value as this column holds it; text of another kind is read again."""
        if isinstance(value, str) and self.kind not in (FactKind.TEXT, FactKind.CHOICE):
            return self.read(value)
        return value


_READERS: Mapping[FactKind, Callable[[str], Any]] = {
    FactKind.DATE: reading.read_date,
    FactKind.MONEY: reading.read_money,
    FactKind.COUNT: reading.read_count,
    FactKind.SHARE: reading.read_share,
    FactKind.FLAG: reading.read_flag,
}
_SHOWERS: Mapping[FactKind, Callable[[Any], str]] = {
    FactKind.DATE: lambda value: reading.show_date(cast(date, value)),
    FactKind.MONEY: lambda value: reading.show_money(cast(int, value)),
    FactKind.SHARE: lambda value: reading.show_share(cast(Decimal, value)),
}
