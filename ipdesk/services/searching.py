"""The one search box: whatever a clerk may type, found across the register and the claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ipdesk.domain.names import folded
from ipdesk.domain.record import LetterRecord
from ipdesk.services.office import Office
from ipdesk.storage import letters, search
from ipdesk.storage.pinyin import initials
from ipdesk.storage.search import Hit

__all__ = ["Found", "Hit", "find", "find_all", "hit_part", "named"]

SHOWN = 50
COUNTED = 200  # a longer answer is only said to be longer
KINDS = ("applicant", "claim", "letter")
_LETTER = "letter"
_SHORTEST_NUMBER = 2


class Found(NamedTuple):
    """The best of one kind, and how many there are, COUNTED for any more."""

    kind: str
    hits: tuple[Hit, ...]
    among: int


def find(office: Office, text: str, kind: str = "", limit: int = SHOWN) -> tuple[Hit, ...]:
    """Records `text` may mean, best first; `kind` narrows to one of KINDS."""
    if kind == _LETTER:
        return _letters(office, text, limit)
    return tuple(search.find(office.db, text, limit, kind))


def find_all(office: Office, text: str, each: int) -> tuple[Found, ...]:
    """The best of each kind, so that many names never push the claims out of sight."""
    answers = ((kind, find(office, text, kind, COUNTED)) for kind in KINDS)
    return tuple(Found(kind, hits[:each], len(hits)) for kind, hits in answers if hits)


def named(office: Office, wanted: Sequence[tuple[str, int]]) -> tuple[Hit, ...]:
    """What these records are called now; those that are gone are left out."""
    labels = search.labels(office.db, wanted)
    papers = letters.by_ids(office.db, [number for kind, number in wanted if kind == _LETTER])
    labels |= {(_LETTER, number): _said(one) for number, one in papers.items()}
    return tuple(Hit(*one, labels[one]) for one in wanted if one in labels)


def hit_part(label: str, text: str) -> tuple[int, int]:
    """Where a label holds what was typed, as it stands or by initials; (0, 0) for nowhere."""
    wanted = folded(text)
    places = [place for place, one in enumerate(label) for _ in folded(one)]
    whole = "".join(folded(one) for one in label)
    if not wanted:
        return 0, 0
    at = whole.find(wanted)
    if at < 0 and wanted.isascii():
        row = initials(whole)
        runs = range(len(row) - len(wanted) + 1)
        at = next((n for n in runs if _begins(row[n:], wanted)), -1)
    return (places[at], places[at + len(wanted) - 1] + 1) if at >= 0 else (0, 0)


def _begins(row: Sequence[str], wanted: str) -> bool:
    return all(letter in letters for letter, letters in zip(wanted, row, strict=False))


def _letters(office: Office, text: str, limit: int) -> tuple[Hit, ...]:
    wanted = folded(text)
    if len(wanted) < _SHORTEST_NUMBER or not any(one.isdigit() for one in wanted):
        return ()
    found = letters.find(office.db, wanted.upper(), limit)
    rows = letters.by_ids(office.db, found)
    return tuple(Hit(_LETTER, number, _said(rows[number])) for number in found)


def _said(letter: LetterRecord) -> str:
    return f"{letter.document_number} · {letter.applicant}"
