from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest

from ipdesk.services.office import Actor
from ipdesk.ui.targets.page import TargetsPage
from tests.services.casework import Desk
from tests.services.targets_at_hand import PACK, Targets
from tests.ui.at_work import Place, casework, place

__all__ = ["casework", "place"]

Opener = Callable[..., SimpleNamespace]


@pytest.fixture
def targets(casework: Desk) -> Targets:
    """January 2025: all of 2024 can be told."""
    made = Targets(casework)
    made.go_to("2025-01-10")
    return made


@pytest.fixture
def opened(targets: Targets, place: Place) -> Iterator[Opener]:
    """The place 目标任务 on the 英德 policy in a year, after what a test entered before."""

    shown: list[TargetsPage] = []

    def open_page(part: str = "board", year: int = 2024, actor: Actor | None = None) -> object:
        made = place(TargetsPage, actor)
        page = made.page
        shown.append(page)
        assert page.policy.value() == PACK  # the policy with figures comes first
        page.segments.choose(part)
        if page.year.value() != year:
            page.year.set_value(year)
            page._choose_scope()
        made.settle()
        return made

    yield open_page
    for page in shown:
        page.entry.forget()  # the window closes without asking about what is typed
