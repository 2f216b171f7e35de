"""What is typed and not saved is there again, in every place where something is typed."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from ipdesk.services.typed import typed
from ipdesk.ui.applicants.page import ApplicantsPage
from ipdesk.ui.claims.page import ClaimsPage
from ipdesk.ui.keeping import text_in
from ipdesk.ui.settings.page import SettingsPage
from tests.services.casework import Desk, patent
from tests.ui.at_work import Place, casework, place

__all__ = ["casework", "place"]
Opened = SimpleNamespace


class Case(NamedTuple):
    """Where it is, what opens it there, the field, and what keeps it."""

    page: Any
    place: str
    go: Callable[[Opened, Any], object]
    field: Callable[[Any], Any]
    keeping: Callable[[Any], Any]
    record: str = "-"


def section(caption: str) -> Callable[[Opened, Any], object]:
    return lambda opened, page: page.open(caption)


def press(field: Any) -> None:
    """One or two keys, as they come from a keyboard."""
    if isinstance(field, QComboBox):
        QTest.keyClick(field, Qt.Key.Key_Down)
    else:
        QTest.keyClicks(field, "73")


def on_the_template(opened: Opened, page: Any) -> None:
    page.open("文书模板")


def on_a_new_round(opened: Opened, page: Any) -> None:
    page.open("申报批次")
    page.rounds.begin()


CASES = {
    "a new applicant": Case(
        ApplicantsPage,
        "applicant",
        lambda opened, page: page.register(),
        lambda page: page.form.form["name"].editor,
        lambda page: page.form.keeping,
        "new",
    ),
    "the bureau": Case(
        SettingsPage,
        "bureau",
        section("单位"),
        lambda page: page.bureau.form["phone"].editor,
        lambda page: page.bureau.keeping,
    ),
    "where numbers come from": Case(
        SettingsPage,
        "numbers",
        section("文号"),
        lambda page: page.numbers.form["shared"].editor,
        lambda page: page.numbers.keeping,
    ),
    "the days of 公示": Case(
        SettingsPage,
        "publicity",
        section("办理规则"),
        lambda page: page.casework.publicity["days"].editor,
        lambda page: page.casework.keeping["publicity"],
    ),
    "the time limits": Case(
        SettingsPage,
        "limits",
        section("办理规则"),
        lambda page: page.casework.limits["received"].editor,
        lambda page: page.casework.keeping["limits"],
    ),
    "the holidays of a year": Case(
        SettingsPage,
        "holidays",
        section("办理规则"),
        lambda page: page.casework.holidays.form["worked"].editor,
        lambda page: page.casework.holidays.keeping,
        "2024",
    ),
    "the layout of letters": Case(
        SettingsPage,
        "paper",
        section("文书"),
        lambda page: page.paper.form["refund_account"].editor,
        lambda page: page.paper.keeping,
    ),
    "the body of a letter": Case(
        SettingsPage,
        "template",
        on_the_template,
        lambda page: page.templates.body,
        lambda page: page.templates.keeping,
        "approval",
    ),
    "a new round": Case(
        SettingsPage,
        "round",
        on_a_new_round,
        lambda page: page.rounds.editor.form["notice"].editor,
        lambda page: page.rounds.editor.keeping,
        "new",
    ),
    "a new operator": Case(
        SettingsPage,
        "operator",
        section("操作员"),
        lambda page: page.people.form["name"].editor,
        lambda page: page.people.keeping,
    ),
}


def kept(qtbot: QtBot, opened: Opened, place: str, record: str) -> dict[str, Any]:
    """What lies in the store of it, a moment after it was typed."""
    found: list[Any] = [{}]

    def there() -> bool:
        found[0] = opened.ask(typed, opened.bench.actor, place, record)
        return bool(found[0])

    qtbot.waitUntil(there)
    return dict(found[0])


def again(qtbot: QtBot, opened: Opened, case: Case) -> Any:
    """The same place opened anew, as after the process was gone."""
    page = case.page(opened.bench)
    qtbot.addWidget(page)
    page.show()
    opened.settle()
    case.go(opened, page)
    opened.settle()
    return page


@pytest.mark.parametrize("name", CASES)
def test_what_was_typed_is_offered_back_and_can_be_given_up(
    qtbot: QtBot, place: Place, name: str
) -> None:
    case = CASES[name]
    opened = place(case.page)
    case.go(opened, opened.page)
    opened.settle()
    field = case.field(opened.page)
    before = text_in(field)
    press(field)
    typed_now = text_in(field)
    assert typed_now != before
    assert list(kept(qtbot, opened, case.place, case.record).values()) == [typed_now]
    page = again(qtbot, opened, case)
    assert text_in(case.field(page)) == typed_now
    line = case.keeping(page).line
    assert not line.isHidden()
    begins = "：" if case.record == "new" else "，改动前："  # of what is new nothing stood before
    assert line.said.text().startswith(f"上次没有保存的内容已放回{begins}")
    line.drop.click()
    opened.settle()
    assert text_in(case.field(page)) == before
    assert line.isHidden()
    assert opened.ask(typed, opened.bench.actor, case.place, case.record) == {}


def test_undo_takes_back_what_was_put_back_and_what_is_typed_after(
    qtbot: QtBot, place: Place
) -> None:
    case = CASES["the bureau"]
    opened = place(case.page)
    field = case.field(opened.page)
    before = field.text()
    QTest.keyClicks(field, "73")
    typed_there = field.text()
    kept(qtbot, opened, "bureau", "-")
    page = again(qtbot, opened, case)
    editor = case.field(page)
    editor.setCursorPosition(len(editor.text()))
    QTest.keyClicks(editor, "9")
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.text() == typed_there
    for _ in range(3):
        QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.text() == before


def test_what_is_saved_is_not_offered_again(qtbot: QtBot, place: Place, casework: Desk) -> None:
    opened = place(SettingsPage)
    section_ = opened.page.bureau
    QTest.keyClicks(section_.form["phone"].editor, "73")
    kept(qtbot, opened, "bureau", "-")
    section_.save.click()
    opened.settle()
    assert opened.ask(typed, opened.bench.actor, "bureau", "-") == {}
    page = again(qtbot, opened, CASES["the bureau"])
    assert page.bureau.keeping.line.isHidden()


def test_the_opinion_of_an_act_is_kept_until_it_is_taken(
    qtbot: QtBot, place: Place, casework: Desk
) -> None:
    claim = casework.received(casework.applicant(), "01-01", patent("ZL201310000001.3"))
    opened = place(ClaimsPage)

    def go(opened: Opened, page: Any) -> None:
        page.open(claim)
        opened.settle()
        offers = {offer.act: offer for offer in page.sheet.view.offers}
        page.sheet.foot.begin(offers["decline"])

    case = Case(
        ClaimsPage,
        "act-decline",
        go,
        lambda page: page.sheet.foot.form.form["reason"].editor,
        lambda page: page.sheet.foot.form.keeping,
        str(claim),
    )
    go(opened, opened.page)
    opened.settle()
    QTest.keyClicks(case.field(opened.page), "73")
    assert kept(qtbot, opened, "act-decline", str(claim)) == {"reason": "73"}
    page = again(qtbot, opened, case)
    assert case.field(page).toPlainText() == "73"
    form = page.sheet.foot.form
    assert not form.keeping.line.isHidden()
    form.yes.click()
    opened.settle()
    assert opened.messages.complaints == []
    assert opened.ask(typed, opened.bench.actor, "act-decline", str(claim)) == {}
