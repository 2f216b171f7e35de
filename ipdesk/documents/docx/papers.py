"""Letters, 公示 and forms as Word copies: the same records, in the same order as on the PDF."""

from __future__ import annotations

from collections.abc import Sequence

from ipdesk.documents.docx.book import Face, WordBook
from ipdesk.documents.pdf import frame
from ipdesk.documents.pdf.fonts import Cast
from ipdesk.documents.pdf.lines import Style
from ipdesk.documents.pdf.title import title_lines
from ipdesk.documents.pdf.words import words
from ipdesk.domain.letter import Letter, Table
from ipdesk.domain.office_form import FormKind, Line, OfficeForm


class _Square(Cast):
    """Chinese characters are as wide as high in every font; Word's own is not known here."""

    def width(self, text: str) -> float:
        return sum(1000.0 if ord(one) >= _WIDE else 500.0 for one in text)


_WIDE = 0x2000
_TITLE = Style(_Square(()), frame.SIZE_2, 34.0)
_CAPTION = 0.17
_LEAST = 28.0
_FORM = 12.0


def word_letter(letter: Letter) -> bytes:
    """A letter or a 公示, for the office's own editing; the issued PDF is the letter."""
    number = letter.number.text if letter.number else ""
    mark = words("word")["letter"] if number else words("word")["paper"]
    said = mark.format(number=number, code=letter.check_code)
    counted = letter.plain or letter.layout.general
    book = WordBook(letter.title, letter.signatory, letter.issued_on, said, first_counted=counted)
    if not letter.plain:
        _head(book, letter, number)
    book.text(
        "\n".join(title_lines(letter.title, _TITLE, frame.WIDTH)),
        Face.TITLE,
        frame.SIZE_2,
        "c",
        before=0 if letter.plain else 2 * frame.LEADING,
        keep=True,
    )
    book.text("", keep=True)
    if letter.addressee:
        book.text(letter.addressee.rstrip(":：") + "：", side="l", keep=True)
    after = (*letter.body[1:], None)
    for part, following in zip(letter.body, after, strict=True):
        if isinstance(part, str):
            # What leads to a table stays with it, and the end of the letter with its seal.
            led = following is None or isinstance(following, Table)
            book.text(part, indent=2, keep=led)
            continue
        book.table(part)
        book.gap()
    _tail(book, letter)
    return book.save()


def word_forms(forms: Sequence[OfficeForm]) -> bytes:
    """Forms as Word copies, each from a page of its own."""
    first = forms[0]
    book = WordBook(first.title, first.issuer, first.made_on, words("word")["paper"])
    for place, form in enumerate(forms):
        if place:
            book.new_page()
        book.text(
            "\n".join(title_lines(form.title, _TITLE, frame.WIDTH)),
            Face.TITLE,
            frame.SIZE_2,
            "c",
            keep=True,
        )
        if form.subtitle:
            book.text(form.subtitle, Face.KAI, _FORM, "c", after=6.0, keep=True)
        after = (*form.parts[1:], None)
        for part, following in zip(form.parts, after, strict=True):
            if isinstance(part, Line):
                book.boxes(part.fields, max(part.height, _LEAST), _CAPTION)
            elif isinstance(part, str):
                led = isinstance(following, Line | Table)
                book.text(part, size=_FORM, indent=2, before=4.0, after=2.0, keep=led)
            else:
                book.table(part)
                # The head of a table must not go on above the boxes to sign in.
                if form.kind is FormKind.APPROVAL and isinstance(following, Line):
                    book.gap()
    return book.save()


def _head(book: WordBook, letter: Letter, number: str) -> None:
    """Issuer in red over its rule; the number where the format wants it."""
    issuer = book.text(letter.issuer, Face.TITLE, 30.0, "c", red=True)
    if letter.layout.general:
        if number:
            book.ruled(book.text(number, side="c", before=frame.LEADING))
        return
    book.ruled(issuer)
    if number:
        book.text(number, side="r", before=6.0)


def _tail(book: WordBook, letter: Letter) -> None:
    label = words("paper")
    for place, name in enumerate(letter.attachments, 1):  # they too stay with the seal
        mark = f"{place}." if len(letter.attachments) > 1 else ""
        first = label["attachments"] if place == 1 else "　" * len(label["attachments"])
        book.text(
            first + mark + name, side="l", indent=2, before=frame.LEADING * (place == 1), keep=True
        )
    day = letter.issued_on
    book.text(letter.signatory, side="r", right=3, before=2 * frame.LEADING, keep=True)
    told = f"{day.year}年{day.month}月{day.day}日"
    book.text(told, side="r", right=4, keep=bool(letter.remark))
    if letter.remark:
        remark = letter.remark if letter.remark.startswith("（") else f"（{letter.remark}）"
        book.text(remark, indent=2)
    if letter.copies_to:
        text = label["copies"] + "，".join(letter.copies_to) + "。"
        book.text(text, size=frame.SIZE_4, side="l", before=frame.LEADING)
