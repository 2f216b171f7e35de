"""字符集: which characters the shipped fonts carry."""

from __future__ import annotations

import bz2
from pathlib import Path

# Spaces, dashes and quotes; letterlike signs; numerals; arrows; mathematics; enclosed figures;
# shapes; ticks and crosses; CJK signs and full-width forms.
_SIGNS = (
    (0x20, 0x7E),
    (0xA0, 0xFF),
    (0x2002, 0x200A),
    (0x2010, 0x2027),
    (0x202F, 0x203B),
    (0x20AC, 0x20AC),
    (0x2100, 0x2122),
    (0x2160, 0x217F),
    (0x2190, 0x21FF),
    (0x2200, 0x22FF),
    (0x2460, 0x24FF),
    (0x2500, 0x257F),
    (0x25A0, 0x25FF),
    (0x2600, 0x2642),
    (0x26A0, 0x26A0),
    (0x2700, 0x27BF),
    (0x3000, 0x303F),
    (0x3200, 0x33FF),
    (0xFE30, 0xFE4F),
    (0xFF01, 0xFF65),
    (0xFFE0, 0xFFE6),
)

_REGISTERED = ("GIDC", "GXM", "GDM")


def signs() -> set[str]:
    return {chr(code) for first, last in _SIGNS for code in range(first, last + 1)}


def _table(encoding: str, leads: range) -> set[str]:
    """Every character of a double-byte code table."""
    pairs = (bytes((lead, trail)) for lead in leads for trail in range(0x40, 0xFF))
    return {c for pair in pairs if len(c := pair.decode(encoding, "ignore")) == 1}


def table_of_general_characters(unihan: Path) -> set[str]:
    """通用规范汉字表 (2013), 8,105 characters, from Unihan's kTGH."""
    with bz2.open(unihan, "rt", encoding="utf-8") as lines:
        rows = (line.split("\t") for line in lines if "\tkTGH\t" in line)
        found = {chr(int(row[0][2:], 16)) for row in rows}
    if len(found) != 8105:
        raise SystemExit(f"通用规范汉字表 has 8,105 characters, not {len(found)}")
    return found


def registered(sources: Path) -> set[str]:
    """Characters China brought to Unicode from identity cards, personal and place names.

    Unihan's kIRG_GSource calls these sources GIDC, GXM and GDM.
    """
    with bz2.open(sources, "rt", encoding="utf-8") as lines:
        rows = [line.split("\t") for line in lines if "\tkIRG_GSource\t" in line]
    return {chr(int(row[0][2:], 16)) for row in rows if row[2].split("-")[0] in _REGISTERED}


def names(unihan: Path) -> set[str]:
    """What names and official text are written with."""
    return table_of_general_characters(unihan) | _table("gb2312", range(0xA1, 0xF8)) | signs()


def traditional() -> set[str]:
    """Common traditional characters (Big5 level 1), for names from Hong Kong, Macao and Taiwan."""
    return _table("big5", range(0xA4, 0xC7))
