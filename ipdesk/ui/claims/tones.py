"""The colour a stage is shown in, wherever a claim is named."""

from __future__ import annotations

from ipdesk.domain.stages import Stage

_ENDED = (Stage.REFUSED, Stage.NOT_ACCEPTED, Stage.WITHDRAWN, Stage.VOID, Stage.REVOKED)
_DONE = (Stage.APPROVED, Stage.PAID, Stage.ARCHIVED, Stage.REFERRED)


def stage_tone(stage: Stage) -> str:
    """A decided claim looks decided; one that is only filled in does not."""
    if stage in _DONE:
        return "done"
    if stage in _ENDED:
        return "fault"
    if stage is Stage.RECOVERY:
        return "attention"
    return "quiet" if stage is Stage.DRAFT else "accent"
