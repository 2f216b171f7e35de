"""Prints through a real CUPS queue that writes files: `python -m tests.printing`.

Needs the system package `cups`. The program's own way to the printer is taken: its dialog is
accepted, each page is painted by QPrinter, and what lands in the queue's folder is read back.
"""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pypdfium2
from PySide6.QtCore import QEventLoop, QObject, QSettings
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication

from ipdesk.documents.pdf.fonts import Faces
from ipdesk.documents.pdf.letters import render_letter, render_letters
from ipdesk.documents.pdf.raster import page_sizes
from ipdesk.documents.pdf.register import render_register
from ipdesk.domain.number_register import RegisterPaper
from ipdesk.paths import resources
from ipdesk.ui.bench import Bench
from ipdesk.ui.jobs import Jobs
from ipdesk.ui.widgets.printing import Printing
from ipdesk.wording import Wording
from tests.documents.pdf.test_reference import CASES
from tests.printing.queue import NAME, folder_queue
from tests.ui.recorded import RecordedMessages

BATCH = 40
ACROSS = RegisterPaper(
    "2024年文书登记簿", "甲市局", "甲市局", date(2024, 3, 4), ("文号",), (("1号",),), "c", (1.0,)
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, _queue(Path(folder)) as out:
        app = QApplication([])
        assert NAME in QPrinterInfo.availablePrinterNames(), "the queue is not seen"
        wording = Wording.load(resources() / "wording")
        settings = QSettings(str(Path(folder) / "w.ini"), QSettings.Format.IniFormat)
        for kind in ("letter-approval", "letter-batch", "number-register"):
            settings.setValue(f"printers/{kind}", NAME)
        jobs = Jobs()
        bench = Bench(jobs, RecordedMessages(wording), wording, settings, today=lambda: None)  # type: ignore[arg-type,return-value]
        printing = Printing(bench, QObject())
        faces = Faces.load(resources() / "fonts")
        one = render_letter(CASES["approval"], faces)
        many = render_letters([CASES["refusal"]] * BATCH, faces)
        for name, kind, pdf in (
            ("甲市监知奖〔2026〕1号", "letter-approval", one),
            (f"文书 {BATCH} 份", "letter-batch", many),
            ("2024年文书登记簿", "number-register", render_register(ACROSS, faces)),
        ):
            begun = time.perf_counter()
            title, printed = _print(app, printing, out, name, kind, pdf)
            took = time.perf_counter() - begun
            sheets, wanted = page_sizes(printed), page_sizes(pdf)
            assert _whole(sheets) == _whole(wanted), (sheets, wanted)
            assert title.isascii(), title
            assert _ink(printed), "the first page is empty"
            print(f"{title}: {len(sheets)} pages, {len(printed):,} bytes, {took:.1f} s")
        jobs.close()
    print("printed through CUPS and read back")


def _queue(folder: Path) -> AbstractContextManager[Path]:
    folder.chmod(0o755)  # the server's own user writes below it
    return folder_queue(folder / "cups")


def _print(
    app: QApplication, printing: Printing, out: Path, name: str, kind: str, pdf: bytes
) -> tuple[str, bytes]:
    before = set(out.glob("*.pdf"))
    done: list[int] = []
    printing.print(name, kind, pdf, done.append)
    end = time.monotonic() + 120
    while time.monotonic() < end:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        new = set(out.glob("*.pdf")) - before
        if done and new:
            (path,) = new
            return path.with_suffix(".title").read_text("utf-8"), path.read_bytes()
    raise SystemExit(f"{name}: nothing came out of the queue")


def _whole(sizes: tuple[tuple[float, float], ...]) -> list[tuple[int, int]]:
    """Millimetres, so that a page across the paper is told from one along it."""
    return [(round(wide * 25.4 / 72), round(high * 25.4 / 72)) for wide, high in sizes]


def _ink(pdf: bytes) -> bool:
    with pypdfium2.PdfDocument(pdf) as document:
        data = bytes(document[0].render(scale=0.5).buffer)
    return min(data) < 64


if __name__ == "__main__":
    main()
