from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ipdesk.domain.importing import RowState
from ipdesk.domain.span import Span
from ipdesk.domain.target_records import Activity, Decision, Meeting, RosterEntry, count_on
from ipdesk.errors import UserError
from ipdesk.services.imports.plan import said
from ipdesk.services.imports.taking import undo_import
from ipdesk.services.targets import board, records, roster, tasks
from tests.services.casework import patent
from tests.services.imports.tables import answered, planned, request, taken, xlsx
from tests.services.targets_at_hand import PACK, Targets

A, B = "91441881MA4UAAAA18", "91441881MA4UBBBB26"
ROSTER = "gi-mark"
HEAD = ("企业名称", "统一社会信用代码", "产品", "核准公告", "核准日期", "退出日期", "退出原因")
TEA, BAMBOO = "英德红茶", "西牛麻竹笋"


def user(code: str, product: str, day: str, gone: str = "", why: str = "") -> RosterEntry:
    left = date.fromisoformat(gone) if gone else None
    name = f"英德市{code[-4:]}茶业有限公司"
    notice = "国家知识产权局第500号公告"
    approved = date.fromisoformat(day)
    return RosterEntry(code, name, product, notice, approved, left, why, roster=ROSTER)


def keep(targets: Targets, entry: RosterEntry, reason: str = "") -> int:
    changes = roster.keep_entry(targets.desk.office, targets.desk.clerk, PACK, entry, reason)
    return changes.ids[0]


def test_enterprises_are_counted_once_whatever_number_of_products() -> None:
    lines = [
        user(A, TEA, "2023-05-01"),
        user(A, BAMBOO, "2023-06-01"),
        user(B, TEA, "2023-07-01", "2024-06-30", "注销"),
    ]
    days = ("2023-04-30", "2023-05-01", "2023-07-01", "2024-06-29", "2024-06-30", "2024-12-31")
    counts = [count_on(lines, date.fromisoformat(day)) for day in days]
    assert counts == [0, 1, 2, 2, 1, 1]  # the day of the exit no longer counts


def test_the_roster_feeds_its_row_at_every_date(targets: Targets) -> None:
    keep(targets, user(A, TEA, "2023-05-01"))
    number = keep(targets, user(B, TEA, "2024-02-01"))
    keep(targets, replace(user(B, TEA, "2024-02-01", "2024-09-15", "企业注销"), id=number))
    office = targets.desk.office
    cells = board.row_story(office, PACK, "3-8c", 2024).cells["gi-users"]
    assert [(str(one.cell.span), one.cell.counted) for one in cells] == [
        ("2024Q1", 2),
        ("2024Q2", 2),
        ("2024Q3", 1),
        ("2024Q4", 1),
    ]
    trace = board.figure_trace(office, PACK, "gi-users", Span.of("2024Q1"))
    assert [one.label for one in trace] == [
        user(A, TEA, "2023-05-01").name,
        "英德市BB26茶业有限公司",
    ]
    page = roster.roster_page(office, PACK, ROSTER, date(2024, 6, 30))
    assert (page.standing, page.lines, len(page.entries)) == (2, 2, 2)


def test_what_was_reported_goes_before_what_is_counted_and_both_are_shown(targets: Targets) -> None:
    keep(targets, user(A, TEA, "2023-05-01"))
    targets.enter("gi-users", "2024Q4", "3")
    assert targets.row("3-8c", 2024).parts[0].line.figure == "3"
    (*_, last) = board.row_story(targets.desk.office, PACK, "3-8c", 2024).cells["gi-users"]
    assert last.cell.differs
    assert (last.cell.value, last.cell.counted) == (3, 1)


def test_a_roster_line_is_corrected_with_a_reason_and_left_with_another(targets: Targets) -> None:
    number = keep(targets, user(A, TEA, "2023-05-01"))
    with pytest.raises(UserError, match="roster-entry-twice"):
        keep(targets, user(A, TEA, "2024-05-01"))
    changed = replace(user(A, TEA, "2023-05-01"), id=number, name="英德市甲茶业有限公司")
    with pytest.raises(UserError, match="correction-needs-reason"):
        keep(targets, changed)
    keep(targets, changed, "更名")
    with pytest.raises(UserError, match="exit-needs-reason"):
        keep(targets, replace(changed, exited_on=date(2024, 1, 1)))
    with pytest.raises(UserError, match="exit-before-approval"):
        keep(targets, replace(changed, exited_on=date(2022, 1, 1), exit_reason="注销"))
    roster.withdraw_entry(targets.desk.office, targets.desk.clerk, number, "登记错")
    assert roster.roster_page(targets.desk.office, PACK, ROSTER).entries == ()


