"""What the claims of a fund year come to, from sums the store keeps with every change of one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from ipdesk.storage.database import Database


class StageSum(NamedTuple):
    """The claims of one award that stand at one stage."""

    award: str
    stage: str
    proposal: str
    claims: int
    told: int  # with an amount, be it nought
    granted: int  # with an amount above nought
    approved_fen: int
    paid_fen: int  # less what was recovered


def of_year(db: Database, pack: str, year: int) -> tuple[StageSum, ...]:
    """Every award and stage that has claims; drafts are not in any ledger."""
    rows = db.rows(
        f"SELECT {', '.join(StageSum._fields)} FROM claim_sum"
        " WHERE pack = ? AND fund_year = ? AND stage <> 'draft' AND claims > 0",
        (pack, year),
    )
    return tuple(StageSum(*row) for row in rows)


def applicants(db: Database, pack: str, year: int) -> dict[str, int]:
    """How many applicants an award has claims of, merged records and namesakes as one."""
    rows = db.rows(
        "SELECT award, sum(claims > 0) FROM claim_party WHERE pack = ? AND fund_year = ?"
        " GROUP BY award",
        (pack, year),
    )
    found = {str(award): int(number) for award, number in rows}
    stands = _stands_for(db)
    if not stands:
        return found
    among: dict[str, list[int]] = {}
    for award, number in db.rows(
        # By the few records in question; the year has all the others.
        "SELECT DISTINCT award, applicant FROM claim WHERE +pack = ? AND +fund_year = ?"
        " AND stage <> 'draft' AND applicant IN (SELECT value FROM json_each(?))",
        (pack, year, json.dumps([*stands, *stands.values()])),
    ):
        among.setdefault(str(award), []).append(int(number))
    for award, numbers in among.items():
        found[award] -= len(numbers) - len({stands.get(number, number) for number in numbers})
    return found


def _stands_for(db: Database) -> Mapping[int, int]:
    """The records a ledger cannot tell from another one, with that one.

    A merged record is the one it was merged into; without a code a name is all there is.
    """
    named = {
        int(number): int(first)
        for number, first in db.rows(
            "SELECT id, first FROM (SELECT id, min(id) OVER (PARTITION BY name) AS first"
            " FROM applicant WHERE code = '' AND merged_into IS NULL) WHERE id <> first"
        )
    }
    merged = {
        int(number): int(into)
        for number, into in db.rows(
            "SELECT id, merged_into FROM applicant WHERE merged_into IS NOT NULL"
        )
    }
    return {**named, **{number: named.get(into, into) for number, into in merged.items()}}
