"""Plain text as offices save it: UTF-8, GB18030 or UTF-16, with and without a mark in front."""

from __future__ import annotations

import codecs
import re
from typing import Final

from ipdesk.documents.reading.limits import MOST_LETTERS, check_length, refuse

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE: Final = 4_000
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_MARKUP: Final = re.compile(r"<(?:!doctype html|html|head|body|div|p|span)\b", re.I)
_LINE_END: Final = re.compile(r"\r\n?|\n|\x0b|\x85|\u2028|\u2029")
# Three bytes at the most stand for one letter of any of these codings but the last two.
_BYTES_A_LETTER: Final = 4


def pages(data: bytes) -> tuple[tuple[str, ...], ...]:
    """The lines of the file, cut into pages at form feeds."""
    if len(data) > MOST_LETTERS * _BYTES_A_LETTER:
        raise refuse("too-long", letters=len(data) // 3, most=MOST_LETTERS)
    text = _decoded(data)
    check_length(len(text))
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) * 200 > len(sample):
        raise refuse("binary")
    if sample.lstrip().startswith("{\\rtf"):
        raise refuse("old-word")
    if len(_MARKUP.findall(sample)) > 2:
        raise refuse("web-page")
    return tuple(tuple(_LINE_END.split(page)) for page in text.split("\f"))


def _decoded(data: bytes) -> str:
    coding = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if not coding and b"\0" in data[:_SAMPLE]:
        # Figures and line ends have a zero in UTF-16; no other text has any.
        even, odd = data[:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
        coding = "utf-16-le" if odd > even else "utf-16-be"
    for attempt in (coding,) if coding else ("utf-8", "gb18030"):
        try:
            return data.decode(attempt)
        except UnicodeDecodeError:
            continue
    raise refuse("binary")
