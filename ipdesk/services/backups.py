"""Backups of the store: made when something changed, on exit and while the day goes on."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from ipdesk.domain.stages import Role
from ipdesk.errors import StorageError, UserError
from ipdesk.services import bureaus
from ipdesk.services.acts import act, record
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import backup, draft_mark, files, journal, second_place, settings, slots

log = logging.getLogger(__name__)
_LAST, _HEAD, _PROBLEM = "last_backup", "backup_head", "backup_problem"
_DRAFTS = "backup_drafts"  # what the drafts said in the newest copy
_PLACE, _SECOND, _SECOND_PROBLEM = "second_place", "second_backup", "second_problem"
RESTORED = "restored_from"  # the moment of the backup the store was brought back from
_LATE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class BackupState:
    """How the backups stand, for the foot of the window and for 设置."""

    last: datetime | None
    changed: bool  # something was done since
    late: bool  # a day has gone by since the first thing no backup holds
    problem: str  # message code of the last attempt that failed
    second: str  # folder of the second place, "" when none is set
    second_last: datetime | None
    second_problem: str
    second_same_disk: bool = False
    restored: datetime | None = None  # of this backup came the data, and none was made since


def back_up(
    office: Office, *, asked: bool = False, tell: Callable[[int, int], None] | None = None
) -> Changes | None:
    """Copy the store beside the data, verified; None when nothing changed since the last copy.

    The copy is no business act: it leaves no journal entry, so that an open preview of a
    letter stays the very bytes. A store whose check failed is not copied over good backups.
    """
    if office.db.frozen:
        if asked:
            raise StorageError(office.db.frozen)
        return None
    seq, _ = journal.head(office.db)
    drafts = draft_mark.mark(office.db)
    held = (settings.get(office.db, _HEAD, 0), settings.get(office.db, _DRAFTS, ""))
    due = asked or held != (seq, drafts)
    if due:
        now = office.clock.now()
        made = backup.make(office.db, office.key, office.home.backups, now, tell)
        slots.keep_beside(office.home.slots, made.path)
        backup.thin(office.home.backups, now)
        slots.drop_orphans(office.home.backups)
        at = now.isoformat(timespec="seconds")
        _note(office, {_LAST: at, _HEAD: seq, _DRAFTS: drafts, _PROBLEM: "", RESTORED: ""})
    followed = _follow(office)
    return Changes.of("setting") if due or followed else None


def back_up_quietly(office: Office) -> Changes | None:
    """The copy made by itself: what fails is noted and shown, and tried again the next time."""
    try:
        return back_up(office)
    except StorageError as error:
        log.warning("no backup: %s", error.code)
        if not office.db.frozen:
            _note(office, {_PROBLEM: error.code})
        return Changes.of("setting")


def _follow(office: Office) -> bool:
    """Bring the newest backup to the second place; one that is not there is tried later."""
    place = second(office)
    newest = next(iter(backup.listing(office.home.backups)), None)
    if place is None or newest is None:
        return False
    folder = second_folder(office, place)
    at = newest.at.isoformat(timespec="seconds")
    problem = settings.get(office.db, _SECOND_PROBLEM, "")
    if not problem and settings.get(office.db, _SECOND, "") == at and folder.is_dir():
        return False
    try:
        if not place.is_dir():
            raise StorageError("second-place-missing", path=str(place))
        copy_to(office, newest, folder)
    except (StorageError, OSError) as error:
        code = error.code if isinstance(error, StorageError) else "disk-fault"
        log.warning("no backup in the second place: %s", code)
        if code == problem:
            return False
        _note(office, {_SECOND_PROBLEM: code})
    else:
        _note(office, {_SECOND: at, _SECOND_PROBLEM: ""})
    return True


def copy_to(office: Office, newest: backup.Backup, folder: Path) -> int:
    """Bring a backup and the kept files to another folder; how many files were new there."""
    with files.faults():
        folder.mkdir(exist_ok=True)
        second_place.mirror(newest, folder, office.key)
        copied = second_place.mirror_files(office.home, folder)
        backup.thin(folder, office.clock.now())
        slots.drop_orphans(folder)
    return copied


def _note(office: Office, values: dict[str, object]) -> None:
    with office.db.atomic() as db:
        for name, value in values.items():
            settings.put(db, name, value)


def second(office: Office) -> Path | None:
    """The folder of the second place, when one is set."""
    text = settings.get(office.db, _PLACE, "")
    return Path(text) if text else None


def second_folder(office: Office, place: Path) -> Path:
    """Each bureau has a folder of its own there, so that none thins out another's copies."""
    return place / f"ipdesk-{office.key[-4:].hex()}"


def set_second(office: Office, actor: Actor, place: Path | None) -> Changes:
    """Choose where every backup is copied to as well, or give that up; copied there at once."""
    actor.require(Role.ADMINISTRATOR, Role.CLERK)
    if place is not None:
        _check_place(office, place)
    old = settings.get(office.db, _PLACE, "")
    new = str(place) if place else ""
    with act(office) as db:
        for name, value in ((_PLACE, new), (_SECOND, ""), (_SECOND_PROBLEM, "")):
            settings.put(db, name, value)
        record(office, actor, "set_second_place", "setting", 0, {"old": old, "new": new})
    if place is not None:
        back_up(office)
    return Changes.of("setting")


def _check_place(office: Office, place: Path) -> None:
    if not place.is_dir():
        raise UserError("second-place-missing", field="second", path=str(place))
    inside = place.resolve()
    home = office.home.root.resolve()
    if inside == home or home in inside.parents:
        raise UserError("second-place-inside", field="second", path=str(place))


def state(office: Office) -> BackupState:
    """How the backups stand now."""
    known = settings.get(office.db, _LAST)
    last = datetime.fromisoformat(known) if known else None
    seq, _ = journal.head(office.db)
    held = settings.get(office.db, _HEAD, 0)
    unsaved = journal.first_after(office.db, held) if seq > held else None
    came = settings.get(office.db, RESTORED, "")
    folder = second(office)
    followed = settings.get(office.db, _SECOND, "")
    problem = settings.get(office.db, _SECOND_PROBLEM, "")
    if folder is not None and not problem and not folder.is_dir():
        problem = "second-place-missing"
    return BackupState(
        last=last,
        changed=unsaved is not None,
        late=unsaved is not None and office.clock.now() - unsaved.at >= _LATE,
        problem=settings.get(office.db, _PROBLEM, ""),
        second=str(folder) if folder else "",
        second_last=datetime.fromisoformat(followed) if followed else None,
        second_problem=problem if folder else "",
        restored=datetime.fromisoformat(came) if came else None,
        second_same_disk=folder is not None and second_place.same_disk(office.home.root, folder),
    )


def folder(office: Office) -> Path:
    """Where the copies lie."""
    return office.home.backups


def close_day(office: Office) -> None:
    """Back up, then close; a backup that fails never keeps the store open."""
    try:
        # Disk full or faulty: the store itself is whole; the first screen shows the old date.
        back_up_quietly(office)
    except StorageError as error:
        log.warning("no backup on closing: %s", error.code)
    finally:
        bureaus.close(office)
