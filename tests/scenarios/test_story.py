from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ipdesk.app import make_window
from ipdesk.domain.record import CheckState
from ipdesk.paths import Home, resources
from ipdesk.services import letters
from ipdesk.services.claims import ClaimFilter
from ipdesk.services.ledgers import export_ledger
from ipdesk.ui.claims.page import ClaimsPage
from ipdesk.ui.letters.page import LettersPage
from ipdesk.ui.window import MainWindow
from ipdesk.wording import Wording
from tests.ui.recorded import RecordedMessages

WORKS = (
    "粤作登字-2024-F-00015229\t2024-01-05\n"
    "粤作登字-2024-F-00015230\t2024-01-05\n"
    "国作登字-2024-F-00123456\t2024-01-09"
)


class SettableClock:
    def __init__(self, start: datetime) -> None:
        self.moment = start

    def now(self) -> datetime:
        return self.moment


class Office:
    """The real window with a person at it: waits, picks, and keeps pictures when asked to."""

    def __init__(self, window: MainWindow, messages: RecordedMessages, qtbot: QtBot) -> None:
        self.window = window
        self.messages = messages
        self.qtbot = qtbot
        self._pictures = os.environ.get("IPDESK_PICTURES", "")
        self._shots = 0

    def settle(self) -> None:
        def quiet() -> bool:
            QApplication.processEvents()
            return self.window.bench.jobs.pending == 0

        for _ in range(3):
            self.qtbot.waitUntil(quiet, timeout=20_000)

    def until(self, true: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(true()), timeout=20_000)
        self.settle()

    def picture(self, name: str) -> None:
        self.settle()
        if self._pictures:
            self._shots += 1
            folder = Path(self._pictures)
            folder.mkdir(parents=True, exist_ok=True)
            self.window.grab().save(str(folder / f"{self._shots:02d}-{name}.png"))

    def sit(self, name: str) -> None:
        window = self.window
        window._seat(next(one.id for one in window.operators if one.name == name))
        self.settle()

    @property
    def claims(self) -> ClaimsPage:
        page = self.window.pages["claims"]
        assert isinstance(page, ClaimsPage)
        return page

    @property
    def letters(self) -> LettersPage:
        page = self.window.pages["notices"]
        assert isinstance(page, LettersPage)
        return page

    def stage(self) -> str:
        view = self.claims.sheet.view
        return view.stage_label if view is not None else ""

    def press_next(self, stage: str, confirm: bool = True) -> None:
        """Press the one filled button, agree to its form where it has one, see the stage come."""
        sheet = self.claims.sheet
        self.until(lambda: sheet.foot.next.button.isEnabled())
        sheet.foot.next.button.click()
        self.settle()
        if confirm and sheet.foot.form.isVisible():
            sheet.foot.form.yes.click()
        self.until(lambda: self.stage() == stage)


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock(datetime(2024, 3, 4, 9, 0))


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path, clock: SettableClock) -> Iterator[Office]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    messages = RecordedMessages(Wording.load(resources() / "wording"))
    window = make_window(application, Home(tmp_path / "单位 数据"), messages, clock)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    yield Office(window, messages, qtbot)
    window.close()


def found_bureau(office: Office) -> None:
    start = office.window.start
    office.picture("首次启动")
    start.show_form()
    form = start.form
    for name, text in (
        ("name", "乐昌市市场监督管理局"),
        ("letter_mark", "乐市监知奖"),
        ("claim_prefix", "LC"),
        ("contact", "陈晓岚"),
        ("phone", "0751-5550126"),
    ):
        form.fields[name].set_value(text)
    for field, name in zip(form.people.names, ("陈晓岚", "黄志强", "李国梁"), strict=True):
        field.set_value(name)
    office.picture("新建单位")
    form.submit.click()
    office.until(lambda: office.window.place == "desk")
    office.picture("工作台")


def register(office: Office, values: dict[str, object]) -> None:
    page = office.window.pages["applicants"]
    page.register()
    page.form.form.fill(values)
    page.form.check()
    office.settle()


