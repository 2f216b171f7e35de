from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal

import pytest

from ipdesk.packs.coverage import uncovered
from ipdesk.packs.drafting.writing.pack_files import write_pack
from ipdesk.packs.drafting.writing.toml_text import Inline, toml_text
from ipdesk.packs.golden import run_golden
from ipdesk.packs.loader import load_pack
from tests.bench.drafting import HELD_OUT, OWN, REAL
from tests.packs.drafting.reading import drafted, lexicon
from tests.packs.drafting.test_reference import held


@pytest.mark.parametrize("name", [*REAL, *OWN, *HELD_OUT])
def test_a_draft_is_a_pack_that_loads_and_decides_its_own_cases(name: str) -> None:
    draft, _ = held(name)
    written = write_pack(draft, name, lexicon())
    assert written.left_out == []
    policy = load_pack(written.files)
    assert len(policy.awards) == len(draft.proposals)
    for one in draft.proposals:
        award = policy.awards[one.id]
        assert (award.fen, award.rate, award.ceiling_fen, award.unit) == (
            one.fen,
            one.rate,
            one.ceiling_fen,
            one.unit,
        )
    assert [result.case.name for result in run_golden(policy) if not result.passed] == []
    missing = [entry.mention.text for entry in uncovered(policy)]
    assert missing == [one.text for one in draft.unread]


def test_what_is_unsure_is_marked_in_the_pack() -> None:
    draft = drafted("对获批园区给予一次性资助10万元。", "按不超过投资额的8%给予补助。")
    policy = load_pack(write_pack(draft, "x", lexicon()).files)
    assert policy.awards["01-01"].proposed == ("unit",)
    assert "rate" in policy.awards["02-01"].proposed
    assert "issued_on" in policy.proposed


def test_open_words_get_a_reading() -> None:
    draft = drafted(
        "对产值超过1亿元的企业，给予10万元奖励。",
        "对新认定的示范企业给予5万元奖励，同一年度获多项称号的就高不重复。",
    )
    policy = load_pack(write_pack(draft, "x", lexicon()).files)
    asked = {reading.key or reading.question for reading in policy.open_points}
    assert {"renewal", "excl_year", "excl_mode_02", "late_apply"} <= asked
    assert any("超过1亿元" in question for question in asked)


def test_ceilings_become_rules_that_lower_the_amount() -> None:
    draft = drafted(
        "按设备投资额的10%给予补助，单个项目最高不超过20万元，同一企业每年累计不超过50万元。"
    )
    policy = load_pack(write_pack(draft, "x", lexicon()).files)
    kinds = [type(rule).__name__ for rule in policy.awards["01-01"].rules]
    assert kinds[-2:] == ["ItemCap", "SumCap"]
    assert policy.awards["01-01"].year_cap_fen == 50_000_000
    names = [case.name for case in policy.golden]
    assert any("上限减一、恰好上限、上限加一" in name for name in names)


def test_an_incomplete_text_still_makes_a_pack() -> None:
    text = ["对获得称号的企业，给予10万元奖励。", "对参展企业，奖励比例上浮5个百分点。"]
    draft = drafted(*text)
    files = write_pack(draft, "x", lexicon()).files
    assert "没有读懂" in files["clauses/02-clause.toml"].decode()
    assert "5个百分点" in files["clauses/02-clause.toml"].decode()


def test_values_are_written_so_that_they_are_read_back() -> None:
    table = {
        "text": 'a"b\\c\n',
        "whole": 3,
        "flag": True,
        "rate": Decimal("0.015"),
        "one": Decimal("1"),
        "day": date(2024, 2, 29),
        "list": ["x" * 60, "y" * 60],
        "inner": Inline({"a": 1, "b": ["c"]}),
        "head": {"x": "y"},
        "rows": [{"a": 1, "parts": [{"b": 2}]}, {"a": 2}],
    }
    assert tomllib.loads(toml_text(table, ["said"]), parse_float=Decimal) == table
