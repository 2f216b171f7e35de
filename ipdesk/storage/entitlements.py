"""What live claims hold: keys that pay once and quotas that run out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from ipdesk.domain.claim import Grant
from ipdesk.storage.database import Database

_SELECT = (
    "SELECT e.applicant, e.award, e.subject, e.subject_key, e.key, e.fact_on, e.fund_year,"
    " e.amount_fen, coalesce(c.number, ''), e.uses FROM entitlement e"
    " LEFT JOIN claim c ON c.id = e.claim"
)
_BATCH = 400  # SQLite's limit on bound values is higher; plans stay small


def _grants(rows: Iterable[Sequence[object]]) -> list[Grant]:
    return [_grant(*row) for row in rows]


def _grant(
    applicant: object,
    award: object,
    subject: object,
    subject_key: object,
    key: object,
    fact_on: object,
    fund_year: object,
    amount: object,
    claim: object,
    uses: object,
) -> Grant:
    held = json.loads(str(uses))
    return Grant(
        str(applicant),
        str(award),
        str(subject),
        str(subject_key),
        str(key),
        date.fromisoformat(str(fact_on)),
        int(str(fund_year)),
        int(str(amount)),
        str(claim),
        tuple((str(cap), int(year), int(used)) for cap, year, used in held),
    )


class Known(NamedTuple):
    """A grant as another claim meets it: `later` when its claim came to the counter after."""

    grant: Grant
    later: bool


def relevant(
    db: Database, pack: str, applicant: int, subject_keys: Sequence[str], besides: int
) -> list[Known]:
    """All grants that bear on a claim: the applicant's own and those for the same subjects.

    Grants of the claim `besides` itself are left out. Oldest first.
    """
    found: dict[int, Sequence[object]] = {}
    not_own = "e.pack = ? AND (e.claim IS NULL OR e.claim <> ?)"
    with_id = _SELECT.replace("SELECT ", "SELECT e.id, ", 1).replace(" FROM", ", e.claim FROM", 1)
    for row in db.rows(
        f"{with_id} WHERE {not_own} AND e.applicant = ?", (pack, besides, applicant)
    ):
        found[int(row[0])] = row[1:]
    for start in range(0, len(subject_keys), _BATCH):
        part = subject_keys[start : start + _BATCH]
        marks = ", ".join("?" for _ in part)
        for row in db.rows(
            f"{with_id} WHERE {not_own} AND e.subject_key IN ({marks})", (pack, besides, *part)
        ):
            found[int(row[0])] = row[1:]
    rows = [found[key] for key in sorted(found)]
    after = _received_after(db, besides, {row[-1] for row in rows if row[-1] is not None})
    known = zip(_grants(row[:-1] for row in rows), rows, strict=True)
    return [Known(grant, row[-1] in after) for grant, row in known]


def _received_after(db: Database, claim: int, others: set[object]) -> set[object]:
    """Which of the other claims were received after this one; none while it is a draft."""
    received = db.value(
        "SELECT min(id) FROM claim_step WHERE claim = ? AND act = 'receive'", (claim,)
    )
    if received is None or not others:
        return set()
    marks = ", ".join("?" for _ in others)
    rows = db.rows(
        f"SELECT claim FROM claim_step WHERE act = 'receive' AND id > ? AND claim IN ({marks})",
        (received, *others),
    )
    return {row[0] for row in rows}


def history_of(db: Database, subject_keys: Sequence[str]) -> list[Grant]:
    """What was paid before ipdesk for these subjects, under whatever policy."""
    rows = db.rows(
        f"{_SELECT} WHERE e.claim IS NULL AND e.subject_key IN (SELECT value FROM json_each(?))"
        " ORDER BY e.id",
        (json.dumps(list(subject_keys)),),
    )
    return _grants(rows)


def of_claim(db: Database, claim: int) -> list[Grant]:
    return _grants(db.rows(f"{_SELECT} WHERE e.claim = ? ORDER BY e.id", (claim,)))


def by_id(db: Database, number: int) -> list[Grant]:
    """One grant by its own number, none when it is gone."""
    return _grants(db.rows(f"{_SELECT} WHERE e.id = ?", (number,)))


def _yearly(grant: Grant) -> tuple[tuple[str, int, int], ...]:
    """The uses that count against an applicant's year; year 0 stands for a subject's highest."""
    return tuple(use for use in grant.uses if use[1])


def release(db: Database, pack: str, claim: int) -> None:
    """Give back everything a claim holds."""
    given_back = _drawn(of_claim(db, claim))
    # First what is held, then its count: the store lets a quota be nothing but that sum.
    db.execute("DELETE FROM entitlement WHERE claim = ?", (claim,))
    for (applicant, cap, year), used in given_back.items():
        db.execute(
            "UPDATE quota SET used = used - ? WHERE pack = ? AND cap = ? AND applicant = ?"
            " AND year = ?",
            (used, pack, cap, applicant, year),
        )


def _drawn(grants: Iterable[Grant]) -> Counter[tuple[int, str, int]]:
    """What grants use of yearly caps, by applicant, cap and year."""
    drawn: Counter[tuple[int, str, int]] = Counter()
    for grant in grants:
        for cap, year, used in _yearly(grant):
            drawn[int(grant.applicant), cap, year] += used
    return drawn


def hold(
    db: Database,
    pack: str,
    claim: int | None,
    grants: Sequence[Grant],
    limits: dict[tuple[str, int], int],
) -> None:
    """Record what a claim holds; `limits` gives the yearly limit by cap and year.

    A key held by another claim or a quota run out is refused by the database.
    """
    for ordinal, grant in enumerate(grants, start=1):
        db.insert(
            "INSERT INTO entitlement (claim, ordinal, pack, award, applicant, subject,"
            " subject_key, key, fact_on, fund_year, amount_fen, uses)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                claim,
                ordinal,
                pack,
                grant.award,
                int(grant.applicant),
                grant.subject,
                grant.subject_key,
                grant.key,
                grant.fact_on.isoformat(),
                grant.fund_year,
                grant.amount_fen,
                json.dumps(grant.uses),
            ),
        )
    for (applicant, cap, year), used in _drawn(grants).items():
        db.execute(
            "INSERT INTO quota (pack, cap, applicant, year, used, most)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (pack, cap, applicant, year)"
            " DO UPDATE SET used = used + excluded.used, most = max(most, excluded.most)",
            (pack, cap, applicant, year, used, limits[cap, year]),
        )


def quota(db: Database, pack: str, cap: str, applicant: int, year: int) -> tuple[int, int] | None:
    """Used and most of one yearly cap; None while nothing was used."""
    row = db.row(
        "SELECT used, most FROM quota WHERE pack = ? AND cap = ? AND applicant = ? AND year = ?",
        (pack, cap, applicant, year),
    )
    return None if row is None else (int(row[0]), int(row[1]))