def test_three_people_take_a_claim_from_the_counter_to_the_ledger(
    office: Office, clock: SettableClock, tmp_path: Path
) -> None:
    found_bureau(office)
    window = office.window

    # A unit whose code has a wrong check character is warned of while it is typed.
    window.go("applicants")
    office.settle()
    unit = {
        "kind": "enterprise",
        "name": "乐昌市金岭机械有限公司",
        "code": "91440281MA4UK12340",
        "town": "乐城街道",
        "legal_representative": "周文斌",
        "contact": "何敏",
        "phone": "13800000001",
        "bank": "农业银行乐昌支行",
        "account_name": "乐昌市金岭机械有限公司",
        "account": "44059001040012345",
    }
    register(office, unit)
    form = window.pages["applicants"].form
    assert form.form["code"].note_text() != ""
    office.picture("代码校验提示")
    # 91440281MA4UK1234: weights 3^i mod 31 give the check character worked out below by hand.
    form.form["code"].set_value(with_check_character("91440281MA4UK1234"))
    form.check()
    office.settle()
    assert form.form["code"].note_text() == ""
    form.save()
    office.until(lambda: "保存" in "".join(office.messages.said) or not form.isVisible())
    office.picture("申报主体")

    # New claim: who comes, what they bring in their own words.
    window.new_claim()
    office.settle()
    new = office.claims.new
    new.who.setText("金岭")
    new._find()
    office.until(lambda: len(new.people.lines) == 1)
    new.people.take()
    office.until(lambda: "金岭" in new.chosen.text())
    new.what.setText("作品登记")
    new._match()
    assert "作品著作权" in new.awards.lines[0].accessibleName()
    office.picture("新建申报")
    new.awards.take()
    office.until(lambda: office.stage() == "草稿")

    # Facts pasted from a spreadsheet; the national certificate is not paid and is said to be so.
    sheet = office.claims.sheet
    QGuiApplication.clipboard().setText(WORKS)
    assert sheet.items is not None
    sheet.items.grid.setCurrentIndex(sheet.items.grid.grid.index(0, 0))
    sheet.items.grid.paste()
    office.until(lambda: sheet.view is not None and sheet.view.amount_fen == 20_000)
    assert sheet.view is not None
    assert sum(line.amount_fen for line in sheet.view.lines) == 20_000
    assert sheet.view.items[2].verdict == "not_payable"
    office.picture("填写标的")
    office.until(lambda: sheet.head.kept.text() == "草稿已保存")

    office.press_next("已收件")
    assert sheet.view.claim.number == "LC-2024-0001"
    office.press_next("已受理")
    office.picture("核对清单")

    # The checklist by keyboard: 1 answers and moves on; the button names what is missing.
    assert not sheet.foot.next.button.isEnabled()
    for _ in range(len(sheet.view.checks)):
        if all(check.state is not CheckState.UNCHECKED for check in sheet.view.checks):
            break
        before = sum(c.state is CheckState.UNCHECKED for c in sheet.view.checks)
        office.qtbot.keyClick(sheet.checks.area, Qt.Key.Key_1)
        office.until(
            lambda before=before: (
                sum(c.state is CheckState.UNCHECKED for c in sheet.view.checks) < before
            )
        )
    office.picture("核对完成")
    office.press_next("初审完成")

    # The clerk cannot review; the reviewer can, and cannot then approve.
    office.until(lambda: not sheet.foot.next.button.isEnabled())
    office.sit("黄志强")
    office.picture("待复核")
    office.press_next("复核完成")
    office.sit("李国梁")
    office.press_next("已审签")
    office.sit("陈晓岚")
    office.until(lambda: sheet.foot.next.button.isEnabled())
    sheet.foot.next.button.click()
    office.settle()
    sheet.foot.form.form["channel"].set_value("市政府门户网站")
    office.picture("公示登记")
    sheet.foot.form.yes.click()
    office.until(lambda: office.stage() == "公示中")
    assert sheet.view.claim.published_until is not None
    assert sheet.view.claim.published_until.isoformat() == "2024-03-11"  # five working days
    assert not sheet.foot.next.button.isEnabled()

    clock.moment = datetime(2024, 3, 12, 9, 0)
    sheet.reread()
    office.press_next("公示期满")
    office.sit("李国梁")
    office.press_next("已批准")
    office.picture("已批准")

    # The letter: preview, issue, save; what was seen is what was issued.
    office.sit("陈晓岚")
    office.until(lambda: sheet.foot.next.button.isEnabled())
    sheet.foot.next.button.click()
    office.until(lambda: window.place == "notices" and office.letters.issue.preview is not None)
    preview = office.letters.issue.preview
    assert preview is not None
    office.picture("文书预览")
    assert preview.letter.number is not None
    assert preview.letter.number.text == "乐市监知奖〔2024〕1号"
    office.letters.issue.issue()
    office.until(lambda: office.letters.issue.letter is not None)
    office.picture("文书已签发")
    stored: list[bytes] = []
    window.bench.jobs.run(letters.letter_pdf, stored.append, None, 1)
    office.until(lambda: stored)
    assert stored[0] == preview.pdf

    # Payment, then the ledger with the claim in it.
    window.go("claims", 1)
    office.sit("黄志强")
    office.until(lambda: sheet.foot.next.button.isEnabled())
    sheet.foot.next.button.click()
    office.settle()
    sheet.foot.form.form["voucher"].set_value("2024-0312")
    sheet.foot.form.yes.click()
    office.until(lambda: office.stage() == "已拨付")
    office.picture("已拨付")
    window.go("ledgers")
    office.picture("台账")
    path = tmp_path / "台账.xlsx"
    done: list[object] = []
    window.bench.jobs.run(
        lambda office_: export_ledger(
            office_, window.bench.actor, ClaimFilter(fund_year=2024), path, recipient="财政局"
        ),
        done.append,
    )
    office.until(lambda: done)
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=True)
    cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert "LC-2024-0001" in cells
    assert "乐市监知奖〔2024〕1号" in cells
    assert 200 in cells
    assert office.messages.complaints == []


def with_check_character(stem: str) -> str:
    """GB 32100-2015: C18 = 31 − (Σ Ci × 3^(i−1) mod 31), mod 31."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(alphabet.index(c) * pow(3, i, 31) for i, c in enumerate(stem))
    return stem + alphabet[(31 - total % 31) % 31]
