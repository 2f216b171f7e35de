"""填报: figures by department and period, typed and pasted as in Excel, kept when saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ipdesk.domain.span import Part, Span
from ipdesk.services.office import Changes
from ipdesk.services.targets import entry
from ipdesk.services.targets.common import span_text
from ipdesk.services.targets.entry import FigureForm
from ipdesk.services.targets.entry_lines import EntryLine, entry_lines
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.permit import CLERKS, Permit
from ipdesk.ui.targets.entry_foot import EntryFoot
from ipdesk.ui.targets.entry_grid import KEY, FigureGrid, forms_of
from ipdesk.ui.targets.entry_keeping import Cells, SheetKeeping
from ipdesk.ui.targets.entry_work import CellNote, notes_of, with_reason
from ipdesk.ui.targets.form_sending import Sending
from ipdesk.ui.targets.owed import OwedBar
from ipdesk.ui.targets.scope import Scope, frozen_text, may_enter
from ipdesk.ui.widgets import (
    Card,
    ChoiceField,
    DateField,
    FlagField,
    Notice,
    column,
    label,
    primary,
    quiet,
)
from ipdesk.ui.widgets.base import clearable
from ipdesk.ui.widgets.wrapping import Wrapping

_PAUSE_MS = 250
_WIDE = 1060  # pixels for letters of the usual size


class EntryView(QWidget):
    """The sheet of a year; what is typed stays until it is saved or thrown away."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.scope: Scope | None = None
        self._lines: tuple[EntryLine, ...] = ()
        self._kept: dict[KEY, dict[str, object]] = {}
        self._notes: tuple[CellNote, ...] = ()
        self._wanted = ""
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("指标、单位")
        clearable(self.filter)
        self.filter.setAccessibleName("在填报表中查找")
        self.period = ChoiceField(empty="各报送期")
        self.period.setAccessibleName("报送期")
        self.open_only = FlagField("只看未填")
        self.reported_on = DateField()
        self.reported_on.setAccessibleName("报送日期")
        self.reported_on.setToolTip("报送日期")
        self.grid = FigureGrid(bench.wording)
        self.foot = EntryFoot(bench)
        self.owed = OwedBar(bench)
        self.state = Notice("")
        self.keeping = SheetKeeping(bench, self, self._typed_now, self._put_back)
        self.sending = Sending(bench, self)
        self.send_button = quiet("发出填报表…", self.send)
        self.read_button = quiet("读回填报表…", self.read_back)
        self.send_button.setToolTip("发出填报表给各单位填")
        self.read_button.setToolTip("读回单位填好的填报表")
        self.save_button = primary("保存", self.save, hint="Ctrl+S")
        Permit(bench, CLERKS, self.save_button, self.send_button, self.read_button)
        self._lay_out()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self._connect()

    @property
    def typed(self) -> int:
        """How many lines hold something that is not kept yet."""
        return len(self._typed_now())

    def show_scope(self, scope: Scope) -> None:
        """The sheet of another year, or of another department; a typed line stays typed."""
        if self.scope is not None and (self.scope.pack, self.scope.year) != (
            scope.pack,
            scope.year,
        ):
            self.forget()
        self.scope = scope
        self.reported_on.set_value(self.reported_on.value() or self._bench.today())
        words = self._bench.wording
        self.period.set_choices([(p, span_text(words, Span(scope.year, p))) for p in Part])
        run = self._bench.jobs.run
        run(entry_lines, self._take, None, scope.pack, scope.year, key="targets/entry")
        self.owed.show_scope(scope)

    def choose_subject(self, subject_or_row: str) -> None:
        """Put the cursor on the line of a row of the policy, now or once it is read."""
        self._wanted = subject_or_row
        self.period.set_value(None)
        self.open_only.set_value(False)
        self.filter.clear()
        self._show()

    def forget(self) -> None:
        """Throw away what was typed and not kept."""
        self._put_back({})
        self.foot.files.clear()
        self.keeping.done()

    def save(self) -> None:
        """Look once more, ask for the reason of corrections, and keep all of it or nothing."""
        if self.scope is None or not self.save_button.isEnabled():
            return
        forms = self._forms()
        if not forms:
            self._bench.messages.warn("没有改动，不用保存。")
            return
        self.save_button.setEnabled(False)
        self._bench.jobs.run(notes_of, self._save_if_clean, self._not_saved, forms)

    def send(self) -> None:
        """Write the forms departments are to fill in."""
        if self.scope is not None:
            self.sending.begin(self.scope)

    def read_back(self) -> None:
        """A form that came back is looked at row by row before it is taken."""
        self._bench.go("imports", "figures")

    def _take(self, lines: tuple[EntryLine, ...]) -> None:
        self._lines = lines
        self._show()
        if self.scope is not None:
            self.keeping.follow_scope(self.scope, self._may)

    def _show(self) -> None:
        """The lines the choices leave; what was typed in a line that goes out of sight is kept."""
        if self.scope is None:
            return
        self._keep_typed()
        words, part, open_only = self.filter.text().split(), self.period.value(), self.open_only
        wanted = self.scope.department
        shown = [
            line
            for line in self._lines
            if wanted in ("", line.subject.department.name)
            and part in (None, line.span.part)
            and not (open_only.value() and line.cell.value is not None)
            and all(word in f"{line.subject.name}{line.subject.department.name}" for word in words)
        ]
        self.grid.show_lines(shown, self._kept)
        self.grid.set_read_only(not self._may)
        self.state.tell(frozen_text(self.scope, self._may), "accent")
        self._go_to_wanted(shown)
        self._count()
        self._pause.start()
        self._show_foot()

    def _go_to_wanted(self, shown: Sequence[EntryLine]) -> None:
        wanted, self._wanted = self._wanted, "" if shown else self._wanted
        for number, line in enumerate(shown):
            if wanted and wanted in (line.subject.id, *line.subject.rows):
                self.grid.jump(number, "value")
                return

    def _typed_now(self) -> dict[KEY, dict[str, object]]:
        seen = {(line.subject.id, line.span) for line in self.grid.lines}
        hidden = {key: cells for key, cells in self._kept.items() if key not in seen}
        return hidden | self.grid.typed()

    def _keep_typed(self) -> None:
        self._kept = self._typed_now()

    def _put_back(self, typed: Cells) -> None:
        """These lines and no others hold something that is not kept yet."""
        self.grid.show_lines((), {})
        self._kept = {key: dict(cells) for key, cells in typed.items()}
        self._show()

    def _look(self) -> None:
        if self.scope is not None:
            run = self._bench.jobs.run
            run(notes_of, self._mark, None, self._forms(), key="targets/notes")

    def _forms(self) -> list[FigureForm]:
        assert self.scope is not None
        self._keep_typed()
        return forms_of(self._bench.wording, self.scope, self._lines, self._kept)

    def _tell_odd(self) -> None:
        line = self.grid.current_line()
        key = (line.subject.id, line.span) if line else None
        odd = [note for note in self._notes if (note.subject, note.span) == key]
        self.foot.tell_odd("；".join(note.text for note in odd), any(n.fault for n in odd))

    def _mark(self, notes: Sequence[CellNote]) -> None:
        self._notes = tuple(notes)
        marks = {
            (self.grid.row_of((note.subject, note.span)), note.column): (
                note.text,
                "fault" if note.fault else "attention",
            )
            for note in notes
        }
        self.grid.set_notes(marks)
        self._tell_odd()

    def _save_if_clean(self, notes: Sequence[CellNote]) -> None:
        self._mark(notes)
        self.save_button.setEnabled(True)
        fault = next((note for note in notes if note.fault), None)
        if fault is not None:
            self._go_to_fault(fault)
            return
        forms = self._dated(self._forms())
        stands = {
            (line.subject.id, line.span) for line in self._lines if line.cell.reported is not None
        }
        again = [(form.subject, form.span) in stands for form in forms]
        if any(one and not form.reason for one, form in zip(again, forms, strict=True)):
            said = f"更正已填报的 {sum(again)} 个数，原来的数和原因都会保留。"
            why = self._bench.messages.reason("写明更正原因", said, "保存")
            if not why:
                return
            forms = with_reason(forms, again, why)
        self.save_button.setEnabled(False)
        run = self._bench.jobs.run
        run(entry.report_figures, self._saved, self._not_saved, self._bench.actor, forms)

    def _go_to_fault(self, fault: CellNote) -> None:
        key = fault.subject, fault.span
        if self.grid.row_of(key) < 0:
            self.choose_subject(fault.subject)
        number = self.grid.row_of(key)
        line = next(each for each in self._lines if (each.subject.id, each.span) == key)
        if number >= 0:
            self.grid.jump(number, fault.column)
        self._bench.messages.warn(f"{line.subject.name}：{fault.text}")

    def _dated(self, forms: Sequence[FigureForm]) -> list[FigureForm]:
        day = self.reported_on.value()
        return [
            replace(form, reported_on=day, file=self.foot.files.get((form.subject, form.span)))
            for form in forms
        ]

    def _saved(self, changes: Changes) -> None:
        self.save_button.setEnabled(True)
        self._bench.say(f"已保存 {len(changes.ids)} 个数")
        self.forget()
        self._bench.announce(changes)

    def _not_saved(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        self._bench.messages.complain(error)

    def _count(self) -> None:
        count = self.typed
        self.save_button.setText(f"保存 {count} 行" if count else "保存")

    def _show_foot(self) -> None:
        if self.scope is None:
            return
        self.foot.show_line(self.scope, self.grid.current_line(), self._may)
        self._tell_odd()

    @property
    def _may(self) -> bool:
        scope = self.scope
        return scope is not None and not scope.closed and may_enter(self._bench)

    def _edited(self) -> None:
        self.keeping.edited()
        self._count()
        self._pause.start()

    def _connect(self) -> None:
        self.filter.textChanged.connect(lambda _: self._show())
        self.period.edited.connect(self._show)
        self.open_only.edited.connect(self._show)
        self.grid.edited.connect(self._edited)
        self.grid.typing.connect(self.keeping.edited)
        self.grid.refused.connect(
            lambda _: self._bench.messages.warn("粘贴的行比表里的多，多出的没有取。")
        )
        self.grid.row_chosen.connect(lambda _: self._show_foot())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the buttons say less: the rows are what it is for."""
        super().resizeEvent(event)
        short = self.width() < theme.current().px(_WIDE)
        self.send_button.setText("发出…" if short else "发出填报表…")
        self.read_button.setText("读回…" if short else "读回填报表…")
        self._day_label.setVisible(not short)

    def _lay_out(self) -> None:
        self.reported_on.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        choices = (self.filter, self.period, self.open_only)
        buttons = (self.send_button, self.read_button, self.save_button)
        self._day_label = label("报送日期", "small")
        day = (self._day_label, self.reported_on)
        tools = Wrapping(*choices, *day, *buttons, gap=10, wide=self.filter, right=buttons)
        card = Card(padding=0)
        card.body.addWidget(self.grid, 1)
        whole = column(tools, self.owed, self.state, self.keeping.line, card, self.foot, gap=8)
        whole.setStretchFactor(card, 1)
        self.setLayout(whole)
