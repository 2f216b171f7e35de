"""Beside the list: the claim under the cursor in short, and what it waits for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ipdesk.domain.record import CheckState
from ipdesk.errors import UserError
from ipdesk.services import claim_page
from ipdesk.services.claim_view import ClaimView
from ipdesk.services.claims import ClaimRow
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.claims.beside import total_caption
from ipdesk.ui.row_columns import stage_tone
from ipdesk.ui.widgets import AmountLabel, Card, Chip, column, label, quiet, row, rule
from ipdesk.ui.widgets.beside import blank

_PAUSE_MS = 90
_WIDTH, _MOST, _SHARE = 296, 440, 0.24  # at the least, at the most, of the page


class ClaimPeek(Card):
    """Applicant, award, amount, stage and next step; the claim itself is one key away."""

    def __init__(self, bench: Bench, open_it: Callable[[], object]) -> None:
        self.stage = Chip()
        super().__init__("", tools=(self.stage,))
        self._bench = bench
        self._wanted = 0
        self._filled = False
        self.fit(0)
        self.applicant = label("", "strong", wrap=True, select=True)
        self.award = label("", "", wrap=True)
        self.clause = label("", "small")
        self.caption = label("", "muted")
        self.amount = AmountLabel(None, "title", unit=True)
        self.items = label("", "small", wrap=True, select=True)
        self.days = label("", "small", wrap=True)
        self.done = label("", "small", wrap=True)
        self.next_caption = label("下一步", "field")
        self.next = label("", "strong", wrap=True)
        self.missing = label("", "small", "attention", wrap=True)
        self.open_button = quiet("打开（回车）", open_it)
        self._inside = QWidget()
        self._inside.setProperty("kind", "clear")
        self._inside.setLayout(self._lines())
        self._none = blank("选一件申报，这里显示它的要点。")
        self.body.addWidget(self._inside, 1)
        self.body.addWidget(self._none, 1)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._read)
        self.show_row(None)
        self._none.hide()  # until the list has come and is empty

    def fit(self, page: int) -> None:
        """A wide page gives more room to what stands beside its list."""
        look = theme.current()
        self.setFixedWidth(min(look.px(_MOST), max(look.px(_WIDTH), round(page * _SHARE))))

    def show_row(self, shown: ClaimRow | None) -> None:
        """Another line of the list; it is read when the cursor rests on it."""
        # Nothing stands there until the first claim is read; then the last one, till the next.
        self._inside.setVisible(shown is not None and self._filled)
        self._none.setVisible(shown is None)
        if shown is None:
            self._wanted = 0
            self.set_title("")
            self.stage.show_state("")
            return
        self._wanted = shown.id
        self._timer.start()

    def _lines(self) -> QVBoxLayout:
        return column(
            self.applicant,
            self.award,
            self.clause,
            rule(),
            row(self.caption, None, self.amount),
            self.items,
            self.days,
            self.done,
            rule(),
            self.next_caption,
            self.next,
            self.missing,
            None,
            self.open_button,
            gap=7,
        )

    def _read(self) -> None:
        if self._wanted and self.isVisible():
            self._bench.jobs.run(
                claim_page.view_claim, self._show, self._gone, self._wanted, key="claim-peek"
            )

    def _gone(self, error: Exception) -> None:
        # A draft discarded meanwhile: the list is on its way without it.
        if not isinstance(error, UserError):
            self._bench.messages.complain(error)
        self.show_row(None)

    def _show(self, view: ClaimView) -> None:
        claim = view.claim
        if claim.id != self._wanted:
            return  # the cursor has gone on
        self._filled = True
        self._inside.setVisible(True)
        self.set_title(claim.number or "草稿")
        self.stage.show_state(view.stage_label, stage_tone(claim.stage))
        self.applicant.setText(view.applicant.name)
        self.award.setText(view.award.label)
        self.clause.setText(f"{view.policy.document_number} {view.clause.number}")
        caption, missing = total_caption(view)
        self.caption.setText(caption)
        self.amount.show_amount(None if missing else view.amount_fen, missing=missing)
        more = f" 等 {claim.item_count} {view.award.unit}" if claim.item_count > 1 else ""
        self.items.setText(f"标的 {claim.subject}{more}" if claim.subject else "")
        self.items.setVisible(bool(claim.subject))
        received = f"收件 {claim.received_on:%Y-%m-%d}，" if claim.received_on else ""
        self.days.setText(f"{received}经办 {view.handler}")
        checked = sum(one.state is not CheckState.UNCHECKED for one in view.checks)
        asked = [piece for piece in view.evidence if piece.id != "other"]
        there = sum(piece.there for piece in asked)
        self.done.setText(f"核对 {checked} / {len(view.checks)}，材料 {there} / {len(asked)}")
        self._show_next(view)

    def _show_next(self, view: ClaimView) -> None:
        first = view.offers[0] if view.offers and view.offers[0].primary else None
        self.next_caption.setVisible(first is not None)
        if first is None:
            self.next.setText("已办结")
            self.missing.hide()
            return
        role = self._bench.wording.label("role", first.role)
        self.next.setText(f"{first.label}（{role}）")
        named = "、".join(each.text for each in first.blockers[:2])
        more = " 等" if len(first.blockers) > 2 else ""
        self.missing.setText(f"还差 {len(first.blockers)} 项：{named}{more}")
        self.missing.setVisible(bool(first.blockers))
