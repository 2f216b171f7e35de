from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ipdesk.ui.widgets import (
    AmountLabel,
    Bar,
    BarChart,
    Chip,
    NavItem,
    NextStep,
    Notice,
    Part,
    QuietLine,
    QuoteBlock,
    StackBar,
    StagePath,
    Step,
)
from ipdesk.ui.widgets.surfaces import SIGNS


@pytest.mark.parametrize(
    ("tone", "text"),
    [("done", "✓ 已核"), ("attention", "! 已核"), ("fault", "× 已核"), ("quiet", "已核")],
)
def test_a_state_has_a_sign_beside_its_colour(qtbot: QtBot, tone: str, text: str) -> None:
    chip = Chip("已核", tone)
    qtbot.addWidget(chip)
    assert chip.text() == text
    assert chip.accessibleName() == "已核"


def test_amounts_have_two_decimals_and_a_true_minus(qtbot: QtBot) -> None:
    amount = AmountLabel(unit=True)
    qtbot.addWidget(amount)
    amount.show_amount(370_000)
    assert amount.text() == "3,700.00 元"
    amount.show_amount(-10_000)
    assert amount.text() == "−100.00 元"
    amount.show_amount(None)
    assert amount.text() == "待定"


def test_the_next_step_is_greyed_with_its_reason_and_leads_to_what_is_missing(
    qtbot: QtBot,
) -> None:
    step = NextStep()
    qtbot.addWidget(step)
    gone: list[str] = []
    step.offer("提交复核", "还差 1 项：", [("承诺书", lambda: gone.append("承诺书"))])
    assert not step.button.isEnabled()
    assert step.button.accessibleDescription() == "还差 1 项："
    step._reason.linkActivated.emit("0")
    assert gone == ["承诺书"]
    step.offer("提交复核")
    with qtbot.waitSignal(step.taken):
        qtbot.mouseClick(step.button, Qt.MouseButton.LeftButton)


def test_the_stage_path_is_told_to_a_screen_reader(qtbot: QtBot) -> None:
    path = StagePath()
    qtbot.addWidget(path)
    path.show_steps([Step("收件", "done", "10-08"), Step("初审", "now"), Step("复核")])
    assert path.accessibleName() == "环节：收件10-08（已完成），初审（当前），复核（未到）"


def test_the_quotation_stresses_the_words_that_matter(qtbot: QtBot) -> None:
    block = QuoteBlock("给予资助100元/个，最高为100件", "最高为100件")
    qtbot.addWidget(block)
    assert "<b>最高为100件</b>" in block._text.text()
    block.quote("A < B")
    assert "A &lt; B" in block._text.text()


def test_an_empty_notice_takes_no_room(qtbot: QtBot) -> None:
    notice = Notice("请核对上级规定", "attention")
    qtbot.addWidget(notice)
    notice.tell("")
    assert not notice.isVisibleTo(notice.parentWidget())


def test_good_news_fades_by_itself(qtbot: QtBot) -> None:
    window = NavItem("settings", "设置")
    qtbot.addWidget(window)
    window.show()
    line = QuietLine(window)
    line.say("已保存")
    assert line.text() == "已保存"
    line._timer.setInterval(1)
    line._timer.start()
    qtbot.waitUntil(lambda: line.text() == "")


def test_a_place_says_what_waits_there(qtbot: QtBot) -> None:
    item = NavItem("clipboard-list", "申报办理")
    qtbot.addWidget(item)
    item.set_count(37)
    assert item.accessibleName() == "申报办理，37 件待办"
    item.set_count(0)
    assert item.accessibleName() == "申报办理"


def test_charts_are_told_in_words(qtbot: QtBot) -> None:
    bars, stack = BarChart(), StackBar()
    for chart in (bars, stack):
        qtbot.addWidget(chart)
        chart.show()
    bars.show_bars([Bar("（一）专利", 2100, "21.00"), Bar("（三）版权", 0, "0.00")])
    stack.show_parts([Part("已拨", 31, "31.00"), Part("在办", 13, "13.00")], 120, "剩 76.00")
    assert bars.accessibleName() == "（一）专利 21.00；（三）版权 0.00"
    assert stack.accessibleName() == "已拨 31.00；在办 13.00；剩 76.00"
    assert stack.heightForWidth(120) > stack.heightForWidth(600)


def test_parts_of_a_bar_are_told_apart_without_their_colours(qtbot: QtBot) -> None:
    bar = StackBar()
    qtbot.addWidget(bar)
    bar.resize(300, 60)
    bar.show_parts([Part(name, 100, "", "accent_fill") for name in ("已拨", "待拨", "在办")], 300)
    bar.show()
    seen = bar.grab().toImage()

    def pattern(start: int) -> frozenset[tuple[int, int]]:
        tones = {(x, y): seen.pixel(start + x, y) for x in range(24, 48) for y in range(3, 9)}
        ground = seen.pixel(30, 5)
        return frozenset(place for place, tone in tones.items() if tone != ground)

    assert len({pattern(0), pattern(100), pattern(200)}) == 3


def test_every_tone_that_is_a_sign_has_a_sign_of_its_own() -> None:
    signs = [SIGNS[tone] for tone in ("done", "attention", "fault")]
    assert all(signs)
    assert len(set(signs)) == len(signs)
