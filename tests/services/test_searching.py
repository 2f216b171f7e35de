from __future__ import annotations

from pathlib import Path

import pytest

from ipdesk.services.searching import Hit, find, find_all, hit_part, named
from ipdesk.storage import search
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
