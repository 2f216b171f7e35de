from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ipdesk.packs.cases import Cases, decide
from tests.domain.properties.drawing import ITEMS, one_claim, read, readings
from tests.policies.deciding import APPLICANTS, PERSON, UNIT, claim


def amounts(file: Cases) -> dict[str, tuple[str, int]]:
    return {result.claim: (str(result.verdict), result.amount_fen) for result in decide(file)}


def total(claims: list[dict[str, Any]], **more: Any) -> int:
    return sum(fen for _, fen in amounts(read(claims, **more)).values())


@st.composite
def strangers(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, Any]]:
    """Claims that share neither applicant nor subject, in two orders."""
    applicants, claims = [], []
    for number in range(draw(st.integers(2, 5))):
        one = draw(one_claim(number, list(ITEMS)))
        kind = next(a for a in APPLICANTS if a["id"] == one["applicant"])
        applicants.append({**kind, "id": f"P{number}"})
        # Patents and works keep their form: a figure of their own stands in each.
        items = [{**item, "subject": own(item, number)} for item in one["items"]]
        claims.append({**one, "applicant": f"P{number}", "items": items})
    more = {"applicants": applicants, "readings": draw(readings())}
    return claims, draw(st.permutations(claims)), more


def own(item: dict[str, Any], number: int) -> str:
    subject = str(item.get("subject", "无"))
    if subject[-1].isdigit() or subject[-1] == "X":
        return f"{subject[:-3]}{number}{subject[-2:]}"
    return f"{subject}{number}"


@settings(max_examples=40, deadline=None)
@given(strangers())
def test_claims_that_share_nothing_come_to_the_same_in_any_order(
    drawn: tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, Any]],
) -> None:
    first, second, more = drawn
    assert amounts(read(first, **more)) == amounts(read(second, **more))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 9_000_000), min_size=2, max_size=6), st.randoms())
def test_premiums_of_a_year_add_up_to_the_same_in_any_order(premiums: list[int], any_: Any) -> None:
    claims = [
        claim(
            "05-02",
            "2024-06-01",
            {"subject": f"保单/{n}", "paid_on": "2024-02-29", "premium_fen": fen},
            id=f"K{n}",
        )
        for n, fen in enumerate(premiums)
    ]
    expected = min(2_000_000, sum((fen * 15 + 50) // 100 for fen in premiums))
    assert total(claims) == expected
    any_.shuffle(claims)
    assert total(claims) == expected


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=4), st.randoms())
def test_a_person_gets_fifty_works_however_they_are_handed_in(counts: list[int], any_: Any) -> None:
    claims, number = [], 0
    for n, count in enumerate(counts):
        works = [
            {"subject": f"粤作登字-2023-F-{number + i:08d}", "achieved_on": "2023-05-01"}
            for i in range(count)
        ]
        number += count
        claims.append(claim("03-01", "2024-06-01", *works, id=f"K{n}", applicant=PERSON))
    any_.shuffle(claims)
    assert total(claims) == min(50, number) * 10_000


YEARS = st.sampled_from(["2022-12-31", "2023-01-01", "2023-12-31"])
TITLE_FEN = {"07-01": 5_000_000, "07-02": 2_000_000, "07-03": 2_000_000}


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(TITLE_FEN)), YEARS, min_size=1), st.randoms())
def test_titles_come_to_the_highest_of_each_year_in_any_order(
    days: dict[str, str], any_: Any
) -> None:
    claims = [claim(a, "2024-06-01", {"achieved_on": day}, id=a) for a, day in days.items()]
    any_.shuffle(claims)
    highest: dict[str, int] = {}
    for award, day in days.items():
        highest[day[:4]] = max(highest.get(day[:4], 0), TITLE_FEN[award])
    assert total(claims) == sum(highest.values())


@given(st.permutations(["01-07", "01-06", "01-04"]))
def test_prizes_of_one_patent_are_topped_up_to_the_highest_in_any_order(order: list[str]) -> None:
    item = {"subject": "201210123456.8", "achieved_on": "2023-05-01"}
    claims = [claim(award, "2024-06-01", item, id=award) for award in order]
    assert total(claims, readings={"same_patent": "topup"}) == 5_000_000
    assert total(claims, readings={"same_patent": "cumulate"}) == 10_000_000


@given(st.permutations(["02-05", "02-06"]))
def test_a_zone_of_both_levels_comes_to_the_higher_in_any_order(order: list[str]) -> None:
    item = {"subject": "香芋", "achieved_on": "2023-05-01"}
    claims = [claim(award, "2024-06-01", item, id=award, applicant=UNIT) for award in order]
    assert total(claims, readings={"gi_zone_both": "top_only"}) == 15_000_000
    assert total(claims) == 25_000_000
