from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from ipdesk.domain.span import Part, Span
from ipdesk.services.targets import entry
from ipdesk.services.typed import typed
from ipdesk.ui.targets.entry import EntryView
from ipdesk.ui.targets.entry_grid import COLUMNS, REASON, SOURCE, VALUE
from tests.services.targets_at_hand import PACK, Targets
from tests.ui.targets.conftest import Opener

Q1 = Span(2024, Part.Q1)
PLACES = {column.id: number for number, column in enumerate(COLUMNS)}


def row_of(made: SimpleNamespace, subject: str, part: Part) -> int:
    number: int = made.page.entry.grid.row_of((subject, Span(2024, part)))
    return number


def type_in(made: SimpleNamespace, subject: str, part: Part, text: str, at: str = VALUE) -> None:
    grid = made.page.entry.grid
    grid.grid.setData(grid.grid.index(row_of(made, subject, part), PLACES[at]), text)


def look(made: SimpleNamespace) -> None:
    made.page.entry._look()
    made.settle()


def stands(made: SimpleNamespace, subject: str) -> list[tuple[str, str, str]]:
    found = made.ask(entry.figure_history, PACK, subject, 2024)
    return [(str(one.span), str(one.value), one.state) for one in found]


def test_a_quarter_is_entered_by_department_and_saved_at_once(opened: Opener) -> None:
    made = opened("entry")
    page = made.page
    view = page.entry
    page.department.set_value("市场监管局（知识产权局）")
    page.refresh()
    made.settle()
    assert {line.subject.department.name for line in view.grid.lines} == {
        "市场监管局（知识产权局）"
    }
    type_in(made, "inventions-granted", Part.Q1, "29")
    type_in(made, "marks-registered", Part.Q1, "296", VALUE)
    type_in(made, "marks-registered", Part.Q1, "省局通报", SOURCE)
    assert view.save_button.text() == "保存 2 行"
    view.save()
    made.settle()
    assert made.messages.said[-1] == "已保存 2 个数"
    assert stands(made, "inventions-granted") == [("2024Q1", "29", "stands")]
    assert view.typed == 0


def test_a_correction_asks_why_and_keeps_what_was_said(targets: Targets, opened: Opener) -> None:
    targets.enter("inventions-granted", "2024Q1", "28")
    made = opened("entry")
    view = made.page.entry
    type_in(made, "inventions-granted", Part.Q1, "29")
    made.messages.given_reason = None
    view.save()
    made.settle()
    assert stands(made, "inventions-granted") == [("2024Q1", "28", "stands")]
    assert view.typed == 1  # thought better of: nothing typed is lost
    made.messages.given_reason = "漏记一件"
    view.save()
    made.settle()
    assert made.messages.asked[-1] == "写明更正原因"
    assert stands(made, "inventions-granted") == [
        ("2024Q1", "28", "corrected"),
        ("2024Q1", "29", "stands"),
    ]
    view.grid.jump(row_of(made, "inventions-granted", Part.Q1), VALUE)
    made.settle()
    assert "漏记一件" in view.foot.said.text()
    assert "28" in view.foot.said.text()


def test_a_reason_beside_the_figure_is_enough(targets: Targets, opened: Opener) -> None:
    targets.enter("inventions-granted", "2024Q1", "28")
    made = opened("entry")
    type_in(made, "inventions-granted", Part.Q1, "29")
    type_in(made, "inventions-granted", Part.Q1, "按通报", REASON)
    made.page.entry.save()
    made.settle()
    assert made.messages.asked == []
    assert stands(made, "inventions-granted")[-1] == ("2024Q1", "29", "stands")


def test_what_is_no_figure_is_told_at_its_cell_and_nothing_is_kept(opened: Opener) -> None:
    made = opened("entry")
    view = made.page.entry
    type_in(made, "inventions-granted", Part.Q1, "29")
    type_in(made, "marks-registered", Part.Q1, "三百")
    view.save()
    made.settle()
    assert view.grid.currentIndex().row() == row_of(made, "marks-registered", Part.Q1)
    assert made.messages.complaints[-1].startswith("商标注册量：“三百”不是数")
    assert "不是数" in view.foot.odd.text()
    assert stands(made, "inventions-granted") == []


