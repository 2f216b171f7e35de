"""Printing a paper and saving it: the dialogs, the printer of each kind, the folder of the last."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from ipdesk.services.pages import PageImage, page_sizes, render_page
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets.paper_view import image_of
from ipdesk.ui.widgets.progress import ProgressSheet

PRINT_DPI = 300
MOST_COPIES = 99
_MANY = 10  # pages: from here on it is shown how far the printing is

Printed = Callable[[int], object]  # called with the number of copies


def _to_file(printer: QPrinter) -> bool:
    """No queue sees its name: the paper is written into a file of this PC."""
    return bool(printer.outputFileName()) or "pdf" in printer.printerName().lower()


@dataclass
class _Run:
    """A paper on its way to the printer."""

    printer: QPrinter
    painter: QPainter
    pdf: bytes
    first: int
    last: int
    done: Printed
    shown: ProgressSheet | None = None  # for what takes a while
    stopped: Event = field(default_factory=Event)


def printer_key(kind: str) -> str:
    """Where the printer of a kind of paper is remembered."""
    return f"printers/{kind}"


def copies_key(kind: str) -> str:
    """Where the number of copies of a kind of paper is remembered."""
    return f"copies/{kind}"


def job_title(name: str, kind: str) -> str:
    """What the queue shows: figures and Latin letters, which every queue can carry, and no name."""
    kept = re.findall(r"[A-Za-z0-9]+", name.encode("ascii", "replace").decode().replace("?", " "))
    return "-".join(["ipdesk", kind, *kept])


class Printing(QObject):
    """Takes papers to the printer page by page; `kind` names what remembers its printer."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench

    def where_to_save(self, name: str, folder_key: str) -> Path | None:
        """Ask for the file; the folder is proposed again next time."""
        settings = self._bench.settings
        folder = str(settings.value(folder_key, "") or "")
        file_name = f"{name}.pdf"
        known = folder and Path(folder).is_dir()
        suggested = str(Path(folder) / file_name) if known else file_name
        path = self._bench.messages.save_file("另存为 PDF", suggested, "PDF 文件 (*.pdf)")
        if path is not None:
            settings.setValue(folder_key, str(path.parent))
        return path

    def where_to_copy(self, name: str, folder_key: str) -> tuple[Path, str] | None:
        """Ask who gets a Word copy, and for the file; None when either is left open."""
        recipient = self._bench.messages.reason("另存 Word 副本", "副本给谁用（会记入操作记录）")
        if recipient is None or not recipient.strip():
            return None
        settings = self._bench.settings
        folder = str(settings.value(folder_key, "") or "")
        file_name = f"{name} 副本.docx"
        suggested = str(Path(folder) / file_name) if folder and Path(folder).is_dir() else file_name
        path = self._bench.messages.save_file("另存 Word 副本", suggested, "Word 文档 (*.docx)")
        return None if path is None else (path, recipient.strip())

    def print(self, name: str, kind: str, pdf: bytes, done: Printed) -> None:
        """Ask for printer and copies, then print; `done` is told the copies."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(PRINT_DPI)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setPageOrientation(QPageLayout.Orientation.Portrait)
        printer.setFullPage(True)
        printer.setDocName(name)  # what a file is called, if it is printed into one
        settings, key = self._bench.settings, printer_key(kind)
        known = str(settings.value(key, "") or "")
        if known:
            printer.setPrinterName(known)
        printer.setCopyCount(int(str(settings.value(copies_key(kind), 1) or 1)))
        dialog = QPrintDialog(printer, self._bench.messages.window)
        dialog.setWindowTitle(f"打印 {name}")
        if not self._bench.messages.run(dialog):
            return
        if not _to_file(printer):
            printer.setDocName(job_title(name, kind))
        if printer.printerName():
            settings.setValue(key, printer.printerName())
            settings.setValue(copies_key(kind), max(1, printer.copyCount()))
        begin = partial(self._begin, printer, pdf, done)
        self._bench.jobs.aside(page_sizes, begin, None, pdf)

    def _begin(self, printer: QPrinter, pdf: bytes, done: Printed, sizes: object) -> None:
        assert isinstance(sizes, tuple)
        first = printer.fromPage() or 1
        last = min(printer.toPage() or len(sizes), len(sizes))
        wide, high = sizes[min(first, last) - 1]
        if wide > high:  # a list across the page
            printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        painter = QPainter()
        if not painter.begin(printer):
            self._bench.messages.warn("打印机没有响应，没有打印。请检查打印机后再试。")
            return
        run = _Run(printer, painter, pdf, first, last, done)
        if last - first >= _MANY:
            window = self._bench.messages.window
            run.shown = ProgressSheet(window, "正在打印", last - first + 1, "页")
            run.shown.rejected.connect(run.stopped.set)
            run.shown.open()
        self._ask(run, first)

    def _ask(self, run: _Run, number: int) -> None:
        """One page at a time: a long paper is never held as pixels as a whole."""
        paint = partial(self._paint, run, number)
        self._bench.jobs.aside(render_page, paint, None, run.pdf, number - 1, PRINT_DPI)

    def _paint(self, run: _Run, number: int, page: PageImage) -> None:
        paper = run.printer.paperRect(QPrinter.Unit.DevicePixel)
        whole = QRectF(0, 0, paper.width(), paper.height())
        run.painter.drawImage(whole, image_of(page))
        if number < run.last and not run.stopped.is_set():
            if run.shown is not None:
                run.shown.show_step(number - run.first + 1, run.last - run.first + 1)
            run.printer.newPage()
            self._ask(run, number + 1)
            return
        if number < run.last:
            run.printer.abort()
        run.painter.end()
        if run.shown is not None:
            run.shown.close()
        if number < run.last:
            told = "打印已停止，前面的页可能已经送到打印机；这次没有记为打印。"
            self._bench.messages.warn(told)
            return
        run.done(max(1, run.printer.copyCount()))
