"""排字: break a paragraph into lines as Chinese setting wants it, and fill them to the measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ipdesk.documents.pdf.fonts import Cast

# 避头尾: these may not begin, and those may not end, a line (GB/T 15834-2011, 5.1).
_CLOSING = "，。、；：？！）》〉】〕〗」』”’％‰℃,.;:?!)]}"
_OPENING = "（《〈【〔〖「『“‘([{"
# The ink of these fills the left half of the em: the empty half may stand outside the measure.
_HALF_EMPTY = frozenset("，。、；：）》〉】〕〗」』”’")

_WORD = r"[A-Za-z0-9](?:[A-Za-z0-9.,:/_@&+\-]*[A-Za-z0-9])?"
_UNIT = r"(?:[%％‰℃]|[万亿]?元|[万亿年月日时个件项名家人份次页条期天篇户种角分号])?"
_ORDINAL = r"第[〇零一二三四五六七八九十百\d]+[条款项章节号批次]"
_TOKEN = re.compile(
    rf"〔\d{{4}}〕\d+号[{re.escape(_CLOSING)}]*"
    rf"|[{re.escape(_OPENING)}]*(?:{_ORDINAL}|{_WORD}{_UNIT}|——|……|.(?:·.)*)"
    rf"[{re.escape(_CLOSING)}]*",
    re.DOTALL,
)

# Beyond this much extra room per character a line looks torn and is left ragged.
_MOST_STRETCH = 0.2


class Style(NamedTuple):
    """How a text is set: its faces, size in points, height of a line and tracking."""

    cast: Cast
    size: float
    leading: float
    tracking: float = 0.0

    def width(self, text: str) -> float:
        return self.cast.width(text) * self.size / 1000 + len(text) * self.tracking


class Line(NamedTuple):
    """One set line: where it starts from the left of the measure, and its own tracking."""

    text: str
    x: float
    tracking: float


def tokens(text: str) -> list[str]:
    """The pieces between which a line may break; 12件, 〔2026〕12号 and 第十九条 are one each."""
    return _TOKEN.findall(text)


def set_lines(
    text: str,
    style: Style,
    measure: float,
    indent: float = 0.0,
    hang: float = 0.0,
    justify: bool = True,
) -> tuple[Line, ...]:
    """`text` in lines of `measure`; the first starts at `indent`, the others at `hang`."""
    cast, size, _, tracking = style
    return _lines(text, cast, size, tracking, measure, indent, hang, justify)


# Table heads, legal phrases and amounts recur all through a batch, and a letter whose lines come
# closer together breaks where it broke before.
@lru_cache(maxsize=4096)
def _lines(
    text: str,
    cast: Cast,
    size: float,
    tracking: float,
    measure: float,
    indent: float,
    hang: float,
    justify: bool,
) -> tuple[Line, ...]:
    style = Style(cast, size, 0.0, tracking)
    lines = []
    start = indent
    for piece, last in _pieces(text, style, measure, indent, hang):
        stripped = piece.rstrip(" ")
        filled = _filled(stripped, style, measure - start, stretch=justify and not last)
        lines.append(Line(stripped, start, filled))
        start = hang
    return tuple(lines)


def _pieces(
    text: str, style: Style, measure: float, indent: float, hang: float
) -> Iterator[tuple[str, bool]]:
    """The text of each line, and whether a paragraph ends with it."""
    room = measure - indent
    cast, size, tracking = style.cast, style.size / 1000, style.tracking
    for paragraph in text.split("\n"):
        held: list[str] = []
        used = 0.0
        for token in _fitting(tokens(paragraph), style, measure - max(indent, hang)):
            width = cast.width(token) * size + len(token) * tracking
            over = used + width - room
            if over > 0.01 and held and over > _give(token, style):
                yield "".join(held), False
                room, held, used = measure - hang, [], 0.0
            if held or token != " ":
                held.append(token)
                used += width
        yield "".join(held), True
        room = measure - hang


def _give(token: str, style: Style) -> float:
    """How far a token may overrun: closing punctuation gives half an em and the line the rest."""
    return style.size if len(token) > 1 and token[-1] in _HALF_EMPTY else 0.0


def _fitting(found: list[str], style: Style, room: float) -> Iterator[str]:
    """The tokens, those longer than a whole line cut into characters."""
    for token in found:
        if len(token) > 8 and style.width(token) > room:
            yield from token
        else:
            yield token


def _filled(text: str, style: Style, room: float, stretch: bool) -> float:
    """The tracking that makes `text` fill `room`, or the usual one."""
    count = len(text)
    if count < 2:
        return style.tracking
    slack = room - style.width(text)
    if slack < -0.01:
        if text[-1] in _HALF_EMPTY:
            slack += style.size / 2
        return style.tracking + min(slack, 0.0) / (count - 1)
    extra = slack / (count - 1)
    if stretch and extra <= _MOST_STRETCH * style.size:
        return style.tracking + extra
    return style.tracking
