"""口径: every open point with the value in use and what it rests on; deciding one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from ipdesk.domain.policy import Policy, Reading
from ipdesk.errors import UserError
from ipdesk.services import readings
from ipdesk.services.impact import Impacts
from ipdesk.services.office import Changes
from ipdesk.services.readings import ReadingForm, ReadingRow
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.permit import DECIDERS, Permit
from ipdesk.ui.terms.impacts import ImpactTable
from ipdesk.ui.terms.rebasing import Rebasing
from ipdesk.ui.widgets import (
    Card,
    ChoiceField,
    Column,
    DateField,
    Form,
    LineField,
    NoteField,
    Notice,
    QuoteBlock,
    column,
    label,
    primary,
    quiet,
    row,
)
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.fixed_list import FixedList
from ipdesk.ui.widgets.list_desk import ListTools
from ipdesk.ui.widgets.split import Split
from ipdesk.ui.widgets.working import Working
from ipdesk.ui.widgets.wrapping import Wrapping

UNDECIDED = "系统默认（未见书面依据）"
FIXED = "办理规则，没有其他选项"


def _basis(entry: ReadingRow) -> str:
    if not entry.document:
        return "系统默认" if entry.switchable else ""
    return f"{entry.document}（{entry.document_on}）" if entry.document_on else entry.document


def _tone(entry: ReadingRow) -> str:
    return "attention" if entry.switchable and not entry.document else ""


COLUMNS = (
    Column("编号", lambda r: r.point.id, width=56, rank=lambda r: r.id),
    Column("问题", lambda r: r.point.question, width=180, stretch=5),
    Column("采用", lambda r: r.label, width=120, stretch=3),
    Column("依据文件", _basis, width=108, stretch=3, tone=_tone),
)


class ReadingSheet(Sheet):
    """What deciding a reading changes, shown before it is decided."""

    def __init__(self, bench: Bench, entry: ReadingRow, chosen: str, impacts: Impacts) -> None:
        super().__init__(bench.messages.window, f"口径 {entry.point.id}", "保存口径")
        self.setMinimumSize(1000, 520)
        said = f"{entry.point.question}\n由“{entry.label}”改为“{chosen}”。新的申报起采用。"
        self.table = ImpactTable(bench)
        self.table.show_impacts(impacts)
        self.body.addWidget(label(said, wrap=True))
        self.body.addWidget(
            label("下面是换用这个口径后结果会变的申报。保存口径不会改动它们；保存后可以另行换用。",
                  "muted", wrap=True)
        )  # fmt: skip
        self.body.addWidget(self.table, 1)


class ReadingEditor(Card):
    """The form of one open point."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(padding=16)
        self._bench = bench
        self._pack = ""
        self.entry: ReadingRow | None = None
        self.question = label("", "heading", wrap=True)
        self.quote = QuoteBlock()
        self.state = Notice()
        self.form = Form()
        self.form.add("value", "采用", ChoiceField())
        self.form.add("document", "依据文件", LineField("文号或会议纪要编号"))
        self.form.add("document_on", "文件日期", DateField())
        self.form.add("note", "说明", NoteField("", 3))
        self.save = primary("看影响并保存", self.look)
        decided = [self.form[name] for name in ("value", "document", "document_on")]
        self.permit = Permit(bench, DECIDERS, self.save, *decided)
        self.permit.reading(self.form["note"].editor)
        self.by = label("", "small", wrap=True)
        for part in (self.question, self.quote, self.state, self.form, self.by):
            self.body.addWidget(part)
        self.body.addLayout(row(None, self.save))
        self.note = self.permit.beside(self)
        self.body.addWidget(self.note)
        self.body.addStretch(1)
        self.rebasing = Rebasing(bench)

    def show_entry(self, pack: str, entry: ReadingRow | None) -> None:
        self._pack, self.entry = pack, entry
        if entry is None:
            return
        point = entry.point
        self.question.setText(f"{point.id}　{point.question}")
        self.quote.quote(point.quote)
        if entry.switchable:
            said = "" if entry.decided else f"现用的是{UNDECIDED}。定下来以后请登记依据文件。"
            self.state.tell(said, "attention")
        else:
            self.state.tell(f"{entry.label}{entry.note or point.note}（{FIXED}）", "accent")
        self.form.setVisible(entry.switchable)
        self.save.setVisible(entry.switchable)
        self.note.setVisible(entry.switchable and not self.save.isEnabled())
        choice = self.form["value"].editor
        assert isinstance(choice, ChoiceField)
        choice.set_choices([(one.value, one.label) for one in point.choices])
        self.form.clear_notes()
        self.form.fill(
            {
                "value": entry.value,
                "document": entry.document,
                "document_on": entry.document_on,
                "note": entry.note,
            }
        )
        at = f"{entry.at:%Y-%m-%d %H:%M}" if entry.at else ""
        self.by.setText(f"{entry.operator} 于 {at} 设定" if entry.operator else "")
        self.by.setVisible(bool(entry.operator))

    def look(self) -> None:
        """Work out what this would change, then ask."""
        if self.entry is None or not self.form.check_filled():
            return
        wanted = ReadingForm(key=self.entry.point.key, **self.form.values())
        done = partial(self._ask, self.entry, wanted)
        work = Working(self._bench, "正在算影响名单")
        work.run(readings.reading_impact, done, self._refused, self._pack, wanted)

    def _ask(self, entry: ReadingRow, wanted: ReadingForm, impacts: Impacts) -> None:
        labels = {one.value: one.label for one in entry.point.choices}
        if wanted.value != entry.value:
            sheet = ReadingSheet(self._bench, entry, labels[wanted.value], impacts)
            if not self._bench.messages.run(sheet):
                return
        run, actor = self._bench.jobs.run, self._bench.actor
        done = partial(self._saved, self._pack)
        run(readings.set_reading, done, self._refused, actor, self._pack, wanted)

    def _saved(self, pack: str, changes: Changes) -> None:
        self._bench.announce(changes)
        self._bench.say("口径已保存，新的申报起采用")
        self.rebasing.offer(pack, only_changed=True)

    def _refused(self, error: Exception) -> None:
        text = self._bench.messages.text_of(error)
        if not (isinstance(error, UserError) and self.form.fault(error.field, text)):
            self._bench.messages.complain(error)


