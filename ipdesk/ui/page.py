"""A place of the window: shows some tables and reads them again when an act touched one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QSplitter, QWidget

from ipdesk.services.office import Changes
from ipdesk.ui.bench import Bench

_BY_TAB = Qt.FocusPolicy.TabFocus


class Page(QWidget):
    """Base of all pages; a page refreshes when it is seen and something it shows has changed."""

    title: ClassVar[str] = ""
    tables: ClassVar[frozenset[str]] = frozenset()
    returns: ClassVar[bool] = True  # the window opens here again; not where one only passes through
    takes_backups: ClassVar[bool] = False  # a backup let fall here asks to be restored
    stood = Signal()  # something else is open here now: see `standing`
    roomy = Signal(bool)  # the page wants the height of the top bar (a claim's three columns)

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bench = bench
        self._stale = True
        self.setProperty("kind", "page")
        bench.announced.connect(self.take_changes)

    def refresh(self) -> None:
        """Read again what the page shows."""

    def open(self, target: object) -> None:
        """Show a certain thing, as asked by `Bench.go`."""

    def take_keyboard(self) -> None:
        """Where the keys go on when the place is come to: to its list, once that has rows."""
        lists = [one for one in self.views() if one.focusPolicy() & _BY_TAB]
        shown = [one for one in lists if one.isVisibleTo(self) and one.isEnabled()]
        before = self.focusWidget()
        if shown:
            there = next((one for one in shown if one is before), shown[0])
            if not there.hasFocus():
                there.setFocus(Qt.FocusReason.OtherFocusReason)
        elif lists and not shown:
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # and on to the list by the first key

    # Searching all that is in a page makes PySide learn every kind of window there is: a page
    # that knows what it holds says so, and the first of the day is there the sooner.
    def views(self) -> Sequence[QAbstractItemView]:
        """The lists of this page."""
        return self.findChildren(QAbstractItemView)

    def dividers(self) -> Sequence[QSplitter]:
        """What is divided here, and can be divided otherwise."""
        return self.findChildren(QSplitter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The list of a place that was come to before its rows were there."""
        if self.hasFocus() and event.key() != Qt.Key.Key_Escape:
            self.take_keyboard()
            at = self.focusWidget()
            if at is not None and at is not self:
                QCoreApplication.sendEvent(at, event)
                return
        super().keyPressEvent(event)

    def standing(self) -> object:
        """What is open here, as `come_back` takes it; plain values, None for nothing special."""
        return None

    def come_back(self, target: object) -> None:
        """Open at the next start what stood open; it may be gone by now."""
        self.open(target)

    def takes_table(self) -> object:
        """What a table let fall or pasted here is an import of, as 导入 takes it; None for none."""
        return None

    def page_actions(self) -> Sequence[QAction]:
        """The acts of this page, for the menu and the list under F1."""
        return self.actions()

    def leads(self) -> bool:
        """Whether 新建申报 is the filled button here; a page has one, and most have their own."""
        return False

    def shown_record(self) -> tuple[str, int, str] | None:
        """Whose history can be asked for here: kind, id and name as the journal has them."""
        return None

    def under(self) -> str:
        """The place of the navigation it belongs to, where it is none of its own."""
        return ""

    def may_leave(self) -> bool:
        """False keeps the window here, when something typed would be lost."""
        return True

    def take_changes(self, changes: Changes) -> None:
        if not self.tables & changes.tables:
            return
        self._stale = True
        self._refresh_if_seen()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh_if_seen()

    def _refresh_if_seen(self) -> None:
        if self._stale and self.isVisible():
            self._stale = False
            self.refresh()
