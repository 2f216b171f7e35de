from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ipdesk.domain.claim import ClaimFacts
from ipdesk.packs.cases import Cases, decide
from tests.domain.properties.drawing import files

FROM, TO = date(2022, 9, 13), date(2024, 12, 31)
STOCK = ("01-01", "09-01", "15-01")


def counts(day: date, claim: ClaimFacts) -> bool:
    return FROM <= day <= min(TO, claim.received_on)


@settings(max_examples=40, deadline=None)
@given(files())
def test_nothing_is_paid_whose_fact_lies_outside_validity_or_after_receipt(file: Cases) -> None:
    for claim, result in zip(file.claims, decide(file), strict=True):
        for item, outcome in zip(claim.items, result.items, strict=True):
            day: Any = item.facts.get("achieved_on", item.facts.get("paid_on"))
            if outcome.amount_fen and day is not None:
                assert counts(day, claim)


@settings(max_examples=40, deadline=None)
@given(files(awards=["05-01"]))
def test_interest_paid_outside_validity_brings_nothing(file: Cases) -> None:
    for claim, result in zip(file.claims, decide(file), strict=True):
        for item, outcome in zip(claim.items, result.items, strict=True):
            payments: Any = item.facts["payments"]
            good = [paid for paid in payments if counts(paid["paid_on"], claim)]
            years = {paid["paid_on"].year for paid in good}
            # Rounding half up to whole 元 adds at most half of one a year.
            base = sum(paid["interest_fen"] for paid in good)
            assert outcome.amount_fen * 100 <= base * 15 + len(years) * 50 * 100


def ten_years_begin(facts: Mapping[str, Any], readings: Mapping[str, str]) -> date:
    day: date = facts["granted_on" if readings["maint_start"] == "grant" else "filed_on"]
    return day


@settings(max_examples=40, deadline=None)
@given(files(awards=list(STOCK)), st.sampled_from(["allow", "deny"]))
def test_only_stock_is_paid_for_what_came_before_and_nothing_for_what_came_after(
    file: Cases, stock: str
) -> None:
    file = replace(file, readings={**file.readings, "maint_stock": stock})
    for claim, result in zip(file.claims, decide(file), strict=True):
        for item, outcome in zip(claim.items, result.items, strict=True):
            if not outcome.amount_fen:
                continue
            assert outcome.fact_on is not None
            assert outcome.fact_on <= TO
            if stock == "deny":
                assert outcome.fact_on >= FROM
            if claim.award == "01-01":
                started = ten_years_begin(item.facts, file.readings)
                assert started <= date(2014, 12, 31)
                assert claim.received_on.year - started.year >= 10
            elif claim.award == "09-01":
                since: Any = max(item.facts["registered_on"], item.facts["agency_since"])
                assert (claim.received_on - since).days >= 365
            else:
                certified: Any = item.facts["certified_on"]
                assert (claim.received_on - certified).days >= 730
