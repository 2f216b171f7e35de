from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from ipdesk.errors import UserError
from ipdesk.services import list_export
from ipdesk.services.list_export import Sheaf
from ipdesk.storage import journal
from tests.services.casework import Desk, new_desk

HEADS = [("名称", "text"), ("日期", "day"), ("金额（元）", "money"), ("件数", "count")]
LINES = [
    ["=1+1 公司", date(2024, 3, 1), 123_456, 2],
    ["乙厂", None, None, 1],
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return new_desk(tmp_path_factory.mktemp("export") / "bureau")


def test_a_list_is_handed_on_as_it_is_shown_and_the_journal_says_to_whom(
    desk: Desk, tmp_path: Path
) -> None:
    office, path = desk.office, tmp_path / "list.xlsx"
    sheaf = Sheaf("申报主体", "镇街：廊田镇")
    done = list_export.export_list(office, desk.clerk, sheaf, HEADS, LINES, path, " 市财政局 ")
    assert done.rows == 2
    sheet = openpyxl.load_workbook(path)["申报主体"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3, max_row=5)]
    assert cells == [
        ["名称", "日期", "金额（元）", "件数"],
        ["=1+1 公司", datetime(2024, 3, 1), 1234.56, 2],
        ["乙厂", None, None, 1],
    ]
    assert "镇街：廊田镇" in str(sheet.cell(2, 1).value)
    entry = journal.by_numbers(office.db, [journal.head(office.db)[0]])[0]
    assert (entry.act, entry.data["recipient"], entry.data["rows"]) == (
        "export_list",
        "市财政局",
        2,
    )


def test_a_list_without_a_recipient_does_not_leave(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with pytest.raises(UserError):
        list_export.export_list(desk.office, desk.clerk, Sheaf("x", ""), HEADS, LINES, path, " ")
    assert not path.exists()
