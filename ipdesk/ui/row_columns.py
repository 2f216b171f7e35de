"""Words of claims as every list has them: the award behind its key, the colour of a stage."""

from __future__ import annotations

from typing import Any

from ipdesk.domain.stages import Stage
from ipdesk.ui.bench import Bench

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


def award_key(row: Any) -> str:
    """What the store narrows awards by: two policies may use the same number."""
    return f"{row.pack} {row.award}"


def award_words(bench: Bench, key: str) -> str:
    """The award as it is called; its number where its policy is not known here."""
    pack, _, award = str(key).partition(" ")
    for policy in bench.policies:
        if policy.id == pack and award in policy.awards:
            return policy.awards[award].label
    return award
