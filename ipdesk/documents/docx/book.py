"""Word 副本: an A4 document in the fonts and margins of GB/T 9704-2012, marked as a copy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from ipdesk.documents.pdf import frame
from ipdesk.documents.pdf.words import words
from ipdesk.domain.letter import Table

_LATIN = "Times New Roman"
_RED = RGBColor(0xE6, 0, 0)
_GREY = RGBColor(0x80, 0x80, 0x80)
_SMALL, _TABLE = 9.0, 12.0
_INSET = 60  # twentieths of a point, as the PDF has
_SIDES = {
    "l": WD_ALIGN_PARAGRAPH.LEFT,
    "c": WD_ALIGN_PARAGRAPH.CENTER,
    "r": WD_ALIGN_PARAGRAPH.RIGHT,
    "j": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


class Face(StrEnum):
    """The faces by the names of `word-fonts` in the wording."""

    FANG = "fang"
    TITLE = "title"
    SONG = "song"
    HEI = "hei"
    KAI = "kai"


class WordBook:
    """One document that is being written, from top to bottom."""

    def __init__(
        self, title: str, author: str, day: date, mark: str, *, first_counted: bool = True
    ) -> None:
        """`first_counted`: page one bears its number, as 10.1 of the standard forbids letters."""
        self._document = Document()
        made = self._document.core_properties
        made.title, made.author, made.last_modified_by = title, author, author
        made.comments, made.language = mark, "zh-CN"
        made.created = made.modified = datetime(day.year, day.month, day.day)
        self._page()
        normal = self._document.styles["Normal"]
        normal.font.name, normal.font.size = _LATIN, Pt(frame.SIZE_3)
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), words("word-fonts")[Face.FANG])
        section = self._document.sections[0]
        # 7.5: odd numbers stand right, even ones left, each one character in.
        self._document.settings.odd_and_even_pages_header_footer = True
        for head in (section.header, section.even_page_header):
            self._head(head.paragraphs[0], mark)
        self._foot(section.footer.paragraphs[0], "r")
        self._foot(section.even_page_footer.paragraphs[0], "l")
        if not first_counted:
            section.different_first_page_header_footer = True
            self._head(section.first_page_header.paragraphs[0], mark)
        self._whole = 156.0  # mm

    def text(
        self,
        text: str,
        face: Face = Face.FANG,
        size: float = frame.SIZE_3,
        side: str = "j",
        *,
        indent: float = 0.0,
        right: float = 0.0,
        before: float = 0.0,
        after: float = 0.0,
        keep: bool = False,
        red: bool = False,
    ) -> Any:
        """A paragraph; `indent` and `right` in characters, `before` and `after` in points."""
        paragraph = self._document.add_paragraph()
        self._set(paragraph, text, face, size, red)
        form = paragraph.paragraph_format
        form.alignment = _SIDES[side]
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_leading(size))
        form.space_before, form.space_after = Pt(before), Pt(after)
        form.first_line_indent = Pt(indent * size)
        form.right_indent = Pt(right * size)
        form.keep_with_next = keep
        return paragraph

    def ruled(self, paragraph: Any) -> None:
        """A red rule below a paragraph."""
        borders = OxmlElement("w:pBdr")
        rule = OxmlElement("w:bottom")
        for name, value in (("val", "thickThinSmallGap"), ("sz", "24"), ("space", "6")):
            rule.set(qn(f"w:{name}"), value)
        rule.set(qn("w:color"), "E60000")
        borders.append(rule)
        paragraph._p.get_or_add_pPr().append(borders)

    def table(self, table: Table) -> None:
        """A ruled table whose head is repeated on each page."""
        rows = [(table.head, "c" * len(table.head), Face.HEI)]
        rows += [(row, table.align, Face.FANG) for row in table.rows]
        if table.total:
            rows.append((table.total, table.align, Face.FANG))
        made = self._grid([cells for cells, _, _ in rows], table.widths)
        for place, (cells, align, face) in enumerate(rows):
            for cell, text, side in zip(made.rows[place].cells, cells, align, strict=True):
                self._fill(cell, text, side, face)
        head = OxmlElement("w:tblHeader")
        head.set(qn("w:val"), "true")
        made.rows[0]._tr.get_or_add_trPr().append(head)

    def boxes(self, fields: Sequence[tuple[str, str]], height: float, caption: float) -> None:
        """One row of captions with what is filled in."""
        widths: list[float] = []
        texts: list[str] = []
        for name, text in fields:
            widths += [caption, 1 / len(fields) - caption]
            texts += [name, text]
        made = self._grid([texts], widths)
        made.rows[0].height = Pt(height)
        for place, cell in enumerate(made.rows[0].cells):
            captioned = place % 2 == 0
            face = Face.HEI if captioned else Face.FANG
            self._fill(cell, texts[place], "c" if captioned else "l", face)

    def gap(self) -> None:
        """Tables that touch would become one; a line of no height keeps them apart."""
        form = self._document.add_paragraph().paragraph_format
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(6)
        form.space_before = form.space_after = Pt(0)

    def new_page(self) -> None:
        self._document.add_page_break()  # type: ignore[no-untyped-call]

    def save(self) -> bytes:
        made = BytesIO()
        self._document.save(made)
        return made.getvalue()

    def _page(self) -> None:
        section = self._document.sections[0]
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.header_distance, section.footer_distance = Mm(15), Mm(25)

    def _head(self, paragraph: Any, mark: str) -> None:
        self._set(paragraph, mark, Face.SONG, _SMALL, False)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for run in paragraph.runs:
            run.font.color.rgb = _GREY

    def _foot(self, paragraph: Any, side: str) -> None:
        """— 1 —: the number is a field, so that it goes on counting while one edits."""
        paragraph.alignment = _SIDES[side]
        form, one = paragraph.paragraph_format, Pt(frame.SIZE_4)
        form.right_indent, form.left_indent = (one, Pt(0)) if side == "r" else (Pt(0), one)
        self._set(paragraph, "— ", Face.SONG, frame.SIZE_4, False)
        run = paragraph.add_run()
        run.font.size = Pt(frame.SIZE_4)
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            part = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                part.set(qn("w:fldCharType"), kind)
            part.text = text or None
            run._r.append(part)
        self._set(paragraph, " —", Face.SONG, frame.SIZE_4, False)

    def _set(self, paragraph: Any, text: str, face: Face, size: float, red: bool) -> None:
        run = paragraph.add_run(text)
        run.font.name, run.font.size = _LATIN, Pt(size)
        fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), words("word-fonts")[face])
        fonts.set(qn("w:hint"), "eastAsia")
        if red:
            run.font.color.rgb = _RED

    def _grid(self, rows: Sequence[Sequence[str]], shares: Sequence[float]) -> Any:
        made = self._document.add_table(rows=len(rows), cols=len(rows[0]))
        made.style, made.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
        made.autofit = False
        self._inset(made)
        whole = sum(shares)
        for one, share in zip(made.columns, shares, strict=True):
            one.width = Mm(self._whole * share / whole)
        for row in made.rows:
            whole_row = OxmlElement("w:cantSplit")  # a row stands on one page
            row._tr.get_or_add_trPr().append(whole_row)
            for cell, share in zip(row.cells, shares, strict=True):
                cell.width = Mm(self._whole * share / whole)
        return made

    def _inset(self, table: Any) -> None:
        """Narrow room beside the text: the columns are as wide as those of the PDF."""
        room = OxmlElement("w:tblCellMar")
        for side in ("left", "right"):
            one = OxmlElement(f"w:{side}")
            one.set(qn("w:w"), str(_INSET))
            one.set(qn("w:type"), "dxa")
            room.append(one)
        about = table._tbl.tblPr
        look = about.find(qn("w:tblLook"))  # which has to be the last
        about.insert(len(about) if look is None else list(about).index(look), room)

    def _fill(self, cell: Any, text: str, side: str, face: Face) -> None:
        cell.vertical_alignment = 1
        paragraph = cell.paragraphs[0]
        self._set(paragraph, text, face, _TABLE, False)
        paragraph.alignment = _SIDES[side]
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)


def _leading(size: float) -> float:
    return frame.LEADING if size == frame.SIZE_3 else round(size * 1.5, 2)
