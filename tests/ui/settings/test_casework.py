from __future__ import annotations

from datetime import date

import pytest

from ipdesk.domain.measure import Period
from ipdesk.domain.stages import Stage
from ipdesk.services import bureaus, calendar, time_limits
from ipdesk.services.calendar import SpecialDay
from ipdesk.services.targets import reporting
from ipdesk.ui.settings.holiday_text import UnreadLineError, read, written
from ipdesk.ui.settings.page import SettingsPage
from tests.ui.at_work import Place


def test_publicity_days_and_limits_are_set_where_the_office_looks_for_them(place: Place) -> None:
    opened = place(SettingsPage)
    opened.page.open("办理规则")
    opened.settle()
    section = opened.page.casework
    assert section.publicity.values() == {"days": 5, "last": False}
    section.publicity["days"].set_value(7)
    section.publicity["last"].set_value(True)
    section._keep_publicity()
    section.limits["received"].set_value(3)
    section._keep_limits()
    opened.settle()
    assert opened.ask(bureaus.publicity_days) == 7
    assert opened.ask(bureaus.committee_last) is True
    assert opened.ask(time_limits.time_limits)[Stage.RECEIVED] == 3
    section.limits["received"].set_value(999)
    section._keep_limits()
    opened.settle()
    assert section.limits["received"].has_fault()


def test_the_days_of_reporting_are_set_with_the_other_rules(place: Place) -> None:
    opened = place(SettingsPage)
    section = opened.page.casework
    before = opened.ask(reporting.report_days)
    assert section.reports.values() == {str(period): days for period, days in before.items()}
    section.reports["quarter"].set_value(before[Period.QUARTER] + 5)
    section._keep_reports()
    opened.settle()
    assert opened.ask(reporting.report_days) == {
        **before,
        Period.QUARTER: before[Period.QUARTER] + 5,
    }
    assert not section.keep["reports"].isEnabled()
    section.reports["year"].set_value(999)
    section._keep_reports()
    opened.settle()
    assert section.reports["year"].has_fault()


def test_the_next_year_is_entered_as_the_notice_tells_it(place: Place) -> None:
    opened = place(SettingsPage)
    opened.page.open("办理规则")
    card = opened.page.casework.holidays
    last = opened.ask(calendar.table_years)[-1]
    assert card.year.itemText(0) == f"{last + 1} 年（待录入）"
    card.year.set_value(last + 1)
    card._read()
    opened.settle()
    assert card.form["off"].value() in (None, "")
    card.form["off"].set_value("1-1 元旦\n10月1日至10月3日 国庆节")
    card.form["worked"].set_value("看不懂")
    card._save()
    assert card.form["worked"].has_fault()
    card.form["worked"].set_value("")
    card._save()
    opened.settle()
    days = opened.ask(calendar.special_days, last + 1)
    assert [(one.day.month, one.day.day, one.name) for one in days] == [
        (1, 1, "元旦"), (10, 1, "国庆节"), (10, 2, "国庆节"), (10, 3, "国庆节"),
    ]  # fmt: skip


def test_days_are_written_as_spans_and_read_back_the_same() -> None:
    days = (
        SpecialDay(date(2024, 10, 1), False, "国庆节"),
        SpecialDay(date(2024, 10, 2), False, "国庆节"),
        SpecialDay(date(2024, 10, 12), True, "国庆节"),
    )
    assert written(days, False) == "10-01 至 10-02　国庆节"
    assert read(written(days, False), 2024, False, "放假") == list(days[:2])
    assert read("10-12", 2024, True, "调休上班") == [
        SpecialDay(date(2024, 10, 12), True, "调休上班")
    ]


@pytest.mark.parametrize("line", ["国庆节", "13-01 元旦", "10-08 至 10-01 国庆节"])
def test_a_line_that_means_no_days_is_named(line: str) -> None:
    with pytest.raises(UnreadLineError):
        read(line, 2024, False, "放假")
