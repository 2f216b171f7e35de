"""Preview before issue: the very bytes that would leave the office, and the one button."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ipdesk.domain.letter import LetterKind
from ipdesk.domain.record import LetterRecord
from ipdesk.errors import UserError
from ipdesk.services import letters
from ipdesk.services.letters import Issued, Preview
from ipdesk.services.office import Office
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.letters.copies import Copies
from ipdesk.ui.permit import ISSUERS, Permit, refusal
from ipdesk.ui.widgets import (
    Card,
    Chip,
    CountField,
    Notice,
    clear,
    column,
    ghost,
    label,
    link,
    primary,
    quiet,
    row,
    set_property,
)
from ipdesk.ui.widgets.beside import scrolled
from ipdesk.ui.widgets.paper_view import PaperView

_SIDE, _SHARE = 372, 45  # pixels for letters of the usual size; at most, of a hundred
# The fields that hold the sum a letter tells.
_MONEY = {
    LetterKind.APPROVAL: ("figures", "capitals"),
    LetterKind.CORRECTION: ("figures", "capitals"),
    LetterKind.PAYMENT: ("paid_figures", "paid_capitals"),
    LetterKind.RECOVERY: ("recovery_figures", "recovery_capitals"),
}


class IssueStep(QWidget):
    """Pages at the left; number, amount and 签发 at the right."""

    closed = Signal()
    issued = Signal(int)  # the letter's id
    next_asked = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.claim_id = 0
        self.kind: LetterKind | None = None  # None: the letter that is owed
        self.preview: Preview | None = None
        self.letter: LetterRecord | None = None
        self._number_fault = False
        self.copies = Copies(bench, self)
        self.heading = label("", "title")
        self.state = Chip()
        self.notice = Notice("")
        self.paper = PaperView(bench)
        self._make_side()
        back = ghost("chevron-left", "返回文书（Esc）", self.closed.emit)
        sheet = Card(padding=14)
        sheet.body.addWidget(self.paper, 1)
        about = scrolled(column(self._what, None))
        self._sides = (about, self._act)
        side = column(gap=12)
        side.addWidget(about, 1)
        side.addWidget(self._act)
        middle = row(gap=12)
        middle.addWidget(sheet, 1)
        middle.addLayout(side)
        whole = column(row(back, self.heading, self.state, None, gap=10), self.notice, gap=10)
        whole.addLayout(middle, 1)
        self.setLayout(whole)
        bench.actor_changed.connect(lambda _: self._offer())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The paper has the larger part, whatever the size of the letters beside it."""
        super().resizeEvent(event)
        wide = min(theme.current().px(_SIDE), self.width() * _SHARE // 100)
        for part in self._sides:
            part.setFixedWidth(wide)

    def begin(self, claim_id: int, kind: LetterKind | None = None) -> None:
        """Show what the letter of this claim would be now."""
        self.claim_id, self.kind = claim_id, kind
        self.preview = None
        self.letter = None
        self.typed.set_value(None)
        self.heading.setText("文书预览")
        self.state.show_state("")
        self.notice.tell("")
        self.paper.expect()
        self.paper.area.setFocus()  # the arrows turn the pages; nothing is issued by chance
        self._what.hide()
        self._act.hide()
        self._ask()

    def reread(self) -> None:
        """Something was recorded elsewhere: the number or the head may have moved."""
        if self.claim_id and self.letter is None:
            self._ask()

    def issue(self) -> None:
        """Issue what is on the screen, byte for byte."""
        if self.preview is None or not self.button.isEnabled():
            return
        self.button.setEnabled(False)
        run, actor = self._bench.jobs.run, self._bench.actor
        run(letters.issue_letter, self._issued, self._refused, actor, self.preview)

    def print(self) -> None:
        if self.letter is not None:
            self.copies.print(self.letter, self.paper.pdf)

    def save(self) -> None:
        if self.letter is not None:
            self.copies.save(self.letter)

    def _make_side(self) -> None:
        self._what = Card()
        self.number_caption = label("", "muted")
        self.number = label("", "title", wrap=True, select=True)
        self.typed = CountField()  # a number of the bureau's own register
        self.typed.setAccessibleName("发文登记簿的文号")
        self.typed.setPlaceholderText("换一个号，按回车")
        self.typed.returnPressed.connect(self._ask)
        self.amount = label("", "display", select=True)
        self.capitals = label("", "muted", wrap=True, select=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        for thing in (
            self.number_caption,
            self.number,
            self.typed,
            self.amount,
            self.capitals,
        ):
            self._what.body.addWidget(thing)
        self._what.body.addSpacing(6)
        self._what.body.addLayout(self._grid)
        self._act = Card(padding=14)
        self.button = primary("签发", self.issue, hint="Ctrl+Return")
        set_property(self.button, "scale", "large")
        Permit(self._bench, ISSUERS, self.button)
        self.reason = label("", "muted", wrap=True)
        self.print_button = primary("打印", self.print, icon="printer", hint="Ctrl+P")
        self.save_button = quiet("另存为 PDF", self.save, icon="download", hint="Ctrl+S")
        self.next_button = link("下一件待签发", self.next_asked.emit)
        self.claim_button = link("回到申报", lambda: self._bench.go("claims", self.claim_id))
        self._act.body.addWidget(self.button)
        self._after = QWidget()
        self._after.setProperty("kind", "clear")
        copies = row(gap=8)
        copies.addWidget(self.print_button, 1)
        copies.addWidget(self.save_button, 1)
        self._after.setLayout(copies)
        self._act.body.addWidget(self._after)
        self._act.body.addWidget(self.reason)
        self._act.body.addLayout(row(self.claim_button, None, self.next_button))

    def _ask(self) -> None:
        take = partial(self._take, self.claim_id)
        run, key = self._bench.jobs.run, "letters/issue"
        work = (self.claim_id, None, self.kind, self.typed.value())
        run(letters.preview_letter, take, self._no_preview, *work, key=key)

    def _take(self, claim_id: int, preview: Preview) -> None:
        if claim_id != self.claim_id or self.letter is not None:
            return
        self.preview = preview
        if self._number_fault:  # the number typed now will do
            self._number_fault = False
            self.notice.tell("")
        self.paper.show_pdf(preview.pdf)
        self._show_what(preview)
        self._offer()

    def _no_preview(self, error: Exception) -> None:
        self.preview = None
        self.paper.show_pdf(b"")
        self._offer()
        self._number_fault = isinstance(error, UserError) and error.field == "number"
        self._what.setVisible(self._number_fault)
        self.notice.tell(self._bench.messages.text_of(error), "fault")

    def _show_what(self, preview: Preview) -> None:
        letter, values = preview.letter, preview.letter.values
        money = _MONEY.get(letter.kind, ())
        kind = self._bench.wording.label("letter", letter.kind)
        self.heading.setText(f"{kind}　{values['applicant']}")
        self.state.show_state(
            *(("待签发", "accent") if preview.issuable else ("样稿", "attention"))
        )
        self.number_caption.setText("签发后的文号" if letter.number else "文号")
        nothing = "请填写办公室给的文号" if preview.wants_number else "作出决定后才有文号"
        self.number.setText(letter.number.text if letter.number else nothing)
        self.typed.setVisible(preview.shared)
        for shown, key, unit in zip((self.amount, self.capitals), money, (" 元", ""), strict=False):
            shown.setText(values[key] + unit)
        self.amount.setVisible(bool(money))
        self.capitals.setVisible(bool(money))
        clear(self._grid)
        lines = [
            ("申报主体", values["applicant"]),
            ("受理编号", values["number"].strip() or "未收件"),
            ("事项", values["award"]),
            ("成文日期", letter.issued_on.isoformat()),
            ("核验码", letter.check_code),
        ]
        top = Qt.AlignmentFlag.AlignTop
        for number, (caption, text) in enumerate(line for line in lines if line[1]):
            self._grid.addWidget(label(caption, "muted"), number, 0, top)
            self._grid.addWidget(label(text, wrap=True, select=True), number, 1)
        self._what.show()

    def _offer(self) -> None:
        """签发 where it can be, greyed with its reason where not; copies after the issue."""
        done = self.letter is not None
        self._act.setVisible(done or self.preview is not None)
        self.button.setVisible(not done)
        self._after.setVisible(done)
        self.next_button.setVisible(done)
        reason = self._hindrance()
        self.button.setEnabled(not reason)
        said = reason or "签发后占用文号、存档并计入台账，文书不能再改。"
        self.reason.setText("" if done else said)
        self.reason.setVisible(not done)

    def _hindrance(self) -> str:
        if self.preview is None:
            return "还没有预览。"
        if self.preview.wants_number:
            return "发文登记簿预留的文号已用完，填写文号后按回车。"
        if not self.preview.issuable:
            return "这件申报还没有作出决定，只能看样稿。"
        return refusal(self._bench, ISSUERS)

    def _issued(self, done: Issued) -> None:
        get = partial(_letter, done.id)
        self._bench.jobs.run(get, partial(self._show_issued, done))

    def _show_issued(self, done: Issued, letter: LetterRecord) -> None:
        self.letter = letter
        self.state.show_state("已签发", "done")
        self.number_caption.setText("文号")
        self.notice.tell("")
        self._offer()
        self.print_button.setFocus()
        self._bench.announce(done.changes)
        self._bench.say(f"已签发 {done.document_number}")
        self.issued.emit(done.id)

    def _refused(self, error: Exception) -> None:
        self._offer()
        if isinstance(error, UserError) and error.code == "preview-stale":
            self.notice.tell(self._bench.messages.text_of(error), "attention")
            self._ask()
        elif isinstance(error, UserError):
            self.notice.tell(self._bench.messages.text_of(error), "fault")
        else:
            self._bench.messages.complain(error)


def _letter(letter_id: int, office: Office) -> LetterRecord:
    return letters.letter_rows(office, (letter_id,))[letter_id]
