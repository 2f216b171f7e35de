"""标题: break a title into lines of about equal length where the sense allows it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, pairwise

from ipdesk.documents.pdf.lines import Style, set_lines, tokens
from ipdesk.documents.pdf.words import words

# 7.3.1: 词意完整. What a line end costs, in characters of imbalance: beside a mark or after an
# opening phrase nothing, between two known words little, inside a known word most.
_BEFORE = frozenset("“《（〈")
_AFTER = frozenset("”》）〉、，的")
_BETWEEN, _TORN, _SPLIT = 6.0, 16.0, 40.0
_MOST_LINES = 3


@lru_cache(maxsize=256)  # the letters of a batch share a few titles
def title_lines(title: str, style: Style, measure: float) -> tuple[str, ...]:
    """The lines of a title; a line break in it is the author's own and is kept."""
    return tuple(line for part in title.split("\n") for line in _balanced(part, style, measure))


def _balanced(part: str, style: Style, measure: float) -> list[str]:
    if style.width(part) <= measure:
        return [part]
    count = int(style.width(part) / measure) + 1
    if count <= _MOST_LINES:
        ways = [(_cost(way, style), way) for way in _ways(tokens(part), count, style, measure)]
        if ways:
            return list(min(ways)[1])
    return [line.text for line in set_lines(part, style, measure, justify=False)]


def _ways(pieces: list[str], count: int, style: Style, measure: float) -> Iterator[tuple[str, ...]]:
    """Every way to put the pieces on `count` lines that all fit."""
    for cuts in combinations(range(1, len(pieces)), count - 1):
        ends = (*cuts, len(pieces))
        starts = (0, *cuts)
        way = tuple("".join(pieces[a:b]) for a, b in zip(starts, ends, strict=True))
        if all(style.width(line) <= measure for line in way):
            yield way


def _cost(way: tuple[str, ...], style: Style) -> float:
    """Imbalance in characters, and what the line ends cost."""
    lengths = [style.width(line) / style.size for line in way]
    return max(lengths) - min(lengths) + sum(_end(*lines) for lines in pairwise(way))


def _end(line: str, after: str) -> float:
    if line[-1] in _AFTER or after[0] in _BEFORE:
        return 0.0
    phrases, whole = (tuple(words("title")[name].split()) for name in ("after", "whole"))
    if any(
        line.endswith(word[:cut]) and after.startswith(word[cut:])
        for word in whole
        for cut in range(1, len(word))
    ):
        return _SPLIT
    if line.endswith(phrases):
        return 0.0
    return _BETWEEN if line.endswith(whole) and after.startswith(whole) else _TORN
