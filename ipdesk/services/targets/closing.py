"""年度关账: a year that is closed says the same for ever; two people open it again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ipdesk.domain.policy import Policy
from ipdesk.domain.reporting import Report
from ipdesk.domain.stages import Role
from ipdesk.domain.target_report import TargetReport, canonical, digest_of, from_plain, plain
from ipdesk.domain.task_record import OPEN
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.sign_rules import rules
from ipdesk.services.targets.book import Reader
from ipdesk.services.targets.common import first_year, policy_of, reason_given
from ipdesk.services.targets.lines import draw_up
from ipdesk.storage import target_closings as stored
from ipdesk.storage import tasks
from ipdesk.storage.target_closings import Closing, Reopening


@dataclass(frozen=True, slots=True)
class YearState:
    """A year of a policy: open, closed, or closed and asked to be opened again."""

    year: int
    closing: Closing | None
    wish: Reopening | None
    missing: tuple[Report, ...]  # what is still owed; a year may be closed without it
    may_close: bool
    obstacle: str  # why it may not be closed, in words; "" when it may


def years(office: Office, pack: str) -> tuple[YearState, ...]:
    """Every year of a policy that has begun, the latest first."""
    policy = policy_of(office, pack)
    reader = Reader(office, policy)
    today = office.clock.now().date()
    first = first_year(policy) or today.year
    last = min(today.year, policy.valid_to.year if policy.valid_to else today.year)
    return tuple(_state(office, reader, year, today) for year in range(last, first - 1, -1))


def report_of(office: Office, pack: str, year: int) -> tuple[TargetReport, Closing | None]:
    """What a year says: as it was closed, or as it stands now."""
    policy = policy_of(office, pack)
    closing = stored.standing(office.db, pack, year)
    if closing is None:
        return draw_up(office, policy, year), None
    return from_plain(_content(office, closing)["report"]), closing


def close_year(office: Office, actor: Actor, pack: str, year: int) -> Changes:
    """Freeze a year: figures, readings, tasks and reports as they stand, with a digest.

    What is owed is named in it and stays owed for ever; tasks that are not done go on next year.
    """
    actor.require(Role.REVIEWER, Role.APPROVER)
    policy = policy_of(office, pack)
    reader = Reader(office, policy)
    state = _state(office, reader, year, office.clock.now().date())
    if not state.may_close:
        raise UserError("target-year-not-closable", year=year, why=state.obstacle)
    text = canonical(_frozen(office, policy, year, reader))
    digest = digest_of(text)
    with act(office) as db:
        carried = list(_carry_over(office, policy, year))
        now = office.clock.now()
        number = stored.close(db, pack, policy.sha256, year, text, digest, actor.id, now)
        data = {
            "pack": pack,
            "year": year,
            "digest": digest,
            "not_reported": len(state.missing),
            "carried": carried,
        }
        record(office, actor, "close_target_year", "targetyear", number, data)
    return Changes.of("target_year", "observation", "task", ids=(number,))


def propose_reopening(office: Office, actor: Actor, pack: str, year: int, reason: str) -> Changes:
    """复核 asks for a closed year to be opened, and says why."""
    actor.require(Role.REVIEWER)
    closing = _closed(office, pack, year)
    why = reason_given(reason)
    if _wish(office, closing) is not None:
        raise UserError("reopening-asked-already", year=year)
    with act(office) as db:
        number = stored.propose(db, closing.id, why, actor.id, office.clock.now())
        data = {"pack": pack, "year": year, "digest": closing.digest}
        record(office, actor, "propose_target_reopening", "targetyear", number, data, why)
    return Changes.of("target_year", ids=(closing.id,))


def decide_reopening(
    office: Office, actor: Actor, pack: str, year: int, agree: bool, alone: str = ""
) -> Changes:
    """审批 agrees or not; who asked may agree only in 单人办公, saying why.

    An opened year keeps what it said before; closing it again makes a new record beside it.
    """
    actor.require(Role.APPROVER)
    closing = _closed(office, pack, year)
    wish = _wish(office, closing)
    if wish is None:
        raise UserError("reopening-not-asked", year=year)
    reason = alone.strip()
    if agree and wish.proposer == actor.id and not (rules(office).one_person and reason):
        raise UserError("move-needs-another-person")
    with act(office) as db:
        now = office.clock.now()
        state = "approved" if agree else "dropped"
        stored.decide(db, wish.id, state, actor.id, now, reason if agree else "")
        if agree:
            stored.reopen(db, closing.id, now)
        data = {"pack": pack, "year": year, "digest": closing.digest, "alone": reason}
        name = "reopen_target_year" if agree else "refuse_target_reopening"
        record(office, actor, name, "targetyear", wish.id, data, wish.reason)
    return Changes.of("target_year", "observation", "task", ids=(closing.id,))


def _state(office: Office, reader: Reader, year: int, today: date) -> YearState:
    pack = reader.policy.id
    closing = stored.standing(office.db, pack, year)
    wish = _wish(office, closing) if closing else None
    if closing is not None:
        return YearState(year, closing, wish, (), False, "")
    missing = tuple(one for one in reader.reports(year) if one.missing)
    obstacle = ""
    if date(year, 12, 31) >= today:
        obstacle = office.wording.text("target", "year-runs", {"year": year})
    else:
        for before in range(first_year(reader.policy) or year, year):
            if stored.standing(office.db, pack, before) is None:
                obstacle = office.wording.text("target", "year-before-open", {"year": before})
                break
    return YearState(year, None, None, missing, not obstacle, obstacle)


def _frozen(office: Office, policy: Policy, year: int, reader: Reader) -> dict[str, Any]:
    """All a closed year rests on: entries and steps, which figure each is, and what was said."""
    book = reader.book()
    return {
        "report": plain(draw_up(office, policy, year, reader)),
        "entries": {
            name: {str(part): f"{value:f}" for part, value in parts.items()}
            for (name, when), parts in book.entries.items()
            if when == year and parts
        },
        "steps": {name: step for (name, when), step in book.steps.items() if when == year},
        "reported": {
            str(one.id): one.step or f"{one.value:f}"
            for one in reader.observed
            if one.span.year == year
        },
    }


def _carry_over(office: Office, policy: Policy, year: int) -> Iterator[str]:
    """Decisions and the office's own tasks that are not done go on in the year after."""
    for task in tasks.of_year(office.db, policy.id, year):
        own = not task.row or task.meeting is not None
        if own and task.state in OPEN:
            tasks.put(office.db, replace(task, id=0, year=year + 1, carried_from=task.id))
            yield task.title


def _closed(office: Office, pack: str, year: int) -> Closing:
    policy_of(office, pack)
    closing = stored.standing(office.db, pack, year)
    if closing is None:
        raise UserError("target-year-open", year=year)
    return closing


def _wish(office: Office, closing: Closing | None) -> Reopening | None:
    if closing is None:
        return None
    return next(
        (
            one
            for one in stored.reopenings(office.db, closing.pack)
            if one.closing == closing.id and one.state == "proposed"
        ),
        None,
    )


def _content(office: Office, closing: Closing) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(stored.content(office.db, closing.id))
    return content
