"""封账: a fund year is closed as it is handed in, and opened again only with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from ipdesk.domain.stages import BEFORE_APPROVAL, Role, Stage
from ipdesk.domain.year_content import text_digest, to_text
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.year_contents import content_now
from ipdesk.storage import claim_list, journal, year_closings
from ipdesk.storage.claim_list import ClaimFilter
from ipdesk.storage.year_closings import Closing

# What is still on its way: decided, but not paid or filed; or not decided at all.
_UNPAID = (Stage.APPROVED, Stage.RECOVERY)


@dataclass(frozen=True, slots=True)
class YearState:
    """How a fund year stands: open or closed, and what would be carried over."""

    pack: str
    year: int
    closing: Closing | None
    earlier: tuple[Closing, ...]  # closings of this year that were opened again
    claims: int
    approved_fen: int
    paid_fen: int
    undecided: int  # their results will be told in the year they come
    unpaid: int  # approved, with something still to be paid or returned
    drafts: int  # must get another fund year before they are received
    reason: str  # code of what keeps the year from being closed now; "" when nothing does


@dataclass(frozen=True, slots=True)
class Closed:
    """A year that was closed, and what it comes to."""

    closing: Closing
    changes: Changes


def year_state(office: Office, pack: str, year: int) -> YearState:
    """What the window says before a year is closed or opened again."""
    every = [one for one in year_closings.of_pack(office.db, pack) if one.year == year]
    chosen = ClaimFilter(pack=pack, fund_year=year)
    count = claim_list.count_by_stage(office.db, chosen)
    approved, paid = claim_list.total_fen(office.db, chosen)
    return YearState(
        pack=pack,
        year=year,
        closing=next((one for one in every if one.stands), None),
        earlier=tuple(one for one in every if not one.stands),
        claims=sum(number for stage, number in count.items() if stage is not Stage.DRAFT),
        approved_fen=approved,
        paid_fen=paid,
        undecided=sum(count.get(stage, 0) for stage in BEFORE_APPROVAL),
        unpaid=sum(count.get(stage, 0) for stage in _UNPAID),
        drafts=count.get(Stage.DRAFT, 0),
        reason=_obstacle(office, pack, year),
    )


def _obstacle(office: Office, pack: str, year: int) -> str:
    if year_closings.standing(office.db, pack, year) is not None:
        return "year-is-closed"
    if office.clock.now().date().year <= year:
        return "year-not-over"
    later = (one for one in year_closings.of_pack(office.db, pack) if one.stands)
    if any(one.year > year for one in later):
        return "later-year-is-closed"
    return ""


def close_year(office: Office, actor: Actor, pack: str, year: int) -> Closed:
    """Keep the year as it is on file now; its digest stands in the journal."""
    actor.require(Role.APPROVER)
    with act(office) as db:
        if reason := _obstacle(office, pack, year):
            raise UserError(reason, year=year)
        content = content_now(office, pack, year)
        text = to_text(content)
        digest = text_digest(text)
        sums = (len(content.rows), content.approved_fen, content.paid_fen)
        now = office.clock.now()
        number = year_closings.add(
            db, pack, year, text, digest, sums, journal.head(db), actor.id, now
        )
        data = {
            "pack": pack,
            "year": year,
            "rows": sums[0],
            "approved_fen": sums[1],
            "paid_fen": sums[2],
            "digest": digest,
        }
        record(office, actor, "close_year", "closing", number, data)
        made = year_closings.standing(db, pack, year)
    assert made is not None  # it has just been written
    return Closed(made, Changes.of("year_closing", "claim", "budget"))


def reopen_year(office: Office, actor: Actor, pack: str, year: int, reason: str) -> Changes:
    """Open a closed year again; what it was closed with stays on file."""
    actor.require(Role.APPROVER)
    if not reason.strip():
        raise UserError("need-missing", field="reason", need="reason")
    with act(office) as db:
        closing = year_closings.standing(db, pack, year)
        if closing is None:
            raise UserError("year-not-closed", year=year)
        year_closings.reopen(db, closing.id, actor.id, office.clock.now(), reason.strip())
        data = {"pack": pack, "year": year, "digest": closing.digest}
        record(office, actor, "reopen_year", "closing", closing.id, data, reason.strip())
    return Changes.of("year_closing", "claim", "budget")
