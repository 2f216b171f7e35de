"""轮廓: make a plain TrueType font, with only the wanted characters, from a CFF or TrueType one."""

from __future__ import annotations

from typing import Any

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph

# A thousandth of the em: at 22 pt on paper, 0.008 mm.
_TOLERANCE = 1.0


def subset(font: TTFont, characters: set[str]) -> None:
    """Keep the glyphs of `characters` and the tables a plain left-to-right setting needs."""
    options = Options()
    options.layout_features = ["kern"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.hinting = False
    options.glyph_names = False
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE", "GSUB", "DSIG", "FFTM", "PCLT"]
    worker = Subsetter(options)
    worker.populate(unicodes=[ord(c) for c in characters])
    worker.subset(font)


def redirect(font: TTFont, feature: str, characters: str) -> None:
    """Draw `characters` with the form that the font keeps under `feature` (fwid, hwid)."""
    table = font["GSUB"].table
    lookups = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == feature
        for index in record.Feature.LookupListIndex
    }
    forms: dict[str, str] = {}
    for index in lookups:
        for sub in table.LookupList.Lookup[index].SubTable:
            forms.update(getattr(getattr(sub, "ExtSubTable", sub), "mapping", {}))
    for cmap in font["cmap"].tables:
        if cmap.isUnicode() and cmap.format in (4, 12):
            for character in characters:
                glyph = cmap.cmap.get(ord(character), "")
                # Subtables may share one mapping: what is changed already has no further form.
                cmap.cmap.update({ord(character): forms[glyph]} if glyph in forms else {})


def to_truetype(font: TTFont) -> None:
    """Replace CFF outlines by quadratic ones; reportlab embeds nothing else."""
    if "CFF " not in font:
        return
    order = font.getGlyphOrder()
    drawn = font.getGlyphSet()
    glyphs: dict[str, Glyph] = {}
    for name in order:
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, _TOLERANCE, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder = order
    glyf.glyphs = glyphs
    del font["CFF "]
    for name in order:
        glyphs[name].recalcBounds(glyf)
        width = font["hmtx"].metrics[name][0]
        font["hmtx"].metrics[name] = (width, getattr(glyphs[name], "xMin", 0))
    _set_profile(font)
    font.sfntVersion = "\000\001\000\000"


def _set_profile(font: TTFont) -> None:
    profile = font["maxp"]
    profile.tableVersion = 0x00010000
    zero = (
        "maxTwilightPoints maxStorage maxFunctionDefs maxInstructionDefs "
        "maxStackElements maxSizeOfInstructions"
    )
    for key in zero.split():
        setattr(profile, key, 0)
    profile.maxZones = 1
    profile.maxComponentElements = max(
        (len(g.components) for g in font["glyf"].glyphs.values() if g.isComposite()), default=0
    )
    profile.recalc(font)


def widen(font: TTFont, places: dict[str, str]) -> None:
    """Give narrow quotation marks and dots a full em, on the side where Chinese sets them."""
    em = font["head"].unitsPerEm
    cmap, glyf, metrics = font.getBestCmap(), font["glyf"], font["hmtx"].metrics
    for place, characters in places.items():
        for name in (cmap[ord(c)] for c in characters if ord(c) in cmap):
            width, _ = metrics[name]
            glyph: Any = glyf[name]
            shift = {"left": 0, "centre": (em - width) // 2, "right": em - width}[place]
            glyph.coordinates.translate((shift, 0))
            glyph.recalcBounds(glyf)
            metrics[name] = (em, glyph.xMin)
