from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ipdesk.services import bureaus
from tests.services.casework import Desk, new_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A new bureau with its operators and nothing in the books."""
    made = new_desk(tmp_path / "home")
    yield made
    bureaus.close(made.office)
