"""公示 as paper: who, what and how much, and never a number of anybody."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ipdesk.documents.pdf.raster import page_count
from ipdesk.errors import UserError
from ipdesk.services.publicity_paper import (
    Span,
    preview_publicity,
    publicity_end,
    save_publicity,
    usual_span,
)
from ipdesk.storage import journal
from tests.documents.pdf.measure import characters, lines
from tests.services.casework import Desk, patent

NUMBERS = ("201210123456.8", "201110234567.1")


def test_a_notice_names_each_award_and_the_sum_and_nothing_else(desk: Desk, tmp_path: Path) -> None:
    claims = [
        desk.examined(desk.applicant(f"乐昌市第{place}科技有限公司"), "01-01", patent(number))
        for place, number in enumerate(NUMBERS)
    ]
    paper = preview_publicity(desk.office, claims, date(2024, 3, 4), date(2024, 3, 11))
    pages = [lines(paper.pdf, number) for number in range(page_count(paper.pdf))]
    text = "".join(line for page in pages for line in page.values())
    assert paper.total_fen == 1_000_000
    assert "2024年3月4日至2024年3月11日" in text
    assert "10,000.00" in text
    assert "样稿" not in text
    assert "（印章）" not in text
    for claim in claims:
        applicant = desk.read(claim).applicant
        assert applicant.name in text
        assert applicant.code not in text
        assert applicant.account not in text
    # It begins with its title at the head of the text block.
    assert 37 < min(box.top for box in characters(paper.pdf)) < 42
    save_publicity(desk.office, desk.clerk, paper, tmp_path / "公示.pdf")
    assert (tmp_path / "公示.pdf").read_bytes() == paper.pdf
    assert journal.page(desk.office.db, limit=1)[0].data["claims"] == claims


def test_a_notice_of_nothing_is_refused(desk: Desk) -> None:
    with pytest.raises(UserError) as caught:
        preview_publicity(desk.office, (), date(2024, 3, 4), date(2024, 3, 11))
    assert desk.said(caught.value)


def test_the_span_proposed_is_that_of_the_claims_or_begins_today(desk: Desk) -> None:
    """Monday 4 March 2024: five working days after the posting end on Monday 11 March."""
    claim = desk.examined(desk.applicant(), "01-01", patent("ZL201310000001.3"))
    monday = date(2024, 3, 4)
    assert publicity_end(desk.office, monday) == date(2024, 3, 11)
    # After Friday 26 April: Sunday 28 (worked), 29, 30, then off until the 5th, 6 and 7 May.
    assert publicity_end(desk.office, date(2024, 4, 26)) == date(2024, 5, 7)
    assert usual_span(desk.office, [claim]) == Span(monday, date(2024, 3, 11), "")
    desk.publish(claim)
    other = desk.examined(
        desk.applicant("乐昌市乙科技有限公司"), "01-01", patent("ZL201310000002.8")
    )
    desk.clock.go_to(date(2024, 3, 6))
    published = usual_span(desk.office, [claim])
    assert (published.starts_on, published.until) == (monday, date(2024, 3, 11))
    assert published.channel == desk.claim(claim).channel != ""
    # One of them is not published yet: from today.
    assert usual_span(desk.office, [claim, other]) == Span(date(2024, 3, 6), date(2024, 3, 13), "")
