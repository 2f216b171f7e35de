"""Operators on file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ipdesk.domain.operator import Operator
from ipdesk.domain.stages import Role
from ipdesk.storage.database import Database

_SELECT = "SELECT id, name, roles, active FROM operator"


def insert(db: Database, name: str, roles: Sequence[Role]) -> int:
    return db.insert(
        "INSERT INTO operator (name, roles) VALUES (?, ?)",
        (name, json.dumps([str(role) for role in roles])),
    )


def set_active(db: Database, operator: int, active: bool) -> None:
    db.execute("UPDATE operator SET active = ? WHERE id = ?", (int(active), operator))


def set_roles(db: Database, operator: int, roles: Sequence[Role]) -> None:
    text = json.dumps([str(role) for role in roles])
    db.execute("UPDATE operator SET roles = ? WHERE id = ?", (text, operator))


def get(db: Database, operator: int) -> Operator | None:
    row = db.row(f"{_SELECT} WHERE id = ?", (operator,))
    return None if row is None else _operator(row)


def by_name(db: Database, name: str) -> Operator | None:
    row = db.row(f"{_SELECT} WHERE name = ?", (name,))
    return None if row is None else _operator(row)


def all_of(db: Database) -> tuple[Operator, ...]:
    """Every account in the order they were made, the disabled ones too."""
    return tuple(_operator(row) for row in db.rows(f"{_SELECT} ORDER BY id"))


def _operator(row: tuple[Any, ...]) -> Operator:
    roles = tuple(Role(role) for role in json.loads(row[2]))
    return Operator(int(row[0]), str(row[1]), roles, bool(row[3]))
