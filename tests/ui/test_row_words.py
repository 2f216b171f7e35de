from __future__ import annotations

import pytest

from ipdesk.domain.target import Row
from ipdesk.packs.loader import load_pack, read_folder
from ipdesk.paths import resources
from ipdesk.ui import row_words
from tests.policies.deciding import lechang

YINGDE = load_pack(read_folder(resources() / "policies" / "yingde-2023"))


def row(name: str) -> Row:
    return next(found for found in YINGDE.rows if found.id == name)


@pytest.mark.parametrize(
    ("name", "kind", "goal", "due"),
    [
        ("3-8c", "目标", "≥ 100 家（“以上”含本数）", "到 2027 年；按季、按年报送"),
        ("2-3e", "目标", "↓ 未量化（有效遏制）", "到 2027 年；按年报送"),
        ("2-1f", "目标", "↑ 未量化（新的突破：≥基期+1）（拟）", "到 2027 年；按年报送"),
        ("3-1a", "任务", "完成试点任务（拟）", "到 2027 年；按半年报送"),
        ("3-3a", "任务", "只作记录", "按年报送"),
        ("3-8d", "里程碑", "通过验收", "到 2027 年；按年报送"),
        ("4-1a", "保障", "↑ 全部按时报送（拟）", "按季报送"),
    ],
)
def test_a_row_says_what_it_aims_at_and_by_when(name: str, kind: str, goal: str, due: str) -> None:
    found = row(name)
    assert (row_words.kind(found), row_words.goal(found), row_words.due(found)) == (kind, goal, due)


def test_a_department_the_text_does_not_name_says_so() -> None:
    wanted = "市场监管局（知识产权局）；金融工作部门（拟）；人民银行（拟）"
    assert row_words.departments(row("2-2d")) == wanted


@pytest.mark.parametrize(
    ("name", "against"),
    [
        ("2-1a", "2022 年（拟定基期）"),
        ("2-2d", "上年"),
        ("2-1i", "清远市每万人口有效发明专利拥有量"),
        ("2-3d", "知识产权保护社会满意度考核参照值（拟）"),
        ("3-9a", ""),
        ("3-8d", ""),
    ],
)
def test_a_row_says_what_it_is_compared_with(name: str, against: str) -> None:
    assert row_words.compared(YINGDE, row(name)) == against


def test_of_a_rate_the_counts_are_asked_for() -> None:
    wanted = "专利行政执法结案数（件）；专利行政执法立案数（件）；专利行政执法跨期结转件数（件）"
    assert row_words.measures(YINGDE, row("2-3a")) == wanted


def test_a_duty_in_the_offices_words_has_its_time_as_written() -> None:
    duty = lechang().tasks[0]
    assert (row_words.kind(duty), row_words.goal(duty), row_words.due(duty)) == ("任务", "", "年度")


def test_no_row_shows_a_percentage() -> None:
    for found in YINGDE.rows:
        shown = (
            row_words.goal(found),
            row_words.due(found),
            row_words.compared(YINGDE, found),
            row_words.measures(YINGDE, found),
            found.measure,
            found.note,
        )
        assert not any("%" in text or "百分之" in text for text in shown)
