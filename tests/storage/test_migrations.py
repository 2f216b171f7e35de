from __future__ import annotations

from pathlib import Path

import pytest

from ipdesk.errors import StorageError
from ipdesk.storage import driver, migrations


def scripts(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).write_text("CREATE TABLE t (a INTEGER) STRICT;\n", encoding="utf-8")
    return folder


def test_the_steps_of_the_program_are_numbered_without_a_gap() -> None:
    numbers = [step.number for step in migrations.available()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert migrations.newest() == numbers[-1]


@pytest.mark.parametrize(
    ("names", "code"),
    [
        pytest.param((), "migration-gap", id="none"),
        pytest.param(("0002_b.sql",), "migration-gap", id="the first is missing"),
        pytest.param(("0001_a.sql", "0003_c.sql"), "migration-gap", id="a gap"),
        pytest.param(("0001_a.sql", "0001_b.sql"), "migration-gap", id="a number twice"),
        pytest.param(("0001_a.sql", "late.sql"), "migration-unknown", id="no number"),
    ],
)
def test_an_incomplete_set_of_steps_is_refused(
    tmp_path: Path, names: tuple[str, ...], code: str
) -> None:
    with pytest.raises(StorageError) as refusal:
        migrations.available(scripts(tmp_path, *names))
    assert refusal.value.code == code


def test_a_script_is_split_at_the_ends_of_statements() -> None:
    script = (
        "-- a note; with a semicolon\n\nCREATE TABLE a (\n  b TEXT DEFAULT ';' -- odd; one\n);\n"
        "CREATE TRIGGER c BEFORE DELETE ON a\nBEGIN\n  SELECT raise(ABORT, 'x;');\n"
        "  SELECT 1;\nEND;\nDROP TABLE a;\n"
    )
    found = list(migrations.split(script))
    assert [text.split()[1] for text in found] == ["TABLE", "TRIGGER", "TABLE"]
    assert found[1].endswith("END;")


def test_an_unfinished_statement_is_refused() -> None:
    with pytest.raises(StorageError) as refusal:
        list(migrations.split("CREATE TABLE a (b);\nCREATE TABLE c (\n"))
    assert refusal.value.code == "migration-unfinished"


def test_a_step_that_fails_leaves_nothing_of_itself(tmp_path: Path, key: bytes) -> None:
    first = tmp_path / "0001_a.sql"
    first.write_text("CREATE TABLE a (x);\n", encoding="utf-8")
    second = tmp_path / "0002_b.sql"
    second.write_text("CREATE TABLE b (x);\nCREATE TABLE a (x);\n", encoding="utf-8")
    connection = driver.connect(tmp_path / "a.db", key, "mode=rwc")
    with pytest.raises(driver.Error):
        migrations.apply(connection, migrations.available(tmp_path))
    names = connection.execute("SELECT name FROM sqlite_master").fetchall()
    assert names == [("a",)]
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()
