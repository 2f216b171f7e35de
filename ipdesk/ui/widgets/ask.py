"""Small dialogs: a reason in words, and the report of an unforeseen error."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QLayout, QPlainTextEdit, QSizePolicy, QWidget

from ipdesk.ui import theme
from ipdesk.ui.widgets.base import column, label, link, primary, quiet, row, set_property
from ipdesk.ui.widgets.dialog import fit_screen
from ipdesk.ui.widgets.room import make_room

_AS_WIDE = QSizePolicy.Policy.Preferred


class Sheet(QDialog):
    """A dialog with a heading, a body and its buttons at the bottom right."""

    def __init__(self, parent: QWidget | None, title: str, yes: str, no: str = "取消") -> None:
        super().__init__(parent)
        self.setProperty("kind", "sheet")
        self.setWindowTitle(title)
        self.heading = label(title, "title")
        # Not of the dialog itself: that would override the least size of what is in it.
        theme.current().hold(self.heading, least=420)
        self.heading.setSizePolicy(_AS_WIDE, QSizePolicy.Policy.Fixed)
        self.body = column(gap=12)
        self.yes = primary(yes, self.accept)
        self.yes.setDefault(True)
        self.no = quiet(no, self.reject)
        self.buttons = row(None, self.no, self.yes)
        whole = column(self.heading, self.body, self.buttons, gap=16, margins=(24, 20, 24, 20))
        # Qt would take the height of words for the least width they can have.
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setLayout(whole)
        self._asked = QSize()

    def showEvent(self, event: QShowEvent) -> None:
        make_room(self)
        fit_screen(self, self.body)
        self._asked = self.minimumSize()
        self._hold_words()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hold_words()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._hold_words()
        return done

    def _hold_words(self) -> None:
        """Never smaller than what stands in it at the width it has."""
        whole = self.layout()
        if whole is None or not self.isVisible():
            return
        least = whole.totalMinimumSize().expandedTo(self._asked)
        high = least.height()
        if whole.hasHeightForWidth():
            wide = max(self.width(), least.width())
            high = max(whole.totalMinimumHeightForWidth(wide), self._asked.height())
        if self.minimumSize() != QSize(least.width(), high):
            self.setMinimumSize(least.width(), high)


class QuestionDialog(Sheet):
    """A question with two named answers; what is dangerous is never the default."""

    def __init__(
        self, parent: QWidget | None, title: str, text: str, yes: str, no: str, danger: bool
    ) -> None:
        super().__init__(parent, title, yes, no)
        self.body.addWidget(label(text, wrap=True))
        if danger:
            set_property(self.yes, "kind", "danger")
            self.yes.setDefault(False)
            self.no.setDefault(True)
            self.no.setFocus()


class LeavingDialog(QuestionDialog):
    """What becomes of typed work: saved, given up, or gone on with, which Esc does too."""

    def __init__(self, parent: QWidget | None, text: str, stay: str) -> None:
        super().__init__(parent, "还没有保存", text, "不保存，离开", stay, danger=True)
        self.saving = False
        self.save = primary("保存", self._save)
        self.buttons.insertWidget(self.buttons.count() - 1, self.save)
        self.no.setDefault(False)
        self.save.setDefault(True)
        self.save.setFocus()

    def _save(self) -> None:
        self.saving = True
        self.reject()


class SameNameDialog(QuestionDialog):
    """A file of a name that is there already: a new version, one more, or not at all."""

    def __init__(self, parent: QWidget | None, text: str) -> None:
        super().__init__(parent, "同名文件", text, "替换，旧版保留", "取消", danger=False)
        self.another = False
        self.more = quiet("另外一份", self._add)
        self.buttons.insertWidget(self.buttons.count() - 1, self.more)

    def _add(self) -> None:
        self.another = True
        self.accept()


class NoticeDialog(Sheet):
    """A message that must not be missed, with details for whoever mends it."""

    def __init__(self, parent: QWidget | None, title: str, text: str, details: str) -> None:
        super().__init__(parent, title, "知道了")
        self.no.hide()
        self.body.addWidget(label(text, wrap=True, select=True))
        if details:
            more = QPlainTextEdit(details)
            more.setAccessibleName("详情")
            more.setTabChangesFocus(True)
            more.setReadOnly(True)
            more.setMinimumSize(520, 140)
            self.body.addWidget(more)


class ReasonDialog(Sheet):
    """Asks why; the reason is kept with the act, so an empty one is not taken."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        prompt: str,
        yes: str,
        usual: Sequence[str] = (),
    ) -> None:
        super().__init__(parent, title, yes)
        self.edit = QPlainTextEdit()
        self.edit.setAccessibleName(prompt)
        self.edit.setTabChangesFocus(True)
        self.edit.setMinimumHeight(96)
        self.edit.textChanged.connect(self._check)
        self.body.addWidget(label(prompt, "muted", wrap=True))
        self.body.addWidget(self.edit)
        for words in usual:  # one press types what is mostly the reason
            self.body.addWidget(link(words, partial(self.edit.setPlainText, words)))
        self.edit.setFocus()
        self._check()

    def text(self) -> str:
        return self.edit.toPlainText().strip()

    def _check(self) -> None:
        self.yes.setEnabled(bool(self.text()))
        self.yes.setToolTip("" if self.text() else "请写明理由")


class CrashDialog(Sheet):
    """An error of ours: what happened, what was kept, and the log to hand on."""

    def __init__(self, parent: QWidget | None, details: str, logs: Path | None) -> None:
        super().__init__(parent, "程序遇到意外问题", "继续使用", "复制详情")
        said = (
            "刚才这一步没有完成；此前已保存的内容都在，没有改动。\n"
            "可以继续使用。若再次出现，请把下面的详情和日志交给维护人员。"
        )
        text = QPlainTextEdit(details)
        text.setAccessibleName("详情")
        text.setTabChangesFocus(True)
        text.setReadOnly(True)
        text.setMinimumSize(560, 180)
        self.body.addWidget(label(said, wrap=True))
        self.body.addWidget(text)
        self.no.clicked.disconnect()
        self.no.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
        if logs is not None:
            where = QUrl.fromLocalFile(str(logs))
            folder = link("打开日志文件夹", lambda: QDesktopServices.openUrl(where))
            self.body.addLayout(row(folder, None))
