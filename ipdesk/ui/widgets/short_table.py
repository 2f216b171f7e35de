"""A short list that is read and not worked in, drawn as the long ones are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets.fixed_list import FixedList
from ipdesk.ui.widgets.paged_model import Column

_MOST_SHOWN = 9
_HEAD = 44


class ShortTable(FixedList):
    """Shows records that are all at hand; `records` have an id."""

    def __init__(
        self, bench: Bench, name: str, columns: Sequence[Column], records: Sequence[Any]
    ) -> None:
        super().__init__(bench, name, "清单", columns)
        self.show_records(records)
        self.view.clearSelection()
        shown = min(len(records), _MOST_SHOWN)
        self.view.setMinimumHeight(self.view.cells.row_height * shown + _HEAD)

    def selected_ids(self) -> list[int]:
        """All of it, where nobody has chosen rows: it is copied whole."""
        return super().selected_ids() or [self.model.id_at(n) for n in range(self.model.rowCount())]
