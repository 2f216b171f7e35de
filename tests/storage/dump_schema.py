"""Write db/schema.sql anew from the migrations: python -m tests.storage.dump_schema."""

from __future__ import annotations

import secrets
import tempfile
from pathlib import Path

from ipdesk.paths import db_scripts
from ipdesk.storage import schema
from ipdesk.storage.database import Database


def dump() -> str:
    """The schema of a store as this program creates it."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Database.create(Path(folder) / "schema.db", secrets.token_bytes(48)) as db,
    ):
        return schema.text(db)


if __name__ == "__main__":
    (db_scripts() / "schema.sql").write_text(dump(), encoding="utf-8", newline="\n")
