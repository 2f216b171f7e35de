"""长期保存: what makes a PDF a file of ISO 19005-2 (PDF/A-2u): metadata and the colours meant.

The other demands are met where the pages are made: every font is embedded with true Unicode
(embed.py), nothing is encrypted, transparent, linked or run, and the bytes never vary.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from struct import pack
from xml.sax.saxutils import escape
from zlib import compress

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFString,
)

from ipdesk.documents.pdf.stream import plain, squeezed

_SPACE = "sRGB IEC61966-2.1"
_METADATA = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<xmp:CreateDate>{day}T00:00:00Z</xmp:CreateDate>
<xmp:ModifyDate>{day}T00:00:00Z</xmp:ModifyDate>
<xmp:CreatorTool>ipdesk</xmp:CreatorTool><pdf:Producer>ipdesk</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""


def make_lasting(document: PDFDocument, title: str, author: str, subject: str, day: date) -> None:
    """Information, metadata and output intent, all saying the same."""
    info = document.info
    info.title, info.author, info.subject = title, author, subject
    info.creator = info.producer = "ipdesk"
    # The paper's own day: a clock would make two renders of one letter differ.
    document.setDateFormatter(lambda *_: f"D:{day:%Y%m%d}000000Z")
    said = {"title": escape(title), "author": escape(author), "subject": escape(subject)}
    metadata = _METADATA.format(day=day.isoformat(), **said).encode()
    catalog = document.Catalog
    catalog.Metadata = plain(metadata, {"Type": "/Metadata", "Subtype": "/XML"})
    # reportlab's catalogue writes the keys it was told of, and does not know this one.
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.OutputIntents = PDFArray([_intent(document)])


def _intent(document: PDFDocument) -> PDFDictionary:
    return PDFDictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": PDFString(_SPACE),
            "Info": PDFString(_SPACE),
            "DestOutputProfile": document.Reference(squeezed(_profile(), {"N": 3}), "profile"),
        }
    )


@cache
def _profile() -> bytes:
    """sRGB as an ICC profile of version 2: white, primaries as seen from D50, and its curve;
    compressed, once for all papers."""
    curve = b"curv" + pack(">II", 0, 1024) + pack(">1024H", *map(_linear, range(1024)))
    name = _SPACE.encode() + b"\0"
    described = b"desc" + pack(">II", 0, len(name)) + name + bytes(78)
    tags = [
        (b"desc", described),
        (b"cprt", b"text" + bytes(4) + b"No copyright, use freely\0"),
        (b"wtpt", _xyz(0.9642, 1.0, 0.8249)),
        (b"rXYZ", _xyz(0.4360, 0.2225, 0.0139)),
        (b"gXYZ", _xyz(0.3851, 0.7169, 0.0971)),
        (b"bXYZ", _xyz(0.1431, 0.0606, 0.7139)),
    ]
    names = [name for name, _ in tags] + [b"rTRC", b"gTRC", b"bTRC"]
    start = 128 + 4 + 12 * len(names)
    table, data = b"", b""
    for tag in names:
        found = dict(tags).get(tag)
        if found is None and tag != b"rTRC":  # the three curves are one
            table += pack(">4sII", tag, start + len(data) - len(curve), len(curve))
            continue
        body = curve if found is None else found
        table += pack(">4sII", tag, start + len(data), len(body))
        data += body + bytes(-len(body) % 4)
    return compress(_head(start + len(data)) + pack(">I", len(names)) + table + data, 1)


def _head(size: int) -> bytes:
    made = pack(">6H", 2026, 1, 1, 0, 0, 0)
    white = pack(">3i", 0xF6D6, 0x10000, 0xD32D)
    start = pack(">I4sI4s4s4s", size, bytes(4), 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    return (start + made + b"acsp" + bytes(24) + bytes(4) + white).ljust(128, b"\0")


def _linear(step: int) -> int:
    value = step / 1023
    light = value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
    return round(light * 65535)


def _xyz(*parts: float) -> bytes:
    return b"XYZ " + bytes(4) + pack(">3i", *(round(part * 65536) for part in parts))
