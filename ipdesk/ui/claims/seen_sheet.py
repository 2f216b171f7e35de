"""原件已核对: pages and copies of one kind of evidence, or of all of them at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QScrollArea, QWidget

from ipdesk.services.claim_view import EvidenceView
from ipdesk.services.evidence import SeenPaper
from ipdesk.services.same_form import SameForm
from ipdesk.ui.widgets import CountField, label
from ipdesk.ui.widgets.ask import Sheet

_MOST_HIGH = 420


class SeenSheet(Sheet):
    """A line for each kind; only what is ticked is recorded."""

    def __init__(
        self,
        parent: QWidget | None,
        pieces: Sequence[EvidenceView],
        form: SameForm | None = None,
    ) -> None:
        super().__init__(parent, "原件已核对", "登记")
        self.whole_form: QCheckBox | None = None
        self.lines: dict[str, tuple[QCheckBox, CountField, CountField]] = {}
        self._known = {piece.id: piece for piece in pieces}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(0, 1)
        for number, text in enumerate(("复印件与原件一致", "页数", "份数")):
            grid.addWidget(label(text, "small"), 0, number)
        for number, piece in enumerate(pieces, start=1):
            self._add(grid, number, piece, alone=len(pieces) == 1)
        inside = QWidget()
        inside.setProperty("kind", "clear")
        inside.setLayout(grid)
        scroll = QScrollArea()
        scroll.setAccessibleName("材料")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        scroll.setMinimumWidth(560)
        self.body.addWidget(scroll)
        scroll.setFixedHeight(min(_MOST_HIGH, inside.sizeHint().height() + 4))
        if form is not None:
            named = "、".join(one.award for one in form.siblings)
            self.whole_form = QCheckBox("同一申请表里要同样材料的也一并登记")
            self.whole_form.setChecked(True)
            self.whole_form.setToolTip(named)
            self.body.addWidget(self.whole_form)
            self.body.addWidget(label(named, "small", wrap=True))
        if len(pieces) > 1:
            keys = "↑↓ 换行，空格打勾，Ctrl+A 必交的全部打勾，回车登记"
            self.body.addWidget(label(keys, "small", wrap=True))
        QShortcut(QKeySequence("Ctrl+A"), self).activated.connect(self.tick_required)
        if pieces:
            self.lines[pieces[0].id][0 if len(pieces) > 1 else 1].setFocus()

    def tick_required(self) -> None:
        """Everything that has to be handed in lies on the counter."""
        for kind, (tick, _, _) in self.lines.items():
            tick.setChecked(tick.isChecked() or self._known[kind].required)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if by is not None:
                self._step(watched, by)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.yes.click()
                return True
        return super().eventFilter(watched, event)

    def _step(self, here: QObject, by: int) -> None:
        rows = list(self.lines.values())
        for number, editors in enumerate(rows):
            if here in editors and 0 <= number + by < len(rows):
                rows[number + by][editors.index(here)].setFocus()

    @property
    def for_all(self) -> bool:
        """Whether the other claims of the form are to count them as seen too."""
        return self.whole_form is not None and self.whole_form.isChecked()

    def papers(self) -> dict[str, SeenPaper]:
        """What was ticked and is new or has other numbers than are on file."""
        found = {}
        for kind, (tick, pages, copies) in self.lines.items():
            paper = SeenPaper(int(pages.value() or 0), int(copies.value() or 0))
            seen = self._known[kind].seen
            same = seen is not None and (seen.pages, seen.copies) == (paper.pages, paper.copies)
            if tick.isChecked() and not same:
                found[kind] = paper
        return found

    def _add(self, grid: QGridLayout, number: int, piece: EvidenceView, alone: bool) -> None:
        tick = QCheckBox(piece.label)
        # What was handed in is offered as seen; what is not there has to be ticked by hand.
        tick.setChecked(alone or piece.there)
        pages, copies = CountField(), CountField()
        seen = piece.seen
        scanned = sum(one.pages for one in piece.standing)
        pages.set_value(seen.pages if seen else scanned or 1)
        copies.set_value(seen.copies if seen else 1)
        for editor, text in ((pages, "页数"), (copies, "份数")):
            editor.setFixedWidth(72)
            editor.setAccessibleName(f"{piece.label}：{text}")
            editor.edited.connect(lambda: tick.setChecked(True))
            editor.installEventFilter(self)
        tick.installEventFilter(self)
        grid.addWidget(tick, number, 0)
        grid.addWidget(pages, number, 1)
        grid.addWidget(copies, number, 2)
        self.lines[piece.id] = (tick, pages, copies)
