from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ipdesk.documents.reading.opening import read_bytes, read_document
from ipdesk.errors import UserError
from ipdesk.paths import resources
from ipdesk.wording import Wording

LINES = ("云岭市扶持办法", "第一条　对获得称号的企业，给予10万元奖励。", "𠮷祥街道办事处")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def lines(data: bytes, name: str = "a.txt") -> list[str]:
    return [line for page in read_bytes(data, name).pages for line in page if line]


@pytest.mark.parametrize(
    ("coding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("gb18030", b""),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_is_read_however_it_was_saved(coding: str, mark: bytes, end: str) -> None:
    assert tuple(lines(mark + end.join(LINES).encode(coding))) == LINES


def test_form_feeds_are_pages() -> None:
    found = read_bytes("第一页\f第二页\n还是第二页".encode(), "a.txt")
    assert found.pages == (("第一页",), ("第二页", "还是第二页"))
    assert found.place(found.text.index("还是")) == (2, 2)


def document(body: str, **parts: str) -> bytes:
    """A .docx of this body; further parts by the names inside word/."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"
        )
        for name, text in parts.items():
            package.writestr(f"word/{name}.xml", text)
    return out.getvalue()


def paragraph(text: str, about: str = "") -> str:
    return f"<w:p><w:pPr>{about}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_a_docx_is_read_with_the_numbers_its_program_counts() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(
            [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]
        )
    )
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )

    def numbered(level: int, text: str) -> str:
        place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>'
        return paragraph(text, place)

    body = "".join(
        numbered(level, text)
        for level, text in (
            (0, "总则"),
            (1, "目的"),
            (1, "范围"),
            (2, "企业"),
            (2, "单位"),
            (0, "附则"),
            (1, "施行"),
        )
    )
    assert lines(document(body, numbering=numbering)) == [
        "一、总则",
        "（一）目的",
        "（二）范围",
        "1.企业",
        "2.单位",
        "二、附则",
        "（一）施行",
    ]


def test_a_docx_is_read_with_its_tables_and_without_what_was_deleted() -> None:
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    table = row.format(paragraph("级别"), paragraph("金额")) + row.format(
        paragraph("国家级"), paragraph("10万元")
    )
    gone = (
        "<w:p><w:del><w:r><w:delText>旧句</w:delText></w:r></w:del><w:r><w:t>新句</w:t></w:r></w:p>"
    )
    found = lines(document(f"{paragraph('标准如下')}<w:tbl>{table}</w:tbl>{gone}"))
    assert found == ["标准如下", "级别 | 金额", "国家级 | 10万元", "新句"]


def printed(*texts: str, password: str = "") -> bytes:
    """A PDF with these lines, in letters that can be copied."""
    pdfmetrics.registerFont(TTFont("fang", resources() / "fonts" / "Fang-Regular.ttf"))
    out = io.BytesIO()
    locked = StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(out, encrypt=locked)
    canvas.setFont("fang", 14)
    for n, text in enumerate(texts):
        canvas.drawString(72, 760 - 24 * n, text)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_a_pdf_that_holds_text_is_read() -> None:
    data = printed(
        "云岭市人民政府办公室关于印发扶持办法的通知", "对获得称号的企业，给予10万元奖励。"
    )
    found = read_bytes(data, "a.pdf")
    assert found.kind == "pdf"
    assert "给予10万元奖励" in found.text


def packed(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, data)
    return out.getvalue()


def hostile() -> list[tuple[bytes, str]]:
    return [
        (b"", "empty"),
        (b" \n\t\f", "empty"),
        (b"\x7fELF" + bytes(4000), "binary"),
        (b"\x81\x20\xff" * 900, "binary"),
        (("奖" * 300_001).encode(), "too-long"),
        (b"<html><body><div><p>text</p></div></body></html>", "web-page"),
        (b"{\\rtf1 text}", "old-word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old-word"),
        (b"\x89PNG" + bytes(60), "picture"),
        (b"%PDF-1.7\n" + bytes(60), "damaged"),
        (printed(""), "scanned"),
        (printed("政策正文" * 8, password="1234"), "encrypted"),
        (b"PK\x03\x04" + bytes(60), "damaged"),
        (packed("OFD.xml", b"<a/>"), "ofd"),
        (packed("xl/workbook.xml", b"<a/>"), "not-a-document"),
        (packed("word/document.xml", b"0" * 30_000_000), "bomb"),
        (packed("word/document.xml", b"<w:document"), "damaged"),
        (packed("word/document.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "damaged"),
    ]


@pytest.mark.parametrize(("data", "code"), hostile())
def test_what_is_no_text_is_told_in_one_sentence(data: bytes, code: str) -> None:
    with pytest.raises(UserError) as caught:
        read_bytes(data, "x")
    assert caught.value.code == f"document-{code}"
    words = Wording.load(resources() / "wording")
    said = words.text("message", caught.value.code, caught.value.values)
    assert said.endswith("。")
    assert "{" not in said


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        read_document(tmp_path / "none.txt")
    assert caught.value.code == "document-unreadable"
