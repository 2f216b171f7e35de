from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ipdesk.ui.widgets import column
from ipdesk.ui.widgets.drawn_once import DrawnOnce


class _Paints(QObject):
    """What the label said each time it was drawn."""

    def __init__(self, shown: QLabel) -> None:
        super().__init__(shown)
        self.said: list[str] = []
        self._shown = shown
        shown.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            self.said.append(self._shown.text())
        return False


def test_a_page_is_not_drawn_before_what_it_shows_has_its_place(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    shown = QLabel("空")
    page.setLayout(column(shown))
    paints = _Paints(shown)
    once = DrawnOnce(page)
    with qtbot.waitExposed(page):
        page.show()
    assert paints.said == []
    once.begin()
    shown.setText("一半")
    assert not page.updatesEnabled()
    shown.setText("全部")
    qtbot.waitUntil(page.updatesEnabled)
    qtbot.waitUntil(lambda: bool(paints.said))
    assert set(paints.said) == {"全部"}
