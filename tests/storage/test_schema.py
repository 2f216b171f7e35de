from __future__ import annotations

import re

from ipdesk.paths import db_scripts
from ipdesk.storage import schema
from ipdesk.storage.database import Database


def test_schema_sql_is_what_the_migrations_make(db: Database) -> None:
    kept = (db_scripts() / "schema.sql").read_text(encoding="utf-8")
    assert kept == schema.text(db), "run: python -m tests.storage.dump_schema"


def test_every_table_of_records_is_strict(db: Database) -> None:
    loose = db.rows(
        "SELECT name FROM pragma_table_list "
        "WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'"
    )
    assert loose == []


def test_no_column_of_the_store_can_hold_a_fraction(db: Database) -> None:
    assert not re.search(r"\b(REAL|FLOAT|DOUBLE|NUMERIC)\b", schema.text(db))


def test_every_migration_stands_in_the_schema_version(db: Database) -> None:
    steps = len(list((db_scripts() / "migrations").glob("*.sql")))
    assert db.schema_version == steps
