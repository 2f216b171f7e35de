"""台账报表: what stands in the ledger, what it adds up to, and the files made of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ipdesk.domain.money import figures
from ipdesk.services import batches, ledgers, year_end
from ipdesk.services.exporting import Exported
from ipdesk.services.office import Actor, Office
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.late import made, nothing, stand
from ipdesk.ui.ledgers.details import LedgerDetails
from ipdesk.ui.ledgers.exporter import Exporter, Wanted
from ipdesk.ui.ledgers.registers import RegistersView
from ipdesk.ui.ledgers.sums import YearSums
from ipdesk.ui.ledgers.year_desk import YearDesk
from ipdesk.ui.page import Page
from ipdesk.ui.widgets import ChoiceField, column, label, primary, quiet
from ipdesk.ui.widgets.base import stress
from ipdesk.ui.widgets.list_above import Controls
from ipdesk.ui.widgets.room import Pages
from ipdesk.ui.widgets.segments import Segments
from ipdesk.ui.widgets.wrapping import Wrapping
from ipdesk.ui.worn import BY_PARTS

PARTS = ("details", "sums", "registers")


class LedgersPage(Page):
    """明细 with its filters, 汇总 with its budget and 封账, 表册; for the fund year on top."""

    title: ClassVar[str] = "台账报表"
    tables: ClassVar[frozenset[str]] = frozenset(
        ("claim", "claim_step", "letter", "payment", "applicant", "budget", "batch", "year_closing")
    )

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.setProperty(BY_PARTS, True)
        self._asked_years = False
        captions = ("明细", "汇总", "表册")
        self.segments = Segments(tuple(zip(PARTS, captions, strict=True)))
        self.year = ChoiceField(empty="全部年度")
        self.year.setAccessibleName("资金年度")
        theme.current().hold(self.year, least=180)
        self.pack = ChoiceField()
        self.pack.setAccessibleName("政策")
        self.details = LedgerDetails(bench, self.year, self._show)
        self.exporter = Exporter(bench, self)
        self.exporter.busy.connect(self._offer)
        self.export_button = primary("导出兑现台账", self.export_ledger, icon="file-spreadsheet")
        self.year_end_button = quiet("导出年度报表", self.export_year_end, icon="download")
        self.year_paper = YearDesk(bench, self)
        self.year_paper_button = quiet("总结附表…", self.show_year_paper, icon="printer")
        self.year_paper_button.hide()
        self._parts = Pages()
        self._parts.addWidget(self.details)
        coming = quiet("导入…", lambda: bench.go("imports", "history"), icon="upload")
        right = (coming, self.year_paper_button, self.year_end_button, self.export_button)
        told = (label("台账报表", "title"), self.segments, self.year, self.pack)
        head = Wrapping(*told, *right, gap=10, right=right)
        whole = column(head, gap=10, margins=(18, 14, 18, 16))
        whole.addWidget(self._parts, 1)
        self.setLayout(whole)
        self.segments.chosen.connect(self._show_part)
        self.year.edited.connect(self._show)
        self.pack.edited.connect(self._show)
        bench.policies_changed.connect(self._name_packs)
        self._name_packs()
        self._add("导出兑现台账", "Ctrl+E", self.export_ledger)
        self._add("导出年度报表", "Ctrl+Shift+E", self.export_year_end)
        self._add("在台账中查找", "Ctrl+F", self.details.text.setFocus)
        self._add("登记预算", "Ctrl+B", self.ask_budget)

    def refresh(self) -> None:
        run = self.bench.jobs.run
        run(ledgers.years, self._take_years, None, key="ledger/years")
        run(batches.every_batch, self.details.name_batches, None, key="ledger/batches")
        if made(self, "registers"):
            self.registers.reload()

    @cached_property
    def sums(self) -> YearSums:
        both = Controls(self._show, ("year", "pack"), year=self.year, pack=self.pack)
        view = stand(self.bench, self._parts, "ledgers/sums", YearSums(self.bench, both))
        view.show_year(self.pack.value() or "", self.year.value())
        return view

    @cached_property
    def registers(self) -> RegistersView:
        view = RegistersView(self.bench, self.exporter)
        self._topped = stand(self.bench, self._parts, "ledgers/registers", _topped(view))
        view.show_year(self.year.value())
        view.reload()
        return view

    def ask_budget(self) -> None:
        """The budget of the year chosen, once it is read."""
        sums = self.sums
        self.bench.jobs.run(nothing, lambda _: sums.ask_budget())

    def takes_table(self) -> object:
        return "history"

    def standing(self) -> object:
        return self.segments.value()

    def open(self, target: object) -> None:
        """A part by its name; the years of 汇总 may still be on their way."""
        if isinstance(target, str) and target in PARTS:
            self.segments.choose(target)

    def export_ledger(self) -> None:
        """Write exactly what the filter shows."""
        chosen = self.details.chosen()
        totals = self.details.desk.totals
        if not totals.count:
            self.bench.messages.warn("当前条件下没有申报，没有可导出的内容。")
            return
        said = f"导出范围：{self.details.filters_said()}"
        said += f"；{totals.count:,} 件，核定 {figures(totals.by_key['approved'])} 元"
        year = f"-{chosen.fund_year}" if chosen.fund_year else ""

        def write(office: Office, actor: Actor, wanted: Wanted) -> Exported:
            return ledgers.export_ledger(
                office,
                actor,
                chosen,
                wanted.path,
                masked=wanted.masked,
                recipient=wanted.recipient,
            )

        self.exporter.begin("导出兑现台账", said, f"兑现台账{year}.xlsx", write, _told)

    def export_year_end(self) -> None:
        """The year-end workbook of the policy and year chosen."""
        year, pack = self.year.value(), self.pack.value()
        if year is None or not pack:
            self.bench.messages.warn("年度报表按一个资金年度编制，请先在上方选定年度。")
            self.year.setFocus()
            return
        said = f"{year} 资金年度，{self.pack.currentText()}：汇总、明细、拨付、未通过等各表"

        def write(office: Office, actor: Actor, wanted: Wanted) -> Exported:
            return year_end.export_year_end(
                office,
                actor,
                pack,
                year,
                wanted.path,
                masked=wanted.masked,
                recipient=wanted.recipient,
            )

        name = f"年度报表-{year}.xlsx"
        self.exporter.begin("导出年度报表", said, name, write, _told, "证件号和账号")

    def show_year_paper(self) -> None:
        """The sums of the year on paper, for the report of the year."""
        self.year_paper.begin(self.pack.value() or "", self.year.value())

    def _offer(self, busy: bool) -> None:
        self.export_button.setEnabled(not busy)
        self.year_end_button.setEnabled(not busy)

    def _show_part(self, name: str) -> None:
        part: QWidget = getattr(self, name)
        self._parts.setCurrentWidget(self._topped if name == "registers" else part)
        self.year_paper_button.setVisible(name == "sums")
        stress(self.export_button, name == "details")
        stress(self.year_end_button, name == "sums")
        if name == "sums" and self.year.value() is None and self.year.count() > 1:
            self.year.setCurrentIndex(1)
            self._show()

    def _show(self) -> None:
        year = self.year.value()
        self.details.apply()
        if year is None and self.segments.value() == "sums":
            self.segments.choose("details")
        if made(self, "sums"):
            self.sums.show_year(self.pack.value() or "", year)
        if made(self, "registers"):
            self.registers.show_year(year)

    def _take_years(self, years: tuple[int, ...]) -> None:
        self.year.set_choices([(year, f"{year} 资金年度") for year in years])
        if not self._asked_years and years:
            self._asked_years = True
            self.year.set_value(self.year.value() or years[0])
        self._show()

    def _name_packs(self) -> None:
        paying = [policy for policy in self.bench.policies if policy.awards]
        self.pack.set_choices([(p.id, p.document_number or p.title) for p in paying])
        self.pack.setVisible(len(paying) > 1)

    def _add(self, text: str, keys: str, slot: Callable[[], object]) -> None:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _=False: slot())
        self.addAction(action)


def _topped(part: QWidget) -> QWidget:
    """As high as it is, at the top of its place."""
    holder = QWidget()
    holder.setProperty("kind", "clear")
    holder.setLayout(column(part, None))
    return holder


def _told(done: Exported) -> str:
    return (
        f"已导出 {done.rows:,} 件到 {done.path.name}，"
        f"核定 {figures(done.approved_fen)} 元，实付 {figures(done.paid_fen)} 元"
    )
