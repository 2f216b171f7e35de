"""登录与签办: passwords, the envelope, the lock, and how a step may be signed here."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from ipdesk.domain import recovery
from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.services import access, sign_rules
from ipdesk.services.office import Changes, Office
from ipdesk.services.sign_rules import Rules
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.permit import ADMINISTRATORS, Permit
from ipdesk.ui.settings.secret_sheets import (
    AloneSheet,
    CodeSheet,
    EnableSheet,
    LeaveSheet,
    PasswordSheet,
)
from ipdesk.ui.widgets import (
    Card,
    CountField,
    FlagField,
    Form,
    Notice,
    column,
    label,
    primary,
    quiet,
    row,
)

_LOCAL = (
    "现在不用密码：密钥文件和数据在同一个文件夹里。它防的是只拿走数据库文件的人，"
    "防不住能打开这台电脑或拿走整个文件夹的人。"
)
_GUARDED = "已启用密码登录：没有密码或恢复码，拿走整个数据文件夹也打不开。"
_OPENED = "恢复码信封已经拆用过，请更换恢复码，重新封存。"


class SecuritySection(QWidget):
    """What protects the data here, and who may sign how."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._busy = False
        self.state = Notice("", "attention")
        self.envelope = Notice("", "attention")
        self.enable = primary("启用密码登录…", self._enable)
        self.own = quiet("修改我的密码…", self._change_own)
        self.renew = quiet("更换恢复码…", self._renew)
        self.leave = quiet("关闭密码登录…", self._leave)
        Permit(bench, ADMINISTRATORS, self.enable, self.renew, self.leave)
        login = Card("密码登录", padding=24)
        login.body.addWidget(self.state)
        login.body.addWidget(self.envelope)
        login.body.addLayout(row(self.enable, self.own, self.renew, None, self.leave))
        self.form = Form()
        self.minutes = CountField("1 到 60", short=True)
        help_ = "没有键盘、鼠标操作时自动锁定；随时按 Ctrl+L 立即锁定"
        self.form.add("idle_minutes", "自动锁定（分钟）", self.minutes, help=help_)
        self.minutes.editingFinished.connect(self._set_minutes)
        self.beside = FlagField("允许由他人在本机输入密码确认，不更换操作员")
        self.beside.edited.connect(self._set_beside)
        self.alone = FlagField("单人办公：同一人兼办须写明原因，印在审批表上")
        self.alone.edited.connect(self._set_alone)
        rules = Card("锁定与签办", padding=24)
        rules.body.addWidget(self.form)
        rules.body.addWidget(self.beside)
        rules.body.addWidget(self.alone)
        says = "领导在纸上签字的，由经办人在申报页“登记纸面签批”，不用另外开启。"
        rules.body.addWidget(label(says, "small", wrap=True))
        self.setLayout(column(login, rules, None, gap=12))
        bench.actor_changed.connect(lambda _: self._show(bench.rules))

    def refresh(self) -> None:
        self._bench.jobs.run(_look, self._take)

    def _take(self, found: tuple[Rules, bool]) -> None:
        rules, opened = found
        self.envelope.tell(_OPENED if opened else "", "attention")
        self._show(rules)

    def _show(self, rules: Rules) -> None:
        may = self._bench.may(Role.ADMINISTRATOR)
        self.state.tell(
            _GUARDED if rules.guarded else _LOCAL, "done" if rules.guarded else "attention"
        )
        self.enable.setVisible(not rules.guarded)
        for button in (self.own, self.renew, self.leave):
            button.setVisible(rules.guarded)
        for part in (self.minutes, self.beside, self.alone):
            part.setEnabled(may)
            part.setToolTip("" if may else "由管理员设置")
        self.minutes.set_value(rules.idle_minutes)
        self.minutes.setEnabled(may and rules.guarded)
        self.beside.set_value(rules.second_person)
        self.beside.setEnabled(may and rules.guarded)
        self.alone.set_value(rules.one_person)

    def _enable(self) -> None:
        bench = self._bench
        sheet = EnableSheet(bench.messages.window, bench.people, bench.actor.id, self._problem)
        if not bench.messages.run(sheet):
            return
        code = recovery.draw()
        if not self._written(code, "启用密码登录"):
            return
        self.enable.setEnabled(False)
        bench.say("正在换密钥：数据、材料、备份……请不要关机")
        # From here on a password will be asked of whoever sits down: nobody slips in before.
        bench.seat_held = "正在启用密码登录，完成后再换人"
        work = (bench.actor, sheet.passwords(), code)
        said = "已启用密码登录，下次打开程序时要输密码"
        bench.jobs.run(access.enable, lambda done: self._done(done, said), self._failed, *work)

    def _problem(self, name: str, password: str) -> str:
        try:
            access.check_password(name, password)
        except UserError as error:
            return self._bench.messages.text_of(error)
        return ""

    def _written(self, code: str, yes: str) -> bool:
        window = self._bench.messages.window
        return self._bench.messages.run(CodeSheet(window, code, lambda: self._print(code), yes))

    def _change_own(self) -> None:
        bench = self._bench
        says = f"{bench.actor.name}的密码"
        sheet = PasswordSheet(bench.messages.window, "修改我的密码", says, "修改", own=True)
        if bench.messages.run(sheet):
            work = (bench.actor, sheet.old.text(), sheet.new.text())
            bench.jobs.run(
                access.change_password,
                lambda done: self._done(done, "密码已修改"),
                self._failed,
                *work,
            )

    def _renew(self) -> None:
        code = recovery.draw()
        if self._written(code, "换用这个恢复码"):
            said = "恢复码已更换，旧的不能再用"
            self._bench.jobs.run(
                access.renew_envelope,
                lambda done: self._done(done, said),
                self._failed,
                self._bench.actor,
                code,
            )

    def _leave(self) -> None:
        sheet = LeaveSheet(self._bench.messages.window)
        if self._bench.messages.run(sheet):
            work = (self._bench.actor, sheet.password.text(), sheet.reason.value())
            said = "已关闭密码登录"
            self._bench.jobs.run(
                access.disable, lambda done: self._done(done, said), self._failed, *work
            )

    def _set_minutes(self) -> None:
        minutes = self.minutes.value()
        if minutes is None or minutes == self._bench.rules.idle_minutes:
            return
        args = (self._bench.actor, minutes)
        self._bench.jobs.run(sign_rules.set_idle_minutes, self._bench.announce, self._failed, *args)

    def _set_beside(self) -> None:
        args = (self._bench.actor, self.beside.value())
        self._bench.jobs.run(
            sign_rules.set_second_person, self._bench.announce, self._failed, *args
        )

    def _set_alone(self) -> None:
        bench = self._bench
        if not self.alone.value():
            work: tuple[object, ...] = (bench.actor,)
            bench.jobs.run(sign_rules.forbid_one_person, bench.announce, self._failed, *work)
            return
        approvers = [one for one in bench.people if Role.APPROVER in one.roles]
        sheet = AloneSheet(bench.messages.window, approvers, bench.rules.guarded)
        if not bench.messages.run(sheet):
            self.alone.set_value(False)
            return
        work = (bench.actor, sheet.who.value(), sheet.reason.value(), sheet.password.text())
        bench.jobs.run(sign_rules.allow_one_person, bench.announce, self._failed, *work)

    def _done(self, changes: Changes, said: str) -> None:
        self.enable.setEnabled(True)
        self._bench.say(said)
        self._bench.announce(changes)

    def _failed(self, error: Exception) -> None:
        self._bench.seat_held = ""
        self._bench.messages.complain(error)
        self.enable.setEnabled(True)  # what did not come about may be begun again
        self.refresh()

    def _print(self, code: str) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("recovery-code")
        dialog = QPrintDialog(printer, self._bench.messages.window)
        if self._bench.messages.run(dialog):
            painter = QPainter()
            if painter.begin(printer):
                bureau = str(self._bench.settings.value("bureau", ""))
                paint_code(
                    painter, QRectF(painter.viewport()), code, bureau, str(self._bench.today())
                )
                painter.end()


def paint_code(painter: QPainter, page: QRectF, code: str, bureau: str, day: str) -> None:
    """The sheet for the envelope."""
    line = page.height() / 30
    lines = (
        ("知识产权奖补工作台　恢复码", 20, 3.0),
        (bureau, 14, 5.0),
        (code.replace("-", "   "), 22, 8.0),
        (f"{day} 生成。更换恢复码后，这一张作废。", 11, 11.0),
        ("请封存保管。用法：登录画面 → 忘记密码 → 输入恢复码。", 11, 12.2),
    )
    family = theme.current().font().family()
    for text, points, at in lines:
        painter.setFont(QFont(family, points))
        place = QRectF(page.left(), page.top() + at * line, page.width(), 2 * line)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignHCenter), text)


def _look(office: Office) -> tuple[Rules, bool]:
    return sign_rules.rules(office), access.guarded(office) and access.envelope_opened(office)
