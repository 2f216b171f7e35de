"""A form over a whole page: no wider than the eye follows, its buttons right below it."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from ipdesk.ui import theme
from ipdesk.ui.widgets.base import column, row
from ipdesk.ui.widgets.fitting import Fitting

WIDEST = 1120  # pixels for letters of the usual size


def form_page(name: str, head: QLayout, form: QWidget, foot: QLayout) -> QLayout:
    """The form scrolls where the window is too low for it; the buttons stay in sight."""
    holder = QWidget()
    holder.setProperty("kind", "page")
    holder.setLayout(column(form))
    area = Fitting(name, holder, tall=True)
    area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
    whole = QWidget()
    whole.setProperty("kind", "clear")
    whole.setMaximumWidth(theme.current().px(WIDEST))
    inner = column(area, gap=12)
    inner.addLayout(foot)
    inner.addStretch(1)
    whole.setLayout(inner)
    line = row(gap=0)
    line.addWidget(whole, 1 << 10)
    line.addStretch(1)
    page = column(head, gap=12, margins=(18, 14, 18, 16))
    page.addLayout(line, 1)
    return page
