"""The dry run on the screen: columns above, rows at the left, the row's questions at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from ipdesk.domain.importing import PlannedRow, RowState
from ipdesk.services.imports.layout import NO_HEADER
from ipdesk.services.imports.taking import Layout, Plan
from ipdesk.ui import theme
from ipdesk.ui.imports.beside import RowCard
from ipdesk.ui.imports.columns import ColumnsBox
from ipdesk.ui.imports.rows import RowsView
from ipdesk.ui.widgets import (
    Card,
    ChoiceField,
    Notice,
    column,
    label,
    link,
    primary,
    quiet,
    row,
)
from ipdesk.ui.widgets.base import set_property
from ipdesk.ui.widgets.elided import Elided
from ipdesk.ui.widgets.segments import Segments
from ipdesk.ui.widgets.split import Split
from ipdesk.ui.widgets.wrapping import Wrapping
from ipdesk.wording import Wording

_PARTS: tuple[tuple[str, str], ...] = (
    ("all", "全部"),
    ("problem", "有问题"),
    ("decide", "待确认"),
    ("ok", "可导入"),
    ("duplicate", "已有"),
    ("skipped", "不导入"),
)
_TABLE, _BESIDE, _LEAST_TABLE = 800, 320, 420  # pixels for letters of the usual size
_HEADER_ROWS = 20


class CheckPart(QWidget):
    """Shows a plan; every wish of the clerk leaves as a signal and comes back as a new plan."""

    sheet_chosen = Signal(str)
    header_chosen = Signal(int)
    mapped = Signal(object)
    answered = Signal(object)  # dict of group → option
    taken = Signal()
    stopped = Signal()
    left = Signal()
    returned_asked = Signal()

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._plan: Plan | None = None
        self._fresh = True  # the columns are shown until they are all found
        self.title = Elided("")
        set_property(self.title, "role", "title")
        self.sheets = ChoiceField()
        self.sheets.setAccessibleName("工作表")
        self.header = ChoiceField()
        self.header.setAccessibleName("表头所在行")
        self.columns = ColumnsBox()
        self.fold = link("列对应", self._fold)
        self.said = label("", "small", wrap=True)
        self.notice = Notice("", "attention")
        self.parts = Segments(_PARTS)
        self.rows = RowsView(wording)
        self.beside = RowCard(wording)
        theme.current().hold(self.beside, least=_BESIDE)
        self.next_open = quiet("下一处问题", self.jump_on, hint="F8")
        self.skip_all = quiet("有问题的行都不导入", self._skip_all)
        self.returned = quiet("导出问题行…", self.returned_asked.emit, icon="download")
        self.take = primary("导入", self.taken.emit, hint="Ctrl+Enter")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.working = label("", "muted")
        self.stop = quiet("停止", self.stopped.emit)
        self._lay_out()
        self.sheets.edited.connect(lambda: self.sheet_chosen.emit(self.sheets.value()))
        self.header.edited.connect(lambda: self.header_chosen.emit(self.header.value()))
        self.columns.changed.connect(self.mapped)
        self.parts.chosen.connect(lambda _: self._show_rows())
        self.rows.row_chosen.connect(self._show_row)
        self.beside.answered.connect(lambda group, option: self.answered.emit({group: option}))
        self.rest()

    def show_file(self, name: str, kind: str, sheets: list[tuple[str, str]], chosen: str) -> None:
        """A file was read: its name, and its sheets to choose from."""
        self.title.setText(f"导入{kind} · {name}")
        self.sheets.set_choices(sheets)
        self.sheets.set_value(chosen)
        self.sheets.setVisible(len(sheets) > 1)
        self._fresh = True
        self._plan = None
        self.parts.choose("all")

    def show_plan(self, plan: Plan, layout: Layout) -> None:
        """Show what the import would do now."""
        self._plan = plan
        lines = min(len(plan.request.cells.rows), _HEADER_ROWS)
        heads = [(n, f"表头在第 {n + 1} 行") for n in range(lines)]
        self.header.set_choices([*heads, (NO_HEADER, "没有表头")])
        self.header.set_value(layout.header)
        self.columns.show_layout(plan.kind, layout)
        if plan.missing:
            self.columns.show()
        elif self._fresh:
            self.columns.hide()
        self._fresh = False
        self._name_fold(len(layout.mapping), len(plan.kind.fields))
        self._show_notice(plan, layout)
        counts = plan.counts
        shown = {str(state): count for state, count in counts.items()}
        self.parts.show_counts({**shown, "all": len(plan.rows)})
        self.skip_all.setVisible(counts[RowState.PROBLEM] > 0)
        self.next_open.setVisible(plan.undecided > 0)
        handed = plan.undecided + counts[RowState.SKIPPED]
        self.returned.setVisible(handed > 0)
        self.take.setText(f"导入 {counts[RowState.OK]:,} 行")
        self.take.setEnabled(plan.ready)
        self.take.setToolTip("" if plan.ready else self._why_not(plan))
        self.said.setText(self._why_not(plan))
        self._show_rows()

    def work(self, text: str) -> None:
        """Something long is under way; it can be stopped."""
        self.bar.setMaximum(0)
        self.working.setText(text)
        for part in (self.bar, self.working, self.stop):
            part.show()
        self.take.setEnabled(False)

    def step(self, done: int, whole: int) -> None:
        self.bar.setMaximum(whole)
        self.bar.setValue(done)
        self.working.setText(f"{done:,}／{whole:,} 行")

    def rest(self) -> None:
        for part in (self.bar, self.working, self.stop):
            part.hide()
        self.take.setEnabled(self._plan is not None and self._plan.ready)

    def jump_on(self) -> None:
        """To the next row that waits for something, from the row under the cursor on."""
        if self._plan is None:
            return
        now = self.rows.records.row(self.rows.currentIndex().row())
        line = now.line if now is not None else 0
        waiting = [r for r in self._plan.rows if r.state in (RowState.PROBLEM, RowState.DECIDE)]
        after = [r for r in waiting if r.line > line] or waiting
        if after:
            if self.rows.records.place_of(after[0].line) < 0:
                self.parts.choose("all")
            first = next(iter(after[0].open))
            self.rows.jump(after[0].line, first.field)

    def _show_notice(self, plan: Plan, layout: Layout) -> None:
        if plan.before is not None:
            text = (
                f"这个文件已由{plan.before.operator}在 {plan.before.at:%Y-%m-%d %H:%M} 导入过"
                f"（第 {plan.before.id} 次，{plan.before.added:,} 行），已有的行不会再导入。"
            )
            self.notice.tell(text, "attention")
        elif plan.missing:
            labels = "、".join(each.label for each in plan.missing)
            self.notice.tell(f"没有找到这几列：{labels}。请在上面为它们选择表中的列。", "fault")
        else:
            text = "列对应沿用上次同样表头的选择。" if layout.remembered else ""
            self.notice.tell(text, "accent")

    def _why_not(self, plan: Plan) -> str:
        counts = plan.counts
        if plan.missing:
            return "先为必填的列选择表中的列"
        if plan.undecided:
            return f"还有 {plan.undecided:,} 行没有确认，全部确认以后才会写入"
        if not counts[RowState.OK]:
            return "没有新增内容，什么也不会写入"
        return "逐行核对完毕，可以导入；导入后可整批撤销"

    def _show_rows(self) -> None:
        name = self.parts.value()
        states = () if name == "all" else (RowState(name),)
        self.rows.show_plan(self._plan, states)

    def _show_row(self, chosen: PlannedRow | None) -> None:
        self.beside.show_row(self._plan, chosen)

    def _skip_all(self) -> None:
        if self._plan is not None:
            wrong = [r for r in self._plan.rows if r.state is RowState.PROBLEM]
            self.answered.emit({f"row:{one.line}": "skip" for one in wrong})

    def _fold(self) -> None:
        self.columns.setVisible(self.columns.isHidden())
        if self._plan is not None:
            layout = self._plan.request.layout
            self._name_fold(len(layout.mapping), len(self._plan.kind.fields))

    def _name_fold(self, found: int, whole: int) -> None:
        way = "展开" if self.columns.isHidden() else "收起"
        self.fold.setText(f"列对应 {found}／{whole}，{way}")

    def _lay_out(self) -> None:
        back = quiet("重新选择文件", self.left.emit, icon="chevron-left")
        chosen = (self.sheets, self.header, self.fold)
        head = Wrapping(back, self.title, *chosen, gap=10, right=chosen)
        table = Card(padding=0)
        table.body.addWidget(self.rows, 1)
        shares, needed = (_TABLE, _BESIDE), (_LEAST_TABLE, _BESIDE)
        middle = Split(table, self.beside, shares=shares, grows=(1, 0), beside=needed)
        acts = (self.next_open, self.skip_all, self.returned)
        tools = Wrapping(self.parts, *acts, gap=8, right=acts)
        foot = row(gap=10)
        foot.addWidget(self.said, 1)
        for part in (self.bar, self.working, self.stop, self.take):
            foot.addWidget(part)
        whole = column(head, self.columns, self.notice, tools, gap=10)
        whole.addWidget(middle, 1)
        whole.addLayout(foot)
        self.setLayout(whole)
