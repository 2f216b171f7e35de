"""What is beside the text, found by the words that are looked for in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from PySide6.QtWidgets import QMenu, QPushButton

from ipdesk.domain.policy import Award, Policy
from ipdesk.domain.text import fold
from ipdesk.ui.widgets import link

MOST = 12  # lines of the menu; more words narrow it down


class Beside(NamedTuple):
    """One award, row or open point that holds the words, and the clause it stands beside."""

    told: str
    clause: str
    words: str  # to be marked in the text; "" when it has no quotation


def found_beside(policy: Policy, words: str) -> Iterator[Beside]:
    """Awards, targets and tasks, and open points that hold the words, in the order of the text."""
    wanted = fold(words)
    if not wanted:
        return
    for award in policy.awards.values():
        if any(wanted in fold(text) for text in _texts(award)):
            yield Beside(f"事项　{award.label}", award.clause, award.quote)
    for row in policy.rows:
        if wanted in fold(f"{row.id} {row.text} {row.measure}"):
            yield Beside(f"目标任务　{row.id} {row.text}", row.clause, row.quote)
    for point in policy.open_points:
        if wanted in fold(f"{point.id} {point.question} {point.note}"):
            yield Beside(f"口径　{point.id} {point.question}", point.clause, point.quote)


def _texts(award: Award) -> tuple[str, ...]:
    papers = (evidence.label for evidence in award.evidence)
    own = (award.id, award.label, award.who_text, award.as_written)
    return (*own, *award.keywords, *award.titles, *award.aliases, *papers)


class Elsewhere:
    """A link behind the search field that says how many there are and opens their menu."""

    def __init__(self, go: Callable[[str, str], object]) -> None:
        self._go = go
        self._found: list[Beside] = []
        self.button: QPushButton = link("", self.open)
        self.button.hide()

    def search(self, policy: Policy | None, words: str) -> None:
        self._found = list(found_beside(policy, words)) if policy is not None else []
        self.button.setText(f"旁边 {len(self._found)} 处")
        self.button.setToolTip("事项、目标任务和口径里也有这几个字，点开看是哪些")
        self.button.setVisible(bool(self._found))

    def menu(self) -> QMenu:
        """One line for each place; what does not fit is counted."""
        made = QMenu(self.button)
        for one in self._found[:MOST]:
            said = one.told if len(one.told) <= 40 else f"{one.told[:39]}…"
            act = made.addAction(said.replace("&", "&&"))
            act.triggered.connect(lambda _=False, one=one: self._go(one.clause, one.words))
        if len(self._found) > MOST:
            made.addAction(f"还有 {len(self._found) - MOST} 处，多输几个字").setEnabled(False)
        return made

    def open(self) -> None:
        self.menu().exec(self.button.mapToGlobal(self.button.rect().bottomLeft()))