def test_an_odd_figure_is_told_and_kept_all_the_same(targets: Targets, opened: Opener) -> None:
    targets.enter("inventions-granted", "2023Q1", "20")
    made = opened("entry")
    view = made.page.entry
    view.grid.jump(row_of(made, "inventions-granted", Part.Q1), VALUE)
    type_in(made, "inventions-granted", Part.Q1, "2000")
    look(made)
    assert "十倍以上" in view.foot.odd.text()
    view.save()
    made.settle()
    assert stands(made, "inventions-granted") == [("2024Q1", "2000", "stands")]


def test_a_block_from_a_spreadsheet_is_pasted_and_undone(opened: Opener) -> None:
    made = opened("entry")
    grid = made.page.entry.grid
    first = row_of(made, "inventions-granted", Part.Q1)
    grid.jump(first, VALUE)
    QGuiApplication.clipboard().setText("29\t通报\n25\t通报\n23\t通报\n31\t通报")
    grid.paste()
    typed = [grid.rows()[first + n][VALUE] for n in range(4)]
    assert typed == ["29", "25", "23", "31"]
    assert grid.rows()[first][SOURCE] == "通报"
    grid.undo_stack.undo()
    assert made.page.entry.typed == 0


def test_an_empty_row_of_a_copied_block_keeps_its_place(targets: Targets, opened: Opener) -> None:
    targets.enter("inventions-granted", "2024Q2", "25")
    made = opened("entry")
    grid = made.page.entry.grid
    first = row_of(made, "inventions-granted", Part.Q1)
    grid.jump(first, VALUE)
    QGuiApplication.clipboard().setText("29\r\n\r\n\r\n31\r\n")
    grid.paste()
    # Nothing is said of the second and third quarter: what stands there stands.
    assert [grid.rows()[first + n][VALUE] for n in range(4)] == ["29", "25", None, "31"]
    assert made.page.entry.typed == 2


def test_tab_goes_to_the_next_cell_that_is_typed_into(opened: Opener) -> None:
    made = opened("entry")
    grid = made.page.entry.grid
    grid.jump(0, REASON)
    QTest.keyClick(grid, Qt.Key.Key_Tab)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, PLACES[VALUE])
    QTest.keyClick(grid, Qt.Key.Key_Backtab)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (0, PLACES[REASON])


