"""不重复奖励: several awards for one thing, or in one year, are not added up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

from ipdesk.domain.assessment import Line, QuotaUse
from ipdesk.domain.rules.base import INFO, Frame, Phase, Sheet, Step, Switch, Term, Topic


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

    def under(self, readings: Mapping[str, str], frame: Frame) -> Step | None:
        mode = self.mode.of(readings)
        if self.by_subject:
            return partial(self._by_subject, mode)
        return partial(self._by_year, mode, self.year.of(readings))

    def _by_subject(self, mode: str, sheet: Sheet) -> None:
        full = sheet.amount
        paid = sheet.history.highest(self.group, sheet.subject_key)
        if paid is not None:
            shown = {"subject": sheet.item.subject, "paid": paid}
            self._lower(sheet, mode, paid, "excluded-by-subject", shown)
        if not sheet.refused:
            sheet.uses += (QuotaUse(self.group, 0, full, full),)

    def _by_year(self, mode: str, source: str, sheet: Sheet) -> None:
        full, year = sheet.amount, sheet.year(source)
        paid = sheet.history.used(self.group, sheet.claim.applicant.id, year)
        if paid is not None:
            shown: dict[str, object] = {"year": year, "paid": paid}
            self._lower(sheet, mode, paid, "excluded-by-group", shown)
        if not sheet.refused:
            sheet.uses += (QuotaUse(self.group, year, sheet.amount, full),)

    def _lower(
        self, sheet: Sheet, mode: str, paid: int, code: str, shown: Mapping[str, object]
    ) -> None:
        """Rule the item out, or take off what was paid, now that the group has paid before."""
        full = sheet.amount
        if mode == "off":
            sheet.tell(INFO, "earlier-same-subject", shown)
        elif mode == "block" or paid >= full:
            sheet.refuse(code, shown)
        elif paid:
            sheet.amount = full - paid
            sheet.tell(INFO, "topped-up", {"paid": paid, "amount": sheet.amount})
            values = {"fen": full, "paid": paid}
            sheet.lines = (Line("top-up", sheet.amount, self.quote, values),)

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
