"""The right column: the chosen proposal as a form, why it is sure or not, its cases, its 口径."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ipdesk.services.policy_drafts import CaseView, ReadingView
from ipdesk.services.policy_drafts import FormField as Asked
from ipdesk.ui.drafting.cases import CaseCard
from ipdesk.ui.drafting.form import PartForm
from ipdesk.ui.drafting.points import PointCard
from ipdesk.ui.drafting.showing import Thing
from ipdesk.ui.widgets import (
    Card,
    Chip,
    EmptyState,
    Notice,
    clear,
    column,
    ghost,
    label,
    quiet,
    row,
)

STATES = {
    "proposed": ("待确认", "attention"),
    "confirmed": ("已确认", "done"),
    "written-off": ("已注销", "quiet"),
    "unread": ("未读懂", "fault"),
}
_KINDS = {
    "head": "政策文件",
    "proposal": "奖补事项",
    "row": "目标任务",
    "answer": "不作规则的数字",
    "unread": "没有读懂的数字",
}
_ABOUT_ANSWER = "这个数字不作奖补规则，理由如下。认为应当作规则的，取消注销后新建条目。"
_ABOUT_UNREAD = "这个数字没有读懂。写的是奖补的，用它新建条目（N）；不是的，注销并写明理由（X）。"


class PartColumn(QScrollArea):
    """Shows one thing of the draft; what is typed and pressed is told, not done."""

    splitting = Signal()
    joining = Signal()
    dropping = Signal()
    adding = Signal()
    reopening = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("所选条目")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.thing: Thing | None = None
        self.kind = label("", "small")
        self.name = label("", "heading", wrap=True)
        self.chip = Chip()
        self.why = Notice()
        self.sure = label("", "note", "done", wrap=True)
        self.form = PartForm()
        self.cases = CaseCard()
        self.points = PointCard()
        self.empty = EmptyState(
            "circle-check", "这里没有条目", "换一个筛选，或者在左边点一个数字。"
        )
        self.tools = row(gap=2)
        self.make = quiet("用它新建条目", self.adding.emit, icon="plus")
        self.off = quiet("注销，写明理由…", self.dropping.emit, icon="x")
        self._answers = QWidget()
        self._answers.setProperty("kind", "clear")
        self._answers.setLayout(row(self.make, self.off, None))
        self.about = Card(padding=14)
        head = row(self.kind, self.chip, None, self.tools, gap=8)
        for part in (self.name, self.why, self.sure, self._answers, self.form):
            self.about.body.addWidget(part)
        self.about.body.insertLayout(0, head)
        inside = QWidget()
        inside.setProperty("kind", "page")
        whole = column(
            self.about, self.cases, self.points, self.empty, gap=10, margins=(0, 0, 8, 0)
        )
        whole.addStretch(1)
        inside.setLayout(whole)
        self.setWidget(inside)
        self._tools_of: tuple[object, ...] = ()
        self.before: QWidget | None = None  # what Tab comes from
        # What is shown is made anew, and where it lies is known when it has been laid out.
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._chain)
        self.form.arranged.connect(self._settle.start)

    def show_thing(self, thing: Thing | None, asked: Sequence[Asked], writable: bool) -> None:
        """Show another entry: its form, and why it is sure or not."""
        self.thing = thing
        self.about.setVisible(thing is not None)
        self.empty.setVisible(thing is None)
        if thing is None:
            self.cases.hide()
            self.points.hide()
            return
        self.tell(thing, writable)
        self.form.show_fields(asked, writable)
        self.form.setVisible(bool(asked))
        self.verticalScrollBar().setValue(0)

    def tell(self, thing: Thing, writable: bool) -> None:
        """Everything but the fields: name, state, reasons, what can be done."""
        self.thing = thing
        part = thing.part
        kind = part.key.kind if part is not None else "unread"
        self.kind.setText(_KINDS[kind])
        self.chip.show_state(*STATES[thing.state])
        title = part.title if part is not None else (thing.unread.text if thing.unread else "")
        self.name.setText(title)
        self.name.setVisible(kind != "proposal")  # there the name is a field of the form
        self._tell_why(thing)
        self._offer(thing, writable)

    def show_checked(
        self,
        cases: Sequence[CaseView] | None,
        points: Sequence[ReadingView],
        writable: bool,
    ) -> None:
        """What the check says of the entry; None: it is still being worked out."""
        of_award = self.thing is not None and self.thing.name.startswith("proposal:")
        if of_award and self.thing is not None and self.thing.state != "written-off":
            part = self.thing.part
            self.cases.show_cases(cases, writable, part.title if part is not None else "")
            self.points.show_points(points, writable)
        else:
            self.cases.hide()
            self.points.hide()
        self._settle.start()

    def _chain(self) -> None:
        """Tab goes down the column as it is seen, whatever was made first."""
        inside = self.widget()
        reached = [
            part
            for part in inside.findChildren(QWidget)
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isVisibleTo(inside)
        ]
        spots = [part.mapTo(inside, QPoint(0, 0)) for part in reached]
        ordered = sorted(zip(spots, reached, strict=True), key=lambda at: (at[0].y(), at[0].x()))
        previous = self.before
        for _, part in ordered:
            if previous is not None:
                QWidget.setTabOrder(previous, part)
            previous = part

    def _tell_why(self, thing: Thing) -> None:
        part = thing.part
        self.sure.hide()
        if part is None:
            self.why.tell(_ABOUT_UNREAD, "fault")
        elif part.state == "written-off":
            said = _ABOUT_ANSWER if part.key.kind == "answer" else "已注销，不写进政策包。"
            self.why.tell(f"{said}\n理由：{part.reason}" if part.reason else said, "accent")
        elif part.open and part.reasons:
            sure = {"high": "有把握，只请留意：", "middle": "请留意：", "low": "没有把握："}
            tone = "accent" if part.sure == "high" else "attention"
            self.why.tell(sure.get(part.sure, "") + "；".join(part.reasons) + "。", tone)
        else:
            self.why.tell("")
            when = f"{part.by} 于 {part.at:%Y-%m-%d %H:%M} 确认" if part.at is not None else ""
            certain = part.open and part.key.kind == "proposal"
            self._tell_sure("有把握，请对照原文里亮着的句子。" if certain else when)

    def _tell_sure(self, text: str) -> None:
        self.sure.setText(f"✓ {text}")
        self.sure.setVisible(bool(text))

    def _offer(self, thing: Thing, writable: bool) -> None:
        kind = thing.part.key.kind if thing.part is not None else "unread"
        self._answers.setVisible(kind == "unread")
        self._answers.setEnabled(writable)
        state = (kind, thing.state, writable)
        if state == self._tools_of:
            return
        self._tools_of = state
        clear(self.tools)
        for icon, tip, slot in self._acts(kind, thing.state) if writable else ():
            self.tools.addWidget(ghost(icon, tip, slot.emit))

    def _acts(self, kind: str, state: str) -> list[tuple[str, str, SignalInstance]]:
        back = [("rotate-cw", "取消（重新待确认）", self.reopening)]
        if state == "written-off":
            return back
        acts = [("x", "注销，写明理由（X）", self.dropping)]
        if kind == "unread":
            return []
        if kind == "proposal":
            acts = [
                ("split", "拆成两条（S）", self.splitting),
                ("merge", "与另一条合并（J）", self.joining),
                *acts,
            ]
        if kind == "head":
            acts = []
        return (back if state == "confirmed" else []) + acts
