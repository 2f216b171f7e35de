"""An office with an empty register, for tests of what is done before any claim."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from ipdesk.domain.policy import Policy
from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.paths import Home, resources
from ipdesk.services.calendar import seed_holidays
from ipdesk.services.office import Actor, Office
from ipdesk.services.paper import Paper
from ipdesk.storage import journal
from ipdesk.storage.database import Database
from ipdesk.wording import Wording
from tests.prepared import KEY, empty_store

NOON = datetime(2026, 3, 2, 12, 0)
CLERK = Actor(1, "李经办", (Role.CLERK,))
ADMINISTRATOR = Actor(2, "赵管理", (Role.ADMINISTRATOR,))
AUDITOR = Actor(3, "钱审计", (Role.AUDITOR,))


class Noon:
    """A clock that stands still."""

    def now(self) -> datetime:
        return NOON


def no_policy(version: str) -> Policy:
    raise KeyError(version)


@contextmanager
def empty_office(folder: Path) -> Iterator[Office]:
    """A bureau with its holidays and nothing else."""
    home = Home(folder)
    with Database.open(empty_store(home.database), KEY) as db:
        with db.atomic():
            seed_holidays(db)
        yield Office(
            home=home,
            db=db,
            clock=Noon(),
            wording=Wording.load(resources() / "wording"),
            paper=Paper(resources()),
            policies=no_policy,
            in_use=tuple,
            heads=tuple,
        )


def last_entry(office: Office) -> journal.Entry:
    return journal.page(office.db, limit=1)[0]


def said(office: Office, error: UserError) -> str:
    """What the clerk reads; a refusal without words of its own is a fault."""
    assert office.wording.has("message", error.code), error.code
    return office.wording.text("message", error.code, error.values)
