"""What the item grid is made of: a column for each fact, the dates around it, cells as text."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QGridLayout

from ipdesk.domain.fact_entry import show_fact
from ipdesk.domain.policy import Award, Fact, FactKind
from ipdesk.ui import theme
from ipdesk.ui.theme import SPACE
from ipdesk.ui.widgets import (
    CountField,
    DateField,
    Form,
    GridColumn,
    ItemGrid,
    LineField,
    MoneyField,
    Unread,
)

SUBJECT = "subject"
_SUBJECT_WIDTH = 218  # 粤作登字-2023-F-00015229 in full
_LONG_LABEL = 8


def grid_columns(award: Award) -> tuple[GridColumn, ...]:
    """One column for the subject, where it is typed, and one for each plain fact."""
    columns = []
    if not award.subject.derived:
        columns.append(
            GridColumn(SUBJECT, award.subject.label, FactKind.TEXT, width=_SUBJECT_WIDTH)
        )
    columns += [fact_column(fact) for fact in award.facts if fact.kind is not FactKind.ROWS]
    return tuple(columns)


def fact_column(fact: Fact) -> GridColumn:
    """A heading is short: what stands in brackets goes to its tip."""
    short = fact.label.partition("（")[0]
    long = len(fact.label) > _LONG_LABEL and bool(short)
    help_ = fact.help or ("" if fact.required else "可不填")
    tip = "\n".join(part for part in (fact.label if long else "", help_) if part)
    return GridColumn(
        fact.id,
        short if long else fact.label,
        fact.kind,
        tuple((choice.value, choice.label) for choice in fact.choices),
        fact.required,
        help=tip,
    )


def grid_height(grid: ItemGrid, rows: int) -> int:
    """The height that shows so many rows, the heading and a bar to scroll sideways."""
    head = grid.horizontalHeader().sizeHint().height()
    return head + rows * grid.verticalHeader().defaultSectionSize() + 14


def cell_text(fact: Fact, value: Any) -> str:
    """A cell's value as text the service reads back to the same value."""
    if value is None:
        return ""
    return str(value) if isinstance(value, Unread) else show_fact(fact, value)


def intake_form() -> Form:
    form = Form(2)
    form.add("received_on", "收件日期", DateField())
    form.add("fund_year", "资金年度", CountField())
    grid = form.layout()
    if isinstance(grid, QGridLayout):
        # The date wants the room; a year is four figures.
        grid.setColumnStretch(1, 0)
        grid.setHorizontalSpacing(SPACE.s)
    form.add(
        "basis_document",
        "依据文件",
        LineField("逾期受理所依据的文件名称和文号"),
        wide=True,
    )
    asked = form.add("asked_fen", "申请金额", MoneyField(), wide=True)
    asked.setToolTip("申请表上写了金额的才填；不填时按标的核算")
    hint = LineField("申请金额与核定金额不一致的原因", 500)
    form.add("difference", "差额原因", hint, wide=True)
    form.add("note", "说明", LineField("不在申报期间内为什么收"), wide=True)
    form["fund_year"].stand_alone()
    size_intake(form)
    return form


def size_intake(form: Form) -> None:
    """A date and a year stand side by side, each as wide as its figures."""
    look = theme.current()
    form["received_on"].editor.setMinimumWidth(look.px(122))
    form["fund_year"].editor.setFixedWidth(look.px(60))
