from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ipdesk.documents.pdf.fonts import Faces, Role
from ipdesk.documents.pdf.lines import Style, set_lines, tokens
from ipdesk.paths import resources

FACES = Faces.load(resources() / "fonts")
STYLE = Style(FACES.cast(Role.FANG), 16.0, 28.95)


def broken(text: str, characters: float) -> list[str]:
    return [line.text for line in set_lines(text, STYLE, characters * 16.0)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param("每件0.5万元。", ["每", "件", "0.5万元。"], id="amount with unit"),
        pytest.param("共12件", ["共", "12件"], id="count"),
        pytest.param("乐〔2026〕12号）文", ["乐", "〔2026〕12号）", "文"], id="document number"),
        pytest.param("按第十九条办", ["按", "第十九条", "办"], id="article"),
        pytest.param("《办法》（试行）", ["《办", "法》", "（试", "行）"], id="brackets"),
        pytest.param("资金——违者……", ["资", "金", "——", "违", "者", "……"], id="dashes"),
        pytest.param("2026年3月2日", ["2026年", "3月", "2日"], id="date"),
        pytest.param("买买提·吐尔逊", ["买", "买", "提·吐", "尔", "逊"], id="name with dot"),
        pytest.param("号ZL202110123450.7，", ["号", "ZL202110123450.7，"], id="patent number"),
    ],
)
def test_what_belongs_together_is_one_piece(text: str, pieces: list[str]) -> None:
    assert tokens(text) == pieces


def test_a_comma_that_does_not_fit_is_drawn_into_the_line() -> None:
    assert broken("甲乙丙丁戊，己庚", 5) == ["甲乙丙丁戊，", "己庚"]


def test_an_opening_bracket_goes_to_the_next_line() -> None:
    assert broken("甲乙丙丁（戊己）", 5) == ["甲乙丙丁", "（戊己）"]


def test_number_and_unit_move_together() -> None:
    assert broken("甲乙丙丁5万元戊", 5) == ["甲乙丙丁", "5万元戊"]


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert broken("a" * 25, 5) == ["a" * 10, "a" * 10, "a" * 5]


def test_a_line_break_in_the_text_is_kept() -> None:
    assert broken("甲\n乙丙", 5) == ["甲", "乙丙"]


def test_a_short_line_is_filled_and_the_last_is_not() -> None:
    first, last = set_lines("甲乙丙丁戊己庚辛壬（癸）甲", STYLE, 10 * 16.0)

    assert first.text == "甲乙丙丁戊己庚辛壬"
    assert first.tracking == pytest.approx(16 / 8)  # one character's room over eight gaps
    assert last.tracking == 0.0


def test_indent_and_hanging_are_kept() -> None:
    lines = set_lines("甲乙丙丁戊己庚", STYLE, 5 * 16.0, indent=32.0, hang=16.0)

    assert [(line.text, line.x) for line in lines] == [("甲乙丙", 32.0), ("丁戊己庚", 16.0)]


@given(
    st.text(
        alphabet="甲乙丙丁，。、（）《》“”〔〕0123456789万元件号年月日第条.-AB ·…—", max_size=200
    ),
    st.integers(min_value=6, max_value=28),
)
def test_nothing_is_lost_and_no_line_tears_or_overruns(text: str, width: int) -> None:
    measure = width * 16.0
    assume(all(STYLE.width(token) <= measure for token in tokens(text)))
    lines = set_lines(text, STYLE, measure)

    assert "".join(line.text for line in lines).replace(" ", "") == text.replace(" ", "")
    for line in lines[1:]:
        assert line.text[:1] not in set("，。、）》”〕")
    for line in lines:
        set_width = STYLE.width(line.text) + line.tracking * (len(line.text) - 1)
        # The empty half of a last comma may stand outside.
        assert set_width <= measure + 8.0 + 0.1
