"""设置: sections at the left, one at a time at the right."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar, TypeVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ipdesk.ui import theme, window_state
from ipdesk.ui.bench import Bench
from ipdesk.ui.page import Page
from ipdesk.ui.settings.about import AboutSection
from ipdesk.ui.settings.bureau import BureauSection
from ipdesk.ui.settings.casework import CaseworkSection
from ipdesk.ui.settings.fonts import FontSection
from ipdesk.ui.settings.look import LookSection
from ipdesk.ui.settings.numbers import NumberSection
from ipdesk.ui.settings.paper import PaperSection
from ipdesk.ui.settings.people import PeopleSection
from ipdesk.ui.settings.printers import PrinterSection
from ipdesk.ui.settings.rounds import RoundsSection
from ipdesk.ui.settings.security import SecuritySection
from ipdesk.ui.settings.templates import TemplatesSection
from ipdesk.ui.settings.terms import TermsSection
from ipdesk.ui.store.backup_section import BackupSection
from ipdesk.ui.store.journal_section import JournalSection
from ipdesk.ui.widgets import Card, column, label, row
from ipdesk.ui.widgets.plain_list import PlainList
from ipdesk.ui.widgets.room import Pages
from ipdesk.ui.worn import BY_PARTS

_SIDE, _NARROW = 170, 112  # pixels for letters of the usual size
_ENOUGH = 800
# How each is called, and by what name it is known here.
SECTIONS = (
    ("单位", "bureau"),
    ("操作员", "people"),
    ("登录与签办", "security"),
    ("办理规则", "casework"),
    ("申报批次", "rounds"),
    ("政策口径", "terms"),
    ("文书", "paper"),
    ("文号", "numbers"),
    ("文书字体", "fonts"),
    ("文书模板", "templates"),
    ("打印机", "printers"),
    ("备份", "backups"),
    ("操作记录", "journal"),
    ("外观", "look"),
    ("关于", "about"),
)
# Long lists take the whole room and scroll by themselves.
_WIDE = ("rounds", "terms", "paper", "fonts", "templates", "journal")
Section = TypeVar("Section", bound=QWidget)
_LAST = ("登录与签办", "政策口径", "打印机", "操作记录")  # each ends a group


class SettingsPage(Page):
    """The bureau, its operators, how its policies are read, the look, what program this is."""

    title: ClassVar[str] = "设置"
    tables: ClassVar[frozenset[str]] = frozenset(
        (
            "setting",
            "operator",
            "policy_pack",
            "reading",
            "clause_status",
            "title_name",
            "holiday",
            "round",
        )
    )

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.setProperty(BY_PARTS, True)
        self._read = False
        self._holders: dict[str, QWidget] = {}
        self.list = PlainList("设置的各部分")
        self.stack = Pages()
        self._lines: list[int] = []  # of the list, for each section
        for caption, name in SECTIONS:
            self._lines.append(self.list.count())
            self.list.addItem(caption)
            if caption in _LAST:
                self.list.add_line()
            holder = QWidget()
            holder.setProperty("kind", "page")
            holder.setProperty("part", name)
            holder.setLayout(column(gap=0))
            self._holders[name] = holder
            self.stack.addWidget(holder)
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(0)
        side = Card(padding=6)
        side.body.addWidget(self.list)
        self._side = side
        self._follow_zoom()
        theme.current().changed.connect(self._follow_zoom)
        body = row(side, gap=12)
        body.addWidget(self.stack, 1)
        self.setLayout(column(label("设置", "title"), body, gap=12, margins=(18, 14, 18, 16)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow_zoom()

    def _follow_zoom(self) -> None:
        """No wider than its words; where there is little room, no wider than they must be."""
        look = theme.current()
        narrow = self.width() < look.px(_ENOUGH)
        self._side.setFixedWidth(look.px(_NARROW if narrow else _SIDE))

    @cached_property
    def bureau(self) -> BureauSection:
        return self._made("bureau", BureauSection(self.bench))

    @cached_property
    def people(self) -> PeopleSection:
        return self._made("people", PeopleSection(self.bench))

    @cached_property
    def security(self) -> SecuritySection:
        return self._made("security", SecuritySection(self.bench))

    @cached_property
    def casework(self) -> CaseworkSection:
        return self._made("casework", CaseworkSection(self.bench))

    @cached_property
    def rounds(self) -> RoundsSection:
        return self._made("rounds", RoundsSection(self.bench))

    @cached_property
    def terms(self) -> TermsSection:
        return self._made("terms", TermsSection(self.bench))

    @cached_property
    def paper(self) -> PaperSection:
        return self._made("paper", PaperSection(self.bench))

    @cached_property
    def numbers(self) -> NumberSection:
        return self._made("numbers", NumberSection(self.bench))

    @cached_property
    def fonts(self) -> FontSection:
        return self._made("fonts", FontSection(self.bench))

    @cached_property
    def templates(self) -> TemplatesSection:
        return self._made("templates", TemplatesSection(self.bench))

    @cached_property
    def printers(self) -> PrinterSection:
        return self._made("printers", PrinterSection(self.bench))

    @cached_property
    def backups(self) -> BackupSection:
        return self._made("backups", BackupSection(self.bench))

    @cached_property
    def journal(self) -> JournalSection:
        return self._made("journal", JournalSection(self.bench))

    @cached_property
    def look(self) -> LookSection:
        return self._made("look", LookSection(self.bench))

    @cached_property
    def about(self) -> AboutSection:
        return self._made("about", AboutSection(self.bench))

    def refresh(self) -> None:
        self._read = True
        for _, name in SECTIONS:
            if name in self.__dict__:
                _refresh(getattr(self, name))

    def _made(self, name: str, section: Section) -> Section:
        """A section takes its place when it is first looked at: fifteen at once are a pause."""
        holder = self._holders[name]
        place = holder.layout()
        assert place is not None  # every holder is made with one
        place.addWidget(section if name in _WIDE else _scrolling(section))
        window_state.bring_dividers("settings", holder, self.bench.settings)
        window_state.bring_cursors(holder, self.bench.settings)
        if self._read:
            _refresh(section)
        return section

    takes_backups: ClassVar[bool] = True

    def standing(self) -> object:
        return SECTIONS[max(self.stack.currentIndex(), 0)][0]

    def open(self, target: object) -> None:
        """Show a section by its caption; ("申报批次", id) stands on that round."""
        if isinstance(target, tuple):
            target, number = target
            self.rounds.choose(number)
        for number, (caption, _) in enumerate(SECTIONS):
            if caption == target:
                self.list.setCurrentRow(self._lines[number])

    def _show(self, line: int) -> None:
        if line in self._lines:
            number = self._lines.index(line)
            getattr(self, SECTIONS[number][1])
            self.stack.setCurrentIndex(number)


def _refresh(section: QWidget) -> None:
    if not isinstance(section, LookSection):
        section.refresh()  # type: ignore[attr-defined]  # every other section reads the store


def _scrolling(section: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setAccessibleName("设置内容")
    area.setWidgetResizable(True)
    holder = QWidget()
    holder.setProperty("kind", "page")
    theme.current().hold(section, most=760)
    line = row(gap=0)
    line.addWidget(section, 1)
    line.addStretch(0)
    holder.setLayout(column(line, None, margins=(0, 0, 6, 0)))
    area.setWidget(holder)
    return area
