"""台账报表: what stands in the ledger, what it adds up to, and the files made of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QStackedWidget

from ipdesk.domain.money import figures
from ipdesk.services import ledgers
from ipdesk.services.ledgers import Exported
from ipdesk.services.office import Actor, Office
from ipdesk.ui.bench import Bench
from ipdesk.ui.ledgers.details import LedgerDetails
from ipdesk.ui.ledgers.sheets import ExportSheet
from ipdesk.ui.ledgers.sums import YearSums
from ipdesk.ui.page import Page
from ipdesk.ui.widgets import ChoiceField, column, label, primary, quiet, row
from ipdesk.ui.widgets.segments import Segments

_KINDS = "Excel 工作簿 (*.xlsx)"
_FOLDER, _RECIPIENT = "folders/ledgers", "usual/recipient"


class LedgersPage(Page):
    """明细 with its filters, 汇总 with its budget; both for the fund year chosen on top."""

    title: ClassVar[str] = "台账报表"
    tables: ClassVar[frozenset[str]] = frozenset(
        ("claim", "claim_step", "letter", "payment", "applicant", "budget")
    )

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._asked_years = False
        self.segments = Segments((("details", "明细"), ("sums", "汇总")))
        self.year = ChoiceField(empty="全部年度")
        self.year.setAccessibleName("资金年度")
        self.year.setMinimumWidth(180)
        self.pack = ChoiceField()
        self.pack.setAccessibleName("政策")
        self.details = LedgerDetails(bench)
        self.sums = YearSums(bench)
        self.export_button = primary("导出兑现台账", self.export_ledger, icon="file-spreadsheet")
        self.year_end_button = quiet("导出年度报表", self.export_year_end, icon="download")
        self._parts = QStackedWidget()
        self._parts.addWidget(self.details)
        self._parts.addWidget(self.sums)
        head = row(label("台账报表", "title"), 4, self.segments, self.year, self.pack, None, gap=10)
        head.addWidget(quiet("导入…", lambda: bench.go("imports", "history"), icon="upload"))
        head.addWidget(self.year_end_button)
        head.addWidget(self.export_button)
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
        self._add("登记预算", "Ctrl+B", self.sums.ask_budget)

    def refresh(self) -> None:
        self.bench.jobs.run(ledgers.years, self._take_years, None, key="ledger/years")

    def export_ledger(self) -> None:
        """Write exactly what the filter shows."""
        chosen = self.details.chosen()
        totals = self.details.totals
        if totals is not None and not totals.rows:
            self.bench.messages.warn("当前条件下没有申报，没有可导出的内容。")
            return
        said = f"导出范围：{self.details.filters_said()}"
        said += f"；{totals.rows:,} 件，核定 {figures(totals.approved_fen)} 元" if totals else ""
        year = f"-{chosen.fund_year}" if chosen.fund_year else ""
        found = self._ask("导出兑现台账", said, f"兑现台账{year}.xlsx", masked=True)
        if found is None:
            return
        path, masked, recipient = found

        def write(office: Office, actor: Actor) -> Exported:
            return ledgers.export_ledger(
                office, actor, chosen, path, masked=masked, recipient=recipient
            )

        self.bench.jobs.run(write, self._written, self._failed, self.bench.actor)

    def export_year_end(self) -> None:
        """The year-end workbook of the policy and year chosen."""
        year, pack = self.year.value(), self.pack.value()
        if year is None or not pack:
            self.bench.messages.warn("年度报表按一个资金年度编制，请先在上方选定年度。")
            self.year.setFocus()
            return
        said = f"{year} 资金年度，{self.pack.currentText()}：汇总、明细、拨付、未通过等各表"
        found = self._ask("导出年度报表", said, f"年度报表-{year}.xlsx", masked=False)
        if found is None:
            return
        path, masked, recipient = found

        def write(office: Office, actor: Actor) -> Exported:
            return ledgers.export_year_end(
                office, actor, pack, year, path, masked=masked, recipient=recipient
            )

        self.bench.jobs.run(write, self._written, self._failed, self.bench.actor)

    def _ask(self, title: str, said: str, name: str, masked: bool) -> tuple[Path, bool, str] | None:
        settings, messages = self.bench.settings, self.bench.messages
        usual = str(settings.value(_RECIPIENT, "") or "")
        sheet = ExportSheet(messages.window, title, said, masked, usual)
        if not messages.run(sheet):
            return None
        folder = str(settings.value(_FOLDER, "") or "")
        suggested = str(Path(folder) / name) if folder and Path(folder).is_dir() else name
        path = messages.save_file(title, suggested, _KINDS)
        if path is None:
            return None
        path = path if path.suffix else path.with_suffix(".xlsx")
        settings.setValue(_RECIPIENT, sheet.recipient)
        settings.setValue(_FOLDER, str(path.parent))
        self.export_button.setEnabled(False)
        self.year_end_button.setEnabled(False)
        return path, sheet.masked, sheet.recipient

    def _written(self, done: Exported) -> None:
        self._offer()
        self.bench.announce(done.changes)
        self.bench.say(
            f"已导出 {done.rows:,} 件到 {done.path.name}，"
            f"核定 {figures(done.approved_fen)} 元，实付 {figures(done.paid_fen)} 元"
        )

    def _failed(self, error: Exception) -> None:
        self._offer()
        self.bench.messages.complain(error)

    def _offer(self) -> None:
        self.export_button.setEnabled(True)
        self.year_end_button.setEnabled(True)

    def _show_part(self, name: str) -> None:
        self._parts.setCurrentIndex(0 if name == "details" else 1)
        if name == "sums" and self.year.value() is None and self.year.count() > 1:
            self.year.setCurrentIndex(1)
            self._show()

    def _show(self) -> None:
        year = self.year.value()
        self.details.show_year(year)
        if year is None and self.segments.value() == "sums":
            self.segments.choose("details")
        self.sums.show_year(self.pack.value() or "", year)

    def _take_years(self, years: tuple[int, ...]) -> None:
        self.year.set_choices([(year, f"{year} 资金年度") for year in years])
        if not self._asked_years and years:
            self._asked_years = True
            self.year.set_value(years[0])
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
