from __future__ import annotations

from itertools import permutations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ipdesk.domain.assess import assess, deciding_findings, grants
from ipdesk.domain.assessment import Verdict
from ipdesk.domain.history import History
from ipdesk.packs.cases import Cases, decide, read_cases
from tests.policies.deciding import PACK, PERSON, UNIT, cases, claim, lechang
from tests.policies.deciding import decide as decided


def read(claims: list[dict[str, Any]], **more: Any) -> Cases:
    return read_cases(cases(claims, **more), {PACK: lechang()})


def product(name: str, day: str = "2023-05-01") -> dict[str, Any]:
    return {"subject": name, "achieved_on": day}


def verdicts(claims: list[dict[str, Any]], **more: Any) -> list[str]:
    return [result["verdict"] for result in decided(claims, **more)]


def test_what_is_refused_stays_refused_without_the_missing_document() -> None:
    late = {"id": "K1", "applicant": UNIT, "received_on": "2025-02-01"}
    two = [product("甲", "2024-05-01"), product("乙", "2025-01-01")]
    result = decided([{**late, "award": "02-01", "items": two}])[0]
    assert [item["verdict"] for item in result["items"]] == ["needs_document", "not_payable"]
    assert result["verdict"] == "needs_document"


def test_a_missing_document_goes_before_a_missing_decision() -> None:
    late = claim("04-01", "2025-02-01", product("项目", "2024-05-01"))
    assert verdicts([late]) == ["needs_document"]
    assert verdicts([{**late, "basis_document": "批复"}]) == ["needs_decision"]


def test_a_missing_document_goes_before_the_referral() -> None:
    late = claim("05-00", "2025-02-01", product("合同", "2024-05-01"))
    assert verdicts([late]) == ["needs_document"]
    assert verdicts([{**late, "basis_document": "批复"}]) == ["referral"]


def test_late_claims_are_refused_under_the_reading_that_denies_them() -> None:
    late = claim("02-01", "2025-02-01", product("甲", "2024-05-01"))
    assert verdicts([late], readings={"late_apply": "deny"}) == ["not_payable"]
    assert verdicts([{**late, "basis_document": "批复"}]) == ["payable"]


def test_an_exhausted_cap_refuses_even_what_waits_for_a_document() -> None:
    full = {"applicant": UNIT, "award": "05-02", "subject": "B0", "fact_on": "2024-02-01"}
    item = {"subject": "B1", "paid_on": "2024-05-01", "premium_fen": 1_000_000}
    late = claim("05-02", "2025-02-01", item)
    assert verdicts([late]) == ["needs_document"]
    assert verdicts([late], history=[{**full, "amount_fen": 2_000_000}]) == ["not_payable"]


def test_the_same_key_twice_in_one_claim_pays_once() -> None:
    twice = claim("02-01", "2024-03-01", product("香芋"), product(" 香 芋 "))
    result = decided([twice])[0]
    assert [item["verdict"] for item in result["items"]] == ["payable", "not_payable"]
    assert result["verdict"] == "partly_payable"
    assert result["amount_fen"] == 5_000_000


def test_a_key_is_free_for_another_award_and_taken_by_whoever_was_paid() -> None:
    other = {"id": "K2", "applicant": "E2"}
    claims = [
        claim("02-01", "2024-03-01", product("香芋")),
        {**claim("02-01", "2024-03-01", product("香芋")), **other},
        {**claim("02-03", "2024-03-01", product("香芋")), **other, "id": "K3"},
    ]
    assert verdicts(claims) == ["payable", "not_payable", "payable"]


def test_inventors_are_paid_once_per_session() -> None:
    claims = [
        claim("01-08", "2024-03-01", product("第十届"), applicant=PERSON),
        claim("01-08", "2024-03-01", product("第十届"), applicant=PERSON, id="K2"),
        claim("01-08", "2024-03-01", product("第十一届"), applicant=PERSON, id="K3"),
    ]
    assert verdicts(claims) == ["payable", "not_payable", "payable"]


def test_nobody_from_elsewhere_and_no_kind_not_named_is_paid() -> None:
    away = claim("02-01", "2024-03-01", product("甲"), applicant="AWAY")
    person = claim("02-01", "2024-03-01", product("甲"), applicant=PERSON)
    for refused in (away, person):
        result = decided([refused])[0]
        assert result["verdict"] == "not_payable"
        assert [f["severity"] for f in result["findings"]] == ["block"]
        assert result["findings"][0]["clause"] == "02"


