"""The bureau itself: founded once, opened every morning, its letter head and people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

from ipdesk.domain.stages import Role
from ipdesk.errors import StorageError, UserError
from ipdesk.paths import Home, resources
from ipdesk.services.acts import act, record
from ipdesk.services.bureau import Bureau as Bureau
from ipdesk.services.bureau import bureau as bureau
from ipdesk.services.door import Door
from ipdesk.services.office import Actor, Changes, Clock, Office, SystemClock
from ipdesk.services.paper import Paper
from ipdesk.services.policies import Shelf, keep_heads, shipped
from ipdesk.storage import files, journal, keys, operators, settings
from ipdesk.storage import policies as stored_policies
from ipdesk.storage.database import Database
from ipdesk.storage.unindexed import unindexed
from ipdesk.wording import Wording

PUBLICITY_DAYS = 5  # 工作日, unless the bureau has set another number
MOST_PUBLICITY_DAYS = 60

KeyMaker = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person to enter as operator when the bureau is founded."""

    name: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class BureauForm:
    """Everything 新建 asks for."""

    bureau: Bureau
    operators: tuple[Colleague, ...]


def check_form(form: BureauForm) -> None:
    """Raise UserError for the first thing that is missing, naming its field."""
    check_bureau(form.bureau)
    names = [person.name.strip() for person in form.operators]
    if not all(names):
        raise UserError("operator-name-missing", field="operators")
    if len(set(names)) != len(names):
        raise UserError("operator-name-twice", field="operators")
    if not any(Role.CLERK in person.roles for person in form.operators):
        raise UserError("no-clerk", field="operators")
    if not any(Role.ADMINISTRATOR in person.roles for person in form.operators):
        # Without one nobody could add accounts later.
        raise UserError("no-administrator", field="operators")


def check_bureau(entered: Bureau) -> None:
    """Raise UserError for a name or mark that is missing: both are printed on every letter."""
    for name in ("name", "letter_mark", "claim_prefix"):
        if not getattr(entered, name).strip():
            raise UserError("bureau-field-missing", field=name)


def create_bureau(
    home: Home,
    form: BureauForm,
    clock: Clock | None = None,
    key: bytes | None = None,
) -> Office:
    """Found a bureau in an empty data folder and open it.

    `key` is drawn at random unless a sample bureau brings its own, so that its letters
    come out the same each time.
    """
    check_form(form)
    clock = clock or SystemClock()
    with files.faults():
        home.root.mkdir(parents=True, exist_ok=True)
    # Beside a store without its key no new key is laid: it would only hide which one is missing.
    known = home.key.exists() or home.database.exists()
    made = keys.read_key_file(home.key) if known else keys.create_key_file(home.key, key)
    db = _empty_store(home, made)
    try:
        with db.atomic():
            _found(db, form, clock)
    except BaseException:
        db.close()
        raise
    return _office(home, db, clock)


def _empty_store(home: Home, key: bytes) -> Database:
    """A new store, or the one in which an interrupted 新建 never came to found its bureau."""
    if not home.database.exists():
        return Database.create(home.database, key)
    db = Database.open(home.database, key)
    if _founded(db):
        db.close()
        raise UserError("bureau-exists", path=str(home.root))
    return db


def _founded(db: Database) -> bool:
    return settings.get(db, "bureau") is not None


def _found(db: Database, form: BureauForm, clock: Clock) -> None:
    from ipdesk.services.calendar import seed_holidays  # a bureau is founded once

    now = clock.now()
    settings.put(db, "bureau", asdict(form.bureau))
    for person in form.operators:
        operators.insert(db, person.name.strip(), person.roles)
    seed_holidays(db)
    for policy, pack_files in shipped(resources()):
        stored_policies.activate(
            db,
            policy.sha256,
            policy.id,
            policy.title,
            policy.document_number,
            pack_files,
            now,
            policy.reviewer,
            policy.reviewed_on,
        )
    journal.append(
        db,
        at=now,
        operator=form.operators[0].name.strip(),
        act="found_bureau",
        entity="bureau",
        entity_id=0,
        data={
            "bureau": asdict(form.bureau),
            "operators": [
                {"name": person.name, "roles": [str(role) for role in person.roles]}
                for person in form.operators
            ],
        },
    )


