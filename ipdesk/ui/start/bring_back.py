"""从备份恢复: the folder, the backup and what opens it; then what it brings, and one button."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal

from ipdesk.errors import UserError
from ipdesk.paths import Home
from ipdesk.services import bringing_back
from ipdesk.services.bringing_back import Brought, Outlook, Source
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import (
    Card,
    ChoiceField,
    Form,
    LineField,
    Notice,
    label,
    link,
    primary,
    quiet,
    row,
)
from ipdesk.ui.widgets.password import PasswordField

_LOOK, _DO = "核对这份备份", "恢复到这台电脑"
_PASSWORD, _CODE = "用密码打开", "改用恢复码"


class BringBackCard(Card):
    """Three clicks: 从备份恢复, 核对这份备份, 恢复到这台电脑."""

    back = Signal()
    brought = Signal(object, int, str)  # Brought, account, password ("" when it was the code)

    def __init__(self, bench: Bench, home: Callable[[], Home]) -> None:
        super().__init__("从备份恢复", padding=28)
        self._bench, self._home = bench, home
        self._sources: tuple[Source, ...] = ()
        self._key = b""
        self._by_code = False
        self.says = label("", "muted", wrap=True)
        self.choose = quiet("换一个文件夹…", self.ask, icon="folder-open")
        self.form = Form()
        self.which: ChoiceField = ChoiceField([])
        self.who: ChoiceField = ChoiceField([])
        self.password, self.code = PasswordField(), LineField("6 组，每组 5 位", 60)
        self.form.add("which", "备份", self.which, required=True)
        self.form.add("who", "账号", self.who, required=True)
        self.form.add("password", "做这份备份时的密码", self.password, required=True)
        self.form.add("code", "恢复码", self.code, required=True)
        self.other = link(_CODE, self._turn)
        self.note = Notice("")
        self.brings = Notice("", "done")
        self.do = primary(_LOOK, self._go)
        for part in (self.says, self.form, self.note, self.brings):
            self.body.addWidget(part)
        leave = quiet("返回", self._leave)
        self.body.addLayout(row(leave, self.choose, self.other, None, self.do))
        self.which.edited.connect(self._show_ways)
        for field in (self.who, self.code):
            field.edited.connect(self._anew)
        self.password.textChanged.connect(lambda _: self._anew())
        self.password.entered.connect(self._go)

    def ask(self) -> bool:
        """Have a folder chosen; False when none was."""
        chosen: Path | None = self._bench.messages.folder("选择存备份的文件夹")
        if chosen is None:
            return False
        self.look_in(chosen)
        return True

    def look_in(self, folder: Path) -> None:
        """Show the backups of a folder, the newest chosen."""
        self._sources = bringing_back.sources(folder)
        places = [(number, _line(one)) for number, one in enumerate(self._sources)]
        self.which.set_choices(places)
        self.says.setText(f"在“{folder}”里找到 {len(places)} 份备份，恢复到“{self._home().root}”。")
        self.note.tell("")
        if places:
            self.which.set_value(0)
        else:
            code = UserError("no-backup-here", path=str(folder))
            self.note.tell(self._bench.messages.text_of(code), "attention")
        self._by_code = False
        self._show_ways()

    def chosen(self) -> Source | None:
        number = self.which.value()
        return self._sources[int(number)] if number is not None and self._sources else None

    def secrets(self) -> tuple[PasswordField, ...]:
        return (self.password,)

    def _turn(self) -> None:
        self._by_code = not self._by_code
        self._show_ways()

    def _show_ways(self) -> None:
        source = self.chosen()
        guarded = source is not None and source.guarded
        if source is not None and guarded:
            people = [(one.operator, one.name) for one in source.accounts]
            self.who.set_choices(people)
        self.form["which"].setVisible(bool(self._sources))
        for name in ("who", "password"):
            self.form[name].setVisible(guarded and not self._by_code)
        self.form["code"].setVisible(guarded and self._by_code)
        self.other.setVisible(guarded)
        self.other.setText(_PASSWORD if self._by_code else _CODE)
        self.do.setEnabled(source is not None)
        self._anew()
        if guarded:
            (self.code if self._by_code else self.password).setFocus()

    def _anew(self) -> None:
        """Anything changed: what was looked at does not count any more."""
        self._key = b""
        self.form.clear_notes()
        self.brings.tell("")
        self.do.setText(_LOOK)

    def _go(self) -> None:
        source = self.chosen()
        if source is None:
            return
        self.note.tell("")
        self.do.setEnabled(False)
        if self._key:
            by = "" if self._by_code or not source.guarded else self.who.currentText()
            work = (self._home(), source, self._key, by)
            self._bench.jobs.aside(bringing_back.bring_back, self._done, self._refused, *work)
            return
        self.do.setText("正在逐页核对……")
        way = self._way(source)
        self._bench.jobs.aside(_look, self._looked, self._refused, source, self._home(), way)

    def _way(self, source: Source) -> tuple[str, int, str]:
        if not source.guarded:
            return "file", 0, ""
        if self._by_code:
            return "code", 0, self.code.text()
        return "password", int(self.who.value() or 0), self.password.text()

    def _looked(self, found: tuple[bytes, Outlook]) -> None:
        self._key, seen = found
        self.brings.tell(_brings(seen), "attention" if seen.missing else "done")
        self.do.setText(_DO)
        self.do.setEnabled(True)
        self.do.setFocus()

    def _refused(self, error: Exception) -> None:
        self.do.setEnabled(True)
        self.do.setText(_DO if self._key else _LOOK)
        text = self._bench.messages.text_of(error)
        field = error.field if isinstance(error, UserError) else ""
        if not field or not self.form.fault(field, text):
            self.note.tell(text, "fault")

    def _done(self, done: Brought) -> None:
        source = self.chosen()
        by_password = source is not None and source.guarded and not self._by_code
        number = int(self.who.value() or 0) if by_password else 0
        password = self.password.text() if by_password else ""
        self._leave_nothing()
        self.brought.emit(done, number, password)

    def _leave(self) -> None:
        self._leave_nothing()
        self.back.emit()

    def _leave_nothing(self) -> None:
        """Nothing typed here stays."""
        self.password.wipe()
        self.code.clear()
        self._anew()


def _look(source: Source, home: Home, way: tuple[str, int, str]) -> tuple[bytes, Outlook]:
    kind, number, secret = way
    if kind == "password":
        key = bringing_back.key_by_password(source, number, secret)
    elif kind == "code":
        key = bringing_back.key_by_envelope(source, secret)
    else:
        key = bringing_back.key_by_file(source, home)
    return key, bringing_back.outlook(source, key, home)


def _line(one: Source) -> str:
    opens = "凭密码" if one.guarded else "凭 ipdesk.key"
    return f"{one.at:%Y-%m-%d %H:%M}　{one.size / 1048576:.1f} MB　{opens}"


def _brings(seen: Outlook) -> str:
    last = f"，最后一步 {seen.last_at:%Y-%m-%d %H:%M} 由{seen.last_by}办理" if seen.last_at else ""
    lines = [
        f"逐页核对完好。{seen.bureau}：申报 {seen.claims:,} 件，文书 {seen.letters:,} 份，"
        f"操作记录到第 {seen.seq:,} 条{last}。"
    ]
    if seen.accounts:
        lines.append(f"账号 {seen.accounts} 个，用做这份备份时的密码登录；恢复码也是那时的。")
    files = f"材料文件 {seen.files:,} 个"
    lines.append(
        f"{files}，其中 {seen.missing:,} 个在备份旁边没有找到，恢复后可补交。"
        if seen.missing
        else f"{files}，齐全。"
    )
    if seen.replaces:
        lines.append("数据文件夹里现有的数据不会删除，整个另存在里面的“replaced-日期”。")
    return "\n".join(lines)
