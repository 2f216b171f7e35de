"""A form goes out and comes back with errors through the window; one press takes it all back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import Qt

from ipdesk.domain.span import Span
from ipdesk.services.targets import sheets
from ipdesk.services.targets.entry import figure_history
from ipdesk.ui.imports.page import ImportsPage
from tests.services.targets_at_hand import PACK, Targets
from tests.ui.at_work import Place

BUREAU = "市场监管局（知识产权局）"
VALUE = 7


def filled(path: Path, values: Mapping[str, object]) -> dict[str, int]:
    """Fill values in by the name of their line; the line of each."""
    book = load_workbook(path)
    page = book["填报表"]
    lines = {page.cell(line, 2).value: line for line in range(5, page.max_row + 1)}
    for code, value in values.items():
        page.cell(lines[code], VALUE).value = value
    book.save(path)
    return lines


def test_a_form_with_errors_is_told_row_by_row_taken_in_and_taken_back(
    targets: Targets, place: Place, tmp_path: Path
) -> None:
    office, clerk = targets.desk.office, targets.desk.clerk
    targets.enter("marks-registered", "2024Q4", "298")
    path = tmp_path / "填报表.xlsx"
    sheets.send_form(office, clerk, PACK, BUREAU, Span.of("2024Q4"), path)
    lines = filled(
        path,
        {"发明专利授权量": 25, "有效发明专利拥有量": "551件", "商标注册量": 300},
    )
    book = load_workbook(path)
    book["任务"].cell(5, 6).value = "办结"  # no state of a task
    book.save(path)
    made = place(ImportsPage)
    page = made.page
    page.open("figures")
    assert page.start.template.isHidden()  # each form is sent out with a stamp of its own
    page.read_file(path)
    made.settle()
    model = page.check.rows.records
    told = {row.where: model.data(model.index(n, 1)) for n, row in enumerate(page._plan.rows)}
    said = {line: text for line, text in told.items() if text}
    valid, registered = str(lines["有效发明专利拥有量"]), str(lines["商标注册量"])
    assert set(said) == {valid, registered, "任务 5"}
    assert "551件" in said[valid]
    assert "是更正吗" in said[registered]
    assert "只能选：未开始、进行中、已完成、暂缓" in said["任务 5"]
    titles = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert "本期数值／状态" in titles
    assert titles[-1] == "日期"
    page.check._skip_all()
    made.settle()
    question = next(q for row in page._plan.rows for q in row.questions)
    page.check.beside.answered.emit(question.group, "correct")
    made.settle()
    page.take()
    made.settle()
    assert "已导入 2 行" in page.done.text()
    assert values(made, "inventions-granted") == ["25"]
    assert values(made, "marks-registered") == ["300"]
    page.undo_last.click()
    made.settle()
    assert values(made, "inventions-granted") == []
    assert values(made, "marks-registered") == ["298"]


def values(made: object, subject: str) -> list[str]:
    """What stands of a figure in 2024."""
    found = made.ask(figure_history, PACK, subject, 2024)  # type: ignore[attr-defined]
    return [str(one.value) for one in found if one.state == "stands"]
