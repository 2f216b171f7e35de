"""The pictures of what comes before the work: first start, a new bureau, sign-in, restore."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from picture_bureau import OfficeHours
from picture_painter import Painter, Seen
from picture_screen import HIGH, WIDE
from PySide6.QtWidgets import QApplication

from ipdesk.app import make_window
from ipdesk.domain import recovery
from ipdesk.domain.stages import Role
from ipdesk.paths import Home
from ipdesk.services import access, bureaus, operators
from ipdesk.services.office import Actor
from ipdesk.ui.settings.secret_sheets import CodeSheet
from ipdesk.ui.window import MainWindow

_BUREAU = {
    "name": "乐昌市市场监督管理局",
    "short_name": "市市场监管局",
    "letter_mark": "乐市监知奖",
    "claim_prefix": "LC",
    "contact": "陈晓岚",
    "phone": "0751-5550126",
}
_CODE = "8H2KM-P4WQX-7TR3N-C9JVD-2FYB6-GMS5L"  # nobody's
_PEOPLE = ("陈晓岚", "黄志强", "李国梁")


def paint_start(painter: Painter, backups: Path) -> None:
    """The first screen of a PC without a bureau, and where its ways lead."""
    start: Any = painter.window.start
    painter.keep("start")
    start.show_form()
    start.form.fields.fill(_BUREAU)
    for name, line in zip(_PEOPLE, start.form.people.names, strict=False):
        line.set_value(name)
    painter.keep("start-new", start.form)
    start.bring_back.look_in(backups)
    start.stack.setCurrentWidget(start._bring_back_place)
    start.bring_back._go()
    painter.rest()
    painter.keep("start-restore", start.bring_back)


def paint_sign_in(painter: Painter) -> None:
    """A bureau with passwords, asked for at the start."""
    page: Any = painter.window.sign_in
    painter.keep("sign-in", page.card)
    page.stack.setCurrentIndex(1)
    painter.keep("sign-in-code", page.recovery)
    code = CodeSheet(painter.seen.window, _CODE, lambda: None, "启用")
    painter.dialog("recovery-code", partial(painter.seen.run, code))


def guarded(home: Home) -> None:
    """Turn passwords on in a copy of the sample."""
    office = bureaus.open_bureau(home, OfficeHours())
    people = [Actor(one.id, one.name, one.roles) for one in operators.list_operators(office)]
    head = next(one for one in people if Role.ADMINISTRATOR in one.roles)
    access.enable(office, head, {one.id: f"Yy#{one.name}-26" for one in people}, recovery.draw())
    bureaus.close(office)


def opened(application: QApplication, messages: Seen, home: Home, folder: Path) -> Painter:
    """A window on `home`, as it comes up."""
    window: MainWindow = make_window(application, home, messages, OfficeHours())
    window.resize(WIDE, HIGH)
    window.show()
    return Painter(application, window, folder)
