"""Who issued a certificate, as its number tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ipdesk.domain.rules.base import Frame, Phase, Sheet, Step, Switch


@dataclass(frozen=True, slots=True)
class Issuer:
    """Accepts only numbers that begin with one of the prefixes (given folded)."""

    phase: ClassVar[Phase] = Phase.CHECK
    prefixes: Switch[tuple[str, ...]]

    def under(self, readings: Mapping[str, str], frame: Frame) -> Step | None:
        accepted = self.prefixes.of(readings)

        def ask(sheet: Sheet) -> None:
            if not sheet.subject_key.startswith(accepted):
                values = {"number": sheet.item.subject, "accepted": accepted}
                sheet.refuse("issuer-refused", values)

        return ask
