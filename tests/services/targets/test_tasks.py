from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from ipdesk.domain.attainment import Light
from ipdesk.domain.task_record import Alarm, TaskRecord, TaskState
from ipdesk.errors import UserError
from ipdesk.services.overview import overview
from ipdesk.services.targets import board, tasks
from ipdesk.services.targets.tasks import ProgressForm, TaskForm, TaskLine
from tests.services.targets_at_hand import PACK, Targets

OWN = "lechang-2022"
DUE = date(2024, 6, 30)


@pytest.mark.parametrize(
    ("state", "today", "moved", "alarm"),
    [
        (TaskState.WAITING, DUE - timedelta(31), None, Alarm.NONE),
        (TaskState.WAITING, DUE - timedelta(30), None, Alarm.AT_RISK),
        (TaskState.WAITING, DUE, None, Alarm.AT_RISK),
        (TaskState.WAITING, DUE + timedelta(1), None, Alarm.OVERDUE),
        (TaskState.UNDERWAY, DUE - timedelta(10), DUE - timedelta(40), Alarm.NONE),
        (TaskState.UNDERWAY, DUE - timedelta(10), DUE - timedelta(101), Alarm.AT_RISK),
        (TaskState.UNDERWAY, DUE + timedelta(1), DUE, Alarm.OVERDUE),
        (TaskState.DONE, DUE + timedelta(400), None, Alarm.NONE),
        (TaskState.PAUSED, DUE + timedelta(400), None, Alarm.NONE),
    ],
)
def test_a_task_presses_when_it_is_late_near_and_not_begun_or_silent(
    state: TaskState, today: date, moved: date | None, alarm: Alarm
) -> None:
    task = TaskRecord(1, "p", "", 2024, "任务", "部门", DUE, state=state, moved_on=moved)
    assert task.alarm(today) is alarm


def line(targets: Targets, row: str, year: int = 2024, pack: str = PACK) -> TaskLine:
    every = tasks.task_lines(targets.desk.office, pack, year)
    return next(one for one in every if one.task.row == row)


def go_on(targets: Targets, form: TaskForm, progress: ProgressForm) -> int:
    return tasks.note_progress(targets.desk.office, targets.desk.clerk, form, progress).ids[0]


def test_every_duty_of_the_policies_is_a_task_before_anybody_touches_it(targets: Targets) -> None:
    yingde = tasks.task_lines(targets.desk.office, PACK, 2024)
    assert len(yingde) == 35  # 31 tasks and 4 safeguards
    lechang = [one.task.row for one in tasks.task_lines(targets.desk.office, OWN, 2024)]
    # （一）（四）（六）—（八）（十）—（十七）; words and validity ask nobody to do anything.
    assert lechang == [
        *("01-T1", "04-T1", "06-T1", "07-T1", "08-T1", "10-T1", "11-T1", "12-T1"),
        *("13-T1", "14-T1", "15-T1", "16-T1", "17-T1"),
    ]
    assert {one.task.state for one in yingde} == {TaskState.WAITING}
    assert line(targets, "3-1b").task.due_on == date(2024, 12, 31)
    assert line(targets, "3-1a").task.due_on == date(2027, 12, 31)


