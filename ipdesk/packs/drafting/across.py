"""几条合计的上限: a ceiling that a clause of its own sets to the awards of several others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ipdesk.domain.draft import CleanText, DraftClause, Limit, Proposal, Reason
from ipdesk.packs.drafting.lexicon import Lexicon
from ipdesk.packs.mentions import Sort, mentions

_SENTENCE = re.compile("[^。；]+")
_TO = ("至", "到")


class Across:
    """Finds the ceilings of several clauses and puts them to their awards."""

    def __init__(self, text: CleanText, clauses: Sequence[DraftClause], lexicon: Lexicon) -> None:
        self._text = text
        self._clauses = clauses
        self._of = lexicon.form("across", "clauses")
        self._one = lexicon.form("across", "one")
        self._year = lexicon.form("flags", "year-scope")
        self._total = lexicon.form("flags", "total-scope")
        self._cap = re.compile(lexicon.expanded("<cap>"))

    def put(self, proposals: Sequence[Proposal]) -> tuple[list[Proposal], set[tuple[int, int]]]:
        """The proposals with those ceilings, and the places of the numbers they use."""
        found, used = list(proposals), set[tuple[int, int]]()
        for clause in self._clauses:
            for n in clause.paragraphs:
                for limit, named, place in self._limits(clause, n):
                    used.add((n, place))
                    found = [
                        self._with(one, limit, named)
                        for one in found
                        if (one.span.paragraph, one.span.start) != (n, place)
                    ]
        return found, used

    def _limits(self, clause: DraftClause, n: int) -> Iterator[tuple[Limit, frozenset[str], int]]:
        text = self._text.paragraphs[n].text
        for sentence in _SENTENCE.finditer(text):
            words = sentence[0].removeprefix(clause.number).strip()
            match = self._of.match(words)
            named = self._named(match[1]) if match else frozenset()
            money = [m for m in mentions(sentence[0]) if m.sort is Sort.MONEY]
            if len(named) < 2 or len(money) != 1 or not self._cap.search(words):
                continue
            scope = "year" if self._year.search(words) else "applicant"
            if scope == "applicant" and self._total.search(words):
                scope = "total"
            group = f"G{clause.id}"
            quote = words.strip("，、 ")
            limit = Limit(int(money[0].value), scope, quote, "", group, clause.id)
            yield limit, named, sentence.start() + money[0].start

    def _named(self, words: str) -> frozenset[str]:
        """The ids of the clauses that are named, one by one or from and to."""
        numbers = {one.number: at for at, one in enumerate(self._clauses) if one.number}
        found: set[str] = set()
        last: tuple[int, int] | None = None
        for match in self._one.finditer(words):
            at = numbers.get(match[0])
            if at is None:
                return frozenset()
            if last is not None and words[last[1] : match.start()] in _TO:
                found |= {one.id for one in self._clauses[last[0] : at]}
            found.add(self._clauses[at].id)
            last = at, match.end()
        return frozenset(found)

    def _with(self, one: Proposal, limit: Limit, named: frozenset[str]) -> Proposal:
        if one.clause not in named or one.referral:
            return one
        reason = Reason("limit-shared", 5, "limit")
        points, reasons = max(0, one.points - reason.points), (*one.reasons, reason)
        return replace(one, limits=(*one.limits, limit), points=points, reasons=reasons)
