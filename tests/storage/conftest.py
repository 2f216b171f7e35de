from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ipdesk.storage.database import Database
from tests.prepared import KEY, empty_store

CHILDREN = Path(__file__).with_name("children.py")

Child = Callable[..., "subprocess.Popen[str]"]
Run = Callable[..., list[str]]


@pytest.fixture
def key() -> bytes:
    return KEY


@pytest.fixture
def db(tmp_path: Path, key: bytes) -> Iterator[Database]:
    """A fresh live store."""
    with Database.open(empty_store(tmp_path / "ipdesk.db"), key) as database:
        yield database


@pytest.fixture
def store(tmp_path: Path, key: bytes) -> Path:
    """A fresh store nobody has open."""
    return empty_store(tmp_path / "ipdesk.db")


@pytest.fixture
def start() -> Iterator[Child]:
    """Start a task of children.py as a process; what still runs at the end is killed."""
    started = []

    def child(task: str, *arguments: object, die_at: int = -1) -> subprocess.Popen[str]:
        words = [sys.executable, str(CHILDREN), task, str(die_at), *map(str, arguments)]
        process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        started.append(process)
        return process

    yield child
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def run(start: Child) -> Run:
    """Run a task to its end and return what it printed; `died` tells of the kill."""

    def to_end(task: str, *arguments: object, die_at: int = -1) -> list[str]:
        process = start(task, *arguments, die_at=die_at)
        printed = process.communicate()[0].splitlines()
        assert process.returncode in (0, -9), printed
        return [*printed, "died"] if process.returncode == -9 else printed

    return to_end
