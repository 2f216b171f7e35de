"""看板: every row of a policy with target, baseline, this period, gap, trend and light."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ipdesk.domain.attainment import Light
from ipdesk.domain.policy import Policy
from ipdesk.services.targets import board
from ipdesk.services.targets.board import Board
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.targets.beside import RowBeside
from ipdesk.ui.targets.board_list import BoardLine, BoardList, lines_of
from ipdesk.ui.targets.scope import Scope
from ipdesk.ui.widgets import Card, Notice, column, label
from ipdesk.ui.widgets.base import clearable
from ipdesk.ui.widgets.list_above import Controls
from ipdesk.ui.widgets.segments import Segments
from ipdesk.ui.widgets.split import Split
from ipdesk.ui.widgets.wrapping import Wrapping

_PAUSE_MS = 120
_BESIDE = 270
_LIST = 560  # narrower, its words are cut: what is beside it goes below
_NAMED = 3  # departments told by name; all of them stand in the tip
_LIGHTS = (
    ("", "全部"),
    (str(Light.FAULT), "落后"),
    (str(Light.ATTENTION), "关注"),
    (str(Light.GOOD), "正常"),
    (str(Light.NONE), "其他"),
)
_MISSING = "missing"


class BoardView(QWidget):
    """The list at the left, the row under the cursor with its story at the right."""

    read = Signal(object)  # Board

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.board: Board | None = None
        self._scope: Scope | None = None
        self._wanted = ""
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("指标、任务、单位")
        clearable(self.filter)
        self.filter.setAccessibleName("在看板中查找")
        self.lights = Segments((*_LIGHTS, (_MISSING, "缺数")))
        self.lights.buttons[str(Light.NONE)].setToolTip("只作记录、未到报送期或无可比数")
        self.said = label("", "small", wrap=True)
        self.missing = Notice("")
        above = Controls(self.show_lines, text=self.filter, light=self.lights)
        self.list = BoardList(bench, above)
        self.beside = RowBeside(bench)
        self.list.tell_below(self.said)
        self._lay_out()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.show_lines)
        self.filter.textChanged.connect(lambda _: self._pause.start())
        self.lights.chosen.connect(lambda _: self.show_lines())
        self.list.chosen.connect(self._choose)

    def show_scope(self, scope: Scope) -> None:
        """Read the board of another policy, year or department."""
        self._scope = scope
        run = self._bench.jobs.run
        run(
            board.board,
            self._take,
            None,
            scope.pack,
            scope.year,
            scope.department,
            key="targets/board",
        )

    def choose_row(self, name: str) -> None:
        """Put the cursor on a row, now or once it has been read."""
        self._wanted = name
        self.filter.clear()
        self.lights.choose("")

    def show_lines(self) -> None:
        """The lines the filters leave."""
        self._pause.stop()
        if self.board is None:
            return
        words, light = self.filter.text().split(), self.lights.value()
        lines = [
            line
            for line in lines_of(self.board.rows)
            if all(word in line.about for word in words) and _lit(line, light)
        ]
        self.list.show_records(lines, narrowed=True)
        found = next((line.id for line in lines if line.row.id == self._wanted), 0)
        if found:
            self._wanted = ""
            self.list.choose(found)

    def _take(self, found: Board) -> None:
        self.board = found
        if self._scope is not None:
            # Asked for the year that runs: what stands beside the list is of that year too.
            self._scope = replace(self._scope, year=found.year)
        rows = found.rows
        counts = {str(light): number for light, number in found.lights.items()}
        counts[""] = len(rows)
        counts[_MISSING] = sum(bool(each.missing) for each in rows)
        self.lights.show_counts(counts)
        self.list.show_figures(any(each.parts or each.steps for each in rows))
        self._tell(found)
        self.show_lines()
        self.read.emit(found)

    def _tell(self, found: Board) -> None:
        policy = self._policy()
        said = [f"{len(found.rows)} 项"]
        if found.baseline and any(each.parts for each in found.rows):
            said.append(f"基期 {found.baseline}")
        if policy is not None and policy.issued_on is None:
            said.append("成文日期未载明")
        self.said.setText("　".join(said))
        waits = board.waiting(found.rows)
        whose = list(dict.fromkeys(report.department for report in waits))
        named = "、".join(whose[:_NAMED])
        rest = f"等 {len(whose)} 个单位" if len(whose) > _NAMED else ""
        self.missing.tell(f"缺 {len(waits)} 个填报数：{named}{rest}" if waits else "", "attention")
        self.missing.setToolTip("\n".join(whose))

    def _choose(self, line: BoardLine | None) -> None:
        policy = self._policy()
        if policy is not None and self._scope is not None:
            self.beside.show_row(policy, self._scope, line.row if line else None)

    def _policy(self) -> Policy | None:
        pack = self.board.pack if self.board else ""
        return next((each for each in self._bench.policies if each.id == pack), None)

    def _follow_zoom(self) -> None:
        self.beside.setMinimumWidth(theme.current().px(_BESIDE))
        self._left.setMinimumWidth(theme.current().px(_LIST))

    def _lay_out(self) -> None:
        card = Card(padding=0)
        card.body.addWidget(self.list, 1)
        tools = Wrapping(self.filter, self.lights, gap=10, wide=self.filter)
        self._left = left = QWidget()
        left.setProperty("kind", "clear")
        whole = column(tools, self.missing, gap=8)
        whole.addWidget(card, 1)
        left.setLayout(whole)
        self._follow_zoom()
        theme.current().changed.connect(self._follow_zoom)
        page = column()
        page.addWidget(Split(left, self.beside, shares=(790, 344), grows=(3, 1)), 1)
        self.setLayout(page)


def _lit(line: BoardLine, light: str) -> bool:
    if light == _MISSING:
        return bool(line.row.missing)
    return light in ("", str(line.row.light))
