"""The look of the window: colours by role, type scale and spacing, turned into palette and QSS."""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import NamedTuple
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ipdesk.ui.colours import DARK, HIGH_CONTRAST, LIGHT, Colours

SCHEMES = {"light": LIGHT, "dark": DARK, "contrast": HIGH_CONTRAST}
SCHEME_LABELS = {"light": "浅色", "dark": "深色", "contrast": "高对比度"}
BASE_POINTS = 12.0
LEAST_ZOOM, MOST_ZOOM = 80, 200
SANS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei UI", "SimHei")
SERIF = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "SimSun")
# Marks of the style sheet that grow with the letters, in pixels at the usual size.
_MARKS = {
    "arrow": 16,  # of a list to choose from
    "arrow_small": 12,
    "arrow_head": 14,  # of a head of a list, of a menu
    "arrow_room": 26,
    "step_room": 22,
    "menu_room": 30,
    "box": 16,
    "dot_ring": 5,
}
_BOX_LINE = 1  # around a box to tick
# Pictures a style sheet can only take from a file, in the colour of a role.
_SIGNS = {
    "chevron-down": "muted",
    "chevron-up": "muted",
    "chevron-left": "muted",
    "chevron-right": "muted",
    "check": "on_accent",
    "minus": "on_accent",
}


class Sized(NamedTuple):
    """How wide a part is at the least, always, at most, with letters of the usual size."""

    least: int = 0
    fixed: int = 0
    most: int = 0


class Space(NamedTuple):
    """The spacing scale in pixels; nothing in the window uses other distances."""

    xs: int = 4
    s: int = 8
    m: int = 12
    l: int = 16  # noqa: E741 - the scale's own letters
    xl: int = 24


SPACE = Space()
_HELD = "ipdesk_theme"  # where the application holds it


