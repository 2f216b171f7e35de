from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from ipdesk.domain.stages import Stage
from ipdesk.errors import UserError
from ipdesk.services import calendar, claims
from ipdesk.services.bureaus import set_committee_order, set_publicity_days
from ipdesk.services.calendar import SpecialDay
from ipdesk.services.claims import ClaimFilter
from ipdesk.services.time_limits import due_of, set_time_limits, time_limits
from tests.services.casework import Desk, new_desk, patent

ZL = "ZL201310000001.3"


def test_each_stage_has_its_day_counted_in_working_days(desk: Desk) -> None:
    # Received on Monday 4 March 2024: five working days are full on Monday the 11th.
    claim = desk.received(desk.applicant(), "01-01", patent(ZL))
    assert due_of(desk.claim(claim)) == date(2024, 3, 11)
    desk.take("clerk", claim, "accept")
    # Ten working days for the examination.
    assert due_of(desk.claim(claim)) == date(2024, 3, 18)
    desk.tick(claim)
    desk.take("clerk", claim, "examine")
    desk.publish(claim)
    assert due_of(desk.claim(claim)) == date(2024, 3, 11)
    desk.approve(claim)
    # Approved on Tuesday 12 March: fifteen working days pass over 清明 (4 to 6 April).
    assert due_of(desk.claim(claim)) == date(2024, 4, 2)
    desk.issue(claim)
    desk.pay(claim)
    assert due_of(desk.claim(claim)) is None


def test_a_return_is_due_on_the_day_told_to_the_applicant(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(ZL))
    told = date(2024, 3, 20)
    desk.take("clerk", claim, "return", missing="证书", due_on=told, delivery="当面")
    assert due_of(desk.claim(claim)) == told
    desk.clock.go_to(date(2024, 3, 15))
    desk.issue(claim)
    desk.take("clerk", claim, "resume")
    assert due_of(desk.claim(claim)) == date(2024, 3, 22)


def test_other_limits_count_the_days_of_open_claims_anew(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(ZL))
    set_time_limits(desk.office, desk.clerk, {Stage.RECEIVED: 2})
    assert due_of(desk.claim(claim)) == date(2024, 3, 6)
    set_time_limits(desk.office, desk.clerk, {Stage.RECEIVED: 0})
    assert due_of(desk.claim(claim)) is None
    assert time_limits(desk.office)[Stage.RECEIVED] == 0
    with pytest.raises(UserError) as caught:
        set_time_limits(desk.office, desk.clerk, {Stage.RECEIVED: 251})
    assert desk.said(caught.value) == "时限写 0 至 250 个工作日，0 表示不设时限。"


def test_a_holiday_entered_later_moves_the_days(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(ZL))
    calendar.set_day(desk.office, desk.clerk, date(2024, 3, 6), working=False, name="临时放假")
    assert due_of(desk.claim(claim)) == date(2024, 3, 12)


def test_beyond_the_table_the_day_waits_for_the_year_to_be_entered(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "bureau", datetime(2024, 3, 4, 9, 30))
    last = calendar.table_years(desk.office)[-1]
    claim = desk.received(desk.applicant(), "01-01", patent(ZL))
    desk.clock.go_to(date(last, 12, 28))
    desk.take("clerk", claim, "accept")
    assert due_of(desk.claim(claim)) is None
    new_year = (SpecialDay(date(last + 1, 1, 1), False, "元旦"),)
    calendar.set_year(desk.office, desk.clerk, last + 1, new_year)
    due = due_of(desk.claim(claim))
    assert due is not None
    assert due.year == last + 1
    assert calendar.table_years(desk.office)[-1] == last + 1


def test_a_year_is_replaced_as_a_whole_and_an_empty_one_refused(desk: Desk) -> None:
    days = (SpecialDay(date(2024, 10, 1), False, "国庆节"),)
    calendar.set_year(desk.office, desk.clerk, 2024, days)
    assert calendar.special_days(desk.office, 2024) == days
    for wrong, code in (
        ((), "year-without-holidays"),
        ((SpecialDay(date(2025, 1, 1), False, "元旦"),), "day-of-another-year"),
    ):
        with pytest.raises(UserError) as caught:
            calendar.set_year(desk.office, desk.clerk, 2024, wrong)
        assert caught.value.code == code


def test_the_list_of_claims_sorts_by_what_is_due_first(desk: Desk) -> None:
    first = desk.received(desk.applicant(), "01-01", patent(ZL))
    desk.take("clerk", first, "accept")
    second = desk.received(
        desk.applicant("乐昌市乙科技有限公司"), "01-01", patent("ZL201310000002.8")
    )
    ids = claims.claim_ids(desk.office, ClaimFilter(), "due_on", False)
    assert list(ids) == [second, first]
    assert claims.claim_rows(desk.office, ids)[second].due_on == date(2024, 3, 11)


def test_the_days_of_a_publicity_are_the_bureaus_to_set(desk: Desk) -> None:
    set_publicity_days(desk.office, desk.clerk, 7)
    set_committee_order(desk.office, desk.clerk, last=True)
    claim = desk.examined(desk.applicant(), "01-01", patent(ZL))
    desk.publish(claim)
    assert desk.claim(claim).published_until == date(2024, 3, 13)
    with pytest.raises(UserError):
        set_publicity_days(desk.office, desk.clerk, 0)
