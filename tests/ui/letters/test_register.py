"""The bureau's own numbers on the screen: typed at issue, set aside, spoilt, listed and printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from ipdesk.domain.numbering import Numbering, Shared
from ipdesk.services import numbers
from ipdesk.ui.letters.number_sheets import RangeSheet
from ipdesk.ui.letters.page import LettersPage
from ipdesk.ui.settings.page import SettingsPage
from ipdesk.ui.widgets.paper_sheet import PaperSheet
from tests.services.casework import Desk, patent
from tests.services.test_number_register import filled
from tests.services.test_numbers import shared
from tests.ui.at_work import Place


def test_a_number_of_the_bureaus_register_is_typed_and_issued(casework: Desk, place: Place) -> None:
    claim = casework.approved(casework.applicant(), "01-01", patent("ZL201310000001.3"))
    shared(casework)
    opened = place(LettersPage)
    opened.page.open(("issue", claim))
    opened.settle()
    step = opened.page.issue
    assert step.typed.isVisible()
    assert not step.button.isEnabled()
    assert "填写文号" in step.reason.text()
    step.typed.setText("58")
    QTest.keyClick(step.typed, Qt.Key.Key_Return)
    opened.settle()
    assert step.number.text() == "乐市监〔2024〕58号"
    step.button.click()
    opened.settle()
    assert opened.messages.said == ["已签发 乐市监〔2024〕58号"]


def test_the_register_lists_sets_aside_spoils_and_prints(
    casework: Desk, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(casework)
    opened = place(LettersPage)
    opened.page.open("register")
    opened.settle()
    register = opened.page.register
    assert len(register.table.model.ids) == 5
    answers = {
        "登记预留号段": {"first": 60, "last": 64},
        "作废文号": {"number": 61, "reason": "试印"},
    }

    def fill(dialog: QDialog) -> bool:
        if dialog.windowTitle() in answers:
            dialog.form.fill(answers[dialog.windowTitle()])  # type: ignore[attr-defined]
            dialog.accept()
            opened.settle()
        opened.messages.dialogs.append(dialog)
        return True

    monkeypatch.setattr(opened.messages, "run", fill)
    register.aside.click()
    opened.settle()
    register.void.click()
    opened.settle()
    texts = [row.number for row in map(register.table.model.record, range(7))]
    assert "乐市监〔2024〕60号" in texts
    assert "乐市监〔2024〕62—64号" in texts
    register.print_button.click()
    opened.settle()
    sheet = opened.messages.dialogs[-1]
    assert isinstance(sheet, PaperSheet)
    assert sheet.paper.pdf.startswith(b"%PDF")
    opened.messages.chosen_file = tmp_path / "登记簿.pdf"
    sheet.save_button.click()
    opened.settle()
    assert (tmp_path / "登记簿.pdf").read_bytes() == sheet.paper.pdf


def test_a_range_that_cannot_be_stays_in_its_form_with_the_reason_at_its_field(
    casework: Desk, place: Place
) -> None:
    filled(casework)
    opened = place(LettersPage)
    sheet = RangeSheet(opened.bench, "乐市监", 2024)
    sheet.form.fill({"first": 64, "last": 60, "note": "办公室"})
    sheet.accept()
    opened.settle()
    assert sheet.result() != QDialog.DialogCode.Accepted
    assert sheet.form["first"]._note.text().startswith("×")
    assert sheet.form["note"].value() == "办公室"


def test_where_numbers_come_from_is_set_and_refused_with_the_reason(
    casework: Desk, place: Place
) -> None:
    opened = place(SettingsPage)
    opened.page.open("文号")
    section = opened.page.numbers
    opened.settle()
    section.form.fill({"shared": Shared.DECIDING, "mark": "乐市监知奖"})
    section.save.setEnabled(True)
    section.save.click()
    opened.settle()
    assert opened.ask(numbers.numbering) == Numbering()
    section.form.fill({"mark": "乐市监"})
    section.save.click()
    opened.settle()
    assert opened.ask(numbers.numbering) == Numbering(Shared.DECIDING, "乐市监")
