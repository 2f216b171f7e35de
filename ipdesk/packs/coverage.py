"""Coverage: every number of a policy is in a rule, or somebody said why it need not be."""

from __future__ import annotations

from typing import NamedTuple

from ipdesk.domain.policy import Policy
from ipdesk.packs.mentions import Mention, mentions
from ipdesk.packs.source import Source, squeeze


class Covered(NamedTuple):
    """One number of the text with what answers for it; neither: it is uncovered."""

    anchor: str  # the paragraph, "c03"; "" in headings
    mention: Mention
    around: str  # the words about it, for a person to find it by
    by: str  # award id or general provision
    reason: str  # why it was written off

    @property
    def missing(self) -> bool:
        return not self.by and not self.reason


_AROUND = 12


def coverage(policy: Policy) -> tuple[Covered, ...]:
    """Every money, percent, count, period and date mention of the text, in order."""
    found: list[Covered] = []
    for anchor, text in _paragraphs(policy.source):
        plain = squeeze(text)
        clause = anchor[1:3] if anchor[:1] == "c" and anchor[1:3].isdigit() else ""
        by = [(c.text, c.by, "") for c in policy.covers if c.clause in ("", clause)]
        off = [(w.text, "", w.reason) for w in policy.written_off if w.clause in ("", clause)]
        spans = [
            (start, start + len(squeeze(words)), name, reason)
            for words, name, reason in (*by, *off)
            for start in _places(plain, squeeze(words))
        ]
        for mention in mentions(plain):
            end = mention.start + len(mention.text)
            name, reason = next(
                ((n, r) for first, last, n, r in spans if first <= mention.start and end <= last),
                ("", ""),
            )
            around = plain[max(0, mention.start - _AROUND) : end + _AROUND]
            found.append(Covered(anchor, mention, around, name, reason))
    return tuple(found)


def uncovered(policy: Policy) -> tuple[Covered, ...]:
    """The numbers nobody answers for."""
    return tuple(entry for entry in coverage(policy) if entry.missing)


def _paragraphs(source: str) -> list[tuple[str, str]]:
    headings = [("", line) for line in source.splitlines() if line.startswith("#")]
    return [*headings, *Source(source).paragraphs.items()]


def _places(text: str, words: str) -> list[int]:
    places, start = [], text.find(words) if words else -1
    while start >= 0:
        places.append(start)
        start = text.find(words, start + 1)
    return places
