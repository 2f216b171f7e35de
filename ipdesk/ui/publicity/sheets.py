"""The sheets of the place: the 公示 list, a payment batch to be drawn up, and its answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from PySide6.QtGui import QGuiApplication

from ipdesk.domain.money import figures
from ipdesk.domain.policy import FactKind
from ipdesk.services.batching import Candidate
from ipdesk.ui.batch_sheet import MONEY, NAME_AND_AWARD, precheck_table, said_of
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import (
    Column,
    DateField,
    Form,
    GridColumn,
    ItemGrid,
    LineField,
    ShareField,
    Unread,
    label,
    link,
    row,
)
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.short_table import ShortTable

_WIDTH = 1000
_WIDER = 1180
_REFUSED = (Column("户名", lambda c: c.account_name, width=220, stretch=True),)


class PaySheet(Sheet):
    """拨付批次: what is due to each, changed where only a part is to be sent now."""

    def __init__(self, bench: Bench, candidates: Sequence[Candidate], today: date) -> None:
        self.able = tuple(c for c in candidates if c.able)
        refused = [c for c in candidates if not c.able]
        super().__init__(bench.messages.window, "编拨付批次", f"编入 {len(self.able)} 件")
        self.setMinimumWidth(_WIDER if refused else _WIDTH)
        self.form = Form(columns=3)
        self.form.add("day", "日期", DateField(), required=True).set_value(today)
        self.form.add("name", "批次名称", LineField("可不填，如：2024年第一批", 60))
        share = self.form.add("share", "各件按比例", ShareField("如 50%"))
        share.changed.connect(self._share_out)
        self.sum = label("", "strong")
        self._by_number = {one.number: one for one in self.able}
        self.grid = ItemGrid(_COLUMNS, rows_most=len(self.able))
        rows = [_row(one) for one in self.able]
        self.grid.set_rows(rows)
        self.grid.edited.connect(self._sum_up)
        self.grid.setMinimumHeight(min(len(rows), 8) * 40 + 60)
        if self.able:
            self.body.addWidget(self.form)
            self.body.addWidget(label("金额默认为应拨数，可以改成这次要拨的一部分。", "small"))
            self.body.addWidget(self.grid, 1)
            self.body.addWidget(self.sum)
        if refused:
            self.body.addWidget(label(said_of(candidates), wrap=True))
            self.body.addWidget(precheck_table(refused, _REFUSED))
        self.yes.setEnabled(bool(self.able))
        self._sum_up()

    def amounts(self) -> dict[int, int]:
        """What is to be sent, by claim; a line of nothing or taken out is left out."""
        return {
            self._by_number[line["number"]].id: line["fen"]
            for line in self.grid.rows()
            if isinstance(line.get("fen"), int) and line.get("number") in self._by_number
        }

    def values(self) -> dict[str, Any]:
        return self.form.values()

    def accept(self) -> None:
        if not self.form.check_filled():
            return
        for place, line in enumerate(self.grid.rows()):
            fen, due = line.get("fen"), line.get("due") or 0
            if isinstance(fen, Unread) or (fen is not None and not 0 < fen <= due):
                self.grid.jump(place, "fen")
                self.sum.setText(f"{line['number']}：金额须大于零且不超过应拨的数额")
                return
        if self.amounts():
            super().accept()

    def _share_out(self) -> None:
        share = self.form["share"].value()
        if isinstance(share, Decimal) and 0 < share <= 1:
            self.grid.set_rows([_row(one, share) for one in self.able])
            self._sum_up()

    def _sum_up(self) -> None:
        amounts = self.amounts()
        self.sum.setText(f"共 {len(amounts)} 件，合计 {figures(sum(amounts.values()))} 元")


class AnswerSheet(Sheet):
    """What finance or the bank says of some lines of a payment batch."""

    def __init__(self, bench: Bench, title: str, said: str, returned: bool, today: date) -> None:
        super().__init__(bench.messages.window, title, title.rstrip("…"))
        self.setMinimumWidth(560)
        self.form = Form()
        caption = "退票日期" if returned else "拨付日期"
        self.form.add("day", caption, DateField(), required=True).set_value(today)
        if returned:
            self.form.add("text", "退票原因", LineField("如：账号有误、户名不符"), required=True)
        else:
            self.form.add("text", "凭证号", LineField("财务付款凭证的编号"), required=True)
        self.body.addWidget(label(said, "muted", wrap=True))
        self.body.addWidget(self.form)
        self.form["text"].editor.setFocus()

    @property
    def day(self) -> date:
        value = self.form["day"].value()
        assert isinstance(value, date)  # check_filled() has seen it
        return value

    @property
    def text(self) -> str:
        return str(self.form["text"].value() or "")

    def accept(self) -> None:
        if self.form.check_filled():
            super().accept()


class PublicList(Sheet):
    """公示名单: name, award and amount, and nothing else of anybody."""

    def __init__(self, bench: Bench, title: str, candidates: Sequence[Candidate]) -> None:
        super().__init__(bench.messages.window, title, "知道了")
        self._bench = bench
        self.no.hide()
        self.setMinimumWidth(_WIDTH)
        self.candidates = tuple(candidates)
        places = {c.id: str(number) for number, c in enumerate(candidates, start=1)}
        number = Column("序号", lambda c: places[c.id], width=64)
        self.columns = (number, *NAME_AND_AWARD, MONEY)
        self.table = ShortTable(self.columns, candidates)
        total = sum(c.amount_fen for c in candidates)
        self.total = label(f"共 {len(candidates)} 件，合计 {figures(total)} 元", "strong")
        self.body.addWidget(label("只列名称、事项和金额，不含证件号、电话和账号。", "small"))
        self.body.addWidget(self.table)
        self.body.addLayout(row(self.total, None, link("复制名单", self.copy)))

    def copy(self) -> None:
        """Put the list on the clipboard as a block for Excel or Word."""
        titles = "\t".join(column.title for column in self.columns)
        lines = [titles, *("\t".join(c.text(one) for c in self.columns) for one in self.candidates)]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._bench.say(f"已复制 {len(self.candidates)} 件，可粘贴到表格或文档")


_COLUMNS = (
    GridColumn("number", "受理编号", locked=True, width=120),
    GridColumn("payee", "户名", locked=True, width=250),
    GridColumn("bank", "开户行", locked=True, width=170),
    GridColumn("account", "账号", locked=True, width=170),
    GridColumn("due", "应拨（元）", FactKind.MONEY, locked=True, width=120),
    GridColumn("fen", "这次拨付（元）", FactKind.MONEY, width=130),
)


def _row(one: Candidate, share: Decimal = Decimal(1)) -> dict[str, Any]:
    part = (Decimal(one.amount_fen) / 100 * share).quantize(Decimal(1), ROUND_DOWN)
    whole = one.amount_fen if share == 1 else int(part) * 100
    return {
        "number": one.number,
        "payee": one.account_name,
        "bank": one.bank,
        "account": one.account,
        "due": one.amount_fen,
        "fen": whole,
    }
