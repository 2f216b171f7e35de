"""Programs the tests start as processes of their own, to kill them: children.py TASK LINES ARGS.

With LINES > 0 the process kills itself (SIGKILL) before that line of ipdesk/storage runs; with 0
it runs to its end and says how many lines it ran; with -1 it just runs.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Any

from ipdesk.errors import StorageError
from ipdesk.storage import backup, blobs, driver, files, journal, migrations, settings
from ipdesk.storage.database import Database
from ipdesk.storage.upgrade import upgrade

KEY = bytes(range(48))
AT = datetime(2026, 3, 2, 9, 0, 0)
CONTENT = b"evidence" * 20_000
STORAGE = str(Path(journal.__file__).parent)
SCRIPT = "".join(f"CREATE TABLE step_{number} (a INTEGER) STRICT;\n" for number in range(6))


def one_act(db: Database, number: int) -> None:
    """Two rows and the entry, in one act."""
    with db.atomic():
        settings.put(db, f"first.{number}", number)
        settings.put(db, f"second.{number}", number)
        record(db, number)


def torn_act(db: Database, number: int) -> None:
    """The same in two acts: what must be found to fail."""
    with db.atomic():
        settings.put(db, f"first.{number}", number)
    with db.atomic():
        settings.put(db, f"second.{number}", number)
        record(db, number)


def record(db: Database, number: int) -> None:
    journal.append(
        db, at=AT, operator="甲", act="set", entity="setting", entity_id=number, data={"n": number}
    )


def acts(act: Callable[[Database, int], None], path: str, count: str) -> None:
    with Database.open(Path(path), KEY) as db:
        start = journal.head(db)[0]
        for number in range(start, start + int(count)):
            act(db, number)
            print(number, flush=True)


def hold(path: str) -> None:
    with Database.open(Path(path), KEY):
        print("open", flush=True)
        sys.stdin.read()


def try_open(path: str) -> None:
    try:
        Database.open(Path(path), KEY).close()
    except StorageError as error:
        print(error.code)
    else:
        print("opened")


def full_disk(path: str, room: str) -> None:
    """Let every file end at a size, as a full disk would, and go on acting."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with Database.open(Path(path), KEY) as db:
        limit = Path(f"{path}-wal").stat().st_size + int(room)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        for number in range(1000):
            try:
                one_act(db, number)
            except StorageError as error:
                print(error.code)
                break
            print(number, flush=True)
        try:
            one_act(db, 1000)
        except StorageError as error:
            print(error.code)


def restore(copy: str, path: str) -> None:
    backup.restore(Path(copy), Path(path), KEY, AT)


def make_backup(path: str, folder: str) -> None:
    with Database.open(Path(path), KEY) as db:
        backup.make(db, KEY, Path(folder), AT)


def migrate(path: str, scripts: str) -> None:
    upgrade(Path(path), KEY, scripts=Path(scripts))


def half_script(path: str, way: str) -> None:
    """Run a script in place and die at its fourth table, by our way or by executescript."""
    connection = driver.connect(Path(path), KEY, "mode=rw")
    seen: list[str] = []

    def die(statement: str) -> None:
        seen.extend([statement] if statement.lstrip().startswith("CREATE") else [])
        if len(seen) == 4:
            os.kill(os.getpid(), signal.SIGKILL)

    connection.set_trace_callback(die)
    if way == "executescript":
        connection.executescript(SCRIPT)
    else:
        script = Path(path).with_name("0005_steps.sql")
        script.write_text(SCRIPT, encoding="utf-8")
        migrations.apply(connection, [migrations.Migration(5, script)])


def put_blob(home: str) -> None:
    blobs.put(Path(home), KEY, CONTENT)


def write_safely(path: str) -> None:
    files.write_safely(Path(path), CONTENT)


def write_plainly(path: str) -> None:
    with Path(path).open("wb") as stream:
        stream.write(CONTENT[:80_000])
        stream.flush()
        if die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        stream.write(CONTENT[80_000:])


def dying(frame: FrameType, event: str, _argument: Any) -> Any:
    global lines
    if not frame.f_code.co_filename.startswith(STORAGE):
        return None
    if event == "line":
        lines += 1
        if lines == die_at:
            os.kill(os.getpid(), signal.SIGKILL)
    return dying


TASKS: dict[str, Callable[..., None]] = {
    "acts": lambda path, count: acts(one_act, path, count),
    "torn-acts": lambda path, count: acts(torn_act, path, count),
    "backup": make_backup,
    "full-disk": full_disk,
    "half-script": half_script,
    "hold": hold,
    "put-blob": put_blob,
    "restore": restore,
    "try-open": try_open,
    "upgrade": migrate,
    "write-plainly": write_plainly,
    "write-safely": write_safely,
}
lines = 0
die_at = 0

if __name__ == "__main__":
    task, until, *arguments = sys.argv[1:]
    die_at = max(int(until), 0)
    if int(until) >= 0:
        sys.settrace(dying)
    TASKS[task](*arguments)
    sys.settrace(None)
    if int(until) >= 0:
        print("lines", lines)
