"""Awards for what people say they bring; and what a policy says of it without paying."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from ipdesk.domain.names import folded
from ipdesk.domain.policy import Award, Clause, Policy
from ipdesk.paths import resources

_LABEL, _KEYWORD = 6, 8
_MEANT = 0.75  # what was meant counts a little less than what was said
_RARE = 4  # a pair of characters that no more awards share tells them apart
_MENTIONS = 3


class AwardMatch(NamedTuple):
    """An award found by what people say they bring."""

    policy: Policy
    clause: Clause
    award: Award
    score: float


class Mention(NamedTuple):
    """A clause that speaks of something without paying for it."""

    policy: Policy
    clause: Clause
    words: str


class _Spoken(NamedTuple):
    said: tuple[tuple[str, tuple[str, ...]], ...]  # the longest first
    filler: tuple[str, ...]


@lru_cache(maxsize=1)
def _spoken() -> _Spoken:
    """The speech of the counter, which belongs to no policy."""
    read = tomllib.loads((resources() / "counter" / "spoken.toml").read_text("utf-8"))
    said = sorted(read["said"].items(), key=lambda pair: -len(pair[0]))
    return _Spoken(
        tuple((folded(word), tuple(folded(one) for one in meant)) for word, meant in said),
        tuple(sorted((folded(one) for one in read["filler"]), key=len, reverse=True)),
    )


def match_awards(policies: Sequence[Policy], words: str) -> tuple[AwardMatch, ...]:
    """Awards for what people say they bring ("专利金奖", "贷款利息"), best first; all for ""."""
    wanted = _parts(words)
    every = [
        (policy, clause, award)
        for policy in policies
        for clause in policy.clauses
        for award in clause.awards
    ]
    if not wanted:
        return tuple(AwardMatch(*one, 0) for one in every)
    scores = [sum(_best(award, word) for word in wanted) for _, _, award in every]
    if not any(scores):
        scores = _by_pairs([award for _, _, award in every], wanted)
    found = [AwardMatch(*one, score) for one, score in zip(every, scores, strict=True) if score]
    return tuple(sorted(found, key=lambda match: -match.score))


def mentions(policies: Sequence[Policy], words: str) -> tuple[Mention, ...]:
    """Clauses that speak of it, those that name it in their heading first."""
    wanted = [each for word in _parts(words) for each in (word, *_meant(word)) if len(each) > 1]
    found: list[tuple[int, Mention]] = []
    for policy in policies:
        for clause in policy.clauses if policy.awards else ():
            heading, text = folded(clause.heading), folded(clause.text)
            named = next((word for word in wanted if word in text or word in heading), "")
            if named:
                found.append((named not in heading, Mention(policy, clause, named)))
    found.sort(key=lambda one: one[0])
    return tuple(mention for _, mention in found[:_MENTIONS])


def _parts(words: str) -> list[str]:
    """What was typed without what tells nothing: 我们有个贷款的利息想报 is 贷款 and 利息."""
    parts = []
    for word in words.split():
        text = folded(word)
        for each in _spoken().filler:
            text = text.replace(each, " ")
        parts += text.split() or [folded(word)]
    return [part for part in parts if part]


def _meant(word: str) -> list[str]:
    """The same in the words of papers; the part that was not understood stays as it was."""
    found = []
    for said, meant in _spoken().said:
        if said in word:
            for one in meant:
                found += [word.replace(said, one), one]
    return list(dict.fromkeys(found))


def _best(award: Award, word: str) -> float:
    best: float = _score(award, word)
    for meant in _meant(word):
        best = max(best, _MEANT * _score(award, meant))
    return best


def _names(award: Award) -> Iterable[tuple[str, int]]:
    yield folded(award.label), _LABEL
    for said in (*award.keywords, *award.titles, *award.aliases):
        yield folded(said), _KEYWORD


def _score(award: Award, word: str) -> int:
    best = 0
    for name, weight in _names(award):
        if word == name:
            best = max(best, weight * 4)
        elif word in name:
            best = max(best, weight * 2)
        elif name in word:
            best = max(best, weight)
    if not best and len(word) > 1:
        pairs, text = _pairs(word), _text(award)
        hits = sum(pair in text for pair in pairs)
        best = 2 * hits if hits * 2 > len(pairs) else 0
    return best


def _by_pairs(awards: Sequence[Award], wanted: Sequence[str]) -> list[float]:
    """Nothing is called so: a third of the pairs will do, if one of them is a telling one."""
    texts = [_text(award) for award in awards]
    scores: list[float] = [0.0] * len(awards)
    for word in wanted:
        pairs = _pairs(word)
        shared = Counter(pair for text in texts for pair in pairs if pair in text)
        for number, text in enumerate(texts):
            hits = [pair for pair in pairs if pair in text]
            if 3 * len(hits) >= len(pairs) and any(shared[pair] <= _RARE for pair in hits):
                scores[number] += sum(1 / shared[pair] for pair in hits)
    return scores


def _pairs(word: str) -> list[str]:
    return [word[index : index + 2] for index in range(len(word) - 1)]


def _text(award: Award) -> str:
    return " ".join(name for name, _ in _names(award))
