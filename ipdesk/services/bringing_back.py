"""从备份恢复到这台电脑: a bureau brought back from a stick, with what opens it and its files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ipdesk.domain import recovery
from ipdesk.domain.password import same
from ipdesk.errors import StorageError, UserError
from ipdesk.paths import Home
from ipdesk.services import backups, bureaus
from ipdesk.services.door import Account
from ipdesk.services.office import Clock, SystemClock
from ipdesk.storage import (
    backup,
    blobs,
    casefile,
    driver,
    files,
    instance,
    journal,
    keys,
    second_place,
    settings,
    slots,
    switch,
)
from ipdesk.storage.database import Database


@dataclass(frozen=True, slots=True)
class Source:
    """A backup, and what lies beside it: slots, a key file, kept files."""

    path: Path
    at: datetime
    size: int
    accounts: tuple[Account, ...] = ()  # who opens it by password; () without passwords
    key_file: Path | None = None
    files: Path | None = None

    @property
    def guarded(self) -> bool:
        return bool(self.accounts)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a backup would bring: told before anything is done."""

    bureau: str
    claims: int
    letters: int
    seq: int
    last_at: datetime | None
    last_by: str
    files: int  # kept files its records name
    missing: int  # of these, neither beside the backup nor in the data folder
    accounts: int  # that come back with their passwords; 0 without passwords
    replaces: bool  # there is a bureau in the data folder, which would be kept aside


@dataclass(frozen=True, slots=True)
class Brought:
    """What was brought back, and where the state of before lies."""

    head: int
    files: int
    missing: int
    kept: Path | None


def sources(chosen: Path) -> tuple[Source, ...]:
    """The backups in a folder a person points at, or in one of those inside; newest first.

    A file stands for itself, whatever it is called.
    """
    if chosen.is_file():
        at = datetime.fromtimestamp(chosen.stat().st_mtime).replace(microsecond=0)
        known = next((one for one in backup.listing(chosen.parent) if one.path == chosen), None)
        return (_source(chosen, known.at if known is not None else at),)
    inside = sorted(path for path in chosen.glob("ipdesk-*") if path.is_dir())
    folders = (chosen, chosen / "backups", *inside)
    found = [one for folder in folders if folder.is_dir() for one in backup.listing(folder)]
    found.sort(key=lambda one: (one.at, one.head), reverse=True)
    return tuple(_source(one.path, one.at) for one in found)


def _source(path: Path, at: datetime) -> Source:
    beside, folders = slots.beside(path), (path.parent, path.parent.parent)
    try:
        found = slots.read(beside) if beside.is_file() else ()
    except StorageError:
        found = ()
    accounts = tuple(
        Account(one.operator, one.name, one.due) for one in found if one.operator != slots.RECOVERY
    )
    key_files = (folder / "ipdesk.key" for folder in folders)
    kept = (folder / "files" for folder in folders)
    return Source(
        path,
        at,
        path.stat().st_size,
        accounts,
        next((one for one in key_files if one.is_file()), None),
        next((one for one in kept if one.is_dir()), None),
    )


def key_by_password(source: Source, operator: int, password: str) -> bytes:
    """The key by the password an account had when the backup was made."""
    return _unsealed(source, operator, same(password), "password-of-then", "password")


def key_by_envelope(source: Source, code: str) -> bytes:
    """The key by the recovery code of that time; a slip of the pen is told."""
    group = recovery.slip(code)
    if group is not None:
        told = "recovery-slip" if group else "recovery-length"
        raise UserError(told, field="code", group=group)
    return _unsealed(source, slots.RECOVERY, recovery.plain(code), "envelope-of-then", "code")


def _unsealed(source: Source, operator: int, secret: str, code: str, field: str) -> bytes:
    for slot in slots.read(slots.beside(source.path)):
        if slot.operator == operator:
            key = slots.unseal(slot, secret)
            if key is not None:
                return key
    raise UserError(code, field=field)


def key_by_file(source: Source, home: Home) -> bytes:
    """The key of a backup made without passwords: beside it, or already in the data folder."""
    for path in (source.key_file, home.key):
        if path is None or not path.is_file():
            continue
        key = keys.read_key_file(path)
        try:
            second_place.look(source.path, key)
        except StorageError:
            continue
        return key
    raise UserError("backup-without-key", path=str(source.path))


def outlook(source: Source, key: bytes, home: Home) -> Outlook:
    """Go through every page of the backup and count it; StorageError when it will not do."""
    found = second_place.problems(source.path, key)
    if found:
        raise StorageError("backup-unsound", problems=", ".join(found))
    seen = second_place.look(source.path, key)
    with Database.inspect(source.path, key) as copy:
        named = _named(copy)
        bureau = (settings.get(copy, "bureau") or {}).get("name", "")
    return Outlook(
        bureau,
        seen.claims,
        seen.letters,
        seen.seq,
        seen.last_at,
        seen.last_by,
        len(named),
        sum(not _at_hand(source, home, one) for one in named),
        len(source.accounts),
        home.database.exists(),
    )


