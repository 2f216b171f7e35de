from __future__ import annotations

from dataclasses import replace

import pytest

from ipdesk.domain.policy import GoldenCase
from ipdesk.packs.golden import run_golden
from tests.policies.deciding import lechang

CLAIM = {
    "id": "K1",
    "applicant": "A1",
    "award": "02-01",
    "received_on": "2024-03-01",
    "items": [{"subject": "香芋", "achieved_on": "2023-05-01"}],
}
EXPECT = {"id": "K1", "verdict": "payable", "amount_fen": 5_000_000, "items": (), "codes": ()}


def run(expect: dict[str, object], claim: dict[str, object] = CLAIM) -> list[str]:
    case = GoldenCase("一例", "02", {"claims": [claim]}, (expect,))
    result = run_golden(replace(lechang(), golden=(case,)))[0]
    return [d.what for d in result.differences] + [p.code for p in result.problems]


def test_a_case_decided_as_written_passes() -> None:
    assert run(EXPECT) == []
    assert run({**EXPECT, "items": ("payable",)}) == []


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"verdict": "not_payable"}, "verdict"),
        ({"amount_fen": 1}, "amount_fen"),
        ({"items": ("not_payable",)}, "items"),
        ({"codes": ("key-taken",)}, "codes"),
        ({"verdict": "not_payable", "amount_fen": 0, "absent": ("applicant-kind-excluded",)},
         "absent"),
        ({"id": "K9"}, "claim"),
    ],
)  # fmt: skip
def test_a_case_decided_otherwise_says_where(change: dict[str, object], what: str) -> None:
    claim = {**CLAIM, "applicant": "A2"} if what == "absent" else CLAIM  # no persons in 02-01
    assert run({**EXPECT, **change}, claim) == [what]


def test_a_case_that_cannot_be_read_says_why() -> None:
    assert run(EXPECT, {**CLAIM, "received_on": "gestern"}) == ["bad-day"]


def test_the_cases_of_the_shipped_pack_pass() -> None:
    assert [result for result in run_golden(lechang()) if not result.passed] == []
