"""Beside the list: one claim with what matters for 公示 and payment."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from ipdesk.domain.masking import masked_card
from ipdesk.domain.money import figures
from ipdesk.services import claim_page
from ipdesk.services.claim_view import ClaimView
from ipdesk.services.claims import ClaimRow
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import Card, Chip, Notice, clear, column, label, link, row
from ipdesk.ui.widgets.beside import blank, scrolled
from ipdesk.wording import Wording


class ClaimBeside(Card):
    """Award, amount, days, account (masked) and what still stands in the way."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._claim_id = 0
        self.act = ""
        self.name = label("", "title", wrap=True, select=True)
        self.state = Chip()
        self.amount = label("", "display", select=True)
        self.capitals = label("", "muted", wrap=True, select=True)
        self.notice = Notice("")
        self.link = link("打开申报", lambda: bench.go("claims", self._claim_id))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(9)
        self._grid.setColumnStretch(1, 1)
        inner = column(self.name, row(self.state, None), gap=10)
        inner.addWidget(self.amount)
        inner.addWidget(self.capitals)
        inner.addWidget(self.notice)
        inner.addSpacing(4)
        inner.addLayout(self._grid)
        inner.addLayout(row(self.link, None))
        inner.addStretch(1)
        self._full = scrolled(inner)
        self._none = blank("选一件申报，这里显示公示和拨付的情况。")
        self.body.addWidget(self._none, 1)
        self.body.addWidget(self._full, 1)
        self.show_row(None)

    def show_row(self, claim: ClaimRow | None) -> None:
        self._claim_id = claim.id if claim is not None else 0
        self._none.setVisible(claim is None)
        if claim is None:
            self._full.hide()
            return
        run = self._bench.jobs.run
        run(claim_page.view_claim, self._take, None, claim.id, key="publicity/beside")

    def _take(self, view: ClaimView) -> None:
        if view.claim.id != self._claim_id:
            return
        claim = view.claim
        self._full.show()
        self.name.setText(view.applicant.name)
        self.state.show_state(view.stage_label, "done" if claim.approved_fen else "accent")
        self.amount.setText(f"{figures(view.amount_fen)} 元")
        self.capitals.setText(view.capitals)
        offer = next((offer for offer in view.offers if offer.act == self.act), None)
        missing = "；".join(blocker.text for blocker in offer.blockers) if offer else ""
        said = f"现在还不能{offer.label}：{missing}" if offer and missing else ""
        if claim.objection and not said:
            said = f"异议：{claim.objection}"
        self.notice.tell(said, "attention")
        clear(self._grid)
        top = Qt.AlignmentFlag.AlignTop
        for number, (caption, text) in enumerate(facts_of(view, self._bench.wording)):
            self._grid.addWidget(label(caption, "muted"), number, 0, top)
            self._grid.addWidget(label(text, wrap=True, select=True), number, 1)


def facts_of(view: ClaimView, wording: Wording) -> list[tuple[str, str]]:
    """What there is to know of a claim before it is published or paid, caption by caption."""
    claim = view.claim
    who = view.applicant
    payee = (who.account_name, who.bank, masked_card(who.account))
    span = ""
    if claim.published_on and claim.published_until:
        span = f"{claim.published_on.isoformat()} 至 {claim.published_until.isoformat()}"
    lines = [
        ("受理编号", claim.number or ""),
        ("事项", f"{view.clause.number}{view.award.label}"),
        ("会议纪要", claim.minutes_number),
        ("公示", span),
        ("公示渠道", claim.channel),
        ("批准文号", claim.document_number),
        ("收款账户", "\n".join(part for part in payee if part) or "未填"),
    ]
    for moved in view.payments:
        told = f"{moved.paid_on.isoformat()}　{figures(moved.fen)} 元"
        note = f"\n{moved.note}" if moved.note else ""
        lines += [(wording.label("movement", moved.kind), told + note), ("凭证号", moved.voucher)]
    return [line for line in lines if line[1]]
