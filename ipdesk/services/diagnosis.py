"""What this installation consists of and whether each part works, for `doctor` and 关于."""

from __future__ import annotations

import importlib.metadata
import platform
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ipdesk import __version__
from ipdesk.errors import PackError, StorageError
from ipdesk.paths import Home, resources
from ipdesk.services import backups, bureaus
from ipdesk.services.evidence_files import file_faults
from ipdesk.services.office import Office
from ipdesk.services.paper import Paper
from ipdesk.services.policies import shipped
from ipdesk.storage import casefile, journal
from ipdesk.storage.driver import sqlite_version
from ipdesk.wording import Wording

_MB, _GB = 1 << 20, 1 << 30
_LEAST_FREE, _COPIES = 1 << 30, 3  # bytes free, and copies of the store that find room


@dataclass(frozen=True, slots=True)
class Part:
    """One part and how it is."""

    code: str  # key of wording section "cli"
    detail: str
    ok: bool


def diagnose(home: Home, wording: Wording) -> Iterator[Part]:
    """Each part in turn; a broken part is reported, never raised."""
    yield from _program()
    if not home.database.exists():
        yield Part("doctor-home", f"{home.root}（{wording.text('cli', 'doctor-absent')}）", True)
        return
    if home.slots.exists():
        yield Part("doctor-home", f"{home.root}（{wording.text('cli', 'doctor-guarded')}）", True)
        return
    yield from _home(home, wording)


def diagnose_open(office: Office) -> tuple[Part, ...]:
    """The same of the office that is open, with the chain of its journal."""
    chain = journal.verify(office.db)
    key = "doctor-journal-sound" if chain.whole else "doctor-journal-broken"
    values = {"count": chain.checked, "seq": chain.first_broken}
    return (
        *_program(),
        Part("doctor-home", str(office.home.root), True),
        Part("doctor-journal", office.wording.text("cli", key, values), chain.whole),
        _files(office),
        _backup(office),
        _space(office),
    )


def _program() -> Iterator[Part]:
    yield Part("doctor-version", __version__, True)
    yield Part("doctor-python", platform.python_version(), True)
    yield _tried("doctor-qt", lambda: importlib.metadata.version("PySide6-Essentials"))
    yield _tried("doctor-sqlite", sqlite_version)
    yield _tried("doctor-fonts", _fonts)
    yield _tried("doctor-packs", _packs)


def _tried(code: str, look: Callable[[], str]) -> Part:
    try:
        return Part(code, look(), True)
    except (OSError, LookupError, ImportError, PackError, StorageError) as error:
        return Part(code, str(error), False)


def _fonts() -> str:
    paper = Paper(resources())
    missing = paper.faces().missing("".join(paper.template("approval").body))
    if missing:
        raise LookupError("".join(missing))
    return "、".join(sorted(path.name for path in (resources() / "fonts").glob("*.ttf")))


def _packs() -> str:
    return "、".join(f"{policy.id} {policy.sha256[:12]}" for policy, _ in shipped(resources()))


def _home(home: Home, wording: Wording) -> Iterator[Part]:
    try:
        office = bureaus.open_bureau(home)
    except StorageError as error:
        yield Part("doctor-home", wording.text("message", error.code, error.values), False)
        return
    try:
        yield Part("doctor-home", str(home.root), True)
        yield _files(office)
    finally:
        bureaus.close(office)


def _backup(office: Office) -> Part:
    """When the store was copied last, here and to the second place."""
    state = backups.state(office)
    here = f"{state.last:%Y-%m-%d %H:%M}" if state.last else ""
    there = f"{state.second_last:%Y-%m-%d %H:%M}" if state.second_last else ""
    code = "doctor-backup-two" if there else "doctor-backup-one" if here else "doctor-backup-none"
    well = bool(here) and not (state.late or state.problem or state.second_problem)
    return Part(
        "doctor-backup", office.wording.text("cli", code, {"here": here, "there": there}), well
    )


def _space(office: Office) -> Part:
    """The size of the store and what is free beside it: a copy must find its place."""
    size, free = office.home.database.stat().st_size, shutil.disk_usage(office.home.root).free
    values: dict[str, object] = {"size": f"{size / _MB:.1f}", "free": f"{free / _GB:.1f}"}
    told = office.wording.text("cli", "doctor-space-told", values)
    return Part("doctor-space", told, free > max(_LEAST_FREE, _COPIES * size))


def _files(office: Office) -> Part:
    """Each kept file read and held against its hash."""
    faults = file_faults(office)
    words = office.wording
    if not faults:
        values: dict[str, object] = {"count": len(casefile.stored_files(office.db))}
        return Part("doctor-files", words.text("cli", "doctor-files-sound", values), True)
    told = "；".join(f"{fault.whose}　{fault.what}　{fault.file_name}" for fault in faults)
    values = {"count": len(faults), "files": told}
    return Part("doctor-files", words.text("cli", "doctor-files-broken", values), False)
