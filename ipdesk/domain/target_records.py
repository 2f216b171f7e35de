"""名册、会议、活动: what the office itself keeps and figures are counted from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ipdesk.domain.observation import NO_FILE, Attached


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One line of a roster: who, for which product, by which notice, from when to when."""

    code: str
    name: str
    product: str
    notice: str
    approved_on: date
    exited_on: date | None = None
    exit_reason: str = ""
    note: str = ""
    id: int = 0
    roster: str = ""

    def stands_on(self, day: date) -> bool:
        """在用: approved by that day, and not gone; the day of the exit no longer counts."""
        return self.approved_on <= day and (self.exited_on is None or self.exited_on > day)


def count_on(entries: Iterable[RosterEntry], day: date) -> int:
    """How many different enterprises stand on a day, whatever number of products they have."""
    return len({entry.code for entry in entries if entry.stands_on(day)})


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing a meeting decided: who is to do it by when."""

    title: str
    department: str
    due_on: date | None
    row: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """联席会议."""

    pack: str
    held_on: date
    name: str
    participants: tuple[str, ...]
    minutes: str = ""
    note: str = ""
    file: Attached = NO_FILE
    id: int = 0
    withdrawn: str = ""  # why it does not count


@dataclass(frozen=True, slots=True)
class Activity:
    """A training, a campaign or the like; a count nobody took is None, not nought."""

    pack: str
    kind: str
    held_on: date
    name: str
    place: str = ""
    people: int | None = None
    firms: int | None = None
    note: str = ""
    file: Attached = NO_FILE
    id: int = 0
    withdrawn: str = ""
