from __future__ import annotations

import copy
import json
import random
from collections.abc import Sequence
from typing import Any

import pytest

from ipdesk.errors import CasesError, PackError, Problem
from ipdesk.packs.loader import load_pack, read_folder
from ipdesk.paths import resources
from ipdesk.services.cases import assess_cases, problem_text
from tests.policies.deciding import PACK, cases, claim, lechang, wording

JUNK: list[Any] = [
    None, True, 0, -1, 10**30, 1.5, "", "乐", "2024-02-30", "0001-01-01", "9999-12-31", [], {},
    [[]], [None], {"a": 1}, "\ud800", "\u202e", "1e5", "NaN", 2**63, [1, 2], "A1", "K1", "01-01",
]  # fmt: skip

GOOD = cases(
    [
        claim("01-01", "2024-03-01", {"subject": "201210123456.8", "filed_on": "2012-09-13",
              "in_force": True, "owner_rank": 1}),
        claim("05-01", "2024-03-01", {"subject": "L1", "listed": True, "on_time": True,
              "ip_share": "0.5", "payments": [{"paid_on": "2023-05-01", "interest_fen": 1}]},
              id="K2"),
        claim("05-02", "2024-03-01", {"subject": "B1", "paid_on": "2023-05-01",
              "premium_fen": 100, "refund_fen": 1}, id="K3"),
        claim("15-01", "2024-11-01", {"certified_on": "2022-01-01",
              "service": [{"from": "2022-01-01", "to": None, "local": True}]},
              id="K4", applicant="A2"),
        claim("10-01", "2024-03-01", {"subject": "站", "achieved_on": "2023-05-01"}, id="K5",
              approved_fen=1, minutes_number="1", basis_document=None, fund_year=2024),
        claim("03-04", "2024-03-01", {"achieved_on": "2023-05-01",
              "title": "国家版权示范单位"}, id="K6"),
    ],
    readings={"maint_compare": "gt"},
    history=[{"applicant": "A1", "award": "03-01", "subject": "1", "fact_on": "2023-01-05",
              "fund_year": 2023, "amount_fen": 1}],
)  # fmt: skip


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every container and key of a structure."""
    found: list[tuple[Any, Any]] = []
    keys = (
        value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    for key in keys:
        found.append((value, key))
        found += places(value[key])
    return found


def said(problems: Sequence[Problem]) -> bool:
    """Whether there are problems and each has a sentence."""
    known = [wording().has("problem", problem.code) for problem in problems]
    return bool(problems) and all(known) and all(problem_text(p, wording()) for p in problems)


@pytest.mark.parametrize("seed", range(20))
def test_whatever_stands_in_a_cases_file_is_decided_or_told(seed: int) -> None:
    chance, told = random.Random(seed), list[Sequence[Problem]]()
    for _ in range(40):
        data = copy.deepcopy(GOOD)
        for _ in range(chance.randrange(1, 3)):
            container, key = chance.choice(places(data))
            if isinstance(container, dict) and chance.random() < 0.2:
                container[chance.choice(["x", "\ud800", "subject", ""])] = chance.choice(JUNK)
            else:
                container[key] = chance.choice(JUNK)
        try:
            result = assess_cases(json.dumps(data), {PACK: lechang()}, wording())
        except CasesError as error:
            told.append(error.problems)
        else:
            for decided in result["claims"]:  # type: ignore[attr-defined]
                parts = sum(line["amount_fen"] for line in decided["lines"])
                assert parts == decided["amount_fen"] >= 0
    assert told
    assert all(said(problems) for problems in told)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_stands_in_a_pack_is_loaded_or_told(seed: int) -> None:
    chance, told = random.Random(seed), list[Sequence[Problem]]()
    files = read_folder(resources() / "policies" / PACK)
    names = [name for name in files if name.endswith(".toml")]
    values = ["1", "true", '"x"', "[]", "{}", "nan", "2024-01-01", "[[1]]", '{ reading = "x" }']
    for _ in range(6):
        name = chance.choice(names)
        lines = files[name].decode().splitlines()
        line = chance.randrange(len(lines))
        if " = " in lines[line] and not lines[line].startswith(" "):
            lines[line] = lines[line].split(" = ")[0] + " = " + chance.choice(values)
        else:
            del lines[line]
        try:
            load_pack({**files, name: "\n".join(lines).encode()})
        except PackError as error:
            told.append(error.problems)
    assert told
    assert all(said(problems) for problems in told)
