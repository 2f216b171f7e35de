from __future__ import annotations

from pathlib import Path

from ipdesk.services.searching import Hit, find
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
