"""申报批次 on file."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date

from ipdesk.domain.rounds import Round
from ipdesk.storage.database import Database


def put(db: Database, one: Round) -> int:
    """Enter a round, or write it anew under its id."""
    values = (
        one.pack,
        one.name,
        one.notice,
        one.opens_on.isoformat(),
        one.closes_on.isoformat(),
        json.dumps(one.awards),
    )
    if one.id:
        db.execute(
            "UPDATE application_round SET pack = ?, name = ?, notice = ?, opens_on = ?,"
            " closes_on = ?, awards = ? WHERE id = ?",
            (*values, one.id),
        )
        return one.id
    return db.insert(
        "INSERT INTO application_round (pack, name, notice, opens_on, closes_on, awards)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        values,
    )


def delete(db: Database, number: int) -> None:
    """Take a round away; the database refuses while a claim belongs to it."""
    db.execute("DELETE FROM application_round WHERE id = ?", (number,))


def claims_by_round(db: Database) -> dict[int, tuple[tuple[str, date], ...]]:
    """Award and day of receipt of the claims that came in each round."""
    found: dict[int, list[tuple[str, date]]] = {}
    for number, award, day in db.rows(
        "SELECT intake, award, received_on FROM claim WHERE intake IS NOT NULL ORDER BY id"
    ):
        found.setdefault(int(number), []).append((str(award), date.fromisoformat(day)))
    return {number: tuple(each) for number, each in found.items()}


def counts(db: Database, wanted: Collection[int]) -> dict[int, int]:
    """How many claims came in each of these rounds."""
    found = db.rows(
        "SELECT intake, count(*) FROM claim WHERE intake IN (SELECT value FROM json_each(?))"
        " GROUP BY intake",
        (json.dumps(list(wanted)),),
    )
    return {int(number): int(count) for number, count in found}


def all_of(db: Database) -> tuple[Round, ...]:
    """Every round, the one that opens last first."""
    rows = db.rows(
        "SELECT pack, name, notice, opens_on, closes_on, awards, id FROM application_round"
        " ORDER BY opens_on DESC, id DESC"
    )
    return tuple(
        Round(
            str(pack),
            str(name),
            str(notice),
            date.fromisoformat(opens),
            date.fromisoformat(closes),
            tuple(json.loads(awards)),
            int(number),
        )
        for pack, name, notice, opens, closes, awards, number in rows
    )
