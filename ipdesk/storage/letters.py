"""Issued letters: bytes and content kept as they left the office."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from ipdesk.domain.letter import DocumentNumber
from ipdesk.domain.listing import Kind
from ipdesk.domain.numbering import LetterCopy
from ipdesk.domain.record import LetterRecord
from ipdesk.storage.applicants import STANDING
from ipdesk.storage.database import Database
from ipdesk.storage.listing import Field, Shelf, Shown

_PRINTED = "(SELECT count(*) FROM letter_copy k WHERE k.letter = l.id)"
_SELECT = (
    "SELECT l.id, l.claim, c.number, a.name, l.kind, l.document_number, l.issued_on,"
    " l.amount_fen, l.check_code, l.pdf_sha256, l.journal_seq, l.journal_head, o.name,"
    f" {_PRINTED} FROM letter l JOIN claim c ON c.id = l.claim {STANDING}"
    " JOIN operator o ON o.id = l.operator"
)
SHELF = Shelf(
    table="letter l INDEXED BY letter_listed",
    key="l.id",
    fields={
        "document": Field("l.document_number", order=("l.year", "l.mark", "l.number")),
        "issued_on": Field("l.issued_on", Kind.DAY),
        "applicant": Field("a.name", order=("a.sort_key",)),
        "number": Field("c.number"),
        "amount": Field("l.amount_fen", Kind.MONEY, summed=True),
        "check_code": Field("l.check_code"),
        "kind": Field("l.kind", Kind.CHOICE),
        "operator": Field("o.name", Kind.CHOICE),
        "printed": Field(_PRINTED, Kind.COUNT),
    },
    # The narrow index is gone through first, and what it joins is looked up beside it.
    joins={
        "c": "CROSS JOIN claim c INDEXED BY claim_numbered ON c.id = l.claim",
        "a": "CROSS JOIN claim_named a ON a.claim = l.claim",
        "o": "CROSS JOIN operator o ON o.id = l.operator",
    },
    usual="document",
)


def _record(row: tuple[object, ...]) -> LetterRecord:
    values = list(row)
    values[6] = date.fromisoformat(str(values[6]))
    return LetterRecord(*values)  # type: ignore[arg-type]  # the columns of _SELECT are its fields


def insert(
    db: Database,
    *,
    claim: int,
    kind: str,
    register: str,
    mark: str,
    year: int,
    number: int,
    document_number: str,
    issued_on: date,
    content: Mapping[str, object],
    content_sha256: str,
    pdf: bytes,
    pdf_sha256: str,
    amount_fen: int,
    pack_sha256: str,
    check_code: str,
    journal_seq: int,
    journal_head: str,
    operator: int,
    at: datetime,
) -> int:
    return db.insert(
        "INSERT INTO letter (claim, kind, register, mark, year, number, document_number, issued_on,"
        " content, content_sha256, pdf, pdf_sha256, amount_fen, pack_sha256, check_code,"
        " journal_seq, journal_head, operator, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            claim,
            kind,
            register,
            mark,
            year,
            number,
            document_number,
            issued_on.isoformat(),
            json.dumps(content, ensure_ascii=False, sort_keys=True),
            content_sha256,
            pdf,
            pdf_sha256,
            amount_fen,
            pack_sha256,
            check_code,
            journal_seq,
            journal_head,
            operator,
            at.isoformat(),
        ),
    )


def get(db: Database, letter: int) -> LetterRecord | None:
    row = db.row(f"{_SELECT} WHERE l.id = ?", (letter,))
    return None if row is None else _record(row)


def of_claim(db: Database, claim: int) -> tuple[LetterRecord, ...]:
    rows = db.rows(f"{_SELECT} WHERE l.claim = ? ORDER BY l.id", (claim,))
    return tuple(_record(row) for row in rows)


def told_fen(db: Database, claim: int) -> int | None:
    """The amount an applicant was told last; None while no letter has told one."""
    row = db.row(
        "SELECT amount_fen FROM letter WHERE claim = ?"
        " AND kind IN ('approval', 'correction', 'revocation') ORDER BY id DESC LIMIT 1",
        (claim,),
    )
    return None if row is None else int(row[0])


def of_year(db: Database, year: int) -> tuple[LetterRecord, ...]:
    """The register of letters of a year, by number."""
    rows = db.rows(f"{_SELECT} WHERE l.year = ? ORDER BY l.mark, l.number", (year,))
    return tuple(_record(row) for row in rows)


def numbers_of(db: Database, year: int) -> dict[int, DocumentNumber]:
    """The number of each letter of a year."""
    rows = db.rows("SELECT id, mark, year, number FROM letter WHERE year = ?", (year,))
    return {int(row[0]): DocumentNumber(str(row[1]), int(row[2]), int(row[3])) for row in rows}


def all_ids(db: Database) -> list[int]:
    """Every letter, newest first."""
    return [int(row[0]) for row in db.rows("SELECT id FROM letter ORDER BY id DESC")]


def find(db: Database, text: str, limit: int) -> list[int]:
    """Letters with `text` (letters and figures alone) in their number or code, newest first."""
    plain = "upper(replace(replace(document_number, '〔', ''), '〕', ''))"
    found = db.rows(
        "SELECT id FROM letter INDEXED BY letter_numbers"
        f" WHERE instr({plain}, ?) OR instr(replace(check_code, '-', ''), ?)"
        " ORDER BY id DESC LIMIT ?",
        (text, text, limit),
    )
    return [int(row[0]) for row in found]


def shown(text: str = "") -> Shown:
    """The letters with each word of `text` in a number, a name or a check code."""
    where = ("l.document_number", "a.name", "c.number", "l.check_code")
    part = f"({' OR '.join(f'instr(upper({column}), ?)' for column in where)})"
    words = text.upper().split()
    return Shown(SHELF, (part,) * len(words), tuple(word for word in words for _ in where))


def by_ids(db: Database, wanted: Sequence[int]) -> dict[int, LetterRecord]:
    """These letters, by id."""
    found = db.rows(
        f"{_SELECT} WHERE l.id IN (SELECT value FROM json_each(?))", (json.dumps(list(wanted)),)
    )
    return {int(row[0]): _record(row) for row in found}


def by_check_code(db: Database, code: str) -> LetterRecord | None:
    row = db.row(f"{_SELECT} WHERE l.check_code = ?", (code,))
    return None if row is None else _record(row)


def pdf(db: Database, letter: int) -> bytes | None:
    row = db.row("SELECT pdf FROM letter WHERE id = ?", (letter,))
    return None if row is None else bytes(row[0])


def content(db: Database, letter: int) -> dict[str, Any]:
    """What the letter says, as it was stored at issue."""
    text = db.value("SELECT content FROM letter WHERE id = ?", (letter,))
    found: dict[str, Any] = json.loads(text) if text else {}
    return found


def content_agrees(db: Database, letter: int) -> bool:
    """Whether the content on file still has the digest it was issued with."""
    row = db.row("SELECT content, content_sha256 FROM letter WHERE id = ?", (letter,))
    return row is not None and hashlib.sha256(str(row[0]).encode()).hexdigest() == row[1]


def log_copy(
    db: Database,
    letter: int,
    act: str,
    copies: int,
    operator: int,
    at: datetime,
    *,
    form: str = "pdf",
    recipient: str = "",
) -> None:
    """Note that an issued letter was printed or saved, and for whom."""
    db.insert(
        "INSERT INTO letter_copy (letter, act, copies, operator, at, format, recipient)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (letter, act, copies, operator, at.isoformat(), form, recipient),
    )


def copies_of(db: Database, letter: int) -> tuple[LetterCopy, ...]:
    """Every print and file of a letter, the first one first."""
    rows = db.rows(
        "SELECT k.act, k.format, k.copies, k.recipient, o.name, k.at FROM letter_copy k"
        " JOIN operator o ON o.id = k.operator WHERE k.letter = ? ORDER BY k.id",
        (letter,),
    )
    return tuple(
        LetterCopy(act, form, int(copies), to, hand, datetime.fromisoformat(at))
        for act, form, copies, to, hand, at in rows
    )
