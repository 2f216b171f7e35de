"""导入: one place for every table that comes in, reached from the places it fills."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ipdesk.services.imports import taking
from ipdesk.services.imports.layout import at_row
from ipdesk.services.imports.plan import with_answers
from ipdesk.services.imports.taking import (
    Batch,
    Cancelled,
    Context,
    FileCells,
    Imported,
    Layout,
    Plan,
    Request,
)
from ipdesk.ui.arrivals import Arrival
from ipdesk.ui.bench import Bench
from ipdesk.ui.imports import tables_out
from ipdesk.ui.imports.checking import CheckPart
from ipdesk.ui.imports.past import PastSheet
from ipdesk.ui.imports.start import StartPart
from ipdesk.ui.imports.told import Told
from ipdesk.ui.imports.undoing import Undoing
from ipdesk.ui.page import Page
from ipdesk.ui.permit import JUDGES, TAKERS, Permit
from ipdesk.ui.widgets import column, ghost, label, row
from ipdesk.ui.widgets.room import OneShown

_TABLES = "表格 (*.xlsx *.xls *.csv *.txt *.tsv)"
_FOLDER = "folders/imports"
PASTED = "粘贴的内容"
# Where the rows of each kind will stand; 历史 is what the ledgers count.
_UNDER = {"applicants": "applicants", "payments": "publicity", "history": "ledgers"}


class ImportsPage(Page):
    """`open` takes a kind ("history"), or ("items", pack, award, claim, title) for one claim."""

    title: ClassVar[str] = "导入"
    returns: ClassVar[bool] = False
    tables: ClassVar[frozenset[str]] = frozenset(("import_batch",))
    stepped = Signal(int, int)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.start = StartPart(bench)
        self.check = CheckPart(bench.wording)
        self.told = Told()
        self.done, self.undo_last = self.told.done, self.told.undo_last
        self.held, self.go_on = self.told.held, self.told.go_on
        self.undoing = Undoing(bench, self)
        self._file: FileCells | None = None
        self._request: Request | None = None
        self._plan: Plan | None = None
        self._last: Imported | None = None
        self._stop = Event()
        self._held: Arrival | None = None
        self._target: object = None
        self._lay_out()
        self._connect()
        choosing = self._add("选择要导入的文件", "Ctrl+O", self.choose_file)
        Permit(bench, TAKERS, choosing, self.start.drop.button, self.check.take)
        Permit(bench, (*TAKERS, *JUDGES), self.start.undo, self.undo_last)
        self._add("返回", "Esc", self.go_back)
        self._add("保存导入模板", "Ctrl+Shift+S", self.save_template)
        self._add("下一处问题", "F8", self.check.jump_on)
        self._add("导入核对好的行", "Ctrl+Return", self.take)

    def refresh(self) -> None:
        self.bench.jobs.run(taking.past_imports, self.start.show_past)

    def open(self, target: object) -> None:
        """An `Arrival` is read at once; a table of claims waits until its award is chosen."""
        held = target if isinstance(target, Arrival) else None
        self._hold(None)
        if held is not None:
            target = held.kind
        self._target = target
        if isinstance(target, tuple) and len(target) == 5:
            kind, pack, award, claim, title = target
            self.start.begin(kind, Context(pack, award, claim), title)
        else:
            self.start.begin(str(target))
        self.told.tell_done(None)
        self._show(self.start_side)
        if held is not None and self.start.chosen_kind == "claims":
            self._hold(held)
        elif held is not None:
            self._read(held)

    def _hold(self, held: Arrival | None) -> None:
        """What was let fall waits until its award is chosen."""
        self._held = held
        named = held.path.name if held is not None and held.path else PASTED
        self.told.tell_held(named if held is not None else "")
        if held is not None:
            self.start.award.setFocus()

    def _read_held(self) -> None:
        held = self._held
        if held is not None:
            self._hold(None)
            self._read(held)

    def _read(self, arrived: Arrival) -> None:
        if arrived.path is not None:
            self.read_file(arrived.path)
        else:
            self._reading()
            work = (arrived.block, PASTED)
            self.bench.jobs.aside(taking.open_block, self._file_read, self._not_read, *work)

    def takes_table(self) -> object:
        """What is pasted here is what was chosen above, or comes from the mended table."""
        return self._target if self.start.context.claim else self.start.chosen_kind

    def under(self) -> str:
        return _UNDER.get(self.start.chosen_kind, "claims")

    def go_back(self) -> None:
        """From the check to the choice of a file; from there to where one came from."""
        if self._stack.currentWidget() is self.check:
            self._show(self.start_side)
        elif self.start.context.claim:
            self.bench.go("claims", self.start.context.claim)
        else:
            self.bench.go(self.under())

    def choose_file(self) -> None:
        found = self.bench.messages.open_files("选择要导入的表格", _TABLES)
        if found:
            self.read_file(found[0])

    def read_file(self, path: Path) -> None:
        """Read a file aside from the store, then see where its columns are."""
        if self.start.chosen_kind == "claims" and not self.start.context.award:
            self.bench.messages.warn("请先选定奖补事项。")
            return
        self._reading()
        self.bench.jobs.aside(taking.open_table, self._file_read, self._not_read, path)

    def _reading(self) -> None:
        self.start.drop.button.setText("正在读取…")
        self.start.setEnabled(False)

    def save_template(self) -> None:
        """A workbook to fill in for the kind that is chosen."""
        tables_out.save_template(self.bench, self.start.chosen_kind, self.start.context)

    def take(self) -> None:
        """Take in what is decided; runs on the store's thread and can be stopped."""
        if self._stack.currentWidget() is not self.check or self._plan is None:
            return
        if not self._plan.ready or self._request is None:
            self.bench.messages.warn(self.check.said.text())
            return
        self._stop.clear()
        self.check.work("正在导入…")
        self.bench.jobs.run(
            taking.take_in,
            self._taken,
            self._not_taken,
            self.bench.actor,
            self._request,
            self._progress,
        )

    def look_through(self, batch: Batch) -> None:
        """The rows of an import of history, to correct one."""
        self.bench.messages.run(PastSheet(self.bench, batch))

    def _progress(self, done: int, whole: int) -> None:
        # Called on the store's thread; a hundred steps are enough to see it move.
        if self._stop.is_set():
            raise Cancelled
        if done % max(1, whole // 100) == 0:
            self.stepped.emit(done, whole)

    def _file_read(self, file: FileCells) -> None:
        self._rested()
        self._file = file
        shown = [sheet for sheet in file.sheets if sheet.visible] or list(file.sheets)
        names = [
            (s.name, f"{s.name}（{len(s.rows):,} 行）" + ("" if s.visible else " · 隐藏"))
            for s in file.sheets
        ]
        kind = self.bench.wording.label("import-kind", self.start.chosen_kind)
        self.check.show_file(file.name, kind, names, shown[0].name)
        self._lay_out_sheet(shown[0].name)

    def _not_read(self, error: Exception) -> None:
        self._rested()
        self.bench.messages.complain(error)

    def _rested(self) -> None:
        self.start.drop.button.setText("选择文件…")
        self.start.setEnabled(True)

    def _lay_out_sheet(self, name: str) -> None:
        assert self._file is not None
        sheet = next(one for one in self._file.sheets if one.name == name)
        kind, context = self.start.chosen_kind, self.start.context
        request = Request(kind, self._file, name, Layout(0, 1, (), {}), context)

        def laid_out(found: tuple[object, Layout]) -> None:
            self._plan_again(replace(request, layout=found[1]))

        self.bench.jobs.run(taking.propose_layout, laid_out, None, kind, sheet, context)

    def _plan_again(self, request: Request) -> None:
        self._request = request
        self.bench.jobs.run(
            taking.plan_import, self._planned, None, self.bench.actor, request, key="import/plan"
        )

    def _planned(self, plan: Plan) -> None:
        self._plan = plan
        self.check.show_plan(plan, plan.request.layout)
        if self._stack.currentWidget() is not self.check:
            self._show(self.check)
            self.check.rows.setFocus()

    def _map(self, mapping: Mapping[str, int]) -> None:
        if self._request is not None:
            layout = replace(self._request.layout, mapping=mapping, remembered=False)
            self._plan_again(replace(self._request, layout=layout))

    def _head(self, header: int) -> None:
        if self._request is not None and self._plan is not None:
            layout = at_row(self._plan.kind, self._request.cells, header)
            self._plan_again(replace(self._request, layout=layout))

    def _answer(self, answers: Mapping[str, str]) -> None:
        if self._request is not None:
            self._plan_again(with_answers(self._request, answers))

    def _taken(self, done: Imported) -> None:
        self.check.rest()
        self._last = done
        self.bench.announce(done.changes)
        self.told.tell_done(done)
        self._show(self.start_side)
        self.refresh()
        if self._request is not None and self._request.kind == "items":
            self.bench.say(self.done.text())
            self.bench.go("claims", self._request.context.claim)

    def _not_taken(self, error: Exception) -> None:
        self.check.rest()
        if isinstance(error, Cancelled):
            self.bench.say("已停止，什么也没有写入。")
            return
        self.bench.messages.complain(error)

    def _undo_last(self) -> None:
        if self._last is not None and self._request is not None:
            request = self._request
            self.undoing.ask(self._last.id, request.kind, request.file.name, self._last.added)

    def _undone(self) -> None:
        self.told.tell_done(None)
        self.refresh()

    def _save_returned(self) -> None:
        if self._plan is not None:
            tables_out.save_returned(self.bench, self._plan)

    def _show(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)

    def _connect(self) -> None:
        self.start.file_asked.connect(self.choose_file)
        self.start.file_chosen.connect(self.read_file)
        self.start.template_asked.connect(self.save_template)
        self.start.undo_asked.connect(self.undoing.begin)
        self.start.rows_asked.connect(self.look_through)
        self.check.sheet_chosen.connect(self._lay_out_sheet)
        self.check.header_chosen.connect(self._head)
        self.check.mapped.connect(self._map)
        self.check.answered.connect(self._answer)
        self.check.taken.connect(self.take)
        self.check.stopped.connect(self._stop.set)
        self.check.left.connect(lambda: self._show(self.start_side))
        self.check.returned_asked.connect(self._save_returned)
        self.stepped.connect(self.check.step)
        self.told.undo_asked.connect(self._undo_last)
        self.told.rows_asked.connect(self._save_returned)
        self.told.going_on.connect(self._read_held)
        self.undoing.undone.connect(self._undone)
        self.bench.policies_changed.connect(self.start.name_packs)

    def _lay_out(self) -> None:
        self.start_side = QWidget()
        back = ghost("chevron-left", "返回（Esc）", self.go_back)
        side = column(row(back, label("导入", "title"), None, gap=10), self.told, gap=12)
        side.addWidget(self.start, 1)
        self.start_side.setLayout(side)
        holder = QWidget()
        self._stack = OneShown(holder)
        self._stack.addWidget(self.start_side)
        self._stack.addWidget(self.check)
        whole = column(margins=(18, 14, 18, 16))
        whole.addWidget(holder, 1)
        self.setLayout(whole)

    def _add(self, text: str, keys: str, slot: Callable[[], Any]) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _=False: slot())
        self.addAction(action)
        return action
