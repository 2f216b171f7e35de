"""Filling a letter's template: fields, tables and the check code printed at its foot."""

from __future__ import annotations

import hashlib
import json
import string
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from ipdesk.domain.letter import DocumentNumber, Layout, Letter, LetterKind, Table

# Crockford's alphabet: no letter that a reader could take for a figure.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Template:
    """The wording of one kind of letter; `@name` in the body stands for a table."""

    title: str
    addressee: str
    body: tuple[str, ...]
    remark: str
    table_head: tuple[str, ...]
    table_total: str
    words: Mapping[str, str]
    required: tuple[str, ...] = ()  # fields and tables that no wording may leave out

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field its texts name, once, in order."""
        texts = (self.title, self.addressee, *self.body, self.remark)
        return tuple(dict.fromkeys(name for text in texts for name in fields_of(text)))


Filled = tuple[str, str, tuple[str | Table, ...], str]  # title, addressee, body, remark


class MissingFieldError(Exception):
    """A field of the template has no value in this claim."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def fields_of(text: str) -> tuple[str, ...]:
    """The fields a text names, in order."""
    return tuple(name for _, name, _, _ in string.Formatter().parse(text) if name)


def filled(template: Template, values: Mapping[str, str], tables: Mapping[str, Table]) -> Filled:
    """Title, addressee, body and remark; MissingFieldError names every empty field at once."""
    missing = tuple(name for name in template.fields if not values.get(name, "").strip())
    if missing:
        raise MissingFieldError(missing)
    body: list[str | Table] = []
    for text in template.body:
        if text.startswith("@"):
            table = tables.get(text[1:])
            if table is not None and table.rows:
                body.append(table)
        else:
            body.append(text.format_map(values))
    return (
        template.title.format_map(values),
        template.addressee.format_map(values),
        tuple(body),
        template.remark.format_map(values),
    )


def content(letter: Letter) -> dict[str, object]:
    """A letter as plain data: what is stored, hashed and compared years later."""
    data: dict[str, object] = json.loads(json.dumps(asdict(letter), default=_plain))
    return data


def restored(data: Mapping[str, Any]) -> Letter:
    """The letter that was stored as plain data."""
    known = dict(data)
    number, layout = known["number"], known.get("layout")
    body = tuple(part if isinstance(part, str) else _table(part) for part in known["body"])
    return Letter(
        **{
            **known,
            "kind": LetterKind(known["kind"]),
            "number": DocumentNumber(**number) if number else None,
            "body": body,
            "attachments": tuple(known["attachments"]),
            "copies_to": tuple(known["copies_to"]),
            "issued_on": date.fromisoformat(known["issued_on"]),
            "layout": Layout(**layout) if layout else Layout(),
        }
    )


def _table(data: Mapping[str, Any]) -> Table:
    rows = tuple(tuple(row) for row in data["rows"])
    widths, total = tuple(data["widths"]), tuple(data["total"])
    return Table(tuple(data["head"]), rows, data["align"], widths, total)


def content_sha256(letter: Letter) -> str:
    """The digest of everything the letter says."""
    text = json.dumps(content(letter), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def check_code(letter: Letter, pack_sha256: str) -> str:
    """The code on the paper: a digest of all the letter says and the policy version behind it."""
    data = content(letter)
    for late in ("check_code", "journal_seq", "journal_head"):
        data.pop(late)
    return paper_code(json.dumps([data, pack_sha256], ensure_ascii=False, sort_keys=True))


def paper_code(text: str) -> str:
    """Twelve characters that stand for a text: short enough to be typed from paper."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
    code = ""
    for _ in range(_CODE_LENGTH):
        number, digit = divmod(number, 32)
        code += _ALPHABET[digit]
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
