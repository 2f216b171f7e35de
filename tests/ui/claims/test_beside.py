from __future__ import annotations

import pytest

from ipdesk.ui.claims.beside import spans


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
