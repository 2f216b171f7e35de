"""文书: the register with the letters themselves, the step of issuing, and 核验 of paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from ipdesk.domain.letter import LetterKind
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.late import ahead, made, stand
from ipdesk.ui.letters import lists
from ipdesk.ui.letters.batch import Batch
from ipdesk.ui.letters.issue import IssueStep
from ipdesk.ui.letters.issued import IssuedLetter
from ipdesk.ui.letters.register import NumberRegister
from ipdesk.ui.letters.verifying import Verifying
from ipdesk.ui.letters.waiting import WaitingClaim
from ipdesk.ui.page import Page
from ipdesk.ui.permit import ISSUERS, Permit
from ipdesk.ui.widgets import Card, column, label, quiet
from ipdesk.ui.widgets.base import clearable
from ipdesk.ui.widgets.list_above import Controls
from ipdesk.ui.widgets.record_table import Query, RecordTable
from ipdesk.ui.widgets.room import OneShown, Pages
from ipdesk.ui.widgets.row_menu import RowAct, pressed
from ipdesk.ui.widgets.segments import Segments
from ipdesk.ui.widgets.split import Split
from ipdesk.ui.widgets.wrapping import Wrapping
from ipdesk.ui.worn import BY_PARTS

ISSUE = "issue"
_PAUSE_MS = 120
_LIST, _BESIDE = 500, 340  # narrower, the names are cut; pixels at plain letter size


class LettersPage(Page):
    """`open`: a letter's id, a part, "register", ("issue", claim) or ("issue", claim, kind)."""

    title: ClassVar[str] = "文书"
    tables: ClassVar[frozenset[str]] = lists.TABLES

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.setProperty(BY_PARTS, True)
        self._make_tools()
        above = Controls(self._search, text=self.filter)
        self.issued_table = lists.issued_table(bench, above, self._show_waiting)
        self.waiting_table = lists.waiting_table(bench, above)
        self.letter = IssuedLetter(bench)
        self.waiting = WaitingClaim(bench)
        self.segments = Segments((("issued", "已签发"), ("waiting", "待签发")))
        self._stack = OneShown(self)
        self._lists = self._make_lists()
        self._stack.addWidget(self._lists)
        self._connect()
        self._make_actions()

    @cached_property
    def issue(self) -> IssueStep:
        step = IssueStep(self.bench)
        self._frame("step", step)
        step.closed.connect(self.show_lists)
        step.next_asked.connect(self._next)
        return step

    @cached_property
    def register(self) -> NumberRegister:
        """文书登记簿."""
        register = NumberRegister(self.bench)
        self._frame("numbers", register)
        register.closed.connect(self.show_lists)
        return register

    def _frame(self, name: str, part: QWidget) -> None:
        frame = QWidget()
        frame.setLayout(column(part, margins=(18, 14, 18, 16)))
        stand(self.bench, self._stack, f"notices/{name}", frame)

    def _shows(self, part: str) -> bool:
        shown = self._stack.currentWidget()
        return made(self, part) and shown is getattr(self, part).parentWidget()

    def _show(self, part: QWidget) -> None:
        frame = part.parentWidget()
        assert frame is not None
        self._stack.setCurrentWidget(frame)

    def refresh(self) -> None:
        self.issued_table.reload()
        self.waiting_table.reload()
        self.bench.jobs.run(lists.counts, self._counted, key="letters/counts")
        if self._shows("issue"):
            self.issue.reread()
        elif self._shows("register"):
            self.register.refresh()
        ahead(self.bench, self, "issue", "register")

    def open(self, target: object) -> None:
        if isinstance(target, tuple) and len(target) > 1 and target[0] == ISSUE:
            self.begin_issue(*target[1:])
        elif isinstance(target, int):
            self.show_letter(target)
        elif target == "register":
            self.show_register()
        elif isinstance(target, str) and target in self.segments.buttons:
            self.show_lists()
            self.segments.choose(target)

    def standing(self) -> object:
        return "register" if self._shows("register") else self.segments.value()

    def shown_record(self) -> tuple[str, int, str] | None:
        letter = self.issued_table.current()
        return None if letter is None else ("letter", letter.id, letter.document_number)

    def begin_issue(self, claim_id: int, kind: LetterKind | None = None) -> None:
        """Preview the letter a claim owes, or one of the kind asked for."""
        self._show(self.issue)
        self.issue.begin(claim_id, kind)

    def show_letter(self, letter_id: int) -> None:
        """Put the cursor of the register on a letter."""
        self.show_lists()
        self.segments.choose("issued")
        if not self.issued_table.choose(letter_id):
            self.filter.clear()
            self.issued_table.choose(letter_id)
            self._search()

    def issue_many(self) -> None:
        """Issue what is selected among the waiting, or all that waits."""
        chosen = self.waiting_table.selected_ids()
        waiting = chosen if len(chosen) > 1 else list(self.waiting_table.listed.ids)
        self.batch.begin(waiting)

    def show_register(self) -> None:
        """文书登记簿: every number of a year."""
        self._show(self.register)
        self.register.refresh()

    def show_lists(self) -> None:
        self._stack.setCurrentWidget(self._lists)
        self._current_table().view.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Who comes back after an issue finds the register, not the letter of before."""
        super().hideEvent(event)
        if self._shows("issue") and self.issue.letter is not None:
            self._stack.setCurrentWidget(self._lists)

    def _make_tools(self) -> None:
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("文号、申报主体、受理编号")
        clearable(self.filter)
        self.filter.setAccessibleName("查找文书")
        self.verifying = Verifying(self.bench, self)
        self.code, self.verdict = self.verifying.code, self.verifying.verdict
        self.check_button, self.check_paper = self.verifying.button, self.verifying.begin
        self.batch = Batch(self.bench, self)
        self.batch_button = quiet("成批签发…", self.issue_many, icon="file-check")
        self.batch_button.setToolTip("签发列表里选中的各件；没有选的，签发全部待签发的")
        self.batch_button.hide()
        Permit(self.bench, ISSUERS, self.batch_button)

    def _make_lists(self) -> QWidget:
        self._tables = Pages()
        self._tables.addWidget(self.issued_table)
        self._tables.addWidget(self.waiting_table)
        card = Card(padding=0)
        card.body.addWidget(self._tables)
        self._beside = Pages()
        self._beside.addWidget(self.letter)
        self._beside.addWidget(self.waiting)
        # A letter is read here, not only recognised.
        split = Split(card, self._beside, shares=(704, 430), grows=(3, 2))
        self._card = card
        self._follow_zoom()
        theme.current().changed.connect(self._follow_zoom)
        numbers = quiet("登记簿", self.show_register, icon="clipboard-list")
        right = (numbers, self.code, self.check_button)
        told = (label("文书", "title"), self.segments, self.filter, self.batch_button)
        head = Wrapping(*told, *right, gap=10, wide=self.filter, right=right)
        whole = column(head, self.verdict, gap=10, margins=(18, 14, 18, 16))
        whole.addWidget(split, 1)
        lists_widget = QWidget()
        lists_widget.setLayout(whole)
        return lists_widget

    def _follow_zoom(self) -> None:
        self._card.setMinimumWidth(theme.current().px(_LIST))
        self._beside.setMinimumWidth(theme.current().px(_BESIDE))

    def _connect(self) -> None:
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.filter.textChanged.connect(lambda _: self._pause.start())
        self.segments.chosen.connect(self._show_part)
        self.verifying.known.connect(self.show_letter)
        self.verifying.unknown.connect(self._choose_none)
        self.issued_table.chosen.connect(self.letter.show_letter)
        self.issued_table.opened.connect(lambda letter: self.bench.go("claims", letter.claim))
        self.waiting_table.chosen.connect(self.waiting.show_claim)
        self.waiting_table.opened.connect(lambda claim: self.begin_issue(claim.id))
        self.waiting.issue_asked.connect(lambda claim: self.begin_issue(claim))

    def _make_actions(self) -> None:
        letter, waiting = self.letter, self.waiting
        self.issued_table.row_acts = lambda: [
            *pressed((letter.print_button, "Ctrl+P")),
            RowAct("另存为 PDF", letter.save, "Ctrl+S"),
            RowAct("另存 Word 副本…", letter.word),
        ]
        self.waiting_table.row_acts = partial(
            pressed, (waiting.button, "Ctrl+回车"), (self.batch_button, ""), (waiting.claim, "")
        )
        self._add("在列表中查找", "Ctrl+F", self._find)
        self._add("签发", "Ctrl+Return", self._press_issue)
        self._add("打印文书", "Ctrl+P", lambda: self._shown().print())
        self._add("另存为 PDF", "Ctrl+S", lambda: self._shown().save())
        self._add("核验纸质文书", "Ctrl+H", self._focus_code)
        self._add("放大预览", "Ctrl+=", lambda: self._shown().paper.step(1))
        self._add("缩小预览", "Ctrl+-", lambda: self._shown().paper.step(-1))
        self._add("返回文书列表", "Esc", self.show_lists)

    def _shown(self) -> IssueStep | IssuedLetter:
        return self.issue if self._shows("issue") else self.letter

    def _find(self) -> None:
        if self._stack.currentWidget() is self._lists:
            self.filter.setFocus()
            self.filter.selectAll()

    def _press_issue(self) -> None:
        if self._shows("issue"):
            self.issue.issue()
        elif self.segments.value() == "waiting" and self.waiting_table.current_id():
            self.begin_issue(self.waiting_table.current_id())

    def _focus_code(self) -> None:
        self.show_lists()
        self.code.setFocus()
        self.code.selectAll()

    def _current_table(self) -> RecordTable:
        return self.issued_table if self.segments.value() == "issued" else self.waiting_table

    def _choose_none(self) -> None:
        """What was chosen before has nothing to do with this paper."""
        self.issued_table.view.clearSelection()
        self.letter.show_letter(None)

    def _show_waiting(self) -> None:
        self.segments.choose("waiting")

    def _show_part(self, name: str) -> None:
        number = 0 if name == "issued" else 1
        self._tables.setCurrentIndex(number)
        self._beside.setCurrentIndex(number)
        self.batch_button.setVisible(name == "waiting")

    def _search(self) -> None:
        self._pause.stop()
        self.issued_table.search(self.filter.text())
        self.waiting_table.search(self.filter.text())

    def _counted(self, counts: Mapping[str, int]) -> None:
        self.segments.show_counts(counts)

    def _next(self) -> None:
        """The claim that has waited longest for its letter."""
        self.bench.jobs.run(partial(_first_waiting), self._begin_next)

    def _begin_next(self, claim_id: int) -> None:
        if claim_id:
            self.begin_issue(claim_id)
        else:
            self.show_lists()
            self.bench.say("没有其他待签发的文书")

    def _add(self, text: str, keys: str, slot: Callable[[], object]) -> None:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _=False: slot())
        self.addAction(action)


def _first_waiting(office: object) -> int:
    return next(iter(lists.waiting_ids(office, Query())), 0)
