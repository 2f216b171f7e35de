from __future__ import annotations

from dataclasses import replace

from ipdesk.domain.policy import WrittenOff
from ipdesk.packs.coverage import coverage, uncovered
from tests.policies.deciding import lechang


def test_every_number_of_the_shipped_text_is_answered_for() -> None:
    assert uncovered(lechang()) == ()


def test_a_number_nobody_answers_for_is_named_with_its_place() -> None:
    without = replace(
        lechang(), covers=tuple(cover for cover in lechang().covers if cover.by != "15-01")
    )
    found = [(entry.anchor, entry.mention.text) for entry in uncovered(without)]
    assert found == [("c15", "2年"), ("c15", "0.3万元")]
    assert "服务2年以上" in uncovered(without)[0].around


def test_a_number_written_off_keeps_its_reason() -> None:
    bare = replace(lechang(), covers=(), written_off=(WrittenOff("04", "单项最高10万元", "略"),))
    reasons = {entry.anchor: entry.reason for entry in coverage(bare) if entry.reason}
    assert reasons == {"c04": "略"}
