"""A scan on the screen: pages of a PDF or a picture, turned, enlarged and moved by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QImage,
    QImageIOHandler,
    QImageReader,
    QKeyEvent,
    QMouseEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ipdesk.services.evidence_files import draw_sheet, sheet_sizes
from ipdesk.services.pages import PageImage
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets.base import column
from ipdesk.ui.widgets.paper_view import Sheet, image_of

Sizes = Sequence[tuple[float, float]]

ZOOMS = (50, 75, 100, 125, 150, 200, 300, 400, 600)
_PAUSE_MS = 80
_GAP, _MARGIN, _SCROLL_BAR = 10, 2, 14
_FAR = 3  # screens away from which a page is given back
_MOST_POINTS = 32_000_000
_LINE = 48


class ScanView(QWidget):
    """Pages below each other; drawn beside the window's thread at the size they are seen in."""

    paged = Signal(int, int)  # page in sight (from 1), how many there are
    zoomed = Signal(int)
    stepped = Signal(int)  # to the piece before or after
    failed = Signal(object)

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.kind, self.data = "", b""
        self.zoom, self.turned = 100, 0
        self.sheets: list[Sheet] = []
        self._sizes: Sizes = ()
        self._job = 0
        self._held: QPoint | None = None
        self._page = (0, 0)
        self._holder = QWidget()
        self._holder.setProperty("kind", "page")
        self._pages: QVBoxLayout = column(gap=_GAP, margins=(_MARGIN, 0, _MARGIN, _MARGIN))
        self._pages.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._holder.setLayout(self._pages)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(self._holder)
        self.area.setAccessibleName("扫描件")
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.installEventFilter(self)
        self.area.viewport().installEventFilter(self)
        self.area.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        whole = column(gap=0)
        whole.addWidget(self.area, 1)
        self.setLayout(whole)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._draw_near)
        self.area.verticalScrollBar().valueChanged.connect(lambda _: self._moved())

    def show_scan(self, kind: str, data: bytes) -> None:
        """Show another file from its first page, upright and as wide as the place."""
        self.kind, self.data = kind, data
        self.turned, self._sizes = 0, ()
        self._job += 1
        self._lay()
        self.set_zoom(100)
        if data:
            aside = self._bench.jobs.aside
            aside(_measured, self._take_sizes, self.failed.emit, self._job, kind, data)

    def step_zoom(self, by: int) -> None:
        nearest = min(range(len(ZOOMS)), key=lambda n: abs(ZOOMS[n] - self.zoom))
        self.set_zoom(ZOOMS[max(0, min(len(ZOOMS) - 1, nearest + by))])

    def set_zoom(self, percent: int) -> None:
        """100 is as wide as the place; what is in the middle stays there."""
        bar, view = self.area.verticalScrollBar(), self.area.viewport().height()
        middle = (bar.value() + view / 2) / max(1, self._holder.height())
        self.zoom = percent
        self._measure()
        self._holder.adjustSize()
        bar.setValue(round(middle * self._holder.height() - view / 2) if self.sheets else 0)
        self.zoomed.emit(percent)
        self._pause.start()

    def turn(self) -> None:
        """A quarter to the right."""
        self.turned = (self.turned + 90) % 360
        page = self._page[0]
        self._lay()
        self.go_to(page)
        self._pause.start()

    def go_to(self, page: int) -> None:
        """Bring the top of a page (from 1) into sight."""
        if self.sheets:
            before = self.sheets[: max(0, min(page, len(self.sheets)) - 1)]
            self._holder.adjustSize()
            top = sum(sheet.height() + _GAP for sheet in before)
            self.area.verticalScrollBar().setValue(top)

    def step_page(self, by: int) -> None:
        self.go_to(self._page[0] + by)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.area:
            self._measure()
            self._pause.start()
        if isinstance(event, QWheelEvent) and watched is self.area.viewport():
            return self._wheel(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return watched is self.area and self._key(event)
        if isinstance(event, QMouseEvent) and watched is self.area.viewport():
            return self._mouse(event)
        return False

    def _wheel(self, event: QWheelEvent) -> bool:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            return True
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key, bar = event.key(), self.area.verticalScrollBar()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~_SHIFT:
            return False
        acts: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Plus: lambda: self.step_zoom(1),
            Qt.Key.Key_Equal: lambda: self.step_zoom(1),
            Qt.Key.Key_Minus: lambda: self.step_zoom(-1),
            Qt.Key.Key_0: lambda: self.set_zoom(100),
            Qt.Key.Key_R: self.turn,
            Qt.Key.Key_PageDown: lambda: self.step_page(1),
            Qt.Key.Key_PageUp: lambda: self.step_page(-1),
            Qt.Key.Key_Down: lambda: bar.setValue(bar.value() + _LINE),
            Qt.Key.Key_Up: lambda: bar.setValue(bar.value() - _LINE),
            Qt.Key.Key_Right: lambda: self.stepped.emit(1),
            Qt.Key.Key_Left: lambda: self.stepped.emit(-1),
        }
        act = acts.get(Qt.Key(key))
        if act is not None:
            act()
        return act is not None

    def _mouse(self, event: QMouseEvent) -> bool:
        """A page larger than the place is moved by the hand."""
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self.set_zoom(200 if self.zoom == 100 else 100)
        elif event.type() == QEvent.Type.MouseButtonPress:
            self._held = event.position().toPoint()
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._held = None
        elif event.type() == QEvent.Type.MouseMove and self._held is not None:
            here = event.position().toPoint()
            way, self._held = here - self._held, here
            across, down = self.area.horizontalScrollBar(), self.area.verticalScrollBar()
            across.setValue(across.value() - way.x())
            down.setValue(down.value() - way.y())
        return False

    def _width(self) -> int:
        room = self.area.width() - _SCROLL_BAR - 2 * _MARGIN
        return max(120, round(room * self.zoom / 100))

    def _take_sizes(self, answer: tuple[int, Sizes]) -> None:
        job, sizes = answer
        if job == self._job:
            self._sizes = sizes
            self._lay()
            self._draw_near()

    def _lay(self) -> None:
        for gone in self.sheets:
            self._pages.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        lying = self.turned % 180 == 90
        self.sheets = [Sheet(w / h if lying else h / w) for w, h in self._sizes]
        for sheet in self.sheets:
            self._pages.addWidget(sheet)
        self.area.verticalScrollBar().setValue(0)
        self._measure()
        self._moved()

    def _measure(self) -> None:
        for sheet in self.sheets:
            sheet.measure(self._width())

    def _moved(self) -> None:
        self._pause.start()
        eye = self.area.verticalScrollBar().value() + self.area.viewport().height() // 3
        bottom, page = 0, 0
        for sheet in self.sheets:
            if bottom <= eye:
                page += 1
            bottom += sheet.height() + _GAP
        if (page, len(self.sheets)) != self._page:
            self._page = (page, len(self.sheets))
            self.paged.emit(*self._page)

    def _draw_near(self) -> None:
        """Ask for the pages in sight and the next ones; give back those far away."""
        width = round(self._width() * self.devicePixelRatioF())
        top, high = self.area.verticalScrollBar().value(), self.area.viewport().height()
        y = 0
        for number, sheet in enumerate(self.sheets):
            away = max(y - (top + high), top - (y + sheet.height()))
            y += sheet.height() + _GAP
            if away > _FAR * high:
                sheet.drop()
            elif away < high and sheet.asked != width:
                sheet.asked = width
                work = (self._job, self.kind, self.data, number, self._sizes[number], width)
                self._bench.jobs.aside(_drawn, self._take, None, *work, self.turned)

    def _take(self, answer: tuple[int, int, int, int, QImage]) -> None:
        job, number, width, turned, image = answer
        now = job == self._job and turned == self.turned
        if now and number < len(self.sheets) and self.sheets[number].asked == width:
            self.sheets[number].show_image(image)


