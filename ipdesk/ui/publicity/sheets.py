"""The two sheets of the place: the pre-check with its one confirmation, and the 公示 list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ipdesk.domain.money import figures
from ipdesk.domain.stages import move
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.publicity.batch import Candidate
from ipdesk.ui.widgets import DateField, Form, LineField, label, link, row
from ipdesk.ui.widgets.ask import Sheet

_WIDTH = 900
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
        self.setMinimumWidth(_WIDTH)
        self.form = self._make_form(today)
        total = sum(c.amount_fen for c in self.able)
        unable = len(candidates) - len(self.able)
        said = f"可办 {len(self.able)} 件，合计 {figures(total)} 元"
        said += f"；不能办 {unable} 件，原因见下表，这次不会动它们" if unable else ""
        self.summary = label(said, "" if self.able else "muted", wrap=True)
        self.table = self._make_table(candidates)
        if self.able:
            self.body.addWidget(self.form)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.table)
        self.body.addWidget(label(_NOTES.get(act, ""), "small", wrap=True))
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

    def _make_table(self, candidates: Sequence[Candidate]) -> QTableWidget:
        pays = self.act == "pay"
        titles = ["能否办理", "受理编号", "申报主体", "收款账户" if pays else "事项", "金额（元）"]
        rows = []
        for c in sorted(candidates, key=lambda c: c.able):
            sign = "✓ 可以" if c.able else f"× {c.reason}"
            rows.append([sign, c.number, c.applicant, c.payee if pays else c.award, c.amount_fen])
        table = plain_table(titles, rows)
        look = theme.current()
        for line, c in enumerate(sorted(candidates, key=lambda c: c.able)):
            verdict = table.item(line, 0)
            if verdict is not None:
                verdict.setForeground(look.colour("done" if c.able else "fault"))
                verdict.setToolTip(c.reason)
        table.setColumnWidth(0, 96 if len(self.able) == len(candidates) else 250)
        return table


class PublicList(Sheet):
    """公示名单: name, award and amount, and nothing else of anybody."""

    def __init__(self, bench: Bench, title: str, candidates: Sequence[Candidate]) -> None:
        super().__init__(bench.messages.window, title, "知道了")
        self._bench = bench
        self.no.hide()
        self.setMinimumWidth(_WIDTH)
        rows: list[list[Any]] = [
            [str(number), c.applicant, c.award, c.amount_fen]
            for number, c in enumerate(candidates, start=1)
        ]
        self.titles = ["序号", "申报主体", "事项", "金额（元）"]
        self.rows = rows
        self.table = plain_table(self.titles, rows)
        self.table.setColumnWidth(0, 56)
        total = sum(c.amount_fen for c in candidates)
        self.total = label(f"共 {len(rows)} 件，合计 {figures(total)} 元", "strong")
        self.body.addWidget(label("只列名称、事项和金额，不含证件号、电话和账号。", "small"))
        self.body.addWidget(self.table)
        self.body.addLayout(row(self.total, None, link("复制名单", self.copy)))

    def copy(self) -> None:
        """Put the list on the clipboard as a block for Excel or Word."""
        lines = [self.titles, *([*line[:-1], figures(line[-1])] for line in self.rows)]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))
        self._bench.say(f"已复制 {len(self.rows)} 件，可粘贴到表格或文档")


def plain_table(titles: Sequence[str], rows: Sequence[Sequence[Any]]) -> QTableWidget:
    """A short list that is read and not worked in; fen in the last column."""
    table = QTableWidget(len(rows), len(titles))
    table.setHorizontalHeaderLabels(list(titles))
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setWordWrap(True)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    table.setFont(theme.current().font("table"))
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for line, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            item = QTableWidgetItem(figures(cell) if isinstance(cell, int) else cell)
            if isinstance(cell, int):
                item.setTextAlignment(right)
            table.setItem(line, place, item)
    last = len(titles) - 1
    head = QTableWidgetItem(titles[last])
    head.setTextAlignment(right)
    table.setHorizontalHeaderItem(last, head)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    header.setSectionResizeMode(last - 1, QHeaderView.ResizeMode.Stretch)
    for place, width in enumerate((90, 120, 230, 240, 120)[-len(titles) :]):
        table.setColumnWidth(place, width)
    if len(titles) == 4:
        table.setColumnWidth(1, 300)
    table.resizeRowsToContents()
    height = min(360, 44 + sum(max(34, table.rowHeight(n)) for n in range(len(rows))))
    table.setMinimumHeight(max(120, height))
    return table
