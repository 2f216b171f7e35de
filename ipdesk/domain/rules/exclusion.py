"""不重复奖励: several awards for one thing, or in one year, are not added up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ipdesk.domain.assessment import Line, QuotaUse
from ipdesk.domain.rules.base import INFO, Phase, Sheet, Switch, Term, Topic


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Takes off what the group has paid already, or pays nothing once it has paid.

    The group is counted per applicant and year (the sum paid), or per subject over all
    years (the highest paid, which a chain of top-ups reaches step by step).
    """

    phase: ClassVar[Phase] = Phase.LIMIT
    group: str
    by_subject: bool
    year: Switch[str]
    mode: Switch[str]  # off | topup | block
    quote: str

    def apply(self, sheet: Sheet) -> None:
        if self.by_subject:
            year = 0
            paid = sheet.history.highest(self.group, sheet.subject_key)
            shown: dict[str, object] = {"subject": sheet.item.subject, "paid": paid}
            code = "excluded-by-subject"
        else:
            year = sheet.year(self.year.of(sheet.readings))
            paid = sheet.history.used(self.group, sheet.claim.applicant.id, year)
            shown = {"year": year, "paid": paid}
            code = "excluded-by-group"
        full = sheet.amount
        mode = self.mode.of(sheet.readings)
        if paid is not None and mode == "off":
            sheet.tell(INFO, "earlier-same-subject", shown)
        elif paid is not None and (mode == "block" or paid >= full):
            sheet.refuse(code, shown)
            return
        elif paid:
            sheet.amount = full - paid
            sheet.tell(INFO, "topped-up", {"paid": paid, "amount": sheet.amount})
            values = {"fen": full, "paid": paid}
            sheet.lines = [Line("top-up", sheet.amount, self.quote, values)]
        used = full if self.by_subject else sheet.amount
        sheet.uses.append(QuotaUse(self.group, year, used, full))

    def terms(self, readings: Mapping[str, str]) -> Iterator[Term]:
        scope = "subject" if self.by_subject else "year"
        values: dict[str, object] = {"group": self.group}
        if not self.by_subject:
            values["year"] = self.year.of(readings)
        yield Term(Topic.LIMIT, f"exclusion-{scope}-{self.mode.of(readings)}", values)

    def past_use(
        self, fact_on: date, fund_year: int, amount_fen: int, readings: Mapping[str, str]
    ) -> tuple[str, int, int]:
        if self.by_subject:
            return self.group, 0, amount_fen
        by_fund = self.year.of(readings) in ("fund", "received")
        return self.group, fund_year if by_fund else fact_on.year, amount_fen
