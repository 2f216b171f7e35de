"""Everything the window asks or tells: quiet lines for good news, dialogs only for questions."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ipdesk.errors import PackError, StorageError, UserError
from ipdesk.wording import Wording

# The dialogs are read when one is asked for: the day begins without.
if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QDialog, QWidget

log = logging.getLogger(__name__)


def documents_folder() -> Path:
    """The person's own 文档, or their home; never the folder the program was started in."""
    from PySide6.QtCore import QStandardPaths

    own = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return own if own.is_dir() else Path.home()


class Messages:
    """Asks the person at the window; tests put `RecordedMessages` in its place."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.window: QWidget | None = None
        self.show_line: Callable[[str, str], object] = lambda text, tone: None
        self.offer_file: Callable[[Path], object] = lambda file: None  # beside what was said
        self.log_folder: Path | None = None
        self.everywhere: tuple[QAction, ...] = ()  # acts that a dialog of ours offers too
        self.follow: Callable[[QDialog], object] = lambda dialog: None  # keeps what is typed

    @cached_property
    def near(self) -> Path:
        """Where files are saved and looked for first."""
        return documents_folder()

    def say(self, text: str) -> None:
        """Good or plain news: a line that fades."""
        self.show_line(text, "done")

    def warn(self, text: str) -> None:
        """Something the clerk should put right; stays longer than good news."""
        self.show_line(text, "attention")

    def text_of(self, error: BaseException) -> str:
        """The Chinese sentence of an error the clerk or the machine caused."""
        if isinstance(error, UserError | StorageError):
            return self.wording.text("message", error.code, error.values)
        if isinstance(error, PackError):
            said = self.wording.text
            lines = (
                f"{p.file}　{p.key}：{said('problem', p.code, p.values)}" for p in error.problems
            )
            return "\n".join(lines)
        return str(error)

    def complain(self, error: BaseException, details: str = "") -> None:
        """Tell of an error in the way of its kind; anything unforeseen shows its log."""
        # The check behind the window takes a second; who is too quick need not click it away.
        soon = isinstance(error, StorageError) and error.code == "store-checking"
        if soon or isinstance(error, UserError):
            self.warn(self.text_of(error))
        elif isinstance(error, StorageError | PackError):
            self.tell("没有办成", self.text_of(error), details)
        else:
            from ipdesk.ui.widgets.ask import CrashDialog

            log.error("unforeseen: %s\n%s", error, details)
            CrashDialog(self.window, details or repr(error), self.log_folder).exec()

    def tell(self, title: str, text: str, details: str = "") -> None:
        """A message that must not be missed."""
        from ipdesk.ui.widgets.ask import NoticeDialog

        NoticeDialog(self.window, title, text, details).exec()

    def ask(
        self, title: str, text: str, yes: str = "确定", no: str = "取消", danger: bool = False
    ) -> bool:
        """A question with two named answers; what is dangerous is never the default."""
        from ipdesk.ui.widgets.ask import QuestionDialog

        return self.run(QuestionDialog(self.window, title, text, yes, no, danger))

    def leaves(
        self, text: str, stay: str = "继续填写", save: Callable[[], object] | None = None
    ) -> bool:
        """Whether typed work is given up; Esc and the closed question keep it.

        Where it can be saved as it stands, that is offered first; what follows it stays here.
        """
        if save is None:
            return self.ask("还没有保存", text, yes="不保存，离开", no=stay, danger=True)
        from ipdesk.ui.widgets.ask import LeavingDialog

        dialog = LeavingDialog(self.window, text, stay)
        leaves = self.run(dialog)
        if dialog.saving:
            save()
        return leaves

    def reason(
        self, title: str, prompt: str, yes: str = "确定", usual: Sequence[str] = ()
    ) -> str | None:
        """Ask for a reason in words; None when the person thinks better of it."""
        from ipdesk.ui.widgets.ask import ReasonDialog

        dialog = ReasonDialog(self.window, title, prompt, yes, usual)
        return dialog.text() if self.run(dialog) else None

    def run(self, dialog: QDialog) -> bool:
        """Show a dialog of a page; the one place where a dialog is executed."""
        from ipdesk.ui.widgets.dialog import Leaving

        if not dialog.property("help"):
            dialog.addActions(self.everywhere)
        Leaving(dialog)
        self.follow(dialog)
        return dialog.exec() == dialog.DialogCode.Accepted

    def save_file(self, title: str, name: str, kinds: str) -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getSaveFileName(self.window, title, str(self.near / name), kinds)
        return self._went(Path(chosen)) if chosen else None

    def open_files(self, title: str, kinds: str) -> list[Path]:
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getOpenFileNames(self.window, title, str(self.near), kinds)
        return [self._went(Path(name)) for name in chosen]

    def folder(self, title: str) -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        chosen = QFileDialog.getExistingDirectory(self.window, title, str(self.near))
        return Path(chosen) if chosen else None

    def _went(self, path: Path) -> Path:
        """The next file is looked for where this one was."""
        self.near = path.parent
        return path
