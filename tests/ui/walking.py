"""A person who walks through the whole window; every act is watched for a pause."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from ipdesk.domain.stages import Role
from ipdesk.ui.claims.page import ClaimsPage
from ipdesk.ui.claims.sheet import ClaimSheet
from ipdesk.ui.letters.page import LettersPage
from ipdesk.ui.window import MainWindow
from ipdesk.ui.window_acts import WindowActs
from tests.ui.recorded import RecordedMessages
from tests.ui.watchdog import Watchdog

_PATIENCE = 600  # turns of 30 ms and more


class Clock:
    """Set by hand."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def go_to(self, day: date) -> None:
        self.moment = datetime.combine(day, self.moment.time())


class ShownMessages(RecordedMessages):
    """Answers as told, but every dialog is shown first: that is what takes time."""

    def run(self, dialog: QDialog) -> bool:
        answer = super().run(dialog)
        dialog.show()
        QApplication.processEvents()
        dialog.hide()
        return answer


class Walk:
    """The window with a person at it."""

    def __init__(self, window: MainWindow, dog: Watchdog, clock: Clock) -> None:
        self.window, self.dog, self.clock = window, dog, clock
        messages = window.bench.messages
        assert isinstance(messages, RecordedMessages)
        self.messages = messages

    @property
    def acts(self) -> WindowActs:
        return self.window.acts

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

    @property
    def sheet(self) -> ClaimSheet:
        return self.claims.sheet

    def do(self, name: str, deed: Callable[[], object]) -> None:
        self.dog.act(name, deed)

    def until(self, name: str, true: Callable[[], object]) -> None:
        """Wait, watched too: what was typed is saved after a moment."""
        for _ in range(_PATIENCE):
            if true():
                return
            self.dog.act(name, lambda: None)
        raise AssertionError(f"{name}: {self.messages.complaints}")

    def type_in(self, name: str, field: QLineEdit, text: str) -> None:
        """Letter by letter, as the field is asked at each of them."""
        self.do(name, lambda: (field.setFocus(), field.clear()))
        for letter in text:
            self.do(name, lambda letter=letter: self._press(field, letter))

    def _press(self, field: QLineEdit, letter: str) -> None:
        """As an input method hands a letter over."""
        event = QInputMethodEvent()
        event.setCommitString(letter)
        QApplication.sendEvent(field, event)

    def go(self, place: str, target: object = None) -> None:
        name = f"go to {place}" + (f" {target}" if isinstance(target, str) else "")
        self.do(name, lambda: self.window.go(place, target))

    def sit(self, role: Role) -> None:
        seats = self.window.operators
        number = next(one.id for one in seats if role in one.roles)
        if number != self.window.bench.actor.id:
            self.do(f"switch to the {role}", lambda: self.window._seat(number))

    def stage(self) -> str:
        view = self.sheet.view
        return view.stage_label if view is not None else ""

    def press_next(self, stage: str, **values: str) -> None:
        """Press the one filled button and agree to its form, where it has one."""
        foot = self.sheet.foot
        self.until(f"wait for {stage}", foot.next.button.isEnabled)
        self.do(f"press towards {stage}", foot.next.button.click)
        if foot.form.isVisible():
            for field, value in values.items():
                self.do(f"fill in {field}", lambda f=field, v=value: foot.form.form[f].set_value(v))
            self.do(f"confirm {stage}", foot.form.yes.click)
        self.until(f"reach {stage}", lambda: self.stage() == stage)

    def without_pause(self) -> None:
        """The worst of each act is in the message."""
        worst = sorted(self.dog.longest.items(), key=lambda one: -one[1])
        told = "\n".join(f"{ms:7.0f}  {name}" for name, ms in worst[:60])
        assert not self.dog.pauses, f"{self.dog.told()}\n{told}"
