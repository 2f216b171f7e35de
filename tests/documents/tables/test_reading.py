from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from ipdesk.documents.tables.delimited import between, decoded
from ipdesk.documents.tables.reading import read_bytes, read_table
from ipdesk.errors import UserError

DATA = Path(__file__).parents[2] / "data" / "imports"
HEAD = ["申报主体", "身份证号", "金额"]


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The same package with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", 8) as target:
        for part in source.infolist():
            text = source.read(part)
            if part.filename == name:
                assert old in text
                text = text.replace(old, new)
            target.writestr(part.filename, text)
    return out.getvalue()


def refusal(data: bytes, name: str = "a.xlsx") -> UserError:
    with pytest.raises(UserError) as refused:
        read_bytes(data, name)
    return refused.value


SHEET = "xl/worksheets/sheet1.xml"


def test_values_come_with_their_kinds_and_rows_keep_their_numbers() -> None:
    data = workbook(HEAD, [], ["甲公司", "440281199001011234", 1234.5], [date(2023, 5, 6)])
    (sheet,) = read_bytes(data, "a.xlsx").sheets

    assert sheet.rows[2] == ["甲公司", "440281199001011234", 1234.5]
    assert sheet.rows[3][0] == date(2023, 5, 6)
    assert not any(sheet.rows[1])


def test_error_cells_hidden_rows_and_formulas_without_a_value_are_marked() -> None:
    book = Workbook()
    page = book.active
    page.append(HEAD)
    page.append(["甲公司", "#N/A", 1])
    page.append(["乙公司", "x", "=1+1"])
    page.row_dimensions[3].hidden = True
    out = io.BytesIO()
    book.save(out)
    (sheet,) = read_bytes(out.getvalue(), "a.xlsx").sheets

    assert sheet.marks.errors == {(1, 1): "#N/A"}
    assert sheet.marks.hidden == {2}
    assert sheet.marks.unready == {(2, 2)}


def test_one_cell_at_the_far_end_is_refused_at_once_with_its_place() -> None:
    book = Workbook()
    book.active["A1"] = "x"
    book.active["XFD1048576"] = "x"
    out = io.BytesIO()
    book.save(out)

    error = refusal(out.getvalue())

    assert error.code == "table-far-column"
    assert (error.values["row"], error.values["column"]) == (1048576, "XFD")


def test_a_formatted_but_empty_cell_far_out_does_no_harm() -> None:
    from openpyxl.styles import Font

    book = Workbook()
    book.active["A1"] = "x"
    book.active["XFD9"].font = Font(bold=True)
    out = io.BytesIO()
    book.save(out)

    assert len(read_bytes(out.getvalue(), "a.xlsx").sheets[0].rows) <= 9


@pytest.mark.parametrize(
    ("cell", "code"), [("BM3", "table-far-column"), ("A100001", "table-far-row")]
)
def test_the_first_cell_beyond_the_limits_is_refused(cell: str, code: str) -> None:
    book = Workbook()
    book.active["BL2"] = "the last column"
    book.active["A100000"] = "the last row"
    out = io.BytesIO()
    book.save(out)
    assert len(read_bytes(out.getvalue(), "a.xlsx").sheets[0].rows) == 100_000
    book.active[cell] = "x"
    out = io.BytesIO()
    book.save(out)
    assert refusal(out.getvalue()).code == code


