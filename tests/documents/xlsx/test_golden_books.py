"""Golden workbooks: each kind stays as it was when someone looked at it.

What is kept is not the file but what stands in it, as lines to read: tests/data/workbooks. After a
wanted change run `python -m tests.documents.xlsx.test_golden_books`, open the workbooks it
has made anew, and commit the new lines with the change.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ipdesk.documents.xlsx.year_end import year_end_workbook
from tests.documents.xlsx.books import BOOKS, FULL, WORDING
from tests.documents.xlsx.plain import plain
from tests.documents.xlsx.samples import CONTENT

KEPT = Path(__file__).parents[2] / "data" / "workbooks"
YEAR = "年度报表"
# What must be true of the year of the samples, worked out by hand: 5,000.00 and 600.01 yuan were
# approved, of which 5,000.00 went out of a budget of 20,000.00.
SAID = {
    "汇总": ("=SUM(H4:H6) → 5600.01", "=SUM(I4:I6) → 5000"),
    "按条款": ("'（一）'", "'（三）'"),
    "明细": ("=SUBTOTAL(109,O4:O6) → 5600.01", "'44028119900307002X'"),
    "标的明细": ("'粤作登字-2024-F-00000012'",),
    "按主体": ("'骆雨萍'",),
    "拨付": ("'80020000012345678'",),
    "未通过": ("'专利年费滞纳，受理日专利权已终止'",),
    "公示异议": ("'权属有异议'",),
    "上限占用": ("'每年最多100件'",),
    "预算执行": (" 20000.0", "→ 0.25"),
    "以前年度调整": ("'LC2023-0007'",),
    "指标": ("'有效发明专利拥有量增长'",),
    "任务": ("'开展专利导航'",),
    "说明": ("'" + "0" * 64 + "'",),
}


def made(name: str) -> bytes:
    return year_end_workbook(CONTENT, FULL, WORDING) if name == YEAR else BOOKS[name]().data


@pytest.mark.parametrize("name", BOOKS)
def test_the_workbook_is_as_it_was_when_looked_at(name: str) -> None:
    assert plain(made(name)).splitlines() == (KEPT / f"{name}.txt").read_text("utf-8").splitlines()


def test_every_sheet_of_the_year_says_what_was_worked_out_by_hand() -> None:
    kept = (KEPT / f"{YEAR}.txt").read_text("utf-8")
    sheets = dict(part.split(" (visible)\n", 1) for part in kept.split("\n== ")[1:])
    assert list(sheets) == list(SAID)
    for sheet, texts in SAID.items():
        for text in texts:
            assert text in sheets[sheet], (sheet, text)


def test_no_golden_workbook_is_left_over() -> None:
    assert {path.stem for path in KEPT.iterdir()} == set(BOOKS)


def keep() -> None:
    KEPT.mkdir(exist_ok=True)
    for name in BOOKS:
        (KEPT / f"{name}.txt").write_text(plain(made(name)), "utf-8")


if __name__ == "__main__":
    keep()
