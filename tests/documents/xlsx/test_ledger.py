from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, datetime
from io import BytesIO

import pytest

from ipdesk.documents.xlsx.ledger import DETAIL, ledger_workbook
from ipdesk.domain.ledger import LedgerRow
from ipdesk.errors import UserError
from tests.documents.xlsx.samples import ITEMS, NOTES, PAID, PERSON, ROWS, WORDING, read

TITLES = """
序号 受理编号 收件日期 申报主体 类型 信用代码／身份证号 镇街 条款 事项 成果名称 成果编号 成果日期
申报数量 申报金额 核定金额 初审日期 复核日期 审议日期 公示起止 异议 批准文号 拨付日期 实付金额
凭证号 资金年度 资金来源 状态 档号 备注
"""
HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1",
    "\n=1",
    " =1",
    "=1 ",
    "'=1",
    "''",
    "%0A=1",
    ";=1",
    "，=1",
    "＝1+1",
    "＋1",
    "{=1}",
    "<f>1</f>",
    "</t></is></c>",
    "<![CDATA[x]]>",
    "&lt;",
    "&#61;1",
    "&",
    "a & b < c > d \"e\" 'f'",
    "]]>",
    "{n}",
    "{r.code}",
    "'+open('x')+'",
    "\\n\\t\\x00",
    "%s %d",
    "0012345678901234567890",
    "1E5",
    "2024-01-01",
    "TRUE",
    "#REF!",
    "#N/A",
    "𠮷喆浛洸",
    "a\u00a0b\u3000c  d",
    "第一行\n第二行",
    "\u4e00" * 2000,
]
TEXT_FIELDS = [column.field for column in DETAIL if column.kind == "text"]


def test_detail_has_the_columns_of_the_office_in_their_order() -> None:
    sheet = read(ledger_workbook(ROWS, ITEMS, NOTES, WORDING))["明细"]
    assert [cell.value for cell in sheet[3]] == TITLES.split()
    assert sheet["A1"].value == "2024年知识产权奖补兑现台账（明细）"
    assert sheet["A2"].value.startswith("编制单位：乐昌市市场监督管理局　　期间：2024年1月1日")


def test_a_row_reads_back_as_it_went_in() -> None:
    sheet = read(ledger_workbook(ROWS, ITEMS, NOTES, WORDING))["明细"]
    values = [cell.value for cell in sheet[4]]
    assert values[:6] == [
        1,
        "LC2024-0001",
        datetime(2024, 3, 1),
        "乐昌市金鸡岭茶业有限公司",
        "企业",
        "91440281MA4UABCD1X",
    ]
    assert values[11:16] == [datetime(2023, 4, 12), 1, 5000, 5000, datetime(2024, 3, 8)]
    assert values[17] is None
    assert values[20:29] == [
        "乐市监知奖〔2024〕1号",
        datetime(2024, 4, 2),
        5000,
        "记-0402",
        2024,
        "本级财政",
        "已拨付",
        "ZSCQ-2024-001",
        None,
    ]


def test_formats_fonts_and_borders_are_those_of_an_office() -> None:
    book = read(ledger_workbook(ROWS, ITEMS, NOTES, WORDING))
    sheet = book["明细"]
    formats = {cell.column_letter: cell.number_format for cell in sheet[5]}
    assert {formats[x] for x in "NOW"} == {"#,##0.00"}
    assert {formats[x] for x in "CLPQRV"} == {"yyyy-mm-dd"}
    assert {formats[x] for x in "BDEFGHIJKSTUXZ"} == {"@"}
    for cell in sheet[5]:
        assert cell.font.name == "宋体"
        assert cell.border.left.style == cell.border.bottom.style == "thin"
    assert all(sheet[f"{x}5"].quotePrefix for x in "BDFJK")
    assert sheet["A3"].font.bold
    assert book._fonts[0].name == "宋体"


def test_a_figure_too_wide_shrinks_and_a_text_wraps() -> None:
    sheet = read(ledger_workbook(ROWS, ITEMS, NOTES, WORDING))["明细"]
    assert all(sheet[f"{x}{line}"].alignment.shrink_to_fit for x in "NOW" for line in (4, 7))
    assert all(sheet[f"{x}4"].alignment.wrap_text for x in "DIJKT")
    assert not sheet["N4"].alignment.wrap_text


