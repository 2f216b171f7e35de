"""名册与记录: what the office itself keeps and figures are counted from."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ipdesk.services.targets import records, roster
from ipdesk.ui.bench import Bench
from ipdesk.ui.targets.activities import ActivitiesView
from ipdesk.ui.targets.meetings import MeetingsView
from ipdesk.ui.targets.roster import RosterView
from ipdesk.ui.targets.scope import Scope
from ipdesk.ui.widgets import EmptyState, column, label, link
from ipdesk.ui.widgets.room import Pages
from ipdesk.ui.widgets.segments import Segments
from ipdesk.ui.widgets.wrapping import Wrapping

PARTS = ("roster", "meetings", "activities")
_CAPTIONS = ("用标企业名册", "联席会议", "培训、宣传等活动")


class RecordsView(QWidget):
    """名册、会议、活动; case counts are figures and stand in 填报."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._scope: Scope | None = None
        self.segments = Segments(tuple(zip(PARTS, _CAPTIONS, strict=True)))
        self.roster = RosterView(bench)
        self.meetings = MeetingsView(bench)
        self.activities = ActivitiesView(bench)
        self.empty = EmptyState(
            "clipboard-list",
            "这份政策没有要登记的名册和活动",
            "政策包写明由本单位登记的名册、活动，在这里登记；数由登记的记录算出。",
        )
        self._stack = Pages()
        for part in (self.roster, self.meetings, self.activities, self.empty):
            self._stack.addWidget(part)
        hint = label("立案、结案、结转的件数在“填报”里填", "small")
        to_entry = link("去填报", lambda: bench.go("targets", "entry"))
        head = Wrapping(self.segments, hint, to_entry, right=(hint, to_entry))
        whole = column(head, gap=8)
        whole.addWidget(self._stack, 1)
        self.setLayout(whole)
        self.segments.chosen.connect(self._show_part)

    def show_scope(self, scope: Scope) -> None:
        self._scope = scope
        run = self._bench.jobs.run
        run(roster.rosters, self._offer_rosters, None, scope.pack, key="targets/rosters")
        run(records.activity_kinds, self._offer_kinds, None, scope.pack, key="targets/kinds")
        self.meetings.show_scope(scope)

    def seek(self) -> None:
        """The cursor into the search of the part that is seen."""
        part = self._stack.currentWidget()
        if isinstance(part, RosterView):
            part.filter.setFocus()

    def open(self, part: str, number: int) -> None:
        """Show one record: where a figure came from."""
        self.segments.choose(part)
        shown = {
            "roster": self.roster.list,
            "meetings": self.meetings.list,
            "activities": self.activities.list,
        }
        shown[part].choose(number)

    def _offer_rosters(self, found: tuple[tuple[str, str], ...]) -> None:
        if self.segments.offer("roster", bool(found)) and self._scope is not None:
            self.roster.show_scope(self._scope, found)

    def _offer_kinds(self, found: tuple[tuple[str, str], ...]) -> None:
        if self.segments.offer("activities", bool(found)) and self._scope is not None:
            self.activities.show_scope(self._scope, found)
        self._show_part(self.segments.value())

    def _show_part(self, name: str) -> None:
        self._stack.setCurrentIndex(PARTS.index(name))
