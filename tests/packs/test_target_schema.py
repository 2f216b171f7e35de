from __future__ import annotations

import hashlib
from decimal import Decimal

import pytest

from ipdesk.domain.measure import Feed, Origin, Period
from ipdesk.domain.target import Milestone, Safeguard, Target, TargetRule, Task
from ipdesk.errors import PackError
from ipdesk.packs.coverage import uncovered
from ipdesk.packs.loader import load_pack
from ipdesk.services.cases import problem_text
from tests.packs import test_loader
from tests.policies.deciding import wording

SOURCE = """# 若干目标（2023—2027年）

〔2024〕18号

## 一、目标

<a id="c01"></a>
（一）力争2027年标志使用企业达100家以上，结案率稳步提升。

<a id="c02"></a>
（二）加强培训，推进示范区建设。
"""

PACK = f"""format = 1
id = "aims-2023"
title = "若干目标"
document_number = "〔2024〕18号"
issuer = "市政府办公室"
valid_from = 2023-01-01
valid_to = 2027-12-31
contact = "市场监管局"
text_sha256 = "{hashlib.sha256(SOURCE.encode()).hexdigest()}"

[validity]
quote = "若干目标（2023—2027年）"

[[readings]]
id = "T01"
clause = "01"
question = "以哪一年为基期？"
default = "以 2022 年为基期（拟）。"
"""

CLAUSE = """id = "01"
number = "（一）"
heading = "目标"
chapter = "一、目标"
kind = "target"
"""

TARGETS = """baseline_year = 2022
baseline_proposed = true

[[measures]]
id = "users"
name = "使用企业数"
unit = "家"
standing = "stock"

[[measures]]
id = "opened"
name = "立案数"
unit = "件"
standing = "flow"

[[measures]]
id = "closed"
name = "结案数"
unit = "件"
standing = "flow"

[[measures]]
id = "closing-rate"
name = "结案率"
unit = "%"
standing = "flow"
numerator = "closed"
denominator = "opened"

[[targets]]
id = "1-1"
clause = "01"
quote = "标志使用企业达100家以上"
measure = "使用企业数"
measures = ["users"]
rule = "at-least"
goal = "100 家"
value = 100
written = { value = "达100家以上" }
year = 2027
periods = ["quarter", "year"]
departments = ["市场监管局"]
source = "名册"

[[targets]]
id = "1-2"
clause = "01"
quote = "结案率稳步提升"
measure = "结案率"
measures = ["closing-rate"]
rule = "up"
goal = "未量化"
periods = ["year"]
proposed_departments = ["执法大队"]
source = "台账"

[[milestones]]
id = "2-2"
clause = "02"
quote = "推进示范区建设"
measure = "示范区（筹建→验收）"
steps = ["筹建", "验收"]
year = 2027
periods = ["year"]
departments = ["市政府"]
source = "通知"
"""

TASKS = """[[measures]]
id = "courses"
name = "培训场次"
unit = "场"
standing = "flow"

[[tasks]]
id = "2-1"
clause = "02"
quote = "加强培训"
measure = "培训场次"
measures = ["courses"]
rule = "record"
periods = ["half-year"]
departments = ["市场监管局"]
source = "台账"
"""

GOOD = {
    "pack.toml": PACK.encode(),
    "source.md": SOURCE.encode(),
    "clauses/01-aims.toml": CLAUSE.encode(),
    "clauses/02-tasks.toml": CLAUSE.replace('"01"', '"02"').replace("（一）", "（二）").encode(),
    "targets.toml": TARGETS.encode(),
    "tasks.toml": TASKS.encode(),
    "safeguards.toml": b"",
}


def changed(old: str, new: str, file: str = "targets.toml") -> dict[str, bytes]:
    text = GOOD[file].decode()
    assert old in text
    return {**GOOD, file: text.replace(old, new, 1).encode()}


def problems(files: dict[str, bytes]) -> list[tuple[str, str, str]]:
    with pytest.raises(PackError) as error:
        load_pack(files)
    for problem in error.value.problems:
        assert wording().has("problem", problem.code), problem.code
        assert problem_text(problem, wording())
    return [(p.file, p.key, p.code) for p in error.value.problems]


