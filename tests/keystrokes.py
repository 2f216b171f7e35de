"""How many keys a claim takes: the real window by keys alone, beside a spreadsheet and Word.

    python -m tests.keystrokes

An applicant is registered, one claim is typed, its papers are ticked, it is received with a
printed receipt, accepted, checked line by line and handed to review. Chinese is committed as
an input method does; its keys are its letters in pinyin and one to choose for every four
characters. A held Ctrl counts as a key. Time is that of the keystroke-level model: 0.28 s for
a key, 1.35 s to think what comes next.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QElapsedTimer, QEventLoop
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from ipdesk.app import make_window
from ipdesk.domain.stages import Role
from ipdesk.paths import Home, resources
from ipdesk.services import bureaus
from ipdesk.services.bureaus import Bureau, BureauForm, Colleague
from ipdesk.storage.pinyin import sort_key
from ipdesk.ui.claims.page import ClaimsPage
from ipdesk.ui.messages import Messages
from ipdesk.ui.platform import speak_chinese
from ipdesk.ui.window import MainWindow
from ipdesk.wording import Wording

KEY_SECONDS, THOUGHT_SECONDS, WANTED_SECONDS = 0.28, 1.35, 90.0
_AT_ONCE = 4  # characters an input method offers together
_LONGEST_MS = 20_000
_MODIFIERS = ("Ctrl", "Shift", "Alt")

NAME, CODE = "乐昌市金岭机械有限公司", "91440281MA40671281"
PERSON, PHONE = "李国强", "13800000001"
TOWN, BANK, ACCOUNT = "乐城街道", "乐昌农商银行", "80020000012345678"
PATENT, FILED, GRANTED = "201310123456.2", "20130329", "20160520"
AWARD, AMOUNT, CAPITALS = "有效发明专利维持超过十年奖励", "5000.00", "伍仟元整"
CHECKS, PAPERS = 8, 8  # answered by a person; handed in


@dataclass
class Step:
    """One thing a clerk sets out to do."""

    name: str
    keys: int = 0
    thoughts: int = 1

    @property
    def seconds(self) -> float:
        return KEY_SECONDS * self.keys + THOUGHT_SECONDS * self.thoughts


@dataclass
class Tally:
    """All steps of one way of working."""

    name: str
    steps: list[Step] = field(default_factory=list)

    @property
    def keys(self) -> int:
        return sum(step.keys for step in self.steps)

    @property
    def thoughts(self) -> int:
        return sum(step.thoughts for step in self.steps)

    @property
    def seconds(self) -> float:
        return sum(step.seconds for step in self.steps)


def keys_of(text: str) -> int:
    """Keys to write a text: pinyin letters and choices for Chinese, the rest as it stands."""
    chinese = [letter for letter in text if not letter.isascii()]
    letters = sum(len(sort_key(letter).split(" ")[0]) for letter in chinese)
    return len(text) - len(chinese) + letters + -(-len(chinese) // _AT_ONCE)


class Hands(Messages):
    """Keys for the window and for the dialogs it opens; nothing else is touched."""

    def __init__(self) -> None:
        super().__init__(Wording.load(resources() / "wording"))
        self.tally = Tally("ipdesk，只用键盘")
        self.answers: list[Callable[[], None]] = []
        self.main: MainWindow | None = None

    def begin(self, name: str, thoughts: int = 1) -> None:
        self.tally.steps.append(Step(name, 0, thoughts))

    def press(self, keys: str, times: int = 1) -> None:
        """A key, held with others or not, so many times."""
        for _ in range(times):
            self.tally.steps[-1].keys += 1 + sum(f"{held}+" in keys for held in _MODIFIERS)
            code = QKeySequence(keys)[0]
            window = QApplication.focusWindow()
            assert window is not None
            QTest.keyClick(window, code.key(), code.keyboardModifiers())
            self.settle()

    def write(self, text: str) -> None:
        """Latin letters and figures key by key, Chinese as an input method hands it over."""
        self.tally.steps[-1].keys += keys_of(text)
        for letter in text:
            window = QApplication.focusWindow()
            assert window is not None
            if letter.isascii():
                QTest.keyClick(window, letter)
                continue
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QApplication.sendEvent(QApplication.focusObject(), event)
        self.settle()

    def run(self, dialog: QDialog) -> bool:
        if isinstance(dialog, QPrintDialog):
            self.tally.steps[-1].keys += 1  # Enter: the printer of this kind is remembered
            return False
        dialog.open()
        dialog.activateWindow()
        QTest.qWaitForWindowActive(dialog)
        self.settle()
        self.answers.pop(0)()
        while dialog.isVisible():
            self.settle()
        if self.main is not None:  # as a desktop gives the focus back
            self.main.activateWindow()
            QTest.qWaitForWindowActive(self.main)
        return dialog.result() == QDialog.DialogCode.Accepted

    def settle(self) -> None:
        """What was asked of the store has been answered and shown."""
        jobs = self.main.bench.jobs if self.main is not None else None
        calm = 0
        while calm < 3:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            calm = 0 if jobs is not None and jobs.pending else calm + 1

    def until(self, true: Callable[[], object]) -> None:
        clock = QElapsedTimer()
        clock.start()
        while not true():
            self.settle()
            if clock.hasExpired(_LONGEST_MS):
                raise RuntimeError(f"stuck at: {[step.name for step in self.tally.steps][-1:]}")
        self.settle()


def by_window(home: Home) -> Tally:
    """Drive the window of a new bureau from the first key to the hand-over to review."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    speak_chinese(application)
    house = Bureau("乐昌市市场监督管理局", "乐昌市市监局", "乐市监知奖", "LC")
    people = (Colleague("陈晓岚", (Role.CLERK,)), Colleague("黄志强", (Role.ADMINISTRATOR,)))
    bureaus.close(bureaus.create_bureau(home, BureauForm(house, people), _Morning()))
    hands = Hands()
    window = make_window(application, home, hands, _Morning())
    hands.main = window
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    window.opening.open()
    hands.until(lambda: window.place == "desk")
    try:
        _register(hands, window)
        _claim(hands, window)
        _hand_in(hands, window)
        _examine(hands, window)
    finally:
        window.close()
    return hands.tally