class ReadingsView(QWidget):
    """The table of readings at the left, the one chosen at the right."""

    read = Signal()  # what the bureau has decided is at hand

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._bench = bench
        self._policy: Policy | None = None
        self._rows: dict[str, ReadingRow] = {}
        self.said = label("", "muted")
        self.list = FixedList(bench, "readings", "口径", COLUMNS, ListTools("口径"))
        self.editor = ReadingEditor(bench)
        self.rebase = quiet("未决申报换用…", self._rebase, icon="refresh-cw")
        self.rebase.setToolTip("把未决的申报换到现用的版本和口径，先看影响名单")
        self.permit = Permit(bench, DECIDERS, self.rebase)
        self.list.chosen.connect(self._chosen)
        card = Card(padding=0)
        card.body.addWidget(self.list)
        area = QScrollArea()
        area.setAccessibleName("所选口径")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.editor)
        split = Split()
        split.setHandleWidth(12)
        split.addWidget(card)
        split.addWidget(area)
        theme.current().hold(area, least=360)
        split.setStretchFactor(0, 1)
        split.setSizes([760, 400])
        whole = column(Wrapping(self.said, self.rebase, gap=12, right=(self.rebase,)), gap=10)
        whole.addWidget(split, 1)
        self.setLayout(whole)

    def show_policy(self, policy: Policy) -> None:
        if policy is not self._policy:
            self._rows = {}
        self._policy = policy
        self.reload()

    def in_use(self, point: Reading) -> Reading:
        """An open point as the bureau has decided it."""
        entry = self._rows.get(point.key)
        if entry is None:
            return point
        return replace(
            point,
            default=entry.value,
            basis_document=entry.document,
            basis_on=entry.document_on,
        )

    def reload(self) -> None:
        """Read again what the bureau has decided."""
        if self._policy is not None:
            run = self._bench.jobs.run
            key = f"readings/{id(self)}"  # two places show this list
            run(readings.reading_rows, self._show, None, self._policy, key=key)

    def _show(self, rows: Sequence[ReadingRow]) -> None:
        self._rows = {entry.point.key: entry for entry in rows if entry.switchable}
        self.read.emit()
        open_points = [entry for entry in rows if entry.switchable]
        decided = sum(entry.decided for entry in open_points)
        said = (
            f"可选的口径 {len(open_points)} 项：有书面依据 {decided} 项，"
            f"未见书面依据 {len(open_points) - decided} 项"
        )
        self.said.setText(said if open_points else f"口径 {len(rows)} 项，都是办理规则，没有选项")
        self.rebase.setVisible(self._policy is not None and bool(self._policy.awards))
        self.list.show_records(rows)

    def _chosen(self, entry: ReadingRow | None) -> None:
        if self._policy is not None:
            self.editor.show_entry(self._policy.id, entry)

    def _rebase(self) -> None:
        if self._policy is not None:
            self.editor.rebasing.offer(self._policy.id)
