"""Which usual kind of award a proposal is: its unit, subject, facts and papers come with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ipdesk.packs.drafting.lexicon import Lexicon
from ipdesk.packs.mentions import mentions

_TALENT = "talent"
_LAST_BRACKET = re.compile("（[^（）]*）$")


@dataclass(frozen=True, slots=True)
class Kind:
    """One usual kind of award."""

    id: str
    name: str
    words: tuple[str, ...]
    excluded: tuple[str, ...]
    unit: str
    key: str
    subject: str
    number: str
    day: str
    base: str
    evidence: tuple[str, ...]
    keywords: tuple[str, ...]
    facts: tuple[dict[str, Any], ...] = ()
    checks: tuple[str, ...] = ()


class Kinds:
    """The kinds of the lexicon, in its order."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.all = {row["id"]: _kind(row) for row in lexicon.rows("kinds")}
        self._person = lexicon.form("counts", "person-last")
        self._units = [
            (re.compile(words), unit) for words, unit in lexicon.tables["unit-of"].items()
        ]

    def of(self, title: str, quote: str, rate: bool, heading: str = "") -> Kind:
        """The first kind whose words stand in the title, else in the sentence."""
        last = list(self.all.values())[-1]
        for words in (title, quote, heading):
            best = (0, last)
            for kind in self.all.values():
                if any(word in words for word in kind.excluded):
                    continue
                places = [(words.rfind(w) + len(w), len(w)) for w in kind.words if w in words]
                if not places:
                    continue
                if words is not title or rate:
                    return kind
                # The noun a title ends with says what it is.
                place = max(places)
                if place[0] > best[0]:
                    best = (place[0], kind)
            if best[0]:
                return best[1]
        return last

    @property
    def person(self) -> str:
        """The counting word of people."""
        return self.all[_TALENT].unit

    def unit_of(self, title: str, kind: Kind, subject: str = "") -> str:
        """The counting word that goes with the noun a title ends with."""
        if self._person.search(subject.rstrip("的，")):
            return self.all[_TALENT].unit
        # Where a number tells who is meant (10件以上的企业), not the thing before it is counted.
        tail = (subject.rstrip("的，"), 2)
        bare = _LAST_BRACKET.sub("", title)
        for words, near in (tail,) if mentions(title) else ((bare, 8), tail):
            best, unit = 0, ""
            for form, word in self._units:
                for match in form.finditer(words):
                    if match.end() > best or (match.end() == best and len(match[0]) > 1):
                        best, unit = match.end(), word
            if unit and best >= len(words) - near:
                return unit
        return kind.unit


def _kind(row: dict[str, Any]) -> Kind:
    return Kind(
        row["id"],
        row["name"],
        tuple(row["words"]),
        tuple(row.get("not", ())),
        row["unit"],
        row["key"],
        row.get("subject", ""),
        row.get("number", "text"),
        row["day"],
        row.get("base", ""),
        tuple(row["evidence"]),
        tuple(row["keywords"]),
        tuple(row.get("facts", ())),
        tuple(row.get("checks", ())),
    )