def test_a_claim_without_an_amount_says_why_with_its_clause_and_lines_of_nothing() -> None:
    result = decided([claim("02-01", "2025-03-01", product("甲", "2025-01-01"))])[0]
    reasons = {(finding["code"], finding["clause"]) for finding in result["findings"]}
    assert ("after-validity", "21") in reasons
    assert sum(line["amount_fen"] for line in result["lines"]) == 0
    assert all(line["quote"] for line in result["lines"])


def test_a_claim_shown_while_it_is_typed_asks_for_its_facts() -> None:
    whole = read(
        [claim("01-01", "2024-03-01", {"subject": "1", "filed_on": "2012-10-01", "in_force": True})]
    )
    typed = whole.claims[0]
    half = typed._replace(items=(typed.items[0]._replace(facts={"in_force": True}),))
    result = assess(half, whole.policy, History(), whole.readings)
    assert result.verdict is Verdict.NOT_PAYABLE
    assert [f.values["fact"] for f in deciding_findings(result)] == ["filed_on"]


def test_a_fact_after_the_day_received_is_refused() -> None:
    assert verdicts([claim("02-01", "2023-04-30", product("甲"))]) == ["not_payable"]
    assert verdicts([claim("02-01", "2023-05-01", product("甲"))]) == ["payable"]


MIXED = [
    claim("02-01", "2024-03-01", product("甲"), id="K1"),
    claim(
        "03-01",
        "2024-03-01",
        {"subject": "粤作登字-2023-F-00000001", "achieved_on": "2023-05-01"},
        id="K2",
    ),
    claim("01-04", "2024-03-01", {"subject": "1", "achieved_on": "2023-05-01"}, id="K3"),
    claim("07-03", "2024-03-01", {"achieved_on": "2023-05-01"}, id="K4"),
]


def test_claims_that_share_nothing_may_come_in_any_order() -> None:
    amounts = set()
    for order in permutations(MIXED):
        results = decided(list(order))
        amounts.add(tuple(sorted((r["id"], r["amount_fen"]) for r in results)))
    assert len(amounts) == 1


@given(st.permutations(["07-01", "07-02", "07-03"]))
def test_titles_of_one_year_add_up_to_the_highest_in_any_order(order: list[str]) -> None:
    claims = [claim(a, "2024-03-01", {"achieved_on": "2023-05-01"}, id=a) for a in order]
    assert sum(result["amount_fen"] for result in decided(claims)) == 5_000_000


def test_a_claim_withdrawn_and_put_back_restores_the_state() -> None:
    file = read(MIXED)
    held = []
    for one, result in zip(file.claims, decide(file), strict=True):
        held.append(grants(one, result))
    everything = History([grant for part in held for grant in part])
    without = History([grant for part in (held[0], *held[2:]) for grant in part])
    assert without != everything
    again = assess(file.claims[1], file.policy, without, file.readings)
    assert grants(file.claims[1], again) == held[1]
    for grant in grants(file.claims[1], again):
        without.add(grant)
    assert without == everything


def test_what_is_paid_again_holds_a_key_of_its_own() -> None:
    titles = [
        claim("03-04", "2024-06-01", {"achieved_on": day, "title": "国家版权示范单位"}, id=day)
        for day in ("2022-12-01", "2023-12-01")
    ]
    results = decide(read(titles, readings={"title_repeat": "each_recognition"}))
    keys = [item.key for result in results for item in result.items]
    assert len(set(keys)) == 2


def test_ids_that_hold_what_parts_a_key_stay_apart() -> None:
    people = [{"id": name, "kind": "individual"} for name in ("A", "A|B")]
    parks = [{"id": name, "kind": "park"} for name in ("C @9", "C")]
    park = {"achieved_on": "2023-05-01", "title": "国家知识产权示范园区"}
    claims = [
        claim("01-08", "2024-03-01", product("B|C"), applicant="A", id="K1"),
        claim("01-08", "2024-03-01", product("C"), applicant="A|B", id="K2"),
        claim("08-01", "2024-03-01", park, applicant="C @9", id="K3"),
        claim("08-01", "2024-03-01", park, applicant="C", id="K4"),
    ]
    found = decide(read(claims, applicants=people + parks))
    assert [result.verdict for result in found] == [Verdict.PAYABLE] * 4


def test_what_refuses_or_asks_names_its_clause_and_what_informs_does_not() -> None:
    late = decided([claim("02-01", "2025-03-01", product("甲", "2025-01-01"))])[0]
    refused = [f["text"] for f in late["findings"] if f["code"] == "after-validity"]
    assert refused[0].endswith("不在有效期内（依据第（二十一）条）。")
    patent = {"subject": "201210123456.8", "filed_on": "2012-10-01", "in_force": True}
    paid = decided([claim("01-01", "2023-10-08", patent)])[0]
    assert not any("（政策" in f["text"] for f in paid["findings"])
