"""Lists of 100,000 claims and 1,000,000 applicants in the window: first rows and scroll steps."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
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
from ipdesk.ui.widgets.list_desk import ListDesk
from ipdesk.ui.widgets.record_table import RecordTable
from ipdesk.wording import Wording
from tests.bench.big_store import big_home

GOAL_MS, GOAL_STEP_MS = 700.0, 16.0
_STEPS = 200


class Stand:
    """A bench for the widgets, with the big store behind it."""

    def __init__(self, home: Home) -> None:
        self.app = QApplication([])
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
            self.app.processEvents()
        self.app.processEvents()

    def first_rows(self, table: RecordTable, change: Callable[[], object]) -> float:
        """Processor milliseconds from the wish to the first painted rows; sums come later."""
        done: list[float] = []

        def come(*_: object) -> None:
            done.append(time.perf_counter())

        table.model.dataChanged.connect(come)
        started = time.process_time()
        change()
        while not done and self.bench.jobs.pending:
            self.app.processEvents()
        self.app.processEvents()
        taken = (time.process_time() - started) * 1000
        table.model.dataChanged.disconnect(come)
        self.settle()
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


def told(what: str, figure: float, goal: float) -> bool:
    sys.stdout.write(f"{what:<52} {figure:9.1f} ms  {'' if figure <= goal else 'OVER'}\n")
    return figure <= goal


def main(claims: int = 100_000, applicants: int = 1_000_000) -> bool:
    stand = Stand(big_home(claims, applicants))
    held = [_claims(stand), _ledger(stand), _applicants(stand), _sums(stand)]
    stand.bench.jobs.end(bureaus.close)
    stand.bench.jobs.close()
    return all(held)


def _claims(stand: Stand) -> bool:
    made = ClaimList(stand.bench, lambda: None)
    return _arranged(stand, made, made.desk, "申报办理", "handler", "甲") and _scrolled(
        stand, made.table, "申报办理"
    )


def _ledger(stand: Stand) -> bool:
    made = LedgerDetails(stand.bench)
    made.show_year(None)
    return _arranged(stand, made, made.desk, "台账明细", "award", "甲")


def _applicants(stand: Stand) -> bool:
    made = ApplicantList(stand.bench, lambda: None)
    held = _arranged(stand, made, made.desk, "申报主体", "town", "茶")
    made.filter.setText("茶业")
    held &= told(
        "申报主体: typed above the list", stand.first_rows(made.table, made._apply), GOAL_MS
    )
    return held and _scrolled(stand, made.table, "申报主体")


def _arranged(
    stand: Stand, made: ClaimList | LedgerDetails | ApplicantList, desk: ListDesk, name: str,
    choice: str, part: str,
) -> bool:  # fmt: skip
    made.resize(1366, 768)
    made.show()
    stand.settle()
    table = desk.table
    first = stand.first_rows
    held = told(f"{name}: all of it", first(table, table.reload), GOAL_MS)
    for column in table.model.columns:
        if column.sort:
            taken = first(table, lambda key=column.sort: table.sort(key, True))
            held &= told(f"{name}: sorted by {column.title}", taken, GOAL_MS)
    table.sort("", False)
    text = "applicant" if "applicant" in table.source.keys else "name"
    taken = first(table, lambda: desk.narrow(text, Narrowing(contains=part)))
    held &= told(f"{name}: names that contain a character", taken, GOAL_MS)
    desk.free_all()
    stand.settle()
    taken = first(table, lambda: desk.group(choice))
    held &= told(f"{name}: grouped", taken, GOAL_MS)
    desk.free_all()
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
