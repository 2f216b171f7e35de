"""Every choice of a reading that acts in the engine is told apart by a golden case."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from ipdesk.domain.policy import GoldenCase
from ipdesk.domain.rules.base import Switch
from ipdesk.packs.cases import decide, read_cases
from ipdesk.packs.golden import APPLICANTS
from ipdesk.packs.loader import read_folder
from ipdesk.paths import resources
from tests.policies.deciding import PACK, lechang

# What decides in `assess` by policy.md; all other readings act in casework alone.
ACTING = {
    "maint_compare", "maint_start", "maint_asof", "maint_stock", "coowner", "design_award",
    "same_patent", "excl_year", "excl_mode", "renewal", "gi_zone_trigger", "gi_zone_both",
    "copyright_issuer", "cap_year", "title_repeat", "premium_basis", "premium_year",
    "round_unit", "round_mode", "late_apply",
}  # fmt: skip


def obeyed(part: object) -> Iterator[str]:
    """The readings that a rule, or anything inside it, looks at."""
    if isinstance(part, Switch):
        yield part.reading
    elif is_dataclass(part):
        for field in fields(part):
            yield from obeyed(getattr(part, field.name))
    elif isinstance(part, tuple):
        for inner in part:
            yield from obeyed(inner)


def results(case: GoldenCase, reading: str, value: str) -> list[tuple[object, ...]]:
    readings = {**case.data.get("readings", {}), reading: value}  # type: ignore[dict-item]
    data = {"format": 1, "pack": PACK, "applicants": APPLICANTS, **case.data, "readings": readings}
    return [
        (one.verdict, one.amount_fen, tuple(item.verdict for item in one.items))
        for one in decide(read_cases(data, {PACK: lechang()}))
    ]


def pairs() -> list[tuple[str, str, str]]:
    return [
        (key, choice.value, other.value)
        for key in sorted(ACTING)
        for choice in lechang().readings[key].choices
        for other in lechang().readings[key].choices
        if choice != other
    ]


def test_the_rules_obey_the_readings_that_act_and_no_others() -> None:
    found = {name for plan in lechang().plans.values() for name in obeyed(plan) if name}
    assert found == ACTING


@pytest.mark.parametrize(("reading", "value", "other"), pairs())
def test_a_choice_has_a_case_that_comes_out_otherwise_under_another(
    reading: str, value: str, other: str
) -> None:
    cases = [
        case
        for case in lechang().golden
        if case.data.get("readings", {}).get(reading) == value  # type: ignore[attr-defined]
    ]
    assert cases, "no golden case is set to this choice"
    needed = reading == "maint_start" and other == "grant"
    if needed:  # a day of grant must then be typed, so cases without one cannot be read
        cases = [case for case in cases if "granted_on" in str(case.data)]
    told_apart = [
        case.name
        for case in cases
        if results(case, reading, value) != results(case, reading, other)
    ]
    assert told_apart


def test_the_defaults_are_listed_once_more_in_the_head_of_the_pack() -> None:
    text = read_folder(resources() / "policies" / PACK)["pack.toml"].decode()
    assert tomllib.loads(text)["defaults"] == lechang().defaults()