def _register(hands: Hands, window: MainWindow) -> None:
    hands.begin("新建申报，找申报主体，没有：回车登记")
    hands.press("Ctrl+N")
    hands.until(lambda: window.place == "claims")
    hands.write(NAME)
    hands.press("Return")
    hands.until(lambda: window.place == "applicants")
    hands.begin("登记主体：代码、法人、镇街、联系人、账户", thoughts=4)
    for text in (CODE, "", PERSON, TOWN):
        hands.press("Tab")
        hands.write(text)
    hands.press("Tab", 2)
    hands.press("Ctrl+D")  # the contact is who signs for it
    hands.press("Tab")
    hands.write(PHONE)
    hands.press("Tab")
    hands.write(BANK)
    hands.press("Ctrl+D")
    hands.press("Tab", 2)
    hands.write(ACCOUNT)
    hands.press("Ctrl+S")
    hands.until(lambda: window.place == "claims")


def _claim(hands: Hands, window: MainWindow) -> None:
    page = window.pages["claims"]
    assert isinstance(page, ClaimsPage)
    hands.until(lambda: page.new.what.hasFocus())
    hands.begin("说带来了什么，选事项")
    hands.write("十年专利")
    hands.press("Return")
    hands.until(lambda: page.sheet.view is not None)
    hands.begin("填标的：专利号、申请日、授权日、有效", thoughts=2)
    for text in (PATENT, FILED, GRANTED):
        hands.write(text)
        hands.press("Tab")
    hands.press("Space")


def _hand_in(hands: Hands, window: MainWindow) -> None:
    page = window.pages["claims"]
    assert isinstance(page, ClaimsPage)
    hands.begin("核对原件：逐份看，必交的打勾", thoughts=2)
    hands.answers.append(lambda: (hands.press("Ctrl+A"), hands.press("Return"))[0])
    hands.press("Ctrl+Shift+E")
    hands.begin("登记收件，打印回执", thoughts=1)
    hands.press("Ctrl+Return")
    hands.press("Return")
    hands.until(lambda: _stage(page) == "已收件")
    hands.answers.append(lambda: (hands.press("Return"), hands.press("Escape"))[0])
    hands.press("F8")


