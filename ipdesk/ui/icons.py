"""Icons of the one set in resources/icons, drawn in the colours of the theme."""

from __future__ import annotations

from functools import lru_cache
from weakref import WeakKeyDictionary

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from shiboken6 import isValid

from ipdesk.ui import theme

# 2 px strokes of the set look heavy beside Chinese text of 16 px.
_STROKE = 'stroke-width="1.75"'
# What was asked for, as long as the button or action is there.
_asked: WeakKeyDictionary[QAbstractButton | QAction, tuple[str, str, int]] = WeakKeyDictionary()
_shown: WeakKeyDictionary[QLabel, tuple[str, str, int]] = WeakKeyDictionary()


def picture(name: str, role: str = "muted", size: int = 18, gap: int = 0) -> QPixmap:
    """The icon as a pixmap for the screen in use, with a blank of `gap` at its right."""
    screen = QGuiApplication.primaryScreen()
    ratio = screen.devicePixelRatio() if screen is not None else 1.0
    look = theme.current()
    file = str(look.icons / f"{name}.svg")
    return _drawn(file, look.colour(role).name(), look.px(size), gap, ratio)


def icon(name: str, role: str = "muted", size: int = 18, gap: int = 0) -> QIcon:
    """The icon in one colour, paler where it is disabled and accented where it is chosen."""
    shown = QIcon(picture(name, role, size, gap))
    faint = "on_accent" if role == "on_accent" else "faint"
    shown.addPixmap(picture(name, faint, size, gap), QIcon.Mode.Disabled)
    return shown


def put(target: QAbstractButton | QAction, name: str, role: str = "muted", size: int = 18) -> None:
    """Give a button or action an icon that follows the theme."""
    target.setProperty("icon_asked", (name, role, size))
    _asked[target] = (name, role, size)
    # Qt sets icon and text of a button too close together.
    gap = 5 if isinstance(target, QAbstractButton) and target.text() else 0
    target.setIcon(icon(name, role, size, gap))
    if isinstance(target, QAbstractButton):
        drawn = theme.current().px(size)
        target.setIconSize(QSize(drawn + gap, drawn))


def show(target: QLabel, name: str, role: str = "muted", size: int = 18) -> None:
    """Draw an icon alone, as one that follows the theme."""
    _shown[target] = (name, role, size)
    target.setPixmap(picture(name, role, size))


def stop_showing(target: QLabel) -> None:
    """Another picture stands in the place of the icon."""
    _shown.pop(target, None)


def repaint(part: QWidget) -> None:
    """Draw every icon put or shown in a part again, after the colours changed."""
    for alone, wanted in list(_shown.items()):
        if isValid(alone) and part.isAncestorOf(alone):
            show(alone, *wanted)
    for target, wanted in list(_asked.items()):
        if isValid(target) and isinstance(target, QWidget) and part.isAncestorOf(target):
            put(target, *wanted)


def repaint_acts() -> None:
    """The same for acts, which stand in menus and nowhere else."""
    for target, wanted in list(_asked.items()):
        if isinstance(target, QAction) and isValid(target):
            put(target, *wanted)


@lru_cache(maxsize=512)
def _drawn(file: str, colour: str, size: int, gap: int, ratio: float) -> QPixmap:
    with open(file, encoding="utf-8") as stream:  # noqa: PTH123 - the cache key is a string
        text = stream.read()
    text = text.replace("currentColor", colour).replace('stroke-width="2"', _STROKE)
    renderer = QSvgRenderer(QByteArray(text.encode()))
    pixmap = QPixmap(QSize(round((size + gap) * ratio), round(size * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
