"""By when a claim should move on, and the colour of it."""

from __future__ import annotations

from datetime import date

from ipdesk.domain.stages import Stage
from ipdesk.services.claims import ClaimRow
from ipdesk.ui.days import short_day

_SOON = 3  # days


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
