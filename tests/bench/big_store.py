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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from ipdesk.paths import Home, db_scripts
from ipdesk.services import bureaus, sample
from ipdesk.storage import driver, keys, search
from ipdesk.storage.database import Database
from ipdesk.storage.pinyin import sort_key
from tests.bench.search import names

CLAIMS, APPLICANTS = 100_000, 1_000_000
_SEED = 40  # claims of the sample that are multiplied
_STEP = 1_000  # between the ids of a claim and those of its copies
_BATCH = 20_000


def big_home(claims: int = CLAIMS, applicants: int = APPLICANTS) -> Home:
    """The data folder with everything a window reads."""
    return kept(f"{claims}-{applicants}", lambda home: build(home, claims, applicants))


def kept(what: str, make: Callable[[Home], None]) -> Home:
    """A data folder, made once for each schema and kept under this name."""
    scripts = b"".join(path.read_bytes() for path in sorted(db_scripts().rglob("*.sql")))
    name = f"{what}-{hashlib.sha256(scripts).hexdigest()[:12]}"
    root = Path(tempfile.gettempdir()) / "ipdesk-bench" / name
    if not root.exists():
        started = time.perf_counter()
        making = root.with_suffix(".making")
        shutil.rmtree(making, ignore_errors=True)
        make(Home(making))
        making.rename(root)
        took = time.perf_counter() - started
        sys.stdout.write(f"store {what} built in {took:.0f} s: {root}\n")
    return Home(root)


def build(home: Home, claims: int, applicants: int) -> None:
    """Fill an empty folder."""
    with _opened_wide(home) as raw:
        people = _add_applicants(raw, applicants)
        _count_copies(raw, claims)
        _multiply_papers(raw)
        _multiply_claims(raw, people)
    _index(Database.open(home.database, keys.read_key_file(home.key)))


def build_year(home: Home, claims: int, applicants: int, year: int) -> None:
    """The same with claims alone, all of them of one fund year: for sums."""
    with _opened_wide(home) as raw:
        people = _add_applicants(raw, applicants)
        indexes = raw.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'claim'"
            " AND sql <> ''"
        ).fetchall()
        for index, _ in indexes:
            raw.execute(f"DROP INDEX {index}")
        _count_copies(raw, claims)
        _multiply_claims(raw, people, fund_year=str(year))
        for _, text in indexes:
            raw.execute(text)


@contextmanager
def _opened_wide(home: Home) -> Iterator[Any]:
    """The sample bureau with its triggers set aside."""
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
    yield raw
    for told in ("claim_named", "claim_sum", "claim_party"):
        raw.execute(f"DELETE FROM {told}")
        raw.execute(f"INSERT INTO {told} SELECT * FROM {told}_now")
    for _, text in triggers:
        raw.execute(text)
    raw.execute("COMMIT")
    # No ANALYZE: the store of a bureau has no statistics either.
    raw.close()


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


def _count_copies(raw: Any, claims: int) -> None:
    ended = raw.execute("SELECT count(*) FROM claim WHERE number IS NOT NULL").fetchone()[0]
    raw.execute("CREATE TEMP TABLE copy (n INTEGER PRIMARY KEY)")
    times = [(number,) for number in range(1, claims // ended + 1)]
    raw.executemany("INSERT INTO copy VALUES (?)", times)


def _multiply_papers(raw: Any) -> None:
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


def _multiply_claims(raw: Any, people: tuple[int, int], **own: str) -> None:
    first, last = people
    changed = {
        "id": f"t.id + n * {_STEP}",
        "number": "t.number || '-' || n",
        "applicant": f"{first} + (t.id * 7919 + n * 104729) % {last - first + 1}",
        "received_on": "date(t.received_on, '-' || (n % 3000) || ' days')",
        "fund_year": "t.fund_year - n % 9",
        "application": "NULL",
        "document_number": "CASE t.document_number WHEN '' THEN '' ELSE t.document_number || n END",
    }
    _copy(raw, "claim", {**changed, **own}, "t.number IS NOT NULL")


def _copy(raw: Any, table: str, own: dict[str, str], where: str) -> None:
    columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(own.get(name, f"t.{name}") for name in columns)
    raw.execute(f"INSERT INTO {table} SELECT {values} FROM {table} t, copy WHERE {where}")


def _index(db: Database) -> None:
    with db.atomic():
        for number, name in db.rows("SELECT id, name FROM applicant ORDER BY id"):
            search.put(db, "applicant", number, (name,), ())
        claims = db.rows(
            "SELECT c.id, c.number, a.name, c.subject FROM claim c"
            " JOIN applicant a ON a.id = c.applicant WHERE c.number IS NOT NULL"
        )
        for number, code, name, subject in claims:
            search.put(db, "claim", number, (f"{code} · {name}",), (code, subject))
        search.tidy(db)
    db.close()
