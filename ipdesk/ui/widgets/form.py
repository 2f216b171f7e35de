"""Forms: label, field and a line under it that says what is odd as one types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QSizePolicy, QWidget

from ipdesk.ui import reading
from ipdesk.ui.widgets.base import label, set_property
from ipdesk.ui.widgets.editors import Editor
from ipdesk.ui.widgets.surfaces import SIGNS


class FormField(QWidget):
    """One field of a form; a fault or warning stands under it, with sign and words."""

    changed = Signal()

    def __init__(
        self,
        caption: str,
        editor: Editor,
        *,
        required: bool = False,
        help: str = "",  # noqa: A002
        above: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._above = above
        self._lined_up = True
        self.caption = caption
        self.editor = editor
        self.required = required
        self._help = help
        self._label = label(caption + (" *" if required else ""), "field")
        self._label.setBuddy(editor)
        self._note = label(wrap=True)
        editor.setAccessibleName(caption)
        editor.edited.connect(self._edited)
        if isinstance(editor, QLineEdit):
            editor.editingFinished.connect(self._left)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        if above:
            # In a narrow column a caption beside its field leaves it no room.
            self._label.setWordWrap(True)
            set_property(self._label, "role", "small")
            for line, part in enumerate((self._label, editor, self._note)):
                grid.addWidget(part, line, 0)
            self._label.setVisible(bool(caption))  # not before: alone it would be a window
        else:
            grid.addWidget(self._label, 0, 0, Qt.AlignmentFlag.AlignTop)
            narrow = editor.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Fixed
            left = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag(0)
            grid.addWidget(editor, 0, 1, left)
            grid.addWidget(self._note, 1, 1)
            grid.setColumnStretch(1, 1)
        self._grid = grid
        self._label.setContentsMargins(0, 0 if above else 4, 0, 0)
        self.clear_note()

    def set_caption(self, caption: str) -> None:
        """Name the field otherwise, where its meaning follows another one."""
        self.caption = caption
        self._label.setText(caption + (" *" if self.required else ""))
        self.editor.setAccessibleName(caption)

    def set_label_width(self, width: int) -> None:
        """Line the labels of a form up."""
        if self._lined_up and not self._above and self._grid.columnMinimumWidth(0) != width:
            self._grid.setColumnMinimumWidth(0, width)
            self._grid.update()  # of itself Qt waits for the next change of the field

    def stand_alone(self) -> None:
        """A short field beside a long one keeps to its own label."""
        self.set_label_width(0)
        self._lined_up = False

    def label_width(self) -> int:
        return self._label.sizeHint().width()

    def value(self) -> Any:
        return self.editor.value()

    def set_value(self, value: Any) -> None:
        self.editor.set_value(value)
        self.clear_note()

    def note(self, text: str, tone: str = "attention") -> None:
        """Say something of what stands here; tone `fault` forbids, `attention` warns."""
        if not text:
            self.clear_note()
            return
        sign = SIGNS.get(tone, "")
        self._note.setText(f"{sign} {text}" if sign else text)
        set_property(self._note, "role", "note")
        set_property(self._note, "tone", tone)
        self._note.setVisible(True)
        set_property(self.editor, "tone", tone if tone in ("fault", "attention") else "")
        self.editor.setAccessibleDescription(text)

    def clear_note(self) -> None:
        set_property(self.editor, "tone", "")
        self.editor.setAccessibleDescription(self._help)
        set_property(self._note, "tone", "")
        set_property(self._note, "role", "small")
        self._note.setText(self._help)
        self._note.setVisible(bool(self._help))

    def set_help(self, text: str) -> None:
        """Say what the field is for otherwise; what is wrong with it goes first."""
        self._help = text
        if not self.editor.property("tone"):
            self.clear_note()

    def note_text(self) -> str:
        return self._note.text() if self._note.isVisibleTo(self) else ""

    def has_fault(self) -> bool:
        return bool(self.editor.property("tone") == "fault")

    def missing(self) -> str:
        """What is wrong with what stands here now, empty or unreadable; "" when nothing is."""
        if self.editor.unread():
            return str(getattr(self.editor, "asks", reading.ASK))
        if self.required and self.value() in (None, ""):
            return "请填写" + self.caption
        return ""

    def _left(self) -> None:
        """What cannot be read is said at once, not when the whole is saved."""
        if self.editor.unread():
            self.note(self.missing(), "fault")

    def _edited(self) -> None:
        # A fault was said of what stood here before; whoever listens may find a new one.
        if self.has_fault():
            self.clear_note()
        self.changed.emit()

    def jump(self) -> None:
        """Go to the field, scrolling it into sight."""
        parent = self.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(self, 0, 60)
            parent = parent.parentWidget()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        select = getattr(self.editor, "selectAll", None)
        if select is not None:
            select()


class Form(QWidget):
    """Fields in one or two columns, filled from and read as a mapping."""

    changed = Signal(str)

    def __init__(self, columns: int = 1) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self.walks = False  # Enter goes on to the next field; where it does not decide
        self._columns = self._beside = columns  # at most, and as the room is now
        self._wide: set[str] = set()
        self._stretches: list[int] = []
        self.fields: dict[str, FormField] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(10)
        for number in range(columns):
            self._grid.setColumnStretch(number, 1)

    def add(
        self,
        name: str,
        caption: str,
        editor: Editor,
        *,
        required: bool = False,
        help: str = "",  # noqa: A002
        wide: bool = False,
    ) -> FormField:
        """Put a field into the next place; a wide one takes a whole line."""
        field = FormField(caption, editor, required=required, help=help)
        self.fields[name] = field
        if wide:
            self._wide.add(name)
        line, place, span = self._places(self._beside)[name]
        self._grid.addWidget(field, line, place, 1, span, Qt.AlignmentFlag.AlignTop)
        field.changed.connect(lambda: self.changed.emit(name))
        self._line_up()
        return field

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._line_up()  # letters of another size, or another caption
            self._flow()
        return super().event(event)

    def minimumSizeHint(self) -> QSize:
        """No wider than its widest field: the others can go below it."""
        hint = super().minimumSizeHint()
        return QSize(self._need(1), hint.height()) if self._columns > 1 else hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._flow()

    def _flow(self) -> None:
        """As many columns as there is room for."""
        wanted = range(self._columns, 1, -1)
        room = self.contentsRect().width()
        fits = next((n for n in wanted if self._need(n) <= room), 1)
        if fits == self._beside:
            return
        if self._beside == self._columns:
            self._stretches = [self._grid.columnStretch(n) for n in range(self._columns)]
        self._beside = fits
        for number, stretch in enumerate(self._stretches):
            self._grid.setColumnStretch(number, stretch if number < fits else 0)
        for name, (line, place, span) in self._places(fits).items():
            field = self.fields[name]
            self._grid.removeWidget(field)
            self._grid.addWidget(field, line, place, 1, span, Qt.AlignmentFlag.AlignTop)

    def _places(self, columns: int) -> dict[str, tuple[int, int, int]]:
        """Line, column and span of each field; a wide one takes a whole line."""
        found, place = {}, 0
        for name in self.fields:
            span = columns if name in self._wide else 1
            place += -place % span
            found[name] = (*divmod(place, columns), span)
            place += span
        return found

    def _need(self, columns: int) -> int:
        """How wide so many columns are at the least."""
        least = [0] * columns
        for name, (_, place, span) in self._places(columns).items():
            if span == 1:
                wide = self.fields[name].minimumSizeHint().width()
                least[place] = max(least[place], wide)
        return sum(least) + self._grid.horizontalSpacing() * (columns - 1)

    def _line_up(self) -> None:
        fields = self.fields.values()
        widest = max((each.label_width() for each in fields), default=0)
        for each in fields:
            each.set_label_width(widest)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.walks and enter and not event.modifiers():
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def __getitem__(self, name: str) -> FormField:
        return self.fields[name]

    def values(self) -> dict[str, Any]:
        return {name: field.value() for name, field in self.fields.items()}

    def fill(self, values: Mapping[str, Any]) -> None:
        for name, field in self.fields.items():
            if name in values:
                field.set_value(values[name])

    def fault(self, name: str, text: str) -> bool:
        """Mark a field and jump to it; False when the form has no such field."""
        field = self.fields.get(name)
        if field is None:
            return False
        field.note(text, "fault")
        field.jump()
        return True

    def clear_notes(self) -> None:
        for field in self.fields.values():
            field.clear_note()

    def check_filled(self) -> bool:
        """Mark what is required and empty or cannot be read; jump to the first of these.

        Only what stands in the fields counts: a fault said of an earlier value goes.
        """
        first: FormField | None = None
        for field in self.fields.values():
            said = field.missing()
            if said:
                field.note(said, "fault")
                first = first or field
            elif field.has_fault():
                field.clear_note()
        if first is not None:
            first.jump()
        return first is None
