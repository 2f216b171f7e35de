from __future__ import annotations

import pytest

from ipdesk.domain.policy import GoldenCase
from tests.policies.deciding import codes, decide, lechang


def golden() -> list[GoldenCase]:
    return list(lechang().golden)


@pytest.mark.parametrize("case", golden(), ids=lambda case: f"{case.clause} {case.name}")
def test_a_golden_case_is_decided_as_the_pack_says(case: GoldenCase) -> None:
    claims = list(case.data["claims"])
    more = {key: value for key, value in case.data.items() if key != "claims"}
    results = {result["id"]: result for result in decide(claims, **more)}
    assert set(results) == {wanted["id"] for wanted in case.expect}
    for wanted in case.expect:
        result = results[wanted["id"]]
        assert (result["verdict"], result["amount_fen"]) == (
            wanted["verdict"],
            wanted["amount_fen"],
        )
        if wanted["items"]:
            assert tuple(item["verdict"] for item in result["items"]) == wanted["items"]
        assert set(wanted["codes"]) <= codes(result)


def test_every_award_stands_in_a_golden_case() -> None:
    awards = {claim["award"] for case in golden() for claim in case.data["claims"]}
    assert awards == set(lechang().awards)


def test_the_lines_of_every_golden_case_add_up_to_its_amount() -> None:
    for case in golden():
        more = {key: value for key, value in case.data.items() if key != "claims"}
        for result in decide(list(case.data["claims"]), **more):
            lines = sum(line["amount_fen"] for line in result["lines"])
            items = sum(item["amount_fen"] for item in result["items"])
            assert lines == items == result["amount_fen"]
            if not result["amount_fen"]:
                assert [f for f in result["findings"] if f["clause"]], result["id"]