class Theme(QObject):
    """The look in use; owned by the QApplication, as Qt owns its palette and style."""

    dyed = Signal(str)  # another style sheet: see ui/worn
    changed = Signal()

    def __init__(self, app: QApplication, resources: Path) -> None:
        super().__init__(app)
        held: Theme | None = getattr(app, _HELD, None)
        if held is None or not isValid(held):
            # Asked for hundreds of times a page, and PySide would learn all kinds of styles if it
            # had to look for it among what belongs to the application.
            setattr(app, _HELD, self)
        self._app = app
        self._resources = resources
        self._signs = QTemporaryDir()
        self._sized: WeakKeyDictionary[QWidget, Sized] = WeakKeyDictionary()
        self.scheme = "light"
        self.zoom = 100
        self.sans = _load_family(resources / "fonts", "sans", SANS)
        self.serif = _load_family(resources / "fonts", "serif", SERIF)

    @property
    def colours(self) -> Colours:
        return SCHEMES[self.scheme]

    @property
    def icons(self) -> Path:
        return self._resources / "icons"

    def points(self, role: str = "body") -> float:
        """The size of a text role in points at the zoom in use."""
        return round(BASE_POINTS * TYPE_SCALE[role] * self.zoom / 100, 2)

    def px(self, pixels: int) -> int:
        """A length that must grow with the letters: widths of columns, icons, side bars."""
        return round(pixels * self.zoom / 100)

    def font(self, role: str = "body", *, bold: bool = False, serif: bool = False) -> QFont:
        """The font of a text role, with figures of equal width."""
        font = QFont()
        font.setFamilies([self.serif, self.sans] if serif else [self.sans])
        font.setPointSizeF(self.points(role))
        font.setBold(bold)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def colour(self, role: str) -> QColor:
        return QColor(getattr(self.colours, role))

    def apply(self, scheme: str | None = None, zoom: int | None = None) -> None:
        """Put the look on the whole program; called again when the clerk changes it."""
        self.scheme = scheme if scheme in SCHEMES else self.scheme
        self.zoom = max(LEAST_ZOOM, min(MOST_ZOOM, zoom if zoom is not None else self.zoom))
        self._app.setFont(self.font())
        self._app.setPalette(_palette(self.colours))
        self.dyed.emit(self.sheet())
        for part, sized in list(self._sized.items()):
            if isValid(part):
                self._size(part, sized)
        self.changed.emit()

    def hold(self, part: QWidget, least: int = 0, fixed: int = 0, most: int = 0) -> None:
        """Widths for letters of the usual size, now and after every change of their size."""
        self._sized[part] = sized = Sized(least, fixed, most)
        self._size(part, sized)

    def _size(self, part: QWidget, sized: Sized) -> None:
        if sized.fixed:
            part.setFixedWidth(self.px(sized.fixed))
        elif sized.most:
            part.setMaximumWidth(self.px(sized.most))
        else:
            part.setMinimumWidth(self.px(sized.least))

    def sheet(self) -> str:
        """The style sheet: the template of resources/styles with the roles filled in."""
        template = Template((self._resources / "styles" / "window.qss").read_text("utf-8"))
        values: dict[str, object] = {name: getattr(self.colours, name) for name in Colours._fields}
        values |= {role: f"{self.points(role)}pt" for role in TYPE_SCALE}
        values |= {"keys_room": f"{round(self.points('small') * 6.8)}px"}
        values |= {name: f"{pixels}px" for name, pixels in self._marks().items()}
        values |= {"sans": self.sans, "serif": self.serif}
        values |= {f"sign_{name.replace('-', '_')}": self._sign(name) for name in _SIGNS}
        values |= {"sign_check_muted": self._sign("check", "text")}
        return template.substitute(values)

    def _marks(self) -> dict[str, int]:
        """Boxes and arrows as large as the words they stand beside."""
        marks = {name: self.px(pixels) for name, pixels in _MARKS.items()}
        # A dot with its ring is as large as the empty ring, and both are round.
        marks["dot"] = marks["box"] + 2 * _BOX_LINE - 2 * marks["dot_ring"]
        return marks | {"box_round": marks["box"] // 2 + _BOX_LINE}

    def _sign(self, name: str, role: str = "") -> str:
        colour = getattr(self.colours, role or _SIGNS[name])
        target = Path(self._signs.path()) / f"{name}-{colour[1:]}.svg"
        if not target.exists():
            text = (self.icons / f"{name}.svg").read_text("utf-8")
            target.write_text(text.replace("currentColor", colour), "utf-8")
        return target.as_posix()


TYPE_SCALE = {
    "display": 1.65,
    "title": 1.25,
    "heading": 1.04,
    "body": 1.0,
    "table": 0.92,
    "small": 0.86,
}


def current() -> Theme:
    """The theme of the running program."""
    theme: Theme | None = getattr(QApplication.instance(), _HELD, None)
    if theme is None or not isValid(theme):
        raise RuntimeError("the theme is made before any window")
    return theme


def _load_family(folder: Path, kind: str, wanted: tuple[str, ...]) -> str:
    """The family of our own font of this kind, else the first known one of this machine."""
    own = ""
    if folder.is_dir():
        for file in sorted(folder.glob("*.ttf")):
            if kind not in file.stem.lower():
                continue
            families = QFontDatabase.applicationFontFamilies(
                QFontDatabase.addApplicationFont(str(file))
            )
            own = own or next(iter(families), "")
    if own:
        return own
    known = set(QFontDatabase.families())
    return next((name for name in wanted if name in known), QFont().defaultFamily())


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.ground,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.raised,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Button: colours.surface,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.BrightText: colours.fault,
        QPalette.ColorRole.ToolTipBase: colours.text,
        QPalette.ColorRole.ToolTipText: colours.surface,
        QPalette.ColorRole.Highlight: colours.selection,
        QPalette.ColorRole.HighlightedText: colours.text,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.LinkVisited: colours.accent,
        QPalette.ColorRole.Accent: colours.accent,
        QPalette.ColorRole.Light: colours.surface,
        QPalette.ColorRole.Midlight: colours.raised,
        QPalette.ColorRole.Mid: colours.line,
        QPalette.ColorRole.Dark: colours.line,
        QPalette.ColorRole.Shadow: colours.line,
    }
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    for role in (
        QPalette.ColorRole.Text,
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.faint))
    return palette
