"""The rows of one 历史导入: looked through, corrected or withdrawn, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ipdesk.domain.listing import Kind
from ipdesk.domain.money import figures
from ipdesk.services.imports import history
from ipdesk.services.imports.history import PastRow
from ipdesk.services.imports.taking import Batch
from ipdesk.services.office import Changes
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.permit import CLERKS, Permit
from ipdesk.ui.widgets import (
    Column,
    CountField,
    DateField,
    Form,
    LineField,
    MoneyField,
    NoteField,
    label,
    quiet,
    row,
)
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.fixed_list import FixedList
from ipdesk.ui.widgets.list_desk import ListTools

_SIZE = (1080, 560)
_TYPED = ("subject", "pieces", "fact_on", "fund_year", "amount_fen", "document_number", "note")


class PastSheet(Sheet):
    """What an import of history brought, as it counts now."""

    def __init__(self, bench: Bench, batch: Batch) -> None:
        super().__init__(bench.messages.window, f"第 {batch.id} 次导入 · 历史奖补明细", "知道了")
        self._bench = bench
        self._batch = batch.id
        self.no.hide()
        self.setMinimumSize(*_SIZE)
        self.list = FixedList(bench, "past-awards", "历史奖补明细", _COLUMNS, _TOOLS)
        self.amend = quiet("更正…", self._amend, icon="pencil")
        self.drop = quiet("注销…", self._withdraw)
        Permit(bench, CLERKS, self.amend, self.drop)
        said = "更正和注销都要写明原因，原来的内容留在操作记录里。注销以后不再计入判断。"
        self.body.addLayout(row(label(said, "muted"), None, self.amend, self.drop))
        self.body.addWidget(self.list, 1)
        self.list.chosen.connect(self._choose)
        self._choose(None)
        self._read()

    def _read(self) -> None:
        self._bench.jobs.run(history.rows_of_import, self._show, None, self._batch)

    def _show(self, rows: Sequence[PastRow]) -> None:
        self.list.show_records(rows)
        self._choose(self.list.current())

    def _choose(self, chosen: PastRow | None) -> None:
        able = chosen is not None and chosen.entry.counts
        self.amend.setEnabled(able)
        self.drop.setEnabled(able)

    def _amend(self) -> None:
        chosen = self.list.current()
        if chosen is None:
            return
        sheet = AmendSheet(self._bench, chosen)
        if self._bench.messages.run(sheet):
            self._bench.jobs.run(
                history.amend_past_award,
                self._written,
                None,
                self._bench.actor,
                chosen.id,
                sheet.changes(),
                sheet.reason(),
            )

    def _withdraw(self) -> None:
        chosen = self.list.current()
        if chosen is None:
            return
        prompt = f"“{chosen.applicant}”的这一笔注销后不再计入判断。请写明原因。"
        reason = self._bench.messages.reason("注销历史导入", prompt, "注销")
        if reason is not None:
            self._bench.jobs.run(
                history.withdraw_past_award,
                self._written,
                None,
                self._bench.actor,
                chosen.id,
                reason,
            )

    def _written(self, changes: Changes) -> None:
        self._bench.announce(changes)
        self._read()


class AmendSheet(Sheet):
    """One row of the old ledger put right."""

    def __init__(self, bench: Bench, chosen: PastRow) -> None:
        super().__init__(bench.messages.window, "更正历史导入", "更正")
        theme.current().hold(self, least=620)
        self._chosen = chosen
        self.body.addWidget(label(f"{chosen.applicant} · {chosen.award}", "muted", wrap=True))
        self.form = Form(columns=2)
        self.form.add("subject", "成果编号或名称", LineField())
        self.form.add("pieces", "件数", CountField(), required=True)
        self.form.add("fact_on", "成果日期", DateField(), required=True)
        self.form.add("fund_year", "资金年度", CountField(), required=True)
        self.form.add("amount_fen", "金额（元）", MoneyField(), required=True)
        self.form.add("document_number", "文号", LineField())
        self.form.add("note", "备注", LineField())
        for name in _TYPED:
            self.form[name].set_value(getattr(chosen.entry, name))
        self.why = Form()
        self.why.add("reason", "更正原因", NoteField(), required=True)
        self.body.addWidget(self.form)
        self.body.addWidget(self.why)

    def changes(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        values = self.form.values()
        changed: dict[str, Any] = {name: values[name] for name in _TYPED}
        for name in ("subject", "document_number", "note"):
            changed[name] = changed[name] or ""
        if changed["fact_on"] != self._chosen.entry.fact_on:
            changed["fact_known"] = True
        return changed

    def reason(self) -> str:
        return str(self.why["reason"].value() or "")

    def accept(self) -> None:
        if self.form.check_filled() and self.why.check_filled():
            super().accept()


_COLUMNS = (
    Column("申报主体", lambda r: r.applicant, width=200, stretch=2),
    Column("事项", lambda r: r.award, width=180, stretch=1, kind=Kind.CHOICE),
    Column("成果", lambda r: r.entry.subject, width=170),
    Column("件数", lambda r: str(r.entry.pieces), align="right", width=60,
           kind=Kind.COUNT, value=lambda r: r.entry.pieces),
    Column("成果日期", lambda r: r.entry.fact_on.isoformat() if r.entry.fact_known else "未载",
           width=104, kind=Kind.DAY,
           value=lambda r: r.entry.fact_on if r.entry.fact_known else None),
    Column("年度", lambda r: str(r.entry.fund_year), width=64, kind=Kind.CHOICE),
    Column("金额（元）", lambda r: figures(r.entry.amount_fen), sort="amount", align="right",
           width=110, kind=Kind.MONEY, value=lambda r: r.entry.amount_fen),
    Column("状态", lambda r: "计入" if r.entry.counts else "已注销", width=90,
           tone=lambda r: "done" if r.entry.counts else "quiet"),
)  # fmt: skip
_TOOLS = ListTools("历史奖补明细", (("amount", "金额"),))
