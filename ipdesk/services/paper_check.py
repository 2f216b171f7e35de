"""核验: a paper in the hand held against what the office keeps."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass

from ipdesk.domain.record import LetterRecord
from ipdesk.services.letters import grouped_code
from ipdesk.services.office import Office
from ipdesk.storage import journal_list, letters

# Check codes have no letter that could be taken for a figure (domain/letter_text.py).
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BRACKETS = "〔〕[]【】()（）﹝﹞"


@dataclass(frozen=True, slots=True)
class PaperCheck:
    """The letter a code or document number belongs to, and whether it is kept as issued."""

    letter: LetterRecord
    bytes_agree: bool
    content_agrees: bool
    chain_known: bool  # the head printed on it stands in the journal
    newer: tuple[str, ...]  # letters of the same claim issued after it

    @property
    def agrees(self) -> bool:
        return self.bytes_agree and self.content_agrees and self.chain_known


def check(office: Office, typed: str) -> PaperCheck | None:
    """The letter meant by what was typed from a paper; None when the office never issued it."""
    letter = letters.by_check_code(office.db, plain_code(typed)) or _by_number(office, typed)
    if letter is None:
        return None
    pdf = letters.pdf(office.db, letter.id) or b""
    entry = journal_list.with_head(office.db, letter.journal_head)
    later = [
        one.document_number
        for one in letters.of_claim(office.db, letter.claim)
        if one.id > letter.id
    ]
    return PaperCheck(
        letter,
        hashlib.sha256(pdf).hexdigest() == letter.pdf_sha256,
        letters.content_agrees(office.db, letter.id),
        entry is not None and entry.seq == letter.journal_seq,
        tuple(later),
    )


def plain_code(typed: str) -> str:
    """A check code as it is printed, however it was typed: wide, small, O for 0, without dashes."""
    wide = unicodedata.normalize("NFKC", typed).upper()
    return grouped_code(wide.translate(_MISREAD))


def _by_number(office: Office, typed: str) -> LetterRecord | None:
    wanted = _number_key(typed)
    if not wanted:
        return None
    for letter_id in letters.all_ids(office.db):
        letter = letters.get(office.db, letter_id)
        if letter is not None and _number_key(letter.document_number) == wanted:
            return letter
    return None


def _number_key(text: str) -> str:
    """文号 without its brackets and blanks: they are typed in a dozen ways."""
    wide = unicodedata.normalize("NFKC", text)
    return "".join(one for one in wide if not one.isspace() and one not in _BRACKETS)
