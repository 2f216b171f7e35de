"""The general provisions: in force from when to when, what is included, what prevails."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from ipdesk.domain.dates import add_years
from ipdesk.domain.draft import CleanText, DraftClause
from ipdesk.packs.drafting.heading import day_of
from ipdesk.packs.drafting.lexicon import Lexicon
from ipdesk.packs.mentions import read_number

_SENTENCE = re.compile("[。；]")
_NOTES = ("highest", "explain", "apply", "who", "definition", "penalty", "procedure")


class Validity(NamedTuple):
    """In force from and to, and the clause and words that say so."""

    valid_from: date | None
    valid_to: date | None
    clause: str
    quote: str
    guessed: bool  # no words of the text give it


class Succession(NamedTuple):
    """The sentence on the policy before, and what of it goes on counting."""

    clause: str
    quote: str
    once: bool
    years: bool


class Provisions:
    """Looks through the clauses, the last ones first."""

    def __init__(self, text: CleanText, clauses: list[DraftClause], lexicon: Lexicon) -> None:
        self._form = lexicon.forms("general")
        self._years = lexicon.form("head", "years")
        self._clauses = clauses
        self._places = [
            (clause.id, text.paragraphs[n].text) for clause in clauses for n in clause.paragraphs
        ]

    def validity(self, issued_on: date | None, title: str) -> Validity:
        said: Validity | None = None
        for clause, paragraph in reversed(self._places):
            for sentence in _sentences(paragraph):
                if self._form["validity"].search(sentence):
                    found = self._read(clause, sentence, issued_on)
                    if found.valid_from or found.valid_to:
                        return found
                    said = said or found
        years = self._years.search(title)
        if years:
            return Validity(
                date(int(years[1]), 1, 1), date(int(years[2]), 12, 31), "", title, False
            )
        return said._replace(guessed=True) if said else Validity(None, None, "", "", True)

    def _read(self, clause: str, sentence: str, issued_on: date | None) -> Validity:
        form = self._form
        start: date | None = None
        named = form["from"].search(sentence)
        if named:
            start = day_of(named[1])
        elif form["from-issue"].search(sentence):
            start = issued_on
            later = form["from-later"].search(sentence)
            if later and issued_on:
                start = issued_on + timedelta(days=int(read_number(later[1])))
        until = form["until"].search(sentence)
        end = day_of(until[1]) if until else None
        years = form["for-years"].search(sentence)
        if end is None and years and start:
            number = next(part for part in years.groups() if part)
            end = add_years(start, int(read_number(number))) - timedelta(days=1)
        return Validity(start, end, clause, sentence, False)

    def inclusive(self) -> tuple[tuple[str, str], tuple[str, ...]]:
        """The sentence on 本数, and the words it names."""
        found = self._first("inclusive")
        words = self._form["inclusive-word"].findall(found[1]) if found[1] else []
        return (found, tuple(dict.fromkeys(words))) if words else (("", ""), ())

    def conflict(self) -> tuple[str, str]:
        return self._first("conflict")

    def succession(self) -> Succession:
        """What the text says of the policy before: that it ends, and what of it goes on."""
        once, years = self._first("carried-once"), self._first("carried-years")
        if once[1] and not self._form["carried-under"].search(once[1]):
            once = ("", "")
        repeal = self._first("repeal")
        said = next((one for one in (once, years, repeal) if one[1]), ("", ""))
        return Succession(*said, bool(once[1]), bool(years[1]))

    def notes(self) -> tuple[tuple[str, str, str], ...]:
        """Every other general provision: what it is about, its clause, its sentence."""
        found = []
        for code in _NOTES:
            form = self._form[code]
            for clause, paragraph in self._places:
                for sentence in _sentences(paragraph):
                    if form.search(sentence):
                        found.append((code, clause, sentence))
        return tuple(dict.fromkeys(found))

    def who(self) -> str:
        """The sentence on whom the policy is for."""
        named = next((quote for code, _, quote in self.notes() if code == "who"), "")
        return named or next((text for text in self._under_heading("who-heading")), "")

    def _under_heading(self, name: str) -> list[str]:
        form = self._form[name]
        return [
            text
            for clause in self._clauses
            if form.search(clause.heading)
            for place, text in self._places
            if place == clause.id
        ]

    def _first(self, name: str) -> tuple[str, str]:
        for clause, paragraph in reversed(self._places):
            for sentence in _sentences(paragraph):
                if self._form[name].search(sentence):
                    return clause, sentence
        return "", ""


def _sentences(paragraph: str) -> list[str]:
    return [part.strip() for part in _SENTENCE.split(paragraph) if part.strip()]
