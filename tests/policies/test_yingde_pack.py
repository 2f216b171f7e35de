from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from functools import cache

import pytest

from ipdesk.domain.measure import Period
from ipdesk.domain.policy import Policy
from ipdesk.domain.target import Against, Baseline, Row, TargetRule
from ipdesk.errors import PackError
from ipdesk.packs.coverage import coverage, uncovered
from ipdesk.packs.loader import load_pack, read_folder
from ipdesk.packs.mentions import Sort, mentions
from ipdesk.paths import resources
from ipdesk.services.claims import match_awards
from tests.policies.deciding import lechang

# Typed by hand from 英府办函〔2024〕18号: the rows of each clause, by the part of the text.
ROWS = {
    "01": "",
    "02": "2-1a 2-1b 2-1c 2-1d 2-1e 2-1f 2-1g 2-1h 2-1i 2-1j",
    "03": "2-2a 2-2b 2-2c 2-2d 2-2e",
    "04": "2-3a 2-3b 2-3c 2-3d 2-3e 2-3f",
    "05": "2-4a 2-4b",
    "06": "2-5a",
    "07": "2-6a 2-6b",
    "08": "3-1a 3-1b 3-1c 3-1d 3-1e",
    "09": "3-2a 3-2b 3-2c",
    "10": "3-3a 3-3b 3-3c",
    "11": "3-4a 3-4b 3-4c 3-4d 3-4e",
    "12": "3-5a 3-5b 3-5c 3-5d",
    "13": "3-6a 3-6b",
    "14": "3-7a 3-7b 3-7c",
    "15": "3-8a 3-8b 3-8c 3-8d 3-8e",
    "16": "3-9a 3-9b 3-9c 3-9d",
    "17": "4-1a",
    "18": "4-2a 4-2b",
    "19": "4-3a",
}
RULES = {"up": 51, "record": 6, "at-least": 4, "down": 1, "complete": 1, "milestone": 1}
PERIODS = {"year": 35, "half-year": 10, "quarter year": 10, "quarter": 9}
DEPARTMENT_PROPOSED = (
    "2-1d 2-1e 2-2d 2-3c 2-6b 3-1b 3-1c 3-1d 3-2a 3-4b 3-5b 3-5c 3-5d 3-6a 3-8b 3-8e 4-3a"
)
GOAL_PROPOSED = "2-1f 2-1g 2-1h 2-3d 3-1a 3-4b 3-5a 4-1a"
MEASURE_PROPOSED = "2-1j 2-2e 2-3f"
BY_RATE = "2-1i 2-1j 2-3a 2-3b 2-3c 2-3f 3-1a 4-1a"


@cache
def files() -> dict[str, bytes]:
    return read_folder(resources() / "policies" / "yingde-2023")


@cache
def yingde() -> Policy:
    return load_pack(files())


def row(name: str) -> Row:
    return next(found for found in yingde().rows if found.id == name)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_the_64_rows_stand_under_their_clauses() -> None:
    found = {c.id: " ".join(r.id for r in yingde().rows_of(c.id)) for c in yingde().clauses}
    assert found == ROWS
    assert len(yingde().rows) == 64


def test_there_are_28_targets_31_tasks_4_safeguards_and_one_milestone() -> None:
    policy = yingde()
    assert len(policy.targets) == 28
    assert len(policy.tasks) == 31
    assert [found.id for found in policy.safeguards] == ["4-1a", "4-2a", "4-2b", "4-3a"]
    (milestone,) = policy.milestones
    assert (milestone.id, milestone.steps) == ("3-8d", ("筹建", "验收"))
    assert (milestone.goal, milestone.year) == ("通过验收", 2027)


def test_directions_periods_and_years_count_as_in_the_text() -> None:
    rows = yingde().rows
    assert Counter(str(found.rule) for found in rows) == RULES
    assert Counter(" ".join(found.periods) for found in rows) == PERIODS
    assert Counter(found.year for found in rows) == {2027: 30, None: 34}
    by_quarter = [found.id for found in rows if found.periods == (Period.QUARTER,)]
    assert by_quarter == ["2-5a", "3-1b", "3-2a", "3-2b", "3-4c", "3-7a", "3-7b", "3-9c", "4-1a"]


def test_only_three_targets_have_a_number() -> None:
    numeric = {found.id: found for found in yingde().rows if found.numeric}
    assert sorted(numeric) == ["2-1i", "3-8c", "3-9a"]
    assert {found.rule for found in numeric.values()} == {TargetRule.AT_LEAST}
    assert {found.year for found in numeric.values()} == {2027}
    assert numeric["3-8c"].value == Decimal(100)
    assert numeric["3-9a"].value == Decimal(12000)
    assert numeric["2-1i"].value is None
    assert [found.id for found in yingde().rows if found.value is not None] == ["3-8c", "3-9a"]


def test_patents_by_population_keep_both_halves_and_the_comparator_apart() -> None:
    measures = yingde().measures
    (rate,) = [measures[name] for name in row("2-1i").measures]
    assert measures[rate.numerator].name == "有效发明专利拥有量"
    assert measures[rate.denominator].name == "年末常住人口"
    assert measures[rate.denominator].unit == "万人"
    compared = measures[row("2-1i").comparator]
    assert compared.name == "清远市每万人口有效发明专利拥有量"
    assert compared.unit == rate.unit == "件/万人"


def test_every_quote_stands_word_for_word_in_its_own_clause() -> None:
    for found in yingde().rows:
        text = squeezed(yingde().clause(found.clause).text)
        assert found.quote
        assert squeezed(found.quote) in text, found.id


