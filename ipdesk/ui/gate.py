"""The seat at the window: who comes in, the lock after a while, another person sitting down."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ipdesk.errors import StorageError, UserError
from ipdesk.ui.bench import Bench
from ipdesk.ui.opening import Opening
from ipdesk.ui.widgets import column

# Where no passwords are in use, nothing of this is ever read.
if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QWindow

    from ipdesk.services.office import Actor
    from ipdesk.ui.start.sign_in import SignInPage

_ALIVE = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
)
_NO_PASSWORDS = "还没有启用密码登录，窗口不能锁定；可在“设置—登录与签办”里启用"


class Gate(QObject):
    """Shows the sign-in page in the place of the work, and the work again."""

    shut = Signal(bool)  # True: the page is to be seen, False: the work is
    seated = Signal(object)  # Actor: another person at the window
    worked = Signal()  # somebody is at the keys or the mouse

    def __init__(self, bench: Bench, opening: Opening, page: Callable[[], SignInPage]) -> None:
        super().__init__(bench)
        self._bench = bench
        self._opening = opening
        self._make_page = page
        self.locked = False
        self._focus: QWidget | None = None
        self._veil: Veil | None = None
        self._first: tuple[int, str] | None = None  # whose first password is to be changed
        self.idle = QTimer(self, singleShot=True)
        self.idle.timeout.connect(self.lock)
        opening.shut.connect(self._come_in)
        opening.refused.connect(self._refused)
        opening.password_due.connect(self._ask_first)
        opening.opened.connect(lambda *_: self._let_in())
        application = QApplication.instance()
        if isinstance(application, QApplication):
            # Each window that comes to the front is listened to, not every event there is.
            application.focusWindowChanged.connect(self._listen_to)
            self._listen_to(application.focusWindow())
            # What an input method writes does not come to the window as keys.
            application.inputMethod().cursorRectangleChanged.connect(self._at_work)

    @cached_property
    def page(self) -> SignInPage:
        """The sign-in page in the window."""
        page = self._make_page()
        self._wire(page)
        return page

    def lock(self) -> None:
        """Hide the work until its password is typed; what was typed stays where it is."""
        if self.locked or not self._bench.has_actor:
            return
        if not self._bench.rules.guarded:
            self._bench.say(_NO_PASSWORDS)
            return
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        self.idle.stop()
        self.locked = True
        self._focus = QApplication.focusWidget()
        modal = QApplication.activeModalWidget()
        self.shut.emit(True)
        self._begin_locked(self.page)
        if modal is not None:
            from ipdesk.ui.start.sign_in import SignInPage

            self._veil = Veil(modal, SignInPage(self._bench.messages))
            self._wire(self._veil.page)
            self._begin_locked(self._veil.page)
            self._veil.open()

    def change_to(self, number: int) -> None:
        """Another person asks for the seat: by their own password."""
        self._show(number, title="更换操作员", cancel="返回")

    def follow_rules(self) -> None:
        """Begin to count the minutes anew; the office may have set another number."""
        self.idle.stop()
        if self._bench.rules.guarded and self._bench.has_actor and not self.locked:
            self.idle.start(self._bench.rules.idle_minutes * 60_000)

    def _listen_to(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ALIVE:
            self._at_work()
        return super().eventFilter(watched, event)

    def _at_work(self) -> None:
        if self.idle.isActive():
            self.idle.start()
            self.worked.emit()

    def _wire(self, page: SignInPage) -> None:
        page.entered.connect(self._entered)
        page.recovered.connect(self._opening.recover)
        page.renewed.connect(self._renew)
        page.cancelled.connect(self._open)

    def _come_in(self, accounts: object) -> None:
        last = int(str(self._bench.settings.value("operator", 0) or 0))
        self._show(last)

    def _show(self, number: int, title: str = "登录", cancel: str = "") -> None:
        try:
            accounts = self._opening.door.accounts()
        except StorageError as error:
            self._opening.failed.emit(error)
            return
        self.page.bureau.setText(str(self._bench.settings.value("bureau", "")))
        self.shut.emit(True)
        self._first = None
        locked_for = self._opening.door.locked_for
        self.page.begin(accounts, number, locked_for, title=title, cancel=cancel)
        self.page.forgot.setVisible(not self._bench.has_actor)

    def _begin_locked(self, page: SignInPage) -> None:
        self._first = None
        door, actor = self._opening.door, self._bench.actor
        page.bureau.setText(str(self._bench.settings.value("bureau", "")))
        page.begin(door.accounts(), actor.id, door.locked_for, title="窗口已锁定", alone=True)
        page.forgot.setVisible(False)

    def _entered(self, number: int, password: str) -> None:
        if not self._bench.has_actor:
            self._opening.sign_in(number, password)
            return
        from ipdesk.services import entry

        same = self.locked and number == self._bench.actor.id
        work = entry.come_back if same else entry.change_seat
        done = partial(self._back, same)
        refused = partial(self._not_seated, number, password)
        self._bench.jobs.run(work, done, refused, number, password)

    def _not_seated(self, number: int, password: str, error: Exception) -> None:
        if isinstance(error, UserError) and error.code == "password-due":
            self._first = (number, password)
            self._shown().ask_first(may_leave=True)
        else:
            self._refused(error)

    def _renew(self, new: str) -> None:
        """A first password gives way to its owner's own, at the door or in the open window."""
        if self._first is None:
            self._opening.renew(new)
            return
        from ipdesk.services import entry

        done = partial(self._back, False)
        self._bench.jobs.run(entry.change_seat, done, self._refused, *self._first, new)

    def _back(self, same: bool, actor: Actor) -> None:
        if not same:
            self.seated.emit(actor)
        self._open()

    def _let_in(self) -> None:
        if self._bench.rules.guarded:
            self._open()
        else:
            self.follow_rules()

    def _open(self) -> None:
        self.locked = False
        self._first = None
        self.page.leave()
        if self._veil is not None:
            self._veil.lift()
            self._veil = None
        self.shut.emit(False)
        if self._focus is not None:
            self._focus.setFocus()
        self._focus = None
        self.follow_rules()

    def _shown(self) -> SignInPage:
        return self._veil.page if self._veil is not None else self.page

    def _ask_first(self) -> None:
        self.shut.emit(True)  # an older store was brought up before the eyes of who came in
        self.page.ask_first()

    def _refused(self, error: Exception) -> None:
        if not self._bench.has_actor:
            self.shut.emit(True)
        self._shown().refuse(error)


class Veil(QDialog):
    """The sign-in page before an open dialog, which it hides with all that was typed there."""

    def __init__(self, over: QWidget, page: SignInPage) -> None:
        super().__init__(over)
        self.setProperty("kind", "sheet")
        self.setWindowTitle("窗口已锁定")
        self.page = page
        self._lifted = False
        self._curtain = QWidget(over)
        self._curtain.setProperty("kind", "ground")
        self._curtain.setAutoFillBackground(True)
        self._curtain.setGeometry(over.rect())
        self._curtain.show()
        self._curtain.raise_()
        self.setLayout(column(page, margins=(0, 0, 0, 0)))
        self.setMinimumSize(520, 480)

    def lift(self) -> None:
        self._lifted = True
        self._curtain.hide()
        self._curtain.deleteLater()
        self.accept()
        self.deleteLater()

    def reject(self) -> None:
        """Escape does not open what is locked."""

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._lifted:
            event.ignore()
