"""The whole schema as readable SQL, for db/schema.sql and for the doctor."""

from __future__ import annotations

from ipdesk.storage.database import Database


def text(db: Database) -> str:
    """Every table, index, view and trigger as the migrations have made them, in their order."""
    shadows = {
        name for (name,) in db.rows("SELECT name FROM pragma_table_list WHERE type = 'shadow'")
    }
    rows = db.rows("SELECT name, tbl_name, sql FROM sqlite_master WHERE sql <> '' ORDER BY rowid")
    statements = [
        f"{sql};\n"
        for name, table, sql in rows
        if name not in shadows and table not in shadows and not name.startswith("sqlite_")
    ]
    head = (
        "-- Generated from db/migrations by `python -m tests.storage.dump_schema`; do not edit.\n"
        f"-- Schema version {db.schema_version}\n"
    )
    return "\n".join([head, *statements])
