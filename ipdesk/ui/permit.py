"""Who may write here: what writes is greyed for the others, the reason said in its tip."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from ipdesk.domain.stages import Role
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import label
from ipdesk.ui.widgets.base import Button

DECIDERS = (Role.ADMINISTRATOR, Role.APPROVER)  # of readings, names and clause statuses
CLERKS = (Role.CLERK,)
KEEPERS = (Role.ADMINISTRATOR, Role.CLERK)  # of the bureau, its paper, rounds and second place
ADMINISTRATORS = (Role.ADMINISTRATOR,)
ANYBODY = tuple(role for role in Role if role is not Role.AUDITOR)
JUDGES = (Role.CLERK, Role.REVIEWER)  # of what looks alike
PAYERS = (Role.PAYER,)
TAKERS = (Role.CLERK, Role.PAYER)  # of tables, and of batches of payments
SPOILERS = (*KEEPERS, Role.APPROVER)  # of numbers
ISSUERS = (Role.CLERK, Role.APPROVER)  # of letters
AUDITOR_LOOKS = "审计账号只查看，不办理。"
DRAFTERS = (Role.CLERK, Role.REVIEWER, Role.ADMINISTRATOR)  # of policies to come
WRITES = "writes"  # set on every control that leads to an entry in the journal


class Permit(QObject):
    """Follows whoever sits at the window; `beside` says the same near the button."""

    def __init__(self, bench: Bench, roles: Sequence[Role], *parts: QWidget | QAction) -> None:
        super().__init__(parts[0])
        self._bench = bench
        self._roles = roles
        self._parts = parts
        self._tips = [part.toolTip() for part in parts]
        self._texts: tuple[QLineEdit | QPlainTextEdit, ...] = ()
        self.note: QLabel | None = None
        for part in parts:
            part.setProperty(WRITES, True)
        bench.actor_changed.connect(self._seated)
        self.tell()

    def allow(self, roles: Sequence[Role]) -> None:
        """What the control leads to has changed, and with it who may."""
        self._roles = roles
        self.tell()

    def reading(self, *texts: QWidget) -> None:
        """Texts that who may not write reads, scrolls and copies all the same."""
        self._texts = tuple(one for one in texts if isinstance(one, QLineEdit | QPlainTextEdit))
        self.tell()

    def _seated(self, _actor: object) -> None:
        self.tell()

    def tell(self) -> None:
        """Grey what writes, or not, with the reason."""
        reason = refusal(self._bench, self._roles)
        for part, tip in zip(self._parts, self._tips, strict=True):
            if isinstance(part, Button):
                part.bar(reason)
                continue
            part.setEnabled(not reason)
            part.setToolTip(reason or tip)
        for text in self._texts:
            text.setReadOnly(bool(reason))
        if self.note is not None:
            self.note.setText(reason)
            self.note.setVisible(bool(reason))

    def beside(self, parent: QWidget) -> QLabel:
        """The reason in words, to stand near the button; hidden while there is none."""
        self.note = label("", "small", wrap=True)
        self.note.setParent(parent)  # at once: a label alone would be a window
        self.tell()
        return self.note


def refusal(bench: Bench, roles: Sequence[Role]) -> str:
    """Why who sits here may not do what these roles do; "" when they may."""
    if bench.frozen:
        return "数据没有通过核对，现在只能查看。"
    if bench.read_only:
        return AUDITOR_LOOKS
    if bench.may(*roles):
        return ""
    words = bench.wording
    named = "或".join(words.label("role", role) for role in roles)
    return f"由{named}办理，当前操作员只能查看。"
