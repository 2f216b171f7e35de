"""What every dialog does: it fits the screen at any letter size, and Esc throws nothing away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QUndoStack
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QStyle,
    QWidget,
)

from ipdesk.ui.widgets.surfaces import Notice

_AROUND = 48  # pixels of a screen that the frame of a window takes
_BAR = QStyle.PixelMetric.PM_ScrollBarExtent
_GIVES_UP = "取消"
_AGAIN = "填的内容还没有保存。再按一次 Esc 就放弃。"


class Leaving(QObject):
    """The first Esc after something was typed says so; the second gives it up, as 取消 does."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._before = _texts(dialog)
        self._said = Notice()
        dialog.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._before = _texts(self._dialog)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            escape = event.key() == Qt.Key.Key_Escape
            if escape and not self._said.text() and self._typed():
                self._say()
                return True
        return False

    def _typed(self) -> bool:
        """Whether leaving would give up words or lines of a table."""
        if not any(one.text() == _GIVES_UP for one in self._dialog.findChildren(QPushButton)):
            return False
        texts = _texts(self._dialog).items()
        typed = any(text.strip() and text != self._before.get(edit, "") for edit, text in texts)
        return typed or any(one.canUndo() for one in self._dialog.findChildren(QUndoStack))

    def _say(self) -> None:
        whole = self._dialog.layout()
        if isinstance(whole, QBoxLayout):
            whole.insertWidget(whole.count() - 1, self._said)  # above the buttons
        self._said.tell(_AGAIN, "attention")


def fit_screen(dialog: QDialog, body: QBoxLayout) -> None:
    """What is higher or wider than the screen is scrolled to; the buttons stay in sight."""
    whole = dialog.layout()
    if not isinstance(whole, QBoxLayout) or body.parentWidget() is not dialog:
        return
    free = dialog.screen().availableGeometry().size() - QSize(_AROUND, _AROUND)
    behind = dialog.parentWidget()
    if behind is not None:  # what the window has, the dialog before it may have
        free = free.expandedTo(behind.window().size() - QSize(_AROUND, _AROUND))
    needed = whole.totalMinimumSize().expandedTo(dialog.minimumSize())
    if whole.hasHeightForWidth():
        wide = max(needed.width(), min(dialog.width(), free.width()))
        least = whole.totalMinimumHeightForWidth(wide)
        needed.setHeight(max(least, dialog.minimumHeight()))
    if needed.width() <= free.width() and needed.height() <= free.height():
        _fit_words(dialog, whole, needed)
        return
    if needed.height() > free.height():  # beside the bar nothing is to be scrolled sideways
        needed.setWidth(needed.width() + dialog.style().pixelMetric(_BAR))
    place = next(n for n in range(whole.count()) if whole.itemAt(n).layout() is body)
    whole.takeAt(place)
    body.setParent(None)
    inside = QWidget()
    inside.setProperty("kind", "page")
    inside.setLayout(body)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    whole.insertWidget(place, area, 1)
    dialog.setMinimumSize(dialog.minimumSize().boundedTo(free))
    dialog.resize(needed.boundedTo(free))


def _fit_words(dialog: QDialog, whole: QBoxLayout, needed: QSize) -> None:
    """As high as its words are at the width it has: Qt took it for narrower."""
    size = dialog.size().expandedTo(needed)
    if whole.hasHeightForWidth() and not dialog.testAttribute(Qt.WidgetAttribute.WA_Resized):
        size.setHeight(max(whole.totalHeightForWidth(size.width()), needed.height()))
    if size != dialog.size():
        dialog.resize(size)


def _texts(dialog: QDialog) -> dict[QWidget, str]:
    lines = (
        line
        for line in dialog.findChildren(QLineEdit)
        if not line.isReadOnly() and line.echoMode() is QLineEdit.EchoMode.Normal
    )
    notes = (note for note in dialog.findChildren(QPlainTextEdit) if not note.isReadOnly())
    return {
        **{line: line.text() for line in lines},
        **{note: note.toPlainText() for note in notes},
    }
