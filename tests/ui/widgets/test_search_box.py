from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ipdesk.ui.widgets import Hit, SearchBox, column

HITS = (
    Hit("申报主体", "金岭机械", "9144", ("applicants", 1)),
    Hit("申报", "LC-2023-0187", "金岭机械", ("claims", 7)),
    Hit("申报", "LC-2023-0188", "金岭机械", ("claims", 8)),
)


@pytest.fixture
def box(qtbot: QtBot) -> SearchBox:
    window = QWidget()
    window.resize(900, 600)
    made = SearchBox("搜索", "Ctrl+K")
    window.setLayout(column(made, None))
    qtbot.addWidget(window)
    made.window_kept = window  # type: ignore[attr-defined]
    window.show()
    made.setFocus()
    return made


def test_the_question_is_asked_a_moment_after_the_last_key(qtbot: QtBot, box: SearchBox) -> None:
    with qtbot.waitSignal(box.asked) as caught:
        qtbot.keyClicks(box.edit, "jl")
    assert caught.args == ["jl"]


def test_answers_are_opened_by_keyboard_alone(qtbot: QtBot, box: SearchBox) -> None:
    box.edit.setText("jl")
    box.show_hits("jl", HITS)
    qtbot.keyClick(box.edit, Qt.Key.Key_Down)
    with qtbot.waitSignal(box.taken) as caught:
        qtbot.keyClick(box.edit, Qt.Key.Key_Return)
    assert caught.args == [("claims", 7)]
    assert not box.hits_shown


def test_late_answers_to_an_older_text_are_left_out(box: SearchBox) -> None:
    box.edit.setText("jlj")
    box.show_hits("jl", HITS)
    assert not box.hits_shown


def test_escape_clears_the_box(qtbot: QtBot, box: SearchBox) -> None:
    box.edit.setText("jl")
    box.show_hits("jl", HITS)
    qtbot.keyClick(box.edit, Qt.Key.Key_Escape)
    assert box.text() == ""
    assert not box.hits_shown


def test_a_second_act_of_an_answer_is_one_key_further(qtbot: QtBot, box: SearchBox) -> None:
    begin = ("claims", ("new", 1))
    box.edit.setText("jl")
    box.show_hits("jl", [HITS[0]._replace(second=("为其新建申报", begin)), HITS[1]])
    assert box._popup is not None
    assert box._popup.foot.text().endswith("Ctrl+回车 为其新建申报")
    with qtbot.waitSignal(box.taken) as caught:
        qtbot.keyClick(box.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert caught.args == [begin]
