"""The plainest pieces: texts, buttons and the layouts they stand in."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ipdesk.ui import icons
from ipdesk.ui.widgets.end_button import EndButton

_DRESSED = Qt.WidgetAttribute.WA_WState_Polished
Slot = Callable[[], object]
Thing = QWidget | QLayout | int | None
Margins = tuple[int, int, int, int]


class Button(QPushButton):
    """As its place offers it, unless who sits here may not press it: then it says why."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._offered = True
        self._barred = ""
        self._tip = self._about = ""
        self._holder: QWidget | None = None  # has the keyboard while this cannot be pressed

    def bar(self, reason: str) -> None:
        """Grey the button for a reason of its own; "" leaves it to its place again."""
        self._barred = reason
        self._settle()

    def setEnabled(self, on: bool) -> None:
        self._offered = on
        self._settle()

    def setToolTip(self, text: str) -> None:
        self._tip = text
        self._settle()

    def setAccessibleDescription(self, text: str) -> None:
        self._about = text
        self._settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, not only Space; so in a dialog too."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and plain == Qt.KeyboardModifier.NoModifier and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def _settle(self) -> None:
        had = self.hasFocus()
        super().setEnabled(self._offered and not self._barred)
        self._hand_keyboard(had)
        super().setToolTip(self._barred or self._tip)
        super().setAccessibleDescription(self._barred or self._about)

    def _hand_keyboard(self, had: bool) -> None:
        """A button greyed under the finger leaves the keyboard on its page, and takes it back.

        Left to Qt it goes on to the next control, which is mostly the navigation at the left.
        """
        if had and not self.isEnabled():
            self._holder = _page_of(self)
            if self._holder is not None:
                self._holder.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._holder is not None and self.isEnabled():
            if self._holder.hasFocus():
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._holder = None


def _page_of(widget: QWidget) -> QWidget | None:
    above = widget.parentWidget()
    while above is not None and above.property("kind") != "page":
        above = above.parentWidget()
    return above


def label(
    text: str = "", role: str = "", tone: str = "", *, wrap: bool = False, select: bool = False
) -> QLabel:
    """A text in one of the roles of the style sheet."""
    shown = QLabel(text)
    shown.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        shown.setProperty("role", role)
    if tone:
        shown.setProperty("tone", tone)
    if wrap:
        shown.setWordWrap(True)
        shown.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    if select:
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return shown


def appear(widget: QWidget, on: bool) -> None:
    """Show or hide a part; one that has no place yet is seen when it gets one.

    Shown before that it would be a window of its own for a moment, and take the keys away.
    """
    if on and widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
    else:
        widget.setVisible(on)


def tab_through(*parts: QWidget) -> None:
    """Have Tab go through these parts and what is in them, one after the other.

    What is made anew comes last otherwise, wherever it stands.
    """
    by_tab = Qt.FocusPolicy.TabFocus
    stops = [
        stop
        for part in parts
        for stop in (part, *part.findChildren(QWidget))
        if stop.focusPolicy() & by_tab
    ]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Change a property the style sheet looks at, and have it looked at again."""
    before = widget.property(name)
    if before == value:
        return
    widget.setProperty(name, value)
    # Nothing to look at again: what has not been dressed yet, and what was said of no property
    # before and is not so now. Asking for the style makes PySide learn all that styles can.
    if not widget.testAttribute(_DRESSED) or not (before or value):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def row(*things: Thing, gap: int = 8, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """Things side by side; None stretches, a number is a blank of so many pixels."""
    layout = QHBoxLayout()
    _fill(layout, things, gap, margins)
    return layout


def column(*things: Thing, gap: int = 8, margins: Margins = (0, 0, 0, 0)) -> QVBoxLayout:
    """Things one below the other; None stretches, a number is a blank of so many pixels."""
    layout = QVBoxLayout()
    _fill(layout, things, gap, margins)
    return layout


def footnote(text: str, *buttons: QWidget) -> QHBoxLayout:
    """Small words that take the whole line up to the buttons at its end."""
    line = row(gap=16)
    line.addWidget(label(text, "small", wrap=True), 1)
    for button in buttons:
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
    return line


def _fill(layout: QBoxLayout, things: tuple[Thing, ...], gap: int, margins: Margins) -> None:
    layout.setSpacing(gap)
    layout.setContentsMargins(*margins)
    for thing in things:
        if thing is None:
            layout.addStretch(1)
        elif isinstance(thing, int):
            layout.addSpacing(thing)
        elif isinstance(thing, QLayout):
            layout.addLayout(thing)
        else:
            layout.addWidget(thing)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        inner = item.widget()
        if inner is not None:
            inner.hide()
            inner.deleteLater()
        elif item.layout() is not None:
            clear(item.layout())


def frame(kind: str) -> QFrame:
    """A frame of the style sheet: card, bar, side, quote, notice, tile."""
    made = QFrame()
    made.setProperty("kind", kind)
    return made


def rule() -> QFrame:
    """A thin line between two parts."""
    return frame("rule")


def primary(
    text: str, slot: Slot | None = None, *, hint: str = "", icon: str = "", keys: str = ""
) -> Button:
    """The one filled button of a place, with its keys written in it."""
    made = _button(text, slot, "primary", icon, "on_accent", hint)
    if keys:
        shown = QLabel(keys)
        shown.setProperty("kind", "key")
        shown.setProperty("on", "accent")
        shown.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        made.setLayout(row(None, shown, margins=(0, 0, 10, 0)))
        made.setProperty("keys", "yes")
    return made


def stress(button: QPushButton, on: bool) -> None:
    """Fill a button, or leave that to another one of the same screen."""
    set_property(button, "kind", "primary" if on else "quiet")
    for keys in button.findChildren(QLabel):
        set_property(keys, "on", "accent" if on else "plain")
    if asked := button.property("icon_asked"):
        icons.put(button, asked[0], "on_accent" if on else "muted")


def quiet(text: str, slot: Slot | None = None, *, icon: str = "", hint: str = "") -> Button:
    """An ordinary button."""
    return _button(text, slot, "quiet", icon, "muted", hint)


def link(text: str, slot: Slot | None = None) -> Button:
    """A button that looks like a link."""
    made = _button(text, slot, "link", "", "accent", "")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def ghost(icon: str, tip: str, slot: Slot | None = None, text: str = "") -> Button:
    """A button without a frame, for tools beside a heading."""
    made = _button(text, slot, "ghost", icon, "muted", tip)
    made.setAccessibleName(tip)
    return made


def _button(text: str, slot: Slot | None, kind: str, icon: str, role: str, hint: str) -> Button:
    made = Button(text)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    if icon:
        icons.put(made, icon, role)
    if hint:
        made.setToolTip(hint)
    if slot is not None:
        # clicked carries a flag that slots here have no use for
        made.clicked.connect(lambda _=False: slot())
    return made


def clearable(edit: QLineEdit) -> None:
    """Give a search field its × to empty it, there as long as something stands in it."""

    def empty() -> None:
        edit.clear()
        edit.textEdited.emit("")

    button = EndButton(edit, "x", "清空", empty)
    button.setVisible(bool(edit.text()))
    edit.textChanged.connect(lambda text: button.setVisible(bool(text)))
