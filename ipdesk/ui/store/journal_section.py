"""设置 → 操作记录: read, filter, hold against paper, hand on."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from ipdesk.domain.stages import Role
from ipdesk.services import journal_view, lists
from ipdesk.services.journal_view import ChainFound, JournalFilter, Kinds, PrintedFound
from ipdesk.services.journal_words import Told, act_label
from ipdesk.services.lists import Shown
from ipdesk.services.office import Changes
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.store.entry_card import EntryCard
from ipdesk.ui.store.journal_columns import journal_columns
from ipdesk.ui.widgets import (
    Card,
    ChoiceField,
    DateField,
    EmptyState,
    LineField,
    Notice,
    column,
    label,
    quiet,
)
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.base import clearable
from ipdesk.ui.widgets.list_above import Controls
from ipdesk.ui.widgets.list_desk import ListDesk, ListTools
from ipdesk.ui.widgets.list_source import Query, StoreSource
from ipdesk.ui.widgets.record_table import RecordTable
from ipdesk.ui.widgets.split import Split
from ipdesk.ui.widgets.wrapping import Wrapping

_PAUSE_MS = 200
# About what and what of it are read in the list; where they could not be, the card is below.
_BESIDE = (660, 280)  # pixels for letters of the usual size
_READERS = (Role.ADMINISTRATOR, Role.AUDITOR, Role.APPROVER)


class JournalSection(QWidget):
    """The whole journal, newest first; nothing in it can be changed."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._filter = JournalFilter()
        self._make_filters()
        empty = EmptyState("search", "没有符合的记录", "放宽日期、操作员或操作的条件。")
        columns = journal_columns(partial(act_label, bench.wording))
        keys = [one.id for one in columns if one.id]
        source = StoreSource(self._shown, journal_view.journal_rows, keys, ("seq", True))
        self.table = RecordTable(bench, "journal", columns, source, None, empty)
        above = Controls(
            self._apply,
            text=self.search,
            who=self.who,
            what=self.what,
            first=self.first,
            last=self.last,
            jumps=self.jumps,
        )
        ListDesk(self.table, ListTools("操作记录", above=above))
        self.card = EntryCard()
        self.table.chosen.connect(self.card.show_entry)
        self.table.opened.connect(self._open)
        self.verdict = Notice("")
        self._make_checks()
        listed = Card(padding=0)
        listed.body.addWidget(self.table)
        split = Split(beside=_BESIDE)
        split.setHandleWidth(12)
        split.addWidget(listed)
        split.addWidget(self.card)
        split.setStretchFactor(0, 1)
        split.setSizes([760, 300])
        self._follow_zoom()
        theme.current().changed.connect(self._follow_zoom)
        sought = (self.search, self.who, self.what, self.export)
        filters = Wrapping(*sought, wide=self.search, right=(self.export,))
        span = (label("从", "muted"), self.first, label("到", "muted"), self.last, self.jumps)
        checks = (self.printed, self.hold, self.check)
        days = Wrapping(*span, *checks, right=checks)
        whole = column(filters, days, self.verdict, gap=8)
        whole.addWidget(split, 1)
        self.setLayout(whole)

    def _follow_zoom(self) -> None:
        """The fields are as wide as what is written in them."""
        look = theme.current()
        widths = {self.who: 190, self.what: 190, self.first: 128, self.last: 128, self.printed: 170}
        for field, width in widths.items():
            field.setFixedWidth(look.px(width))

    def refresh(self) -> None:
        self._bench.jobs.run(journal_view.kinds, self._offer, key="journal/kinds")
        self.table.reload()
        held = self._bench.actor.roles
        may = any(role in held for role in _READERS)
        self.export.bar("" if may else "由管理员、审批人或审计导出。")

    def _make_filters(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText("编号、名称、文号、理由")
        clearable(self.search)
        self.search.setAccessibleName("查找操作记录")
        self.who = ChoiceField((), empty="所有操作员")
        self.who.setAccessibleName("操作员")
        self.what = ChoiceField((), empty="所有操作")
        self.what.setAccessibleName("操作")
        for field in (self.who, self.what):
            field.edited.connect(self._changed)
        self.first, self.last = DateField(), DateField()
        for day, name in ((self.first, "从哪天"), (self.last, "到哪天")):
            day.setAccessibleName(name)
            day.edited.connect(self._changed)
        self.jumps = QCheckBox("只看时钟倒退")
        self.jumps.toggled.connect(lambda _: self._changed())
        self.export = quiet("导出…", self._export, icon="download")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._apply)
        self.search.textChanged.connect(lambda _: self._pause.start())

    def _make_checks(self) -> None:
        self.check = quiet("核对校验链", self._check, icon="shield-check")
        self.printed = QLineEdit()
        self.printed.setPlaceholderText("纸面上的 12 位校验")
        self.printed.setAccessibleName("纸面上的校验")
        self.printed.returnPressed.connect(self._hold)
        self.hold = quiet("与纸面核对", self._hold)

    def _changed(self, *_: object) -> None:
        self._pause.start()

    def _apply(self) -> None:
        self._pause.stop()
        act = self.what.value()
        first, last = self.first.value(), self.last.value()
        self._filter = JournalFilter(
            text=self.search.text().strip(),
            first=first if isinstance(first, date) else None,
            last=last if isinstance(last, date) else None,
            operator=str(self.who.value() or ""),
            acts=(str(act),) if act else (),
            clock_jumps=self.jumps.isChecked(),
        )
        self.table.reload()

    def _offer(self, kinds: Kinds) -> None:
        for field, choices in (
            (self.who, [(name, name) for name in kinds.people]),
            (self.what, list(kinds.acts)),
        ):
            chosen = field.value()
            field.set_choices(choices)
            field.set_value(chosen)

    def _shown(self, office: Any, query: Query) -> Shown:
        return lists.of_journal(office, self._filter)

    def _open(self, told: Told) -> None:
        """The record an entry is about."""
        place = {"claim": "claims", "applicant": "applicants", "letter": "notices"}
        if told.entity in place:
            self._bench.go(place[told.entity], told.entity_id)

    def _check(self) -> None:
        self.verdict.tell("正在逐条核对……")
        self._bench.jobs.run(journal_view.check_chain, self._checked)

    def _checked(self, found: ChainFound) -> None:
        jumps = f"；其中 {len(found.clock_jumps)} 处时钟倒退" if found.clock_jumps else ""
        if found.whole:
            self.verdict.tell(
                f"校验链完整：{found.count:,} 条逐条相符，末条校验 {found.head}{jumps}。", "done"
            )
            return
        self.verdict.tell(
            f"校验链从第 {found.first_broken:,} 条起对不上，可能有人在程序之外改过；"
            f"之前的 {found.count:,} 条相符{jumps}。请保留现场，到“备份”里恢复。",
            "fault",
        )

    def _hold(self) -> None:
        typed = self.printed.text()
        if typed.strip():
            run = self._bench.jobs.run
            run(journal_view.check_printed, self._held, self._bench.messages.complain, typed)

    def _held(self, found: PrintedFound) -> None:
        if found.entry is None:
            self.verdict.tell(
                f"操作记录里没有校验为 {found.typed} 的一条。请对照纸面再输一遍；"
                "仍没有的，记录被截短或重写过，或者这张纸不是本单位的。",
                "fault",
            )
            return
        entry = found.entry
        where = f"第 {entry.seq:,} 条（{entry.at:%Y-%m-%d %H:%M}，{entry.act}，{entry.subject}）"
        if found.holds:
            self.verdict.tell(f"与纸面相符：{where}，从头到这一条逐条相符。", "done")
        else:
            self.verdict.tell(f"有这一条：{where}，但它之前的记录对不上。", "fault")
        self.table.choose(entry.seq)

    def _export(self) -> None:
        sheet = ExportSheet(self._bench.messages.window)
        if not self._bench.messages.run(sheet):
            return
        name = f"操作记录-{self._bench.today().isoformat()}.xlsx"
        path = self._bench.messages.save_file("导出操作记录", name, "Excel (*.xlsx)")
        if path is not None:
            work = (self._bench.actor, self._filter, path, sheet.recipient.text())
            self._bench.jobs.run(
                journal_view.export_journal,
                lambda changes: self._exported(path, changes),
                None,
                *work,
            )

    def _exported(self, path: Path, changes: Changes) -> None:
        self._bench.say(f"已导出：{path}", path)
        self._bench.announce(changes)
        self.table.reload()


class ExportSheet(Sheet):
    """To whom the extract goes; it is kept in the journal."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, "导出操作记录", "选择文件…")
        says = "导出现在筛选出的各条，号码已遮盖。导出本身也会记下来。"
        self.body.addWidget(label(says, "muted", wrap=True))
        self.recipient = LineField("交给谁，如市审计局")
        self.recipient.setAccessibleName("接收人")
        self.recipient.textChanged.connect(lambda text: self.yes.setEnabled(bool(text.strip())))
        self.yes.setEnabled(False)
        self.body.addWidget(self.recipient)
