"""口径 of a clause while it is drafted: the question, the proposal, the document behind it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from ipdesk.services.policy_drafts import ReadingView
from ipdesk.ui.keeping import KEEP_MS
from ipdesk.ui.widgets import Card, ChoiceField, LineField, clear, column, label


class PointCard(Card):
    """The open points the sentence of a clause raises."""

    decided = Signal(object, str, str)  # ReadingView, value, document

    def __init__(self) -> None:
        super().__init__("口径", "文件没有写清楚的地方", padding=12)
        self._inside = QWidget()
        self._inside.setProperty("kind", "clear")
        self._lines = column(gap=10)
        self._inside.setLayout(self._lines)
        self.body.addWidget(self._inside)
        self.points: tuple[ReadingView, ...] = ()
        self.editors: dict[str, tuple[ChoiceField | LineField, LineField]] = {}
        self._drawn: object = None
        self._sent: dict[str, tuple[str, str]] = {}  # as it was told last
        self._typed: set[str] = set()  # keys of points somebody types into
        self._timer = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._timer.timeout.connect(self.flush)

    def show_points(self, points: Sequence[ReadingView], writable: bool) -> None:
        """Show the points of a clause; what is being typed into stays as it is."""
        self.flush()
        self.points = tuple(points)
        self.setVisible(bool(points))
        drawn = (tuple((one.key, one.question, one.choices) for one in self.points), writable)
        if drawn == self._drawn:
            self._refresh()
            return
        self._drawn = drawn
        clear(self._lines)
        self.editors, self._sent = {}, {}
        for point in self.points:
            self._put(point, writable)

    def flush(self) -> None:
        """Tell at once what was typed."""
        self._timer.stop()
        keys, self._typed = self._typed, set()
        for point in self.points:
            if point.key in keys:
                editor, document = self.editors[point.key]
                value, said = str(editor.value() or ""), str(document.value())
                if (value, said) != self._sent.get(point.key, (point.value, point.document)):
                    self._sent[point.key] = (value, said)
                    self.decided.emit(point, value, said)

    def _refresh(self) -> None:
        for point in self.points:
            editor, document = self.editors[point.key]
            for field, value in ((editor, point.value), (document, point.document)):
                if not field.hasFocus() and str(field.value() or "") != value:
                    field.set_value(value)

    def _put(self, point: ReadingView, writable: bool) -> None:
        question = label(point.question, wrap=True)
        question.setToolTip(point.quote)
        self._lines.addWidget(question)
        editor: ChoiceField | LineField
        if point.choices:
            editor = ChoiceField([(one.value, one.label) for one in point.choices])
        else:
            editor = LineField("怎么办理", 200)
        editor.set_value(point.value)
        editor.setAccessibleName(point.question)
        document = LineField("依据文件（没有的空着，印作“系统默认”）", 100)
        document.set_value(point.document)
        document.setAccessibleName(f"依据文件：{point.question}")
        for part in (editor, document):
            part.setEnabled(writable)
        for part in (editor, document):
            part.edited.connect(partial(self._edited, point.key))
        self.editors[point.key] = (editor, document)
        self._lines.addWidget(editor)
        self._lines.addWidget(document)

    def _edited(self, key: str) -> None:
        self._typed.add(key)
        if not self._timer.isActive():
            self._timer.start()
