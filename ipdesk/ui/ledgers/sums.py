"""汇总: a line per award of the year, and the year's budget above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtWidgets import QWidget

from ipdesk.domain.ledger import AwardSum, Budget
from ipdesk.domain.listing import Kind
from ipdesk.domain.money import figures
from ipdesk.domain.stages import Role
from ipdesk.services import ledgers, year_contents
from ipdesk.services.office import Changes
from ipdesk.ui.bench import Bench
from ipdesk.ui.ledgers.closing import ClosingLine
from ipdesk.ui.ledgers.sheets import BudgetSheet
from ipdesk.ui.permit import Permit
from ipdesk.ui.widgets import (
    Card,
    Column,
    EmptyState,
    Part,
    StackBar,
    column,
    link,
)
from ipdesk.ui.widgets.list_desk import ListDesk, ListTools
from ipdesk.ui.widgets.list_source import RecordsSource
from ipdesk.ui.widgets.record_table import RecordTable
from ipdesk.ui.widgets.view_desk import Above

_MONEY = (("approved_fen", "核定"), ("paid_fen", "实付"), ("last_year_fen", "上年核定"))
_COUNTS = (("received", "受理"), ("approved", "批准"), ("refused", "不批"))
_MAY_SET = (Role.CLERK, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class SumLine:
    """An award's line of 汇总, numbered for the list."""

    id: int
    sum: AwardSum


class YearSums(QWidget):
    """The year's money of one policy, and where it went."""

    def __init__(self, bench: Bench, above: Above) -> None:
        super().__init__()
        self._bench = bench
        self.pack = ""
        self.year: int | None = None
        self.budget: Budget | None = None
        self._lines: tuple[SumLine, ...] = ()
        self.money = Card("专项资金")
        self.bar = StackBar()
        self.set_button = link("登记预算", self.ask_budget)
        Permit(bench, _MAY_SET, self.set_button)
        self.money.head.addWidget(self.set_button)
        self.money.body.addWidget(self.bar)
        self.closing = ClosingLine(bench)
        self.money.body.addWidget(self.closing)
        empty = EmptyState(
            "table-2", "没有可汇总的事项", "启用有奖补事项的政策后，按事项汇总在这里。"
        )
        summed = [key for key, _ in (*_COUNTS, *_MONEY)]
        source = RecordsSource(lambda office, query: self._lines, _COLUMNS, summed)
        self.table = RecordTable(bench, "ledger-sums", _COLUMNS, source, None, empty)
        self.desk = ListDesk(self.table, ListTools("年度汇总", _MONEY, above, _COUNTS))
        card = Card(padding=0)
        card.body.addWidget(self.table, 1)
        whole = column(self.money, gap=10)
        whole.addWidget(card, 1)
        self.setLayout(whole)

    def show_year(self, pack: str, year: int | None) -> None:
        """Read the sums of a policy and year; without a year there is nothing to add up."""
        self.pack, self.year = pack, year
        if not pack or year is None:
            return
        run = self._bench.jobs.run
        run(year_contents.year_sums, self._take, None, pack, year, key="ledger/sums")
        run(year_contents.year_budget, self._show_budget, None, pack, year, key="ledger/budget")
        self.closing.show_year(pack, year)

    def ask_budget(self) -> None:
        """Set the year's budget; what it was and what it is now are kept in the journal."""
        if self.year is None or self.budget is None or not self.set_button.isEnabled():
            return
        sheet = BudgetSheet(self._bench.messages.window, self.budget)
        if not self._bench.messages.run(sheet):
            return
        fen = sheet.fen()
        work = (self._bench.actor, self.pack, self.year, fen, sheet.source())
        self._bench.jobs.run(ledgers.set_budget, partial(self._set, fen), None, *work)

    def _set(self, fen: int, changes: Changes) -> None:
        self._bench.announce(changes)
        self._bench.say(f"已登记 {self.year} 年预算 {figures(fen)} 元")

    def _take(self, sums: Sequence[AwardSum]) -> None:
        self._lines = tuple(SumLine(number, line) for number, line in enumerate(sums, start=1))
        self.table.reload()

    def _show_budget(self, budget: Budget) -> None:
        self.budget = budget
        whole = budget.budget_fen
        self.money.set_title(f"{budget.year} 年专项资金")
        share = budget.used_share
        used = f"，执行率 {share * 100:.1f}%" if share is not None else ""
        self.money.set_note(f"预算 {figures(whole)} 元{used}" if whole else "还没有登记预算")
        waiting = max(budget.approved_fen - budget.paid_fen, 0)
        parts = (
            Part("已拨", budget.paid_fen, figures(budget.paid_fen)),
            Part("已批待拨", waiting, figures(waiting), "accent_mid"),
            Part("在办", budget.reserved_fen, figures(budget.reserved_fen), "accent_pale"),
        )
        over = budget.left_fen < 0
        rest = f"超预算 {figures(-budget.left_fen)}" if over else f"剩 {figures(budget.left_fen)}"
        self.bar.show_parts(parts, whole, rest if whole else "")
        self._offer()

    def _offer(self) -> None:
        known = self.budget is not None and self.budget.budget_fen
        self.set_button.setText("修改预算" if known else "登记预算")


def _fen(fen: int) -> str:
    return figures(fen) if fen else "—"


def _number(count: int) -> str:
    return f"{count:,}" if count else "—"


def _change(line: SumLine) -> str:
    change = line.sum.change
    return f"{change * 100:+.1f}%".replace("-", "−") if change is not None else ""


def _count(title: str, key: str, width: int) -> Column:
    return Column(
        title,
        lambda n: _number(getattr(n.sum, key)),
        sort=key,
        kind=Kind.COUNT,
        value=lambda n: getattr(n.sum, key),
        align="right",
        width=width,
    )


def _money(title: str, key: str, field: str) -> Column:
    return Column(
        title,
        lambda n: _fen(getattr(n.sum, field)),
        sort=key,
        kind=Kind.MONEY,
        value=lambda n: getattr(n.sum, field),
        align="right",
        width=124,
    )


_LAST_YEAR = _money("上年核定（元）", "last_year_fen", "last_year_fen")
_COLUMNS = (
    Column("条款", lambda n: n.sum.clause, key="clause", kind=Kind.CHOICE, width=74),
    Column("事项", lambda n: n.sum.award, sort="award", width=200, stretch=True),
    _count("受理", "received", 66),
    _count("批准", "approved", 66),
    _count("不批", "refused", 66),
    _count("主体数", "applicants", 76),
    _money("核定（元）", "approved_fen", "approved_fen"),
    _money("实付（元）", "paid_fen", "paid_fen"),
    replace(_LAST_YEAR, rare=True, text=lambda n: _fen(n.sum.last_year_fen).strip("—")),
    Column("同比", _change, align="right", width=84, rare=True),
)
