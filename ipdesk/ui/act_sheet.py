"""A form in a dialog that stays until the store has taken it, so that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtGui import QShowEvent

from ipdesk.errors import UserError
from ipdesk.services.office import Changes, Office
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import Form, label, quiet, row
from ipdesk.ui.widgets.ask import Sheet

FILES = "材料 (*.pdf *.jpg *.jpeg *.png *.xlsx *.docx *.doc *.xls);;所有文件 (*)"
Work = Callable[[Office], Changes]


class ActSheet(Sheet):
    """`work` makes of the filled form what is to be done; errors go to their field."""

    def __init__(self, bench: Bench, title: str, yes: str, told: str) -> None:
        super().__init__(bench.messages.window, title, yes)
        self._bench = bench
        self._told = told
        self._path: Path | None = None
        theme.current().hold(self, least=560)
        self.form = Form()
        self.body.addWidget(self.form)
        self.file = label("没有附材料", "small", wrap=True)

    def work(self) -> Work:
        """What is to be done on the store's thread, from what stands in the form."""
        return lambda office: Changes.of()

    def offer_file(self, known: str = "") -> None:
        """A line to attach a file with; `known` is attached already."""
        if known:
            self.file.setText(known)
        line = row(quiet("附材料…", self._choose_file, icon="paperclip"), gap=10)
        line.addWidget(self.file, 1)
        self.body.addLayout(line)

    def take_file(self, path: Path) -> None:
        self._path = path
        self.file.setText(path.name)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        empty = (field for field in self.form.fields.values() if field.value() in (None, ""))
        first = next(empty, None)
        if first is not None:
            first.editor.setFocus()

    def accept(self) -> None:
        if not self.form.check_filled():
            return
        self.yes.setEnabled(False)
        self._bench.jobs.run(self.work(), self._done, self._refused)

    def _choose_file(self) -> None:
        paths = self._bench.messages.open_files("选择材料", FILES)
        if paths:
            self.take_file(paths[0])

    def _done(self, changes: Changes) -> None:
        self._bench.announce(changes)
        self._bench.say(self._told)
        super().accept()

    def _refused(self, error: Exception) -> None:
        self.yes.setEnabled(True)
        text = self._bench.messages.text_of(error)
        field = error.field if isinstance(error, UserError) else ""
        if not (field and field in self.form.fields and self.form.fault(field, text)):
            self._bench.messages.complain(error)

    def value(self, name: str) -> Any:
        return self.form[name].value()
