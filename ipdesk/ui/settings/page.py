"""设置: sections at the left, one at a time at the right."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ipdesk.ui import theme
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

_SIDE, _NARROW = 170, 112  # pixels for letters of the usual size
_ENOUGH = 800
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
        self.bureau = BureauSection(bench)
        self.people = PeopleSection(bench)
        self.security = SecuritySection(bench)
        self.casework = CaseworkSection(bench)
        self.rounds = RoundsSection(bench)
        self.terms = TermsSection(bench)
        self.paper = PaperSection(bench)
        self.numbers = NumberSection(bench)
        self.fonts = FontSection(bench)
        self.templates = TemplatesSection(bench)
        self.backups = BackupSection(bench)
        self.journal = JournalSection(bench)
        self.printers = PrinterSection(bench)
        self.look = LookSection(bench)
        self.about = AboutSection(bench)
        self._sections = (
            ("单位", self.bureau),
            ("操作员", self.people),
            ("登录与签办", self.security),
            ("办理规则", self.casework),
            ("申报批次", self.rounds),
            ("政策口径", self.terms),
            ("文书", self.paper),
            ("文号", self.numbers),
            ("文书字体", self.fonts),
            ("文书模板", self.templates),
            ("打印机", self.printers),
            ("备份", self.backups),
            ("操作记录", self.journal),
            ("外观", self.look),
            ("关于", self.about),
        )
        self.list = PlainList("设置的各部分")
        self.stack = Pages()
        self._lines: list[int] = []  # of the list, for each section
        for caption, section in self._sections:
            self._lines.append(self.list.count())
            self.list.addItem(caption)
            if caption in _LAST:
                self.list.add_line()
            # Long lists take the whole room and scroll by themselves.
            wide = section in (
                self.rounds,
                self.terms,
                self.paper,
                self.fonts,
                self.templates,
                self.journal,
            )
            self.stack.addWidget(section if wide else _scrolling(section))
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

    def refresh(self) -> None:
        self.bureau.refresh()
        self.people.refresh()
        self.security.refresh()
        self.casework.refresh()
        self.rounds.refresh()
        self.terms.refresh()
        self.paper.refresh()
        self.numbers.refresh()
        self.fonts.refresh()
        self.templates.refresh()
        self.backups.refresh()
        self.journal.refresh()
        self.printers.refresh()
        self.about.refresh()

    takes_backups: ClassVar[bool] = True

    def standing(self) -> object:
        return self._sections[max(self.stack.currentIndex(), 0)][0]

    def open(self, target: object) -> None:
        """Show a section by its caption; ("申报批次", id) stands on that round."""
        if isinstance(target, tuple):
            target, number = target
            self.rounds.choose(number)
        for number, (caption, _) in enumerate(self._sections):
            if caption == target:
                self.list.setCurrentRow(self._lines[number])

    def _show(self, line: int) -> None:
        if line in self._lines:
            self.stack.setCurrentIndex(self._lines.index(line))


def _scrolling(section: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setAccessibleName("设置内容")
    area.setWidgetResizable(True)
    holder = QWidget()
    holder.setProperty("kind", "page")
    section.setMaximumWidth(theme.current().px(760))
    line = row(gap=0)
    line.addWidget(section, 1)
    line.addStretch(0)
    holder.setLayout(column(line, None, margins=(0, 0, 6, 0)))
    area.setWidget(holder)
    return area
