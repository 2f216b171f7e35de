"""What the policy says of itself: title, document number, issuer, days."""

from __future__ import annotations

import re
from datetime import date

from ipdesk.domain.draft import CleanText
from ipdesk.packs.drafting.lexicon import Lexicon
from ipdesk.packs.drafting.outline import Outline
from ipdesk.packs.mentions import Sort, mentions

_INNER = re.compile("[。；，：:]")
_LONGEST = 90
_DOUBLED = re.compile("([一-龥]{2,6})\\1")


class Heading:
    """Reads the front and the tail of a text."""

    def __init__(self, text: CleanText, parts: Outline, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._form = lexicon.forms("head")
        self._lines = [paragraph.text for paragraph in text.paragraphs]
        self._parts = parts
        self.front = [self._lines[n] for n in parts.front]
        # A signature may stand before a table or a form that follows the last clause.
        last = parts.clauses[-1].paragraphs[1:] if parts.clauses else ()
        self.tail = [self._lines[n] for n in (*last, *parts.tail)]
        self.marks: list[str] = []

    def title(self) -> str:
        """The policy's own title; the letter it was sent round with names it otherwise."""
        form = self._form
        own = [line for line in self._joined() if form["title-end"].search(line)]
        if own:
            return self._undoubled(own[-1])
        for line in self._joined():
            named = form["notice-of"].search(line)
            if named and form["title-end"].search(named[1]):
                return named[1]
        self.marks.append("title")
        loose = next((line for line in self.front if 6 <= len(line) <= _LONGEST), "")
        return loose.strip("#") or self._lexicon.text("names", "untitled")

    def _undoubled(self, title: str) -> str:
        """A word doubled where a line was torn, when the letter names the policy without it."""
        bare = _DOUBLED.sub(r"\1", title)
        plain = bare.replace("的", "")
        said = any(plain in line.replace("的", "") for line in self.front if line != title)
        return bare if bare != title and said else title

    def _joined(self) -> list[str]:
        """The lines of the front, a title on two lines put together."""
        found: list[str] = []
        for line in self.front:
            if _INNER.search(line) or len(line) > _LONGEST:
                continue
            torn = found and not self._complete(found[-1])
            if torn and len(found[-1] + line) <= _LONGEST:
                found[-1] += line
            else:
                found.append(line)
        return found

    def _complete(self, line: str) -> bool:
        form = self._form
        ends = ("title-end", "notice-end", "organ-line", "day-line")
        return any(form[name].search(line) for name in ends) or bool(form["number"].search(line))

    def document_number(self) -> str:
        """The number on the policy itself, not one it cites."""
        for line in (*self.front, *self.tail):
            found = self._form["number"].search(line)
            if found and len(line) <= len(found[0]) + 12:
                return found[0]
        for line in self.front:
            found = self._form["number"].search(line)
            if found and not _INNER.search(line):
                return found[0]
        self.marks.append("document_number")
        return self._lexicon.text("names", "no-number")

    def issuer(self) -> str:
        lines = [*self.front, *self.tail]
        organ = self._form["organ-line"]
        for line in lines:
            if organ.match(line) and len(line) <= 40 and not self._form["title-end"].search(line):
                return line
        about = self._form["organ-about"]
        for line in lines:
            found = about.match(line)
            if found:
                return found[1]
        self.marks.append("issuer")
        return self._lexicon.text("names", "no-issuer")

    def issued_on(self) -> date | None:
        """The day under the signature, or in the line of the printer."""
        for line in (*self.front, *self.tail):
            found = self._form["day-line"].match(line)
            if found:
                return day_of(found[1])
        for line in (*reversed(self.tail), *self.front):
            found = self._form["day-issued"].search(line)
            if found:
                return day_of(found[1])
        for line in self.tail:
            found = self._form["day"].search(line)
            if found and len(line) < 40:
                return day_of(found[0])
        return None

    def contact(self) -> str:
        """Whom questions go to, or who explains the policy."""
        for line in (*self.front, *reversed(self._lines)):
            found = self._form["contact"].search(line)
            if found:
                return found[1]
        self.marks.append("contact")
        return self._lexicon.text("names", "no-contact")


def day_of(text: str) -> date | None:
    """2024年3月1日 as a day; None for a day that is none."""
    found = next((one for one in mentions(text) if one.sort is Sort.DAY), None)
    if found is None:
        return None
    year, rest = divmod(int(found.value), 10000)
    try:
        return date(year, *divmod(rest, 100))
    except ValueError:
        return None