def test_what_the_text_does_not_say_is_marked_as_proposed() -> None:
    rows = yingde().rows
    departments = [r.id for r in rows if any(d.proposed for d in r.departments)]
    assert departments == DEPARTMENT_PROPOSED.split()
    assert [r.id for r in rows if r.goal_proposed] == GOAL_PROPOSED.split()
    assert [r.id for r in rows if r.measure_proposed] == MEASURE_PROPOSED.split()
    proposed = {*departments, *GOAL_PROPOSED.split(), *MEASURE_PROPOSED.split()}
    assert {r.id for r in rows if r.proposed} == proposed
    assert {r.id: r.proposed_value for r in rows if r.proposed_value is not None} == {
        "3-4b": Decimal(1),
        "3-5a": Decimal(1),
    }
    # The mark is data: no 拟 is left in the words themselves.
    words = [word for r in rows for word in (r.goal, r.measure, r.department, r.source)]
    assert not any("拟）" in word for word in words)


def test_rising_and_falling_is_told_from_the_baseline_but_for_two_rows() -> None:
    assert yingde().baseline == Baseline(2022, proposed=True)
    assert {found.baseline_year for found in yingde().rows} == {2022}
    previous = [found.id for found in yingde().rows if found.against is Against.PREVIOUS]
    assert previous == ["2-2d", "3-1e"]


def test_no_percentage_is_anywhere_in_the_pack() -> None:
    for name, data in files().items():
        text = squeezed(data.decode())
        found = [mention.text for mention in mentions(text) if mention.sort is Sort.PERCENT]
        assert found == [], name


def test_rates_are_counts() -> None:
    measures = yingde().measures
    rated = [r.id for r in yingde().rows if any(measures[name].is_rate for name in r.measures)]
    assert rated == BY_RATE.split()
    assert all(measure.is_rate for measure in measures.values() if measure.unit == "%")
    halves = {half for m in measures.values() if m.is_rate for half in (m.numerator, m.denominator)}
    assert not any(measures[half].is_rate for half in halves)
    for name in ("2-3a", "2-3b", "2-3c"):
        assert [measures[part].name[-6:] for part in row(name).beside] == ["跨期结转件数"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2-2a", "3-1e"),
        ("2-2b", "3-1e"),
        ("2-2c", "3-1e"),
        ("2-2d", "3-2b"),
        ("2-1g", "3-9d"),
        ("2-1h", "3-9d"),
    ],
)
def test_rows_of_the_same_data_share_their_measure(one: str, other: str) -> None:
    assert set(row(one).measures) <= set(row(other).measures)


def test_measures_have_names_of_their_own() -> None:
    names = [measure.name for measure in yingde().measures.values()]
    assert len(set(names)) == len(names)


def test_every_number_of_the_text_is_answered_for() -> None:
    assert uncovered(yingde()) == ()
    found = [(e.anchor, e.mention.text, e.by) for e in coverage(yingde()) if e.by]
    assert found == [
        ("", "2023", "validity"),
        ("", "2027年", "validity"),
        ("c02", "2027年", "2-1a"),
        ("c03", "2027年", "2-2a"),
        ("c04", "2027年", "2-3f"),
        ("c05", "2027年", "2-4a"),
        ("c06", "2027年", "2-5a"),
        ("c07", "2027年", "2-6a"),
        ("c15", "2027年", "3-8c"),
        ("c15", "100家", "3-8c"),
        ("c16", "2027年", "3-9a"),
        ("c16", "12000件", "3-9a"),
    ]


def test_the_date_of_issue_is_not_known_and_stays_empty() -> None:
    policy = yingde()
    assert policy.issued_on is None
    assert (str(policy.valid_from), str(policy.valid_to)) == ("2023-01-01", "2027-12-31")
    assert policy.document_number == "英府办函〔2024〕18号"


def test_the_policy_pays_nothing() -> None:
    assert not yingde().awards
    assert match_awards([yingde()], "地理标志") == ()
    both = match_awards([yingde(), lechang()], "地理标志")
    assert both == match_awards([lechang()], "地理标志") != ()


def test_open_points_have_an_answer_in_words() -> None:
    points = yingde().open_points
    assert [point.id for point in points] == [f"T{n:02d}" for n in range(1, 12)]
    assert all(point.default and point.question.endswith("？") for point in points)


def mutations() -> list[tuple[str, str, str]]:
    """Each number that the text gives, changed by one."""
    return [
        ("targets.toml", "value = 100\n", "value = 101\n"),
        ("targets.toml", "value = 12000\n", "value = 11999\n"),
        ("pack.toml", "valid_to = 2027-12-31", "valid_to = 2026-12-31"),
        ("pack.toml", "valid_from = 2023-01-01", "valid_from = 2024-01-01"),
        *(("targets.toml", "year = 2027", f"year = {year}") for year in (2026, 2028)),
    ]


@pytest.mark.parametrize(("name", "old", "new"), mutations())
def test_a_number_changed_by_hand_is_noticed(name: str, old: str, new: str) -> None:
    text = files()[name].decode()
    places = [match.start() for match in re.finditer(re.escape(old), text)]
    places = [place for place in places if not text[:place].endswith("baseline_")]
    assert places
    for place in places:
        changed = text[:place] + new + text[place + len(old) :]
        with pytest.raises(PackError):
            load_pack({**files(), name: changed.encode()})
