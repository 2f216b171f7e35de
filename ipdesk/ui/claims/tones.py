"""The colour a stage is shown in, wherever a claim is named."""

from __future__ import annotations

from datetime import date

from ipdesk.domain.stages import Stage
from ipdesk.services.claims import ClaimRow
from ipdesk.ui.days import short_day

_ENDED = (Stage.REFUSED, Stage.NOT_ACCEPTED, Stage.WITHDRAWN, Stage.VOID, Stage.REVOKED)
_DONE = (Stage.APPROVED, Stage.PAID, Stage.ARCHIVED, Stage.REFERRED)

_SOON = 3  # days


def stage_tone(stage: Stage) -> str:
    """A decided claim looks decided; one that is only filled in does not."""
    if stage in _DONE:
        return "done"
    if stage in _ENDED:
        return "fault"
    if stage is Stage.RECOVERY:
        return "attention"
    return "quiet" if stage is Stage.DRAFT else "accent"


def due_text(claim: ClaimRow, today: date) -> str:
    """By when the stage should be left; a draft has no such day."""
    return short_day(claim.due_on, today)


def due_tone(claim: ClaimRow, today: date) -> str:
    """Late is red, three days before is a reminder."""
    if claim.due_on is None:
        return ""
    left = (claim.due_on - today).days
    if left < 0:
        # The last day of a 公示 must pass before anything can be done.
        return "accent" if claim.stage is Stage.PUBLISHED and left == -1 else "fault"
    if left <= _SOON and claim.stage is not Stage.PUBLISHED:
        return "attention"
    return "quiet"
