"""明细: the claims of a filter with their totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from ipdesk.domain.batch import Batch
from ipdesk.domain.money import figures
from ipdesk.services.claims import ClaimFilter
from ipdesk.ui import reading
from ipdesk.ui.bench import Bench
from ipdesk.ui.ledgers import rows
from ipdesk.ui.ledgers.rows import LedgerLine, Totals
from ipdesk.ui.widgets import Card, ChoiceField, Column, EmptyState, column, label, row, rule
from ipdesk.ui.widgets.base import clearable
from ipdesk.ui.widgets.record_table import Query, RecordTable

_PAUSE_MS = 120
_WIDE_CHOICES = 460  # awards have long names


class LedgerDetails(QWidget):
    """Filters above, the ledger, and the totals of exactly these rows below."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        words = bench.wording
        self.year: int | None = None
        self.totals: Totals | None = None
        self.text = QLineEdit()
        self.text.setPlaceholderText("编号、申报主体、标的号码、文号的任意一段")
        clearable(self.text)
        self.text.setAccessibleName("查找申报")
        stages = [(stage, words.label("stage", stage)) for stage in rows.IN_LEDGER]
        self.stage = ChoiceField(stages, empty="全部环节")
        self.stage.setAccessibleName("环节")
        self.award = ChoiceField(empty="全部事项")
        self.award.setAccessibleName("事项")
        self.award.setFixedWidth(250)
        self.award.view().setMinimumWidth(_WIDE_CHOICES)
        self._name_awards()
        self.batch = ChoiceField(empty="全部批次")
        self.batch.setAccessibleName("批次")
        self.batch.setFixedWidth(150)
        self.batch.view().setMinimumWidth(_WIDE_CHOICES // 2)
        empty = EmptyState(
            "table-2", "没有符合条件的申报", "换一个年度、环节或事项，或者清除查找的文字。"
        )
        self.table = RecordTable(
            bench, "ledger", self._columns(), rows.ids_of, rows.lines_of, empty, Query()
        )
        self.table.opened.connect(lambda line: bench.go("claims", line.id))
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

    def show_year(self, year: int | None) -> None:
        self.year = year
        self.apply()

    def name_batches(self, found: Sequence[Batch]) -> None:
        """The batches that can be chosen, newest first."""
        self.batch.set_choices([(one.id, batch_text(self._bench, one)) for one in found])

    def apply(self) -> None:
        self._pause.stop()
        chosen = self.chosen()
        query = replace(self.table.query, text=chosen.text, filters={"chosen": chosen})
        self.table.query = query
        self.table.reload()
        run = self._bench.jobs.run
        run(rows.totals_of, self._add_up, None, rows.filter_of(query), key="ledger/totals")

    def _lay_out(self) -> None:
        self.count = label("", "strong")
        self.approved = label("", "strong")
        self.paid = label("", "strong")
        foot = QWidget()
        foot.setProperty("kind", "clear")
        foot.setLayout(
            row(
                label("合计"),
                self.count,
                None,
                label("核定", "muted"),
                self.approved,
                16,
                label("实付", "muted"),
                self.paid,
                label("元", "muted"),
                margins=(12, 8, 16, 8),
            )
        )
        card = Card(padding=0)
        card.body.setSpacing(0)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(rule())
        card.body.addWidget(foot)
        filters = row(self.text, self.stage, self.award, self.batch)
        filters.setStretch(0, 1)
        whole = column(filters, gap=10)
        whole.addWidget(card, 1)
        self.setLayout(whole)

    def _columns(self) -> Sequence[Column]:
        words, money, day = self._bench.wording, reading.show_money, reading.show_date
        return (
            Column("受理编号", lambda n: n.row.number, sort="number", width=118),
            Column("收件日期", lambda n: day(n.row.received_on), sort="received_on", width=98),
            Column("申报主体", lambda n: n.row.applicant, sort="applicant", width=150,
                   stretch=True),
            Column("事项", self._award, sort="award", width=150, stretch=True),
            Column("数量", lambda n: str(n.row.item_count), align="right", width=58),
            Column("申报（元）", lambda n: money(n.claim.claimed_fen), align="right", width=110,
                   hidden=True),
            Column("核定（元）", lambda n: _money(n.claim.approved_fen), sort="amount",
                   align="right", width=112),
            Column("实付（元）", lambda n: _money(_paid(n)), align="right", width=112),
            Column("拨付日期", lambda n: day(n.claim.paid_on), width=98, hidden=True),
            Column("凭证号", lambda n: n.claim.voucher, width=120, hidden=True),
            Column("批准文号", lambda n: n.row.document_number, width=190, hidden=True),
            Column("资金年度", lambda n: str(n.row.fund_year), sort="fund_year", width=88,
                   hidden=True),
            Column("环节", lambda n: words.label("stage", n.row.stage), sort="stage", width=104,
                   tone=_tone),
            Column("档号", lambda n: n.claim.archive_number, width=120, hidden=True),
        )  # fmt: skip

    def _award(self, line: LedgerLine) -> str:
        for policy in self._bench.policies:
            if policy.id == line.row.pack and line.row.award in policy.awards:
                return policy.awards[line.row.award].label
        return line.row.award

    def _name_awards(self) -> None:
        self.award.set_choices(
            [
                ((policy.id, award.id), f"{clause.number}{award.label}")
                for policy in self._bench.policies
                for clause in policy.clauses
                for award in clause.awards
            ]
        )

    def _add_up(self, totals: Totals) -> None:
        self.totals = totals
        self.count.setText(f"{totals.rows:,} 件")
        self.approved.setText(figures(totals.approved_fen))
        self.paid.setText(figures(totals.paid_fen))


def batch_text(bench: Bench, found: Batch) -> str:
    """2024-公示-03 三月第一批."""
    values = {"year": found.year, "ordinal": found.ordinal}
    said = bench.wording.text("page", f"batch-{found.kind}", values)
    return f"{said} {found.name}".strip()


def _money(fen: int | None) -> str:
    return figures(fen) if fen else "—"


def _paid(line: LedgerLine) -> int:
    """What stays paid: what was recovered came back."""
    return (line.claim.paid_fen or 0) - line.claim.recovered_fen


def _tone(line: LedgerLine) -> str:
    claim = line.claim
    if _paid(line):
        return "done"
    if claim.approved_fen:
        return "accent"
    return "quiet"
