"""What the office has set, as JSON values by name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from ipdesk.storage import journal
from ipdesk.storage.database import Database


def get(db: Database, key: str, default: Any = None) -> Any:
    """The value under a name, or the default when it was never set."""
    text = db.value("SELECT value FROM setting WHERE key = ?", (key,))
    return default if text is None else json.loads(text)


def put(db: Database, key: str, value: object) -> None:
    """Set a value inside an act."""
    text = journal.canonical({"value": value})[len('{"value":') : -1]
    db.execute(
        "INSERT INTO setting (key, value) VALUES (?, ?) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, text),
    )


def everything(db: Database) -> Mapping[str, Any]:
    """All settings by name."""
    return {key: json.loads(value) for key, value in db.rows("SELECT key, value FROM setting")}


def remove(db: Database, key: str) -> None:
    """Take a name away inside an act; nothing happens when it was never set."""
    db.execute("DELETE FROM setting WHERE key = ?", (key,))


def prune(db: Database, start: str, before: date) -> None:
    """Take away the names that begin so and were last set before a day (their `at`)."""
    # Every name that begins so lies between it and the next character after it.
    end = f"{start[:-1]}{chr(ord(start[-1]) + 1)}"
    db.execute(
        "DELETE FROM setting WHERE key >= ? AND key < ? AND json_extract(value, '$.at') < ?",
        (start, end, before.isoformat()),
    )
