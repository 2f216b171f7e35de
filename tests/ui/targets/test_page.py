from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ipdesk.ui.targets.page import TargetsPage
from tests.services.casework import Desk
from tests.ui.at_work import Place


def test_every_duty_of_the_policies_in_use_is_listed(casework: Desk, place: Place) -> None:
    opened = place(TargetsPage)
    duties = [each for policy in opened.bench.policies for each in policy.rows]
    assert [row.task for row in opened.page.rows] == duties
    assert opened.page.count.text() == f"{len(duties)} 项，不涉及奖补资金"


def test_the_clause_of_a_duty_is_shown_beside_it(
    qtbot: QtBot, casework: Desk, place: Place
) -> None:
    opened = place(TargetsPage)
    page = opened.page
    row = page.rows[3]
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert page.current is row
    assert page.clause.text() == f"{row.clause.number}{row.clause.heading}"
    assert row.clause.text[:20] in page.text.toPlainText()
    page.link.click()
    assert opened.gone == [("policies", (row.policy.id, row.clause.id, row.clause.text))]


def test_duties_are_found_by_department(casework: Desk, place: Place) -> None:
    opened = place(TargetsPage)
    page = opened.page
    wanted = [row.task for row in page.rows if "教育局" in row.task.department]
    page.filter.setText("教育局")
    page.refresh()
    assert [row.task for row in page.rows] == wanted
    page.filter.setText("没有这个部门")
    page.refresh()
    assert page.rows == []
    assert page.empty.isVisible()
