"""One target, task or safeguard beside its clause."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ipdesk.domain.policy import Policy
from ipdesk.domain.target import Milestone, Row
from ipdesk.ui import row_words
from ipdesk.ui.policies.beside import Mark, line
from ipdesk.ui.widgets import Card, Chip, label, link, row


def row_card(policy: Policy, shown: Row, mark: Mark) -> QWidget:
    """What is to be reached or done, by whom, measured how, and where it is written."""
    card = Card(padding=14)
    head = shown.measure if shown.quote else shown.text
    card.body.addWidget(label(head, "heading" if shown.quote else "body", wrap=True))
    chips = row(Chip(row_words.kind(shown), "accent", sign=False))
    if shown.proposed:
        chip = Chip("拟", "attention", sign=False)
        chip.setToolTip("带“拟”的内容是本单位拟定的，文件原文没有写明")
        chips.addWidget(chip)
    if shown.quote:
        chips.addWidget(label(shown.id, "small"))
    chips.addStretch(1)
    card.body.addLayout(chips)
    for caption, text in _about(policy, shown):
        if text:
            card.body.addLayout(line(caption, text))
    if shown.quote:
        card.body.addLayout(row(link("看原文位置", lambda: mark(shown.clause, shown.quote)), None))
    return card


def _about(policy: Policy, shown: Row) -> tuple[tuple[str, str], ...]:
    if not shown.quote:  # a duty in the office's own words
        return (
            ("责任单位", row_words.departments(shown)),
            ("衡量指标", shown.measure),
            ("时限", row_words.due(shown)),
        )
    steps = " → ".join(shown.steps) if isinstance(shown, Milestone) else ""
    chosen = f"本指标为拟用{row_words.PROPOSED}" if shown.measure_proposed else ""
    return (
        ("目标", row_words.goal(shown)),
        ("步骤", steps),
        ("对照", row_words.compared(policy, shown)),
        ("填报数", row_words.measures(policy, shown)),
        ("责任单位", row_words.departments(shown)),
        ("时限", row_words.due(shown)),
        ("来源", shown.source),
        ("说明", shown.note or chosen),
    )
