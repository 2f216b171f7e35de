from __future__ import annotations

import json
from datetime import date

from PySide6.QtWidgets import QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from ipdesk.domain.stages import Stage
from ipdesk.ui.widgets import ChoiceField, DateField
from ipdesk.ui.widgets.list_above import Controls
from ipdesk.ui.widgets.segments import Segments

STAGES = [(Stage.RECEIVED, "已收件"), (Stage.APPROVED, "已批准")]


def test_what_stands_above_a_list_comes_back_as_it_was(qtbot: QtBot) -> None:
    text, day, tick = QLineEdit(), DateField(), QCheckBox()
    stage = ChoiceField(STAGES, empty="全部环节")
    pair = ChoiceField([(("lechang", "15.1"), "红茶")], empty="全部")
    part = Segments((("all", "全部"), ("mine", "待我办")))
    for one in (text, stage, day, tick, pair, part):
        qtbot.addWidget(one)
    read: list[str] = []
    above = Controls(
        lambda: read.append(text.text()),
        text=text, stage=stage, day=day, tick=tick, pair=pair, part=part,
    )  # fmt: skip
    text.setText("红茶")
    stage.set_value(Stage.APPROVED)
    day.set_value(date(2024, 3, 1))
    tick.setChecked(True)
    pair.set_value(("lechang", "15.1"))
    part.choose("mine")
    kept = json.loads(json.dumps(above.kept()))
    above.bring({})
    assert (text.text(), stage.value(), day.value(), tick.isChecked()) == ("", None, None, False)
    above.bring(kept)
    assert (text.text(), stage.value(), day.value()) == ("红茶", Stage.APPROVED, date(2024, 3, 1))
    assert (tick.isChecked(), pair.value()) == (True, ("lechang", "15.1"))
    assert part.value() == "mine"
    assert read == ["", "红茶"]


def test_a_choice_read_from_the_store_later_is_made_when_it_is_offered(qtbot: QtBot) -> None:
    rounds = ChoiceField(empty="全部批次")
    qtbot.addWidget(rounds)
    asked: list[object] = []
    above = Controls(lambda: asked.append(rounds.value()), round=rounds)
    above.bring({"round": 2})
    assert above.kept() == {"round": 2}
    rounds.set_choices([(1, "春季"), (2, "秋季")])
    assert asked == [None, 2]


def test_a_year_on_top_of_the_page_stays_where_a_view_says_nothing_of_it(qtbot: QtBot) -> None:
    year = ChoiceField([(2024, "2024"), (2023, "2023")], empty="全部年度")
    qtbot.addWidget(year)
    above = Controls(lambda: None, ("year",), year=year)
    year.set_value(2023)
    above.bring({})
    assert year.value() == 2023
    year.set_value(None)
    whole = above.kept()
    year.set_value(2024)
    above.bring(whole)
    assert year.value() is None
