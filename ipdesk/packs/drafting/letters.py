"""Letters with the place each came from: widths evened out, what cannot be seen left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from ipdesk.domain.text import bad_character

_BLANK = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_WIDE_FORMS = range(0xFF01, 0xFF5F)
# Wide forms that Chinese text keeps: its own punctuation.
_KEPT = set("，。；：？！（）、～")
_COMPATIBLE = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00))
_SIDES = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}


class Letters:
    """A line as letters and the place of each in the raw text."""

    def __init__(self, text: str, places: Iterable[int]) -> None:
        self.text = text
        self.places = list(places)
        self.corrected: set[int] = set()  # places whose letter was put right

    def __add__(self, other: Letters) -> Letters:
        whole = Letters(self.text + other.text, self.places + other.places)
        whole.corrected = self.corrected | other.corrected
        return whole

    def cut(self, start: int, end: int | None = None) -> Letters:
        """A part of the line."""
        part = Letters(self.text[start:end], self.places[start:end])
        part.corrected = self.corrected
        return part

    def replace(
        self, form: re.Pattern[str], put: Callable[[re.Match[str]], str], *, mark: bool = False
    ) -> Letters:
        """Each match replaced; the new letters come from where the old ones began."""
        parts: list[str] = []
        places: list[int] = []
        last = 0
        for match in form.finditer(self.text):
            start, end = match.span()
            new = put(match)
            parts += [self.text[last:start], new]
            old = self.places[start:end] or [self.places[start - 1] if start else 0]
            places += self.places[last:start]
            places += [old[min(n, len(old) - 1)] for n in range(len(new))]
            if mark:
                self.corrected.update(old)
            last = end
        if not last:
            return self
        found = Letters("".join(parts) + self.text[last:], places + self.places[last:])
        found.corrected = self.corrected
        return found


def even(line: str, place: int) -> Letters:
    """A raw line with wide figures and letters made narrow and the unseen left out."""
    text: list[str] = []
    places: list[int] = []
    for offset, char in enumerate(line):
        for new in _evened(char):
            text.append(new)
            places.append(place + offset)
    return Letters("".join(text), places)


def _evened(char: str) -> str:
    if "一" <= char <= "龥" or (char.isascii() and char.isprintable()):
        return char
    if _BLANK.match(char):
        return "\t" if char == "\t" else "\u3000" if char == "\u3000" else " "
    code = ord(char)
    if code in _WIDE_FORMS and char not in _KEPT:
        return chr(code - 0xFEE0)
    if any(code in one for one in _COMPATIBLE):
        return unicodedata.normalize("NFKC", char)
    if char in "﹣−‑‐":
        return "-"
    if char in "〖〘［":
        return "["
    if char in "〗〙］":
        return "]"
    if bad_character(char) or 0xE000 <= code <= 0xF8FF:
        return ""
    return char


_OPEN_CLOSE = re.compile(r"\(([^()]*)\)")
_HAN = "[\u3400-\u9fff，。；：、（）《》“”！？]"
_SIDE = re.compile(rf"(?<={_HAN})[,;:?!]|[,;:?!](?={_HAN})")
_BETWEEN = re.compile(rf"(?<={_HAN})[ \u3000]+|[ \u3000]+(?={_HAN})|^[ \u3000]+|[ \u3000]+$")
_LONE = re.compile(r"[ \u3000]{2,}")


def punctuated(letters: Letters) -> Letters:
    """Half-width signs among Chinese made whole, blanks among Chinese taken out."""
    letters = letters.replace(_BETWEEN, lambda match: "")
    for _ in range(2):
        letters = letters.replace(_OPEN_CLOSE, lambda match: f"（{match[1]}）")
    letters = letters.replace(_SIDE, lambda match: _SIDES[match[0]])
    return letters.replace(_LONE, lambda match: " ")
