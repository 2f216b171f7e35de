"""Prints through a real CUPS queue that writes files: `python -m tests.printing`.

Needs the system package `cups`. The program's own way to the printer is taken: its dialog is
accepted, each page is painted by QPrinter, and what lands in the queue's folder is read back.
"""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import AbstractContextManager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pypdfium2
from PySide6.QtCore import QObject, QSettings
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication

from ipdesk.documents.pdf.fonts import Faces
from ipdesk.documents.pdf.letters import render_letter, render_letters
from ipdesk.paths import resources
from ipdesk.ui.bench import Bench
from ipdesk.ui.jobs import Jobs
from ipdesk.ui.widgets.printing import Printing
from ipdesk.wording import Wording
from tests.documents.pdf.test_reference import CASES
from tests.printing.queue import NAME, folder_queue
from tests.ui.recorded import RecordedMessages

BATCH = 40


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, _queue(Path(folder)) as out:
        app = QApplication([])
        assert NAME in QPrinterInfo.availablePrinterNames(), "the queue is not seen"
        wording = Wording.load(resources() / "wording")
        settings = QSettings(str(Path(folder) / "w.ini"), QSettings.Format.IniFormat)
        for kind in ("letter-approval", "letter-batch"):
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
        ):
            begun = time.perf_counter()
            title, printed = _print(app, printing, out, name, kind, pdf)
            took = time.perf_counter() - begun
            sheets, wanted = _pages(printed), _pages(pdf)
            assert sheets == wanted, (sheets, wanted)
            assert title.isascii(), title
            assert _ink(printed), "the first page is empty"
            print(f"{title}: {sheets} pages, {len(printed):,} bytes, {took:.1f} s")
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
        app.processEvents()
        new = set(out.glob("*.pdf")) - before
        if done and new:
            (path,) = new
            return path.with_suffix(".title").read_text("utf-8"), path.read_bytes()
        time.sleep(0.01)
    raise SystemExit(f"{name}: nothing came out of the queue")


def _pages(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def _ink(pdf: bytes) -> bool:
    with pypdfium2.PdfDocument(pdf) as document:
        data = bytes(document[0].render(scale=0.5).buffer)
    return min(data) < 64


if __name__ == "__main__":
    main()