def test_amounts_are_written_exactly() -> None:
    sheet_xml = _part(ledger_workbook([replace(PAID, claimed_fen=10**13 - 1)], (), NOTES, WORDING))
    assert "<v>99999999999.99</v>" in sheet_xml
    assert "<v>5000.00</v>" in sheet_xml


def test_totals_are_formulas_with_their_value_beside_them() -> None:
    data = ledger_workbook(ROWS, ITEMS, NOTES, WORDING)
    assert read(data)["明细"]["A7"].value == "合计"
    assert read(data)["明细"]["N7"].value == "=SUBTOTAL(109,N4:N6)"
    shown = read(data, values=True)["明细"]
    # 5000.00 + 900.01 + 10000.00; 5000.00 + 600.01; 5000.00; 1 + 3 + 1
    assert shown["N7"].value == pytest.approx(15900.01)
    assert shown["O7"].value == pytest.approx(5600.01)
    assert shown["W7"].value == 5000
    assert shown["M7"].value == 5


def test_page_is_set_up_to_be_printed_as_it_is() -> None:
    for sheet in read(ledger_workbook(ROWS, ITEMS, NOTES, WORDING)):
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert int(sheet.page_setup.fitToWidth) == 1
        assert int(sheet.page_setup.fitToHeight) == 0
        assert sheet.print_title_rows == "$1:$3"
        assert "&P" in sheet.oddFooter.center.text
        assert "&N" in sheet.oddFooter.center.text


def test_header_stays_and_filter_covers_exactly_the_rows() -> None:
    data = ledger_workbook(ROWS, ITEMS, NOTES, WORDING)
    sheet = read(data)["明细"]
    assert sheet.freeze_panes == "E4"
    assert sheet.auto_filter.ref == "A3:AC6"
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert "'明细'!$A$3:$AC$6" in archive.read("xl/workbook.xml").decode()


def test_items_have_their_own_sheet() -> None:
    sheet = read(ledger_workbook(ROWS, ITEMS, NOTES, WORDING), values=True)["标的明细"]
    assert [cell.value for cell in sheet[5]][1:] == [
        "LC2024-0002",
        "骆雨萍",
        "作品登记",
        2,
        "粤作登字-2024-F-00000012",
        datetime(2024, 2, 2),
        "可兑现",
        pytest.approx(300.01),
    ]
    assert sheet["I7"].value == pytest.approx(600.01)


def test_notes_tell_filter_digest_and_journal() -> None:
    sheet = read(ledger_workbook(ROWS, ITEMS, NOTES, WORDING))["说明"]
    told = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=4)}
    assert told["筛选条件：状态"] == "已批准、已拨付"
    assert told["内容摘要（SHA-256）"] == NOTES.digest
    assert told["操作记录"] == "第 412 条，校验值 3fa94c0d7be1"
    assert told["制表时间"] == "2025-01-06 09:30"
    assert told["政策文件"] == "乐府办发函〔2022〕86号"


def test_numbers_of_persons_are_masked_unless_asked_for() -> None:
    masked = read(ledger_workbook(ROWS, ITEMS, NOTES, WORDING))
    assert masked["明细"]["F5"].value == "440281********002X"
    assert masked["明细"]["F4"].value == "91440281MA4UABCD1X"
    full = ledger_workbook(ROWS, ITEMS, replace(NOTES, masked=False), WORDING)
    assert read(full)["明细"]["F5"].value == "44028119900307002X"
    assert "44028119900307002X" not in _part(ledger_workbook(ROWS, ITEMS, NOTES, WORDING))


@pytest.mark.parametrize("field", TEXT_FIELDS)
def test_hostile_text_stays_text(field: str) -> None:
    rows = [replace(PAID, **{field: text}) for text in HOSTILE]
    data = ledger_workbook(rows, (), replace(NOTES, masked=False), WORDING)
    column = 1 + [column.field for column in DETAIL].index(field)
    sheet = read(data)["明细"]
    for line, text in enumerate(HOSTILE, 4):
        cell = sheet.cell(line, column)
        assert (cell.value, cell.number_format, cell.quotePrefix) == (text, "@", True)
        assert "<f>" not in _row(data, line)


