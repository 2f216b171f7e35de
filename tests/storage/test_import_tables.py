"""The step that lets imports be of more kinds keeps every import and all that points to it."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

import pytest

from ipdesk.storage import driver, integrity, migrations
from ipdesk.storage.database import Database
from ipdesk.storage.upgrade import upgrade

SCRIPTS = migrations.db_scripts() / "migrations"
BEFORE = 17


def older(tmp_path: Path, key: bytes) -> Path:
    """A store as it was before that step, with an import, its lines and what it made."""
    scripts = tmp_path / "older"
    scripts.mkdir()
    for path in SCRIPTS.glob("*.sql"):
        if int(path.name[:4]) <= BEFORE:
            shutil.copy(path, scripts)
    store = tmp_path / "ipdesk.db"
    with Database.create(store, key, scripts=scripts) as db, db.atomic():
        db.execute("INSERT INTO operator (name, roles) VALUES ('甲', '[\"clerk\"]')")
        for number in (1, 2):
            db.execute(
                "INSERT INTO import_batch (kind, file_name, file_sha256, sheet, context, rows,"
                " added, left_out, operator, at) VALUES ('listed', '名单.xlsx', ?, '表', '{}',"
                " 1, 1, 0, 1, '2024-01-02T03:04:05')",
                (str(number) * 64,),
            )
            db.execute(
                "INSERT INTO listed (batch, title, name, folded, code, document_number, note)"
                " VALUES (?, '称号', '某厂', '某厂', '', '', '')",
                (number,),
            )
            db.execute("INSERT INTO import_row VALUES (?, 3, 'listed', ?, 'k')", (number, number))
    return store


def test_imports_and_their_lines_are_all_there_after_it(tmp_path: Path) -> None:
    key = secrets.token_bytes(48)
    store = older(tmp_path, key)
    upgrade(store, key)
    with Database.open(store, key) as db:
        assert db.rows("SELECT id, kind, file_name FROM import_batch") == [
            (1, "listed", "名单.xlsx"),
            (2, "listed", "名单.xlsx"),
        ]
        assert db.rows("SELECT batch, line, entity_id FROM import_row") == [(1, 3, 1), (2, 3, 2)]
        assert db.value("SELECT count(*) FROM listed") == 2
        assert integrity.check(db).sound
        with db.atomic():
            db.execute(
                "INSERT INTO import_batch (kind, file_name, file_sha256, sheet, context, rows,"
                " added, left_out, operator, at) SELECT 'roster', file_name, file_sha256, sheet,"
                " context, rows, added, left_out, operator, at FROM import_batch WHERE id = 1"
            )


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM import_batch",
        "UPDATE import_batch SET added = 7",
        "DELETE FROM import_row",
        "UPDATE import_row SET line = 9",
        "INSERT INTO import_row VALUES (99, 1, 'listed', 1, '')",
    ],
)
def test_its_guards_stand_as_before(tmp_path: Path, sql: str) -> None:
    key = secrets.token_bytes(48)
    store = older(tmp_path, key)
    upgrade(store, key)
    with Database.open(store, key) as db, pytest.raises(driver.IntegrityError), db.atomic():
        db.execute(sql)
