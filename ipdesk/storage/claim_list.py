"""Lists of claims: ids by filter and order, then rows by id, so that any length scrolls."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ipdesk.domain.letter import DECIDING
from ipdesk.domain.letter_due import OCCASIONS, Occasion
from ipdesk.domain.record import Proposal
from ipdesk.domain.stages import Stage
from ipdesk.storage.applicants import STANDING, STANDING_FOR
from ipdesk.storage.database import Database
from ipdesk.storage.queue import over_budget

# Column name on screen → what to sort by; nothing else reaches the SQL.
SORTS = {
    "number": "c.number IS NOT NULL, c.number",
    "received_on": "c.received_on, c.id",
    "applicant": "a.sort_key, c.id",
    "award": "c.award, c.id",
    "amount": "coalesce(c.approved_fen, c.decided_fen, c.proposed_fen, c.claimed_fen)",
    "stage": "c.stage, c.id",
    "handler": "o.name, c.id",
    "fund_year": "c.fund_year, c.id",
    "due_on": "c.due_on IS NULL, c.due_on, c.id",
    "id": "c.id",
}


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims a list shows; empty means all."""

    text: str = ""
    stages: tuple[Stage, ...] = ()
    awards: tuple[str, ...] = ()
    pack: str = ""
    fund_year: int | None = None
    handler: int | None = None
    applicant: int | None = None
    received_from: date | None = None
    received_to: date | None = None
    letter_due: bool = False  # only those that owe their applicant a letter
    intake: int | None = None  # 申报批次
    application: int | None = None  # 申请表
    batch: int | None = None  # 公示批次 or 拨付批次


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


_FROM = f" FROM claim c {STANDING} JOIN operator o ON o.id = c.handler"


def _owed(occasion: Occasion) -> str:
    """An occasion of domain/letter_due.py as a condition on claim c."""
    kinds = f"l.claim = c.id AND l.kind IN ({_quoted((occasion.kind, *occasion.told_by))})"
    parts = [f"c.stage IN ({_quoted(occasion.stages)})"] if occasion.stages else []
    if occasion.change is not None:
        done = f"x.claim = c.id AND x.state = 'approved' AND x.change = '{occasion.change}'"
        parts.append(f"EXISTS (SELECT 1 FROM correction x WHERE {done})")
        times = f"(SELECT count(*) FROM correction x WHERE {done})"
    elif occasion.acts:
        times = (
            "(SELECT count(*) FROM claim_step s WHERE s.claim = c.id"
            f" AND s.act IN ({_quoted(occasion.acts)}))"
        )
    else:
        times = "1"
    parts.append(f"{times} > (SELECT count(*) FROM letter l WHERE {kinds})")
    return f"({' AND '.join(parts)})"


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


# The letters a claim must have sent, as the domain's one table has it.
_LETTER_DUE = f"({' OR '.join(_owed(occasion) for occasion in OCCASIONS if occasion.must)})"


def where(chosen: ClaimFilter) -> tuple[str, list[object]]:
    """The WHERE clause of a filter over claim c, applicant a and operator o, with its values."""
    parts: list[str] = []
    values: list[object] = []

    def add(part: str, *more: object) -> None:
        parts.append(part)
        values.extend(more)

    if chosen.stages:
        add(f"c.stage IN ({_marks(chosen.stages)})", *(str(stage) for stage in chosen.stages))
    if chosen.awards:
        add(f"c.award IN ({_marks(chosen.awards)})", *chosen.awards)
    for column, value in (
        ("c.pack", chosen.pack or None),
        ("c.fund_year", chosen.fund_year),
        ("c.handler", chosen.handler),
        ("c.intake", chosen.intake),
        ("c.application", chosen.application),
    ):
        if value is not None:
            add(f"{column} = ?", value)
    if chosen.applicant is not None:
        add(f"c.applicant IN ({STANDING_FOR})", chosen.applicant, chosen.applicant)
    if chosen.batch is not None:
        # A line taken out of a batch is no claim of it any more.
        among = "SELECT claim FROM batch_claim WHERE batch = ? AND state <> 'dropped'"
        add(f"c.id IN ({among})", chosen.batch)
    if chosen.received_from:
        add("c.received_on >= ?", chosen.received_from.isoformat())
    if chosen.received_to:
        add("c.received_on <= ?", chosen.received_to.isoformat())
    if chosen.letter_due:
        add(_LETTER_DUE)
    for word in chosen.text.split():
        add(
            "(instr(a.name, ?) OR instr(c.number, ?) OR instr(c.subject, ?)"
            " OR instr(c.document_number, ?))",
            *(word,) * 4,
        )
    return (" WHERE " + " AND ".join(parts) if parts else ""), values


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" for _ in values)


def ids(db: Database, chosen: ClaimFilter, sort: str = "id", descending: bool = True) -> array[int]:
    """Ids of the claims shown, in order; KeyError for a column that cannot be sorted by."""
    clause, values = where(chosen)
    order = ", ".join(
        f"{part} {'DESC' if descending else 'ASC'}" for part in SORTS[sort].split(", ")
    )
    rows = db.rows(f"SELECT c.id{_FROM}{clause} ORDER BY {order}", values)
    return array("q", (row[0] for row in rows))


def rows(db: Database, wanted: Sequence[int]) -> dict[int, ClaimRow]:
    """The rows of these ids."""
    found = db.rows(
        "SELECT c.id, coalesce(c.number, ''), c.received_on, a.id, a.name, c.pack, c.award,"
        " c.stage, c.proposal, coalesce(c.approved_fen, c.decided_fen, c.proposed_fen,"
        " c.claimed_fen), c.item_count, c.subject, c.fund_year, o.name, c.published_until,"
        " c.document_number, (SELECT count(*) FROM letter l WHERE l.claim = c.id"
        f" AND l.kind IN ({_quoted(DECIDING)})), c.due_on"
        f"{_FROM} WHERE c.id IN ({_marks(wanted)})",
        list(wanted),
    )
    short = over_budget(db, wanted)
    return {
        int(row[0]): ClaimRow(
            int(row[0]),
            str(row[1]),
            date.fromisoformat(row[2]) if row[2] else None,
            int(row[3]),
            str(row[4]),
            str(row[5]),
            str(row[6]),
            Stage(row[7]),
            Proposal(row[8]),
            row[9],
            int(row[10]),
            str(row[11]),
            int(row[12]),
            str(row[13]),
            date.fromisoformat(row[14]) if row[14] else None,
            str(row[15]),
            int(row[16]),
            int(row[0]) in short,
            date.fromisoformat(row[17]) if row[17] else None,
        )
        for row in found
    }


def count_by_stage(db: Database, chosen: ClaimFilter | None = None) -> dict[Stage, int]:
    """How many claims stand where: all of them, or those of a filter."""
    if chosen is None:
        found = db.rows("SELECT stage, count(*) FROM claim GROUP BY stage")
    else:
        clause, values = where(chosen)
        found = db.rows(f"SELECT c.stage, count(*){_FROM}{clause} GROUP BY c.stage", values)
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
        "SELECT DISTINCT fund_year FROM claim WHERE stage <> 'draft' ORDER BY fund_year DESC"
    )
    return tuple(int(row[0]) for row in rows_found)
