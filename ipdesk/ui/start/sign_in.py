"""登录: who sits down, with a password; also the screen of a locked window."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QListWidgetItem, QStackedWidget, QWidget

from ipdesk.errors import UserError
from ipdesk.services.door import Account
from ipdesk.ui import icons, theme
from ipdesk.ui.messages import Messages
from ipdesk.ui.start.new_password import NewPasswordCard, RecoveryCard
from ipdesk.ui.widgets import Card, Notice, column, label, link, primary, quiet, row, set_property
from ipdesk.ui.widgets.password import PasswordField
from ipdesk.ui.widgets.plain_list import PlainList

WIDTH, WIDER = 420, 560
_SHOWN = 6  # accounts seen without scrolling
CAPITALS = "大写锁定（Caps Lock）好像开着"
_RULE = "至少 8 位，大写、小写、数字、符号中有三种"


class SignInPage(QWidget):
    """Asks for a password; nothing of the bureau's work is to be seen meanwhile."""

    entered = Signal(int, str)  # account, password
    recovered = Signal(str, int, str)  # code, account, new password
    renewed = Signal(str)  # the first password's successor
    cancelled = Signal()

    def __init__(self, messages: Messages) -> None:
        super().__init__()
        self.setProperty("kind", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._messages = messages
        self._accounts: tuple[Account, ...] = ()
        self._locked_for: Callable[[int], int] = lambda number: 0
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._count_down)
        self.bureau = label("", "muted")
        self.card = Card(padding=28)
        self.recovery = RecoveryCard()
        self.first = NewPasswordCard("请改成自己的密码", "初始密码是别人设的，只用这一次。")
        self.stack = QStackedWidget()
        self._fill_card()
        for part in (self.card, self.recovery, self.first):
            part.setFixedWidth(theme.current().px(WIDER if part is self.recovery else WIDTH))
            holder = QWidget()
            holder.setLayout(column(row(None, part, None), None))
            self.stack.addWidget(holder)
        self._mark = QLabel()
        icons.show(self._mark, "shield-check", "accent", 34)
        head = column(
            row(None, self._mark, None),
            row(None, label("知识产权奖补工作台", "title"), None),
            row(None, self.bureau, None),
            gap=4,
        )
        outer = column(None, head, 12, gap=0, margins=(24, 24, 24, 24))
        outer.addWidget(self.stack)
        outer.addStretch(1)
        self.setLayout(outer)
        self._connect()

    def begin(
        self,
        accounts: Sequence[Account],
        chosen: int,
        locked_for: Callable[[int], int],
        *,
        title: str = "登录",
        cancel: str = "",
        alone: bool = False,
    ) -> None:
        """Ask one of `accounts`; `alone`: the person at work, others behind a link."""
        self._accounts, self._locked_for = tuple(accounts), locked_for
        self.card.set_title(title)
        self.back.setText(cancel)
        self.back.setVisible(bool(cancel))
        self.people.clear()
        for one in self._accounts:
            item = QListWidgetItem(one.name)
            item.setData(Qt.ItemDataRole.UserRole, one.operator)
            self.people.addItem(item)
        numbers = [one.operator for one in self._accounts]
        self.people.setCurrentRow(numbers.index(chosen) if chosen in numbers else 0)
        self.show_people(not alone)
        self.stack.setCurrentIndex(0)
        self._ready()
        self._clock.start()

    def show_people(self, on: bool) -> None:
        """The list to choose from, or only the name of who is at work."""
        several = on and len(self._accounts) > 1
        self.people.setVisible(several)
        self.who.setVisible(not several)
        self.other.setVisible(not on and len(self._accounts) > 1)
        line = self.people.sizeHintForRow(0) if self._accounts else 0
        self.people.setFixedHeight(min(len(self._accounts), _SHOWN) * max(line, 30) + 6)

    def chosen(self) -> int:
        item = self.people.currentItem()
        return int(item.data(Qt.ItemDataRole.UserRole)) if item is not None else 0

    def ask_first(self, may_leave: bool = False) -> None:
        """The first password is to be changed before the work begins."""
        self.first.begin(_RULE, may_leave)
        self.stack.setCurrentIndex(2)

    def refuse(self, error: Exception) -> None:
        """Say what was wrong where it was typed."""
        text = self._messages.text_of(error)
        index = self.stack.currentIndex()
        if index == 1:
            self.recovery.refuse(error.field if isinstance(error, UserError) else "", text)
        elif index == 2:
            self.first.refuse(text)
        else:
            self._ready()
            self.note.tell(text, "fault")

    def leave(self) -> None:
        """Nothing typed here stays."""
        self._clock.stop()
        for field in (self.password, *self.recovery.secrets(), *self.first.secrets()):
            field.wipe()

    def _fill_card(self) -> None:
        self.people = PlainList("选择账号")
        self.who = label("", "heading")
        self.password = PasswordField("")
        self.password.setAccessibleName("密码")
        self.capitals = label("", "small", "attention")
        self.note = Notice("", "fault")
        self.enter = primary("登录", self._enter)
        set_property(self.enter, "scale", "large")
        self.forgot = link("忘记密码")
        self.other = link("换人登录", lambda: self.show_people(True))
        self.back = quiet("返回", self.cancelled.emit)
        body = self.card.body
        body.addWidget(self.people)
        body.addWidget(self.who)
        body.addSpacing(4)
        body.addWidget(label("密码", "field"))
        body.addWidget(self.password)
        body.addWidget(self.capitals)
        body.addWidget(self.note)
        body.addSpacing(2)
        body.addWidget(self.enter)
        body.addLayout(row(self.forgot, None, self.other, self.back))

    def _connect(self) -> None:
        self.people.currentRowChanged.connect(self._chosen)
        self.people.itemActivated.connect(lambda _: self.password.setFocus())
        self.password.entered.connect(self._enter)
        self.password.capitals.connect(self._tell_capitals)
        self.forgot.clicked.connect(self._forgotten)
        self.recovery.back.connect(lambda: self.stack.setCurrentIndex(0))
        self.recovery.given.connect(self.recovered)
        self.first.given.connect(self.renewed)
        self.first.back.connect(self._not_first)

    def _chosen(self, _line: int) -> None:
        name = next((one.name for one in self._accounts if one.operator == self.chosen()), "")
        self.who.setText(name)
        self._ready()

    def _ready(self) -> None:
        self.note.tell("")
        self._tell_capitals(False)
        self.password.wipe()
        self.enter.setText("登录")
        self._count_down()
        self.password.setFocus()

    def _enter(self) -> None:
        if not self.password.text() or not self.enter.isEnabled():
            self.password.setFocus()
            return
        self.enter.setEnabled(False)
        self.enter.setText("正在核对……")
        self.note.tell("")
        self.entered.emit(self.chosen(), self.password.text())

    def _forgotten(self) -> None:
        name = next((one.name for one in self._accounts if one.operator == self.chosen()), "")
        self.recovery.begin(self.chosen(), name, _RULE)
        self.stack.setCurrentIndex(1)

    def _not_first(self) -> None:
        self.stack.setCurrentIndex(0)
        self._ready()

    def _tell_capitals(self, on: bool) -> None:
        self.capitals.setText(CAPITALS if on else "")
        self.capitals.setVisible(on)

    def _count_down(self) -> None:
        left = self._locked_for(self.chosen())
        checking = self.enter.text() != "登录"
        self.password.setEnabled(not left)
        self.enter.setEnabled(not left and not checking)
        if left:
            minutes, seconds = divmod(left, 60)
            said = f"密码连续五次不对，这个账号还要等 {minutes} 分 {seconds:02d} 秒。"
            self.note.tell(said + "关掉程序会重新计时。", "attention")
        elif self.note.property("tone") == "attention":
            self.note.tell("")
