from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from ipdesk.domain.stages import Role
from ipdesk.services import operators
from ipdesk.services.office import Actor
from ipdesk.services.targets import board, closing
from ipdesk.ui.targets.board_list import COLUMNS, BoardLine
from ipdesk.ui.targets.page import PARTS, TargetsPage
from tests.services.casework import Desk
from tests.services.targets_at_hand import PACK, Targets
from tests.ui.at_work import Place
from tests.ui.targets.conftest import Opener

GI, MARKS, AVERAGE = "3-8c", "3-9a", "2-1i"


def lines(opened: SimpleNamespace) -> list[BoardLine]:
    board = opened.page.board
    return [board.list.model.record(row) for row in range(board.list.model.rowCount())]


def shown(opened: SimpleNamespace, row: str) -> dict[str, str]:
    """The first line of a row as it is read on the board."""
    line = next(line for line in lines(opened) if line.row.id == row)
    return {column.title: column.text(line) for column in COLUMNS}


def test_all_rows_of_a_policy_stand_on_its_board(opened: Opener) -> None:
    made = opened()
    heads = [line.row.id for line in lines(made) if line.head]
    policy = next(each for each in made.bench.policies if each.id == PACK)
    assert heads == [row.id for row in policy.rows]
    assert len(heads) == 64


def test_the_last_year_is_shown_until_the_first_period_of_the_new_one_ends(
    targets: Targets, place: Place
) -> None:
    made = place(TargetsPage)  # on the tenth of January 2025
    assert made.page.year.value() == 2024
    assert made.ask(board.board, PACK).year == 2024
    targets.go_to("2025-04-01")
    assert made.ask(board.board, PACK).year == 2025


def test_a_policy_of_duties_alone_shows_who_does_them(place: Place, casework: Desk) -> None:
    made = place(TargetsPage)
    page = made.page
    page.resize(1180, 700)
    page.policy.set_value("lechang-2022")
    page._choose_policy()
    made.settle()
    hidden = {
        column.title
        for number, column in enumerate(COLUMNS)
        if page.board.list.view.isColumnHidden(number)
    }
    assert {"目标", "基期", "本期", "差距", "趋势"} == hidden
    assert {line.part for line in lines(made)} == {None}


@pytest.mark.parametrize(
    ("firms", "marks", "valid", "verdict", "share"),
    [
        ("99", "11999", "519", "未达标", "99.99%"),
        ("100", "12000", "520", "达标", "100.00%"),
    ],
    ids=["one short of each number", "each number itself"],
)
def test_the_three_numbers_of_the_text_are_shown_at_their_boundaries(
    targets: Targets,
    opened: Opener,
    firms: str,
    marks: str,
    valid: str,
    verdict: str,
    share: str,
) -> None:
    targets.go_to("2028-01-10")
    targets.enter("gi-users", "2027Y", firms)
    targets.enter("marks-valid", "2027Y", marks)
    targets.enter("inventions-valid", "2027Y", valid)
    targets.enter("residents", "2027Y", "100")
    targets.enter("qingyuan-per-10k", "2027Y", "5.2")  # 520 for each 100 万人: equal is enough
    made = opened(year=2027)
    assert [shown(made, row)["情况"] for row in (GI, MARKS, AVERAGE)] == [verdict] * 3
    made.page.board.choose_row(MARKS)
    made.page.board.show_lines()
    made.settle()
    assert share in said(made)


def test_no_percentage_stands_where_the_text_has_no_number(
    targets: Targets, opened: Opener
) -> None:
    targets.enter("inventions-granted", "2022Y", "80")
    targets.enter("inventions-granted", "2024Y", "92")
    made = opened()
    assert shown(made, "2-1a")["情况"] == "增长"
    assert "%" not in "".join("".join(shown(made, line.row.id).values()) for line in lines(made))
    made.page.board.choose_row("2-1a")
    made.page.board.show_lines()
    made.settle()
    assert "%" not in said(made)
    assert "（拟）" in said(made)  # the baseline year is the office's


