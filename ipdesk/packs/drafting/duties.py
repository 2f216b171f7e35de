"""What a policy asks for without paying: targets, milestones, tasks and safeguards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ipdesk.domain.draft import CleanText, DraftClause, DraftRow, Reason
from ipdesk.packs.drafting.lexicon import Lexicon
from ipdesk.packs.mentions import Mention, Sort, mentions

_STOP = re.compile("[。；]")
_COMMA = re.compile("[，。；]")
_LONGEST = 120
_LEAST = 5


class Duties:
    """Reads the clauses that give no money."""

    def __init__(self, text: CleanText, lexicon: Lexicon) -> None:
        self._text = text
        self._form = lexicon.forms("duties")
        self._words = lexicon.tables["duty-words"]
        self._count: dict[str, int] = {}

    def kind(self, clause: DraftClause, paid: bool) -> str:
        """award | target | safeguard | principle | budget | definition | task, by the chapter."""
        if paid:
            return "award"
        place = clause.chapter + clause.heading
        for kind in ("target", "safeguard", "principle"):
            if self._form[f"{kind}-chapter"].search(clause.chapter):
                return kind
        if self._form["budget"].search(place):
            return "budget"
        if self._form["definition"].search(self._first(clause)):
            return "definition"
        return "task"

    def _first(self, clause: DraftClause) -> str:
        return self._text.paragraphs[clause.paragraphs[0]].text[:60]

    def rows(
        self, clause: DraftClause, kind: str, taken: Mapping[int, set[int]], known: set[str]
    ) -> Iterator[DraftRow]:
        """The rows of a clause.

        `taken` gives the numbers by paragraph that give money: their sentences are no duties,
        nor are those of the general provisions that are known already.
        """
        for n, number in enumerate(clause.paragraphs):
            for start, part in _sentences(self._text.paragraphs[number].text):
                end = start + len(part)
                if any(start <= place < end for place in taken.get(number, ())) or part in known:
                    continue
                if n == 0:
                    part = part.removeprefix(clause.number).strip()
                    if part.strip("【】（）：") == clause.heading:
                        continue
                if len(part) < _LEAST or part.endswith(("：", ":")):
                    continue
                yield from self._of_sentence(clause, kind, part)

    def _of_sentence(self, clause: DraftClause, kind: str, sentence: str) -> Iterator[DraftRow]:
        if kind == "award" and self._form["top-up"].search(sentence):
            return
        numbers = list(self._targets(clause, sentence))
        yield from numbers
        milestone = self._form["milestone"].search(sentence)
        if milestone and kind in ("task", "target") and not numbers:
            yield self._milestone(clause, sentence, milestone[0])
            return
        if kind in ("principle", "definition"):
            return
        if kind == "task" and not self._form["duty"].search(sentence):
            return
        if not numbers or len(sentence) > 60:
            yield self._duty(clause, kind, sentence)

    def _targets(self, clause: DraftClause, sentence: str) -> Iterator[DraftRow]:
        counted = (Sort.COUNT, Sort.PERCENT)
        found = [one for one in mentions(sentence) if one.sort in counted and one.value > 0]
        for mention in found:
            if not self._form["measured"].search(sentence[: mention.start]):
                continue
            yield self._target(clause, sentence, mention, found)
        average = self._form["average"].search(sentence)
        if average:
            start, end = _around(sentence, average.start(), average.end())
            quote = sentence[start:end]
            yield DraftRow(
                self._id(clause, "a"),
                clause.id,
                "target",
                quote,
                self._measure(quote[: average.start() - start]),
                rule="at-least",
                standard=average[1],
                year=self._year(sentence),
                reasons=(Reason("target-by-comparison", 10, "measure"),),
            )

    def _target(
        self, clause: DraftClause, sentence: str, mention: Mention, found: list[Mention]
    ) -> DraftRow:
        start, end = _around(sentence, mention.start, mention.start + len(mention.text))
        quote = sentence[start:end]
        percent = mention.sort is Sort.PERCENT
        unit = "%" if percent else mention.text[-1]
        value = mention.value * 100 if percent else mention.value
        first = max(
            (m.start + len(m.text) for m in found if start <= m.start < mention.start),
            default=start,
        )
        last = min((m.start for m in found if mention.start < m.start < end), default=end)
        return DraftRow(
            self._id(clause, "a"),
            clause.id,
            "target",
            quote,
            self._measure(sentence[start : mention.start]),
            unit,
            "at-least",
            value,
            sentence[first:last],
            self._year(sentence),
            reasons=(Reason("target-number", 10, "measure"),),
        )

    def _milestone(self, clause: DraftClause, sentence: str, words: str) -> DraftRow:
        place = sentence.find(words)
        start, end = _around(sentence, place, place + len(words))
        return DraftRow(
            self._id(clause, "m"),
            clause.id,
            "milestone",
            sentence[start:end],
            words,
            rule="milestone",
            year=self._year(sentence),
            reasons=(Reason("milestone-steps", 20, "steps"),),
        )

    def _duty(self, clause: DraftClause, kind: str, sentence: str) -> DraftRow:
        quote = sentence if len(sentence) <= _LONGEST else _COMMA.split(sentence)[0]
        rule = "record"
        if kind == "target":
            rule = "down" if self._form["falling"].search(sentence) else "up"
        row = kind if kind in ("target", "safeguard") else "task"
        return DraftRow(
            self._id(clause, "t"),
            clause.id,
            row,
            quote,
            clause.heading,
            rule=rule,
            year=self._year(sentence) if kind == "target" else None,
            reasons=(Reason("measure-proposed", 10, "measure"),),
        )

    def _measure(self, words: str) -> str:
        """What a figure is of: the words before it without the year and the verb."""
        return self._form["by-year"].sub("", words).strip("，、：") or words

    def _year(self, sentence: str) -> int | None:
        found = self._form["year"].search(sentence)
        return int(found[1]) if found else None

    def _id(self, clause: DraftClause, letter: str) -> str:
        key = clause.id + letter
        self._count[key] = self._count.get(key, 0) + 1
        return f"{clause.id}-{letter}{self._count[key]}"


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for stop in (*(m.start() for m in _STOP.finditer(text)), len(text)):
        if text[start:stop].strip():
            yield start, text[start:stop].strip()
        start = stop + 1


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    first = max((m.end() for m in _COMMA.finditer(text, 0, start)), default=0)
    stop = _COMMA.search(text, end)
    return first, stop.start() if stop else len(text)