def bring_back(
    home: Home, source: Source, key: bytes, by: str, clock: Clock | None = None
) -> Brought:
    """Verify, copy, put what was there aside, switch; the bureau then lies there closed.

    The store, the slots or the key file, and every kept file that is not there yet.
    """
    clock = clock or SystemClock()
    _check_place(home, source)
    new = files.beside(home.database)
    try:
        head = backup.copy_verified(source.path, new, key)
        brought = _bring_files(home, source)
        kept = _set_aside(home, clock.now())
        if source.guarded:
            content = slots.beside(source.path).read_bytes()
            files.write_safely(home.slots, content, private=True)
        else:
            keys.create_key_file(home.key, key)
        with files.faults():
            files.publish_new(new, home.database)
    finally:
        new.unlink(missing_ok=True)
    missing = _note(home, source, key, by, clock, head, kept)
    return Brought(head, brought, missing, kept)


def _check_place(home: Home, source: Source) -> None:
    with files.faults():
        home.root.mkdir(parents=True, exist_ok=True)
    instance.refuse_place(home.root)
    if home.database.exists() and switch.in_use(home.database):
        raise StorageError("store-in-use")
    with files.faults():
        switch.require_space(home.root, source.size)
        files.clear_remains(home.database)


def _bring_files(home: Home, source: Source) -> int:
    """Kept files come sealed as they are; what is there already stays."""
    if source.files is None or source.files == home.files:
        return 0
    brought = 0
    with files.faults():
        for path in blobs.everything(source.files.parent):
            target = blobs.path_of(home.root, path.name)
            if target.exists():
                continue
            switch.require_space(home.root, path.stat().st_size)
            target.parent.mkdir(parents=True, exist_ok=True)
            files.write_safely(target, path.read_bytes(), private=True)
            brought += 1
    return brought


def _set_aside(home: Home, now: datetime) -> Path | None:
    """The state of before in a folder of its own: store, slots, key file and count of tries."""
    present = [path for path in (home.slots, home.key, home.tries) if path.exists()]
    if not present and not home.database.exists():
        return None
    folder = home.root / f"replaced-{now:%Y%m%d-%H%M%S}"
    with files.faults():
        folder.mkdir()
        switch.set_aside(home.database, folder)
        for path in present:
            path.rename(folder / path.name)
        files.sync_folder(folder)
        files.sync_folder(home.root)
    return folder


def _note(
    home: Home, source: Source, key: bytes, by: str, clock: Clock, head: int, kept: Path | None
) -> int:
    """Write into the journal what was done; how many named files are not there."""
    office = bureaus.open_bureau(home, clock, key=key)
    try:
        with office.db.atomic() as db:
            if source.guarded:
                settings.put(db, "slots_sha256", slots.fingerprint(home.slots))
            settings.put(db, backups.RESTORED, source.at.isoformat(timespec="seconds"))
            data = {"backup": source.path.name, "head": head, "kept": kept.name if kept else ""}
            journal.append(
                db,
                at=clock.now(),
                operator=by or office.wording.text("journal", "at-start"),
                act="restore_backup",
                entity="store",
                entity_id=0,
                data=data,
            )
        named = _named(office.db)
    finally:
        bureaus.close(office)
    return sum(not blobs.path_of(home.root, one).is_file() for one in named)


def _named(db: Database) -> set[str]:
    """The kept files a store names; of an older program's store that is not known beforehand."""
    try:
        return {one.sha256 for one in casefile.stored_files(db)}
    except driver.Error:
        return set()


def _at_hand(source: Source, home: Home, sha256: str) -> bool:
    places = [blobs.path_of(home.root, sha256)]
    if source.files is not None:
        places.append(blobs.path_of(source.files.parent, sha256))
    return any(path.is_file() for path in places)


def slots_kept(home: Home) -> Path | None:
    """The newest readable slots beside a backup: for a folder that has lost its own."""
    for one in backup.listing(home.backups):
        kept = slots.beside(one.path)
        try:
            slots.read(kept)
        except StorageError:
            continue
        return kept
    return None


def bring_slots_back(home: Home, kept: Path, clock: Clock | None = None) -> None:
    """Put kept slots in the place of lost or damaged ones, which stay beside."""
    now = (clock or SystemClock()).now()
    with files.faults():
        if home.slots.exists():
            home.slots.rename(home.slots.with_name(f"ipdesk.replaced-{now:%Y%m%d-%H%M%S}.slots"))
        files.write_safely(home.slots, kept.read_bytes(), private=True)
