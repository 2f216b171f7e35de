"""称号: every name a certificate may carry for an award, and counting another one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from ipdesk.domain.listing import Kind
from ipdesk.domain.policy import Policy
from ipdesk.domain.title_name import named
from ipdesk.errors import UserError
from ipdesk.services import title_names
from ipdesk.services.impact import Impacts
from ipdesk.services.office import Changes, Office
from ipdesk.services.title_names import LONGEST, NameForm, NameRow
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

SOURCES = {"title": "政策原文", "pack": "政策包", "bureau": "本单位"}
BACK = "已撤销"


def takes_names(policy: Policy) -> bool:
    """Whether any award of a policy is given for a title."""
    return any(named(award) for award in policy.awards.values())


def _source(entry: NameRow) -> str:
    return SOURCES[entry.source] if entry.counts else BACK


def _tone(entry: NameRow) -> str:
    if not entry.counts:
        return "quiet"
    return "accent" if entry.kept else ""


def _basis(entry: NameRow) -> str:
    return (entry.kept.document or entry.kept.note) if entry.kept else ""


COLUMNS = (
    Column(
        "事项", lambda r: f"{r.award.id} {r.award.label}", width=130, stretch=4, kind=Kind.CHOICE
    ),
    Column("证书上的写法", lambda r: r.title, width=150, stretch=5),
    Column("来源", _source, width=92, tone=_tone),
    Column("依据或理由", _basis, width=100, stretch=3),
)


class NameSheet(Sheet):
    """What counting a name changes, or taking it back, shown before it is done."""

    def __init__(self, bench: Bench, form: NameForm, award: str, impacts: Impacts) -> None:
        done = "登记" if form.counts else "撤销"
        super().__init__(bench.messages.window, f"{done}称号写法", done)
        self.setMinimumSize(1000, 520)
        said = (
            f"证书上写“{form.title}”的，算作“{award}”的称号。新的申报起采用。"
            if form.counts
            else f"证书上写“{form.title}”的，不再自动算作“{award}”的称号，由经办人认定。"
        )
        note = f"下面是换用后结果会变的申报。{done}不会改动它们；{done}以后可以另行换用。"
        self.table = ImpactTable(bench)
        self.table.show_impacts(impacts)
        self.body.addWidget(label(said, wrap=True))
        self.body.addWidget(label(note, "muted", wrap=True))
        self.body.addWidget(self.table, 1)


class NameEditor(Card):
    """Entering a name; below it the one chosen, which may be taken back if it is the bureau's."""

    def __init__(self, bench: Bench, saved: Callable[[str, Changes], object]) -> None:
        super().__init__(padding=16)
        self._bench = bench
        self._saved = saved
        self._policy: Policy | None = None
        self.entry: NameRow | None = None
        self.form = Form()
        self.form.add("award", "事项", ChoiceField(), required=True)
        self.form.add("title", "写法", LineField("照证书一字不差", LONGEST), required=True)
        self.form.add("document", "依据文件", LineField("文号或会议纪要编号"))
        self.form.add("document_on", "文件日期", DateField())
        self.form.add("note", "理由", NoteField("没有文件的，说明怎样认定的", 2))
        self.save = primary("看影响并登记", self.look)
        self.chosen = label("", "muted", wrap=True, select=True)
        self.back = quiet("撤销这个写法…", self.take_back)
        self.permit = Permit(bench, DECIDERS, self.save, self.back, self.form)
        about = "证书上的写法不在表里的，核算时转人工认定。登记以后，与政策包里的写法一样采用。"
        self.body.addWidget(label("登记一个写法", "heading"))
        self.body.addWidget(label(about, "muted", wrap=True))
        self.body.addWidget(self.form)
        self.body.addLayout(row(None, self.save))
        self.body.addWidget(self.permit.beside(self))
        self.body.addWidget(self.chosen)
        self.body.addLayout(row(self.back, None))
        self.body.addStretch(1)

    def show_policy(self, policy: Policy) -> None:
        if self._policy is not None and policy.id == self._policy.id:
            self._policy = policy
            return
        self._policy = policy
        awards = [award for award in policy.awards.values() if named(award)]
        choice = self.form["award"].editor
        assert isinstance(choice, ChoiceField)
        choice.set_choices([(award.id, f"{award.id} {award.label}") for award in awards])
        self._clear()

    def show_entry(self, entry: NameRow | None) -> None:
        """Tell of the name under the cursor; its award is offered for the next one."""
        self.entry = entry
        own = entry is not None and entry.kept is not None and entry.counts
        self.back.setVisible(own)
        self.chosen.setText(self._about(entry) if entry is not None else "")
        if entry is not None and not self.form["title"].value():
            self.form.fill({"award": entry.award.id})

    def look(self) -> None:
        """Work out what this would change, then ask."""
        if self.form.check_filled():
            self._try(NameForm(**self.form.values()))

    def take_back(self) -> None:
        entry = self.entry
        if entry is None:
            return
        said = f"为什么“{entry.title}”不再算作“{entry.award.label}”的称号？理由记入操作记录。"
        reason = self._bench.messages.reason("撤销称号写法", said)
        if reason is not None:
            self._try(NameForm(entry.award.id, entry.title, note=reason, counts=False))

    def _try(self, wanted: NameForm) -> None:
        if self._policy is not None:
            work = Working(self._bench, "正在算影响名单")
            done = partial(self._ask, self._policy, wanted)
            work.run(title_names.name_impact, done, self._refused, self._policy.id, wanted)

    def _ask(self, policy: Policy, wanted: NameForm, impacts: Impacts) -> None:
        sheet = NameSheet(self._bench, wanted, policy.awards[wanted.award].label, impacts)
        if self._bench.messages.run(sheet):
            run, actor = self._bench.jobs.run, self._bench.actor
            done = partial(self._done, policy.id)
            run(title_names.set_title_name, done, self._refused, actor, policy.id, wanted)

    def _done(self, pack: str, changes: Changes) -> None:
        self._clear()
        self._saved(pack, changes)

    def _clear(self) -> None:
        self.form.clear_notes()
        kept = self.form["award"].value()
        blank = {"title": "", "document": "", "document_on": None, "note": ""}
        self.form.fill({"award": kept, **blank})

    def _about(self, entry: NameRow) -> str:
        kept = entry.kept
        if kept is None:
            where = "政策原文" if entry.source == "title" else "政策包"
            return f"“{entry.title}”：{where}里的写法，不能撤。"
        basis = "，".join(part for part in (kept.document, kept.note) if part)
        dated = f"（{kept.document_on}）" if kept.document_on else ""
        act = "登记" if entry.counts else "撤销"
        return f"“{entry.title}”：{kept.operator} 于 {kept.at:%Y-%m-%d %H:%M} {act}，{basis}{dated}"

    def _refused(self, error: Exception) -> None:
        text = self._bench.messages.text_of(error)
        if not (isinstance(error, UserError) and self.form.fault(error.field, text)):
            self._bench.messages.complain(error)


