"""One business act: one transaction, with the database's own refusals put in the user's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from ipdesk.errors import UserError
from ipdesk.services.office import Actor, Office
from ipdesk.storage import journal
from ipdesk.storage.database import Database, IntegrityError

# Triggers raise kebab-case codes; the two constraints that guard quotas have no code of their own.
_CODE = re.compile(r"[a-z]+(?:-[a-z]+)+")
_CONSTRAINTS = {
    "entitlement.pack, entitlement.award, entitlement.key": "key-held",
    "used <= most": "quota-exceeded",
}


# The store whose act is under way as one of many; see `together`.
_joined: ContextVar[Database | None] = ContextVar("joined", default=None)


@contextmanager
def act(office: Office) -> Iterator[Database]:
    """An atomic act; what a trigger or constraint refuses becomes a UserError."""
    with _refusals():
        if _joined.get() is office.db:
            yield office.db
        else:
            with office.db.atomic() as db:
                yield db


@contextmanager
def together(office: Office) -> Iterator[Database]:
    """Many acts in one transaction: all of them are kept, or none."""
    with _refusals(), office.db.atomic() as db:
        token = _joined.set(db)
        try:
            yield db
        finally:
            _joined.reset(token)


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        text = str(error)
        for part, code in _CONSTRAINTS.items():
            if part in text:
                raise UserError(code) from error
        if _CODE.fullmatch(text):
            raise UserError(text) from error
        raise


def record(
    office: Office,
    actor: Actor,
    act_name: str,
    entity: str,
    entity_id: int,
    data: Mapping[str, object],
    reason: str = "",
) -> journal.Entry:
    """The journal entry of the act under way."""
    return journal.append(
        office.db,
        at=office.clock.now(),
        operator=actor.name,
        act=act_name,
        entity=entity,
        entity_id=entity_id,
        data=data,
        reason=reason,
    )
