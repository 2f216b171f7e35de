"""A draft whose facts fall under another policy: the line that says so, and the one press."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from ipdesk.domain.policy import Policy
from ipdesk.domain.stages import Role
from ipdesk.services import policy_in_force
from ipdesk.services.claim_view import ClaimView, Elsewhere
from ipdesk.services.claims import Opened
from ipdesk.services.office import Changes
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import Notice, quiet, row


class PolicyLine(QFrame):
    """Seen only where the day of the facts belongs to the policy before or after."""

    leaving = Signal()  # what was typed is to be kept first
    moved = Signal(int)  # the draft it has become

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._bench = bench
        self._claim = 0
        self.said = Notice()
        self.move_over = quiet("", self._move)
        line = row(gap=10, margins=(18, 0, 18, 0))
        line.addWidget(self.said, 1)
        line.addWidget(self.move_over)
        self.setLayout(line)
        self.setVisible(False)

    def show_view(self, view: ClaimView) -> None:
        found = view.elsewhere
        self._claim = view.claim.id
        self.setVisible(found is not None)
        if found is None:
            return
        self.said.tell(_said(view, found), "attention")
        self.move_over.setText(f"改按{_name(found.policy)}办理")
        self.move_over.setToolTip(f"填好的内容和材料一并转到“{found.award.label}”")
        self.move_over.setEnabled(view.editable and self._bench.may(Role.CLERK))

    def _move(self) -> None:
        """All that was typed and handed in goes along; the draft under this policy ends."""
        self.leaving.emit()
        self.move_over.setEnabled(False)
        work = (self._bench.actor, self._claim)
        self._bench.jobs.run(policy_in_force.move_draft, self._moved, self._refused, *work)

    def _moved(self, made: Opened) -> None:
        old = self._claim
        self.moved.emit(made.id)
        self._bench.announce(Changes.of("claim", "claim_evidence", ids=(old, made.id)))
        self._bench.say("已改按事实日期当日执行的政策办理，请核对标的和材料")

    def _refused(self, error: Exception) -> None:
        self.move_over.setEnabled(True)
        self._bench.messages.complain(error)


def _name(policy: Policy) -> str:
    return policy.document_number or f"《{policy.title}》"


def _span(policy: Policy) -> str:
    first = policy.valid_from or "印发之日"
    return f"{first} 至 {policy.valid_to or '另行通知'}"


def _said(view: ClaimView, found: Elsewhere) -> str:
    clause = found.policy.clause(found.award.clause).number
    return (
        f"事实日期 {found.day} 不在{_name(view.policy)}的有效期内（{_span(view.policy)}）；"
        f"当日执行的是{_name(found.policy)}，应按{clause}“{found.award.label}”办理。"
    )
