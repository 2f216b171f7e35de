"""What somebody is typing and has not saved: kept as typed, of no meaning before it is saved.

Like a draft it is in no journal. It belongs to one person, one place and one record there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from ipdesk.domain.stages import Role
from ipdesk.services.office import Actor, Office
from ipdesk.storage import settings

_DAYS = 180  # what nobody came back to for so long is not wanted any more
Texts = Mapping[str, str | bool]  # by field, as it stands in the field


def keep_typed(office: Office, actor: Actor, place: str, record: str, texts: Texts) -> None:
    """Keep what stands in the fields now, in the place of what was kept before."""
    if Role.AUDITOR in actor.roles:
        return
    today = office.clock.now().date()
    kept = {"at": today.isoformat(), "texts": dict(texts)}
    with office.db.atomic() as db:
        settings.put(db, _key(actor, place, record), kept)
        settings.prune(db, _ALL, today - timedelta(days=_DAYS))


def forget_typed(office: Office, actor: Actor, place: str, record: str) -> None:
    """It was saved or given up."""
    if typed(office, actor, place, record):
        with office.db.atomic() as db:
            settings.remove(db, _key(actor, place, record))


def typed(office: Office, actor: Actor, place: str, record: str) -> Texts:
    """What was kept; empty when there is nothing."""
    found = settings.get(office.db, _key(actor, place, record), {})
    texts: Texts = found.get("texts", {})
    return texts


_ALL = "typed/"


def _key(actor: Actor, place: str, record: str) -> str:
    return f"{_ALL}{actor.id}/{place}/{record}"
