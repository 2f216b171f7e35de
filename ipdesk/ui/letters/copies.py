"""Printing and saving an issued letter; every copy is logged."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from ipdesk.domain.record import LetterRecord
from ipdesk.services import letters, word_copies
from ipdesk.services.office import Changes
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets.printing import Printing

_FOLDER = "folders/letters"


class Copies(QObject):
    """Takes copies of letters for the page; the printer of each kind of letter is remembered."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._printing = Printing(bench, self)

    def save(self, letter: LetterRecord) -> None:
        """Ask where to, and write the very bytes that were issued."""
        path = self._printing.where_to_save(self._name(letter), _FOLDER)
        if path is None:
            return
        run, done = self._bench.jobs.run, partial(self._saved, path)
        run(letters.save_letter, done, None, self._bench.actor, letter.id, path)

    def word(self, letter: LetterRecord) -> None:
        """A Word copy of an issued letter, for whoever is named."""
        given = self._printing.where_to_copy(self._name(letter), _FOLDER)
        if given is None:
            return
        run, done = self._bench.jobs.run, partial(self._saved, given[0])
        run(word_copies.save_letter_word, done, None, self._bench.actor, letter.id, *given)

    def print(self, letter: LetterRecord, pdf: bytes) -> None:
        """Ask for printer and copies, then print."""
        done = partial(self._log, letter)
        self._printing.print(self._name(letter), f"letter-{letter.kind}", pdf, done)

    def _name(self, letter: LetterRecord) -> str:
        """What a file of it is called: its kind and its number."""
        return f"{self._bench.wording.label('letter', letter.kind)} {letter.document_number}"

    def _log(self, letter: LetterRecord, copies: int) -> None:
        said = partial(self._printed, letter, copies)
        actor = self._bench.actor
        self._bench.jobs.run(letters.log_copy, said, None, actor, letter.id, "print", copies)

    def _saved(self, path: Path, changes: Changes) -> None:
        self._bench.announce(changes)
        self._bench.say(f"已另存：{path}", path)

    def _printed(self, letter: LetterRecord, copies: int, changes: Changes) -> None:
        self._bench.announce(changes)
        self._bench.say(f"已送打印：{letter.document_number}，{copies} 份")
