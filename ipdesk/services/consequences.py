"""What other claims come to when one claim changes or gives back what it holds."""

from __future__ import annotations

from collections.abc import Callable

from ipdesk.domain.record import Affected
from ipdesk.domain.stages import RELEASED, Stage
from ipdesk.services.claim_reading import Reading, read_claim
from ipdesk.services.office import Office
from ipdesk.storage import entitlements, standing


def if_released(office: Office, claim_id: int) -> tuple[Affected, ...]:
    """The claims that would gain if this one were withdrawn, refused or revoked.

    Nothing is kept of the trial. Open claims and decided ones alike are listed; the
    latter are never changed by it.
    """
    reading = read_claim(office, claim_id)
    return affected(office, reading, lambda: release(office, reading))


def affected(
    office: Office, reading: Reading, change: Callable[[], object]
) -> tuple[Affected, ...]:
    """Try a change and list the other claims that would come out otherwise; it is undone again."""
    near = _near(office, reading)
    before = {number: _fen(read_claim(office, number)) for number in near}
    found = []
    with office.db.trial():
        change()
        for number in near:
            after = read_claim(office, number)
            if _fen(after) != before[number]:
                found.append(_told(after, before[number]))
    return tuple(found)


def release(office: Office, reading: Reading) -> None:
    """Give back all a claim holds."""
    entitlements.release(office.db, reading.claim.pack, reading.claim.id)


def _told(after: Reading, old_fen: int) -> Affected:
    return Affected(
        claim=after.claim.id,
        number=after.claim.number or "",
        applicant=after.applicant.name,
        award=after.award.label,
        stage=after.claim.stage,
        old_fen=old_fen,
        new_fen=_fen(after),
    )


def _near(office: Office, reading: Reading) -> tuple[int, ...]:
    """Claims of the same applicant or on the same subjects: no other can be touched."""
    subjects = tuple({item.subject for item in reading.items} - {""})
    ended = (Stage.DRAFT, *RELEASED)
    return standing.near(
        office.db, reading.claim.pack, reading.applicant.id, subjects, reading.claim.id, ended
    )


def _fen(reading: Reading) -> int:
    return reading.assessment.amount_fen if reading.assessment else 0
