from __future__ import annotations

from decimal import Decimal

from pytestqt.qtbot import QtBot

from ipdesk.domain.attainment import Path
from ipdesk.services.targets.board import TrendPoint
from ipdesk.ui.targets.trend import TrendChart, trend_text
from ipdesk.ui.theme import Theme

POINTS = (
    TrendPoint(2022, Decimal(8060), False),
    TrendPoint(2023, Decimal(8840), False),
    TrendPoint(2024, Decimal(9448), True),
)


def test_a_trend_is_told_in_words_with_what_speaks_of_a_part_of_the_year() -> None:
    assert trend_text(POINTS) == "2022年 8,060，2023年 8,840，2024年（部分） 9,448"


def test_the_way_to_a_number_reaches_to_its_year(qtbot: QtBot, look: Theme) -> None:
    chart = TrendChart()
    qtbot.addWidget(chart)
    path = Path(2022, Decimal(8060), 2027, Decimal(12000), 2023, Decimal(8840), Decimal(790))
    chart.show_trend(POINTS, path, Decimal(12000))
    assert chart._years() == [2022, 2023, 2024, 2025, 2026, 2027]
    assert max(chart._values()) == 12000
    assert chart.accessibleName().endswith("2027年应达 12,000")
    chart.resize(300, 150)
    assert not chart.grab().isNull()


def test_a_single_observation_lies_in_the_middle(qtbot: QtBot, look: Theme) -> None:
    chart = TrendChart()
    qtbot.addWidget(chart)
    chart.show_trend(POINTS[:1], None, None)
    assert chart._years() == [2022]
    assert not chart.grab().isNull()
