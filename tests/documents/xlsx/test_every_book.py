"""What holds for every workbook: text stays text, pages print whole, nothing is cut."""

from __future__ import annotations

import pytest
from openpyxl.utils import get_column_letter

from ipdesk.documents.xlsx.columns import Kind
from ipdesk.errors import UserError
from tests.documents.xlsx.books import BOOKS, filled
from tests.documents.xlsx.samples import read
from tests.documents.xlsx.test_ledger import HOSTILE

MORE = [
    "\U0001f600 团队🏆",
    "a\u202eb\u200bc",
    "𬭎𫖯𠅤𰻝",
    "'=1+1",
    "44028119900307002X",
]


@pytest.fixture(params=BOOKS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_there_are_forty_hostile_texts_and_more() -> None:
    assert len(HOSTILE) >= 40


def test_hostile_text_stays_text_in_every_column(name: str) -> None:
    texts = [*HOSTILE, *MORE]
    built = BOOKS[name](filled(texts))
    book = read(built.data)
    checked = 0
    for sheet, columns in built.sheets.items():
        for place, column in enumerate(columns, 1):
            if column.kind is not Kind.TEXT:
                continue
            for line, text in enumerate(texts, 4):
                cell = book[sheet].cell(line, place)
                told = (cell.value, cell.data_type, cell.number_format, cell.quotePrefix)
                assert told == (text, "s", "@", True), f"{sheet} {cell.coordinate}"
                checked += 1
    assert checked >= len(texts) * len(built.sheets)


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x1b", "\ud800", "\ufffe"])
def test_a_character_no_workbook_holds_is_refused(name: str, bad: str) -> None:
    with pytest.raises(UserError) as refusal:
        BOOKS[name](filled([f"骆{bad}雨"]))
    assert refusal.value.code == "workbook-illegal-text"
    assert refusal.value.values["position"] == 2


def test_the_longest_text_of_a_cell_goes_in_and_one_more_does_not(name: str) -> None:
    longest = "长" * 32_767
    built = BOOKS[name](filled([longest]))
    sheet, columns = next(iter(built.sheets.items()))
    place = next(at for at, column in enumerate(columns, 1) if column.kind is Kind.TEXT)
    assert read(built.data)[sheet].cell(4, place).value == longest
    with pytest.raises(UserError):
        BOOKS[name](filled([longest + "长"]))


def test_every_sheet_prints_on_landscape_a4_in_one_width(name: str) -> None:
    for sheet in read(BOOKS[name]().data):
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (int(sheet.page_setup.fitToWidth), int(sheet.page_setup.fitToHeight)) == (1, 0)
        assert sheet.print_title_rows == "$1:$3"
        assert sheet.freeze_panes is not None


def test_every_title_has_its_wording_and_every_column_its_width(name: str) -> None:
    for sheet in read(BOOKS[name]().data):
        for place, cell in enumerate(sheet[3], 1):
            assert cell.value
            assert not str(cell.value).startswith("column-")
            assert sheet.column_dimensions[get_column_letter(place)].width >= 5


def test_the_same_records_give_the_same_bytes(name: str) -> None:
    assert BOOKS[name]().data == BOOKS[name]().data
