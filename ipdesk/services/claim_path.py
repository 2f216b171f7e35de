"""The stage path along the top of a claim: what was walked, where it stands, what is to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ipdesk.domain.record import ClaimRecord, Proposal, StepRecord
from ipdesk.domain.stages import PATH, RELEASED, Stage
from ipdesk.services.claim_view import PathStep
from ipdesk.wording import Wording

_DAYS = {
    Stage.RECEIVED: "received_on",
    Stage.ACCEPTED: "accepted_on",
    Stage.EXAMINED: "examined_on",
    Stage.REVIEWED: "reviewed_on",
    Stage.SIGNED: "signed_on",
    Stage.COMMITTEE: "deliberated_on",
    Stage.PUBLISHED: "published_on",
    Stage.APPROVED: "approved_on",
    Stage.PAID: "paid_on",
}
# Stages between two stations of the path, and the station they have already passed.
_WITHIN = {
    Stage.RETURNED: Stage.RECEIVED,
    Stage.INSPECTION: Stage.EXAMINED,
    Stage.UNOBJECTED: Stage.PUBLISHED,
    Stage.RECOVERY: Stage.PAID,
    Stage.ARCHIVED: Stage.PAID,
}
# A station that lasts: while the list hangs out, and while an objection is looked into.
_LASTING = {Stage.PUBLISHED: Stage.PUBLISHED, Stage.OBJECTION: Stage.PUBLISHED}


def stage_path(
    wording: Wording, claim: ClaimRecord, steps: Sequence[StepRecord]
) -> tuple[PathStep, ...]:
    """The stations of a claim; after an early end only those it really passed, then the end."""
    end = early_end(claim, steps)
    days = {stage: getattr(claim, name) for stage, name in _DAYS.items()}
    if claim.stage is Stage.DRAFT:
        days = {}
    stations = list(PATH)
    if claim.deliberated_on or claim.proposal is Proposal.DECIDE:
        published, decided = claim.published_on, claim.deliberated_on
        last = published is not None and (decided is None or decided > published)
        after = Stage.PUBLISHED if last else Stage.SIGNED
        stations.insert(stations.index(after) + 1, Stage.COMMITTEE)

    def station(stage: Stage, state: str, day: date | None) -> PathStep:
        return PathStep(stage, wording.label("stagestep", stage), state, day)

    path = []
    if end is not None:
        # A refusal carries the day of its decision where an approval would.
        passed = stations[: _passed(stations, end, steps)]
        walked = [stage for stage in passed if days.get(stage) and stage is not Stage.APPROVED]
        path = [station(stage, "done", days[stage]) for stage in walked]
        state = "done" if end is Stage.REFERRED else "ended"
        path.append(station(end, state, _day_of(end, steps)))
    else:
        position = _position(stations, claim.stage)
        for index, stage in enumerate(stations):
            state = "done" if index <= position else "later"
            if index == position + 1 and claim.stage is not Stage.ARCHIVED:
                state = "current"
            # A day of an earlier round says nothing of a station still to be passed again.
            held = state == "done" or stage is _LASTING.get(claim.stage)
            path.append(station(stage, state, days.get(stage) if held else None))
    if claim.stage is Stage.ARCHIVED:
        path.append(station(Stage.ARCHIVED, "done", _day_of(Stage.ARCHIVED, steps)))
    return tuple(path)


def _passed(stations: Sequence[Stage], end: Stage, steps: Sequence[StepRecord]) -> int:
    """How many stations lay behind a claim as it ended: days behind them are of a round before."""
    ended = next((step.source for step in reversed(steps) if step.target is end), end)
    reached = _WITHIN.get(ended) or _LASTING.get(ended, ended)
    return stations.index(reached) + 1 if reached in stations else len(stations)


def _position(stations: Sequence[Stage], stage: Stage) -> int:
    """The last station a claim has behind it; -1 when there is none yet."""
    if stage in _LASTING:
        return stations.index(_LASTING[stage]) - 1
    reached = _WITHIN.get(stage, stage)
    return stations.index(reached) if reached in stations else -1


def early_end(claim: ClaimRecord, steps: Sequence[StepRecord]) -> Stage | None:
    """Where a claim ended without payment, also after it was archived; None otherwise."""
    if claim.stage in RELEASED:
        return claim.stage
    if claim.stage is Stage.ARCHIVED and steps and steps[-1].source in RELEASED:
        return steps[-1].source
    return None


def _day_of(stage: Stage, steps: Sequence[StepRecord]) -> date | None:
    return next((step.at.date() for step in reversed(steps) if step.target is stage), None)
