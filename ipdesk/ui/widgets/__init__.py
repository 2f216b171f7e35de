"""The pieces every screen is made of; `RecordTable` is imported from its own module.

What the first screen shows is read at once, the fields and grids of forms when a page asks for
the first of them: they draw in the domain's policies, and no start has to wait for those.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ipdesk.ui.widgets.base import (
    appear,
    clear,
    column,
    frame,
    ghost,
    label,
    link,
    primary,
    quiet,
    row,
    rule,
    set_property,
)
from ipdesk.ui.widgets.charts import Bar, BarChart, Part, StackBar
from ipdesk.ui.widgets.nav import NavItem
from ipdesk.ui.widgets.paged_model import Column, PagedModel
from ipdesk.ui.widgets.quiet_line import QuietLine
from ipdesk.ui.widgets.search_box import Hit, SearchBox
from ipdesk.ui.widgets.surfaces import (
    AmountLabel,
    Card,
    Chip,
    EmptyState,
    Notice,
    QuoteBlock,
)

if TYPE_CHECKING:
    from ipdesk.ui.widgets.choice_field import ChoiceField
    from ipdesk.ui.widgets.editors import (
        CountField,
        DateField,
        FlagField,
        LineField,
        MoneyField,
        NoteField,
        NumberLine,
        ShareField,
    )
    from ipdesk.ui.widgets.form import Form, FormField
    from ipdesk.ui.widgets.grid_column import GridColumn, Unread
    from ipdesk.ui.widgets.grid_model import GridModel
    from ipdesk.ui.widgets.item_grid import ItemGrid
    from ipdesk.ui.widgets.path import NextStep, StagePath, Step

_HOMES = {
    "choice_field": ("ChoiceField",),
    "editors": (
        "CountField",
        "DateField",
        "FlagField",
        "LineField",
        "MoneyField",
        "NoteField",
        "NumberLine",
        "ShareField",
    ),
    "form": ("Form", "FormField"),
    "grid_column": ("GridColumn", "Unread"),
    "grid_model": ("GridModel",),
    "item_grid": ("ItemGrid",),
    "path": ("NextStep", "StagePath", "Step"),
}

__all__ = [
    "AmountLabel",
    "Bar",
    "BarChart",
    "Card",
    "Chip",
    "ChoiceField",
    "Column",
    "CountField",
    "DateField",
    "EmptyState",
    "FlagField",
    "Form",
    "FormField",
    "GridColumn",
    "GridModel",
    "Hit",
    "ItemGrid",
    "LineField",
    "MoneyField",
    "NavItem",
    "NextStep",
    "NoteField",
    "Notice",
    "NumberLine",
    "PagedModel",
    "Part",
    "QuietLine",
    "QuoteBlock",
    "SearchBox",
    "ShareField",
    "StackBar",
    "StagePath",
    "Step",
    "Unread",
    "appear",
    "clear",
    "column",
    "frame",
    "ghost",
    "label",
    "link",
    "primary",
    "quiet",
    "row",
    "rule",
    "set_property",
]


def __getattr__(name: str) -> Any:
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{home}"), name)
