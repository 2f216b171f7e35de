"""申报主体: the list with a preview at its right, and the form in its place when asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ipdesk.domain.applicant import Applicant
from ipdesk.services import applicants
from ipdesk.ui import icons
from ipdesk.ui.applicants.form import ApplicantFormPage
from ipdesk.ui.applicants.listing import ApplicantList
from ipdesk.ui.applicants.preview import ApplicantPreview
from ipdesk.ui.applicants.recent import RecentClaims
from ipdesk.ui.applicants.sheet import ApplicantSheet
from ipdesk.ui.bench import Bench
from ipdesk.ui.late import ahead, made, stand
from ipdesk.ui.page import Page
from ipdesk.ui.permit import CLERKS, Permit
from ipdesk.ui.widgets import column
from ipdesk.ui.widgets.room import OneShown
from ipdesk.ui.widgets.row_menu import pressed
from ipdesk.ui.widgets.split import Split
from ipdesk.ui.worn import BY_PARTS


class ApplicantsPage(Page):
    """The register: list, preview, and registering or amending one applicant."""

    title: ClassVar[str] = "申报主体"
    tables: ClassVar[frozenset[str]] = frozenset(
        ("applicant", "applicant_document", "applicant_likeness", "claim", "claim_step", "payment")
    )

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.setProperty(BY_PARTS, True)
        self.listing = ApplicantList(bench, self.register)
        self.recent = RecentClaims(bench)
        self.preview = ApplicantPreview(bench.wording, opens=True, below=self.recent)
        shown = self.preview
        self.recent.followed_by = (shown.claim, shown.amend, shown.look)
        split = Split(self.listing.card, self.preview, shares=(790, 344), grows=(3, 1))
        lists = QWidget()
        self._for_claim = False  # a claim waits for whoever is being registered
        self._stack = OneShown(self)
        self._stack.addWidget(lists)
        above = column(self.listing, gap=10, margins=(18, 14, 18, 16))
        above.addWidget(split, 1)
        lists.setLayout(above)
        self.listing.table.chosen.connect(self.preview.show_applicant)
        self.listing.table.chosen.connect(self.recent.show_applicant)
        self.listing.table.opened.connect(lambda applicant: self.look(applicant.id))
        self.preview.open_asked.connect(lambda applicant: self.look(applicant.id))
        self.preview.amend_asked.connect(self.amend)
        self.preview.claim_asked.connect(lambda a: bench.go("claims", ("new", a.id)))
        buttons = ((self.preview.claim, ""), (self.preview.amend, "F2"))
        self.listing.table.row_acts = partial(pressed, *buttons)
        writing = (
            self._add("登记申报主体", "Ctrl+Shift+N", "plus", self.register),
            self._add("修改所选主体", "F2", "pencil", self._amend_chosen),
        )
        Permit(bench, CLERKS, self.preview.amend, self.preview.claim, *writing)
        self._add("返回列表", "Alt+Left", "chevron-left", self._back)
        self._add("在列表中查找", "Ctrl+F", "search", self.listing.filter.setFocus)

    @cached_property
    def form(self) -> ApplicantFormPage:
        form = stand(self.bench, self._stack, "applicants/form", ApplicantFormPage(self.bench))
        form.open_asked.connect(self.look)
        form.closed.connect(self._given_up)
        form.saved.connect(self._saved)
        return form

    @cached_property
    def sheet(self) -> ApplicantSheet:
        bench = self.bench
        sheet = stand(bench, self._stack, "applicants/sheet", ApplicantSheet(bench))
        sheet.closed.connect(self.show_list)
        sheet.about.amend_asked.connect(self.amend)
        sheet.about.claim_asked.connect(lambda a: bench.go("claims", ("new", a.id)))
        Permit(bench, CLERKS, sheet.about.amend, sheet.about.claim)
        return sheet

    def _shows(self, part: str) -> bool:
        return made(self, part) and self._stack.currentWidget() is getattr(self, part)

    def _seen(self) -> Applicant | None:
        """Whose page is open."""
        view = self.sheet.view if self._shows("sheet") else None
        return view.applicant if view is not None else None

    def shown_record(self) -> tuple[str, int, str] | None:
        one = self._seen() or self.listing.table.current()
        return None if one is None else ("applicant", one.id, one.name)

    def refresh(self) -> None:
        self.listing.refresh()
        if self._shows("sheet"):
            self.sheet.reread()
        ahead(self.bench, self, "sheet", "form")

    def open(self, target: object) -> None:
        """Show an applicant by its number, or the form for "new"; ("new", name) has a name."""
        if target == "new":
            self.register()
        elif isinstance(target, tuple):  # ("new", name): a claim is to follow
            self.register()
            self.form.suggest_name(str(target[1]))
            self._for_claim = True
        elif isinstance(target, int):
            if not self.listing.table.choose(target):
                self.listing.clear_filters()
                self.listing.table.choose(target)
            self.look(target)

    def takes_table(self) -> object:
        return "applicants" if self._stack.currentIndex() == 0 else None

    def standing(self) -> object:
        if self._shows("form"):
            return "new" if self.form.newcomer else None
        seen = self._seen()
        return seen.id if seen is not None else None

    def come_back(self, target: object) -> None:
        """An applicant that is in the register still, or the form as it was."""
        if isinstance(target, int):
            there = partial(self._look_if_there, target)
            self.bench.jobs.run(applicants.applicants_by_ids, there, None, (target,))
        else:
            self.open(target)

    def _look_if_there(self, number: int, found: Sequence[Applicant]) -> None:
        if found and self._stack.currentIndex() == 0:
            self.look(number)

    def look(self, number: int) -> None:
        """The page of one applicant, or of the one it was merged into."""
        self.sheet.show_number(number)
        self._stack.setCurrentWidget(self.sheet)

    def register(self) -> None:
        self._for_claim = False
        self.form.begin(None)
        self._stack.setCurrentWidget(self.form)
        self.stood.emit()

    def amend(self, applicant: Applicant) -> None:
        """Open one applicant in the form, as it stands in the register now."""
        self.bench.jobs.run(applicants.applicant, self._amend_now, None, applicant.id)

    def _given_up(self) -> None:
        """Whoever came from a new claim goes back to it."""
        self.show_list()
        if self._for_claim:
            self._for_claim = False
            self.bench.go("claims", "new")

    def show_list(self) -> None:
        self._stack.setCurrentIndex(0)
        if made(self, "sheet"):
            self.sheet.view = None
        self.stood.emit()
        self.listing.table.view.setFocus()

    def _back(self) -> None:
        if self._shows("sheet"):
            self.show_list()

    def may_leave(self) -> bool:
        return not self._shows("form") or self.form.may_leave()

    def _amend_now(self, applicant: Applicant) -> None:
        self.form.begin(applicant)
        self._stack.setCurrentWidget(self.form)

    def _amend_chosen(self) -> None:
        applicant = self._seen() or self.listing.table.current()
        if applicant is not None:
            self.amend(applicant)

    def _saved(self, number: int) -> None:
        view = self.sheet.view if made(self, "sheet") else None
        from_its_page = view is not None and view.applicant.id == number
        self.show_list()
        self.listing.table.choose(number)
        if self._for_claim:
            self._for_claim = False
            self.bench.go("claims", ("new", number))
            return
        if from_its_page:
            self.look(number)

    def _add(self, text: str, keys: str, icon: str, slot: object) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        icons.put(action, icon)
        action.triggered.connect(lambda _=False: slot())  # type: ignore[operator]
        self.addAction(action)
        return action
