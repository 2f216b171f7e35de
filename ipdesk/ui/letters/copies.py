"""Printing and saving an issued letter; every copy is logged."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from ipdesk.domain.record import LetterRecord
from ipdesk.services import letters
from ipdesk.services.letters import PageImage
from ipdesk.services.office import Changes
from ipdesk.ui.bench import Bench
from ipdesk.ui.letters.paper_view import image_of

PRINT_DPI = 300
_FOLDER = "folders/letters"


class Copies(QObject):
    """Takes copies of letters for the page; the printer of each kind of letter is remembered."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench

    def save(self, letter: LetterRecord) -> None:
        """Ask where to, and write the very bytes that were issued."""
        folder = str(self._bench.settings.value(_FOLDER, "") or "")
        name = f"{letter.document_number}.pdf"
        suggested = str(Path(folder) / name) if folder and Path(folder).is_dir() else name
        path = self._bench.messages.save_file("另存为 PDF", suggested, "PDF 文件 (*.pdf)")
        if path is None:
            return
        self._bench.settings.setValue(_FOLDER, str(path.parent))
        run, done = self._bench.jobs.run, partial(self._saved, path)
        run(letters.save_letter, done, None, self._bench.actor, letter.id, path)

    def print(self, letter: LetterRecord, pdf: bytes) -> None:
        """Ask for printer and copies, then print."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(PRINT_DPI)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setPageOrientation(QPageLayout.Orientation.Portrait)
        printer.setFullPage(True)
        printer.setDocName(letter.document_number)
        known = str(self._bench.settings.value(_printer_key(letter), "") or "")
        if known:
            printer.setPrinterName(known)
        dialog = QPrintDialog(printer, self._bench.messages.window)
        dialog.setWindowTitle(f"打印 {letter.document_number}")
        if not self._bench.messages.run(dialog):
            return
        if printer.printerName():
            self._bench.settings.setValue(_printer_key(letter), printer.printerName())
        done = partial(self._paint, letter, printer)
        self._bench.jobs.aside(letters.render_pages, done, None, pdf, PRINT_DPI)

    def _paint(self, letter: LetterRecord, printer: QPrinter, pages: Sequence[PageImage]) -> None:
        first = printer.fromPage() or 1
        last = printer.toPage() or len(pages)
        wanted = pages[first - 1 : last]
        painter = QPainter()
        if not painter.begin(printer):
            self._bench.messages.warn("打印机没有响应，没有打印。请检查打印机后再试。")
            return
        for number, page in enumerate(wanted):
            if number:
                printer.newPage()
            paper = printer.paperRect(QPrinter.Unit.DevicePixel)
            whole = QRectF(0, 0, paper.width(), paper.height())
            painter.drawImage(whole, image_of(page))
        painter.end()
        copies = max(1, printer.copyCount())
        said = partial(self._printed, letter, copies)
        actor = self._bench.actor
        self._bench.jobs.run(letters.log_copy, said, None, actor, letter.id, "print", copies)

    def _saved(self, path: Path, changes: Changes) -> None:
        self._bench.announce(changes)
        self._bench.say(f"已另存：{path}")

    def _printed(self, letter: LetterRecord, copies: int, changes: Changes) -> None:
        self._bench.announce(changes)
        self._bench.say(f"已送打印：{letter.document_number}，{copies} 份")


def _printer_key(letter: LetterRecord) -> str:
    return f"printers/letter-{letter.kind}"
