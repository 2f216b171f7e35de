"""Who may apply, from the words of the text."""

from __future__ import annotations

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.packs.drafting.lexicon import Lexicon

ALL = tuple(ApplicantKind)
UNITS = tuple(kind for kind in ApplicantKind if kind is not ApplicantKind.INDIVIDUAL)


class People:
    """Words for applicants; a word found takes its letters away from the shorter ones."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = [
            (word, tuple(row["kinds"])) for row in lexicon.rows("people") for word in row["words"]
        ]

    def kinds(self, text: str) -> tuple[ApplicantKind, ...]:
        """The kinds of applicant a text names, in the program's order; none: it names nobody."""
        found: set[ApplicantKind] = set()
        for word, kinds in self._words:
            if word not in text:
                continue
            text = text.replace(word, "\x00")
            for kind in kinds:
                found.update(ALL if kind == "all" else UNITS if kind == "units" else _one(kind))
        return tuple(kind for kind in ApplicantKind if kind in found)

    def named(self, text: str) -> str:
        """The words that name them, as they stand: 企业、事业单位."""
        found = []
        for word, _ in self._words:
            if word in text:
                found.append((text.find(word), word))
                text = text.replace(word, "\x00" * len(word))
        return "、".join(word for _, word in sorted(found))


def _one(kind: str) -> tuple[ApplicantKind, ...]:
    return (ApplicantKind(kind),)
