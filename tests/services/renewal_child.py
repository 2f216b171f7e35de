"""Turns passwords on in a process of its own: renewal_child.py HOME LINE, killed before LINE.

Lines are those of ipdesk/storage and of the two services that turn passwords on; with 0 the
process runs to its end and says how many there were.
"""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Any

from ipdesk.domain.stages import Role
from ipdesk.paths import Home
from ipdesk.services import access, bureaus, operators, renewal
from ipdesk.services.office import Actor, Office
from ipdesk.storage import slots

CODE = "".join(sys.argv[3:4])
WATCHED = (str(Path(slots.__file__).parent), renewal.__file__, access.__file__)


class Noon:
    """One moment."""

    def now(self) -> datetime:
        return datetime(2024, 3, 4, 12, 0)


def quick(slot: slots.Slot, secret: str) -> bytes:
    """What one guess costs is held by test_slots."""
    return hashlib.sha256(slot.salt + secret.encode()).digest()


def word(name: str) -> str:
    """The first password of each account."""
    return f"Lc86#{name}-2024"


def enable(office: Office) -> None:
    people = operators.list_operators(office, active_only=True)
    one = next(each for each in people if Role.ADMINISTRATOR in each.roles)
    actor = Actor(one.id, one.name, one.roles)
    access.enable(office, actor, {each.id: word(each.name) for each in people}, CODE)


def dying(frame: FrameType, event: str, _argument: Any) -> Any:
    global lines
    if not frame.f_code.co_filename.startswith(WATCHED):
        return None
    if event == "line":
        lines += 1
        if lines == die_at:
            os.kill(os.getpid(), signal.SIGKILL)
    return dying


lines = 0
die_at = 0

if __name__ == "__main__":
    slots._derived = quick
    die_at = int(sys.argv[2])
    opened = bureaus.open_bureau(Home(Path(sys.argv[1])), Noon())
    sys.settrace(dying)
    enable(opened)
    sys.settrace(None)
    print("lines", lines)
