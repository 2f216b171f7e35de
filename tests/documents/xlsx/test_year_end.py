from __future__ import annotations

import shutil
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ipdesk.documents.xlsx.year_end import year_end_workbook
from ipdesk.domain.ledger import Budget, award_sums
from tests.documents.xlsx.samples import (
    AWARDS,
    BUDGET,
    CAPS,
    ITEMS,
    NOTES,
    PAID,
    ROWS,
    WORDING,
    read,
)

SUMS = award_sums(ROWS, AWARDS, {"01-01": 400_000, "01-02": 100_000})
SHEETS = "汇总 按条款 明细 标的明细 按主体 拨付 未通过 公示异议 上限占用 预算执行 说明"


def _file() -> bytes:
    return year_end_workbook(2024, SUMS, ROWS, ITEMS, BUDGET, NOTES, WORDING, caps=CAPS)


def test_sheets_stand_in_the_order_of_reading() -> None:
    assert read(_file()).sheetnames == SHEETS.split()


def test_summary_has_a_line_for_each_award_also_without_a_claim() -> None:
    shown = read(_file(), values=True)["汇总"]
    # 01-01: one approved and paid, one refused, one applicant; 5000 against 4000 is +25 %
    first = [cell.value for cell in shown[4]]
    assert first == [
        1,
        "（一）",
        "有效发明专利维持年限超过十年",
        2,
        1,
        1,
        1,
        5000,
        5000,
        4000,
        0.25,
    ]
    assert [cell.value for cell in shown[5]][3:] == [0, 0, 0, 0, 0, 0, 1000, -1]
    # no year before: nothing to compare with
    assert shown["K6"].value in (None, "")


def test_summary_totals_and_budget_lines_are_formulas_with_values() -> None:
    formulas, shown = read(_file())["汇总"], read(_file(), values=True)["汇总"]
    assert [formulas[f"{x}7"].value for x in "DGHK"] == [
        "=SUM(D4:D6)",
        "=COUNTA('按主体'!B4:B5)",
        "=SUM(H4:H6)",
        '=IF(J7=0,"",H7/J7-1)',
    ]
    assert [shown[f"{x}7"].value for x in "DEFG"] == [3, 2, 1, 2]
    assert shown["H7"].value == pytest.approx(5600.01)
    assert shown["K7"].value == pytest.approx(5600.01 / 5000 - 1)
    lines = {shown[f"C{line}"].value: shown[f"H{line}"].value for line in range(8, 12)}
    # 20000.00 less 3000.00 bound less 5600.01 approved; 5000 of 20000 paid
    assert lines == {
        "预算": 20000,
        "已受理占用": 3000,
        "结余（预算－占用－核定）": pytest.approx(11399.99),
        "执行率（拨付÷预算）": 0.25,
    }


def test_clauses_add_their_awards_up() -> None:
    shown = read(_file(), values=True)["按条款"]
    assert [cell.value for cell in shown[4]] == [1, "（一）", 2, 1, 1, 5000, 5000, 5000, 0]
    assert [cell.value for cell in shown[5]][:6] == [2, "（三）", 1, 1, 0, pytest.approx(600.01)]


def test_applicants_are_one_line_each_and_masked() -> None:
    shown = read(_file(), values=True)["按主体"]
    assert [cell.value for cell in shown[4]] == [
        1,
        "乐昌市金鸡岭茶业有限公司",
        "企业",
        "91440281MA4UABCD1X",
        "坪石镇",
        2,
        1,
        1,
        15000,
        5000,
        5000,
    ]
    assert shown["D5"].value == "440281********002X"


def test_payments_failures_and_objections_have_their_sheets() -> None:
    book = read(_file(), values=True)
    assert [cell.value for cell in book["拨付"][4]][1:3] == ["LC2024-0001", PAID.applicant]
    assert book["拨付"]["J5"].value == 0
    assert book["未通过"]["B4"].value == "LC2024-0003"
    assert book["未通过"]["I4"].value == "专利年费滞纳，受理日专利权已终止"
    assert book["公示异议"]["B4"].value == "LC2024-0002"
    assert book["公示异议"]["B5"].value is None


def test_caps_are_shown_in_pieces_or_in_money() -> None:
    shown = read(_file(), values=True)["上限占用"]
    assert [cell.value for cell in shown[4]][5:] == [2024, 63, 100, 37, None, None, None]
    assert [cell.value for cell in shown[5]][5:9] == [2024, None, None, None]
    assert [cell.value for cell in shown[5]][9:] == [60000, 100000, 40000]


def test_summary_has_two_charts_that_point_at_the_clauses() -> None:
    data = _file()
    assert len(read(data)["汇总"]._charts) == 2
    with zipfile.ZipFile(BytesIO(data)) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    assert "'按条款'!$F$4:$F$5" in chart
    assert "'按条款'!$B$4:$B$5" in chart


def test_the_same_year_gives_the_same_bytes() -> None:
    assert _file() == _file()


def test_a_budget_of_another_year_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="2023"):
        year_end_workbook(2024, SUMS, ROWS, ITEMS, Budget(2023, 0, 0, 0, 0), NOTES, WORDING)


def test_a_year_without_anything_is_still_a_file() -> None:
    empty = award_sums((), AWARDS, {})
    data = year_end_workbook(2024, empty, (), (), Budget(2024, 0, 0, 0, 0), NOTES, WORDING)
    shown = read(data, values=True)
    assert shown["汇总"]["G7"].value == 0
    assert shown["汇总"]["H11"].value in (None, "")
    assert shown["拨付"]["A5"].value == "合计"


@pytest.mark.long
def test_an_office_program_recalculates_the_same_totals(tmp_path: Path) -> None:
    # Every stored value is spoilt first, so that only a true recalculation brings it back.
    rows = tuple(
        replace(
            row, number=f"LC2024-{turn:03d}{row.number[-1]}", claimed_fen=row.claimed_fen + turn
        )
        for turn in range(200)
        for row in ROWS
    )
    sums = award_sums(rows, AWARDS, {"01-01": 400_000})
    data = year_end_workbook(2024, sums, rows, ITEMS, BUDGET, NOTES, WORDING, caps=CAPS)
    (tmp_path / "year.xlsx").write_bytes(_without_values(data))
    soffice = shutil.which("soffice")
    assert soffice, "needs LibreOffice (libreoffice-calc)"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    target = ["--convert-to", "xlsx", "--outdir", str(tmp_path / "out")]
    command = [soffice, profile, "--headless", *target, str(tmp_path / "year.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    again = load_workbook(tmp_path / "out" / "year.xlsx", data_only=True)
    ours, formulas, compared = read(data, values=True), read(data), 0
    for sheet in formulas:
        for line in sheet.iter_rows():
            for cell in line:
                if cell.data_type != "f":
                    continue
                stored = ours[sheet.title][cell.coordinate].value
                recalculated = again[sheet.title][cell.coordinate].value
                if isinstance(stored, int | float):
                    assert recalculated == pytest.approx(stored, abs=1e-9), cell.coordinate
                else:
                    assert recalculated in (None, "")
                compared += 1
    assert compared > 40


def _without_values(data: bytes) -> bytes:
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                parts = text.decode().split("</f><v>")
                text = (
                    parts[0] + "".join("</f>" + p[p.index("</v>") + 4 :] for p in parts[1:])
                ).encode()
            target.writestr(name, text)
    return result.getvalue()
