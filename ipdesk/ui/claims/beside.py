"""The right column: the clause in the full text, the calculation under it, the next step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ipdesk.domain.finding import Severity
from ipdesk.domain.money import figures
from ipdesk.services.claim_view import CheckView, ClaimView, QuotaView
from ipdesk.ui.widgets import AmountLabel, Card, clear, column, label, link, row, rule
from ipdesk.ui.widgets.clause_text import ClauseText

_TONES = {Severity.WARNING: "attention", Severity.BLOCK: "fault", Severity.INFO: ""}
_MARKS = {Severity.WARNING: "! ", Severity.BLOCK: "× ", Severity.INFO: ""}


class ClauseCard(Card):
    """条款原文, scrolled to the words of the current check and lighting them."""

    def __init__(self, open_text: object) -> None:
        self.more = link("打开全文", open_text)  # type: ignore[arg-type]
        super().__init__("条款原文", tools=(self.more,))
        self.text = ClauseText()
        self.body.addWidget(self.text, 1)
        self.setMinimumHeight(150)

    def show_check(self, view: ClaimView, check: CheckView | None) -> None:
        self.set_note(view.policy.document_number)
        mark = check.quote if check is not None and check.quote else view.award.quote
        clause = view.clause.id
        if check is not None and check.quote:
            clause = next(
                (c.id for c in view.policy.clauses if c.number == check.clause), view.clause.id
            )
        self.text.show_clause(view.policy, clause, mark)


class SumCard(Card):
    """核算: each line with its words, the total in figures and 大写, what is odd below."""

    def __init__(self) -> None:
        super().__init__("核算")
        self._inside = QWidget()
        self._inside.setProperty("kind", "clear")
        self._lines = column(gap=6)
        self._inside.setLayout(self._lines)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._inside)
        scroll.setMinimumHeight(56)
        self.total = AmountLabel(0, "display", unit=True)
        self.caption = label("拟核定金额", "strong")
        self.capitals = label("", "small", wrap=True)
        self.body.addWidget(scroll, 1)
        self.body.addWidget(rule())
        total = row(self.caption, None, self.total)
        self.body.addLayout(total)
        self.body.addWidget(self.capitals)

    def show_view(self, view: ClaimView) -> None:
        decided = view.claim.approved_fen is not None
        self.set_note(view.verdict_label)
        self.caption.setText("核定金额" if decided else "拟核定金额")
        waits = not view.verdict or (view.verdict == "needs_decision" and not decided)
        self.total.show_amount(None if waits else view.amount_fen, missing=_missing(view))
        self.capitals.setText("" if waits else view.capitals)
        self.capitals.setVisible(not waits)
        clear(self._lines)
        for line in view.lines:
            text = label(line.text, wrap=True)
            text.setToolTip(line.quote)
            entry = row(gap=10)
            entry.addWidget(text, 1)
            amount = AmountLabel(line.amount_fen)
            entry.addWidget(amount, 0, Qt.AlignmentFlag.AlignTop)
            self._lines.addLayout(entry)
        if view.ceiling_fen is not None:
            self._lines.addWidget(
                label(
                    f"条款上限 {figures(view.ceiling_fen)} 元，金额由集体审议确定",
                    "small",
                    wrap=True,
                )
            )
        for quota in view.quotas:
            self._lines.addWidget(label(quota_text(quota), "small", wrap=True))
        for said, severity in _notes(view):
            self._lines.addWidget(
                label(_MARKS[severity] + said, "small", _TONES[severity], wrap=True)
            )
        self._lines.addStretch(1)


def _missing(view: ClaimView) -> str:
    return "待填写" if not view.verdict else "待审议"


def quota_text(quota: QuotaView) -> str:
    """What the year's cap has left: 已 63，本件 37，剩 0 件."""
    left = quota.most - quota.used_before - quota.used_here
    if quota.money:
        parts = (quota.used_before, quota.used_here, left)
        before, here, rest = (figures(part) for part in parts)
        return (
            f"{quota.year} 年度上限 {figures(quota.most)} 元：已用 {before}，本件 {here}，剩 {rest}"
        )
    return (
        f"{quota.year} 年度上限 {quota.most} 件：已 {quota.used_before}，"
        f"本件 {quota.used_here}，剩 {left} 件"
    )


def _notes(view: ClaimView) -> list[tuple[str, Severity]]:
    """What was found, the claim first, then item by item, each sentence once."""
    said: dict[str, Severity] = {note.text: note.severity for note in view.notes}
    for item in view.items:
        for note in item.notes:
            prefix = f"第 {item.ordinal} 件：" if len(view.items) > 1 else ""
            said.setdefault(prefix + note.text, note.severity)
    return sorted(said.items(), key=lambda entry: list(_TONES).index(entry[1]))
