"""The sums of a year on paper, from 汇总."""

from __future__ import annotations

from pathlib import Path

from ipdesk.ui.ledgers.page import LedgersPage
from ipdesk.ui.widgets.paper_sheet import PaperSheet
from tests.services.casework import Desk, patent
from tests.ui.at_work import Place


def test_the_sums_of_the_year_are_seen_and_saved(
    casework: Desk, place: Place, tmp_path: Path
) -> None:
    casework.received(casework.applicant(), "01-01", patent("ZL201310000001.3"))
    opened = place(LedgersPage)
    assert not opened.page.year_paper_button.isVisible()
    opened.page.segments.choose("sums")
    opened.settle()
    opened.page.year_paper_button.click()
    opened.settle()
    sheet = opened.messages.dialogs[-1]
    assert isinstance(sheet, PaperSheet)
    opened.messages.chosen_file = tmp_path / "附表.pdf"
    sheet.save_button.click()
    opened.settle()
    assert (tmp_path / "附表.pdf").read_bytes() == sheet.paper.pdf