def test_a_bomb_a_dtd_and_a_crowd_of_parts_are_refused() -> None:
    good = workbook(HEAD)
    bomb = repacked(good, "xl/theme/theme1.xml", b"</a:theme>", b" " * 30_000_000 + b"</a:theme>")
    assert refusal(bomb).code == "table-bomb"
    dtd = repacked(good, SHEET, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet')
    assert refusal(dtd).code == "table-dtd"
    crowd = io.BytesIO(good)
    with zipfile.ZipFile(crowd, "a") as package:
        for number in range(200):
            package.writestr(f"xl/more{number}.xml", "<a/>")
    assert refusal(crowd.getvalue()).code == "table-too-many-parts"
    program = io.BytesIO(good)
    with zipfile.ZipFile(program, "a") as package:
        package.writestr("xl/vbaProject.bin", b"x")
    assert refusal(program.getvalue()).code == "table-with-program"


@pytest.mark.parametrize("keep", [0.3, 0.9, 0.99])
def test_half_a_file_is_told_as_damaged(keep: float) -> None:
    data = workbook(HEAD, ["甲", "1", 2])
    assert refusal(data[: int(len(data) * keep)]).code == "table-damaged"


def test_a_damaged_part_is_told_as_damaged() -> None:
    data = bytearray(workbook(HEAD, *(["甲", str(n), n] for n in range(500))))
    name = data.find(b"xl/worksheets/sheet1.xml")
    for place in range(name + 80, name + 180):
        data[place] ^= 0x55
    assert refusal(bytes(data)).code == "table-damaged"


def test_what_is_no_table_is_refused() -> None:
    assert refusal(b"%PDF-1.7 x", "a.pdf").code == "table-not-a-table"
    assert refusal(b"", "a.csv").code == "table-empty"
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<w/>")
    assert refusal(word.getvalue(), "a.docx").code == "table-not-a-table"


def test_a_cell_too_long_is_told_with_its_place() -> None:
    error = refusal(workbook(HEAD, ["甲", "x" * 2001, 1]))
    assert error.code == "table-cell-too-long"
    assert (error.values["row"], error.values["column"]) == (2, "B")


def test_a_file_above_the_limit_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.write_bytes(b"a,b\n" * (6 * 2**20))
    with pytest.raises(UserError) as refused:
        read_table(path)
    assert refused.value.code == "table-too-large"


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_csv_is_read_in_every_usual_coding(coding: str, sign: str) -> None:
    text = f'申报主体{sign}备注\r\n甲公司{sign}"第一行\n第二行{sign}完"\r\n\r\n乙公司𠮷{sign}好\r\n'
    (sheet,) = read_bytes(text.encode(coding), "名册.csv").sheets

    assert sheet.rows[1] == ["甲公司", f"第一行\n第二行{sign}完"]
    assert sheet.rows[-1] == ["乙公司𠮷", "好"]
    assert sheet.name == "名册"


def test_csv_with_an_open_quotation_mark_and_binary_rubbish_are_refused() -> None:
    assert refusal('甲,"乙\n丙,丁\n'.encode(), "a.csv").code == "table-csv-broken"
    assert refusal(b"\xff\xfe\x00\xd8\x00\xd8" * 20, "a.csv").code == "table-coding"
    assert refusal(b"\x81\xff\xfe\x80,\xff\n", "a.csv").code == "table-coding"


def test_the_sign_between_cells_is_the_one_the_lines_agree_on() -> None:
    assert between("甲;1,5\n乙;2,5\n丙;3,5") in (";", ",")
    assert between("名称;备注\n甲;a, b\n乙;c") == ";"
    assert decoded("中".encode("gb18030")) == "中"


def test_an_old_workbook_is_read_like_a_new_one() -> None:
    (sheet,) = read_table(DATA / "old.xls").sheets

    assert sheet.rows[0] == ["申报单位", "信用代码", "取得日期", "金额（万元）"]
    assert sheet.rows[1] == ["乐昌市甲科技有限公司", "91440281MA00000001", date(2023, 5, 6), 0.5]


def test_a_workbook_with_a_password_is_told_as_such() -> None:
    data = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )
    assert refusal(data, "a.xlsx").code == "table-encrypted"


def test_cells_without_a_place_are_refused_rather_than_misread() -> None:
    data = workbook(HEAD, ["甲", "x", 1])
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        text = package.read(SHEET)
    bare = re.sub(rb'<c r="[A-Z]+\d+"', b"<c", text)
    assert refusal(repacked(data, SHEET, text, bare)).code == "table-unplaced"
