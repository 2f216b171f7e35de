"""Drafts of policies: the text as it was read, and each part with what became of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from ipdesk.domain.raw_document import RawDocument
from ipdesk.storage.database import Database

_COLUMNS: Final = "id, pack, title, file_name, state, replaces, version, operator, at, changed_at"


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """One draft in the list of drafts."""

    id: int
    pack: str
    title: str
    file_name: str
    state: str  # open | activated | dropped
    replaces: str  # the pack it succeeds
    version: str  # the hash it was activated under
    operator: int
    at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class KeptPart:
    """One part as it stands: proposed, or settled by somebody."""

    kind: str  # head | proposal | row | answer | case
    part: str
    data: Mapping[str, Any]
    state: str = "proposed"  # proposed | confirmed | written-off
    reason: str = ""
    operator: int | None = None
    at: datetime | None = None
    place: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class KeptStep:
    """One step of the editing, with what the parts it touched were before."""

    id: int
    act: str
    about: str
    before: tuple[tuple[str, str, KeptPart | None], ...]  # kind, part, None: it was not there


def insert(
    db: Database,
    pack: str,
    title: str,
    raw: RawDocument,
    operator: int,
    at: datetime,
    outline: Mapping[str, Any] | None = None,
    replaces: str = "",
) -> int:
    """Keep a text that is to be drafted, and how it was read; returns the number of the draft."""
    return db.insert(
        "INSERT INTO policy_draft (pack, title, file_name, file_kind, file_sha256, pages,"
        " operator, at, changed_at, outline, replaces) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            pack,
            title,
            raw.name,
            raw.kind,
            raw.sha256,
            json.dumps(raw.pages, ensure_ascii=False),
            operator,
            at.isoformat(),
            at.isoformat(),
            json.dumps(outline, ensure_ascii=False) if outline else "",
            replaces,
        ),
    )


def drafts(db: Database) -> tuple[KeptDraft, ...]:
    """All drafts, open ones first, the last changed first."""
    rows = db.rows(
        f"SELECT {_COLUMNS} FROM policy_draft ORDER BY state <> 'open', changed_at DESC, id DESC"
    )
    return tuple(
        KeptDraft(*(*row[:8], *(datetime.fromisoformat(at) for at in row[8:]))) for row in rows
    )


def document(db: Database, draft: int) -> RawDocument | None:
    """The text of a draft as it was read from its file."""
    rows = db.rows(
        "SELECT file_name, file_sha256, file_kind, pages FROM policy_draft WHERE id = ?", (draft,)
    )
    if not rows:
        return None
    name, digest, kind, pages = rows[0]
    return RawDocument(name, digest, kind, tuple(tuple(page) for page in json.loads(pages)))


def get(db: Database, draft: int) -> KeptDraft | None:
    """One draft of the list."""
    return next((one for one in drafts(db) if one.id == draft), None)


def counts(db: Database, draft: int) -> dict[str, int]:
    """How many parts of a draft stand in each state; cases and readings are not counted."""
    rows = db.rows(
        "SELECT state, count(*) FROM policy_draft_part WHERE draft = ?"
        " AND kind NOT IN ('case', 'reading') GROUP BY state",
        (draft,),
    )
    return {str(state): int(count) for state, count in rows}


def outline(db: Database, draft: int) -> Mapping[str, Any] | None:
    """How the text of a draft was read; None when it was kept before that was noted."""
    text = db.value("SELECT outline FROM policy_draft WHERE id = ?", (draft,))
    return json.loads(str(text)) if text else None


def keep_outline(db: Database, draft: int, data: Mapping[str, Any]) -> None:
    """Note how a text was read, once."""
    db.execute(
        "UPDATE policy_draft SET outline = ? WHERE id = ?",
        (json.dumps(data, ensure_ascii=False), draft),
    )


def parts(db: Database, draft: int) -> tuple[KeptPart, ...]:
    """The parts of a draft in their order."""
    rows = db.rows(
        "SELECT kind, part, data, state, reason, operator, at, place FROM policy_draft_part"
        " WHERE draft = ? ORDER BY place, kind, part",
        (draft,),
    )
    return tuple(
        KeptPart(
            kind,
            part,
            json.loads(data),
            state,
            reason,
            operator,
            datetime.fromisoformat(at) if at else None,
            place,
        )
        for kind, part, data, state, reason, operator, at, place in rows
    )


def put(db: Database, draft: int, place: int, part: KeptPart, at: datetime) -> None:
    """Write a part as it stands now, over what it was."""
    db.execute(
        "INSERT INTO policy_draft_part (draft, kind, part, place, data, state, reason, operator,"
        " at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (draft, kind, part) DO UPDATE SET"
        " place = excluded.place, data = excluded.data, state = excluded.state,"
        " reason = excluded.reason, operator = excluded.operator, at = excluded.at",
        (
            draft,
            part.kind,
            part.part,
            place,
            json.dumps(part.data, ensure_ascii=False),
            part.state,
            part.reason,
            part.operator,
            part.at.isoformat() if part.at else None,
        ),
    )
    _touch(db, draft, at)


def remove(db: Database, draft: int, kind: str, part: str, at: datetime) -> None:
    """Take a part out, such as one that was joined with another."""
    db.execute(
        "DELETE FROM policy_draft_part WHERE draft = ? AND kind = ? AND part = ?",
        (draft, kind, part),
    )
    _touch(db, draft, at)


def add_step(
    db: Database,
    draft: int,
    act: str,
    about: str,
    before: Iterable[tuple[str, str, KeptPart | None]],
    operator: int,
    at: datetime,
) -> None:
    """Note what the parts of a step were before it."""
    kept = [[kind, part, _plain(one)] for kind, part, one in before]
    db.execute(
        "INSERT INTO policy_draft_step (draft, act, about, before, operator, at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (draft, act, about, json.dumps(kept, ensure_ascii=False), operator, at.isoformat()),
    )


def last_step(db: Database, draft: int) -> KeptStep | None:
    """The step that would be taken back next."""
    rows = db.rows(
        "SELECT id, act, about, before FROM policy_draft_step WHERE draft = ?"
        " ORDER BY id DESC LIMIT 1",
        (draft,),
    )
    for number, act, about, before in rows:
        kept = tuple((kind, part, _kept(one)) for kind, part, one in json.loads(before))
        return KeptStep(number, act, about, kept)
    return None


def forget_step(db: Database, step: int) -> None:
    """A step that was taken back is done with."""
    db.execute("DELETE FROM policy_draft_step WHERE id = ?", (step,))


def _plain(part: KeptPart | None) -> dict[str, Any] | None:
    if part is None:
        return None
    return {**asdict(part), "at": part.at.isoformat() if part.at else None}


def _kept(data: dict[str, Any] | None) -> KeptPart | None:
    if data is None:
        return None
    one = KeptPart(**data)
    return replace(one, at=datetime.fromisoformat(data["at"])) if data["at"] else one


def rename(db: Database, draft: int, pack: str, title: str, replaces: str, at: datetime) -> None:
    """Give a draft its id, its title and the pack it succeeds."""
    db.execute(
        "UPDATE policy_draft SET pack = ?, title = ?, replaces = ?, changed_at = ? WHERE id = ?",
        (pack, title, replaces, at.isoformat(), draft),
    )


def close(db: Database, draft: int, version: str, at: datetime) -> None:
    """End a draft: activated under a version, or dropped when there is none."""
    db.execute(
        "UPDATE policy_draft SET state = ?, version = ?, changed_at = ? WHERE id = ?",
        ("activated" if version else "dropped", version, at.isoformat(), draft),
    )


def _touch(db: Database, draft: int, at: datetime) -> None:
    db.execute("UPDATE policy_draft SET changed_at = ? WHERE id = ?", (at.isoformat(), draft))
