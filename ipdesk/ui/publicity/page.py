"""公示与拨付: what is to be published, what is being published, what is to be paid and was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit

from ipdesk.domain.batch import BatchKind
from ipdesk.domain.listing import Sums
from ipdesk.domain.money import figures
from ipdesk.domain.stages import Role, move
from ipdesk.services import batching, payment_batches
from ipdesk.services.batching import Candidate, Outcome
from ipdesk.services.claims import ClaimRow
from ipdesk.services.lists import Shown
from ipdesk.ui.batch_sheet import BatchSheet, tell_outcome
from ipdesk.ui.bench import Bench
from ipdesk.ui.keeping import Keeping
from ipdesk.ui.late import stand
from ipdesk.ui.page import Page
from ipdesk.ui.permit import ANYBODY, TAKERS, Permit
from ipdesk.ui.publicity import parts
from ipdesk.ui.publicity.batch_columns import number_of
from ipdesk.ui.publicity.batches import BatchesView
from ipdesk.ui.publicity.beside import ClaimBeside
from ipdesk.ui.publicity.columns import columns_of
from ipdesk.ui.publicity.public_list import PublicList
from ipdesk.ui.publicity.sheets import PaySheet
from ipdesk.ui.widgets import Card, EmptyState, column, label, primary, quiet, row
from ipdesk.ui.widgets.base import clearable, tab_through
from ipdesk.ui.widgets.list_above import Controls
from ipdesk.ui.widgets.list_desk import ListDesk, ListTools
from ipdesk.ui.widgets.list_source import Query, StoreSource
from ipdesk.ui.widgets.record_table import RecordTable
from ipdesk.ui.widgets.room import Pages
from ipdesk.ui.widgets.row_menu import pressed
from ipdesk.ui.widgets.segments import Segments
from ipdesk.ui.widgets.split import Split
from ipdesk.ui.worn import size_of

_PAUSE_MS = 120
_PAID = ("payable", "paid", str(BatchKind.PAYMENT))  # where results of payment are looked for
_BEGUN = {str(BatchKind.PUBLICITY): "waiting", str(BatchKind.PAYMENT): "payable"}
_ICONS = {"publish": "megaphone", "unobject": "circle-check", "pay": "banknote"}


class PublicityPage(Page):
    """`open` takes the name of a part, or ("batch", number) for one batch."""

    title: ClassVar[str] = "公示与拨付"
    tables: ClassVar[frozenset[str]] = frozenset(
        ("claim", "claim_step", "letter", "payment", "applicant", "batch")
    )

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.part = parts.PARTS[0]
        words = bench.wording
        self._batches: dict[str, BatchesView] = {}
        named = [(str(kind), words.label("batchkind", str(kind))) for kind in BatchKind]
        self.segments = Segments([*((part.name, part.caption) for part in parts.PARTS), *named])
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("编号、申报主体、标的号码、文号的任意一段")
        clearable(self.filter)
        self.filter.setAccessibleName("查找申报")
        # The parts keep their width when there is nothing to search in.
        policy = self.filter.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.filter.setSizePolicy(policy)
        self.act_button = primary("", self.act, hint="Ctrl+Return")
        self.list_button = quiet("公示名单", self.show_public_list, icon="file-text")
        self.results_button = quiet("导入拨付结果…", self.import_results, icon="upload")
        self._by_part: dict[str, RecordTable] = {}
        self._read = False
        self.beside = ClaimBeside(bench)
        self._tables = Pages()
        self._lay_out()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.filter.textChanged.connect(lambda _: self._pause.start())
        self.segments.chosen.connect(self.show_part)
        self._chose_part = False  # until then it opens where there is work for who sits here
        self.segments.chosen.connect(self._part_chosen)
        taking = self._add("办理所选申报的下一步", "Ctrl+Return", self.act)
        self._permit = Permit(bench, ANYBODY, self.act_button, taking)
        self._add("看公示名单", "Ctrl+Shift+L", self.show_public_list)
        self._add("在列表中查找", "Ctrl+F", self.filter.setFocus)
        captions = [(part.name, part.caption) for part in parts.PARTS]
        for number, (name, caption) in enumerate([*captions, *named], start=1):
            self._add(f"公示与拨付：{caption}", f"Alt+{number}", partial(self._to_part, name))
        self.show_part(self.part.name)

    @property
    def table(self) -> RecordTable:
        """The list of the part shown."""
        return self.table_of(self.part.name)

    def table_of(self, name: str) -> RecordTable:
        """The list of a part, made when it is first asked for."""
        if name not in self._by_part:
            table = self._by_part[name] = self._table(parts.BY_NAME[name])
            stand(self.bench, self._tables, f"publicity/{name}", table)
            # What an empty list offers comes after the list.
            tab_through(table.view, *table.findChildren(EmptyState), self.beside)
            if self._read:
                table.search(self.filter.text())
        return self._by_part[name]

    def batches_of(self, name: str) -> BatchesView:
        """The batches of a kind, the same way."""
        if name not in self._batches:
            kind = BatchKind(name)
            view = self._batches[name] = BatchesView(self.bench, kind)
            view.claims_asked.connect(partial(self.segments.choose, _BEGUN[name]))
            stand(self.bench, self._whole, f"publicity/{name}", view)
            if self._read:
                view.reload()
        return self._batches[name]

    def refresh(self) -> None:
        self._read = True
        for table in self._by_part.values():
            table.reload()
        for batches in self._batches.values():
            batches.reload()
        self.bench.jobs.run(parts.counts, self._counted, key="publicity/counts")

    def open(self, target: object) -> None:
        if isinstance(target, str) and target in self.segments.buttons:
            self.segments.choose(target)

    def takes_table(self) -> object:
        return "payments"

    def standing(self) -> object:
        return self.segments.value()

    def show_part(self, name: str) -> None:
        """One of the lists of claims, or the batches of a kind."""
        among_batches = name in _BEGUN
        self.results_button.setVisible(name in _PAID)
        self.filter.setVisible(not among_batches)
        self._whole.setCurrentWidget(self.batches_of(name) if among_batches else self._split)
        if among_batches:
            for button in (self.act_button, self.list_button):
                button.hide()
            self.sum.setText("")
            return
        self.part = parts.BY_NAME[name]
        self.beside.act = self.part.act
        self._permit.allow(_roles(self.part.act))
        self._tables.setCurrentWidget(self.table)
        self.beside.show_row(self.table.current())
        self._name_act()

    def act(self) -> None:
        """Look the selected claims over, ask once, and take the act with those that can."""
        ids = self.table.selected_ids()
        if not self.part.act or not ids:
            return
        run, actor = self.bench.jobs.run, self.bench.actor
        if self.part.act == "pay":
            run(payment_batches.look_over_payment, self._draw_up, None, actor, ids)
            return
        done = partial(self._confirm, self.part.act)
        run(batching.look_over, done, None, actor, ids, self.part.act)

    def show_public_list(self) -> None:
        """The list as it would be posted: of the selected claims, or of the whole part."""
        ids = self.table.selected_ids()
        if len(ids) < 2:
            ids = list(self.table.listed.ids)
        run, act = self.bench.jobs.run, self.part.act or "pay"
        run(batching.look_over, self._show_list, None, self.bench.actor, ids, act)

    def import_results(self) -> None:
        """The table of finance or the bank, read in one go."""
        self.bench.go("imports", "payments")

    def shown_record(self) -> tuple[str, int, str] | None:
        name = self.segments.value()
        if name in _BEGUN:
            found = self.batches_of(name).batch
            return None if found is None else ("batch", found.id, number_of(self.bench, found))
        row = self.table.current()
        return None if row is None else ("claim", row.id, row.number or row.applicant)

    def _lay_out(self) -> None:
        card = Card(padding=0)
        card.body.addWidget(self._tables)
        split = Split()
        split.setHandleWidth(12)
        split.addWidget(card)
        split.addWidget(self.beside)
        split.setStretchFactor(0, 1)
        split.setSizes([790, 344])
        card.setMinimumWidth(420)
        self.beside.setMinimumWidth(320)
        self.sum = label("", "muted")
        head = row(label("公示与拨付", "title"), self.sum, None, gap=12)
        head.addStrut(size_of(self.act_button).height())
        head.addWidget(self.results_button)
        head.addWidget(self.list_button)
        head.addWidget(self.act_button)
        tools = row(self.segments, self.filter)
        tools.setStretch(1, 1)
        self._split = split
        self._whole = Pages()
        self._whole.addWidget(split)
        whole = column(head, tools, gap=10, margins=(18, 14, 18, 16))
        whole.addWidget(self._whole, 1)
        self.setLayout(whole)

    def _table(self, part: parts.Part) -> RecordTable:
        bench = self.bench
        first = partial(self.segments.choose, part.before) if part.before else None
        way = f"到{parts.BY_NAME[part.before].caption}" if part.before else "到申报办理"
        empty = EmptyState("megaphone", *part.empty, way, first or partial(bench.go, "claims"))
        name, columns = f"publicity-{part.name}", columns_of(bench, part)

        def shown(office: object, query: Query) -> Shown:
            return parts.shown(office, part, query)

        keys = [one.id for one in columns if one.id]
        source = StoreSource(shown, parts.rows_of, keys, ("id", False))
        table = RecordTable(bench, name, columns, source, None, empty)
        sums = (("paid", "已付"),) if part.name == "paid" else (("amount", "金额"),)
        above = Controls(self._search, text=self.filter)
        ListDesk(table, ListTools(f"{self.title}·{part.caption}", sums, above))
        table.row_acts = lambda: pressed(
            (self.act_button, "Ctrl+回车"), (self.list_button, "Ctrl+Shift+L")
        )
        table.chosen.connect(partial(self._chosen, part.name))
        table.opened.connect(lambda claim: bench.go("claims", claim.id))
        table.counted.connect(lambda _: self._name_act())
        table.view.selectionModel().selectionChanged.connect(lambda *_: self._name_act())
        return table

    def _chosen(self, name: str, claim: ClaimRow | None) -> None:
        if name == self.part.name:
            self.beside.show_row(claim)

    def _name_act(self) -> None:
        """The button says what it will do, and with how many."""
        count = len(self.table.selected_ids())
        if self.segments.value() in _BEGUN:
            return
        name = self.bench.wording.label("act", self.part.act) if self.part.act else ""
        name = "编拨付批次" if self.part.act == "pay" else name
        self.act_button.setVisible(bool(name) and len(self.table.listed.ids) > 0)
        self.act_button.setText(f"{name}（{count} 件）" if count > 1 else name)
        self.act_button.setEnabled(count > 0)
        self.act_button.setToolTip("" if count else "先在列表里选一件或几件申报")
        self._sum_up()
        self.list_button.setVisible(self.part.name in ("waiting", "published"))
        self.list_button.setEnabled(len(self.table.listed.ids) > 0)

    def _sum_up(self) -> None:
        """What is selected comes to, once it is more than one."""
        table = self.table
        ids = table.selected_ids()
        self.bench.jobs.run(parts.sum_of, self._say_sum, None, ids, key="publicity/sum")

    def _say_sum(self, found: Sums) -> None:
        total = figures(found.by_key.get("amount", 0))
        self.sum.setText(f"已选 {found.count} 件，{total} 元" if found.count > 1 else "")

    def _confirm(self, act: str, candidates: tuple[Candidate, ...]) -> None:
        sheet = BatchSheet(self.bench, act, candidates, self.bench.today())
        if not self.bench.messages.run(sheet) or not sheet.able:
            return
        run, done = self.bench.jobs.run, partial(self._done, act, sheet.keeping)
        ids = [one.id for one in sheet.able]
        work = (self.bench.actor, ids, act, sheet.record(), sheet.opinion, sheet.name)
        run(batching.take_all, done, None, *work)

    def _done(self, act: str, keeping: Keeping, outcome: Outcome) -> None:
        self.bench.announce(outcome.changes)
        tell_outcome(self.bench, self.bench.wording.label("act", act), outcome, keeping)

    def _draw_up(self, candidates: tuple[Candidate, ...]) -> None:
        sheet = PaySheet(self.bench, candidates, self.bench.today())
        if not self.bench.messages.run(sheet) or not sheet.amounts():
            return
        values = sheet.values()
        work = (self.bench.actor, sheet.amounts(), values["day"], values["name"] or "")
        done = partial(self._drawn_up, sheet.keeping)
        self.bench.jobs.run(payment_batches.draw_up_payment, done, None, *work)

    def _drawn_up(self, keeping: Keeping, outcome: Outcome) -> None:
        self.bench.announce(outcome.changes)
        tell_outcome(self.bench, "编入拨付批次", outcome, keeping)
        if outcome.batch is not None:
            self.segments.choose(str(BatchKind.PAYMENT))
            self.batches_of(BatchKind.PAYMENT).choose(outcome.batch.id)

    def _show_list(self, candidates: tuple[Candidate, ...]) -> None:
        self.bench.messages.run(PublicList(self.bench, "公示名单", candidates))

    def _search(self) -> None:
        for table in self._by_part.values():
            table.search(self.filter.text())

    def _counted(self, counts: Mapping[str, int]) -> None:
        self.segments.show_counts(counts)
        if not self._chose_part:
            mine = (one for one in parts.PARTS if one.act and self.bench.may(*_roles(one.act)))
            self.segments.choose(
                next((one.name for one in mine if counts.get(one.name)), "waiting")
            )

    def _to_part(self, name: str) -> None:
        """By its keys one wants to go on in its list."""
        self.segments.choose(name)
        self.take_keyboard()

    def _part_chosen(self, _name: str) -> None:
        self._chose_part = True

    def _add(self, text: str, keys: str, slot: Callable[[], object]) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _=False: slot())
        self.addAction(action)
        return action


def _roles(act: str) -> tuple[Role, ...]:
    """Who may begin the act of a part; a batch of payments is drawn up by the clerk too."""
    if act == "pay":
        return TAKERS
    return (move(act).role,) if act else ANYBODY
