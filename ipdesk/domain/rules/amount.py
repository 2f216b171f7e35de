"""Plain amounts: fixed per item, or what a recorded decision gives under a ceiling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ipdesk.domain.assessment import Line
from ipdesk.domain.rules.base import DECISION, Frame, Phase, Sheet, Step


@dataclass(frozen=True, slots=True)
class Fixed:
    """So much per item; items alike make one line of the 核算."""

    phase: ClassVar[Phase] = Phase.AMOUNT
    fen: int

    def under(self, readings: Mapping[str, str], frame: Frame) -> Step | None:
        fen = self.fen

        def pay(sheet: Sheet) -> None:
            sheet.amount = fen if sheet.decided is None else sheet.decided

        return pay


@dataclass(frozen=True, slots=True)
class Discretionary:
    """择优: up to a ceiling, by minutes and an amount that a person enters, never filled in."""

    phase: ClassVar[Phase] = Phase.AMOUNT
    ceiling_fen: int
    quote: str

    def under(self, readings: Mapping[str, str], frame: Frame) -> Step | None:
        return self._decide

    def _decide(self, sheet: Sheet) -> None:
        claim, ceiling = sheet.claim, self.ceiling_fen
        approved = claim.approved_fen
        if not approved:
            sheet.wait(DECISION, "decision-missing", {"ceiling": ceiling})
        elif approved > ceiling:
            sheet.wait(DECISION, "decision-above", {"amount": approved, "ceiling": ceiling})
        if not claim.minutes_number:
            sheet.wait(DECISION, "minutes-missing")
        elif approved and approved <= ceiling:
            sheet.amount = approved
            values = {"minutes": claim.minutes_number, "ceiling": ceiling}
            sheet.lines += (Line("decided", approved, self.quote, values),)
