"""Whether a text is a policy of the genre at all; a novel or a table of figures is not."""

from __future__ import annotations

from collections.abc import Sequence

from ipdesk.domain.draft import CleanText, DraftRow, Head, Proposal
from ipdesk.domain.raw_document import RawDocument
from ipdesk.errors import UserError
from ipdesk.packs.drafting.lexicon import Lexicon
from ipdesk.packs.drafting.outline import Outline

_LEAST_LETTERS = 60
_LEAST_SIGNS = 3


def check_letters(raw: RawDocument) -> None:
    """UserError for what is not written in Chinese, or hardly written at all."""
    letters = "".join(raw.text.split())
    if len(letters) < _LEAST_LETTERS:
        raise UserError("draft-too-short", letters=len(letters))
    if sum("\u4e00" <= char <= "\u9fff" for char in letters) * 3 < len(letters):
        raise UserError("draft-not-chinese")


def check_genre(
    text: CleanText,
    head: Head,
    parts: Outline,
    proposals: Sequence[Proposal],
    rows: Sequence[DraftRow],
    lexicon: Lexicon,
) -> None:
    """UserError for a text that shows too few signs of a policy."""
    whole = "".join(paragraph.text for paragraph in text.paragraphs)
    per_thousand = 1000 / max(1, text.letters)
    numbered = [one for one in parts.clauses if one.number]
    signs = [
        "document_number" not in head.proposed,
        "title" not in head.proposed,
        "issuer" not in head.proposed,
        bool(head.validity[1] and head.validity[0]) or bool(head.conflict[1]),
        len(numbered) >= 2,
        len(proposals) * per_thousand >= 0.5,
        sum(whole.count(word) for word in lexicon.word_list("granting")) * per_thousand >= 2,
        bool(rows) and len(numbered) >= 3 and len(rows) * per_thousand >= 2,
    ]
    if sum(signs) < _LEAST_SIGNS or not (proposals or rows):
        raise UserError("draft-not-a-policy", letters=text.letters, clauses=len(numbered))