def _examine(hands: Hands, window: MainWindow) -> None:
    page = window.pages["claims"]
    assert isinstance(page, ClaimsPage)
    hands.begin("受理")
    hands.press("Ctrl+Return")
    hands.until(lambda: _stage(page) == "已受理")
    hands.begin("核对清单：逐条作答", thoughts=3)
    hands.press("Ctrl+J")
    view = page.sheet.view
    assert view is not None
    applicant = view.applicant
    assert (applicant.account, applicant.account_name) == (ACCOUNT, NAME)
    assert (applicant.legal_representative, applicant.contact) == (PERSON, PERSON)
    asked = sum(not check.automatic for check in view.checks)
    for _ in range(asked):
        hands.press("1")
    hands.begin("提交复核")
    hands.press("Ctrl+Return")
    if page.sheet.foot.form.isVisible():
        hands.press("Return")
    hands.until(lambda: _stage(page) == "初审完成")


def _stage(page: ClaimsPage) -> str:
    return page.sheet.view.stage_label if page.sheet.view is not None else ""


def by_spreadsheet() -> Tally:
    """The same claim in 台账.xlsx and two Word templates, every entry as it is typed there."""
    tally = Tally("Excel 台账＋Word 模板")

    def step(name: str, texts: Sequence[str], moves: int, thoughts: int) -> None:
        """Texts with a Tab behind each, and other keys: saving, searching, changing windows."""
        typed = sum(keys_of(text) + 1 for text in texts)
        tally.steps.append(Step(name, typed + moves, thoughts))

    step("台账里查主体领过没有（Ctrl+F）", [NAME], 4, 1)
    about = [NAME, CODE, PERSON, TOWN, PERSON, PHONE, BANK, NAME, ACCOUNT]
    step("台账另起一行：主体", ["2024-3-29", *about], 4, 4)
    step("台账里查专利号领过没有（Ctrl+F）", [PATENT], 4, 1)
    claim = [AWARD, "（一）", PATENT, "2013-3-29", "2016-5-20", "有效", AMOUNT]
    step("台账接着填：事项、标的、金额", claim, 2, 3)
    step("翻政策，算满十年的日期和金额", [], 6, 4)
    step("打开回执模板，另存为", [NAME], 12, 1)
    step("填回执：主体、事项、日期，材料打勾", [NAME, AWARD, "2024-3-29"], 2 * PAPERS, 2)
    step("打印、存盘、关闭", [], 6, 1)
    step("打开审批表模板，另存为", [NAME], 12, 1)
    sheet = [NAME, CODE, PERSON, PHONE, BANK, NAME, ACCOUNT, AWARD, PATENT, AMOUNT, CAPITALS]
    step("填审批表：主体、账户、事项、金额大小写", sheet, 2, 3)
    step("填核对情况", ["符合"] * CHECKS, 0, 3)
    step("抄条款原文和初审意见", ["对有效发明专利维持年限超过十年", "情况属实，建议奖励"], 8, 2)
    step("打印、存盘、关闭", [], 6, 1)
    step("台账改办理环节，存盘", ["已初审"], 6, 1)
    return tally


def table(*ways: Tally) -> str:
    """Steps, keys, thoughts and seconds of each way, one below the other."""
    lines = []
    for way in ways:
        lines.append(way.name)
        total = Step(f"合计（{len(way.steps)} 步）", way.keys, way.thoughts)
        for step in (*way.steps, total):
            said = f"{step.keys:4d} 键 {step.thoughts:2d} 想 {step.seconds:6.1f} 秒"
            lines.append(f"  {said}  {step.name}")
    return "\n".join(lines)


class _Morning:
    def now(self) -> datetime:
        return datetime(2024, 3, 29, 9, 0)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        window = by_window(Home(Path(folder) / "bureau"))
    print(table(window, by_spreadsheet()))
    return 0 if window.seconds <= WANTED_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
