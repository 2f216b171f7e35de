"""申报指南 and 材料清单 from the window: the very bytes seen are those saved."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from PySide6.QtWidgets import QPushButton

from ipdesk.services import guides
from ipdesk.ui.policies.page import PoliciesPage
from ipdesk.ui.widgets.paper_sheet import PaperSheet
from tests.services.casework import PACK, Desk
from tests.ui.at_work import Place


def opened_at(place: Place, pack: str, clause: str) -> SimpleNamespace:
    opened = place(PoliciesPage)
    opened.page.open((pack, clause))
    opened.settle()
    return opened


def sheet_of(opened: SimpleNamespace) -> PaperSheet:
    opened.settle()
    sheet = opened.messages.dialogs[-1]
    assert isinstance(sheet, PaperSheet)
    return sheet


def buttons(opened: SimpleNamespace, text: str) -> list[QPushButton]:
    found = opened.page.findChildren(QPushButton)
    return [button for button in found if button.text() == text and button.isVisible()]


def test_policy_and_awards_have_their_papers(casework: Desk, place: Place) -> None:
    opened = opened_at(place, PACK, "05")
    # One for the policy, one for each of the four awards of the clause.
    assert len(buttons(opened, "申报指南…")) == len(buttons(opened, "材料清单…")) == 5
    opened.page.handouts.guide("", "05-01")
    sheet = sheet_of(opened)
    assert sheet.windowTitle() == "知识产权质押融资贷款贴息申报指南"
    assert sheet.paper.pdf == opened.ask(guides.guide, PACK, "", "05-01").pdf


def test_the_bytes_on_the_screen_are_saved(casework: Desk, place: Place, tmp_path: Path) -> None:
    opened = opened_at(place, PACK, "01")
    opened.page.handouts.materials("", "01-01")
    sheet = sheet_of(opened)
    opened.messages.chosen_file = tmp_path / "清单.pdf"
    sheet.save()
    opened.settle()
    assert (tmp_path / "清单.pdf").read_bytes() == sheet.paper.pdf
    assert opened.messages.said == [f"已另存：{tmp_path / '清单.pdf'}"]


def test_a_long_guide_is_drawn_only_where_it_is_looked_at(casework: Desk, place: Place) -> None:
    opened = opened_at(place, PACK, "01")
    opened.page.handouts.guide()
    sheet = sheet_of(opened)
    sheet.show()
    opened.settle()
    pages = sheet.paper.sheets
    drawn = [number for number, page in enumerate(pages) if page.asked]
    assert len(pages) > 50
    assert drawn == list(range(len(drawn)))
    assert 0 < len(drawn) < 6
    sheet.close()


def test_a_policy_without_awards_offers_its_tasks(casework: Desk, place: Place) -> None:
    opened = opened_at(place, "yingde-2023", "02")
    handouts = opened.page.handouts
    assert handouts.guide_button.text() == "任务清单…"
    assert not handouts.materials_button.isVisible()
    handouts.guide_button.click()
    assert sheet_of(opened).windowTitle().endswith("目标任务清单")
