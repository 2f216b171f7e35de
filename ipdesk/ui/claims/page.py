"""The place 申报办理: list, new claim and claim page, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ipdesk.domain.stages import Role
from ipdesk.services import claims
from ipdesk.services.claims import ClaimRow, Opened
from ipdesk.ui.bench import Bench
from ipdesk.ui.claims.act_form import PROPOSE
from ipdesk.ui.claims.counter import NEXT_KEY, PAPER_KEY, CounterBar
from ipdesk.ui.claims.evidence_desk import EvidenceDesk
from ipdesk.ui.claims.listing import ClaimList
from ipdesk.ui.claims.new import NewClaim
from ipdesk.ui.claims.office_paper import OfficePaperDesk
from ipdesk.ui.claims.sheet import ClaimSheet
from ipdesk.ui.late import ahead, made, stand
from ipdesk.ui.page import Page
from ipdesk.ui.widgets import column
from ipdesk.ui.widgets.room import OneShown
from ipdesk.ui.worn import BY_PARTS

NEW = "new"
ROUND = "round"


class ClaimsPage(Page):
    """`open` takes a claim's id, "new", ("new", applicant id), ("round", 申报批次), or
    ("propose_change", id) for a decision in which something is wrong."""

    title: ClassVar[str] = "申报办理"
    tables: ClassVar[frozenset[str]] = frozenset(
        (
            "claim",
            "claim_step",
            "claim_check",
            "claim_evidence",
            "letter",
            "payment",
            "applicant",
            "applicant_document",
            "claim_likeness",
            "applicant_likeness",
            "round",
        )
    )

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.setProperty(BY_PARTS, True)
        self.listing = ClaimList(bench, lambda: self.open(NEW))
        self._lists = QWidget()
        self._lists.setLayout(column(self.listing, margins=(18, 14, 18, 16)))
        self._stack = OneShown(self)
        self._stack.addWidget(self._lists)
        self._among: list[int] = []
        self.listing.table.opened.connect(self._open_row)
        bench.actor_changed.connect(lambda _: self.refresh())
        self._add("下一件", "Ctrl+PgDown", lambda: self._step(1))
        self._add("上一件", "Ctrl+PgUp", lambda: self._step(-1))
        self._add("返回列表", "Alt+Left", self.show_list)
        self._add("在列表中查找", "Ctrl+F", self._find)
        self._add("到核对清单", "Ctrl+J", self._to_checks)
        self._add(
            "核对原件", "Ctrl+Shift+E", lambda: self._with_papers(lambda papers: papers.see_all())
        )
        self._add("看材料", "Ctrl+E", lambda: self._with_papers(lambda papers: papers.toggle()))
        self._add("下一份材料", "Alt+Down", lambda: self._with_papers(partial(_step_paper, 1)))
        self._add("上一份材料", "Alt+Up", lambda: self._with_papers(partial(_step_paper, -1)))
        self._add("材料下一页", "Alt+PgDown", lambda: self._with_papers(partial(_step_page, 1)))
        self._add("材料上一页", "Alt+PgUp", lambda: self._with_papers(partial(_step_page, -1)))
        self._add("打印审批表", "Ctrl+P", self._show_form)
        self._add("办理下一步", "Ctrl+Return", self._press_next)
        self._add("柜台连续收件", "Ctrl+Shift+Q", lambda: self.serve(not self.counter.serving))
        self._add("打印收件回执、一次性告知单", PAPER_KEY, self._counter_paper)
        self._add("柜台：下一位", NEXT_KEY, self._next_applicant)

    @cached_property
    def new(self) -> NewClaim:
        new = stand(self.bench, self._stack, "claims/new", NewClaim(self.bench))
        new.opened.connect(self._opened)
        new.opened_form.connect(self._opened_form)
        new.closed.connect(self.show_list)
        new.serve_asked.connect(lambda: self.serve(not self.counter.serving))
        return new

    @cached_property
    def sheet(self) -> ClaimSheet:
        sheet = stand(self.bench, self._stack, "claims/sheet", ClaimSheet(self.bench))
        sheet.closed.connect(self.show_list)
        sheet.stepped.connect(self._step)
        sheet.sibling_asked.connect(self._show_sibling)
        sheet.shown.connect(lambda _: self.stood.emit())
        return sheet

    @cached_property
    def counter(self) -> CounterBar:
        """At the foot of the claim."""
        counter = CounterBar(OfficePaperDesk(self.bench, self))
        whole = self.sheet.layout()
        assert whole is not None
        whole.addWidget(counter)
        self.sheet.shown.connect(counter.show_view)
        counter.next_asked.connect(self._next_applicant)
        counter.ended.connect(lambda: self.serve(False))
        if self.sheet.view is not None:
            counter.show_view(self.sheet.view)
        return counter

    def refresh(self) -> None:
        self.listing.refresh()
        if self._shows("sheet"):
            self.sheet.reread()
        ahead(self.bench, self, "sheet", "counter", "new")

    def _shows(self, part: str) -> bool:
        return made(self, part) and self._stack.currentWidget() is getattr(self, part)

    def open(self, target: object) -> None:
        if target == NEW:
            self._show(self.new)
            self.new.begin()
        elif isinstance(target, tuple) and len(target) == 2 and target[0] == NEW:
            self._show(self.new)
            self.new.begin(target[1])
        elif isinstance(target, tuple) and len(target) == 2 and target[0] == ROUND:
            if self.may_leave():
                self.listing.show_round(target[1])
                self.show_list()
        elif isinstance(target, tuple) and len(target) == 2 and target[0] == PROPOSE:
            self._among = []
            self._show_claim(target[1])
            self.sheet.wished = PROPOSE
        elif isinstance(target, int):
            self._among = []
            self._show_claim(target)

    def takes_table(self) -> object:
        """Claims in the list; of an open claim what it brings."""
        if self._shows("sheet"):
            return self.sheet.items_wanted()
        return "claims" if self._stack.currentWidget() is self._lists else None

    def standing(self) -> object:
        if self._shows("new"):
            return NEW
        view = self.sheet.view if self._shows("sheet") else None
        return view.claim.id if view else None

    def come_back(self, target: object) -> None:
        """A claim that is there still; a draft may have been given up elsewhere."""
        if isinstance(target, int):
            there = partial(self._open_if_there, target)
            self.bench.jobs.run(claims.claim_rows, there, None, (target,), key="claims/back")
        else:
            self.open(target)

    def _open_if_there(self, number: int, found: Mapping[int, ClaimRow]) -> None:
        if number in found and self._stack.currentWidget() is self._lists:
            self.open(number)

    def show_list(self) -> None:
        if not self.may_leave():
            return
        self._show(self._lists)
        self.listing.table.view.setFocus()

    def leads(self) -> bool:
        return self._stack.currentWidget() is self._lists

    def shown_record(self) -> tuple[str, int, str] | None:
        if not self._shows("sheet"):
            row = self.listing.table.current()
            return None if row is None else ("claim", row.id, row.number or row.applicant)
        view = self.sheet.view
        return None if view is None else ("claim", view.claim.id, view.claim.number or "草稿")

    def may_leave(self) -> bool:
        """Drafts are saved on the way out; only an unsaved amendment is asked about."""
        return not self._shows("sheet") or self.sheet.may_leave()

    def _show(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)
        sheet = self._shows("sheet")
        self.roomy.emit(sheet)
        if not sheet:
            self.stood.emit()

    def _open_row(self, row: ClaimRow) -> None:
        self._among = list(self.listing.ids())
        self._show_claim(row.id)

    def _opened(self, opened: Opened) -> None:
        self._among = []
        self._show_claim(opened.id)

    def _opened_form(self, drafts: tuple[int, ...]) -> None:
        """The drafts of one form, to be filled one after the other."""
        self._among = list(drafts)
        self._show_claim(drafts[0])

    def _show_claim(self, claim_id: int) -> None:
        self._show(self.sheet)
        place = self._among.index(claim_id) + 1 if claim_id in self._among else 0
        self.sheet.show_claim(claim_id, place, len(self._among) if place else 0)

    def _show_sibling(self, claim_id: int) -> None:
        """Another claim of the same form; the list gone through stays the one it was."""
        if self.sheet.may_leave():
            self._show_claim(claim_id)

    def _step(self, by: int) -> None:
        view = self.sheet.view if made(self, "sheet") else None
        if view is None or view.claim.id not in self._among:
            return
        place = self._among.index(view.claim.id) + by
        if 0 <= place < len(self._among) and self.sheet.may_leave():
            self._show_claim(self._among[place])

    def _find(self) -> None:
        if self._stack.currentWidget() is self._lists:
            self.listing.filter.setFocus()
            self.listing.filter.selectAll()

    def _to_checks(self) -> None:
        if self._shows("sheet"):
            self.sheet.go_to_checks()

    def serve(self, on: bool) -> None:
        """柜台连续收件: from one applicant to the next until it is ended."""
        if on and not self.bench.may(Role.CLERK):
            self.bench.say("柜台收件由经办人办理，请更换操作员（Ctrl+Shift+O）")
            return
        self.counter.serve(on)
        self.new.show_queue(self.counter.said if on else "")
        if on and not self._shows("new"):
            self.open(NEW)

    def _counter_paper(self) -> None:
        if self._shows("sheet"):
            self.counter.print()

    def _next_applicant(self) -> None:
        if self._shows("sheet") and self.sheet.may_leave():
            self.new.show_queue(self.counter.said if self.counter.serving else "")
            self.open(NEW)

    def _with_papers(self, act: Callable[[EvidenceDesk], object]) -> None:
        if self._shows("sheet"):
            act(self.sheet.papers)

    def _show_form(self) -> None:
        if self._shows("sheet"):
            self.sheet.show_form()

    def _press_next(self) -> None:
        if not self._shows("sheet"):
            return
        foot = self.sheet.foot
        if foot.form.isVisible():
            foot.form.confirm()
        elif foot.next.button.isVisible():
            foot.take_primary()

    def _add(self, text: str, keys: str, slot: Callable[[], object]) -> None:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _=False: slot())
        self.addAction(action)


def _step_paper(by: int, papers: EvidenceDesk) -> None:
    papers.viewer.step(by)


def _step_page(by: int, papers: EvidenceDesk) -> None:
    papers.viewer.scan.step_page(by)
