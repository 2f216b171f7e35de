"""How a text is cut up: what stands before it, its chapters, its clauses, what stands behind."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ipdesk.domain.draft import CleanText, DraftClause
from ipdesk.packs.drafting.lexicon import Lexicon

MOST_CLAUSES = 99
_HEADING = 45
_INNER = re.compile(r"[。；，：:]")
_STOP = re.compile(r"[。：:]|(?<=[】）])(?=\S)")
_LEADS = re.compile(r"^[【（(\s]+|[】）)\s]+$")


@dataclass(slots=True)
class Outline:
    """Paragraph numbers of each part of a text."""

    front: list[int] = field(default_factory=list)
    preamble: list[int] = field(default_factory=list)
    chapters: dict[int, str] = field(default_factory=dict)  # paragraph → heading as printed
    intros: list[int] = field(default_factory=list)  # between a chapter's heading and its clauses
    clauses: list[DraftClause] = field(default_factory=list)
    tail: list[int] = field(default_factory=list)

    def clause_of(self, paragraph: int) -> DraftClause | None:
        return next((one for one in self.clauses if paragraph in one.paragraphs), None)


class _Markers:
    def __init__(self, lexicon: Lexicon) -> None:
        self.forms = lexicon.forms("markers")

    def of(self, text: str) -> tuple[str, str]:
        """The kind of number a paragraph begins with, and the number; "" when it has none."""
        for name, form in self.forms.items():
            match = form.match(text)
            if match:
                return name, match[0]
        return "", ""


_CHAPTERS = ("part", "section", "han")


def outline(text: CleanText, lexicon: Lexicon) -> Outline:
    """Find the parts of a text; clauses are counted on from 01, however the text counts them."""
    markers = _Markers(lexicon)
    marks = [markers.of(paragraph.text) for paragraph in text.paragraphs]
    tail = _tail_start(text, marks, lexicon)
    start = _body_start(text, marks, tail, lexicon)
    level, above = _clause_level([name for name, _ in marks[start:tail]])
    found = Outline(tail=list(range(tail, len(marks))))
    first = next((n for n in range(start, tail) if marks[n][0] in (level, *above)), tail)
    opening = _title_end(text, first, lexicon)
    while opening < first and len(text.paragraphs[opening].text) < _HEADING:
        if _INNER.search(text.paragraphs[opening].text):
            break
        opening += 1  # number, day and signature may stand under the title
    found.front = list(range(opening))
    found.preamble = list(range(opening, first))
    _Builder(text, marks, level, above, found).build(first, tail)
    return found


def _tail_start(text: CleanText, marks: list[tuple[str, str]], lexicon: Lexicon) -> int:
    """Where what is no text any more begins: signatures, copies to, how it is published."""
    words = lexicon.word_list("tail")
    day, organ = lexicon.form("head", "day-line"), lexicon.form("head", "organ-line")
    last = len(text.paragraphs)
    while last > 1:
        words_of = text.paragraphs[last - 1].text
        loose = (
            words_of.startswith(words)
            or bool(day.match(words_of))
            or (bool(organ.match(words_of)) and len(words_of) < _HEADING)
        )
        if not loose or marks[last - 1][0]:
            break
        last -= 1
    # Appendices begin with their own word on a line of its own.
    for n in range(last):
        if text.paragraphs[n].text.rstrip("：:0123456789") in words[-1:] and n > last // 2:
            return n
    return last


def _body_start(text: CleanText, marks: list[tuple[str, str]], tail: int, lexicon: Lexicon) -> int:
    """Behind the letter that a policy is sent round with: its own title comes second."""
    notice = lexicon.form("head", "notice-end")
    end = lexicon.form("head", "title-end")
    titles = [
        n
        for n in range(tail)
        if not marks[n][0]
        and len(text.paragraphs[n].text) < 80
        and (end.search(text.paragraphs[n].text) or notice.search(text.paragraphs[n].text))
        and not _INNER.search(text.paragraphs[n].text)
    ]
    if len(titles) > 1 and notice.search(text.paragraphs[titles[0]].text):
        return titles[1]
    return 0


def _clause_level(names: list[str]) -> tuple[str, tuple[str, ...]]:
    """Which sort of number a clause bears, and which stand above it."""
    count = {name: names.count(name) for name in set(names)}
    if count.get("article", 0) >= 2:
        return "article", ("part", "section")
    if count.get("paren", 0) >= 2 and (count.get("han", 0) or count.get("part", 0)):
        return "paren", _CHAPTERS
    if count.get("han", 0) >= 1:
        inner = count.get("arabic", 0)
        if inner >= 2 and inner >= count["han"]:
            return "arabic", _CHAPTERS
        return "han", ("part", "section")
    if count.get("paren", 0) >= 2:
        return "paren", ("part", "section")
    return ("arabic" if count.get("arabic", 0) >= 2 else "han"), ("part", "section")


def _title_end(text: CleanText, first: int, lexicon: Lexicon) -> int:
    """The first paragraph behind the last title line before the body."""
    end = lexicon.form("head", "title-end")
    notice = lexicon.form("head", "notice-end")
    last = 0
    for n in range(first):
        words = text.paragraphs[n].text
        if (
            len(words) < 80
            and not _INNER.search(words)
            and (end.search(words) or notice.search(words))
        ):
            last = n + 1
    return last or min(first, 1)


class _Builder:
    def __init__(
        self,
        text: CleanText,
        marks: list[tuple[str, str]],
        level: str,
        above: tuple[str, ...],
        found: Outline,
    ) -> None:
        self.text, self.marks, self.level, self.above = text, marks, level, above
        self.found = found
        self.chapter = ""
        self.pending: tuple[int, str, str] | None = None  # a chapter that may be a clause itself
        self.open: tuple[str, str, list[int]] | None = None

    def build(self, first: int, tail: int) -> None:
        for n in range(first, tail):
            name, number = self.marks[n]
            if name in self.above:
                self._chapter(n, number)
            elif name == self.level:
                self._close()
                self.pending = None
                self.open = (number, heading_of(self.text.paragraphs[n].text[len(number) :]), [n])
            elif self.open is not None:
                self.open[2].append(n)
            elif self.pending is not None and not self._clauses_follow(n, tail):
                self._as_clause(n)
            else:
                self.found.intros.append(n)
        self._close()
        if not self.found.clauses and tail > first:
            self.open = ("", "", list(range(first, tail)))
            self._close()

    def _chapter(self, n: int, number: str) -> None:
        self._close()
        words = self.text.paragraphs[n].text
        rest = words[len(number) :]
        if len(rest) <= _HEADING and not _INNER.search(rest):
            self.found.chapters[n] = words
            self.chapter = words
            self.pending = n, number, rest
            return
        # A chapter whose text stands on the line of its number is a clause.
        self.pending = None
        heading = heading_of(rest)
        self.chapter = number + heading
        self.open = number, heading, [n]

    def _clauses_follow(self, n: int, tail: int) -> bool:
        for m in range(n, tail):
            if self.marks[m][0] in self.above:
                return False
            if self.marks[m][0] == self.level:
                return True
        return False

    def _as_clause(self, n: int) -> None:
        assert self.pending is not None  # asked for by the caller
        _, number, rest = self.pending
        self.pending = None
        self.open = number, rest, [n]

    def _close(self) -> None:
        if self.open is None or len(self.found.clauses) >= MOST_CLAUSES:
            return
        number, heading, paragraphs = self.open
        self.open = None
        identity = f"{len(self.found.clauses) + 1:02d}"
        heading = heading or self.chapter or number
        chapter = self.chapter or number or heading
        self.found.clauses.append(
            DraftClause(identity, number, heading, chapter, tuple(paragraphs))
        )


def heading_of(rest: str) -> str:
    """The heading of a clause from its first line: up to the first stop, or its first words."""
    rest = rest.strip()
    bracket = re.match(r"[【（(]([^】）)]{2,20})[】）)]", rest)
    if bracket:
        return bracket[1]
    first = _STOP.split(rest, maxsplit=1)[0]
    if len(first) <= _HEADING and not re.search(r"[，；]", first):
        return first
    return re.split(r"[，。；、：]", rest, maxsplit=1)[0][:30]
