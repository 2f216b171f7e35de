"""Batches as they are read: 公示批次 and 拨付批次 with their lines."""

from __future__ import annotations

from ipdesk.domain.batch import Batch, BatchKind, BatchLine
from ipdesk.errors import UserError
from ipdesk.services.office import Office
from ipdesk.storage import batches as stored


def batches(office: Office, kind: BatchKind) -> tuple[Batch, ...]:
    """Every batch of a kind, newest first."""
    return stored.all_of(office.db, kind)


def every_batch(office: Office) -> tuple[Batch, ...]:
    """The batches of both kinds, newest first."""
    found = [one for kind in BatchKind for one in batches(office, kind)]
    return tuple(sorted(found, key=lambda one: one.id, reverse=True))


def batch(office: Office, number: int) -> Batch:
    """One batch; UserError when there is none."""
    found = stored.get(office.db, number)
    if found is None:
        raise UserError("batch-gone")
    return found


def batch_lines(office: Office, number: int) -> tuple[BatchLine, ...]:
    """The claims of a batch, in the order they were listed."""
    return stored.lines(office.db, number)


def batches_of(office: Office, claim_id: int) -> tuple[Batch, ...]:
    """The batches a claim was in, oldest first."""
    return stored.batches_of(office.db, claim_id)
