"""条款状态: how each clause stands, by which document, and setting it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from ipdesk.domain.listing import Kind
from ipdesk.domain.policy import ClauseStatus, Policy
from ipdesk.errors import UserError
from ipdesk.services import clause_statuses
from ipdesk.services.clause_statuses import ClauseForm, ClauseRow, Kept
from ipdesk.services.impact import Impacts
from ipdesk.services.office import Changes
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.permit import DECIDERS, Permit
from ipdesk.ui.terms.impacts import ImpactTable
from ipdesk.ui.widgets import (
    Card,
    Chip,
    ChoiceField,
    Column,
    DateField,
    Form,
    LineField,
    NoteField,
    clear,
    column,
    label,
    primary,
    row,
    rule,
)
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.fixed_list import FixedList
from ipdesk.ui.widgets.list_desk import ListTools
from ipdesk.ui.widgets.split import Split
from ipdesk.ui.widgets.working import Working
from ipdesk.wording import Wording

TONES = {
    ClauseStatus.IN_FORCE: "done",
    ClauseStatus.STOPPED: "fault",
    ClauseStatus.ADJUSTED: "attention",
}
MEANING = {
    ClauseStatus.IN_FORCE: "起算日及以后收件的，按本条款办理。",
    ClauseStatus.STOPPED: "起算日及以后收件的不予奖补；以前收件的仍按原规定办理，并有提示。",
    ClauseStatus.ADJUSTED: "本条款的申报都会提醒经办人对照文件核对，金额不自动改变。",
}


def status_text(words: Wording, entry: ClauseRow) -> str:
    """有效, 停止 or 调整; with its day when that is still to come."""
    said = words.label("clausestatus", entry.standing.status)
    return f"{said}（{entry.standing.from_day} 起）" if entry.upcoming else said


def basis_text(entry: ClauseRow) -> str:
    """The document with its date, and from when it counts."""
    standing = entry.standing
    if not standing.document:
        return ""
    said = standing.document
    if standing.document_on:
        said += f"（{standing.document_on}）"
    return f"{said}，{standing.from_day} 起收件的适用" if standing.from_day else said


class ClauseSheet(Sheet):
    """What setting a clause so changes, shown before it is set."""

    def __init__(
        self, bench: Bench, entry: ClauseRow, wanted: ClauseForm, impacts: Impacts
    ) -> None:
        words = bench.wording
        new = words.label("clausestatus", wanted.status)
        super().__init__(bench.messages.window, f"条款{entry.clause.number}：{new}", "保存条款状态")
        self.setMinimumSize(1000, 520)
        old = words.label("clausestatus", entry.standing.status)
        since = wanted.from_day or wanted.document_on
        said = (
            f"{entry.clause.heading}\n由“{old}”改为“{new}”，依据：{wanted.document}，"
            f"{since} 及以后收件的适用。{MEANING[wanted.status]}"
        )
        self.table = ImpactTable(bench)
        self.table.show_impacts(impacts)
        note = "保存后，下面的未决申报随即按新状态核算，每件都记下依据；已决定的不变。"
        self.body.addWidget(label(said, wrap=True))
        self.body.addWidget(label(note, "muted", wrap=True))
        self.body.addWidget(self.table, 1)


class ClauseEditor(Card):
    """The form of one clause, with what was set before below it."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(padding=16)
        self._bench = bench
        self._pack = ""
        self.entry: ClauseRow | None = None
        self.heading = label("", "heading", wrap=True)
        self.chip = Chip()
        self.basis = label("", "muted", wrap=True)
        self.form = Form()
        words = bench.wording
        choices = [(one, words.label("clausestatus", one)) for one in ClauseStatus]
        self.form.add("status", "状态", ChoiceField(choices), required=True)
        self.meaning = label("", "small", wrap=True)
        self.form.add("document", "依据文件", LineField("文件名称和文号"), required=True)
        self.form.add("document_on", "文件日期", DateField(), required=True)
        self.form.add("from_day", "起算日", DateField(), help="这天起收件的适用；空着即文件日期")
        self.form.add("note", "说明", NoteField("", 2))
        self.form.changed.connect(lambda _: self._explain())
        self.save = primary("看影响并保存", self.look)
        decided = [self.form[name] for name in ("status", "document", "document_on", "from_day")]
        self.permit = Permit(bench, DECIDERS, self.save, *decided)
        self.permit.reading(self.form["note"].editor)
        self.history = column(gap=4)
        for part in (self.heading, self.basis, self.form, self.meaning):
            self.body.addWidget(part)
        self.body.insertLayout(1, row(self.chip, None))
        self.body.addLayout(row(None, self.save))
        self.body.addWidget(self.permit.beside(self))
        self.body.addLayout(self.history)
        self.body.addStretch(1)

    def show_entry(self, pack: str, entry: ClauseRow | None) -> None:
        self._pack, self.entry = pack, entry
        if entry is None:
            return
        standing, words = entry.standing, self._bench.wording
        self.heading.setText(f"{entry.clause.number}{entry.clause.heading}")
        self.chip.show_state(status_text(words, entry), TONES[standing.status])
        self.basis.setText(basis_text(entry) or "按政策原文执行，没有登记过变动。")
        self.form.clear_notes()
        self.form.fill(
            {
                "status": standing.status,
                "document": standing.document,
                "document_on": standing.document_on,
                "from_day": standing.from_day,
                "note": entry.note,
            }
        )
        self._explain()
        clear(self.history)
        if entry.history:
            self.history.addWidget(rule())
            self.history.addWidget(label("历次登记", "field"))
        for kept in entry.history:
            self.history.addWidget(label(self._line(kept), "small", wrap=True, select=True))

    def look(self) -> None:
        """Work out what this would change, then ask."""
        if self.entry is None or not self.form.check_filled():
            return
        wanted = ClauseForm(clause=self.entry.clause.id, **self.form.values())
        done = partial(self._ask, self.entry, wanted)
        work = Working(self._bench, "正在算影响名单")
        work.run(clause_statuses.clause_impact, done, self._refused, self._pack, wanted)

    def _ask(self, entry: ClauseRow, wanted: ClauseForm, impacts: Impacts) -> None:
        sheet = ClauseSheet(self._bench, entry, wanted, impacts)
        if not self._bench.messages.run(sheet):
            return
        run, actor = self._bench.jobs.run, self._bench.actor
        given = (actor, self._pack, wanted, impacts.seen)
        run(clause_statuses.set_clause_status, self._saved, self._refused, *given)

    def _saved(self, changes: Changes) -> None:
        self._bench.announce(changes)
        count = len(changes.ids)
        said = f"，{count} 件未决申报已按新状态核算" if count else ""
        self._bench.say(f"条款状态已保存{said}")

    def _explain(self) -> None:
        self.meaning.setText(MEANING[self.form["status"].value()])

    def _line(self, kept: Kept) -> str:
        standing = kept.setting.standing
        said = self._bench.wording.label("clausestatus", standing.status)
        note = f"（{kept.setting.note}）" if kept.setting.note else ""
        return (
            f"{kept.at:%Y-%m-%d %H:%M} {kept.operator}：{said}，{standing.document}，"
            f"{standing.from_day} 起{note}"
        )

    def _refused(self, error: Exception) -> None:
        text = self._bench.messages.text_of(error)
        if not (isinstance(error, UserError) and self.form.fault(error.field, text)):
            self._bench.messages.complain(error)


