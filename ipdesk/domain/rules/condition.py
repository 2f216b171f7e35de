"""A fact that must, or must not, have a certain value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ipdesk.domain.assessment import Line
from ipdesk.domain.rules.base import DECISION, Phase, Sheet, Switch


@dataclass(frozen=True, slots=True)
class Condition:
    """When `fact` has one of `values`: pass, refuse, or leave it to a recorded decision."""

    phase: ClassVar[Phase] = Phase.CHECK
    fact: str
    label: str
    values: tuple[object, ...]
    outcome: Switch[str]  # pass | refuse | decide
    code: str
    says: str
    most_fen: int | None  # the most a decision may give
    quote: str

    def apply(self, sheet: Sheet) -> None:
        value = sheet.facts.get(self.fact)
        if value not in self.values:
            return
        outcome = self.outcome.of(sheet.readings)
        values = {"says": self.says, "label": self.label, "value": value}
        if outcome == "refuse":
            sheet.refuse(self.code, values)
        elif outcome == "decide":
            self._decide(sheet, values)

    def _decide(self, sheet: Sheet, values: dict[str, object]) -> None:
        claim, most = sheet.claim, self.most_fen
        approved = claim.approved_fen
        if approved and claim.minutes_number and (most is None or approved <= most):
            sheet.decided = approved
            shown = {"minutes": claim.minutes_number, "ceiling": most}
            sheet.lines.append(Line("decided", approved, self.quote, shown))
            return
        sheet.wait(DECISION, self.code, values)
