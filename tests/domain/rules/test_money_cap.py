"""Ceilings on money, held through a pack that carries them."""

from __future__ import annotations

from typing import Any

from ipdesk.domain.policy import Policy
from ipdesk.packs.cases import decide, read_cases
from ipdesk.packs.drafting.writing.pack_files import write_pack
from ipdesk.packs.loader import load_pack
from tests.packs.drafting.reading import drafted, lexicon

TEXT = "对专利，每件资助1万元，单件最高8000元，每家企业每年最高1.5万元，累计不超过2万元。"


def policy() -> Policy:
    return load_pack(write_pack(drafted(TEXT), "caps", lexicon()).files)


def paid(*claims: tuple[str, int, int]) -> list[tuple[str, int]]:
    """Verdict and amount of claims of one applicant: day, fund year and how many pieces."""
    entries: list[dict[str, Any]] = [
        {
            "id": f"K{n}",
            "applicant": "A1",
            "award": "01-01",
            "received_on": day,
            "fund_year": year,
            "items": [{"subject": f"T{n}-{k}", "achieved_on": day} for k in range(pieces)],
        }
        for n, (day, year, pieces) in enumerate(claims)
    ]
    data = {
        "format": 1,
        "pack": "caps",
        "applicants": [{"id": "A1", "kind": "enterprise"}],
        "claims": entries,
    }
    results = decide(read_cases(data, {"caps": policy()}))
    for result in results:
        assert sum(line.amount_fen for line in result.lines) == result.amount_fen
    return [(str(result.verdict), result.amount_fen) for result in results]


def test_each_piece_then_each_year_then_all_years_are_capped() -> None:
    assert paid(("2024-03-01", 2024, 1)) == [("partly_payable", 800_000)]
    # 8,000 and what is left of 15,000; in the next year 5,000 are left of 20,000 altogether.
    assert paid(("2024-03-01", 2024, 2), ("2025-03-01", 2025, 1), ("2026-03-01", 2026, 1)) == [
        ("partly_payable", 1_500_000),
        ("partly_payable", 500_000),
        ("not_payable", 0),
    ]
