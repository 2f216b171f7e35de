"""What the desk and 台账报表 add up, with 500,000 claims in one year, beside plain SQL over them.

Processor milliseconds; each is asked several times and the middle one told.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from statistics import median

from ipdesk.domain.stages import Role
from ipdesk.paths import Home
from ipdesk.services import bureaus, ledgers, overview, target_risks, year_contents
from ipdesk.services.office import Actor, Office, SystemClock
from tests.bench.big_store import build_year, kept

GOAL_MS = 100.0
CLAIMS, APPLICANTS, YEAR = 500_000, 20_000, 2024
_RUNS = 5
# What one would write without sums on file: over the rows, and over a covering index of them.
_PLAIN = (
    "SELECT award, stage, count(*), sum(approved_fen), sum(paid_fen - recovered_fen) FROM claim"
    " {} WHERE pack = ? AND fund_year = ? GROUP BY award, stage"
)


def taken(work: Callable[[], object]) -> float:
    """Milliseconds of the processor."""
    found = []
    for _ in range(_RUNS):
        started = time.process_time()
        work()
        found.append((time.process_time() - started) * 1000)
    return median(found)


def told(what: str, figure: float, goal: float | None = GOAL_MS) -> bool:
    held = goal is None or figure <= goal
    beside = "" if goal is None else f"  goal {goal:.0f}" + ("" if held else "  OVER")
    sys.stdout.write(f"{what:<58} {figure:9.1f} ms{beside}\n")
    return held


def main(claims: int = CLAIMS, applicants: int = APPLICANTS) -> bool:
    def make(home: Home) -> None:
        build_year(home, claims, applicants, YEAR)

    office = bureaus.open_bureau(kept(f"year-{claims}-{applicants}", make), SystemClock())
    pack = office.award_policies[0].id
    everybody = Actor(1, "bench", tuple(Role))
    rows = len(office.db.rows("SELECT 1 FROM claim WHERE fund_year = ?", (YEAR,)))
    sys.stdout.write(f"{rows:,} claims of {YEAR}\n")
    held = [
        told("汇总", taken(lambda: year_contents.year_sums(office, pack, YEAR))),
        told("专项资金", taken(lambda: year_contents.year_budget(office, pack, YEAR))),
        # The copies have no letters: an eighth of them waits for one, and is looked up one by one.
        told("工作台", taken(lambda: overview.overview(office, everybody)), None),
        told("目标", taken(lambda: target_risks.target_risks(office)), None),
        told("years of the ledger", taken(lambda: ledgers.years(office))),
    ]
    _plain(office, pack)
    bureaus.close(office)
    return all(held)


def _plain(office: Office, pack: str) -> None:
    for how in ("NOT INDEXED", "INDEXED BY claim_listed", ""):
        sql = _PLAIN.format(how)
        figure = taken(lambda sql=sql: office.db.rows(sql, (pack, YEAR)))  # type: ignore[misc]
        told(f"plain GROUP BY {how or 'as SQLite likes'}", figure, None)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
