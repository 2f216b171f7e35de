"""A row of the board with all that is behind it: words, clause, figures, path, gaps, sources."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from ipdesk.domain.policy import Policy
from ipdesk.domain.reporting import Report, ReportState
from ipdesk.domain.target import Milestone, Row
from ipdesk.domain.task_record import Alarm
from ipdesk.services.targets import board
from ipdesk.services.targets.board import BoardPart, BoardRow, RowStory
from ipdesk.services.targets.common import span_text
from ipdesk.ui import row_words
from ipdesk.ui.bench import Bench
from ipdesk.ui.targets.scope import ALARM_TONES, LIGHT_TONES, STATE_TONES, Scope, may_enter
from ipdesk.ui.targets.story import story_card
from ipdesk.ui.targets.trend import TrendChart
from ipdesk.ui.widgets import (
    Card,
    Chip,
    Notice,
    QuoteBlock,
    clear,
    column,
    label,
    link,
    quiet,
    row,
    rule,
)

_FIRST_DOTS = 2
PROPOSED_TIP = "带“拟”的内容是本单位拟定的，文件原文没有写明"


class RowBeside(QScrollArea):
    """Filled from the board at once; the periods and sources follow from the store."""

    entry_asked = Signal(str)  # a row to be filled in
    task_asked = Signal(object)  # TaskLine
    trace_asked = Signal(object)  # Trace

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._scope: Scope | None = None
        self.shown: BoardRow | None = None
        self.story: RowStory | None = None
        self.setAccessibleName("所选一行的来龙去脉")
        holder = QWidget()
        holder.setProperty("kind", "page")
        self._all = column(gap=10, margins=(0, 0, 6, 2))
        holder.setLayout(self._all)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(holder)
        self._pause = QTimer(self, singleShot=True, interval=120)
        self._pause.timeout.connect(self._ask)

    def show_row(self, policy: Policy, scope: Scope, shown: BoardRow | None) -> None:
        """Another row, or the same read anew."""
        same = self.shown is not None and shown is not None and self.shown.id == shown.id
        place = self.verticalScrollBar().value() if same else 0
        self.verticalScrollBar().setValue(place)
        self.shown, self._scope, self.story = shown, scope, None
        clear(self._all)
        if shown is None:
            return
        about = next(each for each in policy.rows if each.id == shown.id)
        self._all.addWidget(self._words(policy, about, shown))
        if shown.missing:
            self._all.addWidget(self._missing(shown.missing))
        for part in (*shown.parts, *shown.beside):
            self._all.addWidget(_figures(part, shown, part in shown.beside))
        if shown.steps:
            self._all.addWidget(_steps(shown))
        if shown.task is not None:
            self._all.addWidget(self._task(shown))
        self._all.addWidget(_about_card(policy, about))
        self._all.addStretch(1)
        QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(place))
        self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.story is None:
            self._pause.start()

    def _ask(self) -> None:
        scope, shown = self._scope, self.shown
        if scope is None or shown is None or not (shown.parts or shown.beside or shown.steps):
            return
        if not self.isVisibleTo(self.window()):
            return  # asked for when it is seen
        run = self._bench.jobs.run
        run(
            board.row_story, self._take, None, scope.pack, shown.id, scope.year, key="targets/story"
        )

    def _take(self, story: RowStory) -> None:
        if self.shown is None or story.row.id != self.shown.id:
            return
        self.story = story
        card = story_card(self._bench, story, self.trace_asked.emit)
        self._all.insertWidget(self._all.count() - 2, card)

    def _words(self, policy: Policy, about: Row, shown: BoardRow) -> Card:
        card = Card(padding=14)
        words = self._bench.wording
        light = words.label("light", str(shown.light))
        verdict = Chip(shown.verdict_text.partition("（")[0], LIGHT_TONES[shown.light])
        verdict.setToolTip(light)
        chips = row(label(shown.id, "small"), Chip(row_words.kind(about), sign=False), verdict)
        if shown.proposed:
            chip = Chip("拟", "attention", sign=False)
            chip.setToolTip(PROPOSED_TIP)
            chips.addWidget(chip)
        chips.addStretch(1)
        card.body.addLayout(chips)
        if about.quote != shown.text:
            card.body.addWidget(label(shown.text, "heading", wrap=True, select=True))
        card.body.addWidget(QuoteBlock(about.quote))
        where = row(gap=6)
        where.addWidget(label(shown.clause_text, "small", wrap=True), 1)
        where.addWidget(link("看全文", lambda: self._open_clause(policy, about)))
        card.body.addLayout(where)
        if shown.parts or shown.steps:
            name = "填报这一项" if may_enter(self._bench) else "看填报"
            card.body.addLayout(
                row(quiet(name, lambda: self.entry_asked.emit(shown.id), icon="pencil"), None)
            )
        return card

    def _open_clause(self, policy: Policy, about: Row) -> None:
        mark = about.quote or policy.clause(about.clause).text
        self._bench.go("policies", (policy.id, about.clause, mark))

    def _missing(self, missing: tuple[Report, ...]) -> Notice:
        words = self._bench.wording
        said = []
        late = False
        for one in missing:
            state = words.label("reportstate", str(one.state))
            late = late or one.state is ReportState.OVERDUE
            due = f"，{one.due_on:%m月%d日}到期" if one.due_on else ""
            when = span_text(words, one.span)
            said.append(f"{when}缺“{one.subject.name}”：{one.department}（{state}{due}）")
        return Notice("\n".join(said), "fault" if late else "attention")

    def _task(self, shown: BoardRow) -> Card:
        card = Card("任务进展", padding=14)
        line = shown.task
        assert line is not None
        words, task = self._bench.wording, line.task
        chips = row(Chip(words.label("taskstate", str(task.state)), STATE_TONES[task.state]))
        if line.alarm is not Alarm.NONE:
            chips.addWidget(
                Chip(words.label("taskalarm", str(line.alarm)), ALARM_TONES[line.alarm])
            )
        due = f"时限 {task.due_on:%Y-%m-%d}" if task.due_on else ""
        chips.addWidget(label("　".join(part for part in (task.owner_name, due) if part), "small"))
        chips.addStretch(1)
        card.body.addLayout(chips)
        said = f"{line.log[-1].on:%Y-%m-%d}　{line.log[-1].text}" if line.log else "还没有进展记录"
        card.body.addWidget(label(said, "note", wrap=True))
        card.body.addLayout(row(link("到任务中登记", lambda: self.task_asked.emit(line)), None))
        return card


def _figures(part: BoardPart, shown: BoardRow, aside: bool) -> Card:
    line = part.line
    card = Card(line.measure, line.unit, padding=14)
    told = [("目标", line.goal), (f"基期 {line.base_year}", line.base)]
    told += [(f"本期 {line.period}", line.figure), ("差距", line.gap)]
    if line.share is not None:
        told.append(("完成率", f"{line.share * 100:.2f}%"))
    told.append(("情况", "同时记录，不作比较" if aside else line.verdict))
    for caption, text in told:
        if text:
            card.body.addLayout(_figure(caption.strip(), text))
    if len(part.trend) >= _FIRST_DOTS or part.path is not None:
        chart = TrendChart()
        chart.show_trend(part.trend, part.path, part.bound)
        card.body.addWidget(rule())
        card.body.addWidget(chart)
        card.body.addWidget(label(_legend(part), "small", wrap=True))
    if part.needed:
        card.body.addWidget(label(part.needed, "note", wrap=True))
    if line.note:
        card.body.addWidget(label(line.note, "small", wrap=True))
    return card


def _figure(caption: str, text: str) -> QHBoxLayout:
    """A caption at the left, its figure at the right; long words wrap."""
    one = row(label(caption, "small"), gap=8)
    role = "strong" if caption.startswith("本期") else ""
    told = label(text, role, wrap=True, select=True)
    told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    one.addWidget(told, 1)
    return one


def _legend(part: BoardPart) -> str:
    said = ["实线：各年实际"]
    if any(point.partial for point in part.trend):
        said.append("空心：当年部分时间")
    if part.path is not None:
        said.append("虚线：均衡进度")
    elif part.bound is not None:
        said.append("虚线：对照数")
    return "；".join(said)


def _steps(shown: BoardRow) -> Card:
    card = Card("步骤", padding=14)
    reached = shown.steps.index(shown.step) if shown.step in shown.steps else -1
    line = row(gap=8)
    for number, step in enumerate(shown.steps):
        if number:
            line.addWidget(label("→", "muted"))
        line.addWidget(Chip(step, "done" if number <= reached else "quiet"))
    line.addStretch(1)
    card.body.addLayout(line)
    return card


def _about_card(policy: Policy, shown: Row) -> Card:
    card = Card("这一项", padding=14)
    for caption, text in _about(policy, shown):
        if text:
            line = row(label(caption, "small"), gap=8)
            line.addWidget(label(text, "note", wrap=True, select=True), 1)
            card.body.addLayout(line)
    if not shown.quote:
        card.body.addWidget(QuoteBlock(policy.clause(shown.clause).text))
    return card


def _about(policy: Policy, shown: Row) -> tuple[tuple[str, str], ...]:
    steps = " → ".join(shown.steps) if isinstance(shown, Milestone) else ""
    return (
        ("目标", row_words.goal(shown)),
        ("步骤", steps),
        ("对照", row_words.compared(policy, shown)),
        ("责任单位", row_words.departments(shown)),
        ("时限", row_words.due(shown)),
        ("数据来源", shown.source),
        ("说明", shown.note),
    )
