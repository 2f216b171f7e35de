"""Surfaces and what tells a state: card, chip, notice, quotation, empty place, amount."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ipdesk.domain.money import figures
from ipdesk.ui import icons, theme
from ipdesk.ui.widgets.base import Slot, appear, column, label, primary, row, set_property
from ipdesk.ui.widgets.elided import Elided

# A sign beside the word, so that colour is never the only mark of a state.
SIGNS = {"done": "✓", "attention": "!", "fault": "×", "accent": "", "quiet": ""}
TONES = {
    "done": ("done", "done_soft"),
    "attention": ("attention", "attention_soft"),
    "fault": ("fault", "fault_soft"),
    "accent": ("accent", "accent_soft"),
    "quiet": ("muted", "hover"),
}


class Card(QFrame):
    """A white surface with a heading, a note beside it, tools at the right and a body."""

    def __init__(
        self,
        title: str = "",
        note: str = "",
        tools: Sequence[QWidget] = (),
        padding: int = 16,
        *,
        gives_way: bool = False,  # a long title ends in dots rather than push the tools out
    ) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._title = Elided(title) if gives_way else label(title, "heading")
        self._title.setProperty("role", "heading")
        self._note = label(note, "small")
        self.head: QHBoxLayout = row(self._title, self._note, None, *tools)
        self.body = column(gap=8)
        # Without padding the card is the frame of a list, which fills it to the edge.
        margins = (padding, 12, padding, 12) if padding else (1, 1, 1, 1)
        outer = column(gap=8 if padding else 0, margins=margins)
        outer.addLayout(self.head)
        outer.addLayout(self.body, 1)
        self.setLayout(outer)
        self.set_title(title)
        self.set_note(note)

    def set_title(self, text: str) -> None:
        self._title.setText(text)
        self._title.setVisible(bool(text))

    def set_note(self, text: str) -> None:
        self._note.setText(text)
        self._note.setVisible(bool(text))


class Chip(QWidget):
    """A state in colour, sign and word."""

    def __init__(self, text: str = "", tone: str = "quiet", *, sign: bool = True) -> None:
        super().__init__()
        self._sign = sign
        self._text = ""
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(text, tone)

    def show_state(self, text: str, tone: str = "quiet") -> None:
        """Show another state; an empty text hides the chip."""
        sign = SIGNS[tone] if self._sign else ""
        self._text = f"{sign} {text}" if sign else text
        self._tone = tone
        self.setAccessibleName(text)
        appear(self, bool(text))
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return self._text

    def sizeHint(self) -> QSize:
        return chip_size(self._text, theme.current().font("small"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._text, self._tone)
        painter.end()


def chip_size(text: str, font: QFont) -> QSize:
    metrics = QFontMetricsF(font)
    return QSize(round(metrics.horizontalAdvance(text)) + 18, round(metrics.height()) + 3)


def paint_chip(painter: QPainter, place: QRectF, text: str, tone: str) -> None:
    """Draw a chip filling `place`; shared by the widget and the tables."""
    look = theme.current()
    ink, ground = TONES[tone]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    # Where the ground is white (high contrast) the outline is what shows the chip.
    outlined = look.colours.surface == getattr(look.colours, ground)
    painter.setPen(look.colour(ink) if outlined else Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(ground))
    radius = min(place.height() / 2, 12.0)
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setPen(look.colour(ink))
    painter.setFont(look.font("small"))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)


class Notice(QFrame):
    """A line of warning or advice on a tinted ground, with its sign."""

    def __init__(self, text: str = "", tone: str = "accent") -> None:
        super().__init__()
        self.setProperty("kind", "notice")
        self._sign = QLabel()
        self._sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._text = label(wrap=True, select=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        inner = row(self._sign, gap=8, margins=(12, 8, 12, 8))
        inner.addWidget(self._text, 1)
        self.setLayout(inner)
        self.tell(text, tone)

    def tell(self, text: str, tone: str = "accent") -> None:
        """Say something else; an empty text hides the notice."""
        names = {"attention": "triangle-alert", "fault": "circle-alert", "done": "circle-check"}
        self._text.setText(text)
        icons.show(self._sign, names.get(tone, "info"), tone)
        set_property(self, "tone", tone)
        appear(self, bool(text))

    def text(self) -> str:
        return self._text.text()


class QuoteBlock(QFrame):
    """The clause's own words, as a warm quotation; the words that matter are stressed."""

    def __init__(self, text: str = "", mark: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "quote")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setLayout(row(self._text, margins=(10, 6, 10, 6)))
        self.quote(text, mark)

    def quote(self, text: str, mark: str = "") -> None:
        """Show a quotation with `mark`, a part of it, in bold."""
        from html import escape  # with it come all names of HTML's characters

        shown = escape(text)
        if mark and mark in text:
            shown = shown.replace(escape(mark), f"<b>{escape(mark)}</b>", 1)
        self._text.setText(f"<p style='line-height:116%; margin:0'>{shown}</p>")
        self.setAccessibleName(text)
        appear(self, bool(text))


class EmptyState(QWidget):
    """An empty place: what belongs here, and the first step towards it."""

    def __init__(
        self, icon: str, title: str, text: str, action: str = "", slot: Slot | None = None
    ) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        sign = QLabel()
        icons.show(sign, icon, "faint", 40)
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = label(title, "heading")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = label(text, "muted", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setMaximumWidth(theme.current().px(460))
        self._text.setMinimumWidth(theme.current().px(340))
        inner = column(None, sign, self._title, row(None, self._text, None), gap=8)
        inner.setContentsMargins(24, 24, 24, 24)
        if action:
            self.button = primary(action, slot)
            inner.addSpacing(8)
            inner.addLayout(row(None, self.button, None))
        inner.addStretch(2)
        self.setLayout(inner)

    def tell(self, title: str, text: str) -> None:
        self._title.setText(title)
        self._text.setText(text)


class AmountLabel(QLabel):
    """An amount in 元 with figures of equal width, right aligned."""

    def __init__(self, fen: int | None = None, role: str = "body", unit: bool = False) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._unit = unit
        if role != "body":
            self.setProperty("role", role)
        self.show_amount(fen)

    def show_amount(self, fen: int | None, tone: str = "", missing: str = "待定") -> None:
        """Show an amount; None is shown as what is still open, negative ones with a true minus."""
        text = missing if fen is None else figures(fen).replace("-", "−")
        self.setText(f"{text} 元" if self._unit and fen is not None else text)
        set_property(self, "tone", tone or ("fault" if fen is not None and fen < 0 else ""))
