"""Stores and bureaus made once in a process and copied: making one costs more than most tests."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path

from ipdesk.paths import Home
from ipdesk.services import bureaus
from ipdesk.services.bureaus import BureauForm
from ipdesk.services.office import Clock, Office
from ipdesk.storage.database import Database

KEY = bytes(range(48))


def found(home: Home, form: BureauForm, clock: Clock) -> Office:
    """What `create_bureau` makes of `form` at this moment, open in `home`."""
    shutil.copytree(_bureau(form, clock.now()), home.root, dirs_exist_ok=True)
    return bureaus.open_bureau(home, clock)


def empty_store(path: Path) -> Path:
    """What `Database.create` makes of `KEY`; nobody has it open."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_store(), path)
    return path


class _Then:
    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="ipdesk-prepared-")  # gone with the process


def _new_place() -> Path:
    return Path(tempfile.mkdtemp(dir=_folder().name))


@cache
def _bureau(form: BureauForm, moment: datetime) -> Path:
    home = Home(_new_place())
    bureaus.close(bureaus.create_bureau(home, form, _Then(moment), KEY))
    return home.root


@cache
def _store() -> Path:
    path = _new_place() / "ipdesk.db"
    Database.create(path, KEY).close()
    return path
