"""英德 through the window: figures typed and pasted, forms out and in, years closed by two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ipdesk.domain.span import Part, Span
from ipdesk.services.targets import exports
from ipdesk.services.targets.entry import figure_history
from ipdesk.services.verification import verify
from tests.scenarios.target_clerks import (
    QUARTERS,
    Clerks,
    at_the_window,
    baseline,
    closed,
    exported,
)
from tests.services.targets_at_hand import PACK


@pytest.fixture
def clerks(qtbot: QtBot, tmp_path: Path) -> Iterator[Clerks]:
    yield from at_the_window(qtbot, tmp_path)


@pytest.mark.long
def test_a_year_goes_through_the_window_from_its_baseline_to_its_closing(
    clerks: Clerks, tmp_path: Path
) -> None:
    baseline(clerks)
    year = 2023
    clerks.go(date(2024, 1, 8), year, "entry")
    clerks.type("inventions-granted", Span(year, Part.Q1), "19")
    clerks.form(Span(year, Part.Q4), tmp_path)
    for part in Part:
        clerks.paste(part)
    clerks.type("inventions-granted", Span(year, Part.Q1), "20")  # corrected, with its reason
    told = clerks.ask(figure_history, PACK, "inventions-granted", year)
    first = [(str(one.value), one.state, one.reason) for one in told if one.span.part is Part.Q1]  # type: ignore[attr-defined]
    assert first == [("19", "corrected", ""), ("20", "stands", "测试理由")]
    closed(clerks, year)
    exported(clerks, year, tmp_path)
    verdicts = clerks.verdicts()
    assert verdicts["2-1a"].startswith("增长")
    assert verdicts["3-8d"].startswith("进行中")
    assert clerks.messages.complaints == []


@pytest.mark.long
def test_five_years_go_through_the_window(clerks: Clerks, tmp_path: Path) -> None:
    baseline(clerks)
    late = ("works-registered", Span(2024, Part.Y))
    for year in range(2023, 2028):
        for part in QUARTERS:
            ends = Span(year, part).ends_on
            clerks.go(ends + timedelta(days=9), year, "entry")
            if part is Part.Q4:
                clerks.form(Span(year, part), tmp_path)
            for each in Part:
                if Span(year, each).ends_on == ends:
                    clerks.paste(each, without=(late,))
        clerks.go(date(year + 1, 3, 10), year, "entry")
        if year == late[1].year:
            clerks.type(late[0], late[1], clerks.told[late[0]][str(year)][0])
        if year == 2025:
            clerks.type("marks-registered", Span(year, Part.Q2), "401")
        closed(clerks, year)
        exported(clerks, year, tmp_path)
    last = clerks.verdicts()
    for row in ("3-8c", "3-9a", "2-1i"):
        assert last[row].startswith("达标"), row
    assert last["2-1a"].startswith("增长")
    assert last["2-3e"].startswith("下降")
    assert clerks.messages.complaints == []
    reopened(clerks)
    found = clerks.ask(verify)
    assert found.faults == ()  # type: ignore[attr-defined]


def reopened(clerks: Clerks) -> None:
    """The last year by two people, corrected to one short of its number, and closed again."""
    desk = clerks.desk
    before = clerks.ask(exports.report_workbook, desk.clerk, PACK, 2026)
    clerks.sit(desk.reviewer.name)
    clerks.go(date(2028, 6, 1), 2027, "reports")
    years = clerks.page.reports.years
    years.propose(next(state for state in years.states if state.year == 2027))
    clerks.settle()
    clerks.sit(desk.approver.name)
    clerks.go(date(2028, 6, 1), 2027, "reports")
    years.decide(next(state for state in years.states if state.year == 2027), agree=True)
    clerks.settle()
    clerks.sit(desk.clerk.name)
    clerks.go(date(2028, 6, 2), 2027, "entry")
    clerks.type("marks-valid", Span(2027, Part.Q4), "11999")
    clerks.go(date(2028, 6, 2), 2027, "board")
    assert clerks.verdicts()["3-9a"].startswith("未达标")
    clerks.sit(desk.reviewer.name)
    clerks.go(date(2028, 6, 3), 2027, "reports")
    clerks.close(2027)
    assert all(state.closing for state in years.states if state.year >= 2023)
    # A year that stayed closed says the same two years later, byte for byte.
    assert clerks.ask(exports.report_workbook, desk.clerk, PACK, 2026) == before
