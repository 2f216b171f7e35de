"""What is left of a draft: counted at the foot, each count the way to what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from ipdesk.services.policy_drafts import CaseView, DraftCheck
from ipdesk.ui.bench import Bench
from ipdesk.ui.drafting import showing
from ipdesk.ui.drafting.foot import DraftFoot, Left
from ipdesk.ui.drafting.state import DraftState
from ipdesk.ui.permit import DRAFTERS, refusal

_MOST_PROBLEMS = 20


class Remaining(QObject):
    """Fills the foot and follows its links."""

    filtered = Signal(str)
    problem_wanted = Signal(str, str)  # a thing and the field of its form
    case_wanted = Signal(str)  # the thing whose cases are to be seen
    finishing = Signal(object)  # DraftCheck: nothing is left but to activate it

    def __init__(self, bench: Bench, state: DraftState, foot: DraftFoot) -> None:
        super().__init__(state)
        self._bench = bench
        self._state = state
        self._foot = foot
        self.menu: QMenu | None = None  # of the problems, as last offered
        foot.asked.connect(self.go_to)

    def tell(self) -> None:
        """Say what is left and offer the next step."""
        state, foot = self._state, self._foot
        foot.show_left(self.lefts())
        foot.tell_undo(state.page.undo if state.page is not None else "", state.writable)
        foot.offer_others(len(state.sure_here()))
        foot.others.setEnabled(state.writable)
        reason = refusal(self._bench, DRAFTERS)
        thing = state.thing
        if thing is not None and thing.part is None:
            pays = state.pays(thing)
            foot.offer("用它新建条目" if pays else "注销，写明理由…", reason=reason)
        elif thing is not None and thing.open:
            count = len(state.open_cases(frozenset((thing.name.partition(":")[2],))))
            more = f"和 {count} 个案例" if count else ""
            foot.offer(f"确认此条{more}，到下一条", "确认，下一条", reason)
        elif state.next_open():
            foot.offer("到下一条待确认", "下一条")
        else:
            self._offer_end(reason)

    def lefts(self) -> list[Left]:
        """The counts of the foot."""
        state = self._state
        found = state.checker.result
        left = found.left if found is not None else None
        things = state.things
        return [
            Left("parts", "未确认", sum(one.open for one in things)),
            Left("doubtful", "有疑问", sum(one.doubtful for one in things)),
            Left("numbers", "未覆盖数字", left.numbers if left else None),
            Left("cases", "案例待确认", left.cases if left and not state.blocked else None),
            Left("problems", "问题", left.problems + left.failed if left else None),
        ]

    def _offer_end(self, reason: str) -> None:
        found = self._state.checker.result
        if found is None or not self._state.checker.fresh:
            self._foot.offer("核对无误，启用…", reason=reason or "正在核对")
        elif found.ready:
            self._foot.offer("核对无误，启用…", reason=reason)
        else:
            self._foot.offer("处理剩下的问题", reason=reason)

    def finish(self) -> None:
        """To the end when nothing is left, else to the first thing that is."""
        found = self._state.checker.result
        if found is None or not self._state.checker.fresh:
            return
        if found.ready:
            self.finishing.emit(found)
            return
        left = found.left
        counts = {
            "numbers": left.numbers,
            "problems": left.problems + left.failed,
            "cases": left.cases,
            "parts": left.parts,
        }
        self.go_to(next((name for name, count in counts.items() if count), ""))

    def go_to(self, name: str) -> None:
        """Jump to what a count counts; of several one after the other."""
        found = self._state.checker.result
        filters = {"parts": showing.OPEN, "doubtful": showing.DOUBTFUL, "numbers": showing.UNREAD}
        if name in filters:
            self.filtered.emit(filters[name])
        elif found is not None and name == "cases":
            self._go_case([case for case in found.cases if case.state == "proposed"])
        elif found is not None and name == "problems":
            self._offer_problems(found)

    def _go_case(self, waiting: Sequence[CaseView]) -> None:
        """The next award with a case that waits, after the one shown."""
        awards = list(dict.fromkeys(case.award for case in waiting))
        here = self._state.current.partition(":")[2]
        at = awards.index(here) + 1 if here in awards else 0
        if awards:
            self.case_wanted.emit(f"proposal:{awards[at % len(awards)]}")

    def problems_menu(self, found: DraftCheck) -> QMenu:
        """Everything the pack would be refused for; a line leads to its place."""
        menu = QMenu(self._foot)
        for problem in found.problems[:_MOST_PROBLEMS]:
            key = problem.key
            name = f"{key.kind}:{key.part}" if key is not None else ""
            thing = next((one for one in self._state.things if one.name == name), None)
            about = thing.part.title if thing is not None and thing.part is not None else ""
            act = menu.addAction(f"{about}：{problem.text}" if about else problem.text)
            if name:
                go = partial(self.problem_wanted.emit, name, problem.field)
                act.triggered.connect(lambda _=False, go=go: go())
        for case in found.cases:
            if not case.passed and case.state != "written-off":
                act = menu.addAction(f"案例不符：{case.name}")
                act.triggered.connect(lambda _=False, case=case: self._go_case([case]))
        return menu

    def _offer_problems(self, found: DraftCheck) -> None:
        self.menu = self.problems_menu(found)
        button = self._foot.counts["problems"]
        place = button.mapToGlobal(QPoint(0, -self.menu.sizeHint().height() - 4))
        self.menu.popup(place)
