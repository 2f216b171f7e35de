"""A table model for any number of rows: ids in an array, pages fetched by primary key."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ipdesk.domain.listing import Kind
from ipdesk.domain.money import figures

Index = QModelIndex | QPersistentModelIndex
PAGE = 128
_PAGES_KEPT = 48
# data() is called for every cell of every paint: comparing ints is half the cost of enums.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
NOTE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
TONE_ROLE = int(Qt.ItemDataRole.UserRole) + 2
LINK_ROLE = int(Qt.ItemDataRole.UserRole) + 3
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
ALIGNMENTS = {
    "left": int(Qt.AlignmentFlag.AlignLeft | _MIDDLE),
    "right": int(Qt.AlignmentFlag.AlignRight | _MIDDLE),
    "center": int(Qt.AlignmentFlag.AlignHCenter | _MIDDLE),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, its text of a record, and the key the store sorts it by."""

    title: str
    text: Callable[[Any], str]
    sort: str = ""  # "" cannot be sorted by
    align: str = "left"
    width: int = 120  # pixels at 100%
    note: Callable[[Any], str] | None = None  # second text after the first
    tone: Callable[[Any], str] | None = None  # shown as a chip of this tone; "" as plain text
    link: bool = False
    hidden: bool = False  # not shown until chosen
    stretch: int = 0  # its share of the room that is left
    key: str = ""  # what it is narrowed and grouped by, where it is not what it is sorted by
    kind: Kind = Kind.TEXT
    value: Callable[[Any], Any] | None = None  # what stands behind the text: date, fen, count
    words: Callable[[Any], str] | None = None  # a stored value as the column says it
    rank: Callable[[Any], Any] | None = None  # of records at hand: what they are sorted by
    rare: bool = False  # shown when something stands in it
    spare: int = 0  # shown where there is room, hidden or not: which comes first
    groups: bool = True  # not where each record has a value of its own

    @property
    def id(self) -> str:
        """The name the source knows the column by; "" when it knows nothing of it."""
        return self.key or self.sort

    def raw(self, record: Any) -> Any:
        """The value of a record, its text where nothing stands behind it."""
        return self.value(record) if self.value else self.text(record)

    def say(self, value: Any) -> str:
        """A value as the column shows it."""
        if value is None or value == "":
            return "（空）"
        if self.words:
            return self.words(value)
        return figures(value) if self.kind is Kind.MONEY else str(value)


@dataclass(frozen=True, slots=True)
class GroupLine:
    """The line above the records of a group; its id is negative."""

    id: int
    text: str
    note: str
    open: bool


Deliver = Callable[[Sequence[Any]], object]
Fetch = Callable[[Sequence[int], Deliver], object]


class PagedModel(QAbstractTableModel):
    """Shows records by id; a page that is not here yet is asked for and drawn when it comes."""

    sort_asked = Signal(str, bool)

    def __init__(
        self, columns: Sequence[Column], fetch: Fetch, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._fetch = fetch
        self._ids = array("q")
        self._heads: Mapping[int, GroupLine] = {}
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()
        self._asked: set[int] = set()
        self._generation = 0
        self._no_parent = QModelIndex()

    def set_ids(self, ids: Sequence[int], heads: Mapping[int, GroupLine] | None = None) -> None:
        """Show these records in this order; everything fetched before is dropped.

        A negative id stands for the line above a group, given in `heads`.
        """
        self.beginResetModel()
        self._heads = heads or {}
        self._ids = ids if isinstance(ids, array) else array("q", ids)
        self._pages.clear()
        self._asked.clear()
        self._generation += 1
        self.endResetModel()

    def extend(self, ids: Sequence[int], heads: Mapping[int, GroupLine] | None = None) -> None:
        """The same rows with more of them below: what was fetched and selected stays."""
        before = len(self._ids)
        if len(ids) <= before:
            return
        self.beginInsertRows(QModelIndex(), before, len(ids) - 1)
        self._heads = heads or {}
        self._ids = ids if isinstance(ids, array) else array("q", ids)
        # The last page has room for more.
        self._pages.pop(before // PAGE, None)
        self._asked.discard(before // PAGE)
        self.endInsertRows()

    @property
    def ids(self) -> Sequence[int]:
        """The records shown, without the lines above groups."""
        return [one for one in self._ids if one > 0] if self._heads else self._ids

    def head(self, row: int) -> GroupLine | None:
        """The line above a group, None where a record stands."""
        return self._heads.get(self._ids[row]) if self._heads else None

    def id_at(self, row: int) -> int:
        return self._ids[row]

    def row_of(self, record_id: int) -> int:
        """The row of a record, -1 when it is not shown."""
        try:
            return self._ids.index(record_id)
        except ValueError:
            return -1

    def record(self, row: int) -> Any:
        """The record of a row, None while its page is on the way and for a group's line."""
        number, place = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            self._ask(number)
            page = self._pages.get(number)
            if page is None:
                return None
        return page[place] if place < len(page) else None

    def here(self, row: int) -> Any:
        """The record of a row where its page has come; nothing is asked for."""
        number, place = divmod(row, PAGE)
        page = self._pages.get(number, ())
        return page[place] if place < len(page) else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role == _ALIGN:
            return ALIGNMENTS[self.columns[index.column()].align]
        if role not in (_DISPLAY, NOTE_ROLE, TONE_ROLE, LINK_ROLE, _TIP) or not index.isValid():
            return None
        record = self.record(index.row())
        if record is None:
            head = self.head(index.row())
            return f"{head.text}　{head.note}" if head and role in (_DISPLAY, _TIP) else None
        column = self.columns[index.column()]
        if role == _DISPLAY:
            return column.text(record)
        if role == NOTE_ROLE:
            return column.note(record) if column.note else None
        if role == TONE_ROLE:
            return column.tone(record) if column.tone else None
        if role == LINK_ROLE:
            return column.link
        note = column.note(record) if column.note else ""
        return f"{column.text(record)}　{note}" if note else column.text(record)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == _DISPLAY:
            return self.columns[section].title
        return ALIGNMENTS[self.columns[section].align] if role == _ALIGN else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns) and self.columns[column].sort:
            self.sort_asked.emit(self.columns[column].sort, order == Qt.SortOrder.DescendingOrder)

    def line(self, record: Any, columns: Sequence[int]) -> str:
        """One record as a line of tab-separated cells, for Excel."""
        cells = []
        for number in columns:
            column = self.columns[number]
            text = column.text(record)
            note = column.note(record) if column.note else ""
            cells.append((f"{text} {note}" if note else text).replace("\t", " ").replace("\n", " "))
        return "\t".join(cells)

    def _ask(self, number: int) -> None:
        if number in self._asked:
            return
        self._asked.add(number)
        generation, first = self._generation, number * PAGE
        wanted = self._ids[first : first + PAGE]

        def deliver(records: Sequence[Any]) -> None:
            if generation != self._generation or wanted != self._ids[first : first + PAGE]:
                return
            self._asked.discard(number)
            by_id = {record.id: record for record in records}
            self._pages[number] = [by_id.get(record_id) for record_id in wanted]
            while len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
            last = min(first + PAGE, len(self._ids)) - 1
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

        self._fetch(tuple(one for one in wanted if one > 0), deliver)
