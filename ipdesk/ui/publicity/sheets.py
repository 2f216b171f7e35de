"""The two sheets of the place: the pre-check with its one confirmation, and the 公示 list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtGui import QGuiApplication

from ipdesk.domain.money import figures
from ipdesk.domain.stages import move
from ipdesk.ui.bench import Bench
from ipdesk.ui.publicity.batch import Candidate
from ipdesk.ui.publicity.short_table import ShortTable
from ipdesk.ui.widgets import Column, DateField, Form, LineField, label, link, row
from ipdesk.ui.widgets.ask import Sheet

_WIDTH = 1000
_WIDER = 1180  # with a column of reasons
_NAME_AND_AWARD = (
    Column("申报主体", lambda c: c.applicant, width=220, stretch=True),
    Column("事项", lambda c: c.award, width=270),
)
_MONEY = Column("金额（元）", lambda c: figures(c.amount_fen), align="right", width=124)
_HINTS = {"channel": "如：单位公告栏、政府网站", "voucher": "财务付款凭证的编号"}
_NOTES = {
    "publish": "张贴次日起算，公示 5 个工作日；结束日期按工作日历推算。",
    "unobject": "期满后的申报转给审批人批准。",
    "pay": "实付金额取自各件的核定金额，登记后不能修改。",
}
_USUAL = {"result": "公示期间未收到异议"}


class BatchSheet(Sheet):
    """What is to be recorded once for all, and a line for every claim."""

    def __init__(
        self, bench: Bench, act: str, candidates: Sequence[Candidate], today: date
    ) -> None:
        words = bench.wording
        self.act = act
        self.able = tuple(c for c in candidates if c.able)
        name = words.label("act", act)
        yes = f"{name} {len(self.able)} 件" if self.able else name
        super().__init__(bench.messages.window, name, yes)
        self._bench = bench
        self.setMinimumWidth(_WIDTH if len(self.able) == len(candidates) else _WIDER)
        self.form = self._make_form(today)
        total = sum(c.amount_fen for c in self.able)
        unable = len(candidates) - len(self.able)
        said = f"可办 {len(self.able)} 件，合计 {figures(total)} 元"
        said += f"；不能办 {unable} 件，原因见下表，这次不会动它们" if unable else ""
        if not self.able:
            said = f"所选 {unable} 件现在都不能办，原因见下表。"
        self.summary = label(said, "" if self.able else "muted", wrap=True)
        able_last = sorted(candidates, key=lambda candidate: candidate.able)
        self.table = ShortTable(self._columns(unable > 0), able_last)
        if self.able:
            self.body.addWidget(self.form)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.table)
        self.body.addWidget(label(_NOTES.get(act, ""), "small", wrap=True))
        self._jump()
        self.yes.setEnabled(bool(self.able))
        if not self.able:
            self.yes.setToolTip("所选的申报现在都不能办")

    def record(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        return self.form.values()

    def accept(self) -> None:
        if not self.form.check_filled():
            return
        for need in ("channel", "result"):
            if need in self.form.fields:
                self._bench.settings.setValue(f"usual/{need}", self.form[need].value())
        super().accept()

    def _jump(self) -> None:
        """Begin in the first field that is still empty."""
        empty = (field for field in self.form.fields.values() if not field.value())
        first = next(empty, None)
        if first is not None and self.able:
            first.editor.setFocus()
        else:
            self.yes.setFocus()

    def _make_form(self, today: date) -> Form:
        form = Form(columns=2)
        for need in move(self.act).needs:
            if need == "paid_fen":
                continue
            day = need in ("starts_on", "paid_on")
            editor = DateField() if day else LineField(_HINTS.get(need, ""))
            caption = self._bench.wording.text("need", need)
            field = form.add(need, caption, editor, required=True)
            usual = self._bench.settings.value(f"usual/{need}", _USUAL.get(need, ""))
            field.set_value(today if day else usual or None)
        return form

    def _columns(self, reasons: bool) -> tuple[Column, ...]:
        verdict = Column("可否", _verdict, width=84, tone=lambda c: "done" if c.able else "fault")
        number = Column("受理编号", lambda c: c.number, width=116)
        if self.act == "pay":
            shown: tuple[Column, ...] = (
                Column("户名", lambda c: c.account_name, width=220, stretch=True),
                Column("开户行", lambda c: c.bank, width=190),
                Column("账号", lambda c: c.account, width=156),
            )
        else:
            shown = _NAME_AND_AWARD
        reason = (Column("原因", lambda c: c.reason, width=290),) if reasons else ()
        return (verdict, number, *shown, _MONEY, *reason)


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
        self.columns = (number, *_NAME_AND_AWARD, _MONEY)
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


def _verdict(candidate: Candidate) -> str:
    return "可以" if candidate.able else "不能"
