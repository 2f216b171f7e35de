from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ipdesk.domain.span import Part, Span
from ipdesk.errors import UserError
from ipdesk.services.evidence_files import file_faults
from ipdesk.services.journal_words import tell
from ipdesk.services.targets import board, entry
from ipdesk.services.targets.common import read_kept
from ipdesk.services.targets.entry import FigureForm, figure_history
from ipdesk.services.targets.entry_lines import entry_lines
from ipdesk.services.targets.figure_notes import figure_notes
from ipdesk.storage import journal
from tests.services.targets_at_hand import PACK, Targets


def refused(targets: Targets, subject: str, span: str, typed: str, **more: object) -> str:
    with pytest.raises(UserError) as caught:
        targets.enter(subject, span, typed, **more)
    return caught.value.code


def notes(targets: Targets, subject: str, span: str, typed: str) -> list[str]:
    form = FigureForm(PACK, subject, Span.of(span), typed)
    return [note.code for note in figure_notes(targets.desk.office, form)]


def test_a_figure_is_read_as_people_write_it(targets: Targets) -> None:
    for typed, value in (("1,234", "1234"), (" １２３ ", "123"), ("0", "0")):
        targets.enter("marks-valid", "2024Q1", typed, reason="改")
        (*_, last) = figure_history(targets.desk.office, PACK, "marks-valid", 2024)
        assert last.value == Decimal(value)


@pytest.mark.parametrize(
    ("subject", "typed", "code"),
    [
        ("marks-valid", "12000件", "figure-not-a-number"),
        ("marks-valid", "-5", "figure-not-a-number"),
        ("marks-valid", "3.5", "figure-not-whole"),
        ("marks-valid", "1" + "0" * 13, "figure-out-of-range"),
        ("pledge-amount", "1.234", "figure-too-fine"),
        ("patent-closing-rate", "84", "figure-of-rate"),
        ("nothing-such", "1", "subject-unknown"),
    ],
)
def test_what_is_no_figure_is_told_why(
    targets: Targets, subject: str, typed: str, code: str
) -> None:
    assert refused(targets, subject, "2024Q1", typed) == code


def test_nothing_is_told_of_days_to_come_or_years_before_the_baseline(targets: Targets) -> None:
    assert refused(targets, "marks-valid", "2025Q2", "1") == "span-not-begun"
    assert refused(targets, "marks-valid", "2021Y", "1") == "target-year-range"
    day = date(2025, 2, 1)
    assert refused(targets, "marks-valid", "2024Q1", "1", reported_on=day) == "report-day-future"


def test_a_correction_needs_its_reason_and_keeps_what_was_said(targets: Targets) -> None:
    targets.enter("marks-valid", "2024Q1", "8100", note="省局通报")
    assert refused(targets, "marks-valid", "2024Q1", "8200") == "correction-needs-reason"
    again = {"note": "省局通报"}
    assert refused(targets, "marks-valid", "2024Q1", "8100", **again) == "figure-stands-already"
    targets.enter("marks-valid", "2024Q1", "8200", reason="漏报")
    first, second = figure_history(targets.desk.office, PACK, "marks-valid", 2024)
    assert (first.value, first.state) == (8100, "corrected")
    assert (second.value, second.state, second.corrects) == (8200, "stands", first.id)
    told = tell(targets.desk.office, journal.page(targets.desk.office.db, limit=1))[0]
    assert (told.act, told.reason) == ("更正填报", "漏报")
    assert "数值：8,100 → 8,200" in told.changes
    assert "报送期：2024年1季度" in told.changes


def test_taking_a_correction_back_lets_the_old_figure_stand_again(targets: Targets) -> None:
    targets.enter("marks-valid", "2024Q1", "8100")
    targets.enter("marks-valid", "2024Q1", "8200", reason="漏报")
    office, clerk = targets.desk.office, targets.desk.clerk
    first, second = figure_history(office, PACK, "marks-valid", 2024)
    with pytest.raises(UserError, match="need-missing"):
        entry.withdraw_figure(office, clerk, second.id, " ")
    entry.withdraw_figure(office, clerk, second.id, "更正有误")
    states = [one.state for one in figure_history(office, PACK, "marks-valid", 2024)]
    assert states == ["stands", "withdrawn"]
    entry.withdraw_figure(office, clerk, first.id, "填错指标")
    assert targets.row("3-9a", 2024).parts[0].line.figure == ""
    with pytest.raises(UserError, match="figure-not-standing"):
        entry.withdraw_figure(office, clerk, first.id, "再来一次")


def test_only_the_clerk_enters(targets: Targets) -> None:
    form = FigureForm(PACK, "marks-valid", Span.of("2024Q1"), "1")
    for person in (targets.desk.reviewer, targets.desk.approver):
        with pytest.raises(UserError, match="role-required"):
            entry.report_figure(targets.desk.office, person, form)


