"""英德 2023–2027: every row with its figures, late and corrected reports, five closed years."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ipdesk.domain.attainment import Verdict
from ipdesk.domain.span import Part, Span, spans
from ipdesk.domain.task_record import TaskState
from ipdesk.errors import UserError
from ipdesk.services import bureaus
from ipdesk.services.targets import board, closing, entry, exports, reporting, tasks
from ipdesk.services.targets.common import policy_of
from ipdesk.services.targets.entry import FigureForm
from ipdesk.services.targets.tasks import ProgressForm, TaskForm
from ipdesk.services.verification import verify
from ipdesk.services.year_end import export_year_end
from tests.services.casework import new_desk
from tests.services.targets_at_hand import PACK, Targets

FIGURES = Path(__file__).parents[1] / "data" / "targets" / "yingde-2022-2027.toml"
YEARS = range(2023, 2028)
# Reported late on purpose, and a figure that was corrected before its year was closed.
LATE = {("works-registered", 2024), ("crimes-opened", 2025)}
CORRECTED = ("marks-registered", Span(2025, Part.Q2))
PERCENT = re.compile(r"%|％|百分之|\d分之")


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Targets]:
    """Five years of the office, figure by figure, each closed in the spring after."""
    desk = new_desk(tmp_path_factory.mktemp("five") / "home")
    targets = Targets(desk)
    targets.go_to("2023-02-01")
    targets.holidays(2027, 2028)
    told = tomllib.loads(FIGURES.read_text("utf-8"))
    _enter(targets, told, 2022, date(2023, 2, 1))
    for year in YEARS:
        for part in (Part.Q1, Part.Q2, Part.Q3, Part.Q4):
            span = Span(year, part)
            targets.desk.clock.go_to(span.ends_on + timedelta(days=9))
            _enter(targets, told, year, span.ends_on)
        _do(targets, year)
        targets.go_to(f"{year + 1}-03-20")
        _enter_late(targets, told, year)
        if year == 2025:
            _correct(targets)
        closing.close_year(desk.office, desk.reviewer, PACK, year)
    yield targets
    bureaus.close(desk.office)


def _forms(
    targets: Targets, told: dict[str, dict[str, list[str]]], year: int, ends: date
) -> Iterator[FigureForm]:
    policy = policy_of(targets.desk.office, PACK)
    for subject in reporting.subjects_of(targets.desk.office, policy):
        values = told.get(subject.id, {}).get(str(year), [])
        whole = [Span(year, Part.Y)]
        which = whole if len(values) == 1 else list(spans(year, subject.period))
        for span, value in zip(which, values, strict=False):
            late = (subject.id, year) in LATE
            if year == 2022 or (span.ends_on == ends and not late):
                yield FigureForm(PACK, subject.id, span, value, source=subject.source)
    if year > 2022 and ends.month == 12:
        step = "筹建" if year < 2027 else "验收"
        yield FigureForm(PACK, "3-8d", Span(year, Part.Y), step=step)


def _enter(targets: Targets, told: dict[str, dict[str, list[str]]], year: int, ends: date) -> None:
    forms = list(_forms(targets, told, year, ends))
    entry.report_figures(targets.desk.office, targets.desk.clerk, forms)


def _enter_late(targets: Targets, told: dict[str, dict[str, list[str]]], year: int) -> None:
    for name, when in sorted(LATE):
        if when == year:
            targets.enter(name, f"{year}Y", told[name][str(year)][0])


def _correct(targets: Targets) -> None:
    name, span = CORRECTED
    targets.enter(name, str(span), "401", reason="省局通报更正")


def _do(targets: Targets, year: int) -> None:
    """Every task of the year goes on; those of each year are done with it."""
    desk = targets.desk
    for row in tasks.task_rows(policy_of(desk.office, PACK)):
        done = row.year is None or year == 2027
        state = TaskState.DONE if done else TaskState.UNDERWAY
        form = TaskForm(PACK, year, row=row.id)
        progress = ProgressForm("按方案完成", state, date(year, 12, 20))
        tasks.note_progress(desk.office, desk.clerk, form, progress)


def test_every_row_has_something_to_say_in_every_year(lived: Targets) -> None:
    for year in YEARS:
        shown = board.board(lived.desk.office, PACK, year)
        assert len(shown.rows) == 64
        silent = [row.id for row in shown.rows if row.verdict in (Verdict.MISSING, Verdict.NOT_DUE)]
        assert silent == []


def test_the_last_year_reads_as_the_text_says(lived: Targets) -> None:
    found = {row.id: row.verdict for row in board.board(lived.desk.office, PACK, 2027).rows}
    assert found["3-8c"] is Verdict.REACHED  # 100 enterprises
    assert found["3-9a"] is Verdict.REACHED  # 12,000 marks
    assert found["2-1i"] is Verdict.REACHED  # 705 ÷ 93.40 = 7.5482, as the average
    assert found["3-8d"] is Verdict.COMPLETED
    assert found["2-1a"] is Verdict.UP
    assert found["2-3e"] is Verdict.DOWN
    before = {row.id: row.verdict for row in board.board(lived.desk.office, PACK, 2026).rows}
    assert before["3-8c"] is Verdict.NOT_YET
    assert before["3-9a"] is Verdict.NOT_YET
    assert before["3-8d"] is Verdict.UNDERWAY


def test_a_late_report_is_late_for_ever_and_the_rest_was_timely(lived: Targets) -> None:
    office = lived.desk.office
    policy = policy_of(office, PACK)
    for year in (2024, 2025):
        late = [
            (report.subject.id, report.span.year)
            for report in reporting.reports(office, policy, year)
            if report.state == "late"
        ]
        assert late == [one for one in sorted(LATE) if one[1] == year]
    frozen = closing.report_of(office, PACK, 2024)[0].departments
    assert [(line.late, line.overdue) for line in frozen if line.late] == [(1, 0)]


def test_a_correction_keeps_the_old_figure_and_its_reason(lived: Targets) -> None:
    name, span = CORRECTED
    old, new = (
        one for one in entry.figure_history(lived.desk.office, PACK, name, 2025) if one.span == span
    )
    assert (old.state, new.state) == ("corrected", "stands")
    assert (new.corrects, new.reason) == (old.id, "省局通报更正")
    assert old.value != new.value == 401


def test_the_rate_of_reports_is_two_counts(lived: Targets) -> None:
    (row,) = [r for r in board.board(lived.desk.office, PACK, 2025).rows if r.id == "4-1a"]
    told = row.parts[0].line.figure
    timely, due = (int(part) for part in told.partition("＝")[0].split("/"))
    assert due - timely == 1  # the one late report of that year


def test_a_closed_year_takes_nothing_more_and_says_the_same_again(lived: Targets) -> None:
    office, desk = lived.desk.office, lived.desk
    first = exports.report_workbook(office, desk.clerk, PACK, 2024)
    paper = exports.report_pdf(office, desk.clerk, PACK, 2024)
    with pytest.raises(UserError, match="target-year-closed"):
        lived.enter("marks-valid", "2024Q4", "9999", reason="改")
    desk.clock.go_to(date(2028, 6, 1))
    assert exports.report_workbook(office, desk.reviewer, PACK, 2024) == first
    assert exports.report_pdf(office, desk.reviewer, PACK, 2024) == paper
    assert verify(office).faults == ()


def test_no_exported_cell_has_a_percentage_the_text_does_not_have(lived: Targets) -> None:
    """完成率 of the two rows with a number of their own is the only percentage anywhere."""
    office, clerk = lived.desk.office, lived.desk.clerk
    shares = 0
    for year in YEARS:
        for annex in (False, True):
            data = exports.report_workbook(office, clerk, PACK, year, annex)
            for sheet in load_workbook(BytesIO(data)):
                for cells in sheet.iter_rows():
                    for cell in cells:
                        if cell.value is None:
                            continue
                        if cell.number_format.endswith("%"):
                            shares += 1
                            assert cells[1].value in ("3-8c", "3-9a"), cell.coordinate
                        else:
                            assert not PERCENT.search(str(cell.value)), (sheet.title, cell.value)
    assert shares == 2 * 2 * len(YEARS)


def test_the_year_end_workbook_says_the_same_and_no_percentage(
    lived: Targets, tmp_path: Path
) -> None:
    office, clerk = lived.desk.office, lived.desk.clerk
    path = tmp_path / "年度报表.xlsx"
    export_year_end(office, clerk, "lechang-2022", 2026, path, recipient="市财政局")
    book = load_workbook(path)
    told = {cells[3].value: [c.value for c in cells] for cells in book["指标"].iter_rows()}
    assert told["3-9a"][11:13] == ["11,260", "尚未达标（2027年到期）"]
    assert told["2-3a"][12] == "增长"
    duties = {cells[3].value: cells[9].value for cells in book["任务"].iter_rows()}
    assert duties["3-1b"] == "已完成；增长"
    assert duties["3-8d"] == "进行中"
    for name in ("指标", "任务"):
        for cells in book[name].iter_rows(min_row=4):
            for cell in cells:
                assert not PERCENT.search(str(cell.value)), cell.coordinate
                assert not cell.number_format.endswith("%"), cell.coordinate


def test_years_close_in_order_and_two_people_open_one_again(lived: Targets) -> None:
    office, desk = lived.desk.office, lived.desk
    closing.propose_reopening(office, desk.reviewer, PACK, 2027, "通报数有误")
    with pytest.raises(UserError, match="role-required"):
        closing.decide_reopening(office, desk.reviewer, PACK, 2027, True)
    closing.decide_reopening(office, desk.approver, PACK, 2027, True)
    lived.enter("marks-valid", "2027Q4", "11999", reason="通报数有误")
    (row,) = [r for r in board.board(office, PACK, 2027).rows if r.id == "3-9a"]
    assert row.verdict is Verdict.MISSED
    assert row.parts[0].line.gap == "-1"
    closing.close_year(office, desk.reviewer, PACK, 2027)
    states = closing.years(office, PACK)
    assert [state.year for state in states if state.closing] == [2027, 2026, 2025, 2024, 2023]
    assert verify(office).faults == ()
