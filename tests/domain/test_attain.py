"""The three numbers of the 英德 text and its milestone, at their boundaries; and all the rest."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from ipdesk.domain.attain import read_row
from ipdesk.domain.attainment import Book, Light, RowReading, Verdict
from ipdesk.domain.figure import Entries
from ipdesk.domain.policy import Policy
from ipdesk.domain.span import Part
from ipdesk.packs.loader import load_pack, read_folder
from ipdesk.paths import resources

YEARS = tuple(range(2022, 2028))


@cache
def yingde() -> Policy:
    return load_pack(read_folder(resources() / "policies" / "yingde-2023"))


def book(
    over: int, *figures: tuple[str, str, object], steps: dict[tuple[str, int], str] | None = None
) -> Book:
    """A book of figures: ("marks-valid", "2027Y", 12000); `over` is the last year that ended."""
    entries: dict[tuple[str, int], dict[Part, Decimal]] = {}
    for name, span, value in figures:
        entries.setdefault((name, int(span[:4])), {})[Part(span[4:])] = Decimal(str(value))
    kept: dict[tuple[str, int], Entries] = dict(entries)
    return Book(yingde().measures, kept, steps or {}, YEARS, over)


def read(name: str, year: int, one: Book) -> RowReading:
    row = next(row for row in yingde().rows if row.id == name)
    return read_row(one, row, year)


@pytest.mark.parametrize(
    ("users", "verdict", "light"),
    [(99, Verdict.MISSED, Light.FAULT), (100, Verdict.REACHED, Light.GOOD)],
)
def test_a_hundred_users_of_the_mark_take_the_hundredth_in(
    users: int, verdict: Verdict, light: Light
) -> None:
    found = read("3-8c", 2027, book(2027, ("gi-users", "2027Q4", users)))
    assert (found.verdict, found.light) == (verdict, light)
    (part,) = found.parts
    assert part.gap == users - 100
    assert part.share == Decimal(users) / 100


@pytest.mark.parametrize(("marks", "verdict"), [(11999, Verdict.MISSED), (12000, Verdict.REACHED)])
def test_twelve_thousand_marks_are_reached_with_the_last_one(marks: int, verdict: Verdict) -> None:
    found = read("3-9a", 2027, book(2027, ("marks-valid", "2027Y", marks)))
    assert found.verdict is verdict
    assert found.parts[0].gap == marks - 12000


@pytest.mark.parametrize(
    ("valid", "average", "verdict"),
    [
        (950, "10.0742", Verdict.REACHED),  # 950 ÷ 94.3 = 10.07423…: as published, equal
        (950, "10.0743", Verdict.MISSED),
        (950, "10.0741", Verdict.REACHED),
        (943, "10", Verdict.REACHED),  # exactly equal
        (942, "10", Verdict.MISSED),
    ],
)
def test_the_average_of_qingyuan_of_the_same_time_is_reached_by_being_equal(
    valid: int, average: str, verdict: Verdict
) -> None:
    figures = (
        ("inventions-valid", "2027Q4", valid),
        ("residents", "2027Y", "94.3"),
        ("qingyuan-per-10k", "2027Y", average),
    )
    found = read("2-1i", 2027, book(2027, *figures))
    assert found.verdict is verdict
    assert found.parts[0].share is None  # the text has no number of its own


def test_without_the_average_of_the_same_year_nothing_is_said() -> None:
    figures = (
        ("inventions-valid", "2027Q4", 950),
        ("residents", "2027Y", "94.3"),
        ("qingyuan-per-10k", "2026Y", "9"),
    )
    found = read("2-1i", 2027, book(2027, *figures))
    assert found.verdict is Verdict.NO_BASE
    assert found.light is Light.NONE


def test_before_its_year_has_ended_nothing_is_missed_yet() -> None:
    early = read("3-9a", 2025, book(2025, ("marks-valid", "2025Y", 9000)))
    assert early.verdict is Verdict.NOT_YET
    running = read("3-9a", 2027, book(2026, ("marks-valid", "2027Q3", 11999)))
    assert running.verdict is Verdict.NOT_YET
    there = read("3-9a", 2025, book(2025, ("marks-valid", "2025Y", 12000)))
    assert there.verdict is Verdict.REACHED


def test_the_path_is_a_straight_line_and_says_what_each_year_needs() -> None:
    figures = (("marks-valid", "2022Y", 8000), ("marks-valid", "2024Y", 9000))
    (part,) = read("3-9a", 2024, book(2024, *figures)).parts
    assert part.path is not None
    # 4000 in five years: 800 a year; at the end of 2024 the line is at 9600.
    assert [part.path.wanted(year) for year in YEARS] == [8000, 8800, 9600, 10400, 11200, 12000]
    # 9000 are there, three years are left: 1000 each.
    assert part.path.per_year == 1000
    reading = read("3-9a", 2024, book(2024, *figures))
    assert reading.light is Light.ATTENTION  # below the line
    ahead = (("marks-valid", "2022Y", 8000), ("marks-valid", "2024Y", 9600))
    assert read("3-9a", 2024, book(2024, *ahead)).light is Light.NONE


def test_the_milestone_goes_from_step_to_step_and_is_done_with_the_last() -> None:
    none = read("3-8d", 2024, book(2024))
    assert (none.verdict, none.step) == (Verdict.MISSING, "")
    built = {("3-8d", 2023): "筹建"}
    assert read("3-8d", 2024, book(2024, steps=built)).verdict is Verdict.UNDERWAY
    assert read("3-8d", 2024, book(2024, steps=built)).step == "筹建"
    late = read("3-8d", 2027, book(2027, steps=built))
    assert (late.verdict, late.light) == (Verdict.NOT_DONE, Light.FAULT)
    done = read("3-8d", 2027, book(2027, steps={**built, ("3-8d", 2027): "验收"}))
    assert (done.verdict, done.light) == (Verdict.COMPLETED, Light.GOOD)
    before = read("3-8d", 2026, book(2027, steps={**built, ("3-8d", 2027): "验收"}))
    assert before.verdict is Verdict.UNDERWAY  # what came later is not read back


@pytest.mark.parametrize(
    ("granted", "verdict", "light"),
    [
        (81, Verdict.UP, Light.GOOD),
        (80, Verdict.SAME, Light.ATTENTION),
        (79, Verdict.DOWN, Light.FAULT),
    ],
)
def test_a_row_without_a_number_says_up_same_or_down_and_no_share(
    granted: int, verdict: Verdict, light: Light
) -> None:
    figures = (("inventions-granted", "2022Y", 80), ("inventions-granted", "2024Y", granted))
    found = read("2-1a", 2024, book(2024, *figures))
    assert (found.verdict, found.light) == (verdict, light)
    assert found.parts[0].share is None
    assert found.parts[0].gap == granted - 80


def test_fewer_infringements_are_good() -> None:
    figures = (
        *(("infringements", "2022Y", 20), ("infringements", "2024Y", 15)),
        *(("infringements-repeated", "2022Y", 3), ("infringements-repeated", "2024Y", 3)),
    )
    found = read("2-3e", 2024, book(2024, *figures))
    assert (found.verdict, found.light) == (Verdict.DOWN, Light.GOOD)


def test_pledges_are_held_against_the_year_before() -> None:
    figures = (
        ("pledge-amount", "2022Y", 9000),
        ("pledge-amount", "2023Y", 5000),
        ("pledge-amount", "2024Y", 6000),
    )
    found = read("2-2d", 2024, book(2024, *figures))
    assert found.verdict is Verdict.UP
    assert found.parts[0].base_year == 2023


def test_part_of_a_year_is_held_against_the_same_months_or_waits() -> None:
    now = (("inventions-granted", "2024Q1", 20), ("inventions-granted", "2024Q2", 25))
    same = (("inventions-granted", "2022Q1", 18), ("inventions-granted", "2022Q2", 20))
    found = read("2-1a", 2024, book(2023, *now, *same))
    assert found.verdict is Verdict.UP
    assert found.parts[0].gap == 7
    waiting = read("2-1a", 2024, book(2023, *now, ("inventions-granted", "2022Y", 80)))
    assert waiting.verdict is Verdict.PENDING
    assert read("2-1a", 2024, book(2023, *now)).verdict is Verdict.NO_BASE


def test_what_is_missing_goes_before_what_is_known() -> None:
    figures = (("events", "2022Y", 10), ("events", "2024Y", 12), ("events-people", "2022Y", 900))
    assert read("2-5a", 2024, book(2024, *figures)).verdict is Verdict.MISSING
    more = (*figures, ("events-people", "2024Y", 800))
    found = read("2-5a", 2024, book(2024, *more))
    assert found.verdict is Verdict.MIXED
    assert found.light is Light.ATTENTION


def test_closing_rates_are_compared_by_their_counts() -> None:
    # 8/9 against 7/8: 0.888… is more than 0.875 although both are rounded to 0.89 and 0.88.
    figures = (
        *(("patent-cases-closed", "2022Y", 7), ("patent-cases-opened", "2022Y", 8)),
        *(("patent-cases-closed", "2024Y", 8), ("patent-cases-opened", "2024Y", 9)),
    )
    assert read("2-3a", 2024, book(2024, *figures)).verdict is Verdict.UP
    none = (("patent-cases-closed", "2024Y", 0), ("patent-cases-opened", "2024Y", 0))
    assert read("2-3a", 2024, book(2024, *figures[:2], *none)).verdict is Verdict.NO_CASES


def test_the_pilot_is_done_when_all_its_tasks_are() -> None:
    short = (("pilot-done", "2024Y", 11), ("pilot-due", "2024Y", 12))
    assert read("3-1a", 2024, book(2024, *short)).verdict is Verdict.NOT_DONE
    assert read("3-1a", 2024, book(2023, *short)).verdict is Verdict.UNDERWAY
    full = (("pilot-done", "2024Y", 12), ("pilot-due", "2024Y", 12))
    found = read("3-1a", 2024, book(2024, *full))
    assert found.verdict is Verdict.COMPLETED
    assert found.parts[0].share is None


def test_satisfaction_is_on_record_until_a_reference_is_set() -> None:
    plain = (("satisfaction", "2024Y", "82.5"),)
    assert read("2-3d", 2024, book(2024, *plain)).verdict is Verdict.RECORDED
    held = (*plain, ("satisfaction-reference", "2024Y", "82.5"))
    found = read("2-3d", 2024, book(2024, *held))
    assert found.verdict is Verdict.REACHED
    assert found.parts[0].share is None


def test_what_the_office_proposed_is_a_wish_beside_the_verdict() -> None:
    figures = (("joint-meetings", "2022Y", 1), ("joint-meetings", "2024Y", 1))
    (part,) = read("3-5a", 2024, book(2024, *figures)).parts
    assert (part.verdict, part.wish) == (Verdict.SAME, True)
    none = (("joint-meetings", "2022Y", 1), ("joint-meetings", "2024Y", 0))
    assert read("3-5a", 2024, book(2024, *none)).parts[0].wish is False


def test_only_two_rows_ever_have_a_share() -> None:
    figures = [(name, "2024Y", 5) for name, m in yingde().measures.items() if not m.is_rate]
    figures += [(name, "2022Y", 4) for name, _, _ in figures]
    full = book(2024, *figures)
    shares = {
        row.id
        for row in yingde().rows
        for part in read_row(full, row, 2024).parts
        if part.share is not None
    }
    assert shares == {"3-8c", "3-9a"}
