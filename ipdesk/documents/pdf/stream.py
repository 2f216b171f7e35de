"""数据流: a stream as ISO 19005-2, 6.1.7.1 wants it, closed by a line end of its own."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFStream


class Stream(PDFStream):  # type: ignore[misc]  # reportlab has no types
    """reportlab puts `endstream` behind the last byte, which a reader may take for content."""

    def format(self, document: PDFDocument) -> bytes:
        body = bytes(super().format(document))
        return body.removesuffix(b"endstream\n") + b"\nendstream\n"


def plain(content: bytes, about: Mapping[str, object]) -> Stream:
    """A stream that can be read as it lies in the file."""
    return Stream(PDFDictionary(dict(about)), content)


def packed(content: bytes, about: Mapping[str, object] | None = None) -> Stream:
    """A compressed stream; the default level takes twice as long for a twentieth of the size."""
    return squeezed(zlib.compress(content, 1), about)


def packed_glyphs(content: bytes, about: Mapping[str, object]) -> Stream:
    """Outlines hold nothing twice: looking for it doubles the time for a fourteenth of the size."""
    packer = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS, 9, zlib.Z_HUFFMAN_ONLY)
    return squeezed(packer.compress(content) + packer.flush(), about)


def squeezed(content: bytes, about: Mapping[str, object] | None = None) -> Stream:
    """A stream of what was compressed before."""
    return Stream(PDFDictionary({"Filter": "/FlateDecode", **(about or {})}), content)
