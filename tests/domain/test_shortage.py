"""A year whose money does not reach: who is covered, and by how much the others are not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ipdesk.domain.shortage import Queued


@pytest.mark.parametrize(
    ("before", "own", "budget", "over"),
    [
        (0, 500_000, 500_000, 0),
        (500_000, 500_000, 999_999, 1),
        (500_000, 500_000, 600_000, 400_000),
        (500_000, 500_000, 400_000, 500_000),
    ],
)
def test_a_claim_is_over_by_what_the_budget_no_longer_covers(
    before: int, own: int, budget: int, over: int
) -> None:
    assert Queued(2, before, own, before + own, budget).over_fen == over


def test_the_proportion_is_never_rounded_up() -> None:
    assert Queued(1, 0, 300, 300, 200).share == Decimal("66.66")
    assert Queued(1, 0, 300, 300, 300).share == Decimal(100)