class ClausesView(QWidget):
    """The clauses at the left, the one chosen at the right."""

    read = Signal()  # what the bureau has set is at hand

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._bench = bench
        self._policy: Policy | None = None
        self._rows: dict[str, ClauseRow] = {}
        self._wanted = ""
        self.said = label("", "muted")
        self.list = FixedList(
            bench, "clause-statuses", "条款状态", self._columns(), ListTools("条款状态")
        )
        self.editor = ClauseEditor(bench)
        self.list.chosen.connect(self._chosen)
        card = Card(padding=0)
        card.body.addWidget(self.list)
        area = QScrollArea()
        area.setAccessibleName("所选条款")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.editor)
        theme.current().hold(area, least=360)
        split = Split()
        split.setHandleWidth(12)
        split.addWidget(card)
        split.addWidget(area)
        split.setStretchFactor(0, 1)
        split.setSizes([760, 400])
        whole = column(row(self.said, None), gap=10)
        whole.addWidget(split, 1)
        self.setLayout(whole)

    def show_policy(self, policy: Policy) -> None:
        if policy is not self._policy:
            self._rows = {}
        self._policy = policy
        self.reload()

    def choose(self, clause_id: str) -> None:
        """Put the cursor on a clause, as soon as the clauses are at hand."""
        self._wanted = clause_id
        entry = self._rows.get(clause_id)
        if entry is not None:
            self.list.choose(entry.id)
            self._wanted = ""

    def row_of(self, clause_id: str) -> ClauseRow | None:
        """How a clause stands; None before it has been read."""
        return self._rows.get(clause_id)

    def reload(self) -> None:
        """Read again what the bureau has set."""
        if self._policy is not None:
            run = self._bench.jobs.run
            key = f"clauses/{id(self)}"
            run(clause_statuses.clause_rows, self._show, None, self._policy, key=key)

    def _show(self, rows: Sequence[ClauseRow]) -> None:
        self._rows = {entry.clause.id: entry for entry in rows}
        counts = dict.fromkeys(ClauseStatus, 0)
        for entry in rows:
            counts[entry.standing.status] += 1
        words = self._bench.wording
        parts = [f"{words.label('clausestatus', one)} {count}" for one, count in counts.items()]
        self.said.setText(f"条款 {len(rows)} 条：" + "，".join(parts))
        self.list.show_records(rows)
        self.read.emit()
        if self._wanted:
            self.choose(self._wanted)

    def _chosen(self, entry: ClauseRow | None) -> None:
        if self._policy is not None:
            self.editor.show_entry(self._policy.id, entry)

    def _columns(self) -> tuple[Column, ...]:
        words = self._bench.wording
        return (
            Column("条款", lambda r: r.clause.number, width=92, rank=lambda r: r.id),
            Column("标题", lambda r: r.clause.heading, width=128, stretch=3),
            Column(
                "状态",
                lambda r: status_text(words, r),
                width=88,
                tone=lambda r: TONES[r.standing.status],
            ),
            Column("依据文件", lambda r: r.standing.document, width=104, stretch=2),
            Column(
                "起算日",
                lambda r: _day(r.standing.from_day),
                width=100,
                kind=Kind.DAY,
                value=lambda r: r.standing.from_day,
            ),
        )


def _day(day: object) -> str:
    return str(day) if day else ""
