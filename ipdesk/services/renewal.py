"""换密钥: when passwords are turned on, everything gets a new key that no key file holds.

The slots stand first, then kept files, store and copies change over, and the key file goes
last: from it and a password a change broken off at any point is brought to its end.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from ipdesk.errors import StorageError
from ipdesk.paths import Home
from ipdesk.services import bureaus
from ipdesk.services.office import Clock, Office, SystemClock
from ipdesk.storage import blobs, files, journal, keys, operators, rekeying, settings, slots
from ipdesk.storage.database import Database
from ipdesk.storage.rekeying import Progress

log = logging.getLogger(__name__)
FINGERPRINT, ENVELOPE = "slots_sha256", "envelope"
UNFINISHED = "renewal-unfinished"


def begin(
    office: Office, new: bytes, by: str, accounts: Sequence[str], progress: Progress | None = None
) -> None:
    """Change everything over to a key whose slots are in place; the key file goes last.

    What cannot be done is undone, the slots with it: the bureau then opens as it did.
    """
    home, old = office.home, office.key
    number = _number(office.db, by)

    def note(copy: Database) -> None:
        _note(copy, home, office.clock.now(), by, number, accounts)

    try:
        rekeying.files_of(home, old, new, progress)
        rekeying.store(office.db, new, note)
    except BaseException:
        if office.key == old:
            _undo(office, old, new)
        raise
    _finish_copies(home, old, new, _second_folder(office))
    keys.destroy_key_file(home.key)


def finish(home: Home, key: bytes, by: str, clock: Clock | None = None) -> None:
    """Bring to its end what a change broken off has left; the key comes from a password."""
    try:
        old = keys.read_key_file(home.key)
    except StorageError:
        return  # gone, or half written over: then all the rest was done
    if old == key:
        return
    if rekeying.wanted_by(home.database, old):
        log.warning("a change of the key was broken off; it is brought to its end")
        rekeying.files_of(home, old, key)
        now = (clock or SystemClock()).now()
        db, _ = bureaus.open_store(home, old)
        with db:
            names = [one.name for one in operators.all_of(db) if one.active]
            number = _number(db, by)
            rekeying.store(db, key, lambda copy: _note(copy, home, now, by, number, names))
    _finish_copies(home, old, key, None)


def _note(
    copy: Database, home: Home, at: datetime, by: str, number: int, accounts: Sequence[str]
) -> None:
    with copy.atomic():
        settings.put(copy, FINGERPRINT, slots.fingerprint(home.slots))
        settings.put(copy, ENVELOPE, "sealed")
        journal.append(
            copy,
            at=at,
            operator=by,
            act="enable_passwords",
            entity="operator",
            entity_id=number,
            data={"accounts": list(accounts)},
        )


def _finish_copies(home: Home, old: bytes, new: bytes, second: Path | None) -> None:
    folders = (home.backups, *((second,) if second is not None else ()))
    rekeying.copies(home, folders, old, new)


def _undo(office: Office, old: bytes, new: bytes) -> None:
    """As it was: kept files under the old key, and no slots."""
    try:
        for path in blobs.everything(office.home.root):
            blobs.renew(path, new, old)
        with files.faults():
            office.home.slots.unlink()
            files.sync_folder(office.home.root)
    except StorageError:
        # The next login goes on from here; until then nothing is written.
        office.db.freeze(UNFINISHED)
        raise


def _second_folder(office: Office) -> Path | None:
    from ipdesk.services import backups

    place = backups.second(office)
    folder = backups.second_folder(office, place) if place is not None else None
    return folder if folder is not None and folder.is_dir() else None


def _number(db: Database, name: str) -> int:
    known = operators.by_name(db, name)
    return known.id if known is not None else 0