class NamesView(QWidget):
    """The names at the left, entering one at the right."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._bench = bench
        self._policy: Policy | None = None
        self._rebasing = Rebasing(bench)
        self.said = label("", "muted")
        self.list = FixedList(bench, "title-names", "称号的写法", COLUMNS, ListTools("称号的写法"))
        self.editor = NameEditor(bench, self._entered)
        self.list.chosen.connect(self.editor.show_entry)
        card = Card(padding=0)
        card.body.addWidget(self.list)
        area = QScrollArea()
        area.setAccessibleName("所选称号")
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
        self._policy = policy
        self.editor.show_policy(policy)
        self.reload()

    def reload(self) -> None:
        """Read again what the bureau has entered."""
        if self._policy is not None:
            run = self._bench.jobs.run
            run(title_names.name_rows, self._show, None, self._policy, key=f"names/{id(self)}")

    def _show(self, rows: Sequence[NameRow]) -> None:
        own = sum(entry.kept is not None and entry.counts for entry in rows)
        awards = len({entry.award.id for entry in rows})
        self.said.setText(
            f"{awards} 个事项看证书称号，认 {sum(entry.counts for entry in rows)} 个写法，"
            f"其中本单位登记 {own} 个"
        )
        self.list.show_records(rows)

    def _entered(self, pack: str, changes: Changes) -> None:
        self._bench.jobs.run(_current, partial(self._in_use, pack, changes))

    def _in_use(self, pack: str, changes: Changes, policies: tuple[Policy, ...]) -> None:
        self._bench.use_policies(policies)
        self._bench.announce(changes)
        self._bench.say("称号写法已保存，新的申报起采用")
        self._rebasing.offer(pack, only_changed=True)


def _current(office: Office) -> tuple[Policy, ...]:
    return office.current