_SHIFT = Qt.KeyboardModifier.ShiftModifier


def _measured(job: int, kind: str, data: bytes) -> tuple[int, Sizes]:
    if kind == "pdf":
        return job, sheet_sizes(data)
    size = picture_size(data)
    return job, () if size.isEmpty() else ((size.width(), size.height()),)


def _drawn(
    job: int,
    kind: str,
    data: bytes,
    number: int,
    size: tuple[float, float],
    width: int,
    turned: int,
) -> tuple[int, int, int, int, QImage]:
    across, high = size if turned % 180 == 0 else size[::-1]
    scale = min(width / across, (_MOST_POINTS / (across * high)) ** 0.5)
    wanted = QSize(max(1, round(size[0] * scale)), max(1, round(size[1] * scale)))
    image = draw_image(kind, data, number, wanted)
    if turned:
        image = image.transformed(QTransform().rotate(turned))
    return job, number, width, turned, image


def draw_image(kind: str, data: bytes, number: int, wanted: QSize) -> QImage:
    """A page of a PDF, or a picture, to fit in `wanted`; for a pool thread."""
    if kind == "pdf":
        page: PageImage = draw_sheet(data, number, wanted.width(), wanted.height())
        return image_of(page) if page.rgb else QImage()
    buffer, reader = _reader(data)
    raw = reader.size()
    if _sideways(reader):
        wanted = wanted.transposed()
    # Decoded at the size wanted: a photo of 48 million points need not be unpacked whole.
    if not raw.isEmpty() and raw.width() > wanted.width():
        reader.setScaledSize(raw.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    buffer.close()
    return image


def picture_size(data: bytes) -> QSize:
    """Of a photo as it is held, whichever way the camera was."""
    buffer, reader = _reader(data)
    size = reader.size()
    buffer.close()
    return size.transposed() if _sideways(reader) else size


def _sideways(reader: QImageReader) -> bool:
    return bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)


def _reader(data: bytes) -> tuple[QBuffer, QImageReader]:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    return buffer, reader
