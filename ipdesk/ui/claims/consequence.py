"""What an act does to other claims, said before it is confirmed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ipdesk.domain.money import figures
from ipdesk.domain.record import Affected
from ipdesk.ui.widgets import clear, column, label, row, set_property

_SHOWN = 5


class ConsequenceNote(QWidget):
    """Old and new amount of this claim, and the others that come out otherwise."""

    def __init__(self) -> None:
        super().__init__()
        set_property(self, "kind", "clear")
        self.lines = column(gap=4)
        self.setLayout(self.lines)
        self.hide()

    def say(self, text: str, others: Sequence[Affected] = (), none: str = "") -> None:
        """`text` about this claim, then a line for each other; `none` when there is no other."""
        clear(self.lines)
        if text:
            self.lines.addWidget(label(text, wrap=True, select=True))
        if others:
            said = f"另有 {len(others)} 件申报的核算随之变化，确定后请逐件办理："
            self.lines.addWidget(label(said, "small", "attention", wrap=True))
            for other in others[:_SHOWN]:
                self.lines.addLayout(_line(other))
            if len(others) > _SHOWN:
                self.lines.addWidget(label(f"等 {len(others)} 件", "small"))
        elif none:
            self.lines.addWidget(label(none, "small", wrap=True))
        self.setVisible(bool(text or others or none))


def _line(other: Affected) -> QHBoxLayout:
    name = label(f"{other.number} {other.applicant}", "small", select=True)
    name.setToolTip(other.award)
    amounts = label(f"{figures(other.old_fen)} → {figures(other.new_fen)}", "small")
    return row(name, None, amounts)
