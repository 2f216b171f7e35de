from __future__ import annotations

import pytest

from ipdesk.services.claim_view import QuotaView
from ipdesk.ui.claims.beside import quota_line, spans


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        pytest.param([3], "3", id="one"),
        pytest.param([1, 2], "1–2", id="two that follow"),
        pytest.param([3, *range(15, 45)], "3、15–44", id="one and a run"),
    ],
)
def test_items_that_follow_each_other_are_said_from_and_to(numbers: list[int], said: str) -> None:
    assert spans(numbers) == said


def test_money_used_counts_the_claim_so_that_used_and_left_are_the_cap() -> None:
    quota = QuotaView("保险", 2023, used_before=0, used_here=2_000_000, most=2_000_000, money=True)
    assert quota_line(quota) == "2023 年度 连本件已 20,000，剩 0 元"