def test_lines_are_neither_added_nor_taken_away(opened: Opener) -> None:
    made = opened("entry")
    grid = made.page.entry.grid
    count = grid.grid.rowCount()
    grid.jump(0, VALUE)
    QTest.keyClick(grid, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(grid, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert grid.grid.rowCount() == count == len(grid.lines)


def test_what_is_typed_survives_another_filter_and_is_asked_about(opened: Opener) -> None:
    made = opened("entry")
    page, view = made.page, made.page.entry
    type_in(made, "inventions-granted", Part.Q1, "29")
    view.filter.setText("商标")
    assert row_of(made, "inventions-granted", Part.Q1) == -1
    assert view.typed == 1
    made.messages.yes = False
    assert not page.may_leave()
    assert view.typed == 1
    made.messages.yes = True
    assert page.may_leave()
    assert view.typed == 0


def test_figures_typed_and_not_saved_come_back_after_a_killed_process(opened: Opener) -> None:
    made = opened("entry")
    view = made.page.entry
    type_in(made, "inventions-granted", Part.Q1, "29")
    view.filter.setText("商标")  # out of sight, and kept all the same
    type_in(made, "marks-registered", Part.Q1, "296")
    view.keeping.flush()
    made.settle()
    again = EntryView(made.bench)
    again.show_scope(view.scope)
    made.settle()
    assert again.typed == 2
    assert again.keeping.line.said.text() == "上次没有保存的 2 行已放回，看过以后请保存。"
    assert again.grid.rows()[again.grid.row_of(("marks-registered", Q1))][VALUE] == "296"
    again.save()
    made.settle()
    assert stands(made, "inventions-granted") == [("2024Q1", "29", "stands")]
    last = EntryView(made.bench)
    last.show_scope(view.scope)
    made.settle()
    assert last.typed == 0
    assert last.keeping.line.isHidden()
    for one in (again, last):
        one.deleteLater()


def test_what_came_back_is_given_up_with_one_press(opened: Opener) -> None:
    made = opened("entry")
    view = made.page.entry
    type_in(made, "inventions-granted", Part.Q1, "29")
    view.keeping.flush()
    made.settle()
    again = EntryView(made.bench)
    again.show_scope(view.scope)
    made.settle()
    again.keeping.line.drop.click()
    made.settle()
    assert again.typed == 0
    assert made.ask(typed, made.bench.actor, "targets/entry", f"{PACK}/2024") == {}
    again.deleteLater()


def test_figures_of_the_baseline_are_entered_in_its_own_year(opened: Opener) -> None:
    made = opened("entry", year=2022)
    page, view = made.page, made.page.entry
    assert page.year.currentText() == "2022年（基期）"
    assert {line.span for line in view.grid.lines} == {Span(2022, Part.Y)}
    number = view.grid.row_of(("inventions-granted", Span(2022, Part.Y)))
    view.grid.grid.setData(view.grid.grid.index(number, PLACES[VALUE]), "86")
    view.save()
    made.settle()
    (one,) = made.ask(entry.figure_history, PACK, "inventions-granted", 2022)
    assert (str(one.value), one.state) == ("86", "stands")


def test_a_milestone_is_chosen_and_a_rate_is_two_counts(opened: Opener) -> None:
    made = opened("entry")
    view = made.page.entry
    names = [line.subject.name for line in view.grid.lines]
    assert any("立案" in name for name in names)
    assert not any(name.endswith("率") for name in names)
    step = next(line for line in view.grid.lines if line.subject.id == "3-8d")
    assert step.subject.steps == ("筹建", "验收")
    grid = view.grid
    place = grid.grid.index(grid.row_of(("3-8d", step.span)), PLACES[VALUE])
    grid.grid.setData(place, "筹建")
    view.save()
    made.settle()
    found = made.ask(entry.figure_history, PACK, "3-8d", 2024)
    assert [one.step for one in found] == ["筹建"]


def test_a_figure_is_taken_back_with_a_reason(targets: Targets, opened: Opener) -> None:
    targets.enter("inventions-granted", "2024Q1", "28")
    made = opened("entry")
    view = made.page.entry
    view.grid.jump(row_of(made, "inventions-granted", Part.Q1), VALUE)
    made.settle()
    view.foot.withdraw()
    made.settle()
    assert stands(made, "inventions-granted") == [("2024Q1", "28", "withdrawn")]


def test_who_owes_what_is_told_and_copied(targets: Targets, opened: Opener) -> None:
    targets.go_to("2025-02-20")
    made = opened("entry")
    bar = made.page.entry.owed
    assert "没有报" in bar.notice.text()
    bar._copy()
    block = QGuiApplication.clipboard().text().splitlines()
    assert block[0] == "报送单位\t报送期\t指标\t到期日"
    assert len(block) > 10


def test_forms_are_written_for_every_department(opened: Opener, tmp_path: Path) -> None:
    made = opened("entry")
    made.messages.chosen_file = tmp_path

    def run(sheet: SimpleNamespace) -> bool:
        assert sheet.to.value() is None  # a form for each
        sheet.part.set_value(Part.Q1)
        return True

    made.messages.run = run
    made.page.entry.send()
    made.settle()
    files = sorted(tmp_path.glob("*填报表.xlsx"))
    assert made.messages.said[-1] == f"填报表已保存 {len(files)} 份"
    assert len(files) > 1
    books = [load_workbook(file) for file in files]
    assert all("任务" in book.sheetnames for book in books)  # nothing is done yet
    page = next(book["填报表"] for book in books if "填报表" in book.sheetnames)
    assert "填报单位" in page["A2"].value
