from __future__ import annotations

import zlib

import pytest

from ipdesk.documents.attachments import draw, kind_of, look_at, sizes
from tests.services.papers import acting, packed, scan


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(scan(), "pdf", id="pdf"),
        pytest.param(b"\xff\xd8\xff\xe0 photo", "jpg", id="jpg"),
        pytest.param(b"\x89PNG\r\n\x1a\n picture", "png", id="png"),
        pytest.param(packed("xl/workbook.xml"), "xlsx", id="xlsx"),
        pytest.param(packed("word/document.xml"), "docx", id="docx"),
        pytest.param(packed("xl/workbook.xml", "xl/vbaProject.bin"), "", id="a sheet with macros"),
        pytest.param(packed("setup.exe"), "", id="an archive with a program"),
        pytest.param(b"PK\x03\x04 cut off", "", id="a broken archive"),
        pytest.param(b"MZ\x90\x00", "", id="a program"),
        pytest.param(b" %PDF-1.7", "", id="something before it"),
        pytest.param(b"", "", id="nothing"),
    ],
)
def test_a_file_is_what_its_content_says(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


def test_pages_are_counted_where_they_can_be_drawn() -> None:
    assert look_at(scan(3)).pages == 3
    assert look_at(b"\x89PNG\r\n\x1a\n").pages == 1
    assert look_at(b"%PDF-1.7 cut off").pages == 0
    assert look_at(packed("xl/workbook.xml")).pages == 0


HIDDEN = b"<< /S /JavaScript /JS (x) >>"
OBJECTS = zlib.compress(HIDDEN)


@pytest.mark.parametrize(
    ("data", "active"),
    [
        pytest.param(scan(3), (), id="a plain scan"),
        pytest.param(acting(), ("javascript",), id="a script"),
        pytest.param(acting(b"/A << /S /J#61vaScript >>"), ("javascript",), id="in disguise"),
        pytest.param(acting(b"/OpenAction << /S /Launch /F (a) >>"), ("launch",), id="a program"),
        pytest.param(
            acting(b"/Names << /EmbeddedFiles 9 0 R >>"), ("embedded",), id="a file in it"
        ),
        pytest.param(acting(b"/JSx 1 /Launcher 2"), (), id="names that begin alike"),
        pytest.param(
            scan()
            + b"9 0 obj\n<< /Type /ObjStm /Length 40 >>\nstream\n"
            + OBJECTS
            + b"\nendstream",
            ("javascript",),
            id="packed away",
        ),
        pytest.param(
            scan() + b"9 0 obj\n<< /Length 9 >>\nstream\n/JavaScript\nendstream",
            (),
            id="pixels that spell a name",
        ),
    ],
)
def test_what_acts_by_itself_is_named(data: bytes, active: tuple[str, ...]) -> None:
    assert look_at(data).active == active


def test_a_page_is_drawn_to_fit_and_a_broken_one_is_no_fault() -> None:
    assert [(round(wide), round(high)) for wide, high in sizes(scan(2))] == [(595, 842)] * 2
    drawn = draw(scan(2), 1, 600, 10_000)
    assert drawn.width in (600, 601)
    assert len(drawn.rgb) == 3 * drawn.width * drawn.height
    assert sizes(b"%PDF-1.7 cut off") == ()
    assert draw(b"%PDF-1.7 cut off", 0, 600, 600).rgb == b""
