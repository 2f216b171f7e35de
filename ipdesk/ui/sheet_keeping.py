"""What is typed into any dialog survives a killed process, without the dialog doing anything."""

from __future__ import annotations

import hashlib
import json

from PySide6.QtWidgets import QBoxLayout, QDialog, QLabel, QPlainTextEdit, QWidget

from ipdesk.ui.bench import Bench
from ipdesk.ui.keeping import Keeping, Slot, slot
from ipdesk.ui.widgets import ChoiceField, FlagField, LineField, NoteField
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.many_field import ManyField
from ipdesk.ui.widgets.password import PasswordField

Typed = LineField | NoteField | QPlainTextEdit
_ALL = (LineField, NoteField, QPlainTextEdit, ChoiceField, FlagField, ManyField)


def follow_sheet(bench: Bench, dialog: QDialog) -> Keeping | None:
    """Keep the fields of a dialog that keeps none itself; given up or taken, nothing is left."""
    if not bench.has_actor or dialog.property("help") or dialog.findChildren(Keeping):
        return None
    if dialog.property("secret") or dialog.findChildren(PasswordField):
        return None  # what is secret is written nowhere
    fields = [one for one in dialog.findChildren(QWidget) if isinstance(one, _ALL)]
    fields = [one for one in fields if not _read_only(one)]
    if not any(isinstance(one, Typed) for one in fields):
        return None
    slots = {str(number): _slot(one) for number, one in enumerate(fields)}
    keeping = Keeping(bench, f"sheet/{type(dialog).__name__}", dialog).follow_slots(slots)
    for one in fields:
        if isinstance(one, LineField | NoteField | ChoiceField | FlagField | ManyField):
            one.edited.connect(keeping.edited)
        else:
            one.textChanged.connect(keeping.edited)
    _put_line(dialog, keeping)
    dialog.finished.connect(lambda _: keeping.done())
    keeping.watch(_record(dialog, slots))
    return keeping


def _slot(field: QWidget) -> Slot:
    assert isinstance(field, _ALL)
    return slot(field.accessibleName() or field.toolTip(), field)


def _read_only(field: QWidget) -> bool:
    return isinstance(field, Typed) and field.isReadOnly()


def _put_line(dialog: QDialog, keeping: Keeping) -> None:
    inside = dialog.body if isinstance(dialog, Sheet) else dialog.layout()
    if isinstance(inside, QBoxLayout):
        inside.insertWidget(0, keeping.line)
    else:
        keeping.line.setParent(dialog)


def _record(dialog: QDialog, slots: dict[str, Slot]) -> str:
    """The same question about the same thing: its words, and what stood in it at first."""
    words = [one.text() for one in dialog.findChildren(QLabel)]
    first = [read() for _, read, _ in slots.values()]
    told = json.dumps([dialog.windowTitle(), words, first], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
