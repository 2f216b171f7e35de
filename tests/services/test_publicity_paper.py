"""公示 as paper: who, what and how much, and never a number of anybody."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ipdesk.documents.pdf.raster import page_count
from ipdesk.errors import UserError
from ipdesk.services.publicity_paper import preview_publicity, save_publicity
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
