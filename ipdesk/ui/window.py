"""The one window: navigation at the left, search on top, one page at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QMainWindow, QStackedWidget, QWidget

from ipdesk.errors import UserError
from ipdesk.services.bureau import Seats, seats
from ipdesk.ui import window_state, worn
from ipdesk.ui.actions import Actions
from ipdesk.ui.arrivals import Arrivals
from ipdesk.ui.bench import Bench
from ipdesk.ui.fallen import Fallen
from ipdesk.ui.finding import Finding
from ipdesk.ui.gate import Gate
from ipdesk.ui.navigation import Navigation
from ipdesk.ui.opening import Opening
from ipdesk.ui.page import Page
from ipdesk.ui.start.page import StartPage
from ipdesk.ui.store.care import StoreCare
from ipdesk.ui.top_bar import TopBar
from ipdesk.ui.whereabouts import Whereabouts
from ipdesk.ui.widgets import QuietLine, SearchBox, column, row
from ipdesk.ui.widgets.base import stress
from ipdesk.ui.widgets.room import Pages, Room
from ipdesk.ui.window_acts import WindowActs

# What is not seen when the window opens is read when it is asked for.
if TYPE_CHECKING:
    from ipdesk.domain.operator import Operator
    from ipdesk.services.bureau import Bureau
    from ipdesk.services.office import Actor, Changes, Office
    from ipdesk.services.overview import Overview
    from ipdesk.services.restoring import Back
    from ipdesk.ui.start.sign_in import SignInPage

PRODUCT = "知识产权奖补工作台"
Factories = Mapping[str, Callable[[Bench], Page]]
_NEW_CLAIM = "new"
FIRST = "desk"  # the place that is there before the policies are read


class MainWindow(QMainWindow):
    """The frame of everything; pages are made by `factories` when they are first visited."""

    def __init__(
        self,
        bench: Bench,
        opening: Opening,
        factories: Factories,
        start: Callable[[Bench, Opening], QWidget],
    ) -> None:
        super().__init__()
        self.bench = bench
        self.opening = opening
        self._factories = factories
        self.operators: tuple[Operator, ...] = ()
        self.pages: dict[str, Page] = {}
        self.place = ""
        self.in_turns = False  # what takes long is spread over turns of the event loop
        self._bound: Callable[[], None] | None = None  # the way to a place that is being made
        self._wish: Callable[[], None] | None = None  # where to go when the policies are read
        self.whereabouts = Whereabouts(bench)
        self.setWindowTitle(PRODUCT)
        self.setMinimumSize(QSize(1024, 640))
        self.actions_of = Actions(self)
        self.navigation = Navigation()
        self.search = SearchBox("名称、首字母、代码、号码、文号、操作", "Ctrl+K")
        self.stack = Pages()
        self.top = TopBar(self.search, self.new_claim, lambda: self.acts.offer_menu())
        self.new_button, self.menu_button = self.top.new, self.top.menu
        self._root = QStackedWidget()
        self.start = start(bench, opening)
        self._root.addWidget(self.start)
        self._root.addWidget(self._make_frame())
        self.gate = Gate(bench, opening, lambda: self.sign_in)
        self.care = StoreCare(bench, opening)
        self.setCentralWidget(self._root)
        self.quiet_line = QuietLine(self)
        self.asking = QWidget(self)  # never seen: what is asked is asked by it, and looks like it
        self.asking.hide()
        for part in (self.start, self.navigation, self.top):
            worn.wear(part)
        worn.wear_when_seen(self.quiet_line)
        worn.wear_for_others(self.asking)
        line, bench.messages.window = self.quiet_line, self.asking
        bench.messages.show_line, bench.messages.offer_file = line.say, line.offer
        bench.messages.follow = partial(_follow_sheet, bench)
        self.acts = WindowActs(self)
        self.arrivals = Arrivals(bench, self, self.stack.currentWidget)
        self.fallen = Fallen(self, self.navigation, self.stack.currentWidget)
        self.finding = Finding(bench, self.search, self.actions_of, self.acts.own)
        self._connect()
        window_state.bring(self, bench.settings)

    @cached_property
    def sign_in(self) -> SignInPage:
        """Asked for where passwords are in use."""
        from ipdesk.ui.start.sign_in import SignInPage

        page = SignInPage(self.bench.messages)
        self._root.addWidget(page)
        worn.wear(page)
        return page

    def prepare(self) -> None:
        """Make the first place while it is not to be seen yet."""
        self._page(FIRST)

    def go(self, place: str, target: object = None) -> None:
        """Show a place, and a certain thing there."""
        if place not in self._factories or not self._may_leave():
            self.navigation.choose(self.place)
            return
        if not self.bench.informed and place != FIRST:
            self._wish_for(partial(self.go, place, target))
            return
        if self.in_turns and place not in self.pages:
            self._make_first(partial(self._come_to, place, target), place)
        else:
            self._come_to(place, target)

    def _come_to(self, place: str, target: object) -> None:
        self._bound = None
        page = self._page(place)
        self.place = place
        self.navigation.choose(place)
        self.top.setVisible(True)
        self.stack.setCurrentWidget(page)
        self.setWindowTitle(f"{page.title} — {PRODUCT}")
        if target is not None:
            page.open(target)
        self.navigation.choose(page.under() or place)
        stress(self.new_button, page.leads())
        if target is None and not self.navigation.has_keyboard():
            page.take_keyboard()
        self._note(place)

    def _make_first(self, visit: Callable[[], None], place: str) -> None:
        """A place is made in one turn and shown in the next, if nobody went elsewhere since."""
        self.navigation.choose(place)
        self._page(place)
        self._bound = visit
        QTimer.singleShot(0, self, self._arrive)

    def _arrive(self) -> None:
        visit, self._bound = self._bound, None
        if visit is not None:
            visit()

    def _wish_for(self, visit: Callable[[], None]) -> None:
        """Just after the start: every place but the first shows what policies say."""
        self._wish = visit
        self.navigation.choose(self.place)
        self.bench.jobs.hurry()

    def _fulfil(self) -> None:
        wish, self._wish = self._wish, None
        if wish is not None:
            wish()

    def new_claim(self) -> None:
        self.go("claims", _NEW_CLAIM)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.navigation.fit(self.width())
        self.asking.resize(self.size())  # what is asked is made for the room there is
        super().resizeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_leave():
            event.ignore()
            return
        window_state.keep(self, self.bench.settings)
        for place, page in self.pages.items():
            window_state.keep_dividers(place, page, self.bench.settings)
            window_state.keep_cursors(page, self.bench.settings)
        self._note(self.place)
        self.bench.settings.sync()
        self.opening.stop_work()
        self.bench.jobs.end(_close_day)
        self.bench.jobs.close()
        super().closeEvent(event)

    def _page(self, place: str) -> Page:
        if place not in self.pages:
            page = self._factories[place](self.bench)
            page.roomy.connect(lambda on, name=place: self._make_room(name, on))
            page.stood.connect(partial(self._note, place))
            self.pages[place] = page
            self.stack.addWidget(page)
            worn.wear(page)
            window_state.bring_dividers(place, page, self.bench.settings)
            window_state.bring_cursors(page, self.bench.settings)
        return self.pages[place]

    def _may_leave(self) -> bool:
        page = self.stack.currentWidget()
        return not isinstance(page, Page) or page.may_leave()

    def _make_room(self, place: str, on: bool) -> None:
        if place == self.place:
            self.top.setVisible(not on)

    def _note(self, place: str) -> None:
        if place == self.place and place in self.pages:
            self.whereabouts.note(place, self.pages[place])
            stress(self.new_button, self.pages[place].leads())

    def _make_frame(self) -> QWidget:
        ground = QWidget()
        right = column(self.top, gap=0)
        right.addWidget(Room(self.stack), 1)
        layout = row(self.navigation, gap=0)
        layout.addLayout(right, 1)
        ground.setLayout(layout)
        return ground

    def _connect(self) -> None:
        bench = self.bench
        self.navigation.asked.connect(self.go)
        self.navigation.operator_asked.connect(self._seat)
        self.navigation.backup_asked.connect(lambda: self.go("settings", "备份"))
        bench.gone.connect(self.go)
        bench.seat_asked.connect(self.navigation.offer_operators)
        bench.history_asked.connect(lambda *record: self.acts.history.begin(*record))
        bench.announced.connect(self._take_changes)
        bench.actor_changed.connect(self._actor_changed)
        bench.overview_read.connect(self._show_overview)
        bench.policies_changed.connect(self._fulfil)
        bench.jobs.complaint.connect(bench.messages.complain)
        self.opening.opened.connect(self._opened)
        self.gate.shut.connect(self._shut)
        self.gate.seated.connect(lambda actor: self._seat_now(actor.id))
        self.opening.failed.connect(self._not_opened)
        self.opening.restored.connect(self._restored)
        self.opening.renewed.connect(lambda *_: self._root.setCurrentIndex(0))
        self.care.state.connect(self.navigation.set_check)
        self.care.restoring.connect(self._wait_for)

    def _take_changes(self, changes: Changes) -> None:
        self.bench.read_overview()
        if {"operator", "setting"} & changes.tables:
            self.bench.jobs.run(seats, self._take_seats)

    def _take_operators(self, operators: tuple[Operator, ...]) -> None:
        self.operators = self.bench.people = operators
        self.navigation.set_operators(operators, self.bench.actor.id)

    def _take_seats(self, found: Seats) -> None:
        self._take_operators(found.people)
        self.bench.rules, self.bench.seat_held = found.rules, ""
        self.gate.follow_rules()

    def _shut(self, on: bool) -> None:
        """The sign-in page, or the work; behind the page no act can be taken by its keys."""
        self._root.setCurrentWidget(self.sign_in if on else self._root.widget(1))
        for name, action in self.actions_of.by_id.items():
            action.setEnabled(not on or name == "quit")
        if on:
            self.quiet_line.hide()
        else:
            self.acts.permit.tell()

    def _not_opened(self, error: Exception) -> None:
        # What the clerk can put right is said by the first screen, at its field.
        if not isinstance(error, UserError):
            self.bench.messages.complain(error)

    def _wait_for(self, text: str) -> None:
        """The first screen while the store is closed for a restore."""
        self._root.setCurrentIndex(0)
        if isinstance(self.start, StartPage):
            self.start.wait(text)

    def _restored(self, back: Back) -> None:
        if self.bench.rules.guarded:
            # Who sits here proves it again: accounts may be others than a moment ago.
            self.gate.lock()
        if back.problem is not None:
            self.bench.messages.complain(back.problem)
            return
        self.bench.say(f"已恢复，操作记录到第 {back.head} 条；原数据另存在数据文件夹里")

    def _opened(self, bureau: Bureau, operators: tuple[Operator, ...]) -> None:
        self._take_operators(operators)
        self.navigation.setToolTip(bureau.name)
        self._root.setCurrentIndex(1)
        self._come_back()
        self.care.check()

    def _come_back(self) -> None:
        """Where this operator was at work before, or 工作台."""
        place, target = self.whereabouts.last()
        if not self.bench.informed and place in self._factories and place != FIRST:
            self._wish_for(self._come_back)
            return
        self._page(place if place in self._factories else FIRST)
        self.go(place if place in self._factories else FIRST)
        if place == self.place and target is not None:
            self.pages[place].come_back(target)

    def _seat(self, number: int) -> None:
        if self.bench.seat_held:
            self.bench.say(self.bench.seat_held)
        elif number != self.bench.actor.id and self.bench.rules.guarded and self._may_leave():
            self.gate.change_to(number)
        elif not self.bench.rules.guarded and self._may_leave():
            self._seat_now(number)

    def _seat_now(self, number: int) -> None:
        self.opening.sit_down(number, self.operators)
        self.navigation.set_operators(self.operators, self.bench.actor.id)
        self.bench.say(f"现在由{self.bench.actor.name}操作")

    def _actor_changed(self, actor: Actor) -> None:
        roles = self.bench.wording
        self.navigation.set_actor(actor, lambda role: roles.label("role", role))
        self.bench.read_overview()

    def _show_overview(self, overview: Overview) -> None:
        counts = {**overview.counts, "notices": overview.counts.get("letters", 0)}
        self.navigation.set_counts(counts)
        self.navigation.set_backup(overview.backup, overview.today)


def _follow_sheet(bench: Bench, dialog: QDialog) -> None:
    from ipdesk.ui.sheet_keeping import follow_sheet

    follow_sheet(bench, dialog)


def _close_day(office: Office) -> None:
    from ipdesk.services import backups

    backups.close_day(office)
