from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipdesk.domain.text import bad_character, fold, subject_key


@pytest.mark.parametrize(
    ("typed", "compared"),
    [
        pytest.param("ZL 2012 1 0123456.8", "2012101234568", id="prefix, blanks and dot"),
        pytest.param("ＺＬ２０１２１０１２３４５６．８", "2012101234568", id="full width"),
        pytest.param("CN201210123456.x", "201210123456X", id="small x"),
        pytest.param(
            "粤作登字－2023－F－00000001", "粤作登字-2023-F-00000001", id="full-width dash"
        ),
        pytest.param("粤作登字—2023–F‐00000001", "粤作登字-2023-F-00000001", id="three dashes"),
        pytest.param("CNC 机床", "CNC机床", id="a name that begins with CN keeps it"),
    ],
)
def test_subjects_written_differently_compare_alike(typed: str, compared: str) -> None:
    assert subject_key(typed) == compared


WRITTEN = "ＺＬzlCNx．.。－—–-  \u3000（）()①㎡粤作登字123４５"


@given(st.text(WRITTEN, max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        pytest.param("乐\u200b昌", "character-invisible", 1, id="zero width"),
        pytest.param("乐昌\u202e", "character-direction", 2, id="direction"),
        pytest.param("\x00乐", "character-control", 0, id="control"),
        pytest.param("乐\ud800", "character-broken", 1, id="lone surrogate"),
        pytest.param("乐\n昌", "character-control", 1, id="line break"),
    ],
)
def test_a_character_that_must_not_get_in_is_found_with_its_place(
    text: str, code: str, position: int
) -> None:
    found = bad_character(text)
    assert found is not None
    assert (found.code, found.position) == (code, position)


def test_lines_may_break_where_a_field_has_lines() -> None:
    assert bad_character("甲\n乙\t丙", multiline=True) is None
    assert bad_character("甲\r乙", multiline=True) is not None


def test_rare_characters_of_names_are_welcome() -> None:
    assert bad_character("𠮷䶮㛃") is None