def test_a_pack_of_targets_alone_is_a_policy() -> None:
    policy = load_pack(GOOD)
    assert not policy.awards
    assert [(row.id, type(row)) for row in policy.rows] == [
        ("1-1", Target),
        ("1-2", Target),
        ("2-1", Task),
        ("2-2", Milestone),
    ]
    users = policy.targets[0]
    assert (users.rule, users.value, users.year) == (TargetRule.AT_LEAST, Decimal(100), 2027)
    assert users.periods == (Period.QUARTER, Period.YEAR)
    assert (users.numeric, users.proposed) == (True, False)
    assert (policy.targets[1].numeric, policy.targets[1].proposed) == (False, True)
    assert policy.milestones[0].steps == ("筹建", "验收")
    assert policy.measures["closing-rate"].is_rate
    assert policy.baseline is not None
    assert (policy.baseline.year, policy.baseline.proposed) == (2022, True)
    assert policy.issued_on is None
    assert uncovered(policy) == ()


def test_awards_and_targets_may_stand_in_one_pack() -> None:
    row = TASKS.replace('"02"', '"01"').replace("加强培训", "维持十年以上的发明专利")
    text = row.replace("[[tasks]]", "[[safeguards]]").encode()
    policy = load_pack({**test_loader.GOOD, "safeguards.toml": text})
    assert set(policy.awards) == {"01-01"}
    assert [type(found) for found in policy.rows_of("01")] == [Safeguard]


