"""A store written by each released schema opens, is sound and says what it said."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from ipdesk.paths import Home
from ipdesk.services import bureaus
from ipdesk.services.ledgers import ledger
from ipdesk.services.verification import verify
from ipdesk.storage.claim_list import ClaimFilter
from tests.services.casework import HandClock

STORES = Path(__file__).parents[1] / "data" / "stores"


# Schema, claims on file with their drafts left out, and the sum of 核定 its ledger showed then.
@pytest.mark.parametrize(
    ("schema", "claims", "approved_fen"),
    [
        (5, 12, 43_000_000),
        (13, 12, 42_500_000),
        (19, 12, 40_000_000),
        (22, 12, 40_000_000),
        (25, 12, 40_000_000),
    ],
)
def test_a_released_store_is_brought_up_and_keeps_what_it_said(
    tmp_path: Path, schema: int, claims: int, approved_fen: int
) -> None:
    home = Home(tmp_path / "bureau")
    shutil.copytree(STORES / f"schema-{schema}", home.root)
    office = bureaus.open_bureau(home, HandClock(datetime(2026, 11, 23, 9, 0)))
    try:
        rows = ledger(office, ClaimFilter())
        assert (len(rows), sum(row.approved_fen or 0 for row in rows)) == (claims, approved_fen)
        assert verify(office).faults == ()
    finally:
        bureaus.close(office)