def open_bureau(
    home: Home,
    clock: Clock | None = None,
    key: bytes | None = None,
    door: Door | None = None,
    progress: Callable[[int, int], bool] = lambda done, of: True,
) -> Office:
    """Open the bureau in this data folder; StorageError when it cannot be trusted.

    A store of an older program is upgraded first, on a copy; the old file is kept beside it.
    That can take minutes: `progress` hears of it and may end it, the store being as it was.
    Where passwords are in use services/entry.py brings the key.
    """
    door = door or Door(home)
    if key is None:
        if door.guarded:
            raise UserError("password-needed")
        key = keys.read_key_file(home.key)
    db, upgraded = open_store(home, key, progress)
    if not _founded(db):
        db.close()
        raise UserError("bureau-unfounded", path=str(home.root))
    office = _office(home, db, clock or SystemClock(), door)
    if unindexed(db):
        # A store of before likenesses were looked for; no other start reads what this takes.
        from ipdesk.services.likeness_index import complete_index

        complete_index(office)
    keep_heads(office)
    if upgraded:
        from ipdesk.services.time_limits import count_anew

        with act(office):
            count_anew(office)  # open claims of before the time limits get their day
    return office


def open_store(
    home: Home, key: bytes, progress: Callable[[int, int], bool] = lambda done, of: True
) -> tuple[Database, bool]:
    """The store, and whether it was an older program's and had to be upgraded first."""
    try:
        return Database.open(home.database, key), False
    except StorageError as error:
        if error.code != "store-older":
            raise
    from ipdesk.storage.upgrade import upgrade

    upgrade(home.database, key, progress=progress)
    return Database.open(home.database, key), True


def _office(home: Home, db: Database, clock: Clock, door: Door | None = None) -> Office:
    try:
        shelf = Shelf(db)
        return Office(
            home=home,
            db=db,
            clock=clock,
            wording=Wording.load(resources() / "wording"),
            paper=Paper(resources()),
            policies=shelf.version,
            in_use=shelf.in_use,
            heads=shelf.heads,
            door=door or Door(home),
        )
    except BaseException:
        db.close()
        raise


def change_bureau(office: Office, actor: Actor, new: Bureau) -> Changes:
    """Change the letter head or numbering; issued letters keep what they were issued with."""
    actor.require(Role.ADMINISTRATOR, Role.CLERK)
    old = bureau(office)
    check_bureau(new)
    with act(office) as db:
        settings.put(db, "bureau", asdict(new))
        record(
            office, actor, "change_bureau", "bureau", 0, {"old": asdict(old), "new": asdict(new)}
        )
    return Changes.of("setting")


def committee_last(office: Office) -> bool:
    """Whether 集体审议 comes after 公示 here; bureaus differ."""
    return bool(settings.get(office.db, "committee", "") == "last")


def set_committee_order(office: Office, actor: Actor, *, last: bool) -> Changes:
    """Set the order of 集体审议 and 公示 for the claims to come there."""
    actor.require(Role.ADMINISTRATOR)
    old = committee_last(office)
    with act(office) as db:
        settings.put(db, "committee", "last" if last else "first")
        data = {"committee_last": {"old": old, "new": last}}
        record(office, actor, "change_bureau", "bureau", 0, data)
    return Changes.of("setting")


def publicity_days(office: Office) -> int:
    """How many 工作日 a 公示 takes here."""
    return int(settings.get(office.db, "publicity_days", PUBLICITY_DAYS))


def set_publicity_days(office: Office, actor: Actor, days: int) -> Changes:
    """Set it for the 公示 to come; those under way keep their last day."""
    actor.require(Role.ADMINISTRATOR)
    if not 1 <= days <= MOST_PUBLICITY_DAYS:
        raise UserError("publicity-days-range", field="days", most=MOST_PUBLICITY_DAYS)
    old = publicity_days(office)
    with act(office) as db:
        settings.put(db, "publicity_days", days)
        data = {"publicity_days": {"old": old, "new": days}}
        record(office, actor, "change_bureau", "bureau", 0, data)
    return Changes.of("setting")


def close(office: Office) -> None:
    """Close the store; what was acknowledged is on the disk already."""
    office.db.close()
