from __future__ import annotations

from datetime import date

from ipdesk.domain.stages import Stage
from ipdesk.services.claim_view import PathStep
from ipdesk.ui.claims.head import path_steps
from ipdesk.ui.days import short_day

TODAY = date(2025, 1, 6)


def test_a_day_of_another_year_says_its_year() -> None:
    assert short_day(date(2025, 3, 11), TODAY) == "03-11"
    assert short_day(date(2024, 12, 31), TODAY) == "2024-12-31"
    assert short_day(None, TODAY) == ""


def test_the_path_says_a_year_where_it_changes() -> None:
    days = (date(2024, 12, 19), date(2024, 12, 23), date(2025, 1, 6), None)
    path = [PathStep(Stage.RECEIVED, "收件", "done", day) for day in days]
    notes = [step.note for step in path_steps(path, TODAY)]
    assert notes == ["2024-12-19", "12-23", "2025-01-06", ""]
