"""边界案例: what each boundary gives and comes to, to be confirmed or put right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ipdesk.domain.money import figures
from ipdesk.services.policy_drafts import CaseView
from ipdesk.ui.widgets import (
    Card,
    Chip,
    Form,
    LineField,
    clear,
    ghost,
    label,
    link,
    row,
    set_property,
)
from ipdesk.ui.widgets.ask import Sheet

_STATES = {
    "proposed": ("待确认", "attention"),
    "confirmed": ("已确认", "done"),
    "written-off": ("不用", "quiet"),
}


class CaseCard(Card):
    """The cases of one award: given → due, line by line."""

    confirmed = Signal(object)  # CaseView
    correcting = Signal(object)
    dropping = Signal(object)
    reopened = Signal(object)

    def __init__(self) -> None:
        super().__init__("边界案例", padding=12)
        self.waiting = label("正在核对…", "small")
        self.body.addWidget(self.waiting)
        self._inside = QWidget()
        self._inside.setProperty("kind", "clear")
        self._lines = QGridLayout(self._inside)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setHorizontalSpacing(12)
        self._lines.setVerticalSpacing(4)
        self._lines.setColumnStretch(0, 3)
        self._lines.setColumnStretch(1, 2)
        self.body.addWidget(self._inside)
        self.cases: tuple[CaseView, ...] = ()
        self._award = ""  # whose name every case begins with
        self._drawn: object = None

    def tell_waiting(self, blocked: bool) -> None:
        """Why there are no cases yet."""
        said = "先处理下面列出的问题，再核对案例。" if blocked else "正在核对…"
        self.waiting.setText(said)

    def show_cases(self, cases: Sequence[CaseView] | None, writable: bool, award: str = "") -> None:
        """Show the cases of an award; None while they are being worked out."""
        self._award = award
        self.waiting.setVisible(cases is None)
        self.cases = tuple(cases or ())
        self.setVisible(cases is None or bool(cases))
        if (self.cases, writable) == self._drawn:
            return
        self._drawn = (self.cases, writable)
        clear(self._lines)
        open_ones = sum(case.state == "proposed" for case in self.cases)
        failed = sum(not case.passed for case in self.cases)
        note = f"{len(self.cases)} 个" + (f"，待确认 {open_ones}" if open_ones else "")
        self.set_note(note + (f"，不符 {failed}" if failed else ""))
        line = 0
        for case in self.cases:
            line = self._put(case, line, writable)

    def _put(self, case: CaseView, line: int, writable: bool) -> int:
        name = label(case.name.removeprefix(self._award), "strong", wrap=True)
        acts = row(None, gap=2)
        if case.state == "proposed" and writable:
            acts.addWidget(link("确认", lambda: self.confirmed.emit(case)))
            acts.addWidget(link("改正…", lambda: self.correcting.emit(case)))
            acts.addWidget(ghost("x", "不用这个案例", lambda: self.dropping.emit(case)))
        else:
            acts.addWidget(Chip(*_STATES[case.state]))
            if writable:
                acts.addWidget(ghost("rotate-cw", "重新待确认", lambda: self.reopened.emit(case)))
        top = Qt.AlignmentFlag.AlignTop
        self._lines.addWidget(name, line, 0, top)
        self._lines.addLayout(acts, line, 1)
        for number, one in enumerate(case.lines, start=line + 1):
            self._lines.addWidget(label(one.given, "small", wrap=True, select=True), number, 0, top)
            shown = label(f"✓ {one.expected}", "note", "done", wrap=True, select=True)
            if not one.passed:
                shown.setText(f"× 应得 {one.expected}，核算得 {one.found}")
                set_property(shown, "tone", "fault")
            self._lines.addWidget(shown, number, 1, top)
        return line + len(case.lines) + 1


class CorrectSheet(Sheet):
    """What each claim of a case must come to, typed anew."""

    def __init__(self, parent: QWidget | None, case: CaseView) -> None:
        super().__init__(parent, "改正案例", "保存")
        self.case = case
        self.body.addWidget(label(case.name, wrap=True))
        self.form = Form()
        for one in case.lines:
            field = self.form.add(one.claim, one.given, LineField("如 5000元，不予奖补的写 0"))
            fen = one.expected_fen
            field.set_value("" if fen is None else f"{figures(fen)}元")
        said = "保存后按新的结果核算；与规则算出的不一样时，列为“不符”，要改事项或再改案例。"
        self.body.addWidget(self.form)
        self.body.addWidget(label(said, "small", wrap=True))

    def amounts(self) -> Mapping[str, str]:
        return {name: str(value) for name, value in self.form.values().items()}
