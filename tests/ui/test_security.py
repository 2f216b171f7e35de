"""Passwords turned on and off in the settings, by a person at the real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QDialog

from ipdesk.domain import recovery
from ipdesk.paths import Home
from ipdesk.ui.settings.secret_sheets import CodeSheet, EnableSheet, LeaveSheet
from ipdesk.ui.settings.security import paint_code
from tests.ui.guarded import cheap, word

__all__ = ["cheap"]
Opener = Callable[[], SimpleNamespace]
pytestmark = pytest.mark.usefixtures("cheap")


@pytest.fixture
def security(founded: Home, desk: Opener) -> SimpleNamespace:
    opened = desk()
    opened.window.go("settings", "登录与签办")
    opened.settle()
    opened.part = opened.window.pages["settings"].security
    return opened


def answer(opened: SimpleNamespace, *fillers: Callable[[Any], None]) -> None:
    """What a person types into the sheets that follow, before pressing their button."""
    waiting: Iterator[Callable[[Any], None]] = iter(fillers)

    def run(dialog: QDialog) -> bool:
        next(waiting)(dialog)
        dialog.accept()
        return dialog.result() == QDialog.DialogCode.Accepted

    opened.messages.run = run


def passwords(sheet: EnableSheet) -> None:
    for one in sheet._people:
        sheet.fields[one.id].setText(word(one.name))


def written(sheet: CodeSheet) -> None:
    sheet.last.setText("22222")
    sheet.accept()
    assert "不一样" in sheet.form["last"].note_text()
    sheet.last.setText(recovery.last_group(sheet._code).lower())


def test_the_screen_says_what_the_local_key_protects_against(security: SimpleNamespace) -> None:
    assert "防不住能打开这台电脑" in security.part.state.text()
    assert security.part.enable.isEnabled()
    assert not security.part.minutes.isEnabled()


def test_passwords_are_turned_on_after_the_code_was_written_down(
    security: SimpleNamespace, home: Home
) -> None:
    answer(security, passwords, written)
    security.part.enable.click()
    security.settle()
    assert home.slots.exists()
    assert not home.key.exists()
    assert "已启用密码登录" in security.part.state.text()
    assert security.bench.rules.guarded
    assert security.window.gate.idle.isActive()


def test_nobody_sits_down_without_a_password_while_passwords_are_being_turned_on(
    security: SimpleNamespace,
) -> None:
    answer(security, passwords, written)
    seated = security.bench.actor
    other = next(one for one in security.bench.people if one.id != seated.id)
    security.part.enable.click()
    security.window.navigation.operator_asked.emit(other.id)
    assert security.bench.actor == seated
    security.settle()
    assert security.bench.actor == seated
    assert security.bench.rules.guarded


def test_a_code_not_written_down_turns_nothing_on(security: SimpleNamespace, home: Home) -> None:
    answer(security, passwords, lambda sheet: sheet.last.setText("22222"))
    security.part.enable.click()
    security.settle()
    assert not home.slots.exists()
    assert home.key.exists()


def test_a_weak_password_is_told_at_its_own_field(security: SimpleNamespace, home: Home) -> None:
    told: list[str] = []

    def weak(sheet: EnableSheet) -> None:
        passwords(sheet)
        sheet.fields[2].setText("Password1")
        sheet.accept()
        told.append(sheet.form["password-2"].note_text())

    answer(security, weak)
    security.part.enable.click()
    security.settle()
    assert told == ["× 这个密码太常见，别人容易猜到。请换一个。"]
    assert not home.slots.exists()


def test_two_people_with_one_password_are_told_before_the_code_is_drawn(
    security: SimpleNamespace, home: Home
) -> None:
    told: list[str] = []

    def shared(sheet: EnableSheet) -> None:
        passwords(sheet)
        first, second = list(sheet.fields)[:2]
        sheet.fields[second].setText(sheet.fields[first].text())
        sheet.accept()
        told.append(sheet.form[f"password-{second}"].note_text())

    answer(security, shared)
    security.part.enable.click()
    security.settle()
    assert told == ["× 和上面一位的密码一样，请另设一个"]
    assert security.part.enable.isEnabled()
    assert not home.slots.exists()


def test_passwords_are_turned_off_by_password_and_reason(
    security: SimpleNamespace, home: Home
) -> None:
    def leave(sheet: LeaveSheet) -> None:
        sheet.password.setText(word("陈晓岚"))
        sheet.reason.set_value("只剩一人")

    answer(security, passwords, written, leave)
    security.part.enable.click()
    security.settle()
    security.part.leave.click()
    security.settle()
    assert home.key.exists()
    assert not home.slots.exists()


def test_who_is_no_administrator_sees_and_changes_nothing_here(
    security: SimpleNamespace,
) -> None:
    security.opening.sit_down(3, security.window.operators)
    part = security.part
    for thing in (part.enable, part.minutes, part.beside, part.alone):
        assert not thing.isEnabled()


def test_the_sheet_for_the_envelope_is_painted(security: SimpleNamespace) -> None:
    page = QImage(800, 1100, QImage.Format.Format_RGB32)
    page.fill(0xFFFFFFFF)
    painter = QPainter(page)
    paint_code(painter, QRectF(page.rect()), recovery.draw(), "乐昌市市监局", "2024-05-06")
    painter.end()
    dark = sum(
        page.pixelColor(x, y).value() < 128 for x in range(0, 800, 2) for y in range(0, 600, 2)
    )
    assert dark > 500