WRONG = [
    pytest.param("value = 100", "value = 99", "targets[0].written.value", "written-differs",
                 id="a number that is not the text's"),
    pytest.param("value = 100\n", "value = -1\n", "targets[0].value", "out-of-range",
                 id="below nothing"),
    pytest.param("value = 100\n", "value = nan\n", "targets[0].value", "not-finite", id="nan"),
    pytest.param("value = 100\n", "value = true\n", "targets[0].value", "wrong-type",
                 id="a flag for a number"),
    pytest.param("value = 100\n", 'value = "100"\n', "targets[0].value", "wrong-type",
                 id="a text for a number"),
    pytest.param("value = 100\n", "value = 1e-300\n", "targets[0].value", "out-of-range",
                 id="a number of nothing"),
    pytest.param('written = { value = "达100家以上" }\n', "", "targets[0].written",
                 "written-missing", id="a number without its words"),
    pytest.param("达100家以上\" }", "力争2027年\" }", "targets[0].written.value",
                 "written-not-one", id="words without the number"),
    pytest.param('value = 100\nwritten = { value = "达100家以上" }\n', "", "targets[0].value",
                 "one-bound", id="a bound without a number"),
    pytest.param("value = 100\n", 'value = 100\ncomparator = "users"\n', "targets[0].value",
                 "one-bound", id="two bounds"),
    pytest.param('rule = "up"', 'rule = "up"\ncomparator = "users"', "targets[1].comparator",
                 "bound-not-taken", id="a bound where none is taken"),
    pytest.param('rule = "up"', 'rule = "milestone"', "targets[1].rule", "unknown-choice",
                 id="a milestone among targets"),
    pytest.param('goal = "未量化"', 'goal = "提高5%"', "targets[1].goal",
                 "percentage-not-in-text", id="an invented percentage"),
    pytest.param('goal = "未量化"', 'goal = "提高百分之五"', "targets[1].goal",
                 "percentage-not-in-text", id="an invented percentage in words"),
    pytest.param('goal = "未量化"', 'goal = "95%"\ngoal_proposed = true', "targets[1].goal",
                 "percentage-not-in-text", id="a proposed percentage"),
    pytest.param('goal = "未量化"', "proposed_value = 95\ngoal_proposed = true",
                 "targets[1].proposed_value", "percentage-not-in-text",
                 id="a proposed percentage as a number"),
    pytest.param('goal = "100 家"', "proposed_value = 3", "targets[0].goal_proposed",
                 "proposal-unmarked", id="a proposal that does not say so"),
    pytest.param("year = 2027", "year = 2028", "targets[0].year", "year-not-written",
                 id="a year the text does not have"),
    pytest.param('quote = "结案率稳步提升"', 'quote = "结案率大幅提升"', "targets[1].quote",
                 "quote-not-found", id="a quote of other words"),
    pytest.param('quote = "结案率稳步提升"', 'quote = "加强培训"', "targets[1].quote",
                 "quote-elsewhere", id="a quote of another clause"),
    pytest.param('clause = "01"', 'clause = "09"', "targets[0].clause", "unknown-clause",
                 id="a clause that is not there"),
    pytest.param('id = "1-2"', 'id = "1-1"', "targets[1].id", "duplicate-id", id="one id twice"),
    pytest.param('id = "closed"', 'id = "opened"', "measures[2].id", "duplicate-id",
                 id="one measure twice"),
    pytest.param('measures = ["users"]', 'measures = ["uses"]', "targets[0].measures[0]",
                 "unknown-measure", id="a measure that is not there"),
    pytest.param('measures = ["users"]', "measures = []", "targets[0].measures", "empty-list",
                 id="no measure"),
    pytest.param('measures = ["users"]', 'measures = ["opened"]', "measures[0].id",
                 "measure-unused", id="a measure nobody looks at"),
    pytest.param('numerator = "closed"\n', "", "measures[3].numerator", "missing-key",
                 id="half a rate"),
    pytest.param('numerator = "closed"\ndenominator = "opened"\n', "", "measures[3].unit",
                 "rate-without-counts", id="a percentage typed in"),
    pytest.param('denominator = "opened"', 'denominator = "closing-rate"',
                 "measures[3].denominator", "rate-of-rates", id="a rate of rates"),
    pytest.param('denominator = "opened"', 'denominator = "all"', "measures[3].denominator",
                 "unknown-measure", id="a rate of nothing known"),
    pytest.param('standing = "flow"', 'standing = "both"', "measures[1].standing",
                 "unknown-choice", id="neither flow nor stock"),
    pytest.param('["quarter", "year"]', '["month"]', "targets[0].periods[0]", "unknown-choice",
                 id="a period that is none"),
    pytest.param('departments = ["市场监管局"]\n', "", "targets[0].departments", "empty-list",
                 id="nobody in charge"),
    pytest.param('steps = ["筹建", "验收"]\n', "", "milestones[0].steps", "missing-key",
                 id="a milestone without steps"),
    pytest.param('rule = "at-least"', 'rule = "complete"', "targets[0].measures", "rate-needed",
                 id="a plain figure cannot be complete"),
    pytest.param('source = "名册"', 'source = "名册"\nweight = 3', "targets[0].weight",
                 "unknown-key", id="unknown key"),
    pytest.param("baseline_year = 2022", "baseline_year = 22", "baseline_year", "out-of-range",
                 id="a baseline of old"),
    pytest.param("baseline_year = 2022", "basis = 2022", "basis", "unknown-key",
                 id="unknown key of the file"),
    pytest.param("[[milestones]]", "[[tasks]]", "tasks", "unknown-key",
                 id="tasks among the targets"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "key", "code"), WRONG)
def test_a_wrong_row_is_told_with_its_place(old: str, new: str, key: str, code: str) -> None:
    assert ("targets.toml", key, code) in problems(changed(old, new))


def test_a_row_may_not_take_the_name_of_one_in_another_file() -> None:
    found = problems(changed('id = "2-1"', 'id = "1-1"', "tasks.toml"))
    assert found == [("tasks.toml", "tasks[0].id", "duplicate-id")]


def test_a_validity_in_years_is_held_against_its_words() -> None:
    for old, new in (
        ("valid_to = 2027-12-31", "valid_to = 2028-12-31"),
        ("valid_to = 2027-12-31", "valid_to = 2027-12-30"),
        ("valid_from = 2023-01-01", "valid_from = 2022-01-01"),
    ):
        key = old.split(" ", maxsplit=1)[0]
        assert ("pack.toml", key, "written-differs") in problems(changed(old, new, "pack.toml"))


