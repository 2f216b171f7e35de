"""csv as offices save it: GB18030, UTF-8 or UTF-16; comma, semicolon or tab between cells."""

from __future__ import annotations

import codecs
import csv
import io
from typing import Final

from ipdesk.documents.tables.limits import MOST_COLUMNS, MOST_ROWS, refuse

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE: Final = 20  # lines that tell which sign stands between the cells


def rows(data: bytes, name: str) -> list[list[object]]:
    """All lines as cells of text; a line that is empty keeps its place."""
    text = decoded(data)
    delimiter = between(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[list[object]] = []
    before = 0
    try:
        for cells in reader:
            # A cell with a line break inside spans lines of the file: rows keep their own count.
            before = reader.line_num
            if len(cells) > MOST_COLUMNS:
                raise refuse(
                    "too-many-columns", sheet=name, column=str(len(cells)), most=MOST_COLUMNS
                )
            found.append([cell if cell else None for cell in cells])
            if len(found) > MOST_ROWS:
                raise refuse("too-many-rows", sheet=name, rows=len(found), most=MOST_ROWS)
    except csv.Error as error:
        raise refuse("csv-broken", row=before + 1, reason=str(error)) from error
    return found


def decoded(data: bytes) -> str:
    """The text of the file, whichever of the usual ways it was saved."""
    coding = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if not coding and b"\0" in data[:2000]:
        even, odd = data[:2000:2].count(0), data[1:2000:2].count(0)
        coding = "utf-16-le" if odd > even else "utf-16-be"
    for attempt in (coding,) if coding else ("utf-8", "gb18030"):
        try:
            text = data.decode(attempt)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise refuse("coding")


def between(text: str) -> str:
    """The sign between cells: the one that the first lines agree on."""
    lines = [line for line in text.splitlines()[: _SAMPLE * 2] if line.strip()][:_SAMPLE]
    scores = {}
    for sign in ("\t", ",", ";"):
        counts = [line.count(sign) for line in lines]
        usual = max(set(counts), key=counts.count) if counts else 0
        scores[sign] = (usual > 0, counts.count(usual) if usual else 0, usual)
    return max(scores, key=lambda sign: scores[sign])
