"""What the check places of numbers promise: which slips of the pen they notice, and which not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

import pytest

from ipdesk.domain.identifiers import (
    NumberProblem,
    credit_code_problem,
    id_card_problem,
    patent_problem,
    personal_card_problem,
)

Check = Callable[[str], NumberProblem | None]

FIGURES = "0123456789"
CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CODES = ["91350100M000100Y43", "914403001922038216", "A0000000000000000M"]
CARDS = ["11010519491231002X", "440524188001010014", "810000199408230021"]
# 2·2 + 1·5 + 1·6 + 1·8 + 2·9 + 3·2 + 4·3 + 5·4 + 6·5 = 109, 109 mod 11 = 10
LAST_X = "200110123456X"
PATENTS = ["2003101023445", "2012101234568", LAST_X]
OLD_PATENTS = ["95115608X", "851000010", "988000016"]
BANK_CARDS = ["4111111111111111", "6011111111111117", "378282246310005"]

KINDS = [
    pytest.param(credit_code_problem, CODES, CREDIT, CREDIT, id="credit code"),
    pytest.param(id_card_problem, CARDS, FIGURES, FIGURES + "X", id="ID number"),
    pytest.param(patent_problem, PATENTS, FIGURES, FIGURES + "X", id="patent number"),
    pytest.param(patent_problem, OLD_PATENTS, FIGURES, FIGURES + "X", id="patent before 2003-10"),
    pytest.param(personal_card_problem, BANK_CARDS, FIGURES, FIGURES, id="personal card"),
]


def one_changed(number: str, alphabet: str, last: str) -> Iterator[str]:
    for place, char in enumerate(number):
        for other in last if place == len(number) - 1 else alphabet:
            if other != char:
                yield number[:place] + other + number[place + 1 :]


def exchanged(number: str, one: int, two: int) -> str:
    chars = list(number)
    chars[one], chars[two] = chars[two], chars[one]
    return "".join(chars)


def unnoticed(check: Check, number: str) -> set[tuple[int, int]]:
    """The pairs of differing places of a right number that may change places in silence."""
    return {
        (one, two)
        for one, two in combinations(range(len(number)), 2)
        if number[one] != number[two] and check(exchanged(number, one, two)) is None
    }


@pytest.mark.parametrize(("check", "numbers", "alphabet", "last"), KINDS)
def test_every_single_wrong_place_is_noticed(
    check: Check, numbers: list[str], alphabet: str, last: str
) -> None:
    for number in numbers:
        assert check(number) is None
        assert [bad for bad in one_changed(number, alphabet, last) if check(bad) is None] == []


def silent_neighbours(check: Check, number: str) -> set[str]:
    """The pairs of differing characters side by side that may change places in silence."""
    return {
        number[one : one + 2]
        for one in range(len(number) - 1)
        if number[one] != number[one + 1] and check(exchanged(number, one, one + 1)) is None
    }


@pytest.mark.parametrize(("check", "numbers", "alphabet", "last"), KINDS[:4])
def test_neighbours_that_changed_places_are_always_noticed(
    check: Check, numbers: list[str], alphabet: str, last: str
) -> None:
    for number in numbers:
        assert silent_neighbours(check, number) == set()


def last_place(check: Check, body: str, last: str) -> str:
    """The only number that `body` can be completed to."""
    [right] = [body + char for char in last if check(body + char) is None]
    return right


def every_neighbour_slip(check: Check, bodies: Iterator[str], last: str) -> set[str]:
    """Which two differing characters may change places in silence, over many numbers."""
    silent: set[str] = set()
    for body in bodies:
        number = last_place(check, body, last)
        silent |= silent_neighbours(check, number)
    return silent


def pairs_at(place: int, stem: str, alphabet: str) -> Iterator[str]:
    """Every two characters side by side at a place of a number."""
    for first in alphabet:
        for second in alphabet:
            yield stem[:place] + first + second + stem[place + 2 :]


@pytest.mark.parametrize("place", range(16))
def test_no_pair_of_a_credit_code_changes_places_unnoticed(place: int) -> None:
    some = CREDIT[::5]  # the sum knows only the difference of two characters
    bodies = pairs_at(place, "91440281MA4W00000", some)
    assert every_neighbour_slip(credit_code_problem, bodies, CREDIT) == set()


@pytest.mark.parametrize("place", [*range(5), 14, 15])
def test_no_pair_of_an_id_number_changes_places_unnoticed(place: int) -> None:
    bodies = pairs_at(place, "44028119900307000", FIGURES)
    assert every_neighbour_slip(id_card_problem, bodies, FIGURES + "X") == set()


@pytest.mark.parametrize("stem", ["201210123456", "95115608"])
def test_no_pair_of_a_patent_number_changes_places_unnoticed(stem: str) -> None:
    for place in range(len(stem) - 1):
        bodies = pairs_at(place, stem, FIGURES)
        assert every_neighbour_slip(patent_problem, bodies, FIGURES + "X") == set()


@pytest.mark.parametrize("place", range(14))
def test_of_a_personal_card_only_09_and_90_change_places_unnoticed(place: int) -> None:
    # Luhn doubles every other figure: 0 and 9 both count as themselves, doubled or not.
    bodies = pairs_at(place, "622202123456789", FIGURES)
    assert every_neighbour_slip(personal_card_problem, bodies, FIGURES) <= {"09", "90"}
    assert {"09", "90"} <= every_neighbour_slip(
        personal_card_problem, pairs_at(place, "622202123456789", "09"), FIGURES
    )


def test_of_a_credit_code_only_the_two_ends_may_change_places() -> None:
    # The weight of the first place is 3^0 = 1, as is the check's; no other two are alike.
    assert unnoticed(credit_code_problem, "A0000000000000000M") == {(0, 17)}
    assert unnoticed(credit_code_problem, "91350100M000100Y43") == {(0, 17)}


def test_of_an_id_number_only_places_ten_apart_may_change_places() -> None:
    # 2^10 = 1 mod 11: weights repeat after ten places. Days and months mostly stop it.
    for card in [*CARDS, "440281199003070001", "440281199011110007"]:
        number = last_place(id_card_problem, card[:17], FIGURES + "X")
        assert {two - one for one, two in unnoticed(id_card_problem, number)} <= {10}
    # The 0 of 44028… and the 1 of the 17th: the 7th is a day as well.
    number = last_place(id_card_problem, "44028119900317000", FIGURES + "X")
    assert (2, 12) in unnoticed(id_card_problem, number)


def test_of_a_patent_number_only_places_eight_apart_may_change_places() -> None:
    # The weights 2 3 4 5 6 7 8 9 begin again with the ninth figure; eight figures never repeat.
    number = last_place(patent_problem, "123456789876", FIGURES + "X")
    assert unnoticed(patent_problem, number) == {(0, 8), (1, 9), (2, 10), (3, 11)}
    for old in OLD_PATENTS:
        assert unnoticed(patent_problem, old) == set()
