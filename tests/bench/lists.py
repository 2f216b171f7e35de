"""Lists of 100,000 claims and 1,000,000 applicants in the window: first rows and scroll steps."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings
from PySide6.QtWidgets import QApplication

from ipdesk.domain.listing import Narrowing
from ipdesk.domain.stages import Role
from ipdesk.paths import Home, resources
from ipdesk.services import bureaus, year_contents
from ipdesk.services.office import Actor, Office, SystemClock
from ipdesk.ui.applicants.listing import ApplicantList
from ipdesk.ui.bench import Bench
from ipdesk.ui.claims.listing import ClaimList
from ipdesk.ui.jobs import Jobs
from ipdesk.ui.ledgers.details import LedgerDetails
from ipdesk.ui.messages import Messages
from ipdesk.ui.platform import speak_chinese
from ipdesk.ui.theme import Theme
from ipdesk.ui.widgets import ChoiceField
from ipdesk.ui.widgets.list_desk import ListDesk
from ipdesk.ui.widgets.record_table import RecordTable
from ipdesk.wording import Wording
from tests.bench.big_store import big_home

GOAL_MS, GOAL_STEP_MS = 700.0, 16.0
_STEPS = 200
_WAITING = QEventLoop.ProcessEventsFlag.WaitForMoreEvents  # to wait costs no processor


class Stand:
    """A bench for the widgets, with the big store behind it."""

    def __init__(self, home: Home) -> None:
        self.app = QApplication([])
        self.rest = 0.0
        speak_chinese(self.app)
        self.look = Theme(self.app, resources())
        self.look.apply("light", 100)
        wording = Wording.load(resources() / "wording")
        settings = QSettings(str(home.root / "bench.ini"), QSettings.Format.IniFormat)
        settings.clear()
        self.bench = Bench(Jobs(), Messages(wording), wording, settings)
        self.bench.jobs.begin(lambda: bureaus.open_bureau(home, SystemClock()))
        self.bench.jobs.run(lambda office: office.award_policies, self.bench.use_policies)
        self.settle()
        self.bench.sit_down(Actor(1, "bench", tuple(Role)))

    def settle(self) -> None:
        while self.bench.jobs.pending:
            self.app.processEvents(_WAITING)
        self.app.processEvents()

    def end(self) -> None:
        self.bench.jobs.end(bureaus.close)
        self.bench.jobs.close()

    def first_rows(self, table: RecordTable, change: Callable[[], object]) -> float:
        """Processor milliseconds from the wish to the first painted rows, or to none at all.

        The rest of a long list and the sums come later; `rest` is what they took.
        """
        done: list[float] = []

        def come(rows: int = 1) -> None:
            done.append(rows)

        filled = table.model.dataChanged.connect(lambda *_: come())
        empty = table.counted.connect(lambda count: None if count else come())
        started = time.process_time()
        change()
        while not done and self.bench.jobs.pending:
            self.app.processEvents(_WAITING)
        self.app.processEvents()
        taken = (time.process_time() - started) * 1000
        table.model.dataChanged.disconnect(filled)
        table.counted.disconnect(empty)
        self.settle()
        self.rest = (time.process_time() - started) * 1000 - taken
        return taken

    def steps(self, table: RecordTable) -> list[float]:
        """Processor milliseconds of this thread for each step of the wheel."""
        bar, taken = table.view.verticalScrollBar(), []
        for _ in range(_STEPS):
            started = time.thread_time()
            bar.setValue(bar.value() + 3 * table.view.rowHeight(0))
            self.app.processEvents()
            taken.append((time.thread_time() - started) * 1000)
            self.settle()
        return sorted(taken)


def told(what: str, figure: float, goal: float, rest: float = 0.0) -> bool:
    later = f"then {rest:7.0f} ms behind it" if rest else ""
    over = "" if figure <= goal else "OVER"
    sys.stdout.write(f"{what:<52} {figure:9.1f} ms  {later}  {over}\n")
    return figure <= goal


def main(claims: int = 100_000, applicants: int = 1_000_000) -> bool:
    stand = Stand(big_home(claims, applicants))
    held = [_claims(stand), _ledger(stand), _applicants(stand), _sums(stand)]
    stand.end()
    return all(held)


def _claims(stand: Stand) -> bool:
    made = ClaimList(stand.bench, lambda: None)
    held = _arranged(stand, made.desk, "申报办理", "handler", "茶")
    return _scrolled(stand, made.table, "申报办理") and held


def _ledger(stand: Stand) -> bool:
    made = LedgerDetails(stand.bench, ChoiceField(empty="全部年度"), lambda: None)
    made.apply()
    return _arranged(stand, made.desk, "台账明细", "award", "茶")


def _applicants(stand: Stand) -> bool:
    made = ApplicantList(stand.bench, lambda: None)
    held = _arranged(stand, made.desk, "申报主体", "town", "茶")
    made.filter.setText("茶业")
    taken = stand.first_rows(made.table, made._apply)
    held &= told("申报主体: typed above the list", taken, GOAL_MS, stand.rest)
    made.filter.clear()
    made._apply()
    return _scrolled(stand, made.table, "申报主体") and held


def _arranged(
    stand: Stand, desk: ListDesk, name: str, choice: str, part: str
) -> bool:  # fmt: skip
    table, held = desk.table, True
    window = table.window()  # the list alone, where a page puts it beside a preview
    window.resize(1366, 768)
    window.show()
    stand.settle()

    def measured(what: str, change: Callable[[], object]) -> None:
        nonlocal held
        taken = stand.first_rows(table, change)
        held &= told(f"{name}: {what}", taken, GOAL_MS, stand.rest)

    measured("all of it", table.reload)
    for column in table.model.columns:
        if column.sort:
            measured(f"sorted by {column.title}", lambda key=column.sort: table.sort(key, True))
    table.sort("", False)
    stand.settle()
    text = "applicant" if "applicant" in table.source.keys else "name"
    for what in (part, "乐昌", "无此"):
        asked = Narrowing(contains=what)
        measured(f"names that contain {what}", lambda asked=asked: desk.narrow(text, asked))
        desk.free_all()
        stand.settle()
    measured("grouped", lambda: desk.group(choice))
    desk.free_all()
    stand.settle()
    table.choose(int(table.model.ids[len(table.model.ids) // 2]))
    stand.settle()
    sort = next(one.sort for one in table.model.columns if one.sort)
    measured("sorted, to the record that was chosen", lambda: table.sort(sort, True))
    table.sort("", False)
    stand.settle()
    return held


def _scrolled(stand: Stand, table: RecordTable, name: str) -> bool:
    table.reload()
    stand.settle()
    taken = stand.steps(table)
    return told(f"{name}: scroll step, p95 of CPU", taken[int(len(taken) * 0.95)], GOAL_STEP_MS)


def _sums(stand: Stand) -> bool:
    """The year of one policy added up, as 汇总 does."""
    found: list[float] = []

    def work(office: Office) -> None:
        pack = office.award_policies[0].id
        started = time.process_time()
        year_contents.year_sums(office, pack, 2024)
        found.append((time.process_time() - started) * 1000)

    stand.bench.jobs.run(work)
    stand.settle()
    return told("汇总 of a year", found[0], 100.0)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
