"""年度工作总结附表: the awards with a claim in the year, and sums worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipdesk.documents.pdf.raster import page_count
from ipdesk.errors import UserError
from ipdesk.services.year_paper import log_year, preview_year, save_year
from ipdesk.storage import journal
from tests.documents.pdf.measure import lines
from tests.services.casework import PACK, Desk, works
from tests.services.every_paper import patents


def test_each_award_of_the_year_is_told_with_its_sums(desk: Desk, tmp_path: Path) -> None:
    paid = desk.approved(desk.applicant("乐昌市甲公司"), "01-01", *patents(100, 2))
    desk.issue(paid)
    desk.pay(paid)
    desk.approved(desk.applicant("乐昌市乙公司"), "01-01", *patents(200, 1))
    desk.received(desk.applicant("乐昌市丙公司"), "03-01", *works(1, 3))
    paper = preview_year(desk.office, PACK, 2024)

    rows = [row for n in range(page_count(paper.pdf)) for row in lines(paper.pdf, n).values()]
    # 2 × 5,000 and 1 × 5,000 approved, the first paid; the works are still on their way.
    assert "1有效发明专利维持超过十年奖励22015,000.0010,000.000.00" in rows
    assert paper.approved_fen == 1_500_000
    assert any(row.startswith("合计") and "15,000.0010,000.00" in row for row in rows)
    save_year(desk.office, desk.clerk, paper, tmp_path / "附表.pdf")
    assert (tmp_path / "附表.pdf").read_bytes() == paper.pdf
    log_year(desk.office, desk.clerk, paper, "print")
    assert journal.page(desk.office.db, limit=1)[0].data["amount_fen"] == 1_500_000


def test_a_year_without_a_claim_has_no_paper(desk: Desk) -> None:
    with pytest.raises(UserError) as refused:
        preview_year(desk.office, PACK, 2023)
    assert desk.said(refused.value)
