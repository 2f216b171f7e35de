"""并入: what a merge of two records would do, seen before it is done."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QWidget

from ipdesk.domain.money import figures
from ipdesk.services import merging
from ipdesk.services.merging import MergePlan
from ipdesk.services.office import Changes
from ipdesk.ui.bench import Bench
from ipdesk.ui.permit import CLERKS, Permit
from ipdesk.ui.widgets import (
    ChoiceField,
    NoteField,
    Notice,
    clear,
    column,
    label,
    primary,
    quiet,
    row,
)

_WIDE, _HIGH = 780, 640


class MergeSheet(QDialog):
    """Which record stays, what comes along, what changes by it, what stands against it."""

    merged = Signal(int)  # the record that stands for both

    def __init__(self, bench: Bench, one: tuple[int, str], other: tuple[int, str]) -> None:
        super().__init__(bench.messages.window)
        self._bench = bench
        self._pair = (one, other)
        self.plan: MergePlan | None = None
        self.setProperty("kind", "sheet")
        self.setWindowTitle("并入")
        self.stays = ChoiceField([one, other])
        self.stays.setAccessibleName("保留哪一户")
        self.stays.edited.connect(self._try)
        self.notice = Notice()
        inside = QWidget()
        inside.setProperty("kind", "clear")
        self._lines = column(gap=8)
        inside.setLayout(self._lines)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        self.reason = NoteField("凭什么认定是同一主体", lines=2)
        self.reason.setAccessibleName("理由")
        self.yes = primary("并入", self._merge)
        Permit(bench, CLERKS, self.yes)
        whole = column(label("把两户并成一户", "title"), gap=12, margins=(24, 18, 24, 18))
        which = row(label("保留", "field"))
        which.addWidget(self.stays, 1)
        whole.addLayout(which)
        whole.addWidget(self.notice)
        whole.addWidget(area, 1)
        whole.addWidget(self.reason)
        whole.addLayout(row(None, quiet("取消", self.reject), self.yes))
        self.setLayout(whole)
        behind: QWidget | None = bench.messages.window
        size = (behind.width() - 60, behind.height() - 60) if behind else (_WIDE, _HIGH)
        self.resize(min(_WIDE, size[0]), min(_HIGH, size[1]))
        self._try()

    def texts(self) -> list[str]:
        """What the sheet says of the plan."""
        return list(_told(self.plan)) if self.plan is not None else []

    def _chosen(self) -> tuple[int, int]:
        """Source and target, as chosen."""
        stays = self.stays.value()
        (goes,) = (number for number, _ in self._pair if number != stays)
        return goes, stays

    def _try(self) -> None:
        self.yes.setEnabled(False)
        work = self._chosen()
        self._bench.jobs.run(merging.plan_merge, self._planned, self._refused, *work, key="merge")

    def _planned(self, plan: MergePlan) -> None:
        self.plan = plan
        clear(self._lines)
        if plan.stops:
            said = "不能并入：下面已决定的结果不能同在一户名下。"
            self.notice.tell(said + "先对其中一笔办理更正或撤销，再来并入。", "fault")
        elif plan.affected:
            self.notice.tell("可以并入；有在办申报的金额会随之改变，请先看清。", "attention")
        else:
            self.notice.tell("可以并入，没有申报的金额因此改变。并入后未再办理前可以撤回。", "done")
        for text in _told(plan):
            self._lines.addWidget(label(text, wrap=True, select=True))
        self._lines.addStretch(1)
        self.yes.setEnabled(not plan.stops)

    def _merge(self) -> None:
        if not self.reason.value():
            self.notice.tell("请先写明凭什么认定是同一主体。", "fault")
            self.reason.setFocus()
            return
        self.yes.setEnabled(False)
        work = (self._bench.actor, *self._chosen(), self.reason.value())
        self._bench.jobs.run(merging.merge_applicants, self._done, self._refused, *work)

    def _done(self, changes: Changes) -> None:
        self._bench.announce(changes)
        self._bench.say("两户已并成一户")
        self.accept()
        self.merged.emit(self._chosen()[1])

    def _refused(self, error: Exception) -> None:
        self.yes.setEnabled(self.plan is not None and not self.plan.stops)
        self.notice.tell(self._bench.messages.text_of(error), "fault")


def _told(plan: MergePlan) -> Iterator[str]:
    """The plan in sentences."""
    for stop in plan.stops:
        yield f"× {stop.text}"
    yield f"“{plan.source.name}”并入“{plan.target.name}”，原编号打开时显示并入后的这一户。"
    moved = [f"申报 {plan.claims} 件"]
    moved += [f"历史导入 {plan.history} 笔"] if plan.history else []
    moved += [f"档案材料 {plan.documents} 份"] if plan.documents else []
    yield "带过来：" + "，".join(moved)
    if plan.former_name:
        yield f"记入曾用名：{plan.former_name}"
    if plan.filled:
        yield "补上原来空着的：" + "，".join(f"{name} {value}" for name, value in plan.filled)
    for name, left, right in plan.differing:
        yield f"{name}不同：以“{right}”为准（被并入的一户是“{left}”）"
    for one in plan.affected:
        old, new = figures(one.old_fen), figures(one.new_fen)
        yield f"! {one.number or '草稿'} {one.award}：试算 {old} 元变为 {new} 元"
