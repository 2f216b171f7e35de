"""核对: every number of the text with what answers for it, and every case with its outcome."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ipdesk.domain.listing import Kind
from ipdesk.domain.policy import Policy
from ipdesk.services.pack_check import CaseRow, MentionRow, PackReport, check_policy
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import Card, Chip, Column, column, label, quiet
from ipdesk.ui.widgets.fixed_list import FixedList
from ipdesk.ui.widgets.list_desk import ListTools
from ipdesk.ui.widgets.room import Pages
from ipdesk.ui.widgets.segments import Segments
from ipdesk.ui.widgets.wrapping import Wrapping


def _state(entry: MentionRow) -> str:
    if entry.missing:
        return "没有着落"
    return "有规则" if entry.covered_by else "不作规则"


def _tone(entry: MentionRow) -> str:
    if entry.missing:
        return "fault"
    return "done" if entry.covered_by else "quiet"


MENTIONS = (
    Column("结果", _state, width=104, tone=_tone),
    Column("原文数字", lambda m: m.text, width=138),
    Column("类别", lambda m: m.sort, width=60, kind=Kind.CHOICE),
    Column("位置", lambda m: m.place, width=124, rank=lambda m: m.id),
    Column("前后文", lambda m: m.around, width=210, stretch=2),
    Column("对应的规则，或不作规则的原因", lambda m: m.covered_by or m.written_off, width=250,
           stretch=3),
)  # fmt: skip
CASES = (
    Column("结果", lambda c: "相符" if c.passed else "不符", width=92,
           tone=lambda c: "done" if c.passed else "fault"),
    Column("位置", lambda c: c.place, width=124, rank=lambda c: c.id),
    Column("案例", lambda c: c.name, width=330, stretch=3),
    Column("应得的结果", lambda c: c.expected, width=230, stretch=2),
    Column("哪里不符", lambda c: c.differs, width=130, stretch=1),
)  # fmt: skip


class CheckingView(QWidget):
    """The report of the policy shown, worked out off the window's thread."""

    wanted = Signal(str, str)  # a clause and words to show in the text

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._bench = bench
        self._policy: Policy | None = None
        self.report: PackReport | None = None
        self.verdict = Chip()
        self.said = label("", "muted")
        self.parts = Segments([("mentions", "数字"), ("cases", "案例")])
        self.again = quiet("重新核对", self.check, icon="refresh-cw")
        self.mentions = FixedList(
            bench, "mentions", "正文里的数字", MENTIONS, ListTools("正文里的数字")
        )
        self.cases = FixedList(bench, "cases", "案例", CASES, ListTools("案例"))
        self._stack = Pages()
        self._stack.addWidget(self.mentions)
        self._stack.addWidget(self.cases)
        self.detail = label("", "muted", wrap=True, select=True)
        self.parts.chosen.connect(self._show_part)
        self.mentions.chosen.connect(self._show_mention)
        self.mentions.opened.connect(self._go)
        self.cases.chosen.connect(self._show_case)
        card = Card(padding=0)
        card.body.addWidget(self._stack)
        told = (self.parts, self.verdict, self.said)
        head = Wrapping(*told, self.again, gap=12, right=(self.again,))
        whole = column(head, gap=10)
        whole.addWidget(card, 1)
        whole.addWidget(self.detail)
        self.setLayout(whole)

    def show_policy(self, policy: Policy) -> None:
        """Check another policy; one that was checked already is not checked again."""
        if policy is not self._policy:
            self._policy = policy
            self.check()

    def check(self) -> None:
        if self._policy is None:
            return
        self.verdict.show_state("正在核对…", "accent")
        self.said.setText("")
        self.again.setEnabled(False)
        jobs, words = self._bench.jobs, self._bench.wording
        jobs.aside(check_policy, self._show, self._failed, self._policy, words)

    def _show(self, report: PackReport) -> None:
        self.again.setEnabled(True)
        if report.policy is not self._policy:
            return
        self.report = report
        missing, failed = len(report.uncovered), len(report.failed)
        self.verdict.show_state(
            "核对通过" if report.sound else "核对没有通过", "done" if report.sound else "fault"
        )
        off = sum(bool(entry.written_off) for entry in report.mentions)
        self.said.setText(
            f"数字 {len(report.mentions)} 处，不作规则 {off} 处，没有着落 {missing} 处；"
            f"案例 {len(report.cases)} 个，不符 {failed} 个"
        )
        self.parts.show_counts({"mentions": len(report.mentions), "cases": len(report.cases)})
        # What needs a hand comes first.
        self.mentions.show_records(sorted(report.mentions, key=lambda m: not m.missing))
        self.cases.show_records(sorted(report.cases, key=lambda case: case.passed))
        self._show_part(self.parts.value())

    def _failed(self, error: Exception) -> None:
        self.again.setEnabled(True)
        self.verdict.show_state("没有核对成", "fault")
        self._bench.messages.complain(error)

    def _show_part(self, name: str) -> None:
        shown = self.mentions if name == "mentions" else self.cases
        self._stack.setCurrentWidget(shown)
        current: Any = shown.current()
        (self._show_mention if name == "mentions" else self._show_case)(current)

    def _show_mention(self, entry: MentionRow | None) -> None:
        if entry is not None:
            self.detail.setText(f"…{entry.around}…　按回车或双击，看它在原文中的位置")

    def _show_case(self, case: CaseRow | None) -> None:
        if case is not None:
            told = f"{case.name}　应得：{case.expected}"
            self.detail.setText(f"{told}　不符：{case.differs}" if case.differs else told)

    def _go(self, entry: MentionRow) -> None:
        self.wanted.emit(entry.clause, entry.text)
