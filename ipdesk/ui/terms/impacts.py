"""影响名单: the claims whose result changes, before anything is changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ipdesk.domain.listing import Kind
from ipdesk.domain.money import figures
from ipdesk.services.impact import Impact, Impacts, Outcome
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import Card, Column, Form, LineField, column, label, row
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.fixed_list import FixedList
from ipdesk.ui.widgets.list_desk import ListTools
from ipdesk.ui.widgets.segments import Segments


class ImpactTable(QWidget):
    """Open claims that change, and decided ones that would have come out otherwise."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._words = bench.wording
        self._impacts: Impacts | None = None
        self.parts = Segments([("changed", "未决"), ("decided", "已决定")])
        self.said = label("", "muted", wrap=True)
        self.list = FixedList(bench, "impacts", "影响名单", self._columns(), ListTools("影响名单"))
        self.list.setMinimumHeight(theme.current().px(112))
        self.why = label("", "muted", wrap=True, select=True)
        self.parts.chosen.connect(lambda _: self._fill())
        self.list.chosen.connect(self._tell)
        self._card = card = Card(padding=0)
        card.body.addWidget(self.list)
        head = row(self.parts, gap=12)
        head.addWidget(self.said, 1)
        whole = column(head, gap=8)
        whole.addWidget(card, 1)
        whole.addWidget(self.why)
        whole.addStretch(0)
        self.setLayout(whole)

    def show_impacts(self, impacts: Impacts) -> None:
        self._impacts = impacts
        counts = {"changed": len(impacts.changed), "decided": len(impacts.decided)}
        self.parts.show_counts(counts)
        self._fill()

    def _fill(self) -> None:
        impacts = self._impacts
        if impacts is None:
            return
        if self.parts.value() == "changed":
            rest = impacts.open_count - len(impacts.changed)
            self.said.setText(f"未决申报 {impacts.open_count} 件，其中 {rest} 件结果不变")
            self._show(impacts.changed)
        else:
            self.said.setText("只供了解：已决定的申报不会改变，仍按当时的版本和口径解释")
            self._show(impacts.decided)

    def _show(self, found: Sequence[Impact]) -> None:
        self.list.show_records(found)
        self._card.setVisible(bool(found))  # a line says that there is none, not an empty grid

    def _tell(self, entry: Impact | None) -> None:
        self.why.setText(f"{entry.number or '草稿'}：{entry.why}" if entry else "没有申报受影响")

    def _columns(self) -> tuple[Column, ...]:
        stage = self._words.label
        return (
            Column("申报编号", lambda i: i.number or "草稿", width=122),
            Column("申报主体", lambda i: i.applicant, width=180, stretch=2),
            Column("环节", lambda i: stage("stage", i.stage), width=92, kind=Kind.CHOICE),
            Column(
                "现在",
                lambda i: self._outcome(i.old),
                width=120,
                align="right",
                rank=lambda i: i.old.amount_fen or 0,
            ),
            Column(
                "换用后",
                lambda i: self._outcome(i.new),
                width=120,
                align="right",
                rank=lambda i: i.new.amount_fen or 0,
            ),
            Column("原因", lambda i: i.why, width=240, stretch=3, kind=Kind.CHOICE),
        )

    def _outcome(self, outcome: Outcome) -> str:
        if outcome.amount_fen:
            return figures(outcome.amount_fen)
        return self._words.label("verdict", outcome.verdict) if outcome.verdict else "待补内容"


class RebaseSheet(Sheet):
    """Asks whether the open claims go over to what is in use now, and why."""

    def __init__(self, bench: Bench, impacts: Impacts) -> None:
        super().__init__(
            bench.messages.window, "未决申报换用新版本和新口径", f"换用 {impacts.open_count} 件"
        )
        self.setMinimumSize(1000, 540)
        self.no.setText("以后再说")
        self.table = ImpactTable(bench)
        self.table.show_impacts(impacts)
        self.form = Form()
        hint = LineField("如：政策已修订；局务会纪要文号")
        self.form.add("reason", "换用理由", hint, required=True)
        said = "金额有变的，已完成初审的须退回重新核定。每件申报都记下换用的人、时间和理由。"
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.form)
        self.body.addWidget(label(said, "small", wrap=True))

    def reason(self) -> str:
        return str(self.form["reason"].value() or "")

    def accept(self) -> None:
        if self.form.check_filled():
            super().accept()
