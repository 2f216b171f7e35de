"""One line of the checklist: a single row, or open with quotation, answers and note."""

from __future__ import annotations

from functools import partial
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QVBoxLayout

from ipdesk.domain.record import CheckState
from ipdesk.services.claim_view import CheckView
from ipdesk.ui import icons
from ipdesk.ui.widgets import QuoteBlock, appear, column, label, quiet, row, set_property

ANSWERS = (
    (CheckState.MET, "符合"),
    (CheckState.UNMET, "不符合"),
    (CheckState.NOT_APPLICABLE, "不适用"),
    (CheckState.MISSING, "待补"),
)
_SIGNS = {
    CheckState.MET: ("circle-check", "done"),
    CheckState.UNMET: ("circle-x", "fault"),
    CheckState.NOT_APPLICABLE: ("minus", "muted"),
    CheckState.MISSING: ("circle-alert", "attention"),
    CheckState.UNCHECKED: ("circle-dashed", "faint"),
}
_CAPTIONS = dict(ANSWERS)


class CheckRow(QFrame):
    """One line of the checklist; the current one is open, the others are a single row."""

    chosen = Signal(str)
    answered = Signal(str, object, str)  # check id, state, note
    noted = Signal(str, str)  # check id, the note as typed so far
    evidence_asked = Signal(str)
    left = Signal()  # back from the note to the list

    def __init__(self, check: CheckView, *, current: bool, writable: bool, wide: bool) -> None:
        self._linked: QLabel | None = None  # the papers, as links
        super().__init__()
        self.check = check
        self._wide = wide
        self._wanted: CheckState | None = None  # the answer that waits for its reason
        self.buttons: dict[CheckState, QPushButton] = {}
        self.note: QLineEdit | None = None
        self.setProperty("kind", "check")
        set_property(self, "current", current)
        sign, tone = _SIGNS[check.state]
        if check.state is CheckState.UNCHECKED and check.findings:
            sign, tone = "circle-question-mark", "attention"
        picture = QLabel()
        icons.show(picture, sign, tone, 20)
        self.caption = label(check.label, wrap=True)
        if current:
            set_property(self.caption, "role", "strong")
        head = row(gap=10)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.caption, 1)
        self.side = label(self._side_text(), "small")
        self.side.setToolTip(self._who_and_when())
        appear(self.side, bool(self.side.text()) and not current)
        head.addWidget(self.side, 0, Qt.AlignmentFlag.AlignTop)
        inner = column(gap=6, margins=(13, 8, 13, 8))
        inner.addLayout(head)
        if current:
            inner.addLayout(self._open_part(writable))
        elif check.newer or check.note or check.findings:
            newer = "材料有更新，请再看一遍" if check.newer else ""
            said = newer or check.note or check.findings[0]
            calm = bool(check.note) and not newer
            line = label(said, "small", "" if calm else "attention", wrap=True)
            line.setContentsMargins(30, 0, 0, 0)
            inner.addWidget(line)
        self.setLayout(inner)
        self.setAccessibleName(f"{check.label}：{self._state_text()}")

    def _state_text(self) -> str:
        return _CAPTIONS.get(self.check.state, "未核")

    def _side_text(self) -> str:
        """Short, so that the words of the check have the line: the day, or who and the day."""
        check = self.check
        if check.automatic:
            return "自动"
        if check.at is None:
            return ""
        return f"{check.operator} {check.at:%m-%d}" if self._wide else f"{check.at:%m-%d}"

    def _who_and_when(self) -> str:
        check = self.check
        if check.automatic:
            return "由程序按填写的内容核对"
        return f"{check.operator} {check.at:%Y-%m-%d %H:%M}" if check.at is not None else ""

    def _open_part(self, writable: bool) -> QVBoxLayout:
        check = self.check
        part = column(gap=6, margins=(30, 0, 0, 2))
        if check.quote:
            part.addWidget(QuoteBlock(f"{check.clause}……{check.quote}", check.quote))
        for text in check.findings:
            part.addWidget(label(f"! {text}", "", "attention", wrap=True))
        if check.reading is not None:
            shown = f"口径 {check.reading.id}：{check.reading.value}（{check.reading.basis}）"
            part.addWidget(label(shown, "small", wrap=True))
        if check.evidence:
            part.addWidget(self._papers())
        if check.newer:
            named = "、".join(check.newer)
            said = f"! 作答以后又来了新的材料：{named}。请再看一遍，再答一次"
            part.addWidget(label(said, "", "attention", wrap=True))
        if writable:
            part.addLayout(self._answers())
        elif check.note:
            part.addWidget(label(check.note, "", wrap=True))
        done = self._who_and_when()
        if done and check.state is not CheckState.UNCHECKED:
            part.addWidget(label(f"{self._state_text()} · {done}", "small", wrap=True))
        return part

    def _papers(self) -> QLabel:
        """The kinds it is about; a click brings the scan beside the checklist."""
        shown = label("", "small", wrap=True)
        shown.setTextFormat(Qt.TextFormat.RichText)
        pairs = zip(self.check.pieces, self.check.evidence, strict=False)
        links = "、".join(f'<a href="{kind}">{escape(text)}</a>' for kind, text in pairs)
        shown.setText(f"看：{links}")
        shown.setToolTip("点开在旁边看（Ctrl+E）")
        shown.linkActivated.connect(self.evidence_asked)
        self._linked = shown
        return shown

    def changeEvent(self, event: QEvent) -> None:
        """A link takes its colour when its text is set: other colours, the text anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._linked is not None:
            text = self._linked.text()
            self._linked.clear()
            self._linked.setText(text)

    def _answers(self) -> QVBoxLayout:
        self.note = QLineEdit(self.check.note)
        self.note.setPlaceholderText("说明（“不符合”须写明，会印在文书上）")
        self.note.setAccessibleName("核对说明")
        self.note.setMaxLength(300)
        self.note.textEdited.connect(lambda text: self.noted.emit(self.check.id, text))
        self.note.returnPressed.connect(self._take_note)
        line = row(gap=0)
        for number, (state, caption) in enumerate(ANSWERS, start=1):
            button = quiet(f"{number} {caption}", partial(self.answer, state))
            button.setProperty("kind", "segment")
            button.setCheckable(True)
            button.setChecked(self.check.state is state and not self.check.automatic)
            place = "first" if number == 1 else "last" if number == len(ANSWERS) else ""
            button.setProperty("place", place)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setStyleSheet("padding-left: 4px; padding-right: 4px;")
            self.buttons[state] = button
            line.addWidget(button, 1)
        return column(line, self.note, gap=6)

    def answer(self, state: CheckState) -> None:
        """Answer this line; 不符合, and 符合 against the register, first ask for a reason."""
        if self.note is None:
            return
        note = self.note.text().strip()
        doubted = state is CheckState.MET and self.check.against
        if (state is CheckState.UNMET or doubted) and not note:
            self._wanted = state
            for each, button in self.buttons.items():
                button.setChecked(each is state)
            set_property(self.note, "tone", "fault")
            said = "写明凭什么符合" if doubted else "写明不符合的情况"
            self.note.setPlaceholderText(f"{said}，回车确定")
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.answered.emit(self.check.id, state, note)

    def _take_note(self) -> None:
        """Enter in the note: the answer that waits for it, or the one already given."""
        state = self._wanted
        if state is None and not self.check.automatic:
            state = self.check.state
        if state is None or state is CheckState.UNCHECKED:
            self.left.emit()
        else:
            self.answer(state)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.check.id)
        super().mousePressEvent(event)