def test_a_roster_is_imported_once_and_undone_whole(targets: Targets, tmp_path: Path) -> None:
    desk = targets.desk
    keep(targets, user(A, TEA, "2023-05-01"))
    rows = (
        ("英德市AA18茶业有限公司", A, TEA, "第500号", "2023-05-01", "", ""),
        ("英德市乙茶业有限公司", B, TEA, "第501号", "2024-03-01", "", ""),
        ("英德市乙茶业有限公司", B, TEA, "第501号", "2024-03-01", "", ""),
        ("英德市丙茶业有限公司", "91441881MA4UCCCC34", TEA, "第502号", "2030-01-01", "", ""),
        ("英德市丁茶业有限公司", "91441881MA4UDDDD42", TEA, "", "2024-01-01", "2024-02-01", ""),
    )
    asked = request(desk, xlsx(tmp_path / "名册.xlsx", HEAD, *rows), "roster")
    plan = planned(desk, asked)
    assert [row.state for row in plan.rows] == [
        RowState.DUPLICATE,
        RowState.OK,
        RowState.DUPLICATE,
        RowState.PROBLEM,
        RowState.PROBLEM,
    ]
    words = [
        f"{plan.place(row, fault.field)} {said(desk.office.wording, fault)}"
        for row in plan.rows
        for fault in row.open
    ]
    assert words == ["E5 日期晚于今天", "G6 填了退出日期，没有写退出原因"]
    done = taken(desk, answered(asked, {"row:5": "skip", "row:6": "skip"}))
    assert roster.roster_page(desk.office, PACK, ROSTER).standing == 2
    again = planned(desk, answered(asked, {"row:5": "skip", "row:6": "skip"}))
    assert not again.ready
    undo_import(desk.office, desk.clerk, done.id)
    assert roster.roster_page(desk.office, PACK, ROSTER).standing == 1


def test_an_imported_exit_is_asked_about_and_taken_back_with_the_import(
    targets: Targets, tmp_path: Path
) -> None:
    desk = targets.desk
    keep(targets, user(A, TEA, "2023-05-01"))
    row = ("英德市AA18茶业有限公司", A, TEA, "第500号", "2023-05-01", "2024-11-11", "企业注销")
    asked = request(desk, xlsx(tmp_path / "名册.xlsx", HEAD, row), "roster")
    (line,) = planned(desk, asked).rows
    (question,) = line.questions
    assert said(desk.office.wording, question) == "名册上还在用，表中已退出；登记退出吗？"
    done = taken(desk, answered(asked, {question.group: "leave"}))
    assert roster.roster_page(desk.office, PACK, ROSTER).standing == 0
    undo_import(desk.office, desk.clerk, done.id)
    assert roster.roster_page(desk.office, PACK, ROSTER).standing == 1


def test_a_meeting_counts_and_its_decisions_become_tasks(targets: Targets) -> None:
    office, clerk = targets.desk.office, targets.desk.clerk
    one = Meeting(
        PACK, date(2024, 4, 11), "联席会议", ("市场监管局", "市公安局", "市公安局"), "1号"
    )
    decided = (Decision("建立线索移送台账", "市公安局", date(2024, 9, 30), "3-3c"),)
    records.keep_meeting(office, clerk, one, decided)
    (page,) = records.meetings(office, PACK)
    assert page.meeting.participants == ("市场监管局", "市公安局")
    (task,) = page.tasks
    assert (task.title, task.row, task.due_on) == ("建立线索移送台账", "3-3c", date(2024, 9, 30))
    assert targets.row("3-5a", 2024).parts[0].line.figure == "1"
    assert any(line.task.id == task.id for line in tasks.task_lines(office, PACK, 2024))
    with pytest.raises(UserError, match="participants-missing"):
        records.keep_meeting(office, clerk, replace(one, participants=(" ",)))
    records.withdraw_meeting(office, clerk, page.meeting.id, "没有召开")
    assert targets.row("3-5a", 2024).parts[0].line.figure == ""


def test_activities_are_summed_and_a_count_nobody_took_is_not_nought(targets: Targets) -> None:
    office, clerk = targets.desk.office, targets.desk.clerk
    for day, people in ((date(2024, 2, 3), 40), (date(2024, 3, 8), 60)):
        one = Activity(PACK, "publicity", day, "进园区宣讲", people=people)
        records.keep_activity(office, clerk, one)
    cells = board.row_story(office, PACK, "2-5a", 2024).cells
    assert [one.cell.counted for one in cells["events"]] == [2]
    assert [one.cell.counted for one in cells["events-people"]] == [100]
    records.keep_activity(office, clerk, Activity(PACK, "publicity", date(2024, 3, 9), "摆摊"))
    cells = board.row_story(office, PACK, "2-5a", 2024).cells
    assert [one.cell.counted for one in cells["events"]] == [3]
    assert cells["events-people"] == ()
    with pytest.raises(UserError, match="record-kind-unknown"):
        records.keep_activity(office, clerk, Activity(PACK, "其他", date(2024, 3, 9), "摆摊"))


def test_what_casework_paid_is_counted_and_traced_to_its_claims(targets: Targets) -> None:
    desk = targets.desk
    targets.go_to("2024-03-04")
    claim = desk.approved(desk.applicant(), "01-01", patent("ZL201310000001.3"))
    desk.issue(claim)
    desk.pay(claim)
    targets.go_to("2025-01-10")
    row = targets.row("4-2b", 2024)
    told = {part.measure: part.line.figure for part in row.beside}
    fen = desk.claim(claim).paid_fen
    assert fen is not None
    assert told["awards-claims"] == told["awards-applicants"] == told["awards-pieces"] == "1"
    assert float(told["awards-paid"]) == fen / 1_000_000
    (trace,) = board.figure_trace(desk.office, PACK, "awards-paid", Span.of("2024Y"))
    assert (trace.entity, trace.id, trace.fen) == ("claim", claim, fen)
