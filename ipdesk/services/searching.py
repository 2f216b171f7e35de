"""The one search box: whatever a clerk may type, found across the register and the claims."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ipdesk.domain.money import figures
from ipdesk.domain.names import folded
from ipdesk.storage import search
from ipdesk.storage.pinyin import initials
from ipdesk.storage.search import Hit

# The window has its search from the start; what it looks into is read with the first answer.
if TYPE_CHECKING:
    from ipdesk.domain.record import LetterRecord
    from ipdesk.services.office import Office

__all__ = ["Found", "Hit", "amount_in", "find", "find_all", "hit_part", "named"]

SHOWN = 50
COUNTED = 200  # a longer answer is only said to be longer
KINDS = ("applicant", "claim", "amount", "draft", "letter")
_CLAIM, _LETTER = "claim", "letter"
_SHORTEST_NUMBER = 2
_LEAST_FEN = 100_00  # nobody looks for less, and short figures are parts of numbers
_MOST_FEN = 10_000_000_000_000
_AMOUNT = re.compile(r"[¥￥]?(\d{1,3}(?:[,，]\d{3})+|\d+)(\.\d{1,2}\d*)?(万?)元?")


class Found(NamedTuple):
    """The best of one kind, and how many there are, COUNTED for any more."""

    kind: str
    hits: tuple[Hit, ...]
    among: int


def find(office: Office, text: str, kind: str = "", limit: int = SHOWN) -> tuple[Hit, ...]:
    """Records `text` may mean, best first; `kind` narrows to one of KINDS."""
    more = {"amount": _of_amount, "draft": _drafts, _LETTER: _letters}
    if kind in more:
        return more[kind](office, text, limit)
    return tuple(search.find(office.db, text, limit, kind))


def find_all(office: Office, text: str, each: int) -> tuple[Found, ...]:
    """The best of each kind, so that many names never push the claims out of sight."""
    answers = ((kind, find(office, text, kind, COUNTED)) for kind in KINDS)
    return tuple(Found(kind, hits[:each], len(hits)) for kind, hits in answers if hits)


def named(office: Office, wanted: Sequence[tuple[str, int]]) -> tuple[Hit, ...]:
    """What these records are called now; those that are gone are left out."""
    from ipdesk.storage import letters

    labels = search.labels(office.db, wanted)
    papers = letters.by_ids(office.db, [number for kind, number in wanted if kind == _LETTER])
    labels |= {(_LETTER, number): _said(one) for number, one in papers.items()}
    if any(one not in labels for one in wanted):
        draft = office.wording.label("stage", "draft")
        for hit in _drafts(office, draft, COUNTED):
            labels.setdefault((_CLAIM, hit.id), hit.label)
    return tuple(Hit(*one, labels[one]) for one in wanted if one in labels)


def amount_in(text: str) -> int | None:
    """The amount somebody looks for, in fen: 30000, 30,000.00, 3万."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        return None
    whole, part, ten_thousands = found.groups()
    yuan = Decimal(re.sub("[,，]", "", whole) + (part or "")) * (10_000 if ten_thousands else 1)
    fen = yuan * 100
    return int(fen) if fen == int(fen) and _LEAST_FEN <= fen <= _MOST_FEN else None


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


def _of_amount(office: Office, text: str, limit: int) -> tuple[Hit, ...]:
    from ipdesk.storage import claim_finding

    fen = amount_in(text)
    if fen is None:
        return ()
    found = claim_finding.of_amount(office.db, fen, limit)
    called = search.labels(office.db, [(_CLAIM, number) for number in found])
    return tuple(
        Hit(_CLAIM, number, f"{called[_CLAIM, number]} · {figures(fen)}")
        for number in found
        if (_CLAIM, number) in called
    )


def _drafts(office: Office, text: str, limit: int) -> tuple[Hit, ...]:
    """Drafts by applicant, award and what they bring; they have nothing else yet."""
    from ipdesk.storage import claim_finding

    drafts = office.wording.label("stage", "draft")
    found: list[Hit] = []
    for one in claim_finding.drafts(office.db):
        parts = (one.applicant, _award(office, one.pack, one.award), one.subject)
        label = " · ".join(part for part in parts if part)
        if len(found) < limit and (hit_part(label, text)[1] or hit_part(drafts, text)[1]):
            found.append(Hit(_CLAIM, one.id, label))
    return tuple(found)


def _award(office: Office, pack: str, award: str) -> str:
    policies = (policy for policy in office.current if policy.id == pack)
    known = next((policy.awards for policy in policies if award in policy.awards), None)
    return known[award].label if known is not None else award


def _letters(office: Office, text: str, limit: int) -> tuple[Hit, ...]:
    from ipdesk.storage import letters

    wanted = folded(text)
    if len(wanted) < _SHORTEST_NUMBER or not any(one.isdigit() for one in wanted):
        return ()
    found = letters.find(office.db, wanted.upper(), limit)
    rows = letters.by_ids(office.db, found)
    return tuple(Hit(_LETTER, number, _said(rows[number])) for number in found)


def _said(letter: LetterRecord) -> str:
    return f"{letter.document_number} · {letter.applicant}"
