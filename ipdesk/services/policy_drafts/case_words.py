"""Boundary cases in words: what is given, what is expected of it, what the pack makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ipdesk.domain.draft_work import CONFIRMED, OFF
from ipdesk.domain.policy import Fact, FactKind, Policy
from ipdesk.packs.drafting.writing.case_tables import WrittenCase
from ipdesk.packs.golden import GoldenResult
from ipdesk.services.policy_drafts.records import CaseLine, CaseView
from ipdesk.wording import Wording

Given = Mapping[str, Any]


def case_views(
    cases: Sequence[WrittenCase],
    results: Sequence[GoldenResult],
    policy: Policy,
    wording: Wording,
) -> tuple[CaseView, ...]:
    """Every case of the draft with how it came out; those of awards left out are not there."""
    waiting: dict[str, list[GoldenResult]] = {}
    for result in results:
        waiting.setdefault(result.case.name, []).append(result)
    found = []
    for one in cases:
        if one.award not in policy.awards:
            continue
        mine = waiting.get(str(one.table["name"])) if one.state != OFF else None
        if mine:
            found.append(_view(one, mine.pop(0), policy, wording))
        elif one.state == OFF:
            found.append(_view(one, None, policy, wording))
    return tuple(found)


def _view(
    one: WrittenCase, result: GoldenResult | None, policy: Policy, wording: Wording
) -> CaseView:
    people = {str(person["id"]): person for person in one.table["applicants"]}
    facts = {fact.id: fact for fact in policy.awards[one.award].facts}
    lines = []
    for claim, expect in zip(one.table["claims"], one.table["expect"], strict=True):
        name = str(claim["id"])
        given = "，".join(_given(claim, people, facts, wording))
        expected = _outcome(str(expect["verdict"]), int(expect["amount_fen"]), wording)
        came = result.found.get(name) if result else None
        found = _outcome(came.verdict, came.amount_fen, wording) if came else ""
        fen = int(expect["amount_fen"])
        lines.append(CaseLine(name, given, expected, found, fen, expected == found))
    name = str(one.table["name"])
    if one.state != CONFIRMED:
        name = name.removeprefix(wording.text("draft-case", "waiting"))
    passed = result.passed if result else True
    clause = policy.awards[one.award].clause
    return CaseView(one.key, one.award, clause, name, one.state, one.inputs, tuple(lines), passed)


def _outcome(verdict: str, fen: int, wording: Wording) -> str:
    values = {"verdict": wording.label("verdict", verdict), "fen": fen}
    return wording.text("draft-case", "outcome", values)


def _given(
    claim: Given, people: Mapping[str, Given], facts: Mapping[str, Fact], wording: Wording
) -> Iterator[str]:
    """What a person would have to hand in for it."""
    person = people.get(str(claim["applicant"]), {})
    yield wording.label("kind", str(person.get("kind", "enterprise")))
    items = claim["items"]
    first = items[0]
    for name, value in first.items():
        if name in facts:
            words = _fact(facts[name], value, wording)
            if words:
                yield words
    copies = int(first.get("copies", 1))
    if copies > 1:
        yield wording.text("draft-case", "copies", {"count": copies})
    if len(items) > 1:
        yield wording.text("draft-case", "same-twice")
    if "approved_fen" in claim:
        yield wording.text("draft-case", "approved", {"fen": claim["approved_fen"]})


def _fact(fact: Fact, value: object, wording: Wording) -> str:
    if fact.kind is FactKind.FLAG:
        # What a case leaves fulfilled goes without saying.
        return "" if value else wording.text("draft-case", "flag-no", {"label": fact.label})
    if fact.kind is FactKind.MONEY:
        return wording.text("draft-case", "money", {"label": fact.label, "fen": value})
    if isinstance(value, date):
        return wording.text("draft-case", "day", {"label": fact.label, "day": value})
    return wording.text("draft-case", "fact", {"label": fact.label, "value": value})
