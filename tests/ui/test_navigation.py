from __future__ import annotations

from pytestqt.qtbot import QtBot

from ipdesk.domain.operator import Operator
from ipdesk.domain.stages import Role
from ipdesk.services.office import Actor
from ipdesk.ui.navigation import Navigation
from ipdesk.ui.theme import Theme

CLERK = Actor(1, "陈晓岚", (Role.CLERK,))


def at(qtbot: QtBot, width: int) -> Navigation:
    bar = Navigation()
    qtbot.addWidget(bar)
    bar.set_actor(CLERK, lambda role: "经办人")
    bar.set_counts({"claims": 16})
    bar.fit(width)
    return bar


def test_a_window_with_room_for_its_letters_names_the_places(qtbot: QtBot, look: Theme) -> None:
    bar = at(qtbot, 1366)

    assert not bar.narrow
    assert bar.owner.text() == "陈晓岚 · 经办人"


def test_large_letters_in_a_small_window_leave_icons_with_names_and_tips(
    qtbot: QtBot, look: Theme
) -> None:
    look.apply(zoom=200)
    bar = at(qtbot, 1366)

    assert bar.narrow
    assert bar.width() == 120  # 60 pixels at twice the size
    assert bar.items["claims"].accessibleName() == "申报办理，16 件待办"
    assert bar.items["claims"].toolTip() == "申报办理（Ctrl+3）"
    assert bar.owner.text() == "陈"
    assert bar.owner.accessibleName() == "操作员 陈晓岚 · 经办人，更换"
    assert "陈晓岚 · 经办人" in bar.owner.toolTip()

    look.apply(zoom=100)
    assert not bar.narrow


def test_who_may_take_the_seat_is_named_with_the_roles(qtbot: QtBot, look: Theme) -> None:
    bar = at(qtbot, 1366)
    bar.set_operators([Operator(1, "陈晓岚", (Role.CLERK,)), Operator(2, "李四", (Role.CLERK,))], 2)

    offered = bar.owner_menu.actions()
    assert [one.text() for one in offered] == ["陈晓岚 · 经办人", "李四 · 经办人"]
    assert [one.isChecked() for one in offered] == [False, True]
