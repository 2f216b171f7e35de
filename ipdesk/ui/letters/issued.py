"""Beside the register: the letter under the cursor, as it was issued."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ipdesk.domain.letter import LetterKind
from ipdesk.domain.money import figures
from ipdesk.domain.record import LetterRecord
from ipdesk.services import letters
from ipdesk.ui.bench import Bench
from ipdesk.ui.letters.copies import Copies
from ipdesk.ui.widgets import Card, Notice, column, ghost, label, link, quiet, row
from ipdesk.ui.widgets.beside import blank
from ipdesk.ui.widgets.paper_view import PaperView


class IssuedLetter(Card):
    """Number, check code and pages of one letter, with its copies."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.letter: LetterRecord | None = None
        self.copies = Copies(bench, self)
        self.number = label("", "heading", wrap=True, select=True)
        self.about = label("", "small", wrap=True, select=True)
        self.claim = link("打开申报", self._go_to_claim)
        self.wrong = link("有误…", self._correct)
        self.wrong.setToolTip("签发的文书不能改：打开申报，提出更正或撤销，另发新文号的文书")
        self.notice = Notice()
        self.paper = PaperView(bench)
        self.print_button = quiet("打印", self.print, icon="printer", hint="Ctrl+P")
        self.save_button = ghost("download", "另存为 PDF（Ctrl+S）", self.save)
        self.word_button = ghost("file-text", "另存 Word 副本…", self.word)
        self.history = ghost("history", "这份文书的历史（Ctrl+Shift+H）", self._show_history)
        self._full = QWidget()
        self._full.setProperty("kind", "clear")
        copies = row(self.print_button, self.save_button, self.word_button, gap=6)
        tools = row(self.claim, self.wrong, None, self.history, copies, gap=6)
        inner = column(self.number, self.about, tools, self.notice, gap=6)
        inner.addWidget(self.paper, 1)
        self._full.setLayout(inner)
        self._none = blank("选一份文书，这里显示签发时的原样。")
        self.body.addWidget(self._none, 1)
        self.body.addWidget(self._full, 1)
        self.notice.tell("")
        self.show_letter(None)

    def show_letter(self, letter: LetterRecord | None) -> None:
        same = self.letter is not None and letter is not None and self.letter.id == letter.id
        self.letter = letter
        self._none.setVisible(letter is None)
        self._full.setVisible(letter is not None)
        if letter is None:
            return
        kind = self._bench.wording.label("letter", letter.kind)
        amount = f"　{figures(letter.amount_fen)} 元" if letter.amount_fen else ""
        self.number.setText(letter.document_number)
        self.wrong.setVisible(letter.kind in (LetterKind.APPROVAL, LetterKind.REFUSAL))
        self.about.setText(
            f"{letter.applicant}\n{kind}{amount}　{letter.claim_number}\n"
            f"{letter.issued_on.isoformat()} 由{letter.operator}签发　核验码 {letter.check_code}"
        )
        if not same:
            self.notice.tell("")
            self.paper.expect()
            take = partial(self._take, letter.id)
            run = self._bench.jobs.run
            run(letters.letter_pdf, take, self._refused, letter.id, key="letters/preview")

    def print(self) -> None:
        if self.letter is not None and self.paper.pdf:
            self.copies.print(self.letter, self.paper.pdf)

    def save(self) -> None:
        if self.letter is not None:
            self.copies.save(self.letter)

    def word(self) -> None:
        if self.letter is not None:
            self.copies.word(self.letter)

    def _take(self, letter_id: int, pdf: bytes) -> None:
        if self.letter is not None and self.letter.id == letter_id:
            self.paper.show_pdf(pdf)

    def _refused(self, error: Exception) -> None:
        """A letter that is not what was issued is never shown."""
        self.paper.show_pdf(b"")
        self.notice.tell(self._bench.messages.text_of(error), "fault")

    def _show_history(self) -> None:
        if self.letter is not None:
            self._bench.tell_history("letter", self.letter.id, self.letter.document_number)

    def _correct(self) -> None:
        if self.letter is not None:
            self._bench.go("claims", ("propose_change", self.letter.claim))

    def _go_to_claim(self) -> None:
        if self.letter is not None:
            self._bench.go("claims", self.letter.claim)
