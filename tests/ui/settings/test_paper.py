"""设置 → 文书 and 文书模板 on the screen."""

from __future__ import annotations

from pathlib import Path

from ipdesk.domain.letter import LetterKind
from ipdesk.services import letter_wording, paper_setup
from ipdesk.services.paper_fonts import FontChoice
from ipdesk.ui.settings.page import SettingsPage
from tests.documents.pdf.test_installed import chinese, outlines
from tests.services.casework import Desk, patent
from tests.ui.at_work import Place


def test_a_layout_is_seen_and_kept(casework: Desk, place: Place) -> None:
    opened = place(SettingsPage)
    opened.page.open("文书")
    section = opened.page.paper
    opened.settle()
    whole = section.paper.pdf
    assert not section.save.isEnabled()
    assert not section.form["right"].isEnabled()
    section.form["blank_head"].set_value(True)
    section.form["right"].editor.setText("2.5 毫米")
    section.form["refund_account"].editor.setText("户名：财政局")
    section.form["blank_head"].editor.edited.emit()
    opened.settle()
    assert section.form["right"].isEnabled()
    assert section.paper.pdf != whole
    section.save.click()
    opened.settle()
    kept = opened.ask(paper_setup.paper_setup)
    assert (kept.layout.blank_head, kept.layout.right, kept.layout.down) == (True, 25, 0)
    assert kept.refund_account == "户名：财政局"
    assert not section.save.isEnabled()


def test_a_font_is_picked_seen_and_kept(casework: Desk, place: Place, tmp_path: Path) -> None:
    opened = place(SettingsPage)
    opened.page.open("文书字体")
    section = opened.page.fonts
    opened.settle()
    shipped = section.paper.pdf
    assert shipped.startswith(b"%PDF")
    opened.messages.chosen_files = [outlines(tmp_path / "某宋.otf")]
    section.pick.click()
    opened.settle()
    assert "PostScript" in section.notice.text()
    own = chinese(tmp_path / "own.ttf", "甲宋", base="Kai-Regular.ttf")
    opened.messages.chosen_files = [own]
    section.pick.click()
    opened.settle()
    assert "甲宋" in section.notice.text()
    choice = section.choices["FANG"]
    choice.set_value(FontChoice(str(own), 0, "甲宋"))
    choice.edited.emit()
    opened.settle()
    assert section.paper.pdf != shipped
    section.save.click()
    opened.settle()
    assert opened.ask(paper_setup.paper_setup).fonts["FANG"].name == "甲宋"
    assert not section.save.isEnabled()


def test_a_wording_is_typed_seen_refused_and_published(casework: Desk, place: Place) -> None:
    casework.received(casework.applicant(), "01-01", patent("ZL201310000001.3"))
    opened = place(SettingsPage)
    opened.page.open("文书模板")
    section = opened.page.templates
    opened.settle()
    assert section.paper.pdf.startswith(b"%PDF")
    assert section.state.text() == "现用程序原文"
    captions = [action.text() for action in section.fields_menu().actions()]
    assert "大写金额" in captions
    section.body.appendPlainText("请于{some_day}前领取。")
    section.publish.click()
    opened.settle()
    assert "{some_day}" in section.notice.text()
    section.body.setPlainText(section.body.toPlainText().replace("{some_day}", "本月底"))
    section.publish.click()
    opened.settle()
    view = opened.ask(letter_wording.view_wording, LetterKind.APPROVAL)
    assert (view.version, view.texts.body[-1]) == (1, "请于本月底前领取。")
    assert section.state.text() == "现用第 1 版"
