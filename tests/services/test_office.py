"""A bureau works with policies that pay and policies that set targets side by side."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import openpyxl

from ipdesk.paths import resources
from ipdesk.services.claims import ClaimFilter
from ipdesk.services.ledgers import export_ledger
from ipdesk.services.overview import overview
from ipdesk.services.policies import shipped
from ipdesk.storage import policies as stored
from tests.services.casework import PACK, Desk

TARGETS = "yingde-2023"


def renew_targets(desk: Desk) -> None:
    """Put the policy of targets in use a day after the one that pays."""
    policy, files = next(one for one in shipped(resources()) if one[0].id == TARGETS)
    now = desk.clock.now() + timedelta(days=1)
    with desk.office.db.atomic() as db:
        stored.activate(
            db,
            policy.sha256,
            policy.id,
            policy.title,
            policy.document_number,
            files,
            now,
            "复核乙",
            now.date(),
        )


def test_both_shipped_policies_are_in_use_and_one_of_them_pays(desk: Desk) -> None:
    assert [policy.id for policy in desk.office.current] == [PACK, TARGETS]
    assert [policy.id for policy in desk.office.award_policies] == [PACK]


def test_a_newer_policy_of_targets_does_not_stand_in_for_the_one_that_pays(
    desk: Desk, tmp_path: Path
) -> None:
    renew_targets(desk)
    office = desk.office
    assert [policy.id for policy in office.current] == [TARGETS, PACK]
    assert [policy.id for policy in office.award_policies] == [PACK]
    seen = overview(office, desk.clerk)
    assert seen.budget is not None
    assert [note.document_number for note in seen.policies] == [
        "英府办函〔2024〕18号",
        "乐府办发函〔2022〕86号",
    ]
    path = tmp_path / "ledger.xlsx"
    export_ledger(office, desk.clerk, ClaimFilter(fund_year=2024), path, recipient="存档")
    book = openpyxl.load_workbook(path)
    said = {str(c) for sheet in book for line in sheet.iter_rows(values_only=True) for c in line}
    assert any("〔2022〕86号" in text for text in said)
    assert not any("〔2024〕18号" in text for text in said)