def test_a_sheet_of_figures_is_kept_whole_or_not_at_all(targets: Targets) -> None:
    office, clerk = targets.desk.office, targets.desk.clerk
    good = FigureForm(PACK, "marks-valid", Span.of("2024Q1"), "8100")
    bad = FigureForm(PACK, "marks-registered", Span.of("2024Q1"), "三百")
    with pytest.raises(UserError, match="figure-not-a-number"):
        entry.report_figures(office, clerk, (good, bad))
    assert figure_history(office, PACK, "marks-valid", 2024) == ()


def test_a_figure_can_rest_on_a_file(
    targets: Targets, tmp_path_factory: pytest.TempPathFactory
) -> None:
    paper = tmp_path_factory.mktemp("paper") / "通报.pdf"
    paper.write_bytes(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
    targets.enter("marks-valid", "2024Q1", "8100", file=paper)
    (one,) = figure_history(targets.desk.office, PACK, "marks-valid", 2024)
    assert one.file.file_name == "通报.pdf"
    assert read_kept(targets.desk.office, one.file) == paper.read_bytes()
    assert file_faults(targets.desk.office) == ()
    with pytest.raises(UserError, match="file-unreadable"):
        targets.enter("marks-valid", "2024Q2", "8100", file=paper.with_name("没有.pdf"))


def test_odd_figures_are_asked_about_and_taken(targets: Targets) -> None:
    targets.enter("marks-registered", "2023Q1", "300")
    assert notes(targets, "marks-registered", "2024Q1", "310") == []
    assert notes(targets, "marks-registered", "2024Q1", "3100") == ["jump"]
    for part, value in zip(("Q1", "Q2", "Q3", "Q4"), ("3", "4", "5", "6"), strict=True):
        targets.enter("inventions-granted", f"2024{part}", value)
    assert notes(targets, "inventions-granted", "2024Y", "18") == []
    assert notes(targets, "inventions-granted", "2024Y", "20") == ["parts-differ"]
    targets.enter("inventions-granted", "2024Y", "20")
    line = targets.row("2-1a", 2024).parts[0].line
    assert line.figure == "20"
    assert line.note.startswith("全年填报 20，各期相加或期末为 18，以全年填报为准")


def test_cases_carried_over_follow_from_those_opened_and_closed(targets: Targets) -> None:
    targets.enter("patent-cases-carried", "2023Y", "2")
    targets.enter("patent-cases-opened", "2024Q1", "5")
    targets.enter("patent-cases-closed", "2024Q1", "4")
    # 2 carried in, 5 opened, 4 closed: 3 are left.
    assert notes(targets, "patent-cases-carried", "2024Q1", "3") == []
    assert notes(targets, "patent-cases-carried", "2024Q1", "4") == ["carried-differs"]


def test_the_entry_sheet_says_who_owes_what_by_when(targets: Targets) -> None:
    office = targets.desk.office
    lines = entry_lines(office, PACK, 2024, "市公安局")
    (line,) = lines
    assert (line.subject.id, line.span, line.rows) == ("crimes-opened", Span.of("2024Y"), "3-3a")
    assert line.due_on == date(2025, 2, 5)  # 20 工作日 after the year
    assert line.state == "due"
    quarters = entry_lines(office, PACK, 2024, span=Span(2024, Part.Q1))
    assert {one.span for one in quarters} == {Span(2024, Part.Q1)}
    assert len(quarters) == 30


def test_of_the_baseline_year_there_is_the_year_only(targets: Targets) -> None:
    lines = entry_lines(targets.desk.office, PACK, 2022)
    assert {line.span for line in lines} == {Span(2022, Part.Y)}
    assert {line.state for line in lines} == {None}
    targets.enter("marks-valid", "2022Y", "8060")
    before = entry_lines(targets.desk.office, PACK, 2023, span=Span(2023, Part.Y))
    assert next(x for x in before if x.subject.id == "marks-valid").before.value == 8060


def test_a_figure_feeds_every_row_that_looks_at_it(targets: Targets) -> None:
    targets.enter("pledge-amount", "2023Y", "5000")
    targets.enter("pledge-amount", "2024Y", "6000.5")
    assert targets.row("2-2d", 2024).parts[0].line.figure == "6,000.5"
    shared = {part.measure: part for part in targets.row("3-2b", 2024).parts}
    assert shared["pledge-amount"].line.figure == "6,000.5"


def test_a_row_tells_its_whole_story(targets: Targets) -> None:
    targets.enter("patent-cases-opened", "2024Q1", "5")
    targets.enter("patent-cases-closed", "2024Q1", "4")
    story = board.row_story(targets.desk.office, PACK, "2-3a", 2024)
    assert set(story.cells) == {
        "patent-cases-opened",
        "patent-cases-closed",
        "patent-cases-carried",
    }
    (cell,) = story.cells["patent-cases-closed"]
    assert (cell.cell.span, cell.cell.value) == (Span.of("2024Q1"), 4)
    assert story.board.parts[0].line.figure == "4/5＝0.8"
