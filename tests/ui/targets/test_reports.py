from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from ipdesk.domain.span import Part, Span
from ipdesk.services.office import Actor
from ipdesk.services.targets import closing
from ipdesk.ui.targets.entry_grid import VALUE
from tests.services.casework import Desk
from tests.services.targets_at_hand import PACK, Targets
from tests.ui.targets.conftest import Opener
from tests.ui.targets.test_tasks import answer


def test_the_report_is_seen_before_it_goes_out(opened: Opener) -> None:
    made = opened("reports")
    view = made.page.reports
    first = view.paper.pdf
    assert first.startswith(b"%PDF")
    view.which.choose("annex")
    made.settle()
    assert view.paper.pdf.startswith(b"%PDF")
    assert view.paper.pdf != first


def test_reports_go_out_as_workbook_and_pdf_to_a_named_recipient(
    opened: Opener, tmp_path: Path
) -> None:
    made = opened("reports")
    view = made.page.reports

    def run(sheet: object) -> bool:
        sheet.form.fill({"recipient": "市政府办"})  # type: ignore[attr-defined]
        sheet.accept()  # type: ignore[attr-defined]
        return True

    made.messages.run = run
    for ending in ("xlsx", "pdf"):
        made.messages.chosen_file = tmp_path / f"完成情况.{ending}"
        view.export(ending)
        made.settle()
        assert made.messages.said[-1] == f"已导出到 完成情况.{ending}"
    assert (tmp_path / "完成情况.pdf").read_bytes().startswith(b"%PDF")
    book = load_workbook(tmp_path / "完成情况.xlsx")
    assert {"完成情况", "任务台账", "部门报送", "重点指标"} <= set(book.sheetnames)


def test_a_report_names_its_recipient(opened: Opener, tmp_path: Path) -> None:
    made = opened("reports")
    made.messages.chosen_file = tmp_path / "完成情况.xlsx"
    answer(made, recipient="")
    made.page.reports.export("xlsx")
    made.settle()
    assert made.sheet.form["recipient"].has_fault()
    assert list(tmp_path.glob("完成情况.xlsx")) == []


def test_a_year_is_closed_by_the_reviewer_and_opened_by_two(
    targets: Targets, opened: Opener
) -> None:
    desk = targets.desk
    made = opened("reports", year=2023, actor=desk.reviewer)
    card = made.page.reports.years
    state = next(one for one in card.states if one.year == 2023)
    card.close_year(state)
    made.settle()
    assert made.messages.asked[-1] == "2023年关账？"
    assert made.messages.said[-1] == "2023年已关账"
    assert "已关账" in made.page.frozen.text()
    card.propose(next(one for one in card.states if one.year == 2023))
    made.settle()
    sit(made, desk.approver)
    wished = next(one for one in card.states if one.year == 2023)
    assert wished.wish is not None
    card.decide(wished, True)
    made.settle()
    assert made.messages.said[-1] == "2023年已重开"
    assert made.ask(closing.years, PACK)[-1].closing is None


def test_a_year_that_runs_or_follows_an_open_one_is_not_closed(
    opened: Opener, casework: Desk
) -> None:
    made = opened("reports", actor=casework.reviewer)
    states = {one.year: one for one in made.page.reports.years.states}
    assert states[2023].may_close
    assert not states[2024].may_close
    assert "2023年还没有关账" in states[2024].obstacle
    assert not states[2025].may_close


def test_a_figure_keyed_by_hand_stands_in_the_year_that_is_closed(
    targets: Targets, opened: Opener
) -> None:
    made = opened("entry", year=2023)
    view = made.page.entry
    view.period.set_value(Part.Q4)
    view._show()
    view.grid.jump(view.grid.row_of(("marks-valid", Span(2023, Part.Q4))), VALUE)
    QTest.keyClicks(view.grid, "8")
    editor = view.grid.viewport().findChild(QLineEdit)
    QTest.keyClicks(editor, "840")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    view.save()
    made.settle()
    sit(made, targets.desk.reviewer)
    made.page.segments.choose("reports")
    made.settle()
    card = made.page.reports.years
    card.close_year(next(one for one in card.states if one.year == 2023))
    made.settle()
    made.page.segments.choose("board")
    made.settle()
    (row,) = (each for each in made.page.board.board.rows if each.id == "3-9a")
    assert row.parts[0].line.figure == "8,840"


def sit(made: object, actor: Actor) -> None:
    made.bench.sit_down(actor)  # type: ignore[attr-defined]
    made.settle()  # type: ignore[attr-defined]
