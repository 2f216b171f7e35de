"""相近主体: who could be the same, judged side by side; merged where they are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from ipdesk.domain.likeness import LikenessVerdict
from ipdesk.domain.side_by_side import SideBySide
from ipdesk.services import alike_applicants, side_by_side
from ipdesk.services.alike_applicants import AlikeApplicant
from ipdesk.services.applicant_view import MergedRecord
from ipdesk.services.applicants import ApplicantForm
from ipdesk.services.office import Changes
from ipdesk.ui.bench import Bench
from ipdesk.ui.permit import CLERKS, JUDGES, Permit
from ipdesk.ui.widgets import (
    Card,
    Chip,
    ChoiceField,
    NoteField,
    Notice,
    clear,
    column,
    label,
    link,
    primary,
    quiet,
    row,
)
from ipdesk.ui.widgets.side_by_side import BesideView

_WIDE, _HIGH = 900, 640


def likeness_words(bench: Bench, one: AlikeApplicant) -> str:
    return "、".join(bench.wording.label("likeness", kind) for kind in one.kinds)


class AlikeCard(Card):
    """Each applicant that could be the same, with what is alike and what was said of it."""

    looked_at = Signal(object)  # AlikeApplicant
    part_asked = Signal(object)  # MergedRecord

    def __init__(self, bench: Bench) -> None:
        super().__init__("相近主体")
        self._bench = bench
        self._lines = column(gap=6)
        self.body.addLayout(self._lines)

    def show_alike(self, alike: Sequence[AlikeApplicant], merged: Sequence[MergedRecord]) -> None:
        clear(self._lines)
        self.setVisible(bool(alike or merged))
        for one in alike:
            self._lines.addLayout(self._line(one))
        for record in merged:
            self._lines.addLayout(self._merged(record))

    def _line(self, one: AlikeApplicant) -> QHBoxLayout:
        state, tone = likeness_words(self._bench, one), "attention" if one.open else "quiet"
        if one.judgement is not None:
            state = self._bench.wording.label("applicant-verdict", one.judgement.verdict)
            tone = "done"
        look = link("对照查看", lambda: self.looked_at.emit(one))
        look.setAccessibleName(f"对照查看 {one.applicant.name}")
        line = row(gap=8)
        line.addWidget(label(one.applicant.name, wrap=True), 1)
        line.addWidget(Chip(state, tone))
        line.addWidget(look)
        return line

    def _merged(self, record: MergedRecord) -> QHBoxLayout:
        said = label(f"{record.name}（{record.merge.at:%Y-%m-%d} 并入）", wrap=True)
        said.setToolTip(f"{record.merge.reason}（{record.merge.operator}）")
        line = row(gap=8)
        line.addWidget(said, 1)
        line.addWidget(Chip("已并入", "done"))
        part = link("撤回并入", lambda: self.part_asked.emit(record))
        Permit(self._bench, CLERKS, part)
        line.addWidget(part)
        return line


class AlikeApplicantSheet(QDialog):
    """One applicant beside another: not the same, or the same and then what to do about it.

    While an applicant is being registered `form` is what was typed so far: nothing can be kept
    of a pair of which one is not in the register yet, so the reason goes into the note.
    """

    merge_asked = Signal(int)
    open_asked = Signal(int)

    def __init__(
        self,
        bench: Bench,
        number: int,
        alike: Sequence[AlikeApplicant],
        form: ApplicantForm | None = None,
    ) -> None:
        super().__init__(bench.messages.window)
        self._bench, self._number, self._form = bench, number, form
        self._alike = tuple(alike)
        self.setProperty("kind", "sheet")
        self.setWindowTitle("相近主体")
        self.which = ChoiceField([(one.applicant.id, one.applicant.name) for one in self._alike])
        self.which.setAccessibleName("对照哪一户")
        self.which.edited.connect(self._show)
        self.words = Notice()
        self.pair = BesideView()
        self.reason = NoteField("为什么是，为什么不是。两户都会留下这个结论和理由", lines=2)
        self.reason.setAccessibleName("理由")
        registering = form is not None
        self.same = quiet("就是这一户，打开它" if registering else "是同一主体，去并入", self._same)
        self.different = primary("不是同一主体", self._differ)
        Permit(bench, JUDGES, self.different)
        Permit(bench, CLERKS, self.same)
        head = row(label("相近主体", "title"), None, label("对照", "muted"), self.which)
        whole = column(head, self.words, gap=12, margins=(24, 18, 24, 18))
        whole.addWidget(self.pair, 1)
        whole.addWidget(self.reason)
        whole.addLayout(row(None, quiet("取消", self.reject), self.same, self.different))
        self.setLayout(whole)
        behind: QWidget | None = bench.messages.window
        size = (behind.width() - 60, behind.height() - 60) if behind else (_WIDE, _HIGH)
        self.resize(min(_WIDE, size[0]), min(_HIGH, size[1]))
        self.which.set_value(self._alike[0].applicant.id)
        self._show()

    def current(self) -> AlikeApplicant:
        chosen = self.which.value()
        return next(one for one in self._alike if one.applicant.id == chosen)

    def _show(self) -> None:
        one = self.current()
        said = likeness_words(self._bench, one)
        if one.judgement is not None:
            label_of = self._bench.wording.label("applicant-verdict", one.judgement.verdict)
            said += f"；{label_of}：{one.judgement.reason}（{one.judgement.operator}）"
        self.words.tell(said, "attention" if one.open else "accent")
        self.reason.set_value(one.judgement.reason if one.judgement else "")
        work = (self._form if self._form is not None else self._number, one.applicant.id)
        run = self._bench.jobs.run
        run(side_by_side.applicants_beside, self._shown, None, *work, key="beside")

    def _shown(self, pair: SideBySide) -> None:
        self.pair.show_pair(pair)

    def _differ(self) -> None:
        if not self.reason.value():
            self.words.tell("请先写明为什么不是同一主体，以后同事看到就不用再核一遍。", "fault")
            self.reason.setFocus()
        elif self._form is not None:
            self.accept()
        else:
            pair = (self._number, self.current().applicant.id)
            work = (self._bench.actor, pair, LikenessVerdict.DIFFERENT, self.reason.value())
            run = self._bench.jobs.run
            run(alike_applicants.judge_applicants, self._judged, self._refused, *work)

    def _judged(self, changes: Changes) -> None:
        self._bench.announce(changes)
        self._bench.say("结论已记在两户上")
        self.accept()

    def _refused(self, error: Exception) -> None:
        self.words.tell(self._bench.messages.text_of(error), "fault")

    def _same(self) -> None:
        other = self.current().applicant.id
        self.reject()
        (self.open_asked if self._form is not None else self.merge_asked).emit(other)
