"""A fact that must, or must not, have a certain value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ipdesk.domain.assessment import Line
from ipdesk.domain.rules.base import DECISION, WARNING, Frame, Phase, Sheet, Step, Switch


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

    def under(self, readings: Mapping[str, str], frame: Frame) -> Step | None:
        outcome = self.outcome.of(readings)
        if outcome == "pass":
            return None
        fact, values = self.fact, self.values
        meet = self._refuse if outcome == "refuse" else self._decide

        def ask(sheet: Sheet) -> None:
            if sheet.facts.get(fact) in values:
                meet(sheet)

        return ask

    def _refuse(self, sheet: Sheet) -> None:
        sheet.refuse(self.code, self._shown(sheet))

    def _decide(self, sheet: Sheet) -> None:
        claim, most = sheet.claim, self.most_fen
        approved = claim.approved_fen
        if approved and claim.minutes_number and (most is None or approved <= most):
            sheet.decided = approved
            alike = sum(item.facts.get(self.fact) in self.values for item in claim.items)
            if alike > 1:  # one amount was recorded, and it is paid for each of them
                sheet.tell(WARNING, "decided-for-each", {"count": alike, "fen": approved})
            shown = {"minutes": claim.minutes_number, "ceiling": most}
            sheet.lines += (Line("decided", approved, self.quote, shown),)
            return
        sheet.wait(DECISION, self.code, self._shown(sheet))

    def _shown(self, sheet: Sheet) -> dict[str, object]:
        return {"says": self.says, "label": self.label, "value": sheet.facts.get(self.fact)}
