"""An auditor in every place: all of it is to be seen, and nothing there writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from ipdesk.app import PAGES
from ipdesk.domain.stages import Role
from ipdesk.services import bureaus
from ipdesk.services.office import Actor, Office
from ipdesk.services.operators import add_operator
from ipdesk.services.targets.tasks import TaskForm, keep_task
from ipdesk.ui.bench import Bench
from ipdesk.ui.jobs import Jobs
from ipdesk.ui.opening import Opening
from ipdesk.ui.permit import AUDITOR_LOOKS, WRITES
from ipdesk.ui.start.page import StartPage
from ipdesk.ui.targets.page import PARTS
from ipdesk.ui.widgets.record_table import RecordTable
from ipdesk.ui.window import MainWindow
from ipdesk.wording import Wording
from tests.services.casework import Desk, new_desk, patent
from tests.services.targets_at_hand import PACK
from tests.ui.recorded import RecordedMessages

# What an auditor does leaves these in the journal: a number shown, a paper that went out.
LOOKS = ("reveal", "export", "print", "save", "copy", "check", "verify")
SEGMENTS = {
    "publicity": ("waiting", "published", "payable", "paid", "publicity", "payment"),
    "notices": ("issued", "waiting"),
    "targets": PARTS,
    "policies": ("text", "readings", "names", "clauses", "check"),
}
LOOK = "settings 外观"  # of this PC alone: nothing of it is in the store
SECTIONS = (
    "单位", "操作员", "登录与签办", "办理规则", "申报批次", "政策口径", "文书", "文号",
    "文书字体", "文书模板", "备份", "操作记录", "外观", "关于",
)  # fmt: skip


def filled(folder: Path) -> tuple[Desk, list[int], Actor]:
    """A bureau with a claim in several stages, and an auditor."""
    desk = new_desk(folder)
    draft = desk.draft(desk.applicant(), "01-01", patent("ZL201310000001.3"))
    second = desk.applicant("乐昌市乙科技有限公司")
    received = desk.received(second, "01-01", patent("ZL201310000002.1"))
    third = desk.applicant("乐昌市丙科技有限公司")
    reviewed = desk.examined(third, "01-01", patent("ZL201310000003.X"))
    fourth = desk.applicant("乐昌市丁科技有限公司")
    approved = desk.approved(fourth, "01-01", patent("ZL201310000004.8"))
    keep_task(desk.office, desk.clerk, TaskForm(PACK, 2024, title="编制年度计划"))
    (number,) = add_operator(desk.office, desk.clerk, "审计己", (Role.AUDITOR,)).ids
    return desk, [draft, received, reviewed, approved], Actor(number, "审计己", (Role.AUDITOR,))


@pytest.fixture
def walk(qtbot: QtBot, wording: Wording, tmp_path: Path) -> Iterator[SimpleNamespace]:
    desk, claims, auditor = filled(tmp_path / "bureau")
    home = desk.office.home
    bureaus.close(desk.office)
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    messages = RecordedMessages(wording)
    messages.yes = False
    messages.given_reason = None
    bench = Bench(Jobs(), messages, wording, settings, today=lambda: desk.clock.now().date())
    opening = Opening(bench, home, desk.clock)
    window = MainWindow(bench, opening, PAGES, StartPage)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    opening.open()
    qtbot.waitUntil(lambda: window.place == "desk")

    def settle() -> None:
        def quiet() -> bool:
            QApplication.processEvents()
            return bench.jobs.pending == 0

        for _ in range(3):
            qtbot.waitUntil(quiet, timeout=20_000)

    bench.sit_down(auditor)
    settle()
    yield SimpleNamespace(
        window=window, bench=bench, messages=messages, settle=settle, claims=claims
    )
    window.close()


class Spot(NamedTuple):
    """A part of the window: its name here, the place it belongs to, the way there."""

    name: str
    place: str
    enter: Callable[[MainWindow], object]


def stand_on_the_first(page: QWidget) -> None:
    for table in page.findChildren(RecordTable):
        if table.isVisible():
            table.view.selectRow(0)


def at_place(place: str, part: str = "") -> Spot:
    def enter(window: MainWindow) -> None:
        window.go(place)
        page: Any = window.pages[place]
        if part:
            (page.parts if place == "policies" else page).segments.choose(part)

    return Spot(f"{place} {part}", place, enter)


def going(place: str, target: object) -> Spot:
    return Spot(f"{place} {target}", place, lambda window: window.go(place, target))


def spots(claims: Sequence[int]) -> list[Spot]:
    """Every place, part and section."""
    plain = ("desk", "applicants", "claims", "ledgers")
    parts = [at_place(place, part) for place, names in SEGMENTS.items() for part in names]
    return [
        *(at_place(place) for place in plain),
        *parts,
        going("applicants", 1),
        going("notices", "register"),
        *(going("claims", claim) for claim in claims),
        *(going("imports", kind) for kind in ("history", "applicants", "payments")),
        *(going("settings", caption) for caption in SECTIONS),
    ]


def enter(opened: SimpleNamespace, spot: Spot) -> None:
    spot.enter(opened.window)
    opened.settle()
    stand_on_the_first(opened.window.pages[spot.place])
    opened.settle()


def controls(window: QWidget) -> list[Any]:
    """All buttons in sight, and all acts of the window and its page."""
    buttons = [one for one in window.findChildren(QAbstractButton) if one.isVisible()]
    return [*buttons, *window.findChildren(QAction)]


def journal(office: Office) -> list[str]:
    return [str(act) for (act,) in office.db.rows("SELECT act FROM journal ORDER BY seq")]


def ask(opened: SimpleNamespace, work: Callable[[Office], object]) -> Any:
    answers: list[Any] = []
    opened.bench.jobs.run(work, answers.append)
    opened.settle()
    return answers[0]


def refused(control: Any) -> bool:
    return not control.isEnabled() and control.toolTip() == AUDITOR_LOOKS


def test_in_no_place_anything_that_writes_is_offered_to_an_auditor(
    walk: SimpleNamespace,
) -> None:
    seen: set[str] = set()
    for spot in spots(walk.claims):
        enter(walk, spot)
        for control in controls(walk.window):
            if control.property(WRITES):
                seen.add(control.text() or control.toolTip())
                assert refused(control), (spot.name, control.text())
    assert len(seen) >= 25, sorted(seen)


OUTSIDE = ("打开数据文件夹",)  # opens a window of the desktop


def to_press(opened: SimpleNamespace, spot: Spot, pressed: set[str]) -> QAbstractButton | None:
    """A button of this place that can be pressed and has not been."""
    if opened.window.place != spot.place:
        return None
    page: QWidget = opened.window.pages[spot.place]
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and button.isEnabled() and called(button) not in pressed:
            return button
    return None


def called(button: QAbstractButton) -> str:
    return button.accessibleName() or button.text()


def press_all(opened: SimpleNamespace, spot: Spot) -> set[str]:
    """Each button once, coming back whenever one has led elsewhere."""
    pressed: set[str] = set(OUTSIDE)
    fresh = False
    while True:
        button = to_press(opened, spot, pressed)
        if button is None and fresh:
            return pressed.difference(OUTSIDE)
        if button is None:
            enter(opened, spot)
            fresh = True
            continue
        fresh = False
        pressed.add(called(button))
        button.click()
        opened.settle()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()


@pytest.mark.long
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # menus, offscreen
def test_whatever_an_auditor_can_press_leaves_the_store_as_it_was(walk: SimpleNamespace) -> None:
    before = ask(walk, journal)
    count = 0
    for spot in spots(walk.claims):
        if spot.name == LOOK:
            continue
        count += len(press_all(walk, spot))
        assert walk.messages.complaints == [], spot.name
    written = [act for act in ask(walk, journal)[len(before) :] if act not in LOOKS]
    assert written == []
    assert count > 100
    for dialog in walk.messages.dialogs:
        for button in dialog.findChildren(QAbstractButton):
            assert not button.property(WRITES) or refused(button), button.text()
