"""The pieces every screen is made of; `RecordTable` is imported from its own module."""

from __future__ import annotations

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
from ipdesk.ui.widgets.editors import (
    ChoiceField,
    CountField,
    DateField,
    FlagField,
    LineField,
    MoneyField,
    NoteField,
    ShareField,
)
from ipdesk.ui.widgets.form import Form, FormField
from ipdesk.ui.widgets.grid_column import GridColumn, Unread
from ipdesk.ui.widgets.grid_model import GridModel
from ipdesk.ui.widgets.item_grid import ItemGrid
from ipdesk.ui.widgets.nav import NavItem
from ipdesk.ui.widgets.paged_model import Column, PagedModel
from ipdesk.ui.widgets.path import NextStep, StagePath, Step
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
