"""Login, lock and change of seat in the real window, with the real store behind it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ipdesk.paths import Home
from ipdesk.services import sign_rules
from ipdesk.ui.gate import Gate
from ipdesk.ui.opening import Opening
from ipdesk.ui.start.sign_in import CAPITALS
from ipdesk.ui.widgets.ask import ReasonDialog
from tests.ui.conftest import FixedClock
from tests.ui.guarded import CODE, cheap, guard, word

__all__ = ["cheap"]
Opener = Callable[[], SimpleNamespace]
pytestmark = pytest.mark.usefixtures("cheap")


@pytest.fixture
def locked_up(founded: Home) -> Home:
    guard(founded, FixedClock())
    return founded


@pytest.fixture
def opened(locked_up: Home, shut_desk: Opener) -> SimpleNamespace:
    return shut_desk()


@pytest.fixture
def shut_desk(qtbot: QtBot, home: Home, desk: Opener, monkeypatch: pytest.MonkeyPatch) -> Opener:
    """The window of `desk`, which stands at the sign-in page instead of the first place."""

    def open_window() -> SimpleNamespace:
        with monkeypatch.context() as patched:
            patched.setattr(Opening, "exists", property(lambda self: False))
            made = desk()
        made.opening.open()
        made.settle()
        made.page = made.window.sign_in
        return made

    return open_window


def enter(opened: SimpleNamespace, name: str, password: str) -> None:
    page = opened.page
    (item,) = page.people.findItems(name, Qt.MatchFlag.MatchExactly)
    page.people.setCurrentItem(item)
    page.password.setText(password)
    page.enter.click()
    opened.settle()


def at_work(opened: SimpleNamespace) -> bool:
    return bool(opened.window._root.currentIndex() == 1)


def test_a_bureau_with_passwords_shows_who_may_come_in_and_nothing_else(
    opened: SimpleNamespace,
) -> None:
    page = opened.page
    names = [page.people.item(line).text() for line in range(page.people.count())]
    assert names == ["陈晓岚", "黄志强", "李国梁"]
    assert page.isVisible()
    assert not at_work(opened)
    assert not opened.bench.has_actor
    assert opened.window.focusWidget() is page.password
    assert page.password.echoMode() is QLineEdit.EchoMode.Password


def test_the_right_password_opens_the_desk_for_its_owner(opened: SimpleNamespace) -> None:
    enter(opened, "黄志强", word("黄志强"))
    assert at_work(opened)
    assert opened.window.place == "desk"
    assert opened.bench.actor.name == "黄志强"
    assert opened.page.password.text() == ""


def test_a_wrong_password_says_how_often_it_may_be_tried(opened: SimpleNamespace) -> None:
    enter(opened, "陈晓岚", "falsch")
    assert "还可以再试 4 次" in opened.page.note.text()
    assert opened.page.enter.isEnabled()
    for _ in range(4):
        enter(opened, "陈晓岚", "falsch")
    assert not opened.page.enter.isEnabled()
    assert not opened.page.password.isEnabled()
    assert "10 分钟" in opened.page.note.text()
    # A colleague is not kept out.
    enter(opened, "黄志强", word("黄志强"))
    assert at_work(opened)


def test_capitals_are_told_while_they_are_typed(qtbot: QtBot, opened: SimpleNamespace) -> None:
    field = opened.page.password
    qtbot.keyClick(field, "A")  # as with Caps Lock: large without Shift
    assert opened.page.capitals.text() == CAPITALS
    qtbot.keyClick(field, "a")
    assert opened.page.capitals.text() == ""
    assert field.text() == "Aa"


def test_a_first_password_is_changed_before_the_work(opened: SimpleNamespace) -> None:
    enter(opened, "李国梁", "Erst#李国梁-1")
    page = opened.page
    assert not at_work(opened)
    assert page.first.isVisible()
    page.first.new.setText("kurz")
    page.first.again.setText("kurz")
    page.first.yes.click()
    opened.settle()
    assert "至少 8 位" in page.first.form["new"].note_text()
    page.first.new.setText("Eignes#2y")
    page.first.again.setText("Eignes#2z")
    page.first.yes.click()
    assert "不一样" in page.first.form["again"].note_text()
    page.first.again.setText("Eignes#2y")
    page.first.yes.click()
    opened.settle()
    assert at_work(opened)
    assert opened.bench.actor.name == "李国梁"


def test_the_envelope_helps_who_forgot(opened: SimpleNamespace) -> None:
    page = opened.page
    page.forgot.click()
    assert page.recovery.isVisible()
    slip = CODE[:7] + ("2" if CODE[7] != "2" else "3") + CODE[8:]
    page.recovery.code.setText(slip)
    page.recovery.new.setText("Neues#1x")
    page.recovery.again.setText("Neues#1x")
    page.recovery.yes.click()
    assert "第 2 组" in page.recovery.form["code"].note_text()
    page.recovery.code.setText(CODE.lower().replace("-", " "))
    page.recovery.code.editingFinished.emit()
    page.recovery.yes.click()
    opened.settle()
    assert at_work(opened)
    assert opened.bench.actor.name == "陈晓岚"


def test_a_locked_window_shows_nothing_and_keeps_what_was_typed(
    opened: SimpleNamespace,
) -> None:
    enter(opened, "陈晓岚", word("陈晓岚"))
    window = opened.window
    window.go("settings")
    opened.settle()
    field = window.pages["settings"].people.form["name"].editor
    field.setText("半个名字")
    window.actions_of.by_id["lock"].trigger()
    assert not at_work(opened)
    assert not field.isVisible()
    assert [name for name, one in window.actions_of.by_id.items() if one.isEnabled()] == ["quit"]
    assert not opened.page.people.isVisible()
    enter(opened, "陈晓岚", "falsch")
    assert not at_work(opened)
    enter(opened, "陈晓岚", word("陈晓岚"))
    assert at_work(opened)
    assert field.text() == "半个名字"
    assert window.actions_of.by_id["new_claim"].isEnabled()


def test_another_person_may_open_a_locked_window_as_themselves(opened: SimpleNamespace) -> None:
    enter(opened, "陈晓岚", word("陈晓岚"))
    opened.window.gate.lock()
    opened.page.other.click()
    assert opened.page.people.isVisible()
    enter(opened, "黄志强", word("黄志强"))
    assert at_work(opened)
    assert opened.bench.actor.name == "黄志强"


def test_the_seat_changes_only_by_the_password_of_who_sits_down(
    opened: SimpleNamespace,
) -> None:
    enter(opened, "陈晓岚", word("陈晓岚"))
    opened.window.navigation.operator_asked.emit(2)
    assert not at_work(opened)
    assert opened.page.chosen() == 2
    opened.page.back.click()
    assert at_work(opened)
    assert opened.bench.actor.name == "陈晓岚"
    opened.window.navigation.operator_asked.emit(2)
    enter(opened, "黄志强", word("陈晓岚"))
    assert opened.bench.actor.name == "陈晓岚"
    enter(opened, "黄志强", word("黄志强"))
    assert opened.bench.actor.name == "黄志强"


def test_a_first_password_is_changed_in_the_open_window_too(opened: SimpleNamespace) -> None:
    enter(opened, "陈晓岚", word("陈晓岚"))
    opened.window.navigation.operator_asked.emit(3)
    enter(opened, "李国梁", "Erst#李国梁-1")
    first = opened.page.first
    assert first.isVisible()
    assert not at_work(opened)
    assert opened.bench.actor.name == "陈晓岚"
    first.no.click()  # thought better of it
    assert not first.isVisible()
    enter(opened, "李国梁", "Erst#李国梁-1")
    for text, said in (("Erst#李国梁-1", "和原来的一样"), ("kurz", "至少 8 位")):
        first.new.setText(text)
        first.again.setText(text)
        first.yes.click()
        opened.settle()
        assert said in first.form["new"].note_text()
    first.new.setText("Eignes#2y")
    first.again.setText("Eignes#2y")
    first.yes.click()
    opened.settle()
    assert at_work(opened)
    assert opened.bench.actor.name == "李国梁"


def test_what_an_input_method_writes_counts_as_work_too(opened: SimpleNamespace) -> None:
    """Its keys never reach the window as keys."""
    enter(opened, "陈晓岚", word("陈晓岚"))
    gate: Gate = opened.window.gate
    gate.idle.setInterval(600_000)
    gate.idle.start()
    field = opened.window.search.edit
    field.setFocus()
    begun: list[int] = []
    gate.worked.connect(lambda: begun.append(1))
    written = QInputMethodEvent()
    written.setCommitString("茶业")
    QApplication.sendEvent(field, written)
    assert field.text() == "茶业"
    assert begun


def test_the_window_locks_itself_after_the_minutes_of_the_office(
    qtbot: QtBot, opened: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(opened, "陈晓岚", word("陈晓岚"))
    gate: Gate = opened.window.gate
    assert gate.idle.isActive()
    assert gate.idle.interval() == 10 * 60_000
    opened.bench.jobs.run(
        sign_rules.set_idle_minutes, opened.bench.announce, None, opened.bench.actor, 3
    )
    opened.settle()
    assert gate.idle.interval() == 3 * 60_000
    begun: list[object] = []
    with monkeypatch.context() as patched:
        patched.setattr(gate, "idle", SimpleNamespace(isActive=lambda: True, start=None))
        patched.setattr(gate.idle, "start", lambda: begun.append(1))
        window = opened.window.windowHandle()  # as keys come from the system
        assert window is not None
        QTest.keyClick(window, Qt.Key.Key_Shift)  # a key begins the minutes anew
    assert begun
    gate.idle.timeout.emit()
    assert not at_work(opened)
    assert not gate.idle.isActive()


def test_an_open_dialog_is_hidden_too_and_keeps_its_text(
    qtbot: QtBot, opened: SimpleNamespace
) -> None:
    enter(opened, "陈晓岚", word("陈晓岚"))
    dialog = ReasonDialog(opened.window, "停用？", "请写明原因", "停用")
    dialog.edit.setPlainText("写到一半")
    dialog.open()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is dialog)
    opened.window.gate.lock()
    veil = opened.window.gate._veil
    assert veil.isVisible()
    assert veil._curtain.geometry() == dialog.rect()
    veil.reject()
    veil.close()
    assert veil.isVisible()
    opened.page = veil.page
    enter(opened, "陈晓岚", word("陈晓岚"))
    assert at_work(opened)
    assert dialog.edit.toPlainText() == "写到一半"
    dialog.close()


def test_without_passwords_the_window_says_that_it_cannot_be_locked(
    founded: Home, desk: Opener
) -> None:
    made = desk()
    made.window.gate.lock()
    assert made.window._root.currentIndex() == 1
    assert "还没有启用密码登录" in made.messages.said[-1]
    assert not made.window.gate.idle.isActive()
