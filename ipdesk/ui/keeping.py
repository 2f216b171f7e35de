"""What is typed into a form survives a killed process, and is offered back where it was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPlainTextEdit, QWidget

from ipdesk.errors import StorageError
from ipdesk.services import typed
from ipdesk.services.office import Actor
from ipdesk.services.typed import Texts
from ipdesk.ui.bench import Bench
from ipdesk.ui.permit import ANYBODY
from ipdesk.ui.widgets import ChoiceField, FlagField, Form, LineField, NoteField, label, link, row
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.base import set_property
from ipdesk.ui.widgets.many_field import ManyField

KEEP_MS = 60  # of what is typed, a killed process loses no more than the last key
AGAIN_MS = 500  # while the store is being checked it takes nothing
_LONGEST = 24
Text = str | bool
NEW = "new"  # the record that is not there yet
Slot = tuple[str, Callable[[], Text], Callable[[Text], None]]  # caption, what stands, put back
Field = LineField | NoteField | ChoiceField | FlagField | ManyField | QLineEdit | QPlainTextEdit


class KeptLine(QFrame):
    """Says what was put back and what stood there; one press gives it up."""

    def __init__(self, give_up: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "notice")
        set_property(self, "tone", "accent")
        self.said = label("", wrap=True)
        self.drop = link("放弃", give_up)
        self.drop.setAccessibleName("放弃放回的内容")
        inner = row(gap=8, margins=(12, 6, 12, 6))
        inner.addWidget(self.said, 1)
        inner.addWidget(self.drop)
        self.setLayout(inner)
        self.hide()


class Keeping(QObject):
    """Follows the fields of one place; `watch` begins anew with each record shown there."""

    given_up = Signal()  # everything stands again as before

    def __init__(self, bench: Bench, place: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._bench = bench
        self._place = place
        self._record = ""
        self._actor: Actor | None = None
        self._fields: dict[str, Slot] = {}
        self._before: dict[str, Text] = {}
        self._kept = False  # whether something lies in the store
        self.line = KeptLine(self.give_up)
        self._timer = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._timer.timeout.connect(self._keep)

    def follow(self, form: Form) -> Keeping:
        """Every field of a form."""
        for name, field in form.fields.items():
            self._fields[name] = slot(field.caption, field.editor)
        form.changed.connect(self._form_changed)
        return self

    def follow_slots(self, slots: Mapping[str, Slot]) -> Keeping:
        """What stands in no form; the place tells by `edited` when it changes."""
        self._fields.update(slots)
        return self

    def _form_changed(self, _name: str) -> None:
        self.edited()

    def flush(self) -> None:
        """Keep at once: the fields are about to show something else."""
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    def watch(self, record: object = "-") -> None:
        """The fields have been filled from this record: ask whether more was typed there."""
        self._timer.stop()
        self.line.hide()
        self._record, self._before, self._kept = str(record), self._texts(), False
        self._actor = self._bench.actor if self._bench.may(*ANYBODY) else None
        if self._actor is not None:
            work = (self._actor, self._place, self._record)
            run, key = self._bench.jobs.run, f"typed/{self._place}"
            run(typed.typed, lambda found: self._found(str(record), found), None, *work, key=key)

    def edited(self) -> None:
        """Something was typed; a moment later it is in the store."""
        if self._actor is not None and not self._timer.isActive():
            self._timer.start(KEEP_MS)

    def done(self) -> None:
        """Saved, or given up: nothing is to be offered back."""
        self._timer.stop()
        self.line.hide()
        if self._actor is not None and self._kept:
            self._kept = False
            work = (self._actor, self._place, self._record)
            self._bench.jobs.run(typed.forget_typed, None, None, *work)
        self._before = self._texts()

    def give_up(self) -> None:
        """Everything stands again as it did before it was typed."""
        before = dict(self._before)
        for name, text in before.items():
            if self._fields[name][1]() != text:
                self._fields[name][2](text)
        self.done()
        self.given_up.emit()

    def _texts(self) -> dict[str, Text]:
        return {name: each[1]() for name, each in self._fields.items()}

    def _keep(self) -> None:
        now, actor = self._texts(), self._actor
        if actor is None:
            return
        changed = {name: text for name, text in now.items() if text != self._before.get(name)}
        work = (actor, self._place, self._record)
        if changed:
            self._kept = True
            self._bench.jobs.run(typed.keep_typed, None, self._not_kept, *work, changed)
        elif self._kept:
            self._kept = False
            self.line.hide()
            self._bench.jobs.run(typed.forget_typed, None, self._not_kept, *work)

    def _not_kept(self, error: Exception) -> None:
        if isinstance(error, StorageError) and error.code == "store-checking":
            self._timer.start(AGAIN_MS)
        else:
            self._bench.messages.complain(error)

    def _found(self, record: str, found: Texts) -> None:
        # Typed on meanwhile, or another record is shown: what stands here now goes first.
        if record != self._record or self._texts() != self._before or not found:
            return
        self._kept = True
        told = []
        for name, (caption, _, put_back) in self._fields.items():
            text = found.get(name, self._before[name])
            if text != self._before[name]:
                put_back(text)
                told.append((caption or "勾选项", _was(self._before[name])))
        if told:
            self.line.said.setText(_put_back(told, new=self._record == NEW))
            self.line.show()
        else:
            self.done()


def keep_in_sheet(
    bench: Bench,
    sheet: Sheet,
    place: str,
    form: Form,
    slots: Mapping[str, Slot] | None = None,
    record: object = "-",
) -> Keeping:
    """A dialog keeps what is typed into it as a page does, until what it asks for was done.

    Given up, nothing is offered back; refused after it was closed, or killed, all of it is.
    """
    keeping = Keeping(bench, place, sheet).follow(form).follow_slots(slots or {})
    sheet.body.insertWidget(0, keeping.line)
    sheet.accepted.connect(keeping.flush)
    sheet.rejected.connect(keeping.done)
    keeping.watch(record)
    return keeping


def slot(caption: str, editor: Field) -> Slot:
    """A field as it is followed."""
    return caption, partial(text_in, editor), partial(retype, editor)


def text_in(editor: Field) -> Text:
    """What stands in a field, as it was typed."""
    if isinstance(editor, FlagField):
        return editor.isChecked()
    if isinstance(editor, QComboBox):
        return editor.currentText()
    if isinstance(editor, ManyField):
        return "、".join(str(value) for value in editor.value())
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    return editor.text()


def retype(editor: Field, text: Text) -> None:
    """Put a text into a field as if it were typed: Ctrl+Z takes it out again."""
    if text_in(editor) == text:
        return
    if isinstance(editor, FlagField):
        editor.setChecked(bool(text))
    elif isinstance(editor, ManyField):
        editor.set_value(str(text).split("、"))
    elif isinstance(editor, QComboBox):
        editor.setCurrentIndex(editor.findText(str(text)))
    elif isinstance(editor, QPlainTextEdit):
        cursor = editor.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(str(text))
        return  # it has told by itself that it was edited
    else:
        editor.selectAll()
        editor.insert(str(text))
        editor.setCursorPosition(0)
    if isinstance(editor, LineField | ChoiceField | FlagField | ManyField):
        editor.edited.emit()


def _put_back(told: list[tuple[str, str]], new: bool) -> str:
    """What is there again; of a new record there is nothing that stood there before."""
    said = "上次没有保存的内容已放回"
    if new:
        return f"{said}：{'、'.join(caption for caption, _ in told)}"
    return f"{said}，改动前：{'、'.join(f'{caption}（{was}）' for caption, was in told)}"


def _was(text: Text) -> str:
    if isinstance(text, bool):
        return "已勾" if text else "未勾"
    text = " ".join(text.split())
    return (text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…") or "空"
