"""What a paragraph gives at one place, and everything it was found to hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ipdesk.domain.draft import Limit
from ipdesk.packs.drafting.roles import Mark, Role
from ipdesk.packs.drafting.tables import Cell

COMMA = re.compile("[，；。！？]")


@dataclass(slots=True)
class Grant:
    """What a paragraph gives at one place, before levels are told apart."""

    paragraph: int
    role: Role  # amount | rate | cap
    marks: list[Mark]
    subject: str
    phrase: str  # between the subject and the amount
    after: str  # behind the amount, up to the next stop
    start: int
    end: int
    sentence: int  # between two full stops
    part: int  # between two semicolons
    inherited: bool = False
    context: str = ""  # what a cost is of
    limits: list[Limit] = field(default_factory=list)
    limit_lists: list[list[Limit]] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    range_low: Mark | None = None
    cell: Cell | None = None  # of a table whose units stand in its head


@dataclass(slots=True)
class Reading:
    """Everything a paragraph was found to hold."""

    grants: list[Grant] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    used: set[int] = field(default_factory=set)  # starts of mentions that a grant holds
    loose: list[tuple[Limit, Mark, str]] = field(default_factory=list)  # ceilings without a grant
    place: tuple[int, int, int] = (0, 0, 0)  # paragraph, sentence and part that is being read


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """The words between two commas that hold a place."""
    first = max((m.end() for m in COMMA.finditer(text, 0, start)), default=0)
    stop = COMMA.search(text, end)
    return first, stop.start() if stop else len(text)
