from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from ipdesk.domain.item_entry import ItemFault, canonical, read_items
from ipdesk.domain.policy import Award
from ipdesk.domain.record import ItemRecord
from ipdesk.packs.loader import load_pack, read_folder
from ipdesk.paths import resources


@pytest.fixture(scope="module")
def awards() -> Mapping[str, Award]:
    return load_pack(read_folder(resources() / "policies" / "lechang-2022")).awards


def faults(award: Award, subject: str, **typed: object) -> list[tuple[str, str]]:
    found = read_items(award, (ItemRecord(1, subject, typed),))[1]
    return [(fault.fact, fault.code) for fault in found]


def premium(awards: Mapping[str, Award], **typed: object) -> list[tuple[str, str]]:
    return faults(awards["05-02"], "PL-1/FP-1", paid_on="2023-5-6", premium_fen="1000", **typed)


def test_what_is_required_and_empty_is_told_at_its_cell(awards: Mapping[str, Award]) -> None:
    assert faults(awards["03-01"], "") == [
        ("subject", "fact-missing"),
        ("achieved_on", "fact-missing"),
    ]


def test_every_spelling_of_a_day_is_kept_in_one_way(awards: Mapping[str, Award]) -> None:
    typed = ItemRecord(1, " 粤作登字-2023-F-00000001 ", {"achieved_on": "2023.3.2"})
    kept = canonical(awards["03-01"], typed)
    assert (kept.subject, kept.typed["achieved_on"]) == ("粤作登字-2023-F-00000001", "2023-03-02")
    items, none = read_items(awards["03-01"], (kept,))
    assert items[0].facts["achieved_on"] == date(2023, 3, 2)
    assert none == ()


def test_what_cannot_be_read_is_kept_as_typed_and_told(awards: Mapping[str, Award]) -> None:
    typed = ItemRecord(1, "粤作登字-2023-F-00000001", {"achieved_on": "去年"})
    assert canonical(awards["03-01"], typed).typed["achieved_on"] == "去年"
    assert faults(awards["03-01"], "粤作登字-2023-F-00000001", achieved_on="去年") == [
        ("achieved_on", "fact-not-a-date")
    ]


def test_a_refund_may_equal_the_premium_and_not_exceed_it(awards: Mapping[str, Award]) -> None:
    refund = next(fact.id for fact in awards["05-02"].facts if fact.at_most == "premium_fen")
    assert premium(awards, **{refund: "1000.00"}) == []
    assert premium(awards, **{refund: "1000.01"}) == [(refund, "fact-above-other")]


def test_service_that_ends_before_it_begins_is_told_in_its_row(
    awards: Mapping[str, Award],
) -> None:
    award = awards["15-01"]
    day, table = award.facts
    begins, ends, local = (column.id for column in table.columns)
    rows = [
        {begins: "2020-01-01", ends: "2020-01-01", local: "是"},
        {begins: "2021-01-02", ends: "2021-01-01", local: "是"},
    ]
    record = ItemRecord(1, "", {day.id: "2019-01-01", table.id: rows})
    found = read_items(award, (record,))[1]
    place = f"{table.id}[2].{ends}"
    values = {"label": "结束日期", "other": "起始日期", "first": date(2021, 1, 2)}
    assert found == (ItemFault(1, place, "fact-before-other", values),)


def test_a_cell_of_a_table_that_cannot_be_read_is_named_by_row_and_column(
    awards: Mapping[str, Award],
) -> None:
    award = awards["15-01"]
    day, table = award.facts
    begins, ends, local = (column.id for column in table.columns)
    rows = [{begins: "x", ends: "2021-01-01", local: "是"}]
    assert faults(award, "", **{day.id: "2019-01-01", table.id: rows}) == [
        (f"{table.id}[1].{begins}", "fact-not-a-date")
    ]
