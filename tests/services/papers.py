"""Real files as an office scans them: PDFs of several pages, photos, sheets."""

from __future__ import annotations

import io
import zipfile

from reportlab.pdfgen.canvas import Canvas


def scan(pages: int = 1, text: str = "ZL201310000001.3") -> bytes:
    """A PDF with that text on each page."""
    made = io.BytesIO()
    canvas = Canvas(made, invariant=1)
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica", 28)
        canvas.drawString(72, 700, f"{text}  {number}/{pages}")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def acting(script: bytes = b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>") -> bytes:
    """A one-page PDF whose catalogue does something when it is opened."""
    return scan().replace(b"/Type /Catalog", b"/Type /Catalog " + script, 1)


def packed(part: str, *more: str) -> bytes:
    """An office file that holds the part and little else."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        for name in ("[Content_Types].xml", part, *more):
            parts.writestr(zipfile.ZipInfo(name), "<x/>")
    return made.getvalue()
