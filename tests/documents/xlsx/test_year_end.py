from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from ipdesk.documents.xlsx.year_end import year_end_workbook
from ipdesk.domain.ledger import Budget, award_sums
from tests.documents.xlsx.samples import AWARDS, CONTENT, NOTES, PAID, WORDING, read

SHEETS = (
    "汇总 按条款 明细 标的明细 按主体 拨付 未通过 公示异议 上限占用 预算执行"
    " 以前年度调整 指标 任务 说明"
)


def _file() -> bytes:
    return year_end_workbook(CONTENT, NOTES, WORDING)


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
    assert [cell.value for cell in book["拨付"][4]][2:5] == ["拨付", PAID.number, PAID.applicant]
    # 5,000 went out, 2,000 of it came back
    assert [book["拨付"][f"{x}6"].value for x in "IJ"] == [5000, 2000]
    assert book["未通过"]["B4"].value == "LC2024-0003"
    assert book["未通过"]["I4"].value == "专利年费滞纳，受理日专利权已终止"
    assert book["公示异议"]["B4"].value == "LC2024-0002"
    assert book["公示异议"]["B5"].value is None
    assert [cell.value for cell in book["公示异议"][4]][7:10] == [
        "李某",
        "权属有异议",
        "查明不成立",
    ]


def test_what_came_after_an_earlier_year_was_closed_has_its_sheet() -> None:
    shown = read(_file(), values=True)["以前年度调整"]
    assert [cell.value for cell in shown[4]][2:5] == ["已更正", 2023, "LC2023-0007"]
    # 1,000 less approved, and as much came back
    assert [shown[f"{x}5"].value for x in "HIJ"] == [-1000, 0, 1000]


def test_targets_and_tasks_have_their_sheets() -> None:
    book = read(_file())
    assert book["指标"]["E4"].value == "有效发明专利拥有量增长"
    assert book["任务"]["F4"].value == "开展专利导航"


def test_accounts_are_covered_with_the_codes() -> None:
    # 80020000012345678: the first six and the last four
    assert read(_file())["拨付"]["N4"].value == "800200*******5678"
    full = year_end_workbook(CONTENT, replace(NOTES, masked=False), WORDING)
    assert read(full)["拨付"]["N4"].value == "80020000012345678"


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
        year_end_workbook(replace(CONTENT, budget=Budget(2023, 0, 0, 0, 0)), NOTES, WORDING)


def test_a_year_without_anything_is_still_a_file() -> None:
    sums, nothing = award_sums((), AWARDS, {}), Budget(2024, 0, 0, 0, 0)
    names = ("rows", "items", "payments", "objections", "caps", "adjustments", "targets", "tasks")
    empty = replace(CONTENT, sums=sums, budget=nothing, **dict.fromkeys(names, ()))
    data = year_end_workbook(empty, NOTES, WORDING)
    shown = read(data, values=True)
    assert shown["汇总"]["G7"].value == 0
    assert shown["汇总"]["H11"].value in (None, "")
    assert shown["拨付"]["A5"].value == "合计"
