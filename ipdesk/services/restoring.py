"""恢复: which backups there are, what would be lost, and the switch to one of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from ipdesk.errors import StorageError
from ipdesk.paths import Home
from ipdesk.services import backups, bureaus
from ipdesk.services.door import Door
from ipdesk.services.office import Clock, Office, SystemClock
from ipdesk.storage import backup, journal, keys, second_place, settings, slots
from ipdesk.storage.backup import Backup

_MOST_LISTED = 60
_MOST_LOST = 200


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One backup as the list shows it."""

    path: Path
    at: datetime
    size: int
    claims: int
    letters: int
    seq: int
    last_at: datetime | None
    last_by: str
    last_act: str
    elsewhere: bool  # in the second place
    problem: str = ""  # message code; "" when it was read
    checked: bool = False  # every page of it was gone through just now

    @property
    def good(self) -> bool:
        return not self.problem


@dataclass(frozen=True, slots=True)
class Loss:
    """What a restore would undo: everything done after the backup."""

    row: BackupRow
    known: bool  # False: the store cannot be read, nobody can say
    count: int
    entries: tuple[journal.Entry, ...]  # the newest of them, newest first
    letters: tuple[str, ...]  # numbers of letters that have left the office since
    foreign: bool = False  # the backup is not an earlier state of this store


@dataclass(frozen=True, slots=True)
class Back:
    """What a restore has done."""

    office: Office
    head: int
    kept: Path | None
    problem: StorageError | None = None  # it could not be done; the old store is open again


def rows(home: Home, key: bytes, place: Path | None = None) -> tuple[BackupRow, ...]:
    """The backups beside the data and in the second place, newest first."""
    found = [(one, False) for one in backup.listing(home.backups)]
    names = {one.path.name for one, _ in found}
    if place is not None and place.is_dir():
        found += [(one, True) for one in backup.listing(place) if one.path.name not in names]
    found.sort(key=lambda pair: (pair[0].at, pair[0].head), reverse=True)
    return tuple(_row(one, key, elsewhere) for one, elsewhere in found[:_MOST_LISTED])


def backup_rows(office: Office) -> tuple[BackupRow, ...]:
    """The list of an open office."""
    return rows(office.home, office.key, _place(office))


def check_row(row: BackupRow, key: bytes) -> BackupRow:
    """The row after every page of its file was gone through."""
    found = second_place.problems(row.path, key)
    return replace(row, problem=found[0] if found else "", checked=True)


def check_backup(office: Office, row: BackupRow) -> BackupRow:
    return check_row(row, office.key)


def newest_good(home: Home, key: bytes, place: Path | None = None) -> BackupRow | None:
    """The newest backup that passes every check: what a guided restore proposes."""
    for row in rows(home, key, place):
        checked = check_row(row, key)
        if checked.good:
            return checked
    return None


def proposed(office: Office) -> BackupRow | None:
    """What to restore when the check of this store has failed."""
    return newest_good(office.home, office.key, _place(office))


def loss(office: Office, row: BackupRow) -> Loss:
    """What the journal of the open store says of the time after a backup."""
    try:
        seq, _ = journal.head(office.db)
        same = office.db.value("SELECT hash FROM journal WHERE seq = ?", (row.seq,))
        seal = second_place.look(row.path, office.key).seal
        later = [one for one in journal.page(office.db, limit=_MOST_LOST) if one.seq > row.seq]
        issued = office.db.rows(
            "SELECT json_extract(data, '$.document_number') FROM journal"
            " WHERE act = 'issue_letter' AND seq > ? ORDER BY seq",
            (row.seq,),
        )
    except StorageError:
        return Loss(row, False, 0, (), ())
    foreign = row.seq > 0 and same != seal
    return Loss(
        row,
        True,
        max(seq - row.seq, 0),
        tuple(later),
        tuple(str(one[0]) for one in issued),
        foreign,
    )


def _place(office: Office) -> Path | None:
    try:
        place = backups.second(office)
    except StorageError:
        return None
    return backups.second_folder(office, place) if place else None


def close_to_restore(office: Office) -> None:
    """Leave the store for the switch; what was acknowledged is on the disk already."""
    bureaus.close(office)


def restore(
    home: Home, key: bytes, row: Path, by: str, clock: Clock | None = None, door: Door | None = None
) -> Back:
    """Verify, copy, switch and open again; the replaced store is kept beside.

    When the backup will not do, the store that was there is opened again as it was.
    """
    clock = clock or SystemClock()
    now = clock.now()
    problem: StorageError | None = None
    kept, head = None, 0
    try:
        done = backup.restore(row, home.database, key, now)
        kept, head = done.kept, done.head
    except StorageError as error:
        problem = error
    try:
        office = bureaus.open_bureau(home, clock, key=key, door=door)
    except StorageError:
        if problem is not None:
            raise problem from None
        raise
    if problem is None:
        _note(office, row, by, head, kept)
    return Back(office, head, kept, problem)


def _note(office: Office, row: Path, by: str, head: int, kept: Path | None) -> None:
    with office.db.atomic() as db:
        # The accounts keep the passwords of today: the slots beside the store were not replaced.
        settings.put(db, "slots_sha256", slots.fingerprint(office.home.slots))
        data = {"backup": row.name, "head": head, "kept": kept.name if kept else ""}
        journal.append(
            db,
            at=office.clock.now(),
            operator=by or office.wording.text("journal", "at-start"),
            act="restore_backup",
            entity="store",
            entity_id=0,
            data=data,
        )


def key_of(home: Home, door: Door, operator: int = 0, password: str = "") -> bytes:
    """The key for a store that cannot be opened: by password where these are in use."""
    return door.unlock(operator, password) if door.guarded else keys.read_key_file(home.key)


def _row(one: Backup, key: bytes, elsewhere: bool) -> BackupRow:
    size = one.path.stat().st_size
    try:
        seen = second_place.look(one.path, key)
    except StorageError as error:
        code = error.code
        return BackupRow(one.path, one.at, size, 0, 0, one.head, None, "", "", elsewhere, code)
    return BackupRow(
        one.path,
        one.at,
        size,
        seen.claims,
        seen.letters,
        seen.seq,
        seen.last_at,
        seen.last_by,
        seen.last_act,
        elsewhere,
    )
