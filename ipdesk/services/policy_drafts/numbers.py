"""Every number of the text with the parts of the draft that hold it: amounts, ceilings, days."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ipdesk.domain.draft import Head, Proposal, Span
from ipdesk.domain.draft_work import HEAD, OFF, Part, PartKey, Work
from ipdesk.packs.mentions import mentions
from ipdesk.services.policy_drafts.records import DraftPage


class HeldNumber(NamedTuple):
    """A number of the text and the parts it belongs to, the nearest first; none: nobody's."""

    span: Span
    keys: tuple[PartKey, ...]


def held_numbers(page: DraftPage) -> tuple[HeldNumber, ...]:
    """The numbers in the order of the text."""
    own: dict[Span, list[PartKey]] = {}
    for part in page.parts:
        if part.number is not None:
            own.setdefault(part.number, []).append(part.key)
    found = [HeldNumber(span, tuple(keys)) for span, keys in own.items()]
    for span in _mentioned(tuple(paragraph.text for paragraph in page.text)):
        if not any(_over(span, known) for known in own):
            found.append(HeldNumber(span, tuple(dict.fromkeys(_holders(page, span)))))
    return tuple(sorted(found, key=lambda one: one.span))


@lru_cache(maxsize=8)
def _mentioned(texts: tuple[str, ...]) -> tuple[Span, ...]:
    return tuple(
        Span(n, one.start, one.start + len(one.text))
        for n, text in enumerate(texts)
        for one in mentions(text)
    )


def _holders(page: DraftPage, span: Span) -> Iterator[PartKey]:
    """Parts in whose sentence it stands, or whose ceilings say it; the validity is the head's."""
    for part in page.parts:
        if part.sentence is not None and _within(span, part.sentence):
            yield part.key
    clause = page.text[span.paragraph].clause
    text = page.text[span.paragraph].text
    for part_of in page.work.of("proposal"):
        if clause and _says(part_of, clause, text, span):
            yield part_of.key
    if clause and clause == _validity(page.work):
        yield HEAD


def _says(part: Part, clause: str, text: str, span: Span) -> bool:
    """Whether a ceiling of a proposal of the clause is written here, beside its sentence."""
    one = part.value
    if not isinstance(one, Proposal) or part.state == OFF or one.clause != clause:
        return False
    return any(
        limit.quote
        and 0 <= text.find(limit.quote) <= span.start
        and span.end <= text.find(limit.quote) + len(limit.quote)
        for limit in one.limits
    )


def _validity(work: Work) -> str:
    head = work.parts[HEAD].value
    return head.validity[0] if isinstance(head, Head) else ""


def _over(one: Span, other: Span) -> bool:
    return one.paragraph == other.paragraph and one.start < other.end and other.start < one.end


def _within(one: Span, other: Span) -> bool:
    same = one.paragraph == other.paragraph
    return same and other.start <= one.start and one.end <= other.end
