"""填报值 on file: what stands, what was corrected, and who reports what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from ipdesk.domain.observation import Attached, Observation
from ipdesk.domain.span import Part, Span
from ipdesk.storage.database import Database

_SELECT: Final = (
    "SELECT b.id, b.pack, b.subject, b.year, b.part, b.value, b.step, b.department, b.source,"
    " b.note, b.reported_on, o.name, b.at, b.file_name, b.sha256, b.size, b.corrects, b.reason,"
    " b.state, b.batch FROM observation b JOIN operator o ON o.id = b.operator"
)


def add(db: Database, one: Observation, operator: int) -> int:
    """A new figure; the one it corrects must have been marked so before."""
    return db.insert(
        "INSERT INTO observation (pack, subject, year, part, value, step, department, source,"
        " note, reported_on, operator, at, file_name, sha256, size, corrects, reason, batch)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            one.pack,
            one.subject,
            one.span.year,
            str(one.span.part),
            None if one.value is None else f"{one.value:f}",
            one.step,
            one.department,
            one.source,
            one.note,
            one.reported_on.isoformat(),
            operator,
            one.at.isoformat(timespec="seconds"),
            one.file.file_name,
            one.file.sha256,
            one.file.size,
            one.corrects,
            one.reason,
            one.batch,
        ),
    )


def set_state(db: Database, number: int, state: str) -> None:
    db.execute("UPDATE observation SET state = ? WHERE id = ?", (state, number))


def get(db: Database, number: int) -> Observation | None:
    row = db.row(f"{_SELECT} WHERE b.id = ?", (number,))
    return None if row is None else _observation(row)


def standing(db: Database, pack: str, subject: str, span: Span) -> Observation | None:
    """The figure that stands for a period."""
    row = db.row(
        f"{_SELECT} WHERE b.pack = ? AND b.subject = ? AND b.year = ? AND b.part = ?"
        " AND b.state = 'stands'",
        (pack, subject, span.year, str(span.part)),
    )
    return None if row is None else _observation(row)


def of_pack(db: Database, pack: str, years: Iterable[int] = ()) -> tuple[Observation, ...]:
    """Every figure that stands, of these years or of all."""
    wanted = sorted(set(years))
    marks = f" AND b.year IN ({', '.join('?' * len(wanted))})" if wanted else ""
    rows = db.rows(
        f"{_SELECT} WHERE b.pack = ? AND b.state = 'stands'{marks} ORDER BY b.year, b.part, b.id",
        (pack, *wanted),
    )
    return tuple(map(_observation, rows))


def history(db: Database, pack: str, subject: str, year: int) -> tuple[Observation, ...]:
    """All that was ever reported of one thing in a year, corrected and withdrawn ones too."""
    rows = db.rows(
        f"{_SELECT} WHERE b.pack = ? AND b.subject = ? AND b.year = ? ORDER BY b.part, b.id",
        (pack, subject, year),
    )
    return tuple(map(_observation, rows))


def of_batch(db: Database, batch: int) -> tuple[Observation, ...]:
    """What one sheet brought."""
    return tuple(map(_observation, db.rows(f"{_SELECT} WHERE b.batch = ? ORDER BY b.id", (batch,))))


def successor(db: Database, number: int) -> int | None:
    """The figure that corrects this one and was not withdrawn."""
    found = db.value(
        "SELECT id FROM observation WHERE corrects = ? AND state <> 'withdrawn'", (number,)
    )
    return None if found is None else int(found)


def first_reports(db: Database, pack: str, year: int) -> dict[tuple[str, Part], date]:
    """When each thing was first reported, whatever was corrected later."""
    return {
        (str(subject), Part(part)): date.fromisoformat(day)
        for subject, part, day in db.rows(
            "SELECT subject, part, min(reported_on) FROM observation WHERE pack = ? AND year = ?"
            " AND state <> 'withdrawn' GROUP BY subject, part",
            (pack, year),
        )
    }


def years(db: Database, pack: str) -> tuple[int, ...]:
    """Years of which something was reported."""
    rows = db.rows("SELECT DISTINCT year FROM observation WHERE pack = ? ORDER BY year", (pack,))
    return tuple(int(year) for (year,) in rows)


def at_work(db: Database, pack: str, year: int | None = None) -> bool:
    """Whether anybody has begun to report for a policy, or to do something about its tasks."""
    return bool(
        db.value(
            "SELECT EXISTS (SELECT 1 FROM observation WHERE pack = ?1 AND ?2 IN (0, year))"
            " OR EXISTS (SELECT 1 FROM task WHERE pack = ?1 AND ?2 IN (0, year))",
            (pack, year or 0),
        )
    )


def departments(db: Database, pack: str) -> Mapping[str, str]:
    """Who reports what, where it is not the pack's department."""
    return {
        str(subject): str(name)
        for subject, name in db.rows(
            "SELECT subject, department FROM report_department WHERE pack = ?", (pack,)
        )
    }


def set_department(db: Database, pack: str, subject: str, department: str) -> None:
    """Another department, or "" for the pack's own again."""
    if not department:
        db.execute("DELETE FROM report_department WHERE pack = ? AND subject = ?", (pack, subject))
        return
    db.execute(
        "INSERT INTO report_department (pack, subject, department) VALUES (?, ?, ?)"
        " ON CONFLICT (pack, subject) DO UPDATE SET department = excluded.department",
        (pack, subject, department),
    )


def _observation(row: Any) -> Observation:
    cells = list(row)
    return Observation(
        id=int(cells[0]),
        pack=cells[1],
        subject=cells[2],
        span=Span(int(cells[3]), Part(cells[4])),
        value=None if cells[5] is None else Decimal(cells[5]),
        step=cells[6],
        department=cells[7],
        source=cells[8],
        note=cells[9],
        reported_on=date.fromisoformat(cells[10]),
        operator=cells[11],
        at=datetime.fromisoformat(cells[12]),
        file=Attached(cells[13], cells[14], int(cells[15])),
        corrects=cells[16],
        reason=cells[17],
        state=cells[18],
        batch=cells[19],
    )
