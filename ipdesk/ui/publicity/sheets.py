"""The sheets of payment: a batch to be drawn up, and what finance or the bank answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from ipdesk.domain.money import figures
from ipdesk.domain.policy import FactKind
from ipdesk.services.batching import Candidate
from ipdesk.ui import reading
from ipdesk.ui.batch_sheet import precheck_table, said_of
from ipdesk.ui.bench import Bench
from ipdesk.ui.keeping import Text, keep_in_sheet
from ipdesk.ui.widgets import (
    Column,
    DateField,
    Form,
    GridColumn,
    ItemGrid,
    LineField,
    Notice,
    NumberLine,
    ShareField,
    Unread,
    label,
)
from ipdesk.ui.widgets.ask import Sheet

_WIDTH = 1000
_WIDER = 1180
_REMINDED, _NAMED = 5, 3
_REFUSED = (Column("户名", lambda c: c.account_name, width=220, stretch=True),)


class PaySheet(Sheet):
    """拨付批次: what is due to each, changed where only a part is to be sent now."""

    def __init__(self, bench: Bench, candidates: Sequence[Candidate], today: date) -> None:
        self.able = tuple(c for c in candidates if c.able)
        refused = [c for c in candidates if not c.able]
        super().__init__(bench.messages.window, "编拨付批次", f"编入 {len(self.able)} 件")
        self.setMinimumWidth(_WIDER if refused else _WIDTH)
        self.form = Form(columns=2)
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
        self.reminders = Notice("")
        self.reminders.tell("\n".join(_reminders(self.able)), "attention")
        self.body.addWidget(self.reminders)
        if refused:
            self.body.addWidget(label(said_of(candidates), wrap=True))
            self.body.addWidget(precheck_table(bench, refused, _REFUSED))
        self.yes.setEnabled(bool(self.able))
        self._sum_up()
        amounts = {"amounts": ("各件金额", self._parts, self._put_parts)}
        self.keeping = keep_in_sheet(bench, self, "pay-batch", self.form, amounts)
        self.grid.edited.connect(self.keeping.edited)

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

    def _parts(self) -> str:
        """Lines of which less than all is to be sent now, as they can be read back."""
        return "；".join(
            f"{line['number']} {reading.show_money(line.get('fen'))}"
            for line in self.grid.rows()
            if line.get("number") in self._by_number and line.get("fen") != line.get("due")
        )

    def _put_parts(self, text: Text) -> None:
        parts = dict(each.partition(" ")[::2] for each in str(text).split("；") if each)
        rows = [_row(one) for one in self.able]
        self.grid.set_rows(
            [
                {**row, "fen": reading.read_money(parts[row["number"]])}
                if row["number"] in parts
                else row
                for row in rows
            ]
        )
        self._sum_up()

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
            self.form.add("text", "凭证号", NumberLine("财务付款凭证的编号"), required=True)
        self.body.addWidget(label(said, "muted", wrap=True))
        self.body.addWidget(self.form)
        self.form["text"].editor.setFocus()
        place = "payment-returned" if returned else "payment-paid"
        self.keeping = keep_in_sheet(bench, self, place, self.form)

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


_COLUMNS = (
    GridColumn("number", "受理编号", locked=True, width=120),
    GridColumn("payee", "户名", locked=True, width=200),
    GridColumn("bank", "开户行", locked=True, width=150),
    GridColumn("account", "账号", locked=True, width=165),
    GridColumn("due", "应拨（元）", FactKind.MONEY, locked=True, width=120),
    GridColumn("fen", "这次拨付（元）", FactKind.MONEY, width=130),
)


def _reminders(able: Sequence[Candidate]) -> list[str]:
    """What the readings ask to be looked at once more, the same of several claims said once."""
    said: dict[str, list[str]] = {}
    for one in able:
        for note in one.notes:
            said.setdefault(note.text, []).append(one.number)
    lines = []
    for text, numbers in list(said.items())[:_REMINDED]:
        rest = f" 等 {len(numbers)} 件" if len(numbers) > _NAMED else ""
        lines.append(f"{'、'.join(numbers[:_NAMED])}{rest}：{text}")
    if len(said) > _REMINDED:
        lines.append(f"还有 {len(said) - _REMINDED} 条，见各件申报的核算。")
    return lines


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
