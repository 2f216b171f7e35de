"""Who issued a certificate, as its number tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ipdesk.domain.rules.base import Phase, Sheet, Switch


@dataclass(frozen=True, slots=True)
class Issuer:
    """Accepts only numbers that begin with one of the prefixes (given folded)."""

    phase: ClassVar[Phase] = Phase.CHECK
    prefixes: Switch[tuple[str, ...]]

    def apply(self, sheet: Sheet) -> None:
        accepted = self.prefixes.of(sheet.readings)
        if not sheet.subject_key.startswith(accepted):
            values = {"number": sheet.item.subject, "accepted": accepted}
            sheet.refuse("issuer-refused", values)
