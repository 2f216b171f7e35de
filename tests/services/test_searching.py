from __future__ import annotations

from pathlib import Path

import pytest

from ipdesk.services.searching import Hit, amount_in, find, find_all, hit_part, named
from ipdesk.storage import search
from tests.services.casework import new_desk, patent
from tests.services.register import empty_office


def test_the_search_box_finds_across_kinds_or_in_one(tmp_path: Path) -> None:
    with empty_office(tmp_path) as office:
        with office.db.atomic():
            search.put(office.db, "applicant", 1, ("乐昌市华兴科技有限公司",), ())
            search.put(office.db, "claim", 5, ("LC2026-0001 · 华兴 · 专利金奖",), ("LC2026-0001",))

        assert {hit.kind for hit in find(office, "华兴")} == {"applicant", "claim"}
        assert find(office, "华兴", kind="claim") == (
            Hit("claim", 5, "LC2026-0001 · 华兴 · 专利金奖"),
        )
        assert len(find(office, "华兴", limit=1)) == 1


@pytest.mark.parametrize(
    ("label", "typed", "part"),
    [
        ("乐昌市华兴科技有限公司", "华兴", "华兴"),
        ("乐昌市华兴科技有限公司", "hxkj", "华兴科技"),
        ("LC-2023-0187", "20230187", "2023-0187"),
        ("（乐昌）茶业", "乐昌茶", "乐昌）茶"),
        ("乐昌市华兴科技有限公司", "九峰", ""),
    ],
)
def test_what_was_typed_is_marked_where_the_name_holds_it(
    label: str, typed: str, part: str
) -> None:
    start, end = hit_part(label, typed)
    assert label[start:end] == part


def test_each_kind_is_counted_and_a_long_answer_is_cut(tmp_path: Path) -> None:
    with empty_office(tmp_path) as office:
        with office.db.atomic():
            for number in range(1, 13):
                search.put(office.db, "applicant", number, (f"乐昌市第{number}茶厂",), ())
            search.put(office.db, "claim", 5, ("LC2026-0001 · 乐昌市茶厂 · 金奖",), ())
        answers = [(one.kind, len(one.hits), one.among) for one in find_all(office, "茶", 8)]
        assert answers == [("applicant", 8, 12), ("claim", 1, 1)]
        assert named(office, [("claim", 5), ("applicant", 99)]) == (
            Hit("claim", 5, "LC2026-0001 · 乐昌市茶厂 · 金奖"),
        )


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("30000", 3_000_000),
        ("30,000.00", 3_000_000),
        ("3万", 3_000_000),
        ("¥1,234.50", 123_450),
        ("99", None),
        ("ZL2013", None),
        ("30,00", None),
        ("123456789012345678", None),
    ],
)
def test_an_amount_is_read_as_it_is_written(typed: str, fen: int | None) -> None:
    assert amount_in(typed) == fen


def test_claims_are_found_by_amount_and_drafts_by_name_and_award(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "bureau")
    applicant = desk.applicant()
    received = desk.examined(applicant, "01-01", patent("ZL201310000001.3"))
    draft = desk.draft(applicant, "01-01")
    office = desk.office
    fen = desk.claim(received).proposed_fen or 0
    (hit,) = find(office, f"{fen / 100:,.2f}", kind="amount")
    assert (hit.kind, hit.id) == ("claim", received)
    assert hit.label.endswith(f" · {fen / 100:,.2f}")
    assert [one.id for one in find(office, "草稿", kind="draft")] == [draft]
    name = find(office, "草稿", kind="draft")[0].label.partition(" · ")[0]
    assert [one.id for one in find(office, name[1:4], kind="draft")] == [draft]
    assert [one.id for one in named(office, [("claim", draft)])] == [draft]
