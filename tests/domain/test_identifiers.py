from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import ric, uscc

from ipdesk.domain.identifiers import (
    birth_date,
    credit_code_problem,
    id_card_problem,
    number_problem,
    patent_problem,
    personal_card_problem,
    read_patent,
    trademark_problem,
    work_problem,
)

CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def code_of(problem: object) -> str:
    return "" if problem is None else str(problem[0])  # type: ignore[index]


@pytest.mark.parametrize("code", ["91350100M000100Y43", "９１３５０１００Ｍ０００１００Ｙ４３"])
def test_the_credit_code_printed_in_the_standard_passes(code: str) -> None:
    assert credit_code_problem(code) is None


@given(st.text("0123456789", min_size=8, max_size=8), st.integers(0, 16))
def test_a_credit_code_with_one_place_changed_is_noticed(tail: str, place: int) -> None:
    body = f"91440281{tail}A"
    right = next(c for c in CREDIT if credit_code_problem(body + c) is None)
    code = body + right
    for other in CREDIT:
        if other != code[place]:
            changed = code[:place] + other + code[place + 1 :]
            assert code_of(credit_code_problem(changed)) == "credit-code-check"


@given(st.text(CREDIT, min_size=16, max_size=16))
def test_the_check_place_agrees_with_a_second_opinion(body: str) -> None:
    # python-stdnum insists on a figure first and on area digits; its sum is the same.
    code = "9" + body
    right = next(c for c in CREDIT if credit_code_problem(code + c) is None)
    assert uscc.calc_check_digit(code) == right


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("Y00000000000000001", id="30·1 = 30, 31 - 30 = 1"),
        pytest.param("A0000000000000000M", id="10·1 = 10, 31 - 10 = 21 = M"),
        pytest.param("000000000000000000", id="a sum of 0 is 0, not 31"),
        pytest.param("914403001922038216", id="a registered company"),
        pytest.param("91330100799655058B", id="another"),
        pytest.param(" 9135 0100M0001\u300000y43 ", id="blanks and a small letter"),
    ],
)
def test_a_right_credit_code_passes_whatever_it_begins_with(code: str) -> None:
    assert credit_code_problem(code) is None


def test_a_credit_code_may_begin_with_a_letter_and_never_holds_an_i() -> None:
    assert code_of(credit_code_problem("A1350100M000100Y43")) == "credit-code-check"
    assert code_of(credit_code_problem("9I350100M000100Y43")) == "credit-code-form"
    assert code_of(credit_code_problem("91350100M000100Y4")) == "credit-code-form"


@pytest.mark.parametrize("card", ["11010519491231002X", "440524188001010014"])
def test_the_id_numbers_printed_in_the_standard_pass(card: str) -> None:
    assert id_card_problem(card) is None
    assert ric.calc_check_digit(card) == card[17]


def test_an_id_number_is_read_for_its_day_of_birth() -> None:
    assert birth_date("11010519491231002x") == date(1949, 12, 31)
    assert code_of(id_card_problem("110105194902300021")) == "id-card-date"
    assert code_of(id_card_problem("110105194912310021")) == "id-card-check"
    assert code_of(id_card_problem("11010519491231")) == "id-card-form"
    assert birth_date("1") is None


@pytest.mark.parametrize(
    "card",
    [
        pytest.param("810000199408230021", id="specimen of the Hong Kong residence permit"),
        pytest.param("830000199201300022", id="specimen of the Taiwan residence permit"),
        pytest.param(
            "911124198108030024", id="specimen of the foreigners' permanent residence card"
        ),
        pytest.param("１１０１０５１９４９１２３１００２ｘ", id="full width, small x"),
        pytest.param("110105 19491231 002X", id="blanks"),
    ],
)
def test_specimen_cards_pass_however_they_are_typed(card: str) -> None:
    assert id_card_problem(card) is None


def test_the_29th_of_february_is_a_birthday_in_leap_years_alone() -> None:
    assert birth_date("44028120000229001X") == date(2000, 2, 29)
    assert code_of(id_card_problem("44028119000229001X")) == "id-card-date"


def test_permits_and_abolished_counties_have_no_table_to_fail() -> None:
    for area in ("810000", "830000", "999999", "440229"):
        body = area + "19900307" + "001"
        cards = [body + c for c in "0123456789X"]
        assert sum(id_card_problem(card) is None for card in cards) == 1


