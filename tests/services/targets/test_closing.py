from __future__ import annotations

from datetime import date

import pytest

from ipdesk.domain.reporting import ReportState
from ipdesk.domain.target_records import Activity, Decision, Meeting, RosterEntry
from ipdesk.domain.task_record import TaskState
from ipdesk.errors import UserError
from ipdesk.services import sign_rules
from ipdesk.services.overview import overview
from ipdesk.services.targets import board, closing, records, reporting, roster, tasks
from ipdesk.services.targets.common import policy_of
from ipdesk.services.targets.tasks import ProgressForm, TaskForm
from ipdesk.services.verification import verify
from ipdesk.storage import driver
from tests.services.targets_at_hand import PACK, Targets


def close(targets: Targets, year: int) -> None:
    closing.close_year(targets.desk.office, targets.desk.reviewer, PACK, year)


def code_of(targets: Targets, year: int) -> str:
    with pytest.raises(UserError) as caught:
        close(targets, year)
    return targets.desk.said(caught.value)


def test_a_year_is_closed_after_its_end_and_in_its_turn(targets: Targets) -> None:
    assert "2025年还没有结束" in code_of(targets, 2025)
    assert "2023年还没有关账" in code_of(targets, 2024)
    with pytest.raises(UserError, match="role-required"):
        closing.close_year(targets.desk.office, targets.desk.clerk, PACK, 2023)
    close(targets, 2023)
    states = {state.year: state for state in closing.years(targets.desk.office, PACK)}
    assert (states[2023].closing is not None, states[2024].may_close) == (True, True)
    assert states[2024].missing  # it may be closed without what is owed, which it names


def test_nothing_of_a_closed_year_can_be_written(targets: Targets) -> None:
    office, clerk = targets.desk.office, targets.desk.clerk
    held = date(2023, 5, 6)
    meeting = Meeting(PACK, held, "联席会议", ("市场监管局",))
    records.keep_meeting(office, clerk, meeting, (Decision("培育清单", "市场监管局", held),))
    activity = Activity(PACK, "publicity", held, "宣讲", people=40)
    records.keep_activity(office, clerk, activity)
    targets.enter("marks-valid", "2023Y", "8840")
    number = records.meetings(office, PACK)[0].meeting.id
    close(targets, 2023)
    progress = ProgressForm("做了", TaskState.UNDERWAY, held)
    (task,) = [one for one in tasks.task_lines(office, PACK, 2023) if one.task.id]
    for act in (
        lambda: targets.enter("marks-valid", "2023Y", "8841", reason="改"),
        lambda: targets.enter("marks-registered", "2023Y", "1240"),
        lambda: records.keep_meeting(office, clerk, meeting),
        lambda: records.withdraw_meeting(office, clerk, number, "没开"),
        lambda: records.keep_activity(office, clerk, activity),
        lambda: tasks.note_progress(office, clerk, TaskForm(PACK, 2023, row="3-1b"), progress),
        lambda: tasks.note_progress(office, clerk, TaskForm(PACK, 2023, task.task.id), progress),
    ):
        with pytest.raises(UserError, match="target-year-closed"):
            act()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE observation SET state = 'withdrawn'",
        "DELETE FROM observation",
        "UPDATE target_closing SET content = '{}'",
        "UPDATE target_closing SET reopened_at = '2025-01-10T00:00:00'",
        "DELETE FROM target_closing",
    ],
)
def test_the_store_itself_refuses_whatever_the_screen(targets: Targets, sql: str) -> None:
    targets.enter("marks-valid", "2023Y", "8840")
    close(targets, 2023)
    with pytest.raises(driver.IntegrityError), targets.desk.office.db.atomic() as db:
        db.execute(sql)


def test_records_that_come_later_change_nothing_of_a_closed_year(targets: Targets) -> None:
    office, clerk = targets.desk.office, targets.desk.clerk
    entry = RosterEntry(
        "91441881MA4UAAAA18", "甲", "英德红茶", "", date(2023, 5, 1), roster="gi-mark"
    )
    roster.keep_entry(office, clerk, PACK, entry)
    close(targets, 2023)
    before = closing.report_of(office, PACK, 2023)[0]
    other = RosterEntry(
        "91441881MA4UBBBB26", "乙", "英德红茶", "", date(2023, 6, 1), roster="gi-mark"
    )
    roster.keep_entry(office, clerk, PACK, other)
    assert closing.report_of(office, PACK, 2023)[0] == before
    assert targets.row("3-8c", 2023).parts[0].line.figure == "1"
    assert targets.row("3-8c", 2024).parts[0].line.figure == "2"


def test_decisions_not_done_go_on_in_the_year_after(targets: Targets) -> None:
    office, clerk = targets.desk.office, targets.desk.clerk
    meeting = Meeting(PACK, date(2023, 5, 6), "联席会议", ("市场监管局",))
    decided = [Decision(text, "市公安局", date(2023, 9, 30)) for text in ("台账", "清单")]
    records.keep_meeting(office, clerk, meeting, decided)
    first = records.meetings(office, PACK)[0].tasks[0]
    done = ProgressForm("已建立", TaskState.DONE, date(2023, 8, 1))
    tasks.note_progress(office, clerk, TaskForm(PACK, 2023, first.id), done)
    close(targets, 2023)
    (carried,) = [one.task for one in tasks.task_lines(office, PACK, 2024) if one.task.id]
    assert (carried.title, carried.carried_from) == (
        "清单",
        records.meetings(office, PACK)[0].tasks[1].id,
    )


