"""What is typed and not saved: one row for each person, place and record."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from ipdesk.domain.stages import Role
from ipdesk.services.office import Actor
from ipdesk.services.typed import forget_typed, keep_typed, typed
from ipdesk.services.verification import verify
from tests.services.casework import Desk, new_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path)


def test_what_was_kept_last_is_what_is_offered(desk: Desk) -> None:
    for text in ("乐", "乐昌", "乐昌市"):
        keep_typed(desk.office, desk.clerk, "applicant", "new", {"name": text, "local": True})
    found = typed(desk.office, desk.clerk, "applicant", "new")
    assert found == {"name": "乐昌市", "local": True}


def test_it_is_of_one_person_one_place_and_one_record(desk: Desk) -> None:
    keep_typed(desk.office, desk.clerk, "applicant", "7", {"name": "甲"})
    assert typed(desk.office, desk.clerk, "applicant", "8") == {}
    assert typed(desk.office, desk.clerk, "bureau", "7") == {}
    assert typed(desk.office, desk.reviewer, "applicant", "7") == {}


def test_once_forgotten_nothing_is_left(desk: Desk) -> None:
    keep_typed(desk.office, desk.clerk, "applicant", "7", {"name": "甲"})
    forget_typed(desk.office, desk.clerk, "applicant", "7")
    assert typed(desk.office, desk.clerk, "applicant", "7") == {}
    assert desk.office.db.value("SELECT count(*) FROM setting WHERE key LIKE 'typed/%'") == 0


def test_the_journal_hears_nothing_and_the_store_stays_sound(desk: Desk) -> None:
    before = desk.office.db.value("SELECT max(seq) FROM journal")
    keep_typed(desk.office, desk.clerk, "applicant", "7", {"name": "甲"})
    assert desk.office.db.value("SELECT max(seq) FROM journal") == before
    assert verify(desk.office).sound


def test_of_an_auditor_nothing_is_kept(desk: Desk) -> None:
    auditor = Actor(99, "审计己", (Role.AUDITOR,))
    keep_typed(desk.office, auditor, "applicant", "7", {"name": "甲"})
    assert typed(desk.office, auditor, "applicant", "7") == {}


def test_what_nobody_came_back_to_in_half_a_year_is_cleared_away(desk: Desk) -> None:
    keep_typed(desk.office, desk.clerk, "applicant", "7", {"name": "甲"})
    keep_typed(desk.office, desk.reviewer, "bureau", "-", {"name": "乙"})
    desk.clock.go_to(desk.clock.now().date() + timedelta(days=180))
    keep_typed(desk.office, desk.reviewer, "bureau", "-", {"name": "丙"})
    assert typed(desk.office, desk.clerk, "applicant", "7") == {"name": "甲"}
    desk.clock.go_to(desk.clock.now().date() + timedelta(days=1))
    keep_typed(desk.office, desk.reviewer, "letter", "-", {"name": "丁"})
    assert typed(desk.office, desk.clerk, "applicant", "7") == {}
    assert typed(desk.office, desk.reviewer, "bureau", "-") == {"name": "丙"}
