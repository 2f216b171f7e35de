from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from ipdesk.domain.listing import Arrangement, Kind, Narrowing
from ipdesk.storage import claim_shelf, journal_list, letters, listing
from ipdesk.storage.applicants import SHELF as APPLICANTS
from ipdesk.storage.claim_shelf import ClaimFilter
from ipdesk.storage.database import Database
from ipdesk.storage.journal_list import JournalFilter
from ipdesk.storage.listing import Field, Shelf, Shown

ROOMS = Shelf(
    table="(SELECT row_number() OVER (ORDER BY day) AS id, * FROM holiday) h",
    key="h.id",
    fields={
        "day": Field("h.day", Kind.DAY),
        "kind": Field("h.working", Kind.CHOICE, summed=True),
        "name": Field("h.name"),
    },
    usual="day",
)
DAYS = (
    ("2024-01-01", 0, "元旦"),
    ("2024-02-04", 1, "春节调休"),
    ("2024-02-09", 0, "春节"),
    ("2024-05-01", 0, "劳动节"),
)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    made = Database.create(tmp_path_factory.mktemp("listing") / "store.db", bytes(range(48)))
    with made.atomic():
        made.execute("DELETE FROM holiday")
        made.executemany("INSERT INTO holiday (day, working, name) VALUES (?, ?, ?)", DAYS)
    yield made
    made.close()


def names(db: Database, wanted: Arrangement) -> list[str]:
    ids = listing.listed(db, Shown(ROOMS), wanted).ids
    by_id = [name for (name,) in db.rows("SELECT name FROM holiday ORDER BY day")]
    return [by_id[number - 1] for number in ids]


def narrowed(**asked: Narrowing) -> Arrangement:
    return Arrangement(narrowed=asked)


def test_a_text_is_narrowed_to_those_that_contain_a_part(db: Database) -> None:
    assert names(db, narrowed(name=Narrowing(contains="春节"))) == ["春节调休", "春节"]


def test_days_are_narrowed_to_a_span_with_both_its_ends(db: Database) -> None:
    span = Narrowing(first=date(2024, 2, 4), last=date(2024, 5, 1))
    assert names(db, narrowed(day=span)) == ["春节调休", "春节", "劳动节"]


def test_values_ticked_off_and_figures_narrow_together(db: Database) -> None:
    wanted = narrowed(kind=Narrowing(among=(0,)), name=Narrowing(contains="节"))
    assert names(db, wanted) == ["春节", "劳动节"]
    assert names(db, narrowed(kind=Narrowing(least=1))) == ["春节调休"]


def test_a_list_turns_round(db: Database) -> None:
    assert names(db, Arrangement(sort="day", descending=True))[0] == "劳动节"


def test_days_are_grouped_by_their_month_in_the_order_of_the_rows(db: Database) -> None:
    found = listing.listed(db, Shown(ROOMS), Arrangement(group="day"))
    assert [(g.value, g.sums.count) for g in found.groups] == [
        ("2024-01", 1),
        ("2024-02", 2),
        ("2024-05", 1),
    ]
    assert found.groups[1].sums.by_key == {"kind": 1}


def test_values_are_counted_as_the_other_columns_leave_them(db: Database) -> None:
    wanted = narrowed(kind=Narrowing(among=(1,)), name=Narrowing(contains="节"))
    assert listing.choices(db, Shown(ROOMS), wanted, "kind") == ((0, 2), (1, 1))


def test_some_rows_are_added_up(db: Database) -> None:
    ids = listing.listed(db, Shown(ROOMS), Arrangement()).ids
    sums = listing.sums(db, Shown(ROOMS), Arrangement(), list(ids[:2]))
    assert (sums.count, sums.by_key) == (2, {"kind": 1})


def test_what_is_no_column_is_left_out(db: Database) -> None:
    assert len(names(db, narrowed(**{"1; DROP TABLE holiday": Narrowing(contains="x")}))) == 4


SHELVES = {
    "claims": claim_shelf.shown(ClaimFilter(text="乐昌", publishable=True, payable=True)),
    "letters": letters.shown("乐昌"),
    "journal": journal_list.shown(JournalFilter(text="乐昌")),
    "applicants": Shown(APPLICANTS),
}


@pytest.mark.parametrize("name", SHELVES)
def test_every_column_of_every_list_can_be_asked_for(db: Database, name: str) -> None:
    shown = SHELVES[name]
    for key, one in shown.shelf.fields.items():
        days = one.kind is Kind.DAY
        asked = (
            Narrowing(first=date(2024, 1, 1), last=date(2024, 1, 2))
            if days
            else Narrowing(contains="x", among=("", "x"), least=1, most=2)
        )
        wanted = Arrangement({key: asked}, sort=key, descending=True, group=key)
        assert listing.listed(db, shown, wanted).groups == ()
        assert listing.sums(db, shown, wanted, [1]).count == 0
        assert listing.choices(db, shown, wanted, key) == ()


@pytest.mark.parametrize("key", ["name", "day", "kind"])
def test_a_list_in_groups_begins_before_all_groups_are_counted(db: Database, key: str) -> None:
    wanted = Arrangement(group=key)
    whole, begun = (
        listing.listed(db, Shown(ROOMS), wanted),
        listing.begun(db, Shown(ROOMS), wanted, 3),
    )
    assert (len(begun.ids), begun.groups[-1].whole) == (3, False)
    assert isinstance(begun.rest, listing.Behind)
    rest = listing.behind(db, begun.rest)
    assert [*begun.ids, *rest.ids] == list(whole.ids)
    assert rest.groups == whole.groups
    assert [one.value for one in begun.groups] == [
        one.value for one in whole.groups[: len(begun.groups)]
    ]
