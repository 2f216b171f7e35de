"""The menu of a row: what can be done with it, its values to narrow by, its text to copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from ipdesk.domain.listing import Kind, Narrowing
from ipdesk.ui.widgets.paged_model import Column

if TYPE_CHECKING:
    from ipdesk.ui.widgets.record_table import RecordTable

_LONGEST = 16


class RowAct(NamedTuple):
    """One line of the menu; `why` says why it cannot be taken now."""

    text: str
    run: Callable[[], object]
    keys: str = ""
    why: str = ""


def pressed(*buttons: tuple[QAbstractButton, str]) -> list[RowAct]:
    """What the buttons beside a list do, each with its keys; those out of sight are left out."""
    found = []
    for button, keys in buttons:
        if button.isVisible() and button.text():
            why = "" if button.isEnabled() else button.toolTip() or "现在不能办理"
            text = button.text().replace("（回车）", "")
            found.append(RowAct(text, button.click, keys, why))
    return found


def offer_row(table: RecordTable, place: QPoint) -> None:
    """The menu of the row under the cursor, at a place of the screen."""
    menu = menu_of(table)
    if menu is not None:
        menu.popup(place)


def menu_of(table: RecordTable) -> QMenu | None:
    """What can be done with the row under the cursor, or with all that are selected."""
    index, record = table.view.currentIndex(), table.current()
    if record is None:
        return None
    rows = len(table.selected_ids())
    about = f"所选 {rows:,} 行" if rows > 1 else "这一行"
    opened = RowAct(table.opens_by, lambda: table.opened.emit(record), "回车")
    opens = [opened] if rows == 1 and table.opens else []
    copies = (
        RowAct("复制这一格", table.copy_cell, "Ctrl+Shift+C"),
        RowAct(f"复制{about}", table.copy, "Ctrl+C"),
        RowAct(f"复制{about}，不含表头", lambda: table.copy(heads=False)),
    )
    acts = [*opens, *table.row_acts(), *(_history(table) if rows == 1 else ())]
    return made(table, (acts, table.row_values(index), copies))


def _history(table: RecordTable) -> list[RowAct]:
    """All that was done to the record, where the page of the list knows how to ask for it."""
    part: QWidget | None = table
    while part is not None and not hasattr(part, "shown_record"):
        part = part.parentWidget()
    found = part.shown_record() if part is not None and hasattr(part, "shown_record") else None
    if found is None:
        return []
    return [RowAct("历史", lambda: table.bench.tell_history(*found), "Ctrl+Shift+H")]


def made(parent: QWidget, sections: Sequence[Sequence[RowAct]]) -> QMenu:
    """A menu of these lines, each with its keys."""
    menu = QMenu(parent)
    menu.setAccessibleName("这一行可以办的")
    menu.setToolTipsVisible(True)
    menu.aboutToHide.connect(menu.deleteLater)
    for section in sections:
        if section and not menu.isEmpty():
            menu.addSeparator()
        for act in section:
            # The keys are told, not set: the control they belong to hears them already.
            action = menu.addAction(f"{act.text}\t{act.keys}" if act.keys else act.text)
            action.setEnabled(not act.why)
            action.setToolTip(act.why or act.text)
            action.triggered.connect(lambda _=False, act=act: act.run())
    return menu


def by_value(
    column: Column, record: Any, narrow: Callable[[str, Narrowing], object], before: Narrowing
) -> list[RowAct]:
    """Only what has the value of this cell, or all but that."""
    worded = column.kind in (Kind.TEXT, Kind.CHOICE)
    if column.value is None and (column.words is not None or not worded):
        return []  # what the store holds is not known here
    value = column.raw(record)
    if value is None and not worded:
        return []
    said, key = _short(column.say(value)), column.id
    title = column.title.removesuffix("（元）")
    if not worded:
        days = column.kind is Kind.DAY
        low, high = ("first", "last") if days else ("least", "most")
        only = Narrowing(**{low: value, high: value})
        return [
            RowAct(f"只看{title}“{said}”", lambda: narrow(key, only)),
            RowAct(f"只看 {said} 起", lambda: narrow(key, Narrowing(**{low: value}))),
            RowAct(f"只看到 {said}", lambda: narrow(key, Narrowing(**{high: value}))),
        ]
    value = "" if value is None else value
    left_out = tuple(dict.fromkeys((*before.without, value)))
    return [
        RowAct(f"只看{title}“{said}”", lambda: narrow(key, Narrowing(among=(value,)))),
        RowAct(f"排除{title}“{said}”", lambda: narrow(key, Narrowing(without=left_out))),
    ]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
