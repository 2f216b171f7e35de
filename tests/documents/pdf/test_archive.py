"""PDF/A-2u, clause by clause as far as these papers go (ISO 19005-2:2011)."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from ipdesk.documents.pdf.fonts import Faces
from ipdesk.documents.pdf.letters import render_letter
from ipdesk.domain.letter import Letter

STREAM = re.compile(
    rb"(\d+) 0 obj\n<<((?:(?!endobj).)*?)>>\nstream\n(.*?)\nendstream\nendobj", re.S
)
XMP = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}


@pytest.fixture
def pdf(letter: Letter, faces: Faces) -> bytes:
    return render_letter(replace(letter, addressee="甲市“A&B”<浛洸>𬭎公司"), faces)


def bare(pdf: bytes) -> bytes:
    """The file without the contents of its streams."""
    return re.sub(rb"\nstream\n.*?\nendstream\n", b"", pdf, flags=re.S)


def test_a_stream_is_as_long_as_it_says_and_ends_with_a_line_of_its_own(pdf: bytes) -> None:
    found = STREAM.findall(pdf)

    assert len(found) == pdf.count(b"\nendstream\n") == pdf.count(b"endstream")
    for _, about, content in found:
        assert re.search(rb"/Length (\d+)", about)[1] == str(len(content)).encode()  # type: ignore[index]


def test_every_font_is_embedded_with_true_unicode_and_widths(pdf: bytes) -> None:
    about = bare(pdf)

    count = about.count(b"/Subtype /Type0")
    assert count > 3
    for needed in (
        b"/FontFile2 ",
        b"/ToUnicode ",
        b"/CIDToGIDMap /Identity",
        b"/Encoding /Identity-H",
        b"/W [",
    ):
        assert about.count(needed) == count
    assert about.count(b"/Type /Font\n") + about.count(b"/Type /Font ") == 2 * count


def test_nothing_is_locked_linked_run_or_seen_through(pdf: bytes) -> None:
    for name in (b"Encrypt", b"Annots", b"JavaScript", b"AA", b"OpenAction", b"SMask", b"AcroForm"):
        assert not re.search(rb"/" + name + rb"\b", bare(pdf))
    assert pdf.startswith(b"%PDF-1.7\n%")
    assert all(byte > 127 for byte in pdf[10:14])
    assert pdf.endswith(b"%%EOF\n")


def test_metadata_names_the_standard_and_says_what_the_information_says(
    pdf: bytes, letter: Letter
) -> None:
    (told,) = [content for _, about, content in STREAM.findall(pdf) if b"/Metadata" in about]
    root = ElementTree.fromstring(told.split(b"?>", 1)[1].rsplit(b"<?xpacket", 1)[0])

    def said(path: str) -> str | None:
        return root.findtext(f".//{path}", namespaces=XMP)

    assert (said("pdfaid:part"), said("pdfaid:conformance")) == ("2", "U")
    assert said("dc:title/rdf:Alt/rdf:li") == letter.title
    assert said("dc:creator/rdf:Seq/rdf:li") == letter.signatory
    assert said("xmp:CreateDate") == "2026-11-22T00:00:00Z"
    assert letter.issued_on == date(2026, 11, 22)
    assert pdf.count(b"(D:20261122000000Z)") == 2
    assert rb"/Producer (ipdesk)" in pdf


def test_the_colours_are_those_of_an_embedded_srgb(pdf: bytes) -> None:
    (profile,) = [
        zlib.decompress(content) for _, about, content in STREAM.findall(pdf) if b"/N 3" in about
    ]

    assert b"/S /GTS_PDFA1" in bare(pdf)
    assert int.from_bytes(profile[:4], "big") == len(profile)
    assert (profile[12:24], profile[36:40]) == (b"mntrRGB XYZ ", b"acsp")
    # Black, white, and 512/1023: ((0.50049 + 0.055) / 1.055) ** 2.4 = 0.2145 of the light.
    at = profile.index(b"curv") + 12
    curve = [int.from_bytes(profile[at + 2 * n : at + 2 * n + 2], "big") for n in range(1024)]
    assert (curve[0], curve[1023]) == (0, 65535)
    assert curve[512] / 65535 == pytest.approx(0.2145, abs=0.0001)
