"""Word copies read back: margins, fonts for Chinese, the mark of a copy, every word."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from ipdesk.documents.docx.approval import word_approval_form
from ipdesk.documents.docx.papers import word_forms, word_letter
from ipdesk.domain.letter import Table
from ipdesk.domain.office_form import FormKind, Line, OfficeForm
from tests.documents.pdf.test_form import FORM
from tests.documents.pdf.test_reference import CASES


def opened(data: bytes) -> Any:
    return Document(BytesIO(data))


def said(document: Any) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.parametrize("name", CASES)
def test_a_letter_says_in_word_all_it_says_on_paper(name: str) -> None:
    letter = CASES[name]
    document = opened(word_letter(letter))
    text = said(document).replace("\n", "")  # the title is broken by sense

    wanted = [letter.title, letter.addressee, letter.signatory, letter.remark, letter.issuer]
    wanted += [letter.number.text] if letter.number else []
    wanted += [*letter.attachments, *letter.copies_to, "2026年4月1日"]
    for part in letter.body:
        if isinstance(part, Table):
            wanted += [cell for row in (part.head, *part.rows, part.total) for cell in row]
        else:
            wanted.append(part)
    assert [one for one in wanted if one not in text] == []
    assert len(document.tables) == sum(isinstance(part, Table) for part in letter.body)


def test_the_page_is_that_of_the_standard_and_says_that_it_is_a_copy() -> None:
    document = opened(word_letter(CASES["approval"]))
    (section,) = document.sections
    page = (section.page_width, section.page_height, section.top_margin, section.left_margin)

    assert [round(length.mm) for length in page] == [210, 297, 37, 28]
    assert [round(section.bottom_margin.mm), round(section.right_margin.mm)] == [35, 26]
    mark = section.header.paragraphs[0].text
    assert mark.startswith("副本")
    assert "甲市监知奖〔2026〕1号" in mark
    assert "ABCD-EFGH-JKLM" in mark
    assert document.core_properties.author == CASES["approval"].signatory


def test_chinese_is_set_in_the_fonts_an_office_has() -> None:
    document = opened(word_letter(CASES["approval"]))
    runs = [run for one in document.paragraphs for run in one.runs]
    fonts = {run._r.rPr.rFonts.get(qn("w:eastAsia")) for run in runs}
    body = next(one for one in document.paragraphs if one.text.startswith("你单位"))

    assert fonts == {"仿宋", "方正小标宋简体"}
    assert body.runs[0].font.size.pt == 16
    assert body.paragraph_format.line_spacing.pt == pytest.approx(28.95, abs=0.05)
    assert body.paragraph_format.first_line_indent.pt == 32


def test_rows_stay_whole_tables_apart_and_the_seal_with_the_text() -> None:
    case = CASES["approval"]
    table = next(part for part in case.body if isinstance(part, Table))
    letter = replace(case, body=(case.body[0], table, table, "请查收。"), attachments=())
    document = opened(word_letter(letter))

    rows = [row for one in document.tables for row in one.rows]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    behind = [one.getnext().tag for one in document.element.body.iter(qn("w:tbl"))]
    assert behind == [qn("w:p"), qn("w:p")]
    kept = {one.text: one.paragraph_format.keep_with_next for one in document.paragraphs}
    assert kept["请查收。"]
    assert kept[letter.signatory]


def test_numbers_stand_outside_and_none_on_page_one_of_a_letter() -> None:
    (section,) = opened(word_letter(CASES["approval"])).sections
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]

    assert (odd.alignment, even.alignment) == (WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT)
    assert (odd.paragraph_format.right_indent.pt, even.paragraph_format.left_indent.pt) == (14, 14)
    assert section.different_first_page_header_footer
    assert section.first_page_footer.paragraphs[0].text == ""
    assert section.first_page_header.paragraphs[0].text.startswith("副本")
    general = opened(word_letter(CASES["general-thirty-rows"])).sections[0]
    assert not general.different_first_page_header_footer


def test_a_table_has_its_widths_and_repeats_its_head() -> None:
    (table,) = opened(word_letter(CASES["general-thirty-rows"])).tables

    assert len(table.rows) == 32
    assert [round(column.width.mm, 1) for column in table.columns] == [15.6, 103.0, 37.4]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_a_form_and_the_approval_form_keep_captions_and_amounts() -> None:
    parts = (Line((("付款单位", "甲市局"), ("凭证号", "记-1")), 40.0), "说明。")
    form = OfficeForm(FormKind.RECEIPT, "收款收据", "副题", "甲市局", FORM.printed_on, parts)
    two = opened(word_forms((form, replace(form, title="第二张"))))
    assert {"收款收据", "第二张", "说明。"} <= {one.text for one in two.paragraphs}
    assert [cell.text for cell in two.tables[0].rows[0].cells] == [
        "付款单位",
        "甲市局",
        "凭证号",
        "记-1",
    ]

    text = said(opened(word_approval_form(FORM)))
    for wanted in (FORM.title, FORM.code, "人民币壹万元整", "5,000.00", "10,000.00", "李小红"):
        assert wanted in text
