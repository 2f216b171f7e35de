from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from ipdesk.paths import resources
from ipdesk.ui import theme, worn
from ipdesk.ui.colours import DARK, DRAWN, HIGH_CONTRAST, LIGHT, WRITTEN, Colours
from ipdesk.ui.theme import Theme
from ipdesk.ui.widgets import label
from ipdesk.ui.widgets.room import Pages


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_has_the_contrast_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)


@pytest.mark.parametrize(
    ("pairs", "least"),
    [pytest.param(WRITTEN, 4.5, id="written"), pytest.param(DRAWN, 3.0, id="drawn")],
)
@pytest.mark.parametrize(
    "table",
    [
        pytest.param(LIGHT, id="light"),
        pytest.param(DARK, id="dark"),
        pytest.param(HIGH_CONTRAST, id="high contrast"),
    ],
)
def test_everything_written_can_be_read_and_everything_drawn_can_be_seen(
    table: Colours, pairs: tuple[tuple[str, str], ...], least: float
) -> None:
    faint = {
        (ink, ground): round(contrast(getattr(table, ink), getattr(table, ground)), 2)
        for ink, ground in pairs
        if contrast(getattr(table, ink), getattr(table, ground)) < least
    }
    assert faint == {}


def test_what_has_the_focus_is_seen_by_an_edge_of_a_measured_colour() -> None:
    sheet = (resources() / "styles" / "window.qss").read_text("utf-8")
    inks = {ink for ink, _ in DRAWN}
    focused = [
        (name.strip(), re.search(r"border:[^;]*\$(\w+)", body))
        for name, body in re.findall(r"([^{}]+)\{([^}]*)\}", sheet)
        if ":focus" in name
    ]
    assert {name for name, edge in focused if edge and edge[1] not in inks} == set()


def test_every_pair_of_the_style_sheet_is_in_the_list_that_is_measured() -> None:
    """What cannot be used now is grey everywhere but on the filled button, which names a step."""
    sheet = (resources() / "styles" / "window.qss").read_text("utf-8")
    rules = re.findall(r"([^{}]+)\{([^}]*)\}", re.sub(r"/\*.*?\*/", "", sheet, flags=re.S))
    left = set()
    for name, body in rules:
        ink = re.search(r"(?<![-\w])color:\s*\$(\w+)", body)
        ground = re.search(r"(?<![-\w])background(?:-color)?:\s*\$(\w+)", body)
        off = ":disabled" in name and "primary" not in name
        if ink and ground and not off and (ink[1], ground[1]) not in WRITTEN:
            left.add((name.strip(), ink[1], ground[1]))
    assert left == set()


def test_the_style_sheet_has_every_role_filled(look: Theme) -> None:
    for scheme in theme.SCHEMES:
        look.scheme = scheme
        assert "$" not in look.sheet()
    look.scheme = "light"


def test_the_window_uses_the_shipped_font(look: Theme) -> None:
    assert look.sans == "IPDesk Sans SC"
    assert look.serif == "IPDesk Serif SC"


def test_letters_grow_with_the_zoom_and_stop_at_its_ends(look: Theme) -> None:
    look.apply(zoom=150)
    assert look.points() == 18.0
    look.apply(zoom=500)
    assert look.zoom == 200
    look.apply(zoom=10)
    assert look.zoom == 80


def test_a_part_that_is_not_seen_takes_the_new_look_when_it_is(qtbot: QtBot, look: Theme) -> None:
    pages, window = Pages(), QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(pages)
    seen, unseen = label("一", "muted"), label("二", "muted")
    for one in (seen, unseen):
        pages.addWidget(one)
        worn.wear(one)
    window.show()
    pages.setCurrentWidget(unseen)
    pages.setCurrentWidget(seen)
    look.apply("dark", 150)

    def muted(one: QLabel) -> QColor:
        return one.palette().color(QPalette.ColorRole.WindowText)

    assert muted(seen) == look.colour("muted") != muted(unseen)
    pages.setCurrentIndex(1)
    assert muted(unseen) == look.colour("muted")
    assert unseen.fontMetrics().height() == seen.fontMetrics().height()
    look.apply("light", 100)
    assert muted(unseen) == look.colour("muted") != muted(seen)
    pages.setCurrentIndex(0)
    assert muted(seen) == look.colour("muted")


def test_a_width_for_usual_letters_grows_and_shrinks_with_them(qtbot: QtBot, look: Theme) -> None:
    least, fixed, most = QWidget(), QWidget(), QWidget()
    for part in (least, fixed, most):
        qtbot.addWidget(part)
    look.hold(least, least=300)
    look.hold(fixed, fixed=100)
    look.hold(most, most=760)
    for zoom in (200, 150, 100):
        look.apply(zoom=zoom)
        assert least.minimumWidth() == 3 * zoom
        assert (fixed.minimumWidth(), fixed.maximumWidth()) == (zoom, zoom)
        assert most.maximumWidth() == 760 * zoom // 100


def test_boxes_and_arrows_of_the_style_sheet_grow_with_the_letters(look: Theme) -> None:
    for zoom, box, arrow in ((100, 16, 26), (200, 32, 52)):
        look.apply(zoom=zoom)
        sheet = look.sheet()
        assert f"QRadioButton::indicator {{ width: {box}px; height: {box}px;" in sheet
        assert f"width: {arrow}px; border: none; }}" in sheet
