"""The places of the window and the bar at the left that leads to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QWidget

from ipdesk.ui import theme
from ipdesk.ui.widgets import NavItem, column, label, row, rule, set_property

if TYPE_CHECKING:
    from ipdesk.domain.operator import Operator
    from ipdesk.services.backups import BackupState
    from ipdesk.services.office import Actor


class Place(NamedTuple):
    """One place of the navigation."""

    id: str
    caption: str
    icon: str
    shortcut: str


PLACES = (
    Place("desk", "工作台", "layout-dashboard", "Ctrl+1"),
    Place("applicants", "申报主体", "building-2", "Ctrl+2"),
    Place("claims", "申报办理", "clipboard-list", "Ctrl+3"),
    Place("publicity", "公示与拨付", "megaphone", "Ctrl+4"),
    Place("notices", "文书", "file-text", "Ctrl+5"),
    Place("ledgers", "台账报表", "table-2", "Ctrl+6"),
    Place("targets", "目标任务", "target", "Ctrl+7"),
    Place("policies", "政策", "book-open", "Ctrl+8"),
)
SETTINGS = Place("settings", "设置", "settings", "Ctrl+9")
WIDTH = 184
_NARROW = 60  # icons alone, with their counts beside them
_ENOUGH = 1000  # pixels for letters of the usual size: a narrower window keeps the room for pages
_AROUND = 42  # beside the words of who sits here


class Navigation(QFrame):
    """The eight places with their counts, settings below, and who is at work."""

    asked = Signal(str)
    operator_asked = Signal(int)
    backup_asked = Signal()

    def __init__(self, product: str = "知识产权奖补") -> None:
        super().__init__()
        self.setProperty("kind", "side")
        self._room = _ENOUGH * 2
        self.narrow = False
        self.items: dict[str, NavItem] = {}
        self.bureau = label("", "small", wrap=True)
        self.owner = QPushButton()
        self.owner.setProperty("kind", "owner")
        self.owner.setToolTip("更换操作员（Ctrl+Shift+O）")
        self.backup = QPushButton()
        self.backup.setProperty("kind", "foot")
        self.backup.clicked.connect(self.backup_asked.emit)
        self._sitter = ("", "")
        self._role_label: Callable[[object], str] = str
        self._backup_text = ("", "quiet", "")
        self._check_text = ""
        self._product = label(product, "heading")
        self.owner_menu = QMenu(self)
        self.owner.clicked.connect(self.offer_operators)
        places = [self._item(place) for place in PLACES]
        head = row(_Mark(), self._product, None, gap=8, margins=(6, 2, 0, 8))
        foot = column(self.owner, gap=0)
        foot.addWidget(self.backup)
        self.setLayout(
            column(
                head, *places, None, self._item(SETTINGS), 6, rule(), 4, foot,
                gap=2, margins=(10, 12, 10, 8),
            )
        )  # fmt: skip
        self._follow_zoom()
        theme.current().changed.connect(self._follow_zoom)

    def fit(self, width: int) -> None:
        """The width of the window; what is narrow for its letters has icons at the side alone."""
        self._room = width
        self._follow_zoom()

    def _follow_zoom(self) -> None:
        look = theme.current()
        self.narrow = self._room < look.px(_ENOUGH)
        self.setFixedWidth(look.px(_NARROW if self.narrow else WIDTH))
        self._product.setVisible(not self.narrow)
        for item in self.items.values():
            item.set_narrow(self.narrow)
        self._show_sitter()
        self._show_foot()

    def choose(self, place: str) -> None:
        """Mark the place that is shown."""
        if place in self.items:
            self.items[place].setChecked(True)

    def has_keyboard(self) -> bool:
        """Somebody walks through the places with the keys."""
        return any(item.hasFocus() for item in self.items.values())

    def leave(self) -> None:
        """The keys are wanted elsewhere."""
        for item in self.items.values():
            item.clearFocus()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        for place, item in self.items.items():
            item.set_count(counts.get(place, 0))

    def set_actor(self, actor: Actor, role_label: Callable[[object], str]) -> None:
        self._role_label = role_label
        self._sitter = (actor.name, self._roles_of(actor))
        self._show_sitter()

    def _roles_of(self, person: Actor | Operator) -> str:
        return "、".join(self._role_label(role) for role in person.roles)

    def _show_sitter(self) -> None:
        name, roles = self._sitter
        if not name:
            return
        metrics, room = self.owner.fontMetrics(), self.width() - _AROUND
        text = f"{name} · {roles}"
        # What does not stand on one line stands on two: whose seat it is, and as what.
        lines = (text,) if metrics.horizontalAdvance(text) <= room else (name, roles)
        right = Qt.TextElideMode.ElideRight
        shown = "\n".join(metrics.elidedText(line, right, room) for line in lines)
        self.owner.setText(name[:1] if self.narrow else shown)
        set_property(self.owner, "narrow", self.narrow)
        self.owner.setAccessibleName(f"操作员 {text}，更换")
        self.owner.setToolTip(f"{text}\n更换操作员（Ctrl+Shift+O）")

    def set_operators(self, operators: Sequence[Operator], now: int) -> None:
        """Who may take the seat, and as what; the one at work is ticked."""
        self.owner_menu.clear()
        for operator in operators:
            action = self.owner_menu.addAction(f"{operator.name} · {self._roles_of(operator)}")
            action.setCheckable(True)
            action.setChecked(operator.id == now)
            action.triggered.connect(lambda _, number=operator.id: self.operator_asked.emit(number))

    def offer_operators(self) -> None:
        place = self.owner.mapToGlobal(self.owner.rect().topLeft())
        self.owner_menu.popup(place - QPoint(0, self.owner_menu.sizeHint().height() + 4))

    def set_backup(self, state: BackupState, today: date) -> None:
        """When the last backup was made and whether it is enough; what is amiss, in words."""
        text, tone = backup_words(state, today)
        self._backup_text = (text, tone, _backup_tip(state))
        self._show_foot()

    def set_check(self, text: str) -> None:
        """What the check of the store is about; "" when it has passed."""
        self._check_text = text
        self._show_foot()

    def _show_foot(self) -> None:
        text, tone, tip = self._backup_text
        if self._check_text:
            text = self._check_text
            tone = "fault" if "没有" in text else "quiet"
        # The sign stands at the front or the end of the line; narrow, it stands for the line.
        sign = "!" if text.startswith("!") or tone == "fault" else "✓" if "✓" in text else "…"
        self.backup.setText(f"备份\n{sign}" if self.narrow else text)
        self.backup.setToolTip(f"{text}\n{tip}" if self.narrow else tip)
        set_property(self.backup, "narrow", self.narrow)
        self.backup.setAccessibleName(f"{text}，打开备份设置")
        set_property(self.backup, "tone", tone)

    def _item(self, place: Place) -> NavItem:
        item = NavItem(place.icon, place.caption, f"{place.caption}（{place.shortcut}）")
        item.clicked.connect(lambda: self.asked.emit(place.id))
        self.items[place.id] = item
        return item


def backup_words(state: BackupState, today: date) -> tuple[str, str]:
    """The line at the foot, and its tone; amber when something is not where it should be."""
    if state.restored is not None:
        return f"! 恢复自 {_moment(state.restored, today)} 的备份", "attention"
    if state.last is None:
        return "! 还没有备份", "attention"
    when = _moment(state.last, today)
    if state.problem:
        return f"! 备份没做成，上次 {when}", "attention"
    if state.late:
        return f"! 上次备份 {when}，该备份了", "attention"
    if state.second_problem:
        return f"上次备份 {when} · 第二处未接", "attention"
    return f"上次备份 {when} ✓" + (" 两处" if state.second_last else ""), "quiet"


def _moment(at: datetime, today: date) -> str:
    day = "今天" if at.date() == today else f"{at:%m-%d}"
    return f"{day} {at:%H:%M}"


def _backup_tip(state: BackupState) -> str:
    lines = ["备份在本机每 30 分钟和退出时自动做；点这里查看、恢复。"]
    if state.restored is not None:
        lines.append(f"数据恢复自 {state.restored:%Y-%m-%d %H:%M} 的备份，之后本机还没有做过备份。")
    if state.second_problem:
        lines.append("第二备份位置现在用不上，接上后自动补。")
    elif state.second:
        lines.append(f"第二备份位置：{state.second}")
    else:
        lines.append("还没有设第二备份位置。")
    return "\n".join(lines)


class _Mark(QWidget):
    """The program's mark: 知 on the accent."""

    def __init__(self) -> None:
        super().__init__()
        self._follow_zoom()
        theme.current().changed.connect(self._follow_zoom)

    def _follow_zoom(self) -> None:
        side = theme.current().px(26)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent_fill"))
        painter.drawRoundedRect(self.rect(), 6, 6)
        font = look.font(bold=True)
        font.setPixelSize(look.px(15))
        painter.setFont(font)
        painter.setPen(look.colour("on_accent"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), "知")
        painter.end()
