"""Top of a claim: where one is, the number and name, the stage path."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ipdesk.domain.stages import Stage
from ipdesk.services.claim_view import ClaimView, PathStep
from ipdesk.ui import theme
from ipdesk.ui.claims.form_line import FormLine
from ipdesk.ui.days import short_day
from ipdesk.ui.row_columns import stage_tone
from ipdesk.ui.widgets import (
    Chip,
    StagePath,
    Step,
    column,
    frame,
    ghost,
    label,
    link,
    primary,
    quiet,
    row,
)
from ipdesk.ui.widgets.wrapping import Wrapping
from ipdesk.ui.worn import size_of

_STATES = {"done": "done", "current": "now", "later": "later", "ended": "ended"}


class ClaimHead(QWidget):
    """Breadcrumb, title and stage path."""

    back = Signal()
    stepped = Signal(int)
    amend = Signal()
    keep = Signal()
    drop = Signal()
    form_asked = Signal()
    history_asked = Signal()
    sibling_asked = Signal(int)  # a claim of the same 申请表

    def __init__(self, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._today = today
        self.title = label("", "heading", select=True)
        self.award = Chip(sign=False)
        self.stage = Chip()
        self.kept = label("", "small")
        self.place = label("", "small")
        self.place.hide()
        self._previous = ghost("chevron-left", "上一件（Ctrl+PgUp）", lambda: self.stepped.emit(-1))
        self._next = ghost("chevron-right", "下一件（Ctrl+PgDn）", lambda: self.stepped.emit(1))
        self._amend = quiet("修改内容", self.amend.emit, icon="pencil")
        self.form = quiet("审批表…", self.form_asked.emit, icon="printer", hint="Ctrl+P")
        self.form.setToolTip("审批表和核算表：先看样子，再打印或另存（Ctrl+P）")
        self.history = quiet("历史", self.history_asked.emit, icon="history")
        self.history.setToolTip("这一件从头到尾的操作记录（Ctrl+Shift+H）")
        self.form_line = FormLine()
        self.form_line.chosen.connect(self.sibling_asked)
        self._keep = primary("保存修改", self.keep.emit, hint="Ctrl+S")
        self._keep.setShortcut("Ctrl+S")
        self._drop = quiet("放弃", self.drop.emit)
        self.path = StagePath()
        bar = frame("bar")
        back = link("申报办理", self.back.emit)
        acts = (self.form, self.history, self._amend, self._drop, self._keep)
        right = (*acts, self.place, self._previous, self._next)
        told = (back, label("›", "muted"), self.title, self.award, self.stage, self.kept)
        bar.setLayout(row(Wrapping(*told, *right, right=right), margins=(14, 7, 12, 7)))
        self._bar = bar
        theme.current().changed.connect(self._follow_zoom)
        path = frame("bar")
        path.setLayout(row(self.path, margins=(18, 3, 18, 3)))
        self.setLayout(column(bar, path, self.form_line, gap=0))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow_zoom()

    def _follow_zoom(self) -> None:
        """As high with the buttons of an amendment as without."""
        self._bar.setMinimumHeight(size_of(self._keep).height() + 14)

    def show_kept(self, text: str) -> None:
        """Whether what was typed is in the store: 草稿已保存."""
        self.kept.setText(text)

    def show_place(self, place: int, among: int) -> None:
        """第 5 / 37 件 of the list it was opened from."""
        self.place.setText(f"第 {place} / {among} 件" if among else "")
        self.place.setVisible(bool(among))
        for button in (self._previous, self._next):
            button.setVisible(among > 1)

    def show_view(self, view: ClaimView, amending: bool, may_amend: bool) -> None:
        claim = view.claim
        self.title.setText(f"{claim.number or '新申报'} · {view.applicant.name}")
        self.award.show_state(f"{view.award.label}{view.clause.number}", "accent")
        self.stage.show_state(view.stage_label, stage_tone(claim.stage))
        self.kept.setVisible(claim.stage is Stage.DRAFT)
        self._amend.setVisible(may_amend and not amending)
        self.form.setVisible(not amending)
        self.history.setVisible(not amending and claim.stage is not Stage.DRAFT)
        self.form_line.show_form(view.same_form)
        self._keep.setVisible(amending)
        self._drop.setVisible(amending)
        today = self._today()
        self.path.show_steps(path_steps(view.path, today), _trailing(view, today))


def path_steps(path: Sequence[PathStep], today: date) -> list[Step]:
    """The days of the path; a year is said where it is another than the step before."""
    steps, beside = [], today
    for step in path:
        steps.append(Step(step.label, _STATES[step.state], short_day(step.day, beside)))
        beside = step.day or beside
    return steps


def _trailing(view: ClaimView, today: date) -> str:
    """By when the stage should be left: 公示至 03-11, 期限 03-11，已过 2 日."""
    due = view.claim.due_on
    if due is None:
        return ""
    if view.claim.stage is Stage.PUBLISHED:
        return f"公示至 {short_day(due, today)}"
    days = (due - today).days
    left = f"已过 {-days} 日" if days < 0 else f"还剩 {days} 日" if days else "今天到期"
    return f"期限 {short_day(due, today)}，{left}"
