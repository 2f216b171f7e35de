"""How wide the columns of an item grid are where their usual widths want more than there is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableView

from ipdesk.domain.policy import FactKind
from ipdesk.ui import theme
from ipdesk.ui.widgets.grid_column import GridColumn
from ipdesk.ui.widgets.grid_model import TONE_ROLE

_SEEN = 50  # rows measured
_AROUND = 22  # a cell's padding, and room for its corner
_SIGN = 16  # of what is odd, behind the text
_WIDTHS = {
    FactKind.TEXT: 190,
    FactKind.DATE: 112,
    FactKind.MONEY: 124,
    FactKind.FLAG: 64,
    FactKind.COUNT: 72,
    FactKind.SHARE: 76,
    FactKind.CHOICE: 130,
}
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)


def fitted(view: QTableView, columns: Sequence[GridColumn]) -> list[int]:
    """The usual widths; where they want too much, what stands in head and cells."""
    heads = view.horizontalHeader().fontMetrics()
    least = [heads.horizontalAdvance(column.label) + _AROUND + 2 for column in columns]
    px = theme.current().px
    meant = [px(column.width or _WIDTHS.get(column.kind, 140)) for column in columns]
    usual = [max(wide, head) for wide, head in zip(meant, least, strict=True)]
    room = view.viewport().width()
    if sum(usual) <= room:
        return list(usual)
    metrics, model = QFontMetrics(theme.current().font("table")), view.model()
    needed = list(least)
    for row in range(min(model.rowCount(), _SEEN)):
        for number in range(len(needed)):
            cell = model.index(row, number)
            text, marked = str(cell.data(_DISPLAY) or ""), bool(cell.data(TONE_ROLE))
            wide = metrics.horizontalAdvance(text) + _AROUND + (px(_SIGN) if marked else 0)
            needed[number] = max(needed[number], wide)
    found = [min(wide, narrow) for wide, narrow in zip(usual, needed, strict=True)]
    # What is left goes back to those that gave most.
    left = max(0, room - sum(found))
    given = [wide - narrow for wide, narrow in zip(usual, found, strict=True)]
    whole = max(1, sum(given))
    return [width + left * gave // whole for width, gave in zip(found, given, strict=True)]
