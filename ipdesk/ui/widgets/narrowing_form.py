"""What a column is narrowed to, as it is typed: a part of a text, values ticked off, a span."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from ipdesk.domain.listing import Kind, Narrowing
from ipdesk.ui.widgets.base import column, label, row
from ipdesk.ui.widgets.editors import CountField, DateField, LineField, MoneyField
from ipdesk.ui.widgets.paged_model import Column

_VALUE = int(Qt.ItemDataRole.UserRole)
_NAMED = 2  # so many values are named, the rest counted


class NarrowingForm(QWidget):
    """The fields for one kind of column; `value` is None where something cannot be read."""

    def __init__(self, shown: Column) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._column = shown
        self.first: QLineEdit
        self.build()

    def build(self) -> None:
        """The column's title goes before what a reader hears of each field."""
        self._text = LineField("文本包含")
        self._text.setAccessibleName(f"{self._column.title}包含")
        self.first = self._text
        self.setLayout(column(self._text))

    def fill(self, asked: Narrowing) -> None:
        exact = str(asked.among[0]) if len(asked.among) == 1 else ""
        self._text.set_value(asked.contains or exact)

    def value(self) -> Narrowing | None:
        return Narrowing(contains=str(self._text.value()))

    def show_choices(self, found: Sequence[tuple[Any, int]]) -> None:
        """The values that occur; only a list to tick off shows them."""


class SpanForm(NarrowingForm):
    """From, to: days, amounts or counts."""

    def build(self) -> None:
        made = {Kind.DAY: DateField, Kind.MONEY: MoneyField, Kind.COUNT: CountField}
        self._low, self._high = (made[self._column.kind]() for _ in range(2))
        unit = "（元）" if self._column.kind is Kind.MONEY else ""
        for edit, says in ((self._low, "从"), (self._high, "到")):
            edit.setAccessibleName(f"{self._column.title.removesuffix('（元）')}{says}{unit}")
            edit.setMinimumWidth(120)
        self.first = self._low
        self.setLayout(row(self._low, label("至", "muted"), self._high))

    def fill(self, asked: Narrowing) -> None:
        days = self._column.kind is Kind.DAY
        self._low.set_value(asked.first if days else asked.least)
        self._high.set_value(asked.last if days else asked.most)

    def value(self) -> Narrowing | None:
        if self._low.unread() or self._high.unread():
            return None
        low, high = self._low.value(), self._high.value()
        if self._column.kind is Kind.DAY:
            return Narrowing(first=low, last=high)
        return Narrowing(least=low, most=high)


class ChoiceForm(NarrowingForm):
    """The values that occur, each with its count, to be ticked off."""

    def build(self) -> None:
        self._asked = Narrowing()
        self.search = LineField("查找值")
        self.search.setAccessibleName("查找值")
        self.search.textChanged.connect(self._filter)
        self.list = QListWidget()
        self.list.setAccessibleName(f"{self._column.title}的值")
        self.list.setMinimumSize(260, 200)
        self.list.itemChanged.connect(self._ticked)
        self.first = self.search
        self.setLayout(column(self.search, self.list, gap=6))

    def fill(self, asked: Narrowing) -> None:
        self._asked = asked

    def show_choices(self, found: Sequence[tuple[Any, int]]) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        asked = self._asked
        self._add("全选", None, not asked.asks)
        seen = {value for value, _ in found}
        gone = [(value, 0) for value in asked.among if value not in seen]
        for value, count in (*found, *gone):
            text = f"{self._column.say(value)}　{count:,}"
            self._add(text, value, asked.admits(value))
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)

    def value(self) -> Narrowing | None:
        ticked = [item for item in self._items() if item.checkState() is Qt.CheckState.Checked]
        if not ticked or len(ticked) == self.list.count() - 1:
            return Narrowing()
        return Narrowing(among=tuple(item.data(_VALUE)[0] for item in ticked))

    def _add(self, text: str, value: Any, on: bool) -> None:
        item = QListWidgetItem(text)
        # In a tuple: Qt would turn an enum of texts into a plain text, and None into nothing.
        item.setData(_VALUE, (value,))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.list.addItem(item)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(number) for number in range(1, self.list.count())]

    def _ticked(self, changed: QListWidgetItem) -> None:
        """The first line ticks all that are seen; it is ticked itself when all of them are."""
        self.list.blockSignals(True)
        every = self.list.item(0)
        if changed is every:
            for item in self._items():
                if not item.isHidden():
                    item.setCheckState(every.checkState())
        else:
            whole = all(item.checkState() is Qt.CheckState.Checked for item in self._items())
            every.setCheckState(Qt.CheckState.Checked if whole else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)

    def _filter(self, text: str) -> None:
        for item in self._items():
            item.setHidden(text.strip().casefold() not in item.text().casefold())


def form_for(shown: Column) -> NarrowingForm:
    """The fields of a column's kind."""
    if shown.kind is Kind.CHOICE:
        return ChoiceForm(shown)
    return NarrowingForm(shown) if shown.kind is Kind.TEXT else SpanForm(shown)


def told(shown: Column, asked: Narrowing) -> str:
    """A narrowing in words, as its chip and an export say it."""
    title = shown.title.removesuffix("（元）")
    if asked.contains:
        return f"{title}：含“{asked.contains}”"
    if asked.among or asked.without:
        values, no = asked.among or asked.without, "" if asked.among else "不含 "
        names = "、".join(shown.say(value) for value in values[:_NAMED])
        more = f" 等 {len(values)} 项" if len(values) > _NAMED else ""
        return f"{title}：{no}{names}{more}"
    low, high = (_said(shown, end) for end in _ends(asked))
    if low is not None and low == high:
        return f"{title}：{low}"
    if low is not None and high is not None:
        return f"{title}：{low} 至 {high}"
    return f"{title}：{low} 起" if low is not None else f"{title}：至 {high}"


def _ends(asked: Narrowing) -> tuple[date | int | None, date | int | None]:
    if asked.first is not None or asked.last is not None:
        return asked.first, asked.last
    return asked.least, asked.most


def _said(shown: Column, end: date | int | None) -> str | None:
    return None if end is None else shown.say(end)
