"""The check behind the opened window: the store can be seen at once and is written after it.

Large stores are checked in slices, so that reading goes on between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ipdesk.errors import StorageError
from ipdesk.services.bureau import CHECKING, hold_for_check
from ipdesk.services.office import Office
from ipdesk.storage import driver, integrity, proofs, settings
from ipdesk.storage.journal import START

UNSOUND = "store-unsound"
_VERIFIED = "verified"
# Up to here everything is gone through in one turn, in about a third of a second.
_SMALL = 24 * 1024 * 1024
_SLICES = ("check-pages", "check-structure", "check-references", "check-journal", "check-rows")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, in words."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the check has come."""

    left: tuple[str, ...]
    faults: tuple[Fault, ...]
    whole: bool  # the chain from its first entry, as once a day
    seq: int = 0
    hash: str = START

    @property
    def done(self) -> bool:
        return not self.left

    @property
    def sound(self) -> bool:
        return self.done and not self.faults


def advance(office: Office, now: Progress | None = None) -> Progress:
    """The next slice; of a small store, all of them."""
    if now is None:
        hold_for_check(office)
        now = Progress(_SLICES, (), whole=_whole_due(office))
    small = office.db.path.stat().st_size <= _SMALL
    while now.left:
        now = _slice(office, now)
        if not small:
            break
    if now.done:
        _settle(office, now)
    return now


def _slice(office: Office, now: Progress) -> Progress:
    name, left = now.left[0], now.left[1:]
    if name == "check-journal":
        return replace(_chain(office, now), left=left)
    look = _LOOKS[name]
    return replace(now, left=left, faults=(*now.faults, *look(office)))


def _pages(office: Office) -> Iterator[Fault]:
    if integrity.pages(office.db):
        yield _fault(office, "check-pages")


def _structure(office: Office) -> Iterator[Fault]:
    if integrity.structure(office.db):
        yield _fault(office, "check-structure")


def _references(office: Office) -> Iterator[Fault]:
    if integrity.references(office.db):
        yield _fault(office, "check-references")


def _rows(office: Office) -> Iterator[Fault]:
    """The journal against the rows."""
    try:
        for code, values in proofs.disagreements(office.db):
            yield Fault(code, office.wording.text("verify", code, values))
    except (StorageError, driver.Error):
        yield _fault(office, "check-structure")


_LOOKS = {
    "check-pages": _pages,
    "check-structure": _structure,
    "check-references": _references,
    "check-rows": _rows,
}


def _chain(office: Office, now: Progress) -> Progress:
    after = (0, START) if now.whole else _trusted(office)
    found = integrity.chain(office.db, after)
    if not found.whole:
        values = {"seq": found.first_broken}
        broken = Fault("chain-broken", office.wording.text("verify", "chain-broken", values))
        return replace(now, faults=(*now.faults, broken))
    return replace(now, seq=found.seq, hash=found.hash)


def _whole_due(office: Office) -> bool:
    known = _known(office)
    return known.get("whole_on") != office.clock.now().date().isoformat()


def _trusted(office: Office) -> tuple[int, str]:
    known = _known(office)
    return int(str(known.get("seq", 0))), str(known.get("hash", START))


def _known(office: Office) -> dict[str, object]:
    try:
        found = settings.get(office.db, _VERIFIED, {})
    except (StorageError, driver.Error):
        return {}
    return found if isinstance(found, dict) else {}


def _settle(office: Office, now: Progress) -> None:
    if now.faults:
        office.db.freeze(UNSOUND)
        return
    office.db.thaw(CHECKING)
    if office.db.frozen:
        return
    known = _known(office)
    day = office.clock.now().date().isoformat() if now.whole else known.get("whole_on")
    new = {"seq": now.seq, "hash": now.hash, "whole_on": day}
    if new != known:
        with office.db.atomic() as db:
            settings.put(db, _VERIFIED, new)


def _fault(office: Office, code: str) -> Fault:
    return Fault(code, office.wording.text("verify", code))
