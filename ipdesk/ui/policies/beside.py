"""What stands beside a clause: its awards and its readings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ipdesk.domain.money import figures
from ipdesk.domain.policy import Award, Reading
from ipdesk.services.clause_statuses import ClauseRow
from ipdesk.ui import theme
from ipdesk.ui.terms.clauses import TONES, basis_text, status_text
from ipdesk.ui.widgets import Card, Chip, label, link, row
from ipdesk.wording import Wording

Mark = Callable[[str, str], object]
NO_BASIS = "口径：系统默认（未见书面依据）"

_CAPTION = 64  # pixels for letters of the usual size: 责任单位


def award_card(
    award: Award, mark: Mark, papers: Sequence[QPushButton] = (), notice: str = ""
) -> QWidget:
    """One award: how much, for whom, with what evidence, and where it is written."""
    card = Card(padding=14)
    card.body.addWidget(label(award.label, "heading", wrap=True))
    card.body.addLayout(row(Chip(_amount(award), "accent", sign=False), None))
    if notice:
        card.body.addWidget(label(f"! {notice}", "note", "attention", wrap=True))
    for caption, text in (
        ("原文金额", award.as_written),
        ("对象", award.who_text),
        ("其他写法", "、".join(award.aliases)),
        ("佐证", "、".join(evidence.label for evidence in award.evidence)),
    ):
        if text:
            card.body.addLayout(line(caption, text))
    place = link("看原文位置", lambda: mark(award.clause, award.quote))
    links = (place, *papers)
    for first in range(0, len(links), 2):  # two a line fit beside the text also at large type
        card.body.addLayout(row(*links[first : first + 2], None, gap=14))
    return card


def status_card(words: Wording, entry: ClauseRow, change: Callable[[], object]) -> QWidget:
    """How the clause stands, by which document, and the way to change it."""
    card = Card(padding=14)
    state = Chip(status_text(words, entry), TONES[entry.standing.status])
    card.body.addLayout(row(label("条款状态", "heading"), state, None, link("登记变动…", change)))
    said = basis_text(entry)
    card.body.addWidget(label(said or "按政策原文执行，没有登记过变动。", "muted", wrap=True))
    if len(entry.history) > 1:
        card.body.addWidget(label(f"历次登记 {len(entry.history)} 次", "small"))
    return card


def reading_card(reading: Reading) -> QWidget:
    """One open point: the question, the reading in use and the document it rests on."""
    card = Card(f"口径 {reading.id}", padding=14)
    card.body.addWidget(label(reading.question, wrap=True))
    # A rule of casework has no choices; its words are the default itself.
    chosen = next((c.label for c in reading.choices if c.value == reading.default), reading.default)
    if chosen:
        card.body.addLayout(line("现用", chosen))
    if reading.basis_document:
        card.body.addLayout(line("依据", reading.basis_document))
    else:
        card.body.addWidget(label(f"! {NO_BASIS}", "note", "attention", wrap=True))
    return card


def _amount(award: Award) -> str:
    if award.referral:
        return "转办登记，不计金额"
    if award.fen is not None:
        return f"{figures(award.fen)} 元／{award.unit}"
    if award.ceiling_fen is not None:
        return f"择优，最高 {figures(award.ceiling_fen)} 元"
    if award.rate is not None:
        return f"按 {(award.rate * 100).normalize():f}% 计算"
    return "按条款计算"


def line(caption: str, text: str) -> QHBoxLayout:
    """A caption with its text, as the cards have them."""
    head = label(caption, "small")
    theme.current().hold(head, fixed=_CAPTION)
    head.setAlignment(Qt.AlignmentFlag.AlignTop)
    made = row(head)
    made.addWidget(label(text, wrap=True), 1)
    return made
