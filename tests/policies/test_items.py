"""Both packs against the lists that were drawn up from the published texts, item by item."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ipdesk.domain.measure import Period
from ipdesk.domain.policy import Award
from ipdesk.domain.target import Milestone, Target, TargetRule
from tests.policies.deciding import lechang
from tests.policies.test_yingde_pack import yingde

SOURCES = Path(__file__).parent / "sources"
LECHANG: dict[str, Any] = json.loads((SOURCES / "lechang-items.json").read_text("utf-8"))
YINGDE: dict[str, Any] = json.loads((SOURCES / "yingde-rows.json").read_text("utf-8"))
ITEMS = {item["id"]: item for item in LECHANG["items"]}
ROWS = {row["id"]: row for row in YINGDE["rows"]}

# Who may apply, from policy.md; every unit may where the text names none.
UNITS = 9
COMPANIES = {"enterprise", "agency"}
WHO: dict[str, set[str]] = {
    "01-08": {"individual"},
    "05-01": COMPANIES,
    "05-02": {"enterprise", "institution", "university", "agency"},
    "05-03": COMPANIES,
    "07-01": COMPANIES,
    "07-02": COMPANIES,
    "07-03": COMPANIES,
    "09-01": COMPANIES,
    "15-01": {"individual"},
}
ANYONE = {"01-01", "01-02", "01-03", "01-04", "01-05", "01-06", "01-07", "03-01", "03-02"}
BY_APPLICANT = {
    *("03-03", "03-04", "03-05", "03-06", "07-01", "07-02", "07-03"),
    *("08-01", "08-02", "09-01", "15-01"),
}
# Words of the list for what the pack calls otherwise.
OTHERWISE = {
    "本地户籍": "本市户籍",
    "本人银行账户": "收款账户",
    "单位证照或身份证": "申报主体身份证明",
    "主体证照": "申报主体身份证明",
    "人员与制度": "人员名单与工作制度",
    "公布文号": "文号",
    "种类号须为1或8": "专利号",  # a rule refuses the others
    "站点名称": "站名称",
    "主体": "作品名称",
    "身份证号": "身份证（读出号码）",
}
PERIODS = {
    "年度": {Period.YEAR},
    "半年": {Period.HALF_YEAR},
    "季度": {Period.QUARTER},
    "季度+年度": {Period.QUARTER, Period.YEAR},
    "年度（季度监测）": {Period.QUARTER, Period.YEAR},
}
DIRECTIONS = {
    "↑": TargetRule.UP,
    "↓": TargetRule.DOWN,
    "≥": TargetRule.AT_LEAST,
    "记录": TargetRule.RECORD,
    "→100": TargetRule.COMPLETE,
    "完成": TargetRule.MILESTONE,
}


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def parts(text: str) -> list[str]:
    """The pieces of a list in words, without what stands in brackets."""
    bare = re.sub(r"（[^（）]*）", "", text)
    return [part for part in re.split(r"[；+]", bare) if part not in ("", "—")]


def named(piece: str, words: str) -> bool:
    """Whether the words speak of a piece: most of its letters, two by two, are among them."""
    piece = OTHERWISE.get(piece, piece)
    pairs = [piece[n : n + 2] for n in range(len(piece) - 1)]
    return sum(pair in words for pair in pairs) >= 0.6 * len(pairs)


def papers(award: Award) -> str:
    return "；".join(f"{piece.label}，{piece.note}" for piece in award.evidence)


def test_the_lists_are_whole() -> None:
    assert set(ITEMS) == set(lechang().awards)
    assert len(ITEMS) == 33
    assert set(ROWS) == {row.id for row in yingde().rows}
    assert len(ROWS) == 64


@pytest.mark.parametrize("name", ITEMS)
def test_an_award_pays_what_the_list_says(name: str) -> None:
    item, award = ITEMS[name], lechang().awards[name]
    most = item["max_yuan"] * 100 if "max_yuan" in item else None
    rate = item.get("rate", "")
    fixed = item["kind"].startswith("fixed")
    assert award.fen == (item["amount_yuan"] * 100 if fixed else None)
    assert award.rate == (Decimal(rate.rstrip("%")) / 100 if rate else None)
    assert award.ceiling_fen == (most if item["kind"] == "discretionary_upto" else None)
    assert award.year_cap_fen == (most if rate else None)
    assert award.referral == (item["kind"] == "referral")


@pytest.mark.parametrize("name", ITEMS)
def test_an_award_cites_the_sentence_of_the_list(name: str) -> None:
    item, award = ITEMS[name], lechang().awards[name]
    said, listed = plain(award.quote), plain(item["quote"])
    said = said.removeprefix("对我市单位或个人")  # where the list's own sentence begins
    assert said in listed or listed in said
    clause = lechang().clause(award.clause)
    assert (clause.number, clause.chapter) == (item["article"], item["chapter"])


@pytest.mark.parametrize("name", ITEMS)
def test_an_award_counts_in_the_unit_of_the_list(name: str) -> None:
    unit = lechang().awards[name].unit
    if name in ("05-01", "05-02", "05-03"):
        assert unit == "项"  # one loan, one policy, one issue; the caps count per year
    elif name in ("04-01", "05-00"):
        assert (unit, ITEMS[name]["unit"][:2]) == ("项", "项目")
    else:
        assert unit == re.sub(r"（.*", "", ITEMS[name]["unit"])


@pytest.mark.parametrize("name", ITEMS)
def test_an_award_is_open_to_those_the_list_names(name: str) -> None:
    kinds = {str(kind) for kind in lechang().awards[name].who}
    if name in WHO:
        assert kinds == WHO[name]
    else:
        assert len(kinds) == UNITS + (name in ANYONE)
        assert ("individual" in kinds) == (name in ANYONE)


@pytest.mark.parametrize("name", ITEMS)
def test_an_award_is_paid_once_by_the_key_of_the_list(name: str) -> None:
    item, award = ITEMS[name], lechang().awards[name]
    wanted = "applicant" if name in BY_APPLICANT else "subject"
    assert award.key == ("applicant-subject" if name in ("01-08", "03-02") else wanted)
    if name in BY_APPLICANT:
        assert parts(item["unique_key"])[0] in ("主体", "统一社会信用代码", "园区", "身份证号")
        return
    asked = f"{award.subject.label}{award.label}"
    numbers = [part for part in parts(item["unique_key"]) if named(part, asked)]
    assert numbers, (item["unique_key"], asked)


@pytest.mark.parametrize("name", ITEMS)
def test_an_award_looks_at_the_day_of_the_list(name: str) -> None:
    item, award = ITEMS[name], lechang().awards[name]
    label = next((fact.label for fact in award.facts if fact.id == award.fact_day), "")
    if name == "05-00":
        assert label == "放款日期"  # the list leaves the day to the rules of 韶关
    elif name in ("01-01", "09-01", "15-01"):
        assert label == ""  # the day is worked out
    elif name == "05-01":
        assert [fact.columns[0].label for fact in award.facts if fact.columns] == ["付息日期"]
    else:
        days = re.split(r"[；/]", item["trigger"])
        assert any(named(day, label) or named(label, day) for day in days), label


@pytest.mark.parametrize("name", ITEMS)
def test_an_award_asks_for_the_papers_of_the_list(name: str) -> None:
    if name == "05-00":
        return  # the list says only what is recorded
    award = lechang().awards[name]
    words = papers(award)
    asked = [re.split(r"[/]", part)[0] for part in parts(ITEMS[name]["evidence"])]
    assert [piece for piece in asked if not named(piece, words)] == []


@pytest.mark.parametrize("name", ITEMS)
def test_the_papers_name_every_number_that_is_read_from_them(name: str) -> None:
    award = lechang().awards[name]
    facts = "；".join(fact.label for fact in award.facts)
    words = f"{award.subject.label}；{facts}；{papers(award)}"
    numbers = [re.split(r" |等$|/", part)[0] for part in parts(ITEMS[name]["ids"])]
    assert [number for number in numbers if number and not named(number, words)] == []


@pytest.mark.parametrize("name", ITEMS)
def test_the_open_points_of_an_award_are_readings_of_its_clause(name: str) -> None:
    award = lechang().awards[name]
    clauses: dict[str, set[str]] = {}
    for point in lechang().open_points:
        clauses.setdefault(point.id, set()).add(point.clause)
    general = {"19", "20", "21"}
    shared = {"A11", "A12", "A20", "A25", "A27"}  # of several clauses
    for point in ITEMS[name]["open_points"]:
        assert point in shared or clauses[point] & (general | {award.clause}), point


def test_what_pays_nothing_is_kept_in_the_words_of_the_list() -> None:
    rows = {row.id: row for row in lechang().rows}
    assert set(rows) == {task["id"] for task in LECHANG["non_money"]}
    for task in LECHANG["non_money"]:
        row = rows[task["id"]]
        assert (row.text, row.clause) == (task["text"], task["id"][:2])
        assert task["dept"] in ("—", row.department)
        assert task["measure"] in ("—", row.measure)
        assert task["period"] in ("—", row.period)


@pytest.mark.parametrize("name", ROWS)
def test_a_row_is_that_of_the_list(name: str) -> None:
    listed = ROWS[name]
    row = next(row for row in yingde().rows if row.id == name)
    assert (row.quote, row.measure, row.source) == (
        listed["quote"],
        listed["indicator"],
        listed["source"],
    )
    assert set(row.periods) == PERIODS[listed["period"]]
    assert row.year == (None if listed["year"] == "每年" else int(listed["year"]))
    assert row.rule is DIRECTIONS[listed["direction"]]
    assert isinstance(row, Target) == listed["kind"].startswith("target")
    assert isinstance(row, Milestone) == (listed["kind"] == "milestone")


@pytest.mark.parametrize("name", ROWS)
def test_a_row_has_the_departments_of_the_list(name: str) -> None:
    row = next(row for row in yingde().rows if row.id == name)
    listed = re.split(r"[；、]", ROWS[name]["dept"].replace("（拟）", ""))
    assert [d.name.removeprefix("市公") for d in row.departments] == [
        d.removeprefix("市公").removeprefix("公") if d.endswith("公安局") else d for d in listed
    ] or {d.name.removeprefix("市") for d in row.departments} == {
        d.removeprefix("市") for d in listed
    }
    assert any(d.proposed for d in row.departments) == ("（拟）" in ROWS[name]["dept"])


@pytest.mark.parametrize("name", ROWS)
def test_a_row_says_its_goal_as_the_list_does(name: str) -> None:
    row = next(row for row in yingde().rows if row.id == name)
    listed = ROWS[name]["target"]
    goal = re.sub(r"[，（]拟）?", "", listed).replace("—", "")
    if name == "4-1a":
        assert (listed, row.goal) == ("100%（拟）", "全部按时报送")  # no percentage of our own
    else:
        assert plain(row.goal).replace("家", "").replace("件", "").rstrip("）") == goal.rstrip("）")
    # 2-3d: the text has no score; the one looked at is the office's.
    assert row.goal_proposed == ("拟" in listed or name == "2-3d")
