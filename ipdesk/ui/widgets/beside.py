"""What stands beside a list: its details, scrolled where they are long, or a quiet line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

from ipdesk.ui.widgets.base import column, label
from ipdesk.ui.widgets.fitting import Fitting


def blank(text: str) -> QWidget:
    """A quiet line in the middle of a place that waits for a choice."""
    said = label(text, "muted", wrap=True)
    said.setAlignment(Qt.AlignmentFlag.AlignCenter)
    place = QWidget()
    place.setProperty("kind", "clear")
    place.setLayout(column(None, said, None))
    return place


def scrolled(layout: QLayout) -> QScrollArea:
    """Things one below the other, never crushed: large letters scroll instead."""
    holder = QWidget()
    holder.setProperty("kind", "page")
    holder.setLayout(layout)
    area = Fitting("", holder)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
