"""Below the register of an applicant: the last claims, each a click away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QWidget

from ipdesk.domain.applicant import Applicant
from ipdesk.services.claims import ClaimFilter, ClaimRow, claim_ids, claim_rows
from ipdesk.services.office import Office
from ipdesk.ui.bench import Bench
from ipdesk.ui.row_columns import award_key, award_words, stage_tone
from ipdesk.ui.widgets import Chip, clear, column, label, link, row, rule
from ipdesk.ui.widgets.base import tab_through
from ipdesk.ui.widgets.elided import Elided

_PAUSE_MS = 90
_MOST = 5


class Recent(NamedTuple):
    """How many claims there are, and the last few."""

    whole: int
    rows: Sequence[ClaimRow]


class RecentClaims(QWidget):
    """申报记录, read when the cursor of the list rests on somebody."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._bench = bench
        self._number = 0
        self.followed_by: tuple[QWidget, ...] = ()  # where Tab goes from here
        self.count = label("", "small")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        inner = column(rule(), row(label("申报记录", "strong"), self.count, None), gap=8)
        inner.addLayout(self._grid)
        self.setLayout(inner)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._read)
        self.hide()

    def show_applicant(self, applicant: Applicant | None) -> None:
        """Somebody else; what is shown of the one before goes when the answer comes."""
        self._number = applicant.id if applicant is not None else 0
        self._timer.start()

    def _read(self) -> None:
        if self._number:
            self._bench.jobs.run(recent, self._show, None, self._number, key="applicant-recent")

    def _show(self, found: Recent) -> None:
        clear(self._grid)
        self.count.setText(f"{found.whole:,} 件")
        for number, one in enumerate(found.rows):
            where = one.number or "草稿"
            there = link(where, partial(self._bench.go, "claims", one.id))
            there.setAccessibleName(f"打开{where}")
            award = award_words(self._bench, award_key(one))
            name = Elided(award)
            stage = self._bench.wording.label("stage", one.stage)
            self._grid.addWidget(there, number, 0)
            self._grid.addWidget(name, number, 1)
            self._grid.addWidget(Chip(stage, stage_tone(one.stage)), number, 2)
        tab_through(self, *self.followed_by)
        self.setVisible(found.whole > 0)


def recent(office: Office, number: int) -> Recent:
    """The newest first."""
    ids = claim_ids(office, ClaimFilter(applicant=number))
    rows = claim_rows(office, ids[:_MOST])
    return Recent(len(ids), [rows[one] for one in ids[:_MOST] if one in rows])
