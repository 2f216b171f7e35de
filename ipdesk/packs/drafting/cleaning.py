"""From raw lines to paragraphs: no page numbers, running heads or torn lines left."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from ipdesk.domain.draft import CleanText, Dropped, Paragraph
from ipdesk.domain.raw_document import RawDocument
from ipdesk.packs.drafting.letters import Letters, even, punctuated
from ipdesk.packs.drafting.lexicon import Lexicon

_MARKDOWN = re.compile(r"^#+|<a id=|\*\*|__|^>+ ?")
_HEAD = re.compile(r"^#{1,6}[ \u3000]+")
_INDENT = re.compile(r"^(?:\u3000|  |\t)")
_CELLS = re.compile(r"[ \u3000]*(?:\t+|\|+|[ \u3000]{3,})[ \u3000]*")
_DIGITS = re.compile(r"\d+")
_PAYS = re.compile("[元%]")
_SENTENCE = re.compile("[。；，]")
_EDGE = 2  # lines at the top and foot of a page where running heads stand
_SHORT = 40
_FULL = 0.8


@dataclass(slots=True)
class _Line:
    letters: Letters
    page: int
    heading: bool
    indented: bool
    raw_width: int
    after_blank: bool = False
    row: bool = False


def clean(raw: RawDocument, lexicon: Lexicon) -> CleanText:
    """The paragraphs of a raw text, each letter with its place, and what was left out."""
    lines, dropped = _lines(raw, lexicon)
    lines = _without_running_heads(lines, raw, dropped, lexicon)
    return CleanText(tuple(_joined(lines, lexicon)), tuple(dropped))


def _lines(raw: RawDocument, lexicon: Lexicon) -> tuple[list[_Line], list[Dropped]]:
    found: list[_Line] = []
    dropped: list[Dropped] = []
    place, blank = 0, False
    gone = {name: lexicon.form("lines", name) for name in ("page-number", "rule")}
    for number, page in enumerate(raw.pages, start=1):
        for text in page:
            line = even(text, place)
            place += len(text) + 1
            bare = "".join(line.text.split())
            why = next((name for name, form in gone.items() if bare and form.match(bare)), "")
            if why or not bare:
                blank = True
                if why:
                    dropped.append(Dropped(text.strip(), number, why))
                continue
            heading = bool(_HEAD.match(line.text))
            indented = bool(_INDENT.match(line.text))
            width = len(line.text.strip())
            letters, row = _tidied(line, lexicon)
            letters = _corrected(letters, _AT_LINE, lexicon)
            if letters.text:
                found.append(_Line(letters, number, heading, indented, width, blank, row))
            blank = False
    return found, dropped


# What each form of misreading is put right with: at the start of a line, and in a paragraph.
_AT_LINE = {"line-number": "一、", "line-paren": "（一）"}
_INSIDE = {"digit-letter": "0", "letter-first": "1", "yuan": "元", "split-number": ""}
_FIGURE = {"l": "1", "I": "1"}


def _corrected(letters: Letters, forms: dict[str, str], lexicon: Lexicon) -> Letters:
    for name, put in forms.items():
        letters = letters.replace(lexicon.form("ocr", name), _Correction(put), mark=True)
    return letters


class _Correction:
    """What a misread letter is; l and I are ones wherever they stand by figures."""

    def __init__(self, put: str) -> None:
        self._put = put

    def __call__(self, match: re.Match[str]) -> str:
        return _FIGURE.get(match[0], self._put)


def _tidied(line: Letters, lexicon: Lexicon) -> tuple[Letters, bool]:
    line = line.replace(_MARKDOWN, lambda match: "")
    start = len(line.text) - len(line.text.lstrip(" \u3000\t"))
    line = line.cut(start)
    line = line.cut(0, len(line.text.rstrip(" \u3000\t")))
    row = len(_CELLS.findall(line.text.strip("| "))) >= 1 and len(line.text) > 4
    if row:
        line = line.replace(_CELLS, lambda match: "|")
    number = lexicon.form("head", "bracket-number")
    line = punctuated(line)
    line = line.replace(number, lambda m: f"{m[1]}〔{m[2]}〕{m[3]}")
    return line, row


def _without_running_heads(
    lines: list[_Line], raw: RawDocument, dropped: list[Dropped], lexicon: Lexicon
) -> list[_Line]:
    """Take out what stands at the same place of page after page."""
    opens, ends = lexicon.form("lines", "opens"), lexicon.form("lines", "ends")
    organ = lexicon.form("head", "organ-line")

    def shape(line: _Line) -> str:
        return _DIGITS.sub("0", line.letters.text)

    edges: Counter[str] = Counter()
    pages: dict[int, list[_Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    for of_page in pages.values():
        edges.update({shape(line) for line in (*of_page[:_EDGE], *of_page[-_EDGE:])})
    everywhere = Counter(shape(line) for line in lines)
    many = len(raw.pages) > 1
    kept: list[_Line] = []
    for line in lines:
        text, form = line.letters.text, shape(line)
        plain = len(text) <= _SHORT and not opens.match(text) and not ends.search(text)
        often = edges[form] >= max(2, len(pages) // 2) if many else everywhere[form] >= 3
        # Who issues a policy signs it again and again.
        signed = organ.match(text) and everywhere[form] < max(4, len(pages) // 2)
        if plain and often and not signed and not _PAYS.search(text):
            dropped.append(Dropped(text, line.page, "running-head"))
        else:
            kept.append(line)
    return kept


def _joined(lines: list[_Line], lexicon: Lexicon) -> list[Paragraph]:
    """Lines put together to paragraphs where a line end tore one apart."""
    opens, ends = lexicon.form("lines", "opens"), lexicon.form("lines", "ends")
    runs_on = lexicon.form("lines", "runs-on")
    whole_line = lexicon.form("lines", "whole")
    width = _wrap_width(lines)
    indents = sum(line.indented for line in lines) * 5 >= len(lines)
    found: list[tuple[Letters, bool]] = []
    before: _Line | None = None
    for line in lines:
        if (
            before is not None
            and not whole_line.search(before.letters.text)
            and _goes_on(before, line, opens, ends, runs_on, width, indents)
        ):
            letters, heading = found[-1]
            found[-1] = letters + _gap(letters, line.letters) + line.letters, heading
        else:
            found.append((line.letters, line.heading))
        before = line
    whole = [(_corrected(letters, _INSIDE, lexicon), heading) for letters, heading in found]
    return [
        Paragraph(
            letters.text,
            tuple(letters.places),
            heading,
            tuple(n for n, place in enumerate(letters.places) if place in letters.corrected),
        )
        for letters, heading in whole
    ]


def _gap(before: Letters, after: Letters) -> Letters:
    """Two Latin words torn apart keep a blank."""
    torn = before.text[-1:].isascii() and before.text[-1:].isalpha() and after.text[:1].isalpha()
    return (
        Letters(" ", [before.places[-1]]) if torn and after.text[:1].isascii() else Letters("", [])
    )


def _wrap_width(lines: list[_Line]) -> int:
    """The width at which the file was wrapped; 0 when its lines are whole paragraphs."""
    widths = sorted((line.raw_width for line in lines if not line.row), reverse=True)
    if len(widths) < 8:
        return 0
    most = widths[len(widths) // 20]
    near = sum(most * _FULL <= width <= most * 1.15 for width in widths)
    return most if near * 4 >= len(widths) and most <= 80 else 0


def _goes_on(
    before: _Line,
    line: _Line,
    opens: re.Pattern[str],
    ends: re.Pattern[str],
    runs_on: re.Pattern[str],
    width: int,
    indents: bool,
) -> bool:
    text, last = line.letters.text, before.letters.text
    if line.heading or line.row or before.row or opens.match(text):
        return False
    if runs_on.search(last):
        return True
    if before.heading:
        return False
    full = bool(width) and before.raw_width >= width * _FULL
    if ends.search(last):
        return full and indents and not line.indented and not line.after_blank
    if indents and line.indented and not full:
        return False
    if width:
        return full and not (indents and line.indented)
    # Whole paragraphs a line: one that stops in mid-sentence was torn by a page break.
    return len(text) > 1 and (len(last) > _SHORT or bool(_SENTENCE.search(last)))
