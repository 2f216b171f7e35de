"""The task sheet of a form goes out, comes back with errors, is taken in and undone as one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ipdesk.domain.importing import RowState
from ipdesk.domain.span import Span
from ipdesk.domain.task_record import TaskState
from ipdesk.errors import UserError
from ipdesk.services.imports.handing import save_returned
from ipdesk.services.imports.plan import Request
from ipdesk.services.imports.taking import undo_import
from ipdesk.services.journal_view import history
from ipdesk.services.targets import sheets
from ipdesk.services.targets.tasks import (
    ProgressForm,
    TaskForm,
    TaskLine,
    note_progress,
    task_lines,
)
from tests.services.imports.tables import answered, planned, taken
from tests.services.targets.test_sheets import BUREAU, asked, told
from tests.services.targets_at_hand import PACK, Targets

STATE, TEXT, PAUSE, DAY = 6, 7, 8, 9
Q3 = Span.of("2024Q3")


def sent(targets: Targets, path: Path, department: str = BUREAU) -> Path:
    office, clerk = targets.desk.office, targets.desk.clerk
    sheets.send_form(office, clerk, PACK, department, Q3, path)
    return path


def filled(path: Path, lines: Mapping[str, tuple[object, ...]]) -> dict[str, int]:
    """Fill state, text, reason and day of some tasks; which line each stands in."""
    book = load_workbook(path)
    page = book["任务"]
    places = {str(page.cell(n, 1).value): n for n in range(5, page.max_row + 1)}
    for code, values in lines.items():
        for column, value in zip((STATE, TEXT, PAUSE, DAY), values, strict=False):
            page.cell(places[code], column).value = value
    book.save(path)
    return places


def task(targets: Targets, row: str) -> TaskLine:
    return next(t for t in task_lines(targets.desk.office, PACK, 2024) if t.task.row == row)


def test_the_tasks_of_a_department_are_a_second_sheet(targets: Targets, tmp_path: Path) -> None:
    book = load_workbook(sent(targets, tmp_path / "表.xlsx"))
    assert book.sheetnames == ["填报表", "任务", "_ipdesk"]
    page = book["任务"]
    heads = "、".join(str(cell.value) for cell in page[4])
    assert heads == "编号、任务、时限、现状、已有进展、状态、进展情况、暂缓原因、日期"
    line = [cell.value for cell in page[5]][:4]
    assert line == ["3-1a", "推进知识产权强县试点", "2027-12-31", "未开始"]
    assert [c.column for c in page[5] if not c.protection.locked] == [STATE, TEXT, PAUSE, DAY]
    rules = {rule.type: rule for rule in page.data_validations.dataValidation}
    assert rules["list"].formula1 == '"未开始,进行中,已完成,暂缓"'
    assert str(rules["date"].sqref).startswith("I5:I")
    # Who has tasks and no figure in the third quarter gets the tasks alone.
    only = load_workbook(sent(targets, tmp_path / "公安.xlsx", "市公安局"))
    assert only.sheetnames == ["任务", "_ipdesk"]


def test_planted_errors_of_tasks_are_told_with_row_and_column(
    targets: Targets, tmp_path: Path
) -> None:
    path = sent(targets, tmp_path / "表.xlsx")
    at = filled(
        path,
        {
            "3-1a": ("进行中", "方案已报市政府", None, date(2024, 9, 20)),
            "3-1b": ("办结", "走访园区两次"),
            "3-1c": (None, "走访企业三家"),
            "3-1d": ("已完成", None),
            "3-1e": ("暂缓", "等上级文件"),
            "3-2a": ("进行中", "入园两次", None, "2024-13-01"),
            "3-2b": ("进行中", "对接两次", None, date(2025, 3, 1)),
            "3-2c": ("进行中", "宣传一次", None, date(2023, 12, 30)),
        },
    )
    book = load_workbook(path)
    book["任务"].cell(at["3-3c"], 1).value = "3-3z"
    book["任务"].cell(at["3-3c"], STATE).value = "进行中"
    book.save(path)
    plan = planned(targets.desk, asked(targets, path))
    lines = told(targets, plan)
    assert [line for line in lines if f"I{at['3-2a']}" in line]  # no such day
    assert [line for line in lines if f"I{at['3-2a']}" not in line] == [
        f"任务 F{at['3-1b']} 状态“办结”不对，只能选：未开始、进行中、已完成、暂缓",
        f"任务 F{at['3-1c']} 写了进展，没有选状态",
        f"任务 G{at['3-1d']} 选了状态，没有写进展情况",
        f"任务 H{at['3-1e']} 暂缓要写明原因",
        f"任务 I{at['3-2b']} 日期晚于今天",
        f"任务 I{at['3-2c']} 日期早于2024年，不是这一年的进展",
        f"任务 A{at['3-3c']} 编号“3-3z”不在发出的任务表里，请不要改动编号一列",
    ]
    assert (plan.counts[RowState.OK], plan.counts[RowState.PROBLEM]) == (1, 8)
    save_returned(plan, targets.desk.office.wording, tmp_path / "问题行.xlsx")
    back = [line[0].value for line in load_workbook(tmp_path / "问题行.xlsx").active.iter_rows()]
    assert f"“任务”表第 {at['3-1c']} 行：任务 F{at['3-1c']} 写了进展，没有选状态" in back
    with pytest.raises(UserError, match="import-undecided"):
        taken(targets.desk, asked(targets, path))
    assert task(targets, "3-1a").log == ()


def good(targets: Targets, path: Path) -> Request:
    """A form of one figure and two tasks, filled in without a mistake."""
    filled(
        sent(targets, path),
        {
            "3-1a": ("进行中", "方案已报市政府", None, date(2024, 9, 20)),
            "3-1b": ("暂缓", "等上级文件", "试点名单未公布"),
        },
    )
    book = load_workbook(path)
    book["填报表"].cell(5, 7).value = 12
    book.save(path)
    return asked(targets, path)


def test_figures_and_tasks_come_in_together_and_are_undone_as_one(
    targets: Targets, tmp_path: Path
) -> None:
    desk, form = targets.desk, good(targets, tmp_path / "表.xlsx")
    done = taken(desk, form)
    assert done.added == 3
    first, second = task(targets, "3-1a"), task(targets, "3-1b")
    assert (first.task.state, first.log[0].text) == (TaskState.UNDERWAY, "方案已报市政府")
    assert first.log[0].on == date(2024, 9, 20)
    assert (second.task.state, second.task.reason) == (TaskState.PAUSED, "试点名单未公布")
    assert second.log[0].on == desk.clock.now().date()
    assert planned(desk, form).counts[RowState.DUPLICATE] == 3
    undo_import(desk.office, desk.clerk, done.id)
    back = task(targets, "3-1b")
    assert (back.task.state, back.task.reason) == (TaskState.WAITING, "")
    assert [one.text for one in back.log] == ["等上级文件", "撤销导入“表.xlsx”，恢复原状态"]
    acts = [entry.act for entry in history(desk.office, "task", back.task.id)]
    assert acts.count("登记任务进展") == 2
    assert planned(desk, form).ready


def test_a_task_that_moved_since_is_asked_about_and_not_undone_over(
    targets: Targets, tmp_path: Path
) -> None:
    desk, form = targets.desk, good(targets, tmp_path / "表.xlsx")
    today = desk.clock.now().date()
    targets.go_to("2025-01-13")
    moved = ProgressForm("现场已验收", TaskState.PAUSED, today, "等验收")
    note_progress(desk.office, desk.clerk, TaskForm(PACK, 2024, row="3-1a"), moved)
    (question,) = [q for row in planned(desk, form).rows for q in row.questions]
    assert question.code == "task-moved"
    form = answered(form, {question.group: "correct"})
    done = taken(desk, form)
    number = task(targets, "3-1a").task.id
    ended = ProgressForm("验收通过", TaskState.DONE, today)
    note_progress(desk.office, desk.clerk, TaskForm(PACK, 2024, task=number), ended)
    with pytest.raises(UserError, match="undo-task-moved"):
        undo_import(desk.office, desk.clerk, done.id)
    assert task(targets, "3-1b").task.state is TaskState.PAUSED  # all or nothing


def test_a_policy_of_duties_alone_sends_its_tasks(targets: Targets, tmp_path: Path) -> None:
    office, clerk, pack = targets.desk.office, targets.desk.clerk, "lechang-2022"
    whose = sheets.form_departments(office, pack, 2024)
    assert whose == sheets.owing(office, pack, Q3)
    assert "市公安局" in sheets.form_departments(office, PACK, 2024)
    sheets.send_form(office, clerk, pack, whose[0], Q3, tmp_path / "表.xlsx")
    assert load_workbook(tmp_path / "表.xlsx").sheetnames == ["任务", "_ipdesk"]


def test_a_sheet_of_tasks_alone_is_read_too(targets: Targets, tmp_path: Path) -> None:
    path = sent(targets, tmp_path / "公安.xlsx", "市公安局")
    code = str(load_workbook(path)["任务"].cell(5, 1).value)
    filled(path, {code: ("已完成", "已办结")})
    assert taken(targets.desk, asked(targets, path)).added == 1
    assert task(targets, code).task.state is TaskState.DONE
