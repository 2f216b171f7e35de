from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from reportlab.pdfbase.ttfonts import TTFontFace

from ipdesk.documents.pdf.fonts import SHIPPED, Faces
from ipdesk.documents.pdf.program import cut
from ipdesk.paths import resources

FILES = sorted({file for files in SHIPPED.values() for file in files})


def drawn(font: TTFont, name: str) -> list[tuple[int, int]]:
    return list(font["glyf"][name].getCoordinates(font["glyf"])[0])


@pytest.mark.parametrize("file", FILES)
def test_the_cut_glyphs_are_those_of_the_font(faces: Faces, file: str) -> None:
    path = resources() / "fonts" / file
    whole = TTFont(path)
    wanted = [whole.getGlyphID(name) for name in whole.getGlyphOrder()[:400:40]]

    small = TTFont(io.BytesIO(cut(TTFontFace(str(path)), [0, *wanted])))

    assert small["maxp"].numGlyphs >= len(wanted) + 1
    for number, glyph in enumerate(wanted, start=1):
        before, after = whole.getGlyphName(glyph), small.getGlyphName(number)
        assert drawn(small, after) == drawn(whole, before)
        assert small["hmtx"][after] == whole["hmtx"][before]


def compound_font(path: Path) -> None:
    """A font whose glyph 3 is glyph 2 and glyph 1, moved."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "bar", "dot", "both"])
    builder.setupCharacterMap({0x41: "bar", 0x42: "dot", 0x43: "both"})
    glyphs = {".notdef": TTGlyphPen(None).glyph()}
    for name, size in (("bar", 100), ("dot", 50)):
        pen = TTGlyphPen(None)
        pen.moveTo((0, 0))
        pen.lineTo((size, 0))
        pen.lineTo((0, size))
        pen.closePath()
        glyphs[name] = pen.glyph()
    pen = TTGlyphPen(glyphs)
    pen.addComponent("dot", (1, 0, 0, 1, 300, 300))
    pen.addComponent("bar", (1, 0, 0, 1, 5, 5))
    glyphs["both"] = pen.glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Compound", "styleName": "Regular", "psName": "Compound"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)


def test_a_compound_glyph_brings_its_parts(tmp_path: Path) -> None:
    path = tmp_path / "compound.ttf"
    compound_font(path)

    small = TTFont(io.BytesIO(cut(TTFontFace(str(path)), [0, 3])))

    assert small["maxp"].numGlyphs == 4
    whole = TTFont(path)
    assert drawn(small, small.getGlyphName(1)) == drawn(whole, "both")
