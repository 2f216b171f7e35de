"""The pages of a PDF on the screen: as wide as the place, or larger or smaller."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ipdesk.services.pages import PageImage, page_sizes, render_page
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets.base import column, ghost, label, link, row

_A4_INCHES = 8.27
_PAUSE_MS = 120
_STEPS = (50, 75, 100, 125, 150, 200, 300)
_SCROLL_BAR = 14
_MARGIN = 2
_GAP = 12
_FAR = 3  # screens away from which a page is given back
_WIDEST = 880  # of a page at 100%: wider than this is no easier to read


class Sheet(QWidget):
    """One page: white until it comes near, then drawn at the size asked for."""

    def __init__(self, ratio: float) -> None:
        super().__init__()
        self._ratio = ratio
        self._image = QImage()
        self.asked = 0  # the resolution last asked for; 0: none

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.update()

    def drop(self) -> None:
        """Give the picture back: a long paper must not be held as pixels."""
        if self.asked:
            self.asked = 0
            self.show_image(QImage())

    def measure(self, width: int) -> None:
        self.setFixedSize(QSize(width, round(width * self._ratio)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        painter.drawImage(self.rect(), self._image)
        painter.setPen(theme.current().colour("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class PaperView(QWidget):
    """Shows a PDF page below page; rendering runs beside the window's thread."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._bench = bench
        self.pdf = b""
        self.zoom = 100
        self.sheets: list[Sheet] = []
        self._job = 0
        self.count = label("", "small")
        self.scale = label("100%", "small")
        self._smaller = ghost("minus", "缩小（Ctrl+-）", lambda: self.step(-1))
        self._larger = ghost("plus", "放大（Ctrl+=）", lambda: self.step(1))
        self._fit = link("适合宽度", lambda: self.set_zoom(100))
        self._holder = QWidget()
        self._holder.setProperty("kind", "page")
        self._pages = column(gap=_GAP, margins=(_MARGIN, 0, _MARGIN, _MARGIN))
        self._pages.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._holder.setLayout(self._pages)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(self._holder)
        self.area.setAccessibleName("文书预览")
        tools = row(self.count, None, self._smaller, self.scale, self._larger, self._fit, gap=2)
        whole = column(tools, gap=6)
        whole.addWidget(self.area, 1)
        self.setLayout(whole)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._render_near)
        self.area.verticalScrollBar().valueChanged.connect(lambda _: self._pause.start())
        self.area.viewport().installEventFilter(self)

    def show_pdf(self, pdf: bytes) -> None:
        """Show another document from its first page; empty bytes show nothing."""
        if pdf == self.pdf and self.sheets:
            return
        self.pdf = pdf
        self._job += 1
        if not pdf:
            self._lay(())
            return
        # The method itself, so that an answer after the end of this widget is dropped.
        self._bench.jobs.aside(_measured, self._take_sizes, None, self._job, pdf)

    def expect(self) -> None:
        """Another document is on its way: nothing of the one before stays."""
        self.show_pdf(b"")
        self.count.setText("正在准备预览…")

    def step(self, by: int) -> None:
        nearest = min(range(len(_STEPS)), key=lambda n: abs(_STEPS[n] - self.zoom))
        self.set_zoom(_STEPS[max(0, min(len(_STEPS) - 1, nearest + by))])

    def set_zoom(self, percent: int) -> None:
        """100 is as wide as the place."""
        self.zoom = percent
        self.scale.setText(f"{percent}%")
        self._measure()
        self._pause.start()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._measure()
            if self.pdf:
                self._pause.start()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _width(self) -> int:
        """The width of a page, the same with and without the scroll bar."""
        room = self.area.width() - _SCROLL_BAR - 2 * _MARGIN
        return max(120, round(min(room, _WIDEST) * self.zoom / 100))

    def _take_sizes(self, answer: tuple[int, Sequence[tuple[float, float]]]) -> None:
        job, sizes = answer
        if job == self._job:
            self._lay(sizes)
            self._render_near()

    def _render_near(self) -> None:
        """Ask for the pages in sight and the next ones; give back those far away."""
        dpi = round(self._width() * self.devicePixelRatioF() / _A4_INCHES)
        top, high = self.area.verticalScrollBar().value(), self.area.viewport().height()
        y = 0
        for number, sheet in enumerate(self.sheets):
            away = max(y - (top + high), top - (y + sheet.height()))
            y += sheet.height() + _GAP
            if away > _FAR * high:
                sheet.drop()
            elif away < high and sheet.asked != dpi:
                sheet.asked = dpi
                aside = self._bench.jobs.aside
                aside(_rendered, self._take, None, self._job, self.pdf, number, dpi)

    def _take(self, answer: tuple[int, int, int, PageImage]) -> None:
        job, number, dpi, page = answer
        if job == self._job and self.sheets[number].asked == dpi:
            self.sheets[number].show_image(image_of(page))

    def _lay(self, sizes: Sequence[tuple[float, float]]) -> None:
        for gone in self.sheets:
            self._pages.removeWidget(gone)
            gone.deleteLater()
        self.sheets = [Sheet(height / width) for width, height in sizes]
        for sheet in self.sheets:
            self._pages.addWidget(sheet)
        self.count.setText(f"共 {len(sizes)} 页" if sizes else "")
        self.area.verticalScrollBar().setValue(0)
        self._measure()

    def _measure(self) -> None:
        for sheet in self.sheets:
            sheet.measure(self._width())


def _measured(job: int, pdf: bytes) -> tuple[int, Sequence[tuple[float, float]]]:
    return job, page_sizes(pdf)


def _rendered(job: int, pdf: bytes, number: int, dpi: int) -> tuple[int, int, int, PageImage]:
    return job, number, dpi, render_page(pdf, number, dpi)


def image_of(page: PageImage) -> QImage:
    """A page as an image of its own bytes."""
    image = QImage(page.rgb, page.width, page.height, 3 * page.width, QImage.Format.Format_RGB888)
    return image.copy()
