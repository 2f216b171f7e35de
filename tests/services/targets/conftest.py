from __future__ import annotations

import pytest

from tests.services.casework import Desk
from tests.services.conftest import desk
from tests.services.targets_at_hand import Targets

__all__ = ["desk"]


@pytest.fixture
def targets(desk: Desk) -> Targets:
    """The desk in January 2025: all of 2024 can be told."""
    made = Targets(desk)
    made.go_to("2025-01-10")
    return made