def test_the_board_names_what_is_missing_and_who_owes_it(targets: Targets, opened: Opener) -> None:
    targets.go_to("2025-02-20")
    made = opened()
    page = made.page
    assert "市场监管局（知识产权局）" in page.board.missing.text()
    page.board.lights.choose("missing")
    assert all(line.row.missing for line in lines(made))
    assert lines(made) != []


def test_the_board_is_searched_and_shown_by_department(opened: Opener) -> None:
    made = opened()
    page = made.page
    page.board.filter.setText("地理标志")
    page.board.show_lines()
    assert {line.row.id for line in lines(made)} >= {GI}
    page.board.filter.clear()
    page.department.set_value(page.department._values[-1])
    page.refresh()
    made.settle()
    assert 0 < len({line.row.id for line in lines(made)}) < 64


def test_a_row_leads_to_its_clause_and_to_its_entry(opened: Opener) -> None:
    made = opened()
    page = made.page
    page.open((PACK, MARKS))
    made.settle()
    assert page.board.list.current().row.id == MARKS
    button(page.board.beside, "看全文").click()
    place, target = made.gone[-1]
    assert (place, target[0]) == ("policies", PACK)
    button(page.board.beside, "填报这一项").click()
    made.settle()
    assert page._parts.currentWidget() is page.entry
    assert page.entry.grid.current_line().subject.id == "marks-valid"


def test_a_closed_year_is_shown_as_such(targets: Targets, opened: Opener) -> None:
    desk = targets.desk
    closing.close_year(desk.office, desk.reviewer, PACK, 2023)
    made = opened(year=2023)
    page = made.page
    assert "已关账" in page.frozen.text()
    page.segments.choose("entry")
    made.settle()
    assert page.entry.grid.grid.read_only
    assert "已经关账" in page.entry.state.text()


def test_an_auditor_sees_everything_and_enters_nothing(
    opened: Opener, casework: Desk, auditor: Actor
) -> None:
    made = opened("entry", actor=auditor)
    page = made.page
    assert page.entry.grid.grid.read_only
    for part in PARTS:
        page.segments.choose(part)
        made.settle()
        writing = [
            found.text()
            for found in page._parts.currentWidget().findChildren(QAbstractButton)
            if found.isVisible() and found.isEnabled() and found.text() in WRITING
        ]
        assert writing == [], part


WRITING = (
    "保存", "发出填报表…", "读回填报表…", "登记进展…", "安排…", "新增任务…", "新增…", "更正…",
    "登记退出…", "撤销登记…", "登记会议…", "登记活动…", "撤回…", "附材料…", "改报送单位…",
    "报送期限…", "导入…",
)  # fmt: skip


def test_every_control_has_a_name(opened: Opener) -> None:
    made = opened()
    page = made.page
    for part in PARTS:
        page.segments.choose(part)
        made.settle()
        nameless = [
            found
            for found in page.findChildren(QAbstractButton)
            if found.isVisible() and not (found.text() or found.accessibleName() or found.toolTip())
        ]
        assert nameless == [], part


@pytest.fixture
def auditor(casework: Desk) -> Actor:
    operators.add_operator(casework.office, casework.clerk, "审计己", (Role.AUDITOR,))
    found = next(
        one for one in operators.list_operators(casework.office) if Role.AUDITOR in one.roles
    )
    return Actor(found.id, found.name, found.roles)


def button(where: QWidget, text: str) -> QAbstractButton:
    found = where.findChildren(QAbstractButton)
    return next(each for each in found if each.text() == text and each.isVisible())


def said(opened: SimpleNamespace) -> str:
    """Everything written beside the board."""
    found = opened.page.board.beside.findChildren(QLabel)
    texts = (re.sub("<[^>]+>", "", each.text()) for each in found if each.isVisible())
    return "\n".join(texts)
