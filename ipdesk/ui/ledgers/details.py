"""明细: the claims of a filter with their totals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from ipdesk.domain.batch import Batch
from ipdesk.domain.listing import Kind
from ipdesk.domain.money import figures
from ipdesk.services.claims import ClaimFilter, ClaimRow
from ipdesk.ui import reading, theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.ledgers import rows
from ipdesk.ui.row_columns import award_key, award_words
from ipdesk.ui.widgets import Card, ChoiceField, Column, EmptyState, column
from ipdesk.ui.widgets.base import clearable
from ipdesk.ui.widgets.list_above import Controls
from ipdesk.ui.widgets.list_desk import ListDesk, ListTools
from ipdesk.ui.widgets.list_source import StoreSource
from ipdesk.ui.widgets.record_table import RecordTable
from ipdesk.ui.widgets.row_menu import RowAct
from ipdesk.ui.widgets.wrapping import Wrapping

_PAUSE_MS = 120
_WIDE_CHOICES = 460  # awards have long names


class LedgerDetails(QWidget):
    """Filters above, the ledger, and the totals of exactly these rows below."""

    def __init__(self, bench: Bench, year: ChoiceField, show_year: Callable[[], object]) -> None:
        """The fund year is chosen on top of the page, for all its parts."""
        super().__init__()
        self._bench = bench
        words = bench.wording
        self._year = year
        self.text = QLineEdit()
        self.text.setPlaceholderText("编号、申报主体、标的、文号")
        clearable(self.text)
        self.text.setAccessibleName("查找申报")
        stages = [(stage, words.label("stage", stage)) for stage in rows.IN_LEDGER]
        self.stage = ChoiceField(stages, empty="全部环节")
        self.stage.setAccessibleName("环节")
        self.award = ChoiceField(empty="全部事项")
        self.award.setAccessibleName("事项")
        theme.current().hold(self.award, fixed=250)
        theme.current().hold(self.award.view(), least=_WIDE_CHOICES)
        self._name_awards()
        self.batch = ChoiceField(empty="全部批次")
        self.batch.setAccessibleName("批次")
        theme.current().hold(self.batch, fixed=150)
        theme.current().hold(self.batch.view(), least=_WIDE_CHOICES // 2)
        empty = EmptyState(
            "table-2", "没有符合条件的申报", "换一个年度、环节或事项，或者清除查找的文字。"
        )
        columns = self._columns()
        keys = [one.id for one in columns if one.id]
        source = StoreSource(rows.shown, rows.lines_of, keys, ("number", False))
        self.table = RecordTable(bench, "ledger", columns, source, None, empty)
        sums = (("approved", "核定"), ("paid", "实付"))
        above = Controls(
            show_year,
            ("year",),
            text=self.text,
            year=year,
            stage=self.stage,
            award=self.award,
            batch=self.batch,
        )
        tools = ListTools("台账明细", sums, above)
        self.desk = ListDesk(self.table, tools)
        self.table.opened.connect(lambda line: bench.go("claims", line.id))
        look = RowAct(
            "看申报主体", lambda: bench.go("applicants", self.table.current().applicant_id)
        )
        self.table.row_acts = lambda: [look]
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.apply)
        self.text.textChanged.connect(lambda _: self._pause.start())
        self.stage.edited.connect(self.apply)
        self.award.edited.connect(self.apply)
        self.batch.edited.connect(self.apply)
        bench.policies_changed.connect(self._name_awards)
        self._lay_out()

    def chosen(self) -> ClaimFilter:
        """The filter as it stands: what is shown and what an export writes."""
        pack, award = self.award.value() or ("", "")
        stage = self.stage.value()
        return ClaimFilter(
            text=self.text.text().strip(),
            stages=(stage,) if stage else (),
            awards=(award,) if award else (),
            pack=pack,
            fund_year=self.year,
            batch=self.batch.value(),
        )

    def filters_said(self) -> str:
        """The filter in words, for the sheet that asks about an export."""
        parts = [f"{self.year} 资金年度" if self.year else "全部年度"]
        for field in (self.stage, self.award, self.batch):
            if field.value():
                parts.append(field.currentText())
        if self.text.text().strip():
            parts.append(f"含“{self.text.text().strip()}”")
        return "，".join(parts)

    @property
    def year(self) -> int | None:
        found = self._year.value()
        return found if isinstance(found, int) else None

    def name_batches(self, found: Sequence[Batch]) -> None:
        """The batches that can be chosen, newest first."""
        self.batch.set_choices([(one.id, batch_text(self._bench, one)) for one in found])

    def apply(self) -> None:
        self._pause.stop()
        chosen = self.chosen()
        query = replace(self.table.query, text=chosen.text, filters={"chosen": chosen})
        self.table.query = query
        self.table.reload()

    def _lay_out(self) -> None:
        card = Card(padding=0)
        card.body.addWidget(self.table, 1)
        filters = Wrapping(self.text, self.stage, self.award, self.batch, wide=self.text)
        whole = column(filters, gap=10)
        whole.addWidget(card, 1)
        self.setLayout(whole)

    def _columns(self) -> Sequence[Column]:
        words, money, day = self._bench.wording, reading.show_money, reading.show_date
        days, fen, text = Kind.DAY, Kind.MONEY, Kind.CHOICE
        return (
            Column("受理编号", lambda n: n.number, sort="number", width=118, groups=False),
            Column("收件日期", lambda n: day(n.received_on), sort="received_on", kind=days,
                   value=lambda n: n.received_on, width=98),
            Column("申报主体", lambda n: n.applicant, sort="applicant", width=150, stretch=True),
            Column("镇街", lambda n: n.town, sort="town", kind=text, width=96, hidden=True),
            Column("事项", lambda n: award_words(self._bench, award_key(n)), sort="award",
                   kind=text, value=award_key, words=partial(award_words, self._bench),
                   width=150, stretch=True),
            Column("数量", lambda n: str(n.item_count), sort="count", kind=Kind.COUNT,
                   value=lambda n: n.item_count, align="right", width=58),
            Column("申报（元）", lambda n: money(n.claimed_fen), sort="claimed", kind=fen,
                   value=lambda n: n.claimed_fen, align="right", width=110, hidden=True),
            Column("核定（元）", lambda n: _money(n.approved_fen), sort="approved", kind=fen,
                   value=lambda n: n.approved_fen, align="right", width=112),
            Column("实付（元）", lambda n: _money(n.paid_fen), sort="paid", kind=fen,
                   value=lambda n: n.paid_fen, align="right", width=112),
            Column("拨付日期", lambda n: day(n.paid_on), sort="paid_on", kind=days,
                   value=lambda n: n.paid_on, width=98, hidden=True),
            Column("凭证号", lambda n: n.voucher, sort="voucher", width=120, hidden=True),
            Column("批准文号", lambda n: n.document_number, sort="document", width=190,
                   groups=False, hidden=True),
            Column("资金年度", lambda n: str(n.fund_year), sort="fund_year", kind=text,
                   value=lambda n: n.fund_year, width=88,
                   hidden=True),
            Column("环节", lambda n: words.label("stage", n.stage), sort="stage", kind=text,
                   value=lambda n: str(n.stage),
                   words=partial(words.label, "stage"), width=104, tone=_tone),
            Column("档号", lambda n: n.archive_number, sort="archive", width=120, hidden=True),
        )  # fmt: skip

    def _name_awards(self) -> None:
        self.award.set_choices(
            [
                ((policy.id, award.id), f"{clause.number}{award.label}")
                for policy in self._bench.policies
                for clause in policy.clauses
                for award in clause.awards
            ]
        )


def batch_text(bench: Bench, found: Batch) -> str:
    """2024-公示-03 三月第一批."""
    values = {"year": found.year, "ordinal": found.ordinal}
    said = bench.wording.text("page", f"batch-{found.kind}", values)
    return f"{said} {found.name}".strip()


def _money(fen: int | None) -> str:
    return figures(fen) if fen else "—"


def _tone(claim: ClaimRow) -> str:
    if claim.paid_fen:
        return "done"
    return "accent" if claim.approved_fen else "quiet"
