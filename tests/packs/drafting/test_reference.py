"""The eight texts with their answers: what must at least come out of them."""

from __future__ import annotations

from functools import cache

import pytest

from ipdesk.domain.draft import Draft
from tests.bench.drafting import HELD_OUT, OWN, Score, answers, drafts

KEY_FIELDS = ("award", "amount", "unit", "caps", "counts", "level")


@cache
def held(name: str) -> tuple[Draft, Score]:
    [(_, draft, score)] = drafts((name,))
    return draft, score


def test_of_lechang_31_of_32_awards_are_right_and_none_is_wrong_without_a_mark() -> None:
    draft, score = held("lechang")
    assert sum(not one.referral for one in draft.proposals) == 32
    for name in ("amount", "unit", "caps", "counts"):
        # The referral is the thirty-third award of the pack.
        assert score.wanted[name] - score.right[name] <= 1, score.wrong
    assert score.unmarked == []
    assert draft.unread == ()


def test_of_yingde_numbers_milestone_and_every_heading_are_found() -> None:
    draft, score = held("yingde")
    assert score.wanted["target"] == score.right["target"] == 3
    assert score.right["milestone"] == 1
    assert [(clause.number, clause.heading) for clause in draft.clauses] == answers("yingde")[
        "headings"
    ]
    assert {clause.id for clause in draft.clauses if clause.kind in ("target", "task")} <= {
        row.clause for row in draft.rows
    }
    assert not draft.proposals


@pytest.mark.parametrize("name", [*OWN, *HELD_OUT])
def test_of_each_own_text_nine_in_ten_come_out_right(name: str) -> None:
    _, score = held(name)
    for field in KEY_FIELDS:
        assert score.recall(field) >= 0.9, (field, score.wrong)
        assert score.precision(field) >= 0.9, (field, score.wrong)
    assert score.recall("target") >= 0.9
    assert score.recall("head") >= 0.9, score.wrong
    assert score.unmarked == []


@pytest.mark.parametrize("name", ["lechang", "yingde", *OWN, *HELD_OUT])
def test_the_head_of_each_text_is_read(name: str) -> None:
    draft, score = held(name)
    assert score.right["head"] == score.wanted["head"], (draft.head, score.wrong)
