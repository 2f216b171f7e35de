from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from ipdesk.ui.widgets.segments import Segments
from ipdesk.ui.widgets.wrapping import Wrapping


def blocks(count: int) -> list[QLabel]:
    made = [QLabel("") for _ in range(count)]
    for one in made:
        one.setFixedSize(100, 20)
    return made


def shown(qtbot: QtBot, whole: Wrapping, width: int) -> None:
    qtbot.addWidget(whole)
    whole.resize(width, whole.heightForWidth(width))
    whole.show()


def test_what_does_not_fit_goes_on_in_the_next_line(qtbot: QtBot) -> None:
    one, two, three = things = blocks(3)
    whole = Wrapping(*things, gap=10)
    assert whole.heightForWidth(320) == 20
    assert whole.heightForWidth(319) == 50
    shown(qtbot, whole, 319)
    assert [(each.x(), each.y()) for each in (one, two, three)] == [(0, 0), (110, 0), (0, 30)]


def test_a_field_grows_into_its_line_and_the_rest_stands_at_the_end(qtbot: QtBot) -> None:
    field, (last, alone) = QLineEdit(), blocks(2)
    whole = Wrapping(field, last, gap=10, wide=field, right=(last,))
    shown(qtbot, whole, 500)
    assert field.width() == 390
    assert last.x() == 400
    pushed = Wrapping(QLabel("题"), alone, right=(alone,))
    shown(qtbot, pushed, 500)
    assert alone.x() == 400


def test_what_stands_at_the_end_goes_to_the_next_line_together(qtbot: QtBot) -> None:
    name, first, last = things = blocks(3)
    whole = Wrapping(*things, gap=10, right=(first, last))
    shown(qtbot, whole, 300)
    assert [(each.x(), each.y()) for each in (name, first, last)] == [(0, 0), (90, 30), (200, 30)]


def test_what_is_hidden_takes_no_room() -> None:
    one, two = blocks(2)
    whole = Wrapping(one, two, gap=10)
    two.hide()
    assert whole.sizeHint().width() == 100
    assert whole.heightForWidth(100) == 20


def test_joined_buttons_keep_their_words_whole_where_room_is_short(qtbot: QtBot) -> None:
    parts = Segments((("a", "年度完成情况"), ("b", "年度工作总结附表"), ("c", "逾期、有风险")))
    qtbot.addWidget(parts)
    width = parts.sizeHint().width() // 2
    parts.resize(width, parts.heightForWidth(width))
    parts.show()
    for button in parts.buttons.values():
        assert button.width() >= button.sizeHint().width()
    assert parts.height() > parts.sizeHint().height()
