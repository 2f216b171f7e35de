"""Cases files that are refused: each fault is told once, with its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from ipdesk.errors import CasesError, Problem
from ipdesk.services.cases import assess_cases, problem_text
from tests.policies.deciding import PACK, PERSON, cases, claim, lechang, wording

PATENT = {"subject": "201210123456.8", "filed_on": "2012-09-13", "in_force": True}
WORK = {"subject": "粤作登字-2023-F-00000001", "achieved_on": "2023-02-01"}
INSURED = {"subject": "PZ01/发票001", "paid_on": "2023-05-01", "premium_fen": 1_000_000}
DAY = "2023-10-08"
Data = dict[str, Any]


def problems(text: str | bytes) -> list[Problem]:
    with pytest.raises(CasesError) as caught:
        assess_cases(text, {PACK: lechang()}, wording())
    return list(caught.value.problems)


def good() -> Data:
    history = [
        {
            "applicant": "A1",
            "award": "03-01",
            "subject": "粤作登字-2023-F-00000009",
            "fact_on": "2023-01-05",
            "fund_year": 2023,
            "amount_fen": 10000,
        }
    ]
    loan = {
        "subject": "农商行2023字第18号",
        "listed": True,
        "on_time": True,
        "ip_share": "0.5",
        "payments": [{"paid_on": "2023-03-21", "interest_fen": 1_000_000}],
    }
    agent = {"subject": PERSON, "certified_on": "2020-06-01", "service": [{"from": "2021-01-04"}]}
    claims = [
        claim("01-01", DAY, dict(PATENT)),
        claim("03-01", DAY, dict(WORK), id="K2"),
        claim("05-01", DAY, loan, id="K3"),
        claim("05-02", DAY, dict(INSURED), id="K4"),
        claim("15-01", DAY, agent, id="K5", applicant=PERSON),
        claim("04-01", DAY, {"subject": "铅锌尾矿回收", "achieved_on": "2023-06-01"}, id="K6"),
    ]
    return json.loads(json.dumps(cases(claims, history=history, readings={"maint_compare": "gt"})))


def item(data: Data, number: int) -> Data:
    first: Data = data["claims"][number]["items"][0]
    return first


def put(where: Callable[[Data], Data], key: str, value: object) -> Callable[[Data], None]:
    return lambda data: where(data).__setitem__(key, value)


def drop(where: Callable[[Data], Data], key: str) -> Callable[[Data], None]:
    return lambda data: where(data).__delitem__(key)


def whole(data: Data) -> Data:
    return data


def first(data: Data) -> Data:
    found: Data = data["claims"][0]
    return found


FAULTS: list[tuple[str, Callable[[Data], None], str, str]] = [
    ("another format", put(whole, "format", 2), "format", "out-of-range"),
    ("no format", drop(whole, "format"), "format", "missing-key"),
    ("unknown pack", put(whole, "pack", "nanxiong-2022"), "pack", "unknown-choice"),
    ("unknown key", put(whole, "remark", "x"), "remark", "unknown-key"),
    ("unknown key of a claim", put(first, "remark", "x"), "claims[0].remark", "unknown-key"),
    (
        "unknown fact",
        put(lambda d: item(d, 0), "colour", "red"),
        "claims[0].items[0].colour",
        "unknown-key",
    ),
    (
        "unknown key of a payment",
        put(lambda d: item(d, 2)["payments"][0], "bank", "x"),
        "claims[2].items[0].payments[0].bank",
        "unknown-key",
    ),
    ("unknown award", put(first, "award", "01-09"), "claims[0].award", "unknown-award"),
    (
        "unknown applicant",
        put(first, "applicant", "Z9"),
        "claims[0].applicant",
        "unknown-applicant",
    ),
    (
        "unknown kind",
        put(lambda d: d["applicants"][2], "kind", "bank"),
        "applicants[2].kind",
        "unknown-choice",
    ),
    ("bad date", put(first, "received_on", "2023-02-30"), "claims[0].received_on", "bad-day"),
    (
        "date of another form",
        put(first, "received_on", "2023/2/3"),
        "claims[0].received_on",
        "bad-day",
    ),
    (
        "bad date of a fact",
        put(lambda d: item(d, 0), "filed_on", "20120913"),
        "claims[0].items[0].filed_on",
        "bad-day",
    ),
    (
        "missing fact",
        drop(lambda d: item(d, 0), "in_force"),
        "claims[0].items[0].in_force",
        "missing-fact",
    ),
    (
        "missing date of service",
        drop(lambda d: item(d, 4)["service"][0], "from"),
        "claims[4].items[0].service[0].from",
        "missing-fact",
    ),
    ("no items", put(first, "items", []), "claims[0].items", "empty-list"),
    (
        "two items where there is one",
        lambda d: d["claims"][5]["items"].append({"subject": "x", "achieved_on": "2023-06-01"}),
        "claims[5].items",
        "one-item-only",
    ),
    (
        "negative amount",
        put(lambda d: item(d, 3), "premium_fen", -1),
        "claims[3].items[0].premium_fen",
        "out-of-range",
    ),
    (
        "negative interest",
        put(lambda d: item(d, 2)["payments"][0], "interest_fen", -1),
        "claims[2].items[0].payments[0].interest_fen",
        "out-of-range",
    ),
    (
        "amount with a point",
        put(lambda d: item(d, 3), "premium_fen", 10.5),
        "claims[3].items[0].premium_fen",
        "wrong-type",
    ),
    (
        "amount that is a truth",
        put(lambda d: item(d, 3), "premium_fen", True),
        "claims[3].items[0].premium_fen",
        "wrong-type",
    ),
    (
        "refund above the premium",
        put(lambda d: item(d, 3), "refund_fen", 1_000_001),
        "claims[3].items[0].refund_fen",
        "above-other",
    ),
    (
        "share above one",
        put(lambda d: item(d, 2), "ip_share", "1.01"),
        "claims[2].items[0].ip_share",
        "out-of-range",
    ),
    (
        "share below nothing",
        put(lambda d: item(d, 2), "ip_share", -0.5),
        "claims[2].items[0].ip_share",
        "out-of-range",
    ),
    (
        "service that ends before it begins",
        put(lambda d: item(d, 4)["service"][0], "to", "2021-01-03"),
        "claims[4].items[0].service[0].to",
        "before-other",
    ),
    (
        "owner of rank nought",
        put(lambda d: item(d, 0), "owner_rank", 0),
        "claims[0].items[0].owner_rank",
        "out-of-range",
    ),
    (
        "approved amount where none is decided",
        put(first, "approved_fen", 1),
        "claims[0].approved_fen",
        "no-decision-here",
    ),
    (
        "negative decision",
        put(lambda d: d["claims"][5], "approved_fen", -1),
        "claims[5].approved_fen",
        "out-of-range",
    ),
    (
        "claim named twice",
        put(lambda d: d["claims"][1], "id", "K1"),
        "claims[1].id",
        "duplicate-id",
    ),
    (
        "applicant named twice",
        lambda d: d["applicants"].append({"id": "A1", "kind": "park"}),
        "applicants[7].id",
        "duplicate-id",
    ),
    (
        "unknown reading",
        put(lambda d: d["readings"], "mood", "good"),
        "readings.mood",
        "unknown-reading",
    ),
    (
        "unknown value of a reading",
        put(lambda d: d["readings"], "maint_compare", "eq"),
        "readings.maint_compare",
        "unknown-choice",
    ),
    (
        "fact that a reading asks for",
        put(whole, "readings", {"premium_basis": "net"}),
        "claims[3].items[0].premium_net_fen",
        "missing-fact",
    ),
    (
        "unknown award in the history",
        put(lambda d: d["history"][0], "award", "99-01"),
        "history[0].award",
        "unknown-award",
    ),
    (
        "negative amount in the history",
        put(lambda d: d["history"][0], "amount_fen", -1),
        "history[0].amount_fen",
        "out-of-range",
    ),
    (
        "local as text",
        put(lambda d: d["applicants"][0], "local", "yes"),
        "applicants[0].local",
        "wrong-type",
    ),
    (
        "empty subject",
        put(lambda d: item(d, 0), "subject", ""),
        "claims[0].items[0].subject",
        "empty-text",
    ),
]


def test_the_file_the_faults_are_put_into_is_good() -> None:
    assess_cases(json.dumps(good()), {PACK: lechang()}, wording())


@pytest.mark.parametrize(("name", "spoil", "place", "code"), FAULTS, ids=[row[0] for row in FAULTS])
def test_a_fault_is_told_once_with_its_place(
    name: str, spoil: Callable[[Data], None], place: str, code: str
) -> None:
    data = good()
    spoil(data)
    found = problems(json.dumps(data, ensure_ascii=False))
    assert [(problem.key, problem.code) for problem in found] == [(place, code)]
    assert wording().has("problem", code)
    assert problem_text(found[0], wording()).startswith(place)


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ('{"format": 1,\n "pack" "x"}', "2:9", "not-json"),
        ("", "1:1", "not-json"),
        ("[]", "", "wrong-type"),
        (b"\xff\xfe{}", "", "not-utf8"),
        ('{"format": 1, "format": 1}', "format", "duplicate-key"),
        ('{"format": NaN}', "format", "not-finite"),
        ("[" * 100_000, "", "too-deep"),
    ],
    ids=["comma", "empty", "list", "encoding", "key twice", "nan", "deep"],
)
def test_what_is_not_json_is_told_with_line_and_column(
    text: str | bytes, place: str, code: str
) -> None:
    found = problems(text)
    assert [(problem.key, problem.code) for problem in found] == [(place, code)]
    assert wording().has("problem", code)


def test_several_faults_are_all_told() -> None:
    data = good()
    data["claims"][0]["award"] = "01-09"
    data["claims"][1]["received_on"] = "soon"
    item(data, 3)["premium_fen"] = -5
    assert [problem.key for problem in problems(json.dumps(data))] == [
        "claims[0].award",
        "claims[1].received_on",
        "claims[3].items[0].premium_fen",
    ]
