"""The keyboard does not fall into the navigation when what it stood in goes away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ipdesk.ui.navigation import Navigation
from ipdesk.ui.page import Page


class Fallen(QObject):
    """A pressed button is greyed, a page is left: Qt goes on to the first place there is."""

    def __init__(
        self, window: QWidget, navigation: Navigation, shown: Callable[[], QWidget | None]
    ) -> None:
        super().__init__(window)
        self._window, self._navigation, self._shown = window, navigation, shown
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, now: QWidget | None) -> None:
        if old is None or now is None or not self._navigation.isAncestorOf(now):
            return
        if self._window.isAncestorOf(old) and not self._navigation.isAncestorOf(old):
            QTimer.singleShot(0, self, partial(self._lift, old))

    def _lift(self, old: QWidget) -> None:
        """Back to the page, unless somebody walked out of it with Tab."""
        walked = isValid(old) and old.isEnabled() and old.isVisible()
        page = self._shown()
        if not walked and self._navigation.has_keyboard() and isinstance(page, Page):
            page.take_keyboard()
