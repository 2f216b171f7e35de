"""A bureau with the 英德 policy in use, and the short ways its tests enter figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ipdesk.domain.attainment import Verdict
from ipdesk.domain.holiday import SpecialDay
from ipdesk.domain.span import Span
from ipdesk.services import calendar
from ipdesk.services.targets import board
from ipdesk.services.targets.board import BoardRow
from ipdesk.services.targets.entry import FigureForm, report_figure
from tests.services.casework import Desk

PACK = "yingde-2023"


@dataclass(frozen=True, slots=True)
class Targets:
    """The desk with its clock at a day of the policy's years."""

    desk: Desk

    def go_to(self, day: str) -> None:
        self.desk.clock.go_to(date.fromisoformat(day))

    def enter(self, subject: str, span: str, typed: str, **more: object) -> None:
        """A figure: enter("marks-valid", "2027Y", "12000")."""
        form = FigureForm(PACK, subject, Span.of(span), typed, **more)  # type: ignore[arg-type]
        report_figure(self.desk.office, self.desk.clerk, form)

    def step(self, row: str, span: str, step: str, **more: object) -> None:
        """A step of a milestone."""
        form = FigureForm(PACK, row, Span.of(span), step=step, **more)  # type: ignore[arg-type]
        report_figure(self.desk.office, self.desk.clerk, form)

    def row(self, name: str, year: int) -> BoardRow:
        """A row as the board shows it."""
        shown = board.board(self.desk.office, PACK, year)
        return next(row for row in shown.rows if row.id == name)

    def verdict(self, name: str, year: int) -> Verdict:
        return self.row(name, year).verdict

    def holidays(self, *years: int) -> None:
        """Years the table does not know yet, with one holiday each: New Year's Day."""
        for year in years:
            days = [SpecialDay(date(year, 1, 1), False, "元旦")]
            calendar.set_year(self.desk.office, self.desk.clerk, year, days)
