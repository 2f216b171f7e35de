"""柜台收件: a queue of applicants, one after the other without leaving the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from ipdesk.domain.office_form import FormKind
from ipdesk.domain.stages import Stage
from ipdesk.services.claim_view import ClaimView
from ipdesk.ui import icons
from ipdesk.ui.claims.office_paper import OfficePaperDesk
from ipdesk.ui.widgets import Chip, primary, quiet, row
from ipdesk.ui.widgets.base import stress
from ipdesk.ui.widgets.elided import Elided

PAPER_KEY, NEXT_KEY = "F8", "F9"
_PAPERS = {FormKind.HANDED_IN: "打印收件回执", FormKind.MISSING: "打印一次性告知单"}


class CounterBar(QFrame):
    """At the foot of a claim while a queue is served: the paper to hand over, and who is next."""

    next_asked = Signal()
    ended = Signal()

    def __init__(self, papers: OfficePaperDesk) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self._papers = papers
        self._view: ClaimView | None = None
        self.serving = False
        self._received: list[int] = []
        self.told = Elided("", "muted")
        self.paper = quiet("", self.print, icon="printer", hint=PAPER_KEY)
        self.next = primary("下一位", self.next_asked.emit, keys=NEXT_KEY)
        stress(self.next, on=False)
        self.end = quiet("结束柜台收件", self.ended.emit)
        line = row(Chip("柜台收件", "accent"), margins=(16, 6, 16, 6))
        line.addWidget(self.told, 1)
        for button in (self.end, self.paper, self.next):
            line.addWidget(button)
        self.setLayout(line)
        self.hide()

    def serve(self, on: bool) -> None:
        """Begin with a queue, or end with it."""
        self.serving = on
        self._received.clear()
        self.setVisible(on)
        self._tell()

    def show_view(self, view: ClaimView) -> None:
        """Another claim, or the same one a step further; True when it has just been received."""
        before, self._view = self._view, view
        kind = self._kind()
        self.paper.setVisible(kind is not None)
        if kind is not None:
            self.paper.setText(_PAPERS[kind])
            icons.put(self.paper, "printer")
        # The filled button is the one to press now: what is received makes room for the next.
        stress(self.next, on=view.claim.stage is not Stage.DRAFT)
        same = before is not None and before.claim.id == view.claim.id
        was_draft = same and before is not None and before.claim.stage is Stage.DRAFT
        if self.serving and was_draft and view.claim.number:
            self._received.append(view.claim.id)
            self._tell()
            self.print()

    def print(self) -> None:
        """Show the paper that is handed over: Enter prints it."""
        kind = self._kind()
        if self._view is not None and kind is not None:
            self._papers.begin(self._view.claim.id, kind)

    @property
    def said(self) -> str:
        """How far the queue has come."""
        return f"已收 {len(self._received)} 件" if self._received else "还没有收件"

    def _kind(self) -> FormKind | None:
        forms = self._view.forms_open if self._view is not None else ()
        return next((kind for kind in forms if kind in _PAPERS), None)

    def _tell(self) -> None:
        self.told.setText(f"这一轮{self.said}。登记收件后回执自动出来，回车打印")
