from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace

from ipdesk.domain.task_record import Alarm, TaskState
from ipdesk.services.overview import overview
from ipdesk.services.targets import tasks
from tests.services.targets_at_hand import PACK, Targets
from tests.ui.targets.conftest import Opener

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def answer(made: SimpleNamespace, file: Path | None = None, **values: object) -> None:
    """Whatever sheet is asked next is filled in and confirmed."""

    def run(sheet: SimpleNamespace) -> bool:
        made.sheet = sheet
        sheet.form.fill(values)
        if file is not None:
            sheet.take_file(file)
        sheet.accept()
        return False

    made.messages.run = run


def line_of(made: SimpleNamespace, row: str) -> tasks.TaskLine:
    found: tuple[tasks.TaskLine, ...] = made.ask(tasks.task_lines, PACK, 2024)
    return next(line for line in found if line.task.row == row)


def test_a_task_is_assigned_and_moves_forward_with_evidence(opened: Opener, tmp_path: Path) -> None:
    made = opened("tasks")
    view = made.page.tasks
    view.choose_task("3-1b", 0)
    view.show_lines()
    person = made.bench.people[0]
    answer(made, owner=person.id, due_on=date(2024, 11, 30))
    view.assign()
    made.settle()
    plan = tmp_path / "方案.pdf"
    plan.write_bytes(PDF)
    answer(made, plan, text="方案已印发", state=TaskState.DONE, on=date(2024, 11, 20))
    view.note()
    made.settle()
    line = line_of(made, "3-1b")
    assert (line.task.owner_name, line.task.state) == (person.name, TaskState.DONE)
    assert [(one.text, one.file.file_name) for one in line.log] == [("方案已印发", "方案.pdf")]
    assert made.messages.said[-1] == "进展已登记"
    assert view.current().task.row == "3-1b"


def test_a_pause_needs_its_reason_and_the_sheet_keeps_what_was_typed(opened: Opener) -> None:
    made = opened("tasks")
    view = made.page.tasks
    view.choose_task("3-1b", 0)
    view.show_lines()
    answer(made, text="等上级文件", state=TaskState.PAUSED)
    view.note()
    made.settle()
    assert made.sheet.form["reason"].has_fault()
    assert made.sheet.form["text"].value() == "等上级文件"
    assert line_of(made, "3-1b").log == ()


def test_what_is_overdue_is_found_at_once(opened: Opener) -> None:
    made = opened("tasks")
    view = made.page.tasks
    made.page.open(("open-task", 0, "", 2024, PACK))
    made.settle()
    model = view.table.model
    shown = [model.record(row) for row in range(model.rowCount())]
    assert shown != []
    assert {one.line.alarm for one in shown} == {Alarm.OVERDUE}
    assert {one.state for one in shown} == {"逾期"}


def test_a_row_of_the_work_list_leads_to_its_task(targets: Targets, opened: Opener) -> None:
    desk = targets.desk
    form = tasks.TaskForm(PACK, 2024, row="3-1b", owner=desk.clerk.id, due_on=date(2024, 12, 1))
    tasks.keep_task(desk.office, desk.clerk, form)
    made = opened()
    work = made.ask(overview, desk.clerk).waiting
    row = next(one for one in work if one.place == "targets" and one.claim_id)
    made.page.open(row.part)
    made.settle()
    assert made.page._parts.currentWidget() is made.page.tasks
    assert made.page.tasks.current().task.id == row.claim_id


def test_the_office_adds_a_task_of_its_own(opened: Opener) -> None:
    made = opened("tasks")
    answer(made, title="编印年度白皮书", department="市场监管局", due_on=date(2024, 12, 20))
    made.page.tasks.add()
    made.settle()
    found = made.ask(tasks.task_lines, PACK, 2024)
    assert [line.task.title for line in found if not line.task.row] == ["编印年度白皮书"]


def test_tasks_gathered_under_a_person_open_narrowed_to_that_person(opened: Opener) -> None:
    made = opened("tasks")
    view = made.page.tasks
    made.page.open(("open-task", 0, "市财政局", 2024, PACK))
    made.settle()
    assert (view.filter.text(), view.states.value()) == ("市财政局", "alarm")
    number = next(p.document_number for p in made.bench.policies if p.id == PACK)
    made.page.open(("open-task", 0, number, 2024, PACK))
    assert view.filter.text() == ""
