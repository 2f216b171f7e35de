"""Lists of claims: ids by filter and order, then rows by id, so that any length scrolls."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from ipdesk.domain.letter import DECIDING
from ipdesk.domain.listing import Arrangement
from ipdesk.domain.record import Proposal
from ipdesk.domain.stages import Stage
from ipdesk.storage import listing
from ipdesk.storage.applicants import STANDING
from ipdesk.storage.claim_shelf import AMOUNT, APPROVED, SHELF, ClaimFilter, shown, where
from ipdesk.storage.database import Database
from ipdesk.storage.queue import over_budget

__all__ = [
    "ClaimFilter",
    "ClaimRow",
    "count_by_stage",
    "ids",
    "rows",
    "total_fen",
    "where",
    "years",
]


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One line of a list of claims."""

    id: int
    number: str  # "" for a draft
    received_on: date | None
    applicant_id: int
    applicant: str
    pack: str
    award: str
    stage: Stage
    proposal: Proposal
    amount_fen: int | None
    item_count: int
    subject: str
    fund_year: int
    handler: str
    published_until: date | None
    document_number: str
    letters: int  # those that tell the decision
    over_budget: bool = False  # the money of its year no longer reaches it
    due_on: date | None = None  # by when its stage should be left
    claimed_fen: int = 0
    approved_fen: int | None = None  # of what did not come to nothing
    paid_fen: int | None = None  # less what was recovered
    paid_on: date | None = None
    voucher: str = ""
    archive_number: str = ""
    town: str = ""


_NAMES = tuple(field.name for field in fields(ClaimRow))
_STAGE, _PROPOSAL = _NAMES.index("stage"), _NAMES.index("proposal")
_SHORT = _NAMES.index("over_budget")
_DAYS = tuple(
    place for place, name in enumerate(_NAMES) if name.endswith("_on") or name == "published_until"
)
_DECIDING = ", ".join(f"'{kind}'" for kind in DECIDING)
_FROM = f" FROM claim c {STANDING} JOIN operator o ON o.id = c.handler"


def ids(
    db: Database, chosen: ClaimFilter, sort: str = "id", descending: bool = True
) -> Sequence[int]:
    """Ids of the claims shown, in order; KeyError for a column that cannot be sorted by."""
    if sort not in SHELF.fields:
        raise KeyError(sort)
    return listing.listed(db, shown(chosen), Arrangement(sort=sort, descending=descending)).ids


def rows(db: Database, wanted: Sequence[int]) -> dict[int, ClaimRow]:
    """The rows of these ids."""
    found = db.rows(
        "SELECT c.id, coalesce(c.number, ''), c.received_on, a.id, a.name, c.pack, c.award,"
        f" c.stage, c.proposal, {AMOUNT}, c.item_count, c.subject, c.fund_year, o.name,"
        " c.published_until, c.document_number, (SELECT count(*) FROM letter l"
        f" WHERE l.claim = c.id AND l.kind IN ({_DECIDING})), 0, c.due_on,"
        f" c.claimed_fen, {APPROVED}, c.paid_fen - c.recovered_fen, c.paid_on, c.voucher,"
        f" c.archive_number, a.town{_FROM} WHERE c.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(wanted)),),
    )
    short = over_budget(db, wanted)
    return {int(row[0]): _row(row, int(row[0]) in short) for row in found}


def _row(row: Sequence[Any], short: bool) -> ClaimRow:
    cells = list(row)
    cells[_STAGE], cells[_PROPOSAL], cells[_SHORT] = (
        Stage(row[_STAGE]),
        Proposal(row[_PROPOSAL]),
        short,
    )
    for place in _DAYS:
        if cells[place]:
            cells[place] = date.fromisoformat(cells[place])
    return ClaimRow(*cells)


def count_by_stage(db: Database, chosen: ClaimFilter | None = None) -> dict[Stage, int]:
    """How many claims stand where: all of them, or those of a filter."""
    if chosen is None:
        found = db.rows("SELECT stage, sum(claims) FROM claim_sum WHERE claims > 0 GROUP BY stage")
    else:
        clause, values = where(chosen)
        source = _FROM if chosen.text else " FROM claim c"  # only what is typed asks for names
        found = db.rows(f"SELECT c.stage, count(*){source}{clause} GROUP BY c.stage", values)
    return {Stage(stage): int(number) for stage, number in found}


def total_fen(db: Database, chosen: ClaimFilter) -> tuple[int, int]:
    """Approved and paid sums of the claims shown; what was recovered is not paid."""
    clause, values = where(chosen)
    row = db.row(
        "SELECT coalesce(sum(c.approved_fen), 0), coalesce(sum(c.paid_fen - c.recovered_fen), 0)"
        f"{_FROM}{clause}",
        values,
    )
    assert row is not None  # an aggregate always has a row
    return int(row[0]), int(row[1])


def years(db: Database) -> tuple[int, ...]:
    """Fund years with claims, newest first."""
    rows_found = db.rows(
        "SELECT DISTINCT fund_year FROM claim_sum WHERE stage <> 'draft' AND claims > 0"
        " ORDER BY fund_year DESC"
    )
    return tuple(int(row[0]) for row in rows_found)
