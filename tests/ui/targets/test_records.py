from __future__ import annotations

from datetime import date

from ipdesk.services.targets import records, roster
from tests.services.casework import credit_code
from tests.services.targets_at_hand import PACK
from tests.ui.targets.conftest import Opener
from tests.ui.targets.test_tasks import answer

NAME = "英德市红茶有限公司"


def test_an_enterprise_enters_the_roster_and_leaves_it(opened: Opener) -> None:
    made = opened("records")
    view = made.page.records.roster
    assert view.page.entries == ()
    answer(
        made,
        name=NAME,
        code=credit_code(NAME),
        product="英德红茶",
        notice="第500号公告",
        approved_on=date(2024, 3, 1),
    )
    view.add()
    made.settle()
    assert view.page.standing == 1
    assert "在用 1 家" in view.count.text()
    answer(made, exited_on=date(2024, 12, 1), exit_reason="停产")
    view.leave()
    made.settle()
    assert view.page.standing == 0
    view.day.set_value(date(2024, 11, 30))
    view._ask()
    made.settle()
    assert view.page.standing == 1


def test_a_second_line_of_the_same_code_counts_once(opened: Opener) -> None:
    made = opened("records")
    view = made.page.records.roster
    for product in ("英德红茶", "西牛麻竹笋"):
        answer(
            made, name=NAME, code=credit_code(NAME), product=product, approved_on=date(2024, 3, 1)
        )
        view.add()
        made.settle()
    assert (view.page.standing, view.page.lines) == (1, 2)
    assert "同一代码只计一家" in view.count.text()


def test_what_is_wrong_stands_at_its_field(opened: Opener) -> None:
    made = opened("records")
    answer(made, name=NAME, code=credit_code(NAME), approved_on=date(2030, 1, 1))
    made.page.records.roster.add()
    made.settle()
    assert made.sheet.form["approved_on"].has_fault()
    which = made.page.records.roster.which.value()
    assert made.ask(roster.roster_page, PACK, which).entries == ()


def test_a_meeting_turns_its_decisions_into_tasks(opened: Opener) -> None:
    made = opened("records")
    view = made.page.records.meetings
    made.page.records.segments.choose("meetings")

    def run(sheet: object) -> bool:
        sheet.form.fill(  # type: ignore[attr-defined]
            {"held_on": date(2024, 4, 11), "name": "联席会议", "participants": "市财政局\n市公安局"}
        )
        decisions = [{"title": "建立台账", "department": "市司法局", "due_on": date(2024, 11, 30)}]
        sheet.decisions.set_rows(decisions)  # type: ignore[attr-defined]
        sheet.accept()  # type: ignore[attr-defined]
        return False

    made.messages.run = run
    view.add()
    made.settle()
    page = view.list.current().page
    assert page.meeting.participants == ("市财政局", "市公安局")
    assert [task.title for task in page.tasks] == ["建立台账"]
    made.page.open(("task", page.tasks[0].id))
    made.settle()
    assert made.page.tasks.current().task.title == "建立台账"


def test_an_activity_is_counted_in_its_year(opened: Opener) -> None:
    made = opened("records")
    made.page.records.segments.choose("activities")
    view = made.page.records.activities
    kind = view.kind._values[1]
    answer(made, kind=kind, held_on=date(2024, 5, 6), name="宣讲", people=60)
    view.add()
    made.settle()
    assert view.said.text() == "2024年 1 场，60 人次"
    assert len(made.ask(records.activities, PACK, 2024)) == 1
    view.withdraw()
    made.settle()
    assert view.said.text() == "2024年 0 场"
