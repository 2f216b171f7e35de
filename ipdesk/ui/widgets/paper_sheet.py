"""预览 of a paper that is made anew each time: the very bytes, to be printed or saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets.base import column, label, primary, quiet
from ipdesk.ui.widgets.editors import LineField
from ipdesk.ui.widgets.paper_view import PaperView
from ipdesk.ui.widgets.printing import Printing
from ipdesk.ui.widgets.surfaces import Notice
from ipdesk.ui.widgets.wrapping import Wrapping

_WIDE, _HIGH = 900, 940
_FOLDER = "folders/papers"
LONGEST = 80  # characters of a recipient


class PaperSheet(QDialog):
    """Pages in a scroll area over 打印 and 另存为 PDF; `name` names file and print job.

    `given_to` is proposed as the one who gets it; None: it goes to anybody and is not logged.
    """

    def __init__(
        self,
        bench: Bench,
        name: str,
        pdf: bytes,
        *,
        kind: str,
        save: Callable[[Path, str], object],
        printed: Callable[[int, str], object],
        given_to: str | None = None,
        note: str = "",
        word: Callable[[Path, str], object] | None = None,
    ) -> None:
        super().__init__(bench.messages.window)
        self._bench = bench
        self._name, self._kind = name, kind
        self._save, self._printed, self._word = save, printed, word
        self._printing = Printing(bench, self)
        self.setProperty("kind", "sheet")
        self.setWindowTitle(name)
        self.heading = label(name, "title", wrap=True)
        self.notice = Notice("")
        self.notice.tell(note, "attention")
        self.paper = PaperView(bench)
        self.recipient = LineField("记入操作记录", LONGEST)
        self.recipient.setAccessibleName("交给谁")
        self.recipient.set_value(given_to or None)
        theme.current().hold(self.recipient, fixed=240)
        self.print_button = primary("打印", self.print, icon="printer", hint="Ctrl+P")
        self.save_button = quiet("另存为 PDF", self.save, icon="download", hint="Ctrl+S")
        self.word_button = quiet("Word 副本…", self.copy)
        self.word_button.setVisible(word is not None)
        self.close_button = quiet("关闭", self.reject)
        whole = column(self.heading, self.notice, gap=12, margins=(24, 18, 24, 18))
        whole.addWidget(self.paper, 1)
        told = label("交给谁", "field")
        if given_to is None:
            told.hide()
            self.recipient.hide()
        acts = (self.word_button, self.close_button, self.save_button, self.print_button)
        whole.addWidget(Wrapping(told, self.recipient, *acts, right=acts))
        self.setLayout(whole)
        for keys, slot in (
            ("Ctrl+P", self.print),
            ("Ctrl+S", self.save),
            ("Ctrl+=", lambda: self.paper.step(1)),
            ("Ctrl+-", lambda: self.paper.step(-1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        self._fit()
        self.print_button.setDefault(True)
        self.paper.area.setFocus()
        self.paper.show_pdf(pdf)

    def print(self) -> None:
        self._printing.print(self._name, self._kind, self.paper.pdf, self._log)

    def _log(self, copies: int) -> None:
        self._printed(copies, self._given_to())

    def _given_to(self) -> str:
        return str(self.recipient.value() or "")

    def save(self) -> None:
        """Ask where to; what is written are the bytes on the screen."""
        path = self._printing.where_to_save(self._name, _FOLDER)
        if path is not None:
            self._save(path, self._given_to())

    def copy(self) -> None:
        """A Word copy for whoever is named; it never replaces what is on the screen."""
        given = self._printing.where_to_copy(self._name, _FOLDER)
        if given is not None and self._word is not None:
            self._word(*given)

    def _fit(self) -> None:
        """As high as the window behind it: a page wants to be seen whole."""
        behind: QWidget | None = self._bench.messages.window
        wide, high = _WIDE, _HIGH
        if behind is not None:
            wide = min(wide, behind.width() - 40)
            high = min(high, behind.height() - 40)
        self.resize(wide, high)
