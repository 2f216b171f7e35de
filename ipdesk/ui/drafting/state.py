"""What the editor shows at this moment: the draft as read, its things, the one chosen."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ipdesk.domain.draft import Span
from ipdesk.services import policy_drafts
from ipdesk.services.policy_drafts import CaseView, DraftPage, FormField, ReadingView
from ipdesk.ui.bench import Bench
from ipdesk.ui.drafting import showing
from ipdesk.ui.drafting.checker import Checker
from ipdesk.ui.drafting.showing import Thing
from ipdesk.ui.permit import DRAFTERS


class DraftState(QObject):
    """Shared by the columns, the acts and the foot; it holds, and shows nothing."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self.draft = 0
        self.page: DraftPage | None = None
        self.things: tuple[Thing, ...] = ()
        self.current = ""  # name of the thing shown
        self.filter = showing.OPEN
        self.checker = Checker(bench, self)

    def begin(self, draft: int) -> None:
        """Another draft is opened."""
        if draft != self.draft:
            self.page, self.things, self.current = None, (), ""
            self.filter = showing.OPEN
            self.checker.forget()
        self.draft = draft

    def take_in(self, page: DraftPage) -> None:
        """The draft as it was read; numbers a fresh check found uncovered come along."""
        self.page = page
        found = self.checker.result
        uncovered = found.uncovered if found is not None and self.checker.fresh else ()
        self.things = showing.things(page, uncovered)

    @property
    def writable(self) -> bool:
        return self._bench.may(*DRAFTERS)

    @property
    def thing(self) -> Thing | None:
        """What is shown at the right."""
        return next((one for one in self.things if one.name == self.current), None)

    def shown(self) -> list[Thing]:
        """What the filter lets through."""
        return [one for one in self.things if showing.matches(self.filter)(one)]

    def may_type(self, thing: Thing) -> bool:
        return self.writable and thing.state != "written-off"

    def fields(self, thing: Thing) -> tuple[FormField, ...]:
        """The form of a thing; a number nobody read has none."""
        if thing.key is None or self.page is None:
            return ()
        return policy_drafts.part_form(self.page.work, thing.key, self._bench.wording)

    def pays(self, thing: Thing) -> bool:
        """Whether an unread number is one that something may be paid by: money or a share."""
        words = self._bench.wording
        paying = {words.label("mention", sort) for sort in ("money", "percent")}
        return thing.unread is not None and thing.unread.sort in paying

    def next_open(self, after: int = -1) -> str:
        """The next thing somebody must settle, from the top again at the end; "" for none."""
        left = [one for one in self.things if one.open and one.name != self.current]
        later = [one for one in left if one.number > after]
        return (later or left)[0].name if left else ""

    def sure_here(self) -> list[Thing]:
        """What is sure and open in the clause of what is shown."""
        thing = self.thing
        if thing is None or thing.part is None or thing.part.key.kind == "head":
            return []
        return [
            one
            for one in self.things
            if one.open and one.part is not None and one.clause == thing.clause
            if not one.doubtful
        ]

    def cases(self) -> tuple[CaseView, ...] | None:
        """The cases of what is shown; None while they are not worked out."""
        thing, found = self.thing, self.checker.result
        if found is None or found.policy is None:
            return None
        if thing is None or thing.key is None or thing.key.kind != "proposal":
            return ()
        return tuple(case for case in found.cases if case.award == thing.key.part)

    @property
    def blocked(self) -> bool:
        """Whether there is no pack to work cases out with, before what is listed is mended."""
        found = self.checker.result
        return found is not None and found.policy is None

    def open_cases(self, awards: frozenset[str]) -> list[CaseView]:
        """Cases of these awards that wait and come out as expected, of the draft as it stands."""
        found = self.checker.result
        if found is None or not self.checker.fresh:
            return []
        return [
            case
            for case in found.cases
            if case.award in awards and case.state == "proposed" and case.passed
        ]

    def points(self) -> tuple[ReadingView, ...]:
        """The open points of the clause of what is shown."""
        thing, found = self.thing, self.checker.result
        if thing is None or found is None:
            return ()
        return tuple(point for point in found.readings if point.clause == thing.clause)

    def name_at(self, span: Span) -> str:
        """The thing that stands on a number."""
        place = showing.place_of(span)
        return next((one.name for one in self.things if one.figure == place), "")
