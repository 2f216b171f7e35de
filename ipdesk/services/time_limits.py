"""办理时限: by when a claim should leave its stage, counted in 工作日 and kept with the claim."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from ipdesk.domain.dates import CalendarEndsError
from ipdesk.domain.record import ClaimRecord
from ipdesk.domain.stages import Role, Stage
from ipdesk.domain.time_limits import LONGEST, RECORDED, USUAL
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.working_days import work_calendar
from ipdesk.storage import claims, entered, settings

_KEY = "time_limits"


def time_limits(office: Office) -> dict[Stage, int]:
    """工作日 per stage as the bureau has set them; 0: no limit."""
    kept = settings.get(office.db, _KEY) or {}
    return {stage: int(kept.get(str(stage), days)) for stage, days in USUAL.items()}


def set_time_limits(office: Office, actor: Actor, new: Mapping[Stage, int]) -> Changes:
    """Change the limits; the days of every open claim are counted anew."""
    actor.require(Role.ADMINISTRATOR)
    for stage, days in new.items():
        if stage not in USUAL or not 0 <= days <= LONGEST:
            raise UserError("limit-range", field=str(stage), most=LONGEST)
    old = time_limits(office)
    kept = {**old, **new}
    if kept == old:
        return Changes.of()
    with act(office) as db:
        settings.put(db, _KEY, {str(stage): days for stage, days in kept.items()})
        changed = {
            str(stage): {"old": old[stage], "new": days}
            for stage, days in kept.items()
            if old[stage] != days
        }
        record(office, actor, "set_time_limits", "setting", 0, changed)
        count_anew(office)
    return Changes.of("setting", "claim")


def due_day(
    office: Office,
    stage: Stage,
    entered_on: date,
    said: Mapping[str, object],
    published_until: date | None,
) -> date | None:
    """By when a claim that came into `stage` that day should leave it; None: no limit.

    Beyond the last year of the holiday table there is none yet; it is counted when the table
    goes on (`count_anew`).
    """
    if stage is Stage.PUBLISHED:
        return published_until
    if stage in RECORDED and said.get(RECORDED[stage]):
        return _day(said[RECORDED[stage]])
    days = time_limits(office).get(stage, 0)
    if not days:
        return None
    try:
        return work_calendar(office).add(entered_on, days)
    except CalendarEndsError:
        return None


def due_of(claim: ClaimRecord) -> date | None:
    """By when the present stage should be left."""
    return claim.due_on


def count_anew(office: Office) -> None:
    """Count the days of all open claims again; inside the act that changed what they rest on."""
    for claim, stage, day, text, until, old in entered.open_claims(office.db):
        new = due_day(office, stage, day, json.loads(text), until)
        if new != old:
            claims.update(office.db, claim, due_on=new)


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))