@pytest.mark.parametrize("name", ["targets.toml", "tasks.toml", "safeguards.toml"])
@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"#" * 1_000_001, "too-large", id="huge"),
        pytest.param(b"\xef\xbb\xbf", "byte-order-mark", id="BOM"),
        pytest.param("# 目标".encode("gb18030"), "not-utf8", id="GBK"),
        pytest.param(b"a = " + b"[" * 100_000, "too-deep", id="lists"),
        pytest.param(b"a = 1\na = 2", "not-toml", id="a key twice"),
    ],
)  # fmt: skip
def test_a_hostile_row_file_is_told(name: str, data: bytes, code: str) -> None:
    assert problems({**GOOD, name: data}) == [(name, "", code)]


@pytest.mark.parametrize("key", ["targets", "milestones", "measures", "baseline_year"])
@pytest.mark.parametrize("junk", ["1", '""', "[1]", "{}", "nan", "2024-01-01", "[{id = 1}]"])
def test_rows_of_any_shape_are_told(key: str, junk: str) -> None:
    found = problems({**GOOD, "targets.toml": f"{key} = {junk}\n".encode()})
    assert {file for file, _, _ in found} == {"targets.toml"}


RECORDS = """
[[rosters]]
id = "marks"
name = "用标企业名册"

[[activities]]
id = "course"
name = "培训"
"""


def fed(users: str, courses: str = "") -> dict[str, bytes]:
    """The pack with where its figures come from."""
    targets = TARGETS.replace('unit = "家"\n', f'unit = "家"\nfrom = "{users}"\n') + RECORDS
    tasks = TASKS.replace('unit = "场"\n', f'unit = "场"\nfrom = "{courses}"\n')
    return {**GOOD, "targets.toml": targets.encode(), "tasks.toml": tasks.encode()}


def test_a_figure_may_come_from_a_list_or_from_activities_that_the_pack_names() -> None:
    policy = load_pack(fed("roster:marks", "activity:course:sessions"))
    assert policy.measures["users"].origin == Origin(Feed.ROSTER, "marks")
    assert policy.measures["courses"].origin == Origin(Feed.ACTIVITY, "course", "sessions")
    assert [(kind.id, kind.feed) for kind in policy.record_kinds] == [
        ("marks", Feed.ROSTER),
        ("course", Feed.ACTIVITY),
    ]
    ledger = load_pack(fed("ledger:claims:lechang-2022/01-", "meetings"))
    assert ledger.measures["users"].origin == Origin(Feed.LEDGER, "claims", "lechang-2022/01-")
    assert ledger.measures["courses"].origin == Origin(Feed.MEETINGS)


@pytest.mark.parametrize(
    "origin",
    [
        "somewhere",
        "roster",
        "roster:others",
        "roster:course",
        "roster:marks:people",
        "activity:course",
        "activity:course:hours",
        "activity:marks:people",
        "meetings:all",
        "ledger",
        "ledger:refused",
        "reports:late",
    ],
)
def test_an_origin_nobody_knows_is_told(origin: str) -> None:
    found = problems(fed(origin, "meetings"))
    assert {(file, key, code) for file, key, code in found} == {
        ("targets.toml", "measures[0].from", "unknown-choice")
    }


def test_a_rate_is_counted_from_nothing_but_its_counts() -> None:
    rate = 'unit = "%"\nstanding = "flow"\n'
    found = problems(changed(rate, rate + 'from = "meetings"\n'))
    assert found == [("targets.toml", "measures[3].from", "rate-without-counts")]


def test_what_is_carried_over_names_both_what_comes_in_and_what_goes_out() -> None:
    stock = 'unit = "家"\nstanding = "stock"\n'
    good = load_pack(changed(stock, f'{stock}carries_in = "opened"\ncarries_out = "closed"\n'))
    assert good.measures["users"].carries_in == "opened"
    half = problems(changed(stock, f'{stock}carries_in = "opened"\n'))
    assert half == [("targets.toml", "measures[0].carries_out", "missing-key")]
    rate = f'{stock}carries_in = "closing-rate"\ncarries_out = "closed"\n'
    assert problems(changed(stock, rate)) == [
        ("targets.toml", "measures[0].carries_in", "rate-of-rates")
    ]