def test_hostile_text_stays_text_in_titles_and_notes() -> None:
    notes = replace(NOTES, bureau="=1+1", title="=2+2", made_by="=3&amp;", filters=(("=4", "=5"),))
    book = read(ledger_workbook((), (), notes, WORDING))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" or str(cell.value).startswith("=SU")
    assert book["说明"]["B4"].value == "=1+1"


def test_text_that_looks_like_an_escape_is_not_decoded() -> None:
    # Office programs read _x0041_ in a cell as the letter A.
    assert "_x005F_x0041_" in _part(
        ledger_workbook([replace(PAID, note="_x0041_")], (), NOTES, WORDING)
    )


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_a_character_no_workbook_holds_is_refused_with_its_place(bad: str) -> None:
    rows = [PAID, replace(PERSON, subject_name=f"九峰{bad}山")]
    with pytest.raises(UserError) as refusal:
        ledger_workbook(rows, (), NOTES, WORDING)
    assert refusal.value.code == "workbook-illegal-text"
    assert refusal.value.values == {"cell": "J5", "position": 3}


def test_a_text_beyond_the_limit_of_a_cell_is_refused() -> None:
    ledger_workbook([replace(PAID, note="长" * 32_767)], (), NOTES, WORDING)
    with pytest.raises(UserError):
        ledger_workbook([replace(PAID, note="长" * 32_768)], (), NOTES, WORDING)


def test_an_empty_ledger_is_still_a_sheet() -> None:
    data = ledger_workbook((), (), NOTES, WORDING)
    sheet = read(data, values=True)["明细"]
    assert sheet.auto_filter.ref == "A3:AC4"
    assert {cell.value for cell in sheet[4]} == {None}
    assert sheet["N5"].value == 0
    assert read(data)["明细"]["N5"].value == "=SUBTOTAL(109,N4:N4)"


def test_the_same_content_gives_the_same_bytes() -> None:
    def once() -> str:
        return hashlib.sha256(ledger_workbook(ROWS, ITEMS, NOTES, WORDING)).hexdigest()

    assert once() == once()
    other = replace(NOTES, made_at="2025-01-06T09:30:01")
    assert hashlib.sha256(ledger_workbook(ROWS, ITEMS, other, WORDING)).hexdigest() != once()


def test_file_times_are_those_of_the_notes() -> None:
    properties = read(ledger_workbook(ROWS, ITEMS, NOTES, WORDING)).properties
    assert properties.created == properties.modified == datetime(2025, 1, 6, 9, 30)
    assert properties.creator == "乐昌市市场监督管理局"


def test_rows_may_come_from_a_generator() -> None:
    def rows() -> Iterator[LedgerRow]:
        yield from ROWS

    assert ledger_workbook(rows(), iter(ITEMS), NOTES, WORDING) == ledger_workbook(
        ROWS, ITEMS, NOTES, WORDING
    )


def test_a_long_text_gets_the_lines_it_needs() -> None:
    rows = [PAID, replace(PAID, note="备注" * 40)]
    sheet = read(ledger_workbook(rows, (), NOTES, WORDING))["明细"]
    # 160 half characters in a column of 13 less one: 14 lines
    assert sheet.row_dimensions[5].height == 18 + 13 * 13


def test_every_record_field_of_a_claim_has_its_place() -> None:
    shown = {column.field for column in DETAIL}
    left_out = {field.name for field in fields(LedgerRow)} - shown
    assert left_out == {"award_id", "failed", "reason"}


def test_dates_at_the_ends_of_the_calendar() -> None:
    rows = [replace(PAID, fact_on=day) for day in (date(1900, 3, 1), date(2100, 12, 31))]
    sheet = read(ledger_workbook(rows, (), NOTES, WORDING))["明细"]
    assert [sheet[f"L{line}"].value for line in (4, 5)] == [
        datetime(1900, 3, 1),
        datetime(2100, 12, 31),
    ]


def test_every_title_has_its_wording() -> None:
    for sheet in read(ledger_workbook(ROWS, ITEMS, NOTES, WORDING)):
        for cell in sheet[3]:
            assert not str(cell.value).startswith("column-")


def _part(data: bytes, name: str = "xl/worksheets/sheet1.xml") -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name).decode()


def _row(data: bytes, line: int) -> str:
    xml = _part(data)
    start = xml.index(f'<row r="{line}"')
    return xml[start : xml.index("</row>", start)]
