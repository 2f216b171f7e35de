"""A form goes out to a department, comes back with errors, and each is told by row and column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ipdesk.domain.importing import RowState
from ipdesk.domain.span import Span
from ipdesk.errors import UserError
from ipdesk.services.imports.plan import Plan, Request, said
from ipdesk.services.imports.taking import open_table, propose_layout, undo_import
from ipdesk.services.targets import closing, sheets
from ipdesk.services.targets.entry import figure_history
from tests.services.imports.tables import answered, planned, taken
from tests.services.targets_at_hand import PACK, Targets

BUREAU = "市场监管局（知识产权局）"
VALUE, SOURCE, NOTE, REASON = 7, 8, 9, 10
Q4 = Span.of("2024Q4")


def sent(targets: Targets, path: Path, department: str = BUREAU, span: Span = Q4) -> Path:
    office, clerk = targets.desk.office, targets.desk.clerk
    sheets.send_form(office, clerk, PACK, department, span, path)
    return path


def filled(path: Path, cells: Mapping[tuple[str, int], object]) -> Path:
    """The form with some cells filled: by what the line is for, and the column."""
    book = load_workbook(path)
    page = book["填报表"]
    meant = {row[0].value: row[1].value for row in book["_ipdesk"].iter_rows(min_row=2)}
    for line in range(5, page.max_row + 1):
        for (subject, column), value in cells.items():
            if meant[page.cell(line, 1).value] == subject:
                page.cell(line, column).value = value
    book.save(path)
    return path


def asked(targets: Targets, path: Path) -> Request:
    file = open_table(path)
    sheet = next(sheet for sheet in file.sheets if sheet.visible)
    layout = propose_layout(targets.desk.office, "figures", sheet)[1]
    return Request("figures", file, sheet.name, layout)


def told(targets: Targets, plan: Plan) -> list[str]:
    wording = targets.desk.office.wording
    return [
        f"{plan.place(row, fault.field)} {said(wording, fault)}"
        for row in plan.rows
        for fault in row.open
    ]


def test_a_form_is_locked_but_for_what_is_to_be_filled_in(targets: Targets, tmp_path: Path) -> None:
    targets.enter("marks-valid", "2023Q4", "8840")
    book = load_workbook(sent(targets, tmp_path / "表.xlsx"))
    page, hidden = book["填报表"], book["_ipdesk"]
    assert hidden.sheet_state == "veryHidden"
    assert page.protection.sheet
    open_columns = [cell.column for cell in page[5] if not cell.protection.locked]
    assert open_columns == [VALUE, SOURCE, NOTE, REASON]
    assert "填报单位：市场监管局（知识产权局）" in page["A2"].value
    assert "请于2025年1月15日前" in page["A2"].value  # 10 工作日 after the quarter comes first
    codes = {page.cell(line, 1).value: line for line in range(5, page.max_row + 1)}
    assert all(re.fullmatch(r"\d-\d[a-z](-\d)?", code) for code in codes)
    assert page.cell(codes["3-9a"], 5).value == "8,840"
    # What ends with the year is there too: quarters, half-years, years and the milestone.
    ends = {page.cell(line, 4).value for line in codes.values()}
    assert ends == {"2024年4季度", "2024年下半年", "2024年全年"}
    lists = [rule.formula1 for rule in page.data_validations.dataValidation if rule.type == "list"]
    assert lists == ['"筹建,验收"']


def test_planted_errors_are_told_row_by_row(targets: Targets, tmp_path: Path) -> None:
    targets.enter("marks-registered", "2024Q4", "298")
    path = filled(
        sent(targets, tmp_path / "表.xlsx"),
        {
            ("inventions-granted", VALUE): 25,
            ("inventions-valid", VALUE): "551件",
            ("marks-registered", VALUE): 300,
            ("gi-products", VALUE): 3.5,
            ("pledge-amount", VALUE): "2,105.5",
            ("pledge-amount", NOTE): "含银行报送",
            ("pledge-count", VALUE): -1,
            ("pledge-firms", NOTE): "待核实",
            ("3-8d", VALUE): "开工",
        },
    )
    plan = planned(targets.desk, asked(targets, path))
    assert plan.missing == ()
    lines = {row.cells["indicator"]: row.line for row in plan.rows}

    def wrong(name: str, words: str) -> str:
        return f"G{lines[name]} “{name}”：{words}"

    assert told(targets, plan) == [
        wrong("有效发明专利拥有量", "“551件”不是数；只填数字，单位是件。"),
        f"G{lines['商标注册量']} 已填报 298，表中是 300；是更正吗？",
        wrong("地理标志产品数", "“3.5”不是整数；这个指标按个数填报。"),
        wrong("知识产权质押融资登记笔数", "“-1”不是数；只填数字，单位是笔。"),
        f"G{lines['知识产权质押融资惠及企业数']} 只有说明没有数值；说明请与数值一起填",
        wrong("示范区建设里程碑（筹建→验收）", "只能选：筹建、验收。"),
    ]
    counts = plan.counts
    assert (counts[RowState.OK], counts[RowState.PROBLEM], counts[RowState.DECIDE]) == (2, 5, 1)
    with pytest.raises(UserError, match="import-undecided"):
        taken(targets.desk, asked(targets, path))
    assert figure_history(targets.desk.office, PACK, "inventions-granted", 2024) == ()


def test_a_mended_form_is_taken_once_and_undone_whole(targets: Targets, tmp_path: Path) -> None:
    desk = targets.desk
    targets.enter("marks-registered", "2024Q4", "298")
    path = filled(
        sent(targets, tmp_path / "表.xlsx"),
        {
            ("inventions-granted", VALUE): 25,
            ("marks-registered", VALUE): 300,
            ("marks-registered", REASON): "漏报两件",
            ("3-8d", VALUE): "筹建",
        },
    )
    form = asked(targets, path)
    (question,) = [q for row in planned(desk, form).rows for q in row.questions]
    form = answered(form, {question.group: "correct"})
    done = taken(desk, form)
    assert done.added == 3
    old, new = figure_history(desk.office, PACK, "marks-registered", 2024)
    assert (old.value, new.value, new.reason, new.batch) == (298, 300, "漏报两件", done.id)
    assert targets.row("3-8d", 2024).step == "筹建"
    again = planned(desk, form)
    assert not again.ready
    assert again.counts[RowState.DUPLICATE] == 3
    undo_import(desk.office, desk.clerk, done.id)
    states = [
        (one.value, one.state)
        for one in figure_history(desk.office, PACK, "marks-registered", 2024)
    ]
    assert states == [(298, "stands"), (300, "withdrawn")]
    assert targets.row("3-8d", 2024).step == ""
    assert planned(desk, answered(form, {question.group: "correct"})).ready


def test_what_was_corrected_since_cannot_be_undone(targets: Targets, tmp_path: Path) -> None:
    desk = targets.desk
    path = filled(sent(targets, tmp_path / "表.xlsx"), {("inventions-granted", VALUE): 25})
    done = taken(desk, asked(targets, path))
    targets.enter("inventions-granted", "2024Q4", "26", reason="漏报")
    with pytest.raises(UserError, match="undo-figure-corrected"):
        undo_import(desk.office, desk.clerk, done.id)


def test_a_sheet_that_is_none_of_ours_is_refused(targets: Targets, tmp_path: Path) -> None:
    path = sent(targets, tmp_path / "表.xlsx")
    book = load_workbook(path)
    book["_ipdesk"]["A1"] = "0" * 32
    book.save(path)
    with pytest.raises(UserError, match="form-stamp-missing"):
        planned(targets.desk, asked(targets, path))


def test_lines_changed_by_hand_are_noticed(targets: Targets, tmp_path: Path) -> None:
    path = sent(targets, tmp_path / "表.xlsx")
    book = load_workbook(path)
    page = book["填报表"]
    page["A5"], page["G5"] = "别的编号", 1
    page["D6"], page["G6"] = "2024年3季度甲", 1
    book.save(path)
    plan = planned(targets.desk, asked(targets, path))
    assert told(targets, plan) == [
        "A5 编号“别的编号”不在发出的表里，请不要改动编号一列",
        "D6 “2024年3季度甲”不是这张表的报送期，请不要改动报送期一列",
    ]


def test_a_form_of_a_closed_year_comes_too_late(targets: Targets, tmp_path: Path) -> None:
    span = Span.of("2023Q4")
    path = filled(
        sent(targets, tmp_path / "表.xlsx", span=span), {("inventions-granted", VALUE): 25}
    )
    closing.close_year(targets.desk.office, targets.desk.reviewer, PACK, 2023)
    plan = planned(targets.desk, asked(targets, path))
    assert [text.strip() for text in told(targets, plan)] == ["2023年已经关账，不能再填报"]


def test_who_owes_nothing_gets_no_form(targets: Targets, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="form-nothing-owed"):
        sent(targets, tmp_path / "表.xlsx", "市气象局", Span.of("2024Q3"))
    # One figure at the year's end, and two tasks the police takes part in.
    sent(targets, tmp_path / "公安.xlsx", "市公安局", Span.of("2024Y"))
    (form,) = sheets.sent_forms(targets.desk.office, PACK)
    assert (form.department, form.span, form.lines) == ("市公安局", Span.of("2024Y"), 3)
    assert replace(form, lines=2) != form


def test_forms_for_all_can_be_stopped_and_what_is_written_stays(
    targets: Targets, tmp_path: Path
) -> None:
    office, clerk, span = targets.desk.office, targets.desk.clerk, Span.of("2024Q4")
    names = sheets.owing(office, PACK, span)
    done = sheets.send_forms(office, clerk, PACK, names, span, tmp_path, lambda made, _: made < 2)
    assert (done.made, done.left) == (2, len(names) - 2)
    assert sorted(path.name for path in tmp_path.glob("*.xlsx")) == sorted(
        sheets.form_name(office, name, span) for name in names[:2]
    )
    assert {one.department for one in sheets.sent_forms(office, PACK)} == set(names[:2])
