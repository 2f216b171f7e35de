"""A bureau as large as it will ever be: 100,000 claims, 1,000,000 applicants; kept between runs.

The sample bureau is built through the services, then its finished claims are multiplied by
plain SQL with the triggers set aside: what is measured is how the window reads, not how it writes.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from ipdesk.paths import Home, db_scripts
from ipdesk.services import bureaus, sample
from ipdesk.storage import driver, search
from ipdesk.storage.database import Database
from ipdesk.storage.pinyin import sort_key
from tests.bench.search import names

CLAIMS, APPLICANTS = 100_000, 1_000_000
_SEED = 40  # claims of the sample that are multiplied
_STEP = 1_000  # between the ids of a claim and those of its copies
_FINDABLE = 20_000  # applicants in the search; its own bench has a million
_BATCH = 20_000


def big_home(claims: int = CLAIMS, applicants: int = APPLICANTS) -> Home:
    """The data folder, built once for each schema and size."""
    scripts = b"".join(path.read_bytes() for path in sorted(db_scripts().rglob("*.sql")))
    name = f"{claims}-{applicants}-{hashlib.sha256(scripts).hexdigest()[:12]}"
    root = Path(tempfile.gettempdir()) / "ipdesk-bench" / name
    if not root.exists():
        started = time.perf_counter()
        making = root.with_suffix(".making")
        shutil.rmtree(making, ignore_errors=True)
        build(Home(making), claims, applicants)
        making.rename(root)
        took = time.perf_counter() - started
        sys.stdout.write(f"store of {claims:,} claims built in {took:.0f} s: {root}\n")
    return Home(root)


def build(home: Home, claims: int, applicants: int) -> None:
    """Fill an empty folder."""
    office = sample.build_sample(home, claims=_SEED).office
    key = office.db.key
    bureaus.close(office)
    raw = driver.connect(home.database, key, "mode=rw")
    raw.execute("PRAGMA cache_size = -262144")
    raw.execute("PRAGMA synchronous = OFF")
    triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    raw.execute("BEGIN")
    for trigger, _ in triggers:
        raw.execute(f"DROP TRIGGER {trigger}")
    people = _add_applicants(raw, applicants)
    _multiply(raw, claims, people)
    for _, text in triggers:
        raw.execute(text)
    raw.execute("COMMIT")
    raw.execute("ANALYZE")
    raw.close()
    _index(Database.open(home.database, key))


def _add_applicants(raw: Any, count: int) -> tuple[int, int]:
    """The first and the last id of the new ones."""
    first = int(raw.execute("SELECT max(id) + 1 FROM applicant").fetchone()[0])
    columns = [row[1] for row in raw.execute("PRAGMA table_info(applicant)")]
    model = dict(zip(columns, raw.execute(_MODEL).fetchone(), strict=True))
    towns = [f"第{number}镇" for number in range(20)]
    marks = ", ".join("?" for _ in columns)
    rows = _people(model, first, count, towns)
    while batch := list(islice(rows, _BATCH)):
        raw.executemany(f"INSERT INTO applicant VALUES ({marks})", batch)
    return first, first + count - 1


_MODEL = "SELECT * FROM applicant WHERE merged_into IS NULL AND kind = 'enterprise' LIMIT 1"


def _people(
    model: dict[str, Any], first: int, count: int, towns: list[str]
) -> Iterator[tuple[Any, ...]]:
    for place, name in enumerate(names(count)):
        own = {
            "id": first + place,
            "name": name,
            "code": f"91440281BN{place:08d}",
            "town": towns[place % len(towns)],
            "account": "",
            "phone": "",
            "look_alike": name,
            "sort_key": sort_key(name),
        }
        yield tuple({**model, **own}.values())


def _multiply(raw: Any, claims: int, people: tuple[int, int]) -> None:
    first, last = people
    ended = raw.execute("SELECT count(*) FROM claim WHERE number IS NOT NULL").fetchone()[0]
    raw.execute("CREATE TEMP TABLE copy (n INTEGER PRIMARY KEY)")
    times = [(number,) for number in range(1, claims // ended + 1)]
    raw.executemany("INSERT INTO copy VALUES (?)", times)
    spread = f"{first} + (t.id * 7919 + n * 104729) % {last - first + 1}"
    old = "SELECT id FROM claim WHERE number IS NOT NULL"
    shifted = f"t.claim + n * {_STEP}"
    _copy(raw, "claim_item", {"claim": shifted}, f"t.claim IN ({old})")
    for table in ("claim_step",):
        _copy(raw, table, {"id": "NULL", "claim": shifted}, f"t.claim IN ({old})")
    _copy(
        raw,
        "letter",
        {
            "id": "NULL",
            "claim": shifted,
            "number": f"t.number + n * {_STEP}",
            "document_number": f"replace(t.document_number, '〕', '〕' || (n * {_STEP}))",
            "check_code": "t.check_code || n",
            "pdf": "substr(t.pdf, 1, 2000)",
        },
        f"t.claim IN ({old})",
    )
    _copy(
        raw,
        "claim",
        {
            "id": f"t.id + n * {_STEP}",
            "number": "t.number || '-' || n",
            "applicant": spread,
            "received_on": "date(t.received_on, '-' || (n % 3000) || ' days')",
            "fund_year": "t.fund_year - n % 9",
            "application": "NULL",
            "document_number": "CASE t.document_number WHEN '' THEN '' ELSE"
            " t.document_number || n END",
        },
        "t.number IS NOT NULL",
    )


def _copy(raw: Any, table: str, own: dict[str, str], where: str) -> None:
    columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(own.get(name, f"t.{name}") for name in columns)
    raw.execute(f"INSERT INTO {table} SELECT {values} FROM {table} t, copy WHERE {where}")


def _index(db: Database) -> None:
    with db.atomic():
        for number, name in db.rows(
            "SELECT id, name FROM applicant ORDER BY id DESC LIMIT ?", (_FINDABLE,)
        ):
            search.put(db, "applicant", number, (name,), ())
        claims = db.rows(
            "SELECT c.id, c.number, a.name, c.subject FROM claim c"
            " JOIN applicant a ON a.id = c.applicant WHERE c.number IS NOT NULL"
        )
        for number, code, name, subject in claims:
            search.put(db, "claim", number, (f"{code} · {name}",), (code, subject))
        search.tidy(db)
    db.close()
