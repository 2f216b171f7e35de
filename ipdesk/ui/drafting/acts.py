"""What can be done with a part beside typing in it: split, join, write off, add, undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ipdesk.domain.draft import Span
from ipdesk.errors import UserError
from ipdesk.services import policy_drafts
from ipdesk.services.office import Changes
from ipdesk.services.policy_drafts import CaseView, PartKey, ReadingView, Started
from ipdesk.ui.bench import Bench
from ipdesk.ui.drafting.cases import CorrectSheet
from ipdesk.ui.drafting.showing import Thing
from ipdesk.ui.drafting.text import Number, Place

Step = Changes | Started
USUAL = (
    "资金安排，不是奖补标准。",
    "办理程序的期限，不是奖补标准。",
    "作为条件由经办人逐件核对。",
    "由评审、集体研究时掌握。",
    "举例或行文用语，不是数量。",
    "本单位不办理这一项。",
)


class DraftActs(QObject):
    """Each act goes to the store by itself; `done` names the part to show afterwards, "" none."""

    done = Signal(str)
    refused = Signal(object)
    lacking = Signal(str, object)  # a part that cannot be confirmed, and the error at its field

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        super().__init__(parent)
        self._bench = bench
        self._window = parent
        self.draft = 0
        self.menu: QMenu | None = None  # the last one offered

    def confirm(self, keys: Sequence[PartKey]) -> None:
        """Confirm parts; one that lacks something is told with its field."""
        given = (self._bench.actor, self.draft, tuple(keys))
        failed = partial(self._not_confirmed, tuple(keys))
        self._bench.jobs.run(policy_drafts.confirm, self._told(""), failed, *given)

    def _not_confirmed(self, keys: Sequence[PartKey], error: Exception) -> None:
        if isinstance(error, UserError) and error.field and len(keys) == 1:
            self.lacking.emit(_name(keys[0]), error)
        else:
            self.refused.emit(error)

    def confirm_cases(self, cases: Sequence[CaseView]) -> None:
        if cases:
            self._run(policy_drafts.confirm_cases, "", tuple(cases))

    def reopen(self, key: PartKey) -> None:
        self._run(policy_drafts.reopen, _name(key), key)

    def write_off(self, thing: Thing) -> None:
        """Ask why, then write a part or a number off."""
        title = "注销这个数字" if thing.part is None else "注销这一条"
        prompt = "写明理由：写进政策包里，复核的人看得到。常用的理由点一下就填上。"
        reason = self._bench.messages.reason(title, prompt, "注销", USUAL)
        if reason is None:
            return
        if thing.key is not None:
            self._run(policy_drafts.write_off, "", thing.key, reason)
        elif thing.unread is not None:
            self._run(policy_drafts.write_off_number, "", thing.unread.span, reason)

    def add(self, place: Place) -> None:
        """A new proposal on words of the text."""
        self._run(policy_drafts.add_part, "", Span(*place))

    def undo(self) -> None:
        self._run(policy_drafts.undo, "")

    def split(self, thing: Thing, numbers: Sequence[Number], texts: Sequence[str],
              chosen: Place | None) -> None:  # fmt: skip
        """Split at a number of the sentence: the selected one, the only one, or ask which."""
        sentence, key = thing.sentence, thing.key
        if sentence is None or key is None or key.kind != "proposal":
            return
        others = [
            n.place for n in numbers if _within(n.place, sentence) and n.place != thing.figure
        ]
        if chosen is not None:
            others = [place for place in others if _within(place, chosen)] or [chosen]
        if not others:
            self._bench.messages.warn("这句话里没有别的数字。在原文里选中要拆出的数字，再按 S。")
        elif len(others) == 1:
            self._split(key, others[0])
        else:
            self.menu = QMenu(self._window)
            for place in others:
                said = texts[place.paragraph][place.start : place.end]
                before = texts[place.paragraph][max(0, place.start - 12) : place.start]
                self.menu.addAction(f"拆出“{said}”（…{before}{said}）",
                                    lambda place=place: self._split(key, place))  # fmt: skip
            self._pop_up(self.menu)

    def join(self, thing: Thing, others: Sequence[Thing]) -> None:
        """Join with another proposal of the clause, which is asked for."""
        key = thing.key
        alike = [
            one
            for one in others
            if one.key is not None
            and one.key.kind == "proposal"
            and one.clause == thing.clause
            and one.name != thing.name
            and one.state != "written-off"
        ]
        if key is None or key.kind != "proposal" or not alike:
            self._bench.messages.warn("这一条里没有别的奖补事项可以合并。")
            return
        if len(alike) == 1:
            self._join(key, alike[0].key)
            return
        self.menu = QMenu(self._window)
        for one in alike:
            if one.part is not None:
                said = f"并入：{one.part.title}（{one.part.line}）"
                self.menu.addAction(said, lambda one=one: self._join(key, one.key))
        self._pop_up(self.menu)

    def correct(self, case: CaseView) -> None:
        """Ask what a case must come to."""
        sheet = CorrectSheet(self._bench.messages.window, case)
        if self._bench.messages.run(sheet):
            self._run(policy_drafts.correct_case, "", case, sheet.amounts())

    def reopen_case(self, case: CaseView) -> None:
        self._run(policy_drafts.reopen_case, "", case)

    def drop_case(self, case: CaseView) -> None:
        reason = self._bench.messages.reason("不用这个案例", "写明为什么不适用。", "不用")
        if reason is not None:
            self._run(policy_drafts.write_off_case, "", case, reason)

    def decide(self, point: ReadingView, value: str, document: str) -> None:
        self._run(policy_drafts.choose_reading, "", point, value, document)

    def _split(self, key: PartKey, place: Place) -> None:
        self._run(policy_drafts.split, "", key, Span(*place))

    def _join(self, key: PartKey, other: PartKey | None) -> None:
        if other is not None:
            self._run(policy_drafts.join, _name(key), (key, other))

    def _run(self, work: Callable[..., Step], wanted: str, *arguments: Any) -> None:
        done = self._told(wanted)
        given = (self._bench.actor, self.draft, *arguments)
        self._bench.jobs.run(work, done, self.refused.emit, *given)

    def _told(self, wanted: str) -> Callable[[Step], None]:
        def tell(step: Step) -> None:
            key = step.key if isinstance(step, Started) else None
            self.done.emit(_name(key) if key is not None else wanted)

        return tell

    def _pop_up(self, menu: QMenu) -> None:
        menu.setActiveAction(menu.actions()[0])
        middle = self._window.rect().center()
        middle.setX(middle.x() - menu.sizeHint().width() // 2)
        menu.popup(self._window.mapToGlobal(middle))


def _name(key: PartKey) -> str:
    return f"{key.kind}:{key.part}"


def _within(place: Place, other: Place) -> bool:
    same = place.paragraph == other.paragraph
    return same and other.start <= place.start and place.end <= other.end
