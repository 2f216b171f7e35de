"""How a text is cut for the search, and how a search is asked for in the same pieces.

Four alphabets keep the grams of one table apart: pairs of characters as they are, runs of
initials in full-width letters (a folded text has none), runs of figures behind a full-width
number sign, and the kind of entry behind a full-width at sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from ipdesk.storage.pinyin import initials

START = "＾"  # stands before the first initial of a text, so that beginnings can be asked for
NUMBER = "＃"
KIND = "＠"
NUMBER_RUN = 4
# Three letters: pairs of them are so common that few of the candidates would be hits.
INITIAL_RUN = 3
BEGINNING_RUN = 4
_WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in "abcdefghijklmnopqrstuvwxyz0123456789"}


def of(kind: str, parts: Iterable[str], numbers: Iterable[str]) -> Iterable[str]:
    """Every gram of an entry, once, from its folded texts and numbers."""
    found = {KIND + kind: None}
    for part in parts:
        found.update(dict.fromkeys([part[at : at + 2] for at in range(len(part))]))
        found.update(dict.fromkeys(_initial_grams(part)))
    for number in numbers:
        found.update(dict.fromkeys(_number_grams(number)))
    return found


def within(kind: str, query: str) -> str:
    """The query, narrowed to one kind of entry."""
    return f'"{KIND}{kind}" AND {query}' if kind else query


def text_query(wanted: str) -> str:
    """Entries that may contain `wanted`, of any length."""
    if len(wanted) == 1:
        return f'"{wanted}" *'
    return _all(_runs(wanted, 2))


def initial_query(wanted: str) -> str:
    """Entries that may contain characters with these initials in a row."""
    wide = wanted.translate(_WIDE)
    if len(wide) == 1:
        return f'"{wide}" *'
    return _all(_runs(wide, INITIAL_RUN))


def beginning_query(wanted: str) -> str:
    """Entries with a text that may begin with these initials."""
    wide = wanted.translate(_WIDE)
    rest = _runs(wide[1:], INITIAL_RUN) if len(wide) > BEGINNING_RUN else ()
    return _all((START + wide[:BEGINNING_RUN], *rest))


def _runs(wanted: str, run: int) -> Iterator[str]:
    """Grams that reach over every letter: those between them are looked up in vain."""
    run = min(run, len(wanted))
    last = len(wanted) - run
    return (wanted[at : at + run] for at in (*range(0, last, run), last))


def number_query(wanted: str) -> str:
    """Entries with a number that may contain `wanted`, NUMBER_RUN figures or more."""
    return _all(_number_grams(wanted, NUMBER_RUN))


def has_initials(text: str, wanted: str) -> bool:
    """Whether characters of the folded text have these initials in a row, START included."""
    row = [START, *(letters if letters != " " else START for letters in initials(text))]
    first, rest = wanted[0], wanted[1:]
    for at in range(1, len(row) - len(rest) + 1):
        if first in row[at - 1]:
            for letter, letters in zip(rest, row[at:], strict=False):
                if letter not in letters:
                    break
            else:
                return True
    return False


def _initial_grams(part: str) -> list[str]:
    row = [letters.translate(_WIDE) for letters in initials(part)]
    found: list[str] = []
    for one, two, three in zip_longest(row, row[1:], row[2:], fillvalue=""):
        pairs = [first + second for first in one for second in two]
        found += pairs or one  # the last character stands alone
        found += [pair + third for pair in pairs for third in three]
    begun = [START]
    for letters in row[:BEGINNING_RUN]:
        begun = [run + letter for run in begun for letter in letters]
        found += begun
    return found


def _number_grams(number: str, step: int = 1) -> Iterator[str]:
    last = len(number) - NUMBER_RUN
    for at in (*range(0, last, step), last) if last >= 0 else ():
        yield NUMBER + number[at : at + NUMBER_RUN]


def _all(grams: Iterable[str]) -> str:
    return " AND ".join(f'"{gram}"' for gram in dict.fromkeys(grams))
