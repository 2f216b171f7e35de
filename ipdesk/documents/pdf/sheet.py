"""PDF 页: pages drawn by operators and gathered into one file whose bytes never vary."""

from __future__ import annotations

from datetime import date

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDocument, PDFPage, PDFResourceDictionary

from ipdesk.documents.pdf.archive import make_lasting
from ipdesk.documents.pdf.embed import Subset
from ipdesk.documents.pdf.fonts import Cast, Face, Faces, Role
from ipdesk.documents.pdf.stream import packed

# Streams stay binary: ASCII-85 would make every letter a quarter longer.
rl_config.useA85 = 0

A4 = (595.276, 841.89)
MM = 72 / 25.4

BLACK = (0.0, 0.0, 0.0)
Colour = tuple[float, float, float]


class Sheet:
    """One page: text, rules and boxes in points from the lower left corner."""

    def __init__(self, book: Book, landscape: bool = False) -> None:
        self.book = book
        self.width, self.height = A4[::-1] if landscape else A4
        self.operators: list[str] = []

    def text(
        self,
        x: float,
        y: float,
        text: str,
        role: Role,
        size: float,
        tracking: float = 0.0,
        colour: Colour = BLACK,
    ) -> None:
        """`text` with its baseline starting at (x, y)."""
        self._show(f"1 0 0 1 {x:.2f} {y:.2f} Tm", text, role, size, tracking, colour)

    def slanted(self, x: float, y: float, text: str, role: Role, size: float, c: Colour) -> None:
        """`text` rising at 45 degrees, for the mark of a draft."""
        self._show(f"0.7071 0.7071 -0.7071 0.7071 {x:.2f} {y:.2f} Tm", text, role, size, 0.0, c)

    def _show(
        self, matrix: str, text: str, role: Role, size: float, tracking: float, colour: Colour
    ) -> None:
        parts = [f"BT {_fill(colour)} {tracking:.3f} Tc {matrix}"]
        for subset, run in self.book.runs(text, role):
            parts.append(f"/{subset.name} {size:g} Tf <{subset.encode(run)}> Tj")
        parts.append("ET")
        self.operators.append(" ".join(parts))

    def rule(
        self, x0: float, x1: float, y: float, thickness: float, colour: Colour = BLACK
    ) -> None:
        """A horizontal rule whose middle is at `y`."""
        self.bar(x0, y - thickness / 2, x1 - x0, thickness, colour)

    def bar(self, x: float, y: float, width: float, height: float, colour: Colour = BLACK) -> None:
        """A filled rectangle."""
        self.operators.append(f"{_fill(colour)} {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def box(self, x: float, y: float, width: float, height: float, thickness: float) -> None:
        """The outline of a rectangle."""
        self.operators.append(f"0 G {thickness:g} w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")


class Book:
    """A PDF being written; the same pages give the same bytes, on any day."""

    def __init__(self, faces: Faces, title: str, author: str, subject: str, day: date) -> None:
        self.faces = faces
        self.sheets: list[Sheet] = []
        self._subsets: dict[Face, Subset] = {}
        self._casts: dict[Role, Cast] = {role: faces.cast(role) for role in Role}
        self._document = PDFDocument(compression=1, invariant=1, lang="zh-CN", pdfVersion=(1, 7))
        make_lasting(self._document, title, author, subject, day)

    def sheet(self, landscape: bool = False) -> Sheet:
        """A new last page."""
        self.sheets.append(Sheet(self, landscape))
        return self.sheets[-1]

    def runs(self, text: str, role: Role) -> list[tuple[Subset, str]]:
        return [(self._subset(face), run) for face, run in self._casts[role].runs(text)]

    def _subset(self, face: Face) -> Subset:
        found = self._subsets.get(face)
        if found is None:
            found = self._subsets[face] = Subset(face, f"F{len(self._subsets) + 1}")
        return found

    def save(self) -> bytes:
        """The finished file."""
        document = self._document
        for sheet in self.sheets:
            drawn = "\n".join(sheet.operators)
            page = PDFPage()
            page.Override_default_compilation = 1  # the page is whole: contents, size and fonts
            page.Contents = packed(drawn.encode("ascii"))
            page.MediaBox = PDFArray((0, 0, sheet.width, sheet.height))
            page.Resources = PDFResourceDictionary()
            page.Resources.basicFonts()
            page.Parent = document.Pages
            document.addPage(page)
            # The file's identifier follows from what is on the pages.
            document.updateSignature(drawn)
        for subset in self._subsets.values():
            subset.embed(document)
        return bytes(document.GetPDFData(None))


def _fill(colour: Colour) -> str:
    if colour == BLACK:
        return "0 g"
    return "{:g} {:g} {:g} rg".format(*colour)
