"""字体嵌入: put the used glyphs of a face into a PDF as one two-byte font with true Unicode.

reportlab's own TrueType font splits a face into many 256-character fonts and writes a wrong
ToUnicode entry beyond U+FFFF; one Identity-H font per face extracts correctly and draws faster.
"""

from __future__ import annotations

import hashlib

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFString,
)

from ipdesk.documents.pdf.fonts import Face
from ipdesk.documents.pdf.program import cut
from ipdesk.documents.pdf.stream import packed, packed_glyphs

_SYMBOLIC = 4
_BLOCK = 100  # the most entries of one bfchar block


class Subset:
    """The glyphs of one face that one document uses, and the codes they are written with."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self._codes: dict[str, str] = {}
        self._of_glyph: dict[int, int] = {}
        self._characters: list[str] = []

    def encode(self, text: str) -> str:
        """`text` as the hexadecimal string of a show operator."""
        codes = self._codes
        try:
            return "".join([codes[c] for c in text])
        except KeyError:
            for character in text:
                if character not in codes:
                    codes[character] = self._add(character)
            return "".join([codes[c] for c in text])

    def _add(self, character: str) -> str:
        glyph = self.face.glyph(character)
        # Glyph 0 is .notdef; the others are cut out in the order they are met.
        code = self._of_glyph.get(glyph)
        if code is None:
            code = self._of_glyph[glyph] = len(self._of_glyph) + 1
            self._characters.append(character)
        return f"{code:04x}"

    def embed(self, document: PDFDocument) -> None:
        """Write the font's objects into `document` and list it under its name."""
        parsed = self.face.parsed
        label = self._label()
        widths = " ".join([f"{parsed.charWidths[ord(c)]:g}" for c in self._characters])
        descendant = PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": f"/{label}",
                "CIDSystemInfo": PDFDictionary(
                    {
                        "Registry": PDFString("Adobe"),
                        "Ordering": PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": self._descriptor(document, label),
                "DW": 1000,
                "W": f"[1 [{widths}]]",
                "CIDToGIDMap": "/Identity",
            }
        )
        font = PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": f"/{label}",
                "Encoding": "/Identity-H",
                "DescendantFonts": PDFArray([document.Reference(descendant, f"cid:{label}")]),
                "ToUnicode": document.Reference(packed(self._to_unicode()), f"uni:{label}"),
            }
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(font, label)

    def _label(self) -> str:
        """The tag that marks a subset, made from its characters so that it never changes."""
        digest = hashlib.sha256("".join(self._characters).encode()).digest()
        tag = "".join(chr(65 + byte % 26) for byte in digest[:6])
        return f"{tag}+{self.face.parsed.name.decode('ascii')}"

    def _descriptor(self, document: PDFDocument, label: str) -> object:
        parsed = self.face.parsed
        program = cut(parsed, [0, *self._of_glyph])
        file = packed_glyphs(program, {"Length1": len(program)})
        descriptor = PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": f"/{label}",
                "Flags": _SYMBOLIC,
                "FontBBox": PDFArray(parsed.bbox),
                "ItalicAngle": parsed.italicAngle,
                "Ascent": parsed.ascent,
                "Descent": parsed.descent,
                "CapHeight": parsed.capHeight,
                "StemV": parsed.stemV,
                "FontFile2": document.Reference(file, f"file:{label}"),
            }
        )
        return document.Reference(descriptor, f"descriptor:{label}")

    def _to_unicode(self) -> bytes:
        entries = [
            f"<{code:04x}> <{character.encode('utf-16-be').hex()}>"
            for code, character in enumerate(self._characters, 1)
        ]
        lines = [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <ffff> endcodespacerange",
        ]
        for start in range(0, len(entries), _BLOCK):
            block = entries[start : start + _BLOCK]
            lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
        lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
        return "\n".join(lines).encode("ascii")
