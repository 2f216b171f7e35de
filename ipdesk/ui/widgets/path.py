"""The stages of a claim along its top, and the one next step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ipdesk.ui import theme
from ipdesk.ui.widgets.base import primary, set_property
from ipdesk.ui.widgets.surfaces import Card

_TEXT_AT = 25  # where the words of a stage begin, for letters of the usual size
# ✓ and × as lines on a disc of 18.
_SIGNS = {
    "done": (((5.0, 9.2), (8.0, 12.2), (13.2, 5.8)),),
    "ended": (((6.0, 6.0), (12.0, 12.0)), ((12.0, 6.0), (6.0, 12.0))),
}
Jump = tuple[str, Callable[[], object]]


class Step(NamedTuple):
    """One stage on the path; state is done, now, later or ended (refused, withdrawn)."""

    label: str
    state: str = "later"
    note: str = ""  # the day it was done


class StagePath(QWidget):
    """Done stages with ✓ and date, the present one filled with its number, later ones outlined."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: tuple[Step, ...] = ()
        self._trailing = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, steps: Sequence[Step], trailing: str = "") -> None:
        self._steps = tuple(steps)
        self._trailing = trailing
        said = {"done": "已完成", "now": "当前", "later": "未到", "ended": "终止"}
        words = (f"{step.label}{step.note}（{said[step.state]}）" for step in self._steps)
        self.setAccessibleName("环节：" + "，".join(words))
        self.setToolTip(trailing)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(720, round(QFontMetricsF(theme.current().font()).height()) + 18)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme.current()
        widths = [self._width(step) for step in self._steps]
        room = self.width() - sum(widths)
        # A narrow window gives up the dates first, then the lines between the stages.
        notes = room >= 12 * max(1, len(self._steps) - 1)
        if not notes:
            widths = [self._width(step, notes=False) for step in self._steps]
            room = self.width() - sum(widths)
        metrics = QFontMetricsF(look.font("small"))
        trailing = metrics.horizontalAdvance(self._trailing) if self._trailing else 0.0
        if trailing and room - trailing - 24 < 24 * len(self._steps):
            trailing = 0.0
        gap = max(6.0, min(44.0, (room - trailing) / max(1, len(self._steps))))
        x = 0.0
        for number, (step, width) in enumerate(zip(self._steps, widths, strict=True), start=1):
            if number > 1:
                painter.setPen(QPen(look.colour("line"), 1.5))
                middle = self.height() / 2
                if gap > 14:
                    painter.drawLine(QPointF(x - gap + 6, middle), QPointF(x - 8, middle))
            self._paint_step(painter, step, number, x, notes)
            x += width + gap
        if trailing:
            painter.setPen(look.colour("muted"))
            painter.setFont(look.font("small"))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(self.rect(), int(flags), self._trailing)
        painter.end()

    def _text(self, step: Step, notes: bool) -> str:
        return f"{step.label} {step.note}" if step.note and notes else step.label

    def _width(self, step: Step, notes: bool = True) -> float:
        font = theme.current().font("body", bold=step.state == "now")
        return (
            _unit() * _TEXT_AT + 1 + QFontMetricsF(font).horizontalAdvance(self._text(step, notes))
        )

    def _paint_step(
        self, painter: QPainter, step: Step, number: int, x: float, notes: bool
    ) -> None:
        look = theme.current()
        roles = {"done": "done", "now": "accent_fill", "later": "muted", "ended": "fault"}
        colour = look.colour(roles[step.state])
        unit = _unit()
        disc = QRectF(x + 1, self.height() / 2 - 9 * unit, 18 * unit, 18 * unit)
        filled = step.state != "later"
        painter.setPen(QPen(look.colour("edge"), 1.4) if not filled else Qt.PenStyle.NoPen)
        painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(disc)
        if step.state in ("done", "ended"):
            painter.setPen(QPen(look.colour("surface"), 1.8 * unit))
            for line in _SIGNS[step.state]:
                painter.drawPolyline([disc.topLeft() + QPointF(*spot) * unit for spot in line])
        else:
            painter.setPen(look.colour("on_accent") if filled else look.colour("muted"))
            painter.setFont(look.font("small", bold=filled))
            painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), str(number))
        painter.setFont(look.font("body", bold=step.state == "now"))
        painter.setPen(look.colour("accent") if step.state == "now" else colour)
        place = QRectF(x + _TEXT_AT * unit, 0, self._width(step) + 4, self.height())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, int(flags), self._text(step, notes))


def _unit() -> float:
    return theme.current().zoom / 100


class NextStep(Card):
    """The one next step: a filled button, and what is still missing when it cannot be taken."""

    taken = Signal()

    def __init__(self, text: str = "") -> None:
        super().__init__(padding=14)
        self.button = primary(text, self.taken.emit)
        set_property(self.button, "scale", "large")
        self._reason = QLabel()
        self._reason.setWordWrap(True)
        # The links are reached with Tab and followed with Enter, like those of a page.
        self._reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self._reason.linkActivated.connect(self._jump)
        self._jumps: tuple[Jump, ...] = ()
        self.body.addWidget(self.button)
        self.body.addWidget(self._reason)

    def offer(
        self, text: str, reason: str = "", jumps: Sequence[Jump] = (), note: str = ""
    ) -> None:
        """Offer a step; with a `reason` it is greyed and the jumps lead to what is missing."""
        self.button.setText(text)
        self.button.setEnabled(not reason)
        self.button.setToolTip(reason)
        self.button.setAccessibleDescription(reason)
        self._jumps = tuple(jumps)
        self._reason.setText(escape(reason or note) + self._links())
        set_property(self._reason, "role", "" if reason else "muted")
        self._reason.setVisible(bool(reason or note))

    def _links(self) -> str:
        accent = theme.current().colours.accent
        style = f"color:{accent}; text-decoration:none"
        return "、".join(
            f'<a href="{number}" style="{style}">{escape(caption)}</a>'
            for number, (caption, _) in enumerate(self._jumps)
        )

    def _jump(self, number: str) -> None:
        self._jumps[int(number)][1]()
