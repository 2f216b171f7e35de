"""Backups of the store: made when something changed, on exit and while the day goes on."""

from __future__ import annotations

import logging
from pathlib import Path

from ipdesk.domain.stages import Stage
from ipdesk.errors import StorageError
from ipdesk.services import bureaus
from ipdesk.services.office import Changes, Office
from ipdesk.storage import backup, claim_list, journal, settings, slots
from ipdesk.storage.claim_list import ClaimFilter

log = logging.getLogger(__name__)
_LAST, _HEAD = "last_backup", "backup_head"


def back_up(office: Office) -> Changes | None:
    """Copy the store beside the data, verified; None when nothing changed since the last copy.

    The copy is no business act: it leaves no journal entry, so that an open preview of a
    letter stays the very bytes.
    """
    seq, _ = journal.head(office.db)
    drafts = claim_list.ids(office.db, ClaimFilter(stages=(Stage.DRAFT,)))
    if seq == settings.get(office.db, _HEAD, 0) and not drafts:
        return None
    now = office.clock.now()
    made = backup.make(office.db, office.key, office.home.backups, now)
    slots.keep_beside(office.home.slots, made.path)
    backup.thin(office.home.backups, now)
    slots.drop_orphans(office.home.backups)
    with office.db.atomic() as db:
        settings.put(db, _LAST, now.isoformat(timespec="seconds"))
        settings.put(db, _HEAD, seq)
    return Changes.of("setting")


def folder(office: Office) -> Path:
    """Where the copies lie."""
    return office.home.backups


def close_day(office: Office) -> None:
    """Back up, then close; a backup that fails never keeps the store open."""
    try:
        back_up(office)
    except StorageError as error:
        # Disk full or faulty: the store itself is whole; the first screen shows the old date.
        log.warning("no backup on closing: %s", error.code)
    finally:
        bureaus.close(office)
