"""The first screen of the day: work by urgency, money of the year, policies near their end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from PySide6.QtWidgets import QAbstractItemView, QSplitter

from ipdesk.domain.money import figures
from ipdesk.ui.bench import Bench
from ipdesk.ui.desk.first_steps import FirstSteps
from ipdesk.ui.desk.side import CareCard, ValidityCard
from ipdesk.ui.page import Page
from ipdesk.ui.permit import ANYBODY, Permit
from ipdesk.ui.widgets import (
    Bar,
    BarChart,
    Card,
    Column,
    EmptyState,
    Part,
    StackBar,
    column,
    label,
    row,
)
from ipdesk.ui.widgets.record_table import Query, RecordTable
from ipdesk.ui.widgets.side import Side
from ipdesk.ui.widgets.split import Split

if TYPE_CHECKING:
    from ipdesk.domain.ledger import Budget
    from ipdesk.services.overview import Overview
    from ipdesk.services.waiting import WorkRow

FIRST_STEPS = "上手"
# What is to be done and for whom is read; where it could not be, the side goes below.
_BESIDE = (520, 330)  # pixels for letters of the usual size
_WEEK = "一二三四五六日"
_TONES = {"late": "fault", "today": "attention", "soon": "quiet"}


class _Work(NamedTuple):
    id: int
    row: WorkRow
    today: date


def _due(work: _Work) -> str:
    due = work.row.due
    if due is None:
        return ""
    if work.row.urgency == "late":
        return f"超期 {(work.today - due).days} 日"
    return "今天" if due == work.today else due.strftime("%m-%d")


def _amount(work: _Work) -> str:
    if work.row.place != "claims":
        return ""
    return "待定" if work.row.amount_fen is None else figures(work.row.amount_fen)


COLUMNS = (
    Column("到期", _due, width=122, tone=lambda work: _TONES.get(work.row.urgency, "")),
    Column(
        "事项",
        lambda work: work.row.what,
        width=190,
        note=lambda work: work.row.detail,
        stretch=1,
    ),
    Column("申报主体", lambda work: work.row.applicant, width=150, stretch=1),
    Column("金额（元）", _amount, width=118, align="right", rare=True),
    Column("下一步", lambda work: work.row.act_label, width=104, link=True),
)


class DeskPage(Page):
    """工作台."""

    takes_backups: ClassVar[bool] = True
    title: ClassVar[str] = "工作台"
    tables: ClassVar[frozenset[str]] = frozenset(
        (
            "claim", "letter", "budget", "setting", "payment", "applicant_document", "round",
            "observation", "task", "target_year", "meeting",
        )
    )  # fmt: skip

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._works: tuple[_Work, ...] = ()
        self._filled = False  # whether the side has its cards
        self.head = label("", "title")
        self.day = label("", "muted")
        empty = EmptyState(
            "circle-check",
            "今天没有要办的事",
            "收到新的申报时，在这里按到期先后列出。",
            "新建申报",
            lambda: bench.go("claims", "new"),
        )
        Permit(bench, ANYBODY, empty.button)
        self.table = RecordTable(bench, "desk", COLUMNS, self._ids, self._load, empty)
        self.table.opened.connect(self._open)
        work = Card(padding=0)
        work.body.addWidget(self.table)
        whole = column(row(self.head, self.day, None, gap=12), gap=12, margins=(18, 14, 18, 16))
        whole.addWidget(self._columns(work), 1)
        self.setLayout(whole)
        bench.rows_read.connect(self.show_rows)
        bench.overview_read.connect(self.show_overview)

    def refresh(self) -> None:
        self.bench.await_overview()
        if self._filled:
            self.steps.refresh()
            self.care.refresh()

    def views(self) -> Sequence[QAbstractItemView]:
        return (self.table.view,)

    def dividers(self) -> Sequence[QSplitter]:
        return (self._split,)

    def leads(self) -> bool:
        return True

    def open(self, target: object) -> None:
        """ "上手" brings the ten-minute path back."""
        if target == FIRST_STEPS:
            self._fill_side()
            self.steps.ask_for()

    def show_rows(self, rows: Sequence[WorkRow]) -> None:
        """Show what is to be done; the table keeps its cursor."""
        count, today = len(rows), self.bench.today()
        self.head.setText(f"今天有 {count} 件要办" if count else "今天没有要办的事")
        late = sum(work.urgency == "late" for work in rows)
        day = f"{today.month} 月 {today.day} 日 星期{_WEEK[today.weekday()]}"
        self.day.setText(f"{day} · 超期 {late} 件" if late else day)
        works = tuple(_Work(number, work, today) for number, work in enumerate(rows, start=1))
        if works != self._works or not works:
            self._works = works
            self.table.reload()

    def show_overview(self, overview: Overview) -> None:
        """Show all that was read, the work first."""
        self._fill_side()
        today = overview.today
        self.show_rows(overview.waiting)
        self._show_money(overview.budget)
        self._show_clauses(overview)
        self.care.show_backup(overview.backup, today)
        self.validity.show_policies(overview.policies)

    def _open(self, work: _Work) -> None:
        if work.row.place == "rounds":
            self.bench.go("claims", ("round", work.row.claim_id))
        else:
            self.bench.go(work.row.place, work.row.part or work.row.claim_id)

    def _ids(self, office: Any, query: Query) -> Sequence[int]:
        return range(1, len(self._works) + 1)

    def _load(self, office: Any, ids: Sequence[int]) -> Sequence[_Work]:
        works = self._works
        return [works[number - 1] for number in ids if number <= len(works)]

    def _columns(self, work: Card) -> Split:
        side = Side("资金、条款和政策")
        split = Split(beside=_BESIDE)
        split.setHandleWidth(12)
        split.addWidget(work)
        split.addWidget(side)
        split.setStretchFactor(0, 1)
        split.setSizes([780, 370])
        self._side, self._split = side, split
        return split

    def _fill_side(self) -> None:
        """Made when there is something to say: the work of the day does not wait for it."""
        if self._filled:
            return
        self._filled = True
        self.money = Card("专项资金")
        self.total = label("", "display")
        self.total_says = label("", "muted")
        self.bar = StackBar()
        self.money.body.addLayout(row(self.total, self.total_says, None, gap=8))
        self.money.body.addWidget(self.bar)
        self.clauses = Card("各条款核定金额", "单位：元")
        self.chart = BarChart()
        self.no_sums = label("批准第一件申报后，这里按条款累计。", "muted", wrap=True)
        self.clauses.body.addWidget(self.chart)
        self.clauses.body.addWidget(self.no_sums)
        self.care, self.validity = CareCard(self.bench), ValidityCard()
        self.steps = FirstSteps(self.bench)
        self.money.hide()  # without a policy that pays there is none
        self._side.fill(self.steps, self.money, self.clauses, self.care, self.validity)
        self.steps.refresh()
        self.care.refresh()

    def _show_money(self, budget: Budget | None) -> None:
        self.money.setVisible(budget is not None)
        if budget is None:
            return
        self.money.set_title(f"{budget.year} 年专项资金")
        self.money.set_note(
            f"预算 {figures(budget.budget_fen)} 元" if budget.budget_fen else "还没有登记预算"
        )
        approved = budget.approved_fen
        self.total.setText(figures(approved))
        self.total_says.setText("元已核定")
        waiting = max(approved - budget.paid_fen, 0)
        parts = (
            Part("已拨", budget.paid_fen, figures(budget.paid_fen)),
            Part("已批待拨", waiting, figures(waiting), "accent_mid"),
            Part("在办", budget.reserved_fen, figures(budget.reserved_fen), "accent_pale"),
        )
        rest = f"剩 {figures(budget.left_fen)}" if budget.budget_fen else ""
        self.bar.show_parts(parts, budget.budget_fen, rest)

    def _show_clauses(self, overview: Overview) -> None:
        bars = [Bar(s.label, s.approved_fen, figures(s.approved_fen)) for s in overview.clause_sums]
        self.chart.show_bars(bars)
        self.chart.setVisible(bool(bars))
        self.no_sums.setVisible(not bars)
