"""A long list in parts is the list: as a whole, in each order, however it is narrowed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from ipdesk.domain.applicant import Applicant, ApplicantKind
from ipdesk.domain.listing import Arrangement, Listed, Narrowing
from ipdesk.domain.registration import EVERYONE, ApplicantFilter
from ipdesk.storage import applicants, index_reading, listing, long_lists
from ipdesk.storage.applicants import SHELF
from ipdesk.storage.database import Database
from ipdesk.storage.long_lists import Rest

TOWNS = ("坪石镇", "梅花镇", "廊田镇")
KINDS = (ApplicantKind.ENTERPRISE, ApplicantKind.INDIVIDUAL)
TRADES = ("茶业", "机械", "食品", "种养")


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Forty applicants, two of them merged into others: thirty-eight are listed."""
    made = Database.create(tmp_path_factory.mktemp("long") / "store.db", bytes(range(48)))
    with made.atomic():
        for number in range(1, 41):
            one = Applicant(
                number,
                KINDS[number % 7 == 0],
                f"乐昌{TRADES[number % 4]}{number * 17 % 41:02d}",
                f"9144{number:014d}",
                town=TOWNS[number % 3],
                contact=f"经办{number % 5}",
                bank="农商行" if number % 2 else "",
            )
            applicants.insert(made, one, (f"key {number}",), datetime(2026, 3, 2))
        made.execute("UPDATE applicant SET merged_into = 1 WHERE id IN (39, 40)")
    yield made
    made.close()


def in_parts(db: Database, chosen: ApplicantFilter, wanted: Arrangement) -> Listed:
    """Five at once, then seven by seven, put together as a window does."""
    found = long_lists.listed(db, applicants.shown(db, chosen), wanted, first=5)
    while isinstance(found.rest, Rest):
        part = long_lists.more(db, found.rest, 7)
        assert len(part.ids) <= 7 or part.rest is None
        ids = [*found.ids, *part.ids]
        found = replace(part, ids=ids, groups=part.groups or found.groups)
    return found


TEA, STONE = Narrowing(contains="茶"), Narrowing(among=("坪石镇",))
WANTED = {
    **{f"{key} {way}": Arrangement(sort=key, descending=way) for key in SHELF.fields
       for way in (False, True)},
    "as usual": Arrangement(),
    "part of a name": Arrangement({"name": TEA}),
    "part of a name by code": Arrangement({"name": TEA}, sort="code", descending=True),
    "one town": Arrangement({"town": STONE}),
    "one town by bank": Arrangement({"town": STONE}, sort="bank"),
    "part of a code by code": Arrangement({"code": Narrowing(contains="1")}, sort="code"),
    "towns": Arrangement({"town": Narrowing(among=TOWNS[:2])}),
    "no town of these": Arrangement({"town": Narrowing(without=TOWNS[:1])}),
    "both": Arrangement({"town": STONE, "name": TEA}),
    "nobody": Arrangement({"name": Narrowing(contains="没有")}),
    "grouped": Arrangement(group="town"),
    "grouped downwards": Arrangement(group="town", descending=True),
    "grouped by one, sorted by another": Arrangement(group="kind", sort="code"),
    "a group of what is left": Arrangement({"name": TEA}, group="town"),
}  # fmt: skip
CHOSEN = {
    "everyone": EVERYONE,
    "a kind": ApplicantFilter(kind=ApplicantKind.ENTERPRISE),
    "a town": ApplicantFilter(town="梅花镇"),
    "typed": ApplicantFilter(text="乐昌"),
}


@pytest.mark.parametrize("looks", [(), (30,), (3, 10)])
@pytest.mark.parametrize("few", [0, 9, 5_000])
def test_the_parts_of_a_long_list_are_the_list(
    db: Database, monkeypatch: pytest.MonkeyPatch, few: int, looks: tuple[int, ...]
) -> None:
    monkeypatch.setattr(index_reading, "FEW", few)
    monkeypatch.setattr(long_lists, "_LOOKS", looks)
    monkeypatch.setattr(long_lists, "_SOME", 8)
    for chosen in CHOSEN.values():
        shown = applicants.shown(db, chosen)
        for name, wanted in WANTED.items():
            whole, found = listing.listed(db, shown, wanted), in_parts(db, chosen, wanted)
            assert list(found.ids) == list(whole.ids), name
            assert found.groups == whole.groups, name


def test_the_first_rows_come_with_the_groups_they_are_of(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_reading, "FEW", 0)
    shown = applicants.shown(db, EVERYONE)
    begun = long_lists.listed(db, shown, Arrangement(group="town"), first=5)
    towns = [(group.value, group.whole) for group in begun.groups]
    assert (len(begun.ids), towns) == (5, [("坪石镇", False)])  # 3, 6 … 36: 39 is merged
    assert isinstance(begun.rest, Rest)
    whole = in_parts(db, EVERYONE, Arrangement(group="town"))
    assert [group.value for group in whole.groups] == sorted(TOWNS)


def test_a_long_list_is_gone_on_with_where_it_ended(db: Database) -> None:
    shown = applicants.shown(db, EVERYONE)
    begun = long_lists.listed(db, shown, Arrangement(sort="code"), first=5)
    assert list(begun.ids) == [1, 2, 3, 4, 5]
    assert isinstance(begun.rest, Rest)
    part = long_lists.more(db, begun.rest, 4)
    assert list(part.ids) == [6, 7, 8, 9]
    assert part.rest is not None


@pytest.mark.parametrize("sort", [key for key in SHELF.fields if key != "registered"])
def test_an_order_is_read_from_an_index_alone(db: Database, sort: str) -> None:
    """Without statistics, as every bureau's store is: a million rows are never put in order."""
    whole = index_reading.order_of(SHELF, Arrangement(sort=sort))
    order = whole.by(len(whole.layers))
    where, values = listing.conditions(applicants.shown(db, EVERYONE), Arrangement())
    plan = db.rows(f"EXPLAIN QUERY PLAN SELECT id FROM applicant{where} ORDER BY {order}", values)
    told = " ".join(row[3] for row in plan)
    assert "USING COVERING INDEX" in plan[0][3]
    assert "TEMP B-TREE" not in told
