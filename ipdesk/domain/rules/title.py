"""称号: whether the title on a certificate is the one the policy names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ipdesk.domain.rules.base import DECISION, Frame, Phase, Sheet, Step
from ipdesk.domain.text import fold


@dataclass(frozen=True, slots=True)
class Title:
    """Own titles and aliases pass, another award's is refused, an unknown one is decided."""

    phase: ClassVar[Phase] = Phase.CHECK
    fact: str
    own: frozenset[str]  # folded
    others: Mapping[str, tuple[str, str]]  # folded title → award and label

    def under(self, readings: Mapping[str, str], frame: Frame) -> Step | None:
        return self._ask

    def _ask(self, sheet: Sheet) -> None:
        title = str(sheet.facts.get(self.fact) or "")
        key = fold(title)
        if key in self.own:
            return
        other = self.others.get(key)
        if other is None:
            sheet.wait(DECISION, "title-unknown", {"title": title})
        else:
            values = {"title": title, "award": other[0], "label": other[1]}
            sheet.refuse("title-of-another", values)