def test_two_people_open_a_year_again_and_what_it_said_is_kept(targets: Targets) -> None:
    office, desk = targets.desk.office, targets.desk
    targets.enter("marks-valid", "2023Y", "8840")
    close(targets, 2023)
    with pytest.raises(UserError, match="role-required"):
        closing.propose_reopening(office, desk.clerk, PACK, 2023, "通报有误")
    with pytest.raises(UserError, match="need-missing"):
        closing.propose_reopening(office, desk.reviewer, PACK, 2023, " ")
    closing.propose_reopening(office, desk.reviewer, PACK, 2023, "通报有误")
    waiting = [row.what for row in overview(office, desk.approver).waiting]
    assert waiting == ["重开年度"]
    with pytest.raises(UserError, match="reopening-asked-already"):
        closing.propose_reopening(office, desk.reviewer, PACK, 2023, "再申请")
    closing.decide_reopening(office, desk.approver, PACK, 2023, False)
    with pytest.raises(UserError, match="target-year-closed"):
        targets.enter("marks-valid", "2023Y", "8850", reason="更正")
    closing.propose_reopening(office, desk.reviewer, PACK, 2023, "通报有误")
    closing.decide_reopening(office, desk.approver, PACK, 2023, True)
    targets.enter("marks-valid", "2023Y", "8850", reason="更正")
    close(targets, 2023)
    assert targets.row("3-9a", 2023).parts[0].line.figure == "8,850"
    assert verify(office).faults == ()


def test_who_asked_agrees_only_where_one_person_does_all(targets: Targets) -> None:
    office, desk = targets.desk.office, targets.desk
    close(targets, 2023)
    both = desk.everything
    closing.propose_reopening(office, both, PACK, 2023, "通报有误")
    with pytest.raises(UserError, match="move-needs-another-person"):
        closing.decide_reopening(office, both, PACK, 2023, True, "单人办公")
    sign_rules.allow_one_person(office, desk.clerk, desk.approver.id, "全局只有一人")
    with pytest.raises(UserError, match="move-needs-another-person"):
        closing.decide_reopening(office, both, PACK, 2023, True)
    closing.decide_reopening(office, both, PACK, 2023, True, "全局只有一人")
    assert closing.years(office, PACK)[-1].closing is None


def test_departments_are_told_apart_by_how_they_report(targets: Targets) -> None:
    office = targets.desk.office
    targets.enter("crimes-opened", "2024Y", "6", reported_on=date(2025, 1, 10))
    targets.enter("crimes-opened", "2023Y", "7", reported_on=date(2024, 3, 1))
    found = {one.department: one for one in board.board(office, PACK, 2023).departments}
    assert (found["市公安局"].late, found["市公安局"].owed) == (1, 1)
    found = {one.department: one for one in board.board(office, PACK, 2024).departments}
    assert (found["市公安局"].timely, found["市公安局"].overdue) == (1, 0)
    assert (found["市检察院"].timely, found["市检察院"].due) == (0, 1)


def test_a_year_told_in_quarters_or_a_quarter_told_by_its_year_is_told(targets: Targets) -> None:
    def state(subject: str, span: str) -> ReportState:
        policy = policy_of(targets.desk.office, PACK)
        reports = reporting.reports(targets.desk.office, policy, 2023)
        return next(r.state for r in reports if (r.subject.id, str(r.span)) == (subject, span))

    for quarter in ("Q1", "Q2", "Q3"):
        targets.enter("crimes-opened", f"2023{quarter}", "2", reported_on=date(2024, 1, 5))
    assert state("crimes-opened", "2023Y") is ReportState.OVERDUE
    targets.enter("crimes-opened", "2023Q4", "1", reported_on=date(2024, 1, 8))
    assert state("crimes-opened", "2023Y") is ReportState.TIMELY
    targets.enter("marks-valid", "2023Y", "8840", reported_on=date(2024, 1, 8))
    assert state("marks-valid", "2023Q4") is ReportState.TIMELY
    assert state("marks-valid", "2023Q1") is ReportState.LATE  # told, but months after it was due


def test_another_department_can_be_agreed_on_and_the_calendar_changed(targets: Targets) -> None:
    office, clerk = targets.desk.office, targets.desk.clerk
    reporting.move_subject(office, clerk, PACK, "residents", "市发展和改革局")
    owed = reporting.owed(office, PACK, "市发展和改革局")
    assert {report.subject.id for report in owed} == {"residents"}
    reporting.move_subject(office, clerk, PACK, "residents", "")
    assert reporting.owed(office, PACK, "市发展和改革局") == ()
    before = next(r for r in reporting.owed(office, PACK, "统计局") if r.span.year == 2024)
    assert before.due_on == date(2025, 2, 5)
    days = reporting.report_days(office)
    reporting.set_report_days(office, clerk, dict.fromkeys(days, 5))
    after = next(r for r in reporting.owed(office, PACK, "统计局") if r.span.year == 2024)
    assert after.due_on == date(2025, 1, 8)
    with pytest.raises(UserError, match="report-days-range"):
        reporting.set_report_days(office, clerk, dict.fromkeys(days, 121))
