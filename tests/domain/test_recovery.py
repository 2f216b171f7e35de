from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipdesk.domain import recovery
from ipdesk.domain.recovery import ALPHABET, GROUPS, SIZE, draw, last_group, plain, slip


def test_a_code_has_six_groups_of_five_that_cannot_be_misread() -> None:
    code = draw()
    groups = code.split("-")
    assert [len(group) for group in groups] == [SIZE] * GROUPS
    assert set("".join(groups)) <= set(ALPHABET)
    assert not set("ILO01") & set(ALPHABET)
    assert draw() != code
    assert last_group(code) == groups[-1]


@pytest.mark.parametrize("between", ["", " ", "-", "－", "\n"])
def test_what_stands_between_the_groups_does_not_matter(between: str) -> None:
    code = draw()
    typed = between.join(code.lower().split("-"))
    assert slip(typed) is None
    assert plain(typed) == plain(code)


@given(st.data())
def test_every_wrong_character_is_found_in_its_group(data: st.DataObject) -> None:
    text = plain(draw())
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from([*ALPHABET.replace(text[place], ""), "0", "I"]))
    assert slip(text[:place] + other + text[place + 1 :]) == place // SIZE + 1


@given(st.data())
def test_two_neighbours_swapped_are_found_in_their_group(data: st.DataObject) -> None:
    text = plain(draw())
    group = data.draw(st.integers(0, GROUPS - 1))
    place = group * SIZE + data.draw(st.integers(0, SIZE - 2))
    swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    assert slip(swapped) == (None if text[place] == text[place + 1] else group + 1)


def test_two_groups_swapped_are_found() -> None:
    groups = draw().split("-")
    groups[1], groups[4] = groups[4], groups[1]
    assert slip("-".join(groups)) == 2


def test_a_code_too_short_is_no_slip_of_one_group() -> None:
    assert slip(draw()[:-1]) == 0
    assert slip("") == 0


def test_the_check_is_worked_by_hand() -> None:
    # 2, 3, 4, 5 stand for 0, 1, 2, 3: (0 + 1) + 2*0 + 3*1 + 4*2 + 5*3 = 27, written W.
    assert ALPHABET[27] == "W"
    assert recovery._check("2345", 0) == "W"
