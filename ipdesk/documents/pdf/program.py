"""字形: cut the used glyphs of a TrueType font out into a small font program.

reportlab's own cutter copies the whole glyph table for each document, which for a Chinese font
costs more than setting the letter.
"""

from __future__ import annotations

from functools import lru_cache
from struct import pack, unpack_from

from reportlab.pdfbase.ttfonts import TTFontFace, TTFontMaker

_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 1, 8, 32, 64, 128
# What a viewer needs of the tables that do not depend on the glyphs; the last three are hints.
_COPIED = ("cvt ", "fpgm", "prep")


def cut(face: TTFontFace, glyphs: list[int]) -> bytes:
    """A font program whose glyph n is `glyphs[n]` of `face`; parts of compounds come after."""
    chosen = list(glyphs)
    place = {glyph: number for number, glyph in enumerate(chosen)}
    outlines = [_outline(face, glyph) for glyph in chosen]
    number = 0
    while number < len(outlines):
        for at in _parts(outlines[number]):
            (part,) = unpack_from(">H", outlines[number], at)
            if part not in place:
                place[part] = len(chosen)
                chosen.append(part)
                outlines.append(_outline(face, part))
            outlines[number] = _patched(outlines[number], at, place[part])
        number += 1
    return _assembled(face, chosen, outlines)


def _outline(face: TTFontFace, glyph: int) -> bytes:
    start = face.get_table_pos("glyf")[0]
    return bytes(face._ttf_data[start + face.glyphPos[glyph] : start + face.glyphPos[glyph + 1]])


def _parts(outline: bytes) -> list[int]:
    """Where a compound glyph names its parts."""
    if len(outline) < 10 or outline[0] < 0x80:  # a simple glyph: its contours are counted
        return []
    found, at, flags = [], 10, _MORE
    while flags & _MORE:
        (flags,) = unpack_from(">H", outline, at)
        found.append(at + 2)
        at += 8 if flags & _WORDS else 6
        if flags & _SCALE:
            at += 2
        elif flags & _TWO_SCALES:
            at += 4
        elif flags & _MATRIX:
            at += 8
    return found


@lru_cache(maxsize=64)
def _metrics(face: TTFontFace) -> bytes:
    """Advance and bearing of every glyph, four bytes each, in the font's own units; reportlab
    keeps them in thousandths."""
    (full,) = unpack_from(">H", face.get_table("hhea"), 34)
    table = face.get_table("hmtx")
    whole, rest = table[: 4 * full], table[4 * full :]
    last = whole[-4:-2]  # the last advance goes for all that follow
    return bytes(whole + b"".join(last + rest[at : at + 2] for at in range(0, len(rest), 2)))


def _patched(outline: bytes, at: int, glyph: int) -> bytes:
    return outline[:at] + pack(">H", glyph) + outline[at + 2 :]


def _assembled(face: TTFontFace, chosen: list[int], outlines: list[bytes]) -> bytes:
    offsets, pieces, end = [], [], 0
    for outline in outlines:
        offsets.append(end)
        pieces.append(outline + bytes(-len(outline) % 4))
        end += len(pieces[-1])
    offsets.append(end)
    count = len(chosen)
    metrics = _metrics(face)
    maker = TTFontMaker()
    for tag in _COPIED:
        if tag in face.table:
            maker.add(tag, face.get_table(tag))
    # Long offsets (format 1), and as many full metrics as there are glyphs.
    maker.add("head", _patched(face.get_table("head"), 50, 1))
    maker.add("hhea", _patched(face.get_table("hhea"), 34, count))
    maker.add("maxp", _patched(face.get_table("maxp"), 4, count))
    maker.add("hmtx", b"".join([metrics[4 * glyph : 4 * glyph + 4] for glyph in chosen]))
    maker.add("loca", pack(f">{len(offsets)}L", *offsets))
    maker.add("glyf", b"".join(pieces))
    return bytes(maker.makeStream())
