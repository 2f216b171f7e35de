"""Assessment: microseconds an item on a mix of awards, in one file, twice as long each time."""

from __future__ import annotations

import json
import random
import time
from typing import Any

from ipdesk.domain.assess import assess, grants
from ipdesk.domain.assessment import Line
from ipdesk.domain.history import History
from ipdesk.packs.cases import Cases, parse_json, read_cases
from ipdesk.packs.loader import load_pack, read_folder
from ipdesk.paths import resources

SIZES = (2_000, 20_000, 100_000)
GOAL = 20.0  # microseconds an item


def _claim(n: int, chance: random.Random, applicants: int) -> dict[str, Any]:
    unit, person = f"E{chance.randrange(applicants)}", f"P{chance.randrange(applicants)}"
    day = f"2023-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"
    works = [
        {"subject": f"粤作登字-2022-F-{n * 10 + k:08d}", "achieved_on": "2022-12-01"}
        for k in range(chance.randrange(1, 6))
    ]
    paid = [{"paid_on": f"2022-{month}-21", "interest_fen": 1_234_567} for month in (10, 11, 12)]
    patent = {"subject": f"20121{n:07d}.8"}
    kinds: list[tuple[str, str, list[dict[str, Any]]]] = [
        ("01-01", unit, [{**patent, "filed_on": "2012-05-05", "in_force": True}]),
        ("01-04", unit, [{**patent, "achieved_on": "2022-12-05"}]),
        ("03-01", chance.choice([unit, person]), works),
        ("05-01", unit, [{"subject": f"L{n}", "listed": True, "on_time": True, "payments": paid}]),
        ("05-02", unit, [{"subject": f"B{n}", "paid_on": "2022-12-02", "premium_fen": 3_333_333}]),
        ("07-01", unit, [{"achieved_on": "2022-12-02"}]),
        ("07-03", unit, [{"achieved_on": "2022-12-02"}]),
        ("15-01", person, [{"certified_on": "2019-01-01", "service": [{"from": "2020-01-01"}]}]),
    ]
    award, applicant, items = kinds[n % len(kinds)]
    return {
        "id": f"K{n}",
        "applicant": applicant,
        "award": award,
        "received_on": day,
        "items": items,
    }


def sample(claims: int) -> str:
    """A cases file of so many claims, the same for the same size."""
    chance = random.Random(claims)
    applicants = claims // 10 + 1
    people = [{"id": f"E{n}", "kind": "enterprise"} for n in range(applicants)]
    people += [{"id": f"P{n}", "kind": "individual"} for n in range(applicants)]
    listed = [_claim(n, chance, applicants) for n in range(claims)]
    return json.dumps({"format": 1, "pack": "lechang-2022", "applicants": people, "claims": listed})


def _decide(cases: Cases) -> tuple[float, int]:
    history, count = History(), 0
    start = time.process_time()
    for claim in cases.claims:
        result = assess(claim, cases.policy, history, cases.readings)
        count += len(result.items)
        for grant in grants(claim, result):
            history.add(grant)
    return time.process_time() - start, count


def _record() -> float:
    """Microseconds for one light record, to tell a slow machine from a slow engine."""
    start = time.process_time()
    for _ in range(200_000):
        Line("fixed", 1, "", {})
    return (time.process_time() - start) * 5


def main() -> None:
    policy = load_pack(read_folder(resources() / "policies" / "lechang-2022"))
    print(f"assessment (goal {GOAL:.0f} µs an item; one record takes {_record():.2f} µs here)")
    for size in SIZES:
        text = sample(size)
        start = time.process_time()
        cases = read_cases(parse_json(text), {policy.id: policy})
        read = time.process_time() - start
        spent, items = _decide(cases)
        print(
            f"  {size:>7,} claims, {items:>7,} items: {spent / items * 1e6:5.1f} µs an item"
            f" (reading the file {read / items * 1e6:5.1f})"
        )
