"""Who may press a button: greyed for the others, the reason said before anything is typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from ipdesk.domain.stages import Role
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import label

DECIDERS = (Role.ADMINISTRATOR, Role.APPROVER)  # of readings, names and clause statuses


class Permit(QObject):
    """Follows whoever sits at the window; `beside` says the same near the button."""

    def __init__(self, bench: Bench, roles: Sequence[Role], *parts: QPushButton | QAction) -> None:
        super().__init__(parts[0])
        self._bench = bench
        self._roles = roles
        self._parts = parts
        self._tips = [part.toolTip() for part in parts]
        self.note: QLabel | None = None
        bench.actor_changed.connect(lambda _: self.tell())
        self.tell()

    def tell(self) -> None:
        """Grey the buttons, or not, with the reason."""
        reason = self._reason()
        for part, tip in zip(self._parts, self._tips, strict=True):
            part.setEnabled(not reason)
            part.setToolTip(reason or tip)
        if self.note is not None:
            self.note.setText(reason)
            self.note.setVisible(bool(reason))

    def beside(self, parent: QWidget) -> QLabel:
        """The reason in words, to stand near the button; hidden while there is none."""
        self.note = label("", "small", wrap=True)
        self.note.setParent(parent)  # at once: a label alone would be a window
        self.tell()
        return self.note

    def _reason(self) -> str:
        bench = self._bench
        if bench.read_only:
            return "现在只能查看，不能改动。"
        if bench.has_actor and set(self._roles) & set(bench.actor.roles):
            return ""
        words = bench.wording
        named = "或".join(words.label("role", role) for role in self._roles)
        return f"由{named}办理，当前操作员只能查看。"
