"""One proposal as a form in the words of the trade; what is empty and certain is folded away."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QMenu, QWidget

from ipdesk.services.policy_drafts import EvidenceKind
from ipdesk.services.policy_drafts import FormField as Asked
from ipdesk.ui import theme
from ipdesk.ui.drafting.fields import LinesField, field_for
from ipdesk.ui.widgets import (
    ChoiceField,
    FlagField,
    FormField,
    LineField,
    NoteField,
    column,
    link,
    row,
)
from ipdesk.ui.widgets.base import set_property
from ipdesk.ui.widgets.many_field import ManyField

Value = str | bool | tuple[str, ...]
_FOLDED = {"text", "amount", "count", "day", "lines", "flag"}
_QUOTE = "quote"
_AWARD = "pay"  # a field that only an award has
_AT_HAND = {"title", "level", "who_text"}  # also filled in they are seldom looked at
_WIDE = {
    "label",
    "who_text",
    "quote",
    "measure",
    "words",
    "reason",
    "validity_quote",
    "succeeds_quote",
}
_WORDS = {"text", "choice", "many"}
_SHORT = 13  # letters that fit a half of the column
EVIDENCE = "evidence"
_HALVES = 300  # from here on two fields stand beside each other
_FEW = 9  # a form this short folds nothing away


class PartForm(QWidget):
    """Shows the fields a part asks for; tells when one was edited and when Enter was pressed."""

    edited = Signal(str)
    entered = Signal()
    arranged = Signal()  # fields were folded away or shown

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self.fields: dict[str, FormField] = {}
        self._asked: dict[str, Asked] = {}
        self._library: tuple[EvidenceKind, ...] = ()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        for number in range(2):
            self._grid.setColumnStretch(number, 1)
        self.more = link("", self._unfold)
        self.papers = link("从常用材料添加", self._offer_papers)
        self._open = False
        self._single = False  # too narrow for two halves
        self.setLayout(column(self._grid, row(self.more, None, self.papers), gap=6))

    def offer_papers(self, library: Sequence[EvidenceKind]) -> None:
        self._library = tuple(library)

    def show_fields(self, asked: Sequence[Asked], writable: bool) -> None:
        """Show another part, or the same one as it stands now."""
        shape = {one.id: one.kind for one in asked}
        if shape != {name: one.kind for name, one in self._asked.items()}:
            self._build(asked)
        self._asked = {one.id: one for one in asked}
        for one in asked:
            self._fill(one)
        self._allow(writable)
        self._arrange()

    def refresh(self, asked: Sequence[Asked]) -> None:
        """The same part read anew; where the cursor stands nothing is touched."""
        focus = QApplication.focusWidget()
        for one in asked:
            field = self.fields.get(one.id)
            if field is None or field.editor is focus or self._asked.get(one.id) == one:
                continue
            before, self._asked[one.id] = self._asked.get(one.id), one
            if before is None or before.value != one.value or self._value(one.id) != one.value:
                self._fill(one)
            self._doubt(field, one)

    def values(self) -> dict[str, Value]:
        """Everything as it stands, as typed."""
        return {name: self._value(name) for name in self.fields}

    def changed(self) -> dict[str, Value]:
        """What stands otherwise than it was shown."""
        return {
            name: value for name, value in self.values().items() if value != self._asked[name].value
        }

    def retype(self, name: str, text: str) -> bool:
        """Put a text back into a field as it was typed; False when there is no such line."""
        editor = self.fields[name].editor if name in self.fields else None
        if not isinstance(editor, LineField):
            return False
        editor.setText(text)
        self._arrange()
        return True

    def fault(self, name: str, text: str) -> bool:
        """Say beside a field what is wrong with it; the cursor stays where it is."""
        field = self.fields.get(name)
        if field is None:
            return False
        field.note(text, "fault")
        return True

    def clear_faults(self) -> None:
        for name, field in self.fields.items():
            if field.has_fault():
                field.clear_note()
                self._doubt(field, self._asked[name])

    def begin(self, name: str = "") -> None:
        """Put the cursor into a field: the one named, the first doubtful, else the first."""
        doubted = (one.id for one in self._asked.values() if one.unsure)
        wanted = name or next(doubted, next(iter(self.fields), ""))
        if wanted in self.fields:
            self._show_field(wanted)
            self.fields[wanted].jump()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        single = self.width() < theme.current().px(_HALVES)
        if single != self._single:
            self._single = single
            self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            ends = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() == Qt.Key.Key_Escape or (
                ends and plain and not isinstance(watched, NoteField | ManyField)
            ):
                self.entered.emit()
                return True
        return super().eventFilter(watched, event)

    def _build(self, asked: Sequence[Asked]) -> None:
        for field in self.fields.values():
            field.hide()
            field.deleteLater()
        self.fields = {}
        for one in asked:
            caption = "" if one.kind == "flag" else one.label
            field = FormField(caption, field_for(one), above=True)
            field.setParent(self)
            field.setToolTip(one.help)
            field.editor.setAccessibleName(one.label)
            field.editor.installEventFilter(self)
            field.changed.connect(lambda name=one.id: self.edited.emit(name))
            self.fields[one.id] = field

    def _fill(self, one: Asked) -> None:
        field = self.fields[one.id]
        editor = field.editor
        if isinstance(editor, ChoiceField):
            editor.set_choices([(choice.value, choice.label) for choice in one.choices])
        if isinstance(editor, ManyField):
            editor.set_choices([(choice.value, choice.label) for choice in one.choices])
        if self._value(one.id) != one.value:
            field.set_value(one.value)
        self._doubt(field, one)

    def _doubt(self, field: FormField, one: Asked) -> None:
        if not field.has_fault():
            set_property(field.editor, "tone", "attention" if one.unsure else "")

    def _value(self, name: str) -> Value:
        editor = self.fields[name].editor
        if isinstance(editor, LineField):
            return editor.text().strip()
        if isinstance(editor, FlagField):
            return editor.isChecked()
        value: Value | None = editor.value()
        return "" if value is None else value

    def _allow(self, writable: bool) -> None:
        for field in self.fields.values():
            editor = field.editor
            if isinstance(editor, LineField | NoteField):
                editor.setReadOnly(not writable)
            else:
                editor.setEnabled(writable)
        self.papers.setVisible(writable and EVIDENCE in self.fields)

    def _folds(self, name: str) -> bool:
        one = self._asked[name]
        if one.unsure or self.fields[name].has_fault():
            return False
        if name == _QUOTE:
            return True  # it is lit in the text beside
        if len(self.fields) <= _FEW:
            return False
        return (name in _AT_HAND and _AWARD in self.fields) or (
            one.kind in _FOLDED and not self._value(name)
        )

    def _arrange(self) -> None:
        """Halves beside each other, long things over the whole width, the empty ones folded."""
        hidden = [] if self._open else [name for name in self.fields if self._folds(name)]
        while self._grid.takeAt(0) is not None:
            pass
        line = place = 0
        shown = [name for name in self.fields if name not in hidden]
        shown.sort(key=lambda name: self._asked[name].kind == "flag")
        for name, following in zip_longest(shown, shown[1:]):
            wide = self._is_wide(name)
            if wide and place:
                line, place = line + 1, 0
            # Words that would stand alone in their line have all of it.
            alone = not place and (following is None or self._is_wide(following))
            wide = wide or (alone and self._asked[name].kind in _WORDS)
            span = 2 if wide or self._single else 1
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(self.fields[name], line, place, 1, span, top)
            halves = not wide and not place and not self._single
            line, place = (line, 1) if halves else (line + 1, 0)
        for name, field in self.fields.items():
            field.setVisible(name not in hidden)
        self._tell_more(hidden)
        self.arranged.emit()

    def _is_wide(self, name: str) -> bool:
        one = self._asked[name]
        if one.kind == "lines" or name in _WIDE:
            return True
        if one.kind == "flag":
            return len(one.label) > _SHORT - 4
        return one.kind == "text" and len(str(one.value)) > _SHORT

    def _tell_more(self, hidden: Sequence[str]) -> None:
        captions = [self._asked[name].label for name in hidden]
        self.more.setText("收起" if self._open else f"＋ 另有 {len(captions)} 项")
        self.more.setToolTip("收在这里的项目：" + "、".join(captions))
        self.more.setVisible(bool(hidden) or self._open)

    def _unfold(self) -> None:
        self._open = not self._open
        self._arrange()

    def _show_field(self, name: str) -> None:
        if not self._open and self._folds(name):
            self._unfold()

    def _offer_papers(self) -> None:
        menu = self.papers_menu()
        menu.popup(self.papers.mapToGlobal(self.papers.rect().bottomLeft()))

    def papers_menu(self) -> QMenu:
        """The usual papers of each kind of award; one chosen becomes a line of the list."""
        menu = QMenu(self)
        for kind in self._library:
            part = menu.addMenu(kind.name)
            for paper in kind.papers:
                part.addAction(paper, lambda paper=paper: self._add_paper(paper))
        return menu

    def _add_paper(self, paper: str) -> None:
        field = self.fields.get(EVIDENCE)
        if field is not None and isinstance(field.editor, LinesField):
            field.editor.add(paper)
