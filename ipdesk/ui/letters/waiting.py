"""Beside the list of what waits: the decision, and the way to its letter."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ipdesk.domain.money import capitals, figures
from ipdesk.domain.stages import Stage
from ipdesk.services.claims import ClaimRow
from ipdesk.ui.bench import Bench
from ipdesk.ui.permit import ISSUERS, Permit
from ipdesk.ui.widgets import Card, Chip, column, label, link, primary, row
from ipdesk.ui.widgets.beside import blank, scrolled


class WaitingClaim(Card):
    """One decided claim without a letter."""

    issue_asked = Signal(int)

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._claim: ClaimRow | None = None
        self.name = label("", "title", wrap=True, select=True)
        self.state = Chip()
        self.award = label("", "muted", wrap=True)
        self.amount = label("", "display", select=True)
        self.capitals = label("", "muted", wrap=True, select=True)
        self.button = primary("预览并签发", self._issue, hint="Ctrl+Return")
        Permit(bench, ISSUERS, self.button)
        self.claim = link("打开申报", self._go_to_claim)
        inner = column(self.name, row(self.state, None), self.award, gap=10)
        inner.addSpacing(8)
        inner.addWidget(self.amount)
        inner.addWidget(self.capitals)
        inner.addSpacing(8)
        inner.addLayout(row(self.button, self.claim, None, gap=12))
        inner.addStretch(1)
        self._full = scrolled(inner)
        self._none = blank("选一件申报，这里显示决定的内容，可以预览并签发文书。")
        self.body.addWidget(self._none, 1)
        self.body.addWidget(self._full, 1)
        self.show_claim(None)

    def show_claim(self, claim: ClaimRow | None) -> None:
        self._claim = claim
        self._none.setVisible(claim is None)
        self._full.setVisible(claim is not None)
        if claim is None:
            return
        approved = claim.stage is Stage.APPROVED
        stage = self._bench.wording.label("stage", claim.stage)
        self.name.setText(claim.applicant)
        self.state.show_state(stage, "done" if approved else "fault")
        self.award.setText(f"{claim.number}　{self._award(claim)}")
        fen = claim.amount_fen or 0
        self.amount.setText(f"{figures(fen)} 元")
        self.capitals.setText(capitals(fen))
        self.amount.setVisible(approved)
        self.capitals.setVisible(approved)

    def _award(self, claim: ClaimRow) -> str:
        for policy in self._bench.policies:
            if policy.id == claim.pack and claim.award in policy.awards:
                return policy.awards[claim.award].label
        return claim.award

    def _issue(self) -> None:
        if self._claim is not None:
            self.issue_asked.emit(self._claim.id)

    def _go_to_claim(self) -> None:
        if self._claim is not None:
            self._bench.go("claims", self._claim.id)
