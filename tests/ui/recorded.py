from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog

from ipdesk.ui import worn
from ipdesk.ui.messages import Messages
from ipdesk.wording import Wording
from tests.ui.audit import faults


class RecordedMessages(Messages):
    """Answers questions as told beforehand and keeps what was said and asked."""

    def __init__(self, wording: Wording) -> None:
        super().__init__(wording)
        self.said: list[str] = []
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.dialogs: list[QDialog] = []
        self.yes = True
        self.saves = False  # answers 保存 where that is offered
        self.given_reason: str | None = "测试理由"
        self.chosen_file: Path | None = None
        self.chosen_files: list[Path] = []

    def say(self, text: str) -> None:
        self.said.append(text)
        super().say(text)

    def warn(self, text: str) -> None:
        self.complaints.append(text)
        super().warn(text)

    def complain(self, error: BaseException, details: str = "") -> None:
        self.complaints.append(self.text_of(error) + details)

    def tell(self, title: str, text: str, details: str = "") -> None:
        self.asked.append(title)

    def ask(
        self, title: str, text: str, yes: str = "确定", no: str = "取消", danger: bool = False
    ) -> bool:
        self.asked.append(title)
        return self.yes

    def leaves(
        self, text: str, stay: str = "继续填写", save: Callable[[], object] | None = None
    ) -> bool:
        self.asked.append("还没有保存")
        if self.saves and save is not None:
            save()
            return False
        return not self.yes  # who says yes goes on typing

    def reason(
        self, title: str, prompt: str, yes: str = "确定", usual: Sequence[str] = ()
    ) -> str | None:
        self.asked.append(title)
        return self.given_reason

    def run(self, dialog: QDialog) -> bool:
        if dialog.parentWidget() is None:
            worn.wear(dialog)
        assert faults(dialog) == []
        self.dialogs.append(dialog)
        self.asked.append(dialog.windowTitle())
        return self.yes

    def save_file(self, title: str, name: str, kinds: str) -> Path | None:
        self.asked.append(title)
        return self.chosen_file

    def open_files(self, title: str, kinds: str) -> list[Path]:
        self.asked.append(title)
        return self.chosen_files

    def folder(self, title: str) -> Path | None:
        self.asked.append(title)
        return self.chosen_file