def test_a_task_goes_on_with_evidence_and_is_done(targets: Targets, tmp_path: Path) -> None:
    paper = tmp_path / "总结.pdf"
    paper.write_bytes(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
    form = TaskForm(OWN, 2024, row="13-T1", owner=targets.desk.clerk.id)
    begun = ProgressForm("设立调解站一处", TaskState.UNDERWAY, date(2024, 5, 6))
    number = go_on(targets, form, begun)
    done = ProgressForm("", TaskState.DONE, date(2024, 12, 1), file=paper)
    assert go_on(targets, TaskForm(OWN, 2024, task=number), done) == number
    found = line(targets, "13-T1", pack=OWN)
    assert (found.task.state, found.task.done_on) == (TaskState.DONE, date(2024, 12, 1))
    assert found.task.owner_name == targets.desk.clerk.name
    assert [one.text for one in found.log] == ["设立调解站一处", ""]
    assert found.evidence == 1


def test_a_policy_of_tasks_alone_has_a_board_of_how_far_they_are(targets: Targets) -> None:
    office = targets.desk.office
    assert {pack for pack, _ in board.boards(office)} == {PACK, OWN}
    for row, state in (("13-T1", TaskState.DONE), ("14-T1", TaskState.UNDERWAY)):
        go_on(targets, TaskForm(OWN, 2024, row=row), ProgressForm("办", state, date(2024, 5, 6)))
    shown = {row.id: row for row in board.board(office, OWN, 2024).rows}
    assert len(shown) == 13
    assert (shown["13-T1"].verdict_text, shown["13-T1"].light) == ("已完成", Light.GOOD)
    # Due on the last day of the policy, and that has passed.
    assert (shown["14-T1"].verdict_text, shown["14-T1"].light) == ("进行中", Light.FAULT)
    assert shown["15-T1"].verdict_text == "未开始"
    assert not any(row.parts for row in shown.values())
    other = board.board(office, OWN, 2024, "市市场监管局")
    assert "08-T1" not in {row.id for row in other.rows}


def test_a_pause_has_its_reason_and_progress_says_something(targets: Targets) -> None:
    form = TaskForm(PACK, 2024, row="3-1b")
    day = date(2024, 5, 6)
    for progress, code in (
        (ProgressForm("等文件", TaskState.PAUSED, day), "pause-needs-reason"),
        (ProgressForm(" ", TaskState.UNDERWAY, day), "progress-empty"),
        (ProgressForm("做了", TaskState.UNDERWAY, date(2026, 1, 1)), "report-day-future"),
    ):
        with pytest.raises(UserError, match=code):
            go_on(targets, form, progress)
    assert line(targets, "3-1b").task.id == 0
    go_on(targets, form, ProgressForm("等文件", TaskState.PAUSED, day, "上级方案未下发"))
    assert line(targets, "3-1b").task.reason == "上级方案未下发"
    go_on(targets, form, ProgressForm("方案已到", TaskState.UNDERWAY, date(2024, 8, 1)))
    assert line(targets, "3-1b").task.reason == ""


def test_the_owner_and_the_day_are_set_and_told(targets: Targets) -> None:
    office, clerk = targets.desk.office, targets.desk.clerk
    form = TaskForm(PACK, 2024, row="3-1b", owner=clerk.id, due_on=date(2024, 9, 30))
    tasks.keep_task(office, clerk, form)
    own = TaskForm(PACK, 2024, title="编制年度计划", department="市场监管局", due_on=DUE)
    tasks.keep_task(office, clerk, own)
    assert line(targets, "3-1b").task.due_on == date(2024, 9, 30)
    assert [one.task.title for one in tasks.task_lines(office, PACK, 2024)][-1] == "编制年度计划"
    with pytest.raises(UserError, match="record-name-missing"):
        tasks.keep_task(office, clerk, TaskForm(PACK, 2024, title=" "))
    with pytest.raises(UserError, match="subject-unknown"):
        tasks.keep_task(office, clerk, TaskForm(PACK, 2024, row="9-9z"))


def test_what_presses_stands_on_the_work_list_and_a_policy_nobody_uses_does_not(
    targets: Targets,
) -> None:
    office, clerk = targets.desk.office, targets.desk.clerk
    targets.go_to("2024-10-16")
    assert [row for row in overview(office, clerk).waiting if row.place == "targets"] == []
    form = TaskForm(PACK, 2024, row="3-1b", due_on=date(2024, 9, 30))
    tasks.keep_task(office, clerk, form)
    targets.enter("marks-valid", "2024Q3", "9500")
    shown = [
        (row.what, row.detail, row.applicant, row.urgency)
        for row in overview(office, clerk).waiting
        if row.place == "targets"
    ]
    assert shown == [
        (
            "任务逾期",
            line(targets, "3-1b").task.title,
            line(targets, "3-1b").task.department,
            "late",
        ),
        ("催报", "2024年3季度，26 项未报", "市场监管局（知识产权局）", "soon"),
        ("催报", "2024年3季度，3 项未报", "文化广电旅游体育局", "soon"),
    ]
    targets.go_to("2024-12-23")
    coming = {row.what for row in overview(office, clerk).waiting if row.place == "targets"}
    assert coming == {"任务逾期", "任务将到期", "催报", "提醒报送"}


def test_many_tasks_of_one_person_due_on_one_day_are_one_line_that_opens_the_list(
    targets: Targets,
) -> None:
    office, clerk = targets.desk.office, targets.desk.clerk
    for number in range(1, 8):
        day = DUE if number < 5 else date(2024, 9, 30)
        own = TaskForm(PACK, 2024, title=f"事项{number}", owner=clerk.id, due_on=day)
        tasks.keep_task(office, clerk, own)
    targets.go_to("2025-01-06")
    shown = [row for row in overview(office, clerk).waiting if row.applicant == clerk.name]
    together, *singly = shown
    told = [(row.detail, row.due) for row in singly]
    assert told == [(f"事项{number}", date(2024, 9, 30)) for number in (5, 6, 7)]
    assert (together.what, together.detail) == ("任务逾期", "2024年政策任务 4 项")
    assert (together.due, together.part) == (DUE, ("open-task", 0, clerk.name, 2024, PACK))