@given(st.integers(0, 16), st.integers(1, 9))
def test_an_id_number_with_one_figure_changed_is_noticed(place: int, by: int) -> None:
    card = "11010519491231002X"
    changed = card[:place] + str((int(card[place]) + by) % 10) + card[place + 1 :]
    assert id_card_problem(changed) is not None


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        # 2·2+0·3+1·4+2·5+1·6+0·7+1·8+2·9+3·2+4·3+5·4+6·5 = 118, 118 mod 11 = 8
        pytest.param("201210123456.8", "1", id="invention of 2012"),
        # 8·2+5·3+1·4+0·5+0·6+0·7+0·8+1·9 = 44, 44 mod 11 = 0
        pytest.param("ZL85100001.0", "1", id="invention of 1985"),
        # 2·2+0+0·4+8·5+2·6+0·7+0·8+0·9+0·2+0·3+0·4+1·5 = 61, 61 mod 11 = 6
        pytest.param("CN200820000001.6", "2", id="utility model"),
        # The number the standard itself is explained with.
        pytest.param("200310102344.5", "1", id="of the standard"),
        # 9·2+5·3+1·4+1·5+5·6+6·7+0·8+8·9 = 186, 186 mod 11 = 10
        pytest.param("ZL95115608.X", "1", id="a check place of X before 2003-10"),
        # 9·2+8·3+8·4+0+0+0+0+1·9 = 83, 83 mod 11 = 6
        pytest.param("98800001.6", "8", id="PCT invention before 2003-10"),
    ],
)
def test_a_patent_number_with_its_right_check_place_passes(number: str, kind: str) -> None:
    assert patent_problem(number) is None
    read = read_patent(number.removeprefix("ZL").removeprefix("CN").replace(".", ""))
    assert read is not None
    assert read.kind == kind


@pytest.mark.parametrize(
    "typed",
    [
        "ZL 2003 1 0102344.5",
        "zl200310102344.5",
        "CN200310102344.5",
        "ＺＬ２００３１０１０２３４４．５",
        "2003101023445",
        "　200310102344.5 ",
    ],
)
def test_a_patent_number_passes_however_it_is_typed(typed: str) -> None:
    assert patent_problem(typed) is None


def test_a_wrong_check_place_tells_the_right_one() -> None:
    problem = patent_problem("ZL201210123456.7")
    assert problem is not None
    assert (problem.code, problem.values["expected"]) == ("patent-number-check", "8")
    assert code_of(patent_problem("20121012345")) == "patent-number-form"


@given(st.integers(0, 11), st.integers(1, 9))
def test_a_patent_number_with_one_figure_changed_is_noticed(place: int, by: int) -> None:
    number = "2012101234568"
    changed = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    assert patent_problem(changed) is not None


def test_a_work_registration_has_a_form_and_no_check_digit() -> None:
    assert work_problem("粤作登字-2023-F-00000001") is None
    assert work_problem("粤作登字－2023－f－00000001") is None
    assert code_of(work_problem("粤作登字-2023-00000001")) == "work-number-form"
    assert work_problem("　粤作登字—2023 — Ｆ — 00000001") is None
    assert work_problem("国作登字-2023-L-00000001") is None
    assert code_of(number_problem("work", "软著登字第0000001号")) == "work-number-form"
    assert code_of(work_problem("粤作登字-2023-F-0000001")) == "work-number-form"
    assert code_of(work_problem("粤作登字-2023-1-00000001")) == "work-number-form"


def test_a_trademark_number_is_figures() -> None:
    assert trademark_problem("12345678") is None
    assert trademark_problem("12345678A") is None
    assert code_of(trademark_problem("乐昌香芋")) == "trademark-number-form"
    assert number_problem("text", "什么都行") is None


@given(st.text("0123456789", min_size=15, max_size=15))
def test_a_personal_card_passes_with_its_luhn_digit_alone(body: str) -> None:
    right = luhn.calc_check_digit(body)
    assert personal_card_problem(body + right) is None
    for other in "0123456789":
        if other != right:
            assert code_of(personal_card_problem(body + other)) == "bank-card-check"


@pytest.mark.parametrize(
    "number", ["4111111111111111", "3782 822463 10005", "６０１１１１１１１１１１１１１７"]
)
def test_published_card_numbers_pass_however_they_are_typed(number: str) -> None:
    assert personal_card_problem(number) is None


def test_what_is_no_card_number_is_said_so() -> None:
    assert code_of(personal_card_problem("6222")) == "bank-card-form"
