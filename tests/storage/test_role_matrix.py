"""Role × act in the store: every lawful account tries every step and every entry."""

from __future__ import annotations

from datetime import datetime

import pytest

from ipdesk.domain.stages import MOVES
from ipdesk.storage import operators, settings
from ipdesk.storage.database import Database, IntegrityError
from tests.roles import COMBINATIONS, ENTRIES, STEPS
from tests.storage.test_casework_store import books, draft
from tests.storage.test_signing_store import code, entry

__all__ = ["books"]  # the fixture: a store with a policy, an applicant and three clerks


def test_the_table_names_every_step() -> None:
    assert {move.act: move.role for move in MOVES} == STEPS
    assert len(COMBINATIONS) == 24


def test_the_store_knows_the_table_of_entries(books: Database) -> None:
    known: dict[str, set[str]] = {}
    for act, role in books.rows("SELECT act, role FROM act_role"):
        known.setdefault(str(act), set()).add(str(role))
    assert known == {act: {str(role) for role in roles} for act, roles in ENTRIES.items()}


@pytest.mark.parametrize("act", STEPS)
def test_a_step_is_taken_by_its_role_alone(books: Database, act: str) -> None:
    with books.atomic():
        claim = draft(books)
        people = {held: operators.insert(books, "、".join(held), held) for held in COMBINATIONS}
    for held, person in people.items():
        said = code(books, claim, act, person)
        assert said == ("" if STEPS[act] in held else "operator-may-not"), held


def test_an_entry_is_written_by_its_roles_alone(books: Database) -> None:
    with books.atomic():
        for held in COMBINATIONS:
            operators.insert(books, "、".join(held), held)
        settings.put(books, "bureau", {})
    for act, roles in ENTRIES.items():
        for held in COMBINATIONS:
            assert tried(books, "、".join(held), act) == bool(roles & set(held)), (act, held)


def tried(db: Database, name: str, act: str) -> bool:
    try:
        with db.trial():
            entry(db, name, act)
    except IntegrityError as refusal:
        return str(refusal) != "operator-may-not"
    return True


def test_nobody_outside_the_office_writes_such_an_entry(books: Database) -> None:
    with books.atomic():
        settings.put(books, "bureau", {"at": datetime(2024, 3, 4).isoformat()})
    assert not any(tried(books, "路人", act) for act in ENTRIES)
