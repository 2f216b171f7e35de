"""公示名单, its paper, and the sheet of a payment batch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ipdesk.domain.finding import Severity
from ipdesk.services import batching
from ipdesk.services.claim_view import Note
from ipdesk.services.typed import typed
from ipdesk.storage import journal
from ipdesk.ui.publicity.page import PublicityPage
from ipdesk.ui.publicity.public_list import PublicList
from ipdesk.ui.publicity.sheets import PaySheet
from tests.services.casework import Desk
from tests.ui.at_work import Place
from tests.ui.publicity.test_page import A, B, approve_all, signed

__all__ = ["signed"]


@pytest.fixture
def opened(signed: tuple[int, int], place: Place) -> SimpleNamespace:
    made = place(PublicityPage)
    made.able = made.ask(batching.look_over, made.bench.actor, list(signed), "publish")
    return made


def test_the_list_names_awards_and_days_and_nothing_of_anybody(opened: SimpleNamespace) -> None:
    """Posted on Monday 4 March 2024: five working days end on Monday 11 March."""
    sheet = PublicList(opened.bench, "公示名单", opened.able)
    opened.settle()
    assert sheet.form["starts_on"].value() == date(2024, 3, 4)
    assert sheet.form["until"].value() == date(2024, 3, 11)
    assert sheet.total.text() == "共 2 件，合计 10,000.00 元"
    sheet.copy()
    copied = QGuiApplication.clipboard().text()
    assert copied.splitlines()[0] == "序号\t申报主体\t事项\t金额（元）"
    assert A in copied
    assert B in copied
    assert "8002" not in copied
    sheet.form["starts_on"].set_value(date(2024, 3, 5))
    sheet.form["starts_on"].changed.emit()
    opened.settle()
    assert sheet.form["until"].value() == date(2024, 3, 12)
    sheet.form["until"].set_value(date(2024, 3, 4))
    sheet.preview()
    assert sheet.form["until"].has_fault()


def test_its_paper_is_looked_at_and_each_copy_is_written_down(
    opened: SimpleNamespace, tmp_path: Path
) -> None:
    sheet = PublicList(opened.bench, "公示名单", opened.able)
    opened.settle()
    sheet.form["channel"].set_value("单位公告栏")
    sheet.preview()
    opened.settle()
    paper = opened.messages.dialogs[-1]
    assert paper.windowTitle() == "公示 2024-03-04 2件"
    assert paper.recipient.text() == "单位公告栏"
    opened.messages.chosen_file = tmp_path / "公示.pdf"
    paper.save()
    opened.settle()
    assert opened.messages.chosen_file.read_bytes().startswith(b"%PDF")
    entry = opened.ask(lambda office: journal.page(office.db, limit=1)[0])
    assert entry.data["recipient"] == "单位公告栏"
    assert entry.data["claims"] == [1, 2]


def test_a_payment_batch_reminds_once_and_keeps_the_parts_typed(
    qtbot: QtBot, casework: Desk, signed: tuple[int, int], place: Place
) -> None:
    approve_all(casework, signed)
    made = place(PublicityPage, casework.payer)
    able = made.ask(batching.look_over, made.bench.actor, list(signed), "pay")
    note = Note(Severity.WARNING, "个人奖金请按规定代扣个人所得税。", "tax")
    reminded = [replace(one, notes=(note,)) for one in able]
    sheet = PaySheet(made.bench, reminded, made.bench.today())
    made.settle()
    assert sheet.reminders.text() == (
        "LC-2024-0001、LC-2024-0002：个人奖金请按规定代扣个人所得税。"
    )
    assert sheet.sum.text() == "共 2 件，合计 10,000.00 元"
    rows = sheet.grid.rows()
    sheet.grid.set_rows([{**rows[0], "fen": 200_000}, rows[1]])
    sheet.grid.edited.emit()
    qtbot.waitUntil(lambda: made.ask(typed, made.bench.actor, "pay-batch", "-") != {})
    again = PaySheet(made.bench, reminded, made.bench.today())
    made.settle()
    assert again.amounts() == {signed[0]: 200_000, signed[1]: 500_000}
    assert again.sum.text() == "共 2 件，合计 7,000.00 元"
    again.reject()
    made.settle()
    assert made.ask(typed, made.bench.actor, "pay-batch", "-") == {}
