"""History that somebody was judged by is not undone: `past_awards.moved_since`, case by case."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ipdesk.domain.record import Proposal
from ipdesk.domain.stages import Stage
from ipdesk.errors import UserError
from ipdesk.services.imports.past import past_awards_of
from ipdesk.services.imports.taking import undo_import
from ipdesk.services.merging import merge_applicants
from ipdesk.storage import proofs
from tests.services.casework import Desk, credit_code, patent
from tests.services.imports.tables import HISTORY, request, taken, xlsx

PAID = "ZL201110000001.2"
OTHER = "ZL201110000009.8"
NAME = "乐昌市金岭机械有限公司"


def history(desk: Desk, folder: Path, name: str = NAME) -> int:
    """One patent of 2023 in the old ledger of this applicant."""
    row = (
        name, credit_code(name), "01-01", PAID, date(2023, 1, 11), 2023, 5000, "乐府〔2023〕1号"
    )  # fmt: skip
    return taken(desk, request(desk, xlsx(folder / "旧台账.xlsx", HISTORY, row), "history")).id


def refused(desk: Desk, batch: int) -> str:
    with pytest.raises(UserError) as caught:
        undo_import(desk.office, desk.clerk, batch)
    assert caught.value.code == "undo-history-used"
    return desk.said(caught.value)


def undone(desk: Desk, batch: int) -> None:
    undo_import(desk.office, desk.clerk, batch)
    assert desk.office.db.value("SELECT count(*) FROM past_award") == 0
    assert list(proofs.disagreements(desk.office.db)) == []


def test_who_was_refused_for_it_keeps_it_though_the_claim_holds_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    batch = history(desk, tmp_path)
    rival = desk.applicant("乐昌市乙科技有限公司")
    claim = desk.examined(rival, "01-01", patent(PAID, "2011-01-10"))
    assert desk.claim(claim).proposal is Proposal.REFUSE
    desk.take("reviewer", claim, "review")
    desk.take("approver", claim, "refuse", reason="该专利已奖励")
    assert desk.claim(claim).stage is Stage.REFUSED
    held = "SELECT count(*) FROM entitlement WHERE claim = ?"
    assert desk.office.db.value(held, (claim,)) == 0

    assert "LC-2024-0001" in refused(desk, batch)


def test_a_claim_of_the_record_that_was_merged_into_the_paid_one_keeps_it(
    desk: Desk, tmp_path: Path
) -> None:
    paid = desk.applicant(NAME)
    old = desk.applicant("乐昌市金岭机械厂", account="", account_name="", bank="")
    batch = history(desk, tmp_path)
    desk.examined(old, "01-01", patent(OTHER, "2011-01-10"))
    merge_applicants(desk.office, desk.clerk, old, paid, "同一家")

    assert "LC-2024-0001" in refused(desk, batch)


def test_history_goes_along_with_a_merge_and_is_kept_by_the_claims_it_then_meets(
    desk: Desk, tmp_path: Path
) -> None:
    old = desk.applicant("乐昌市金岭机械厂", account="", account_name="", bank="")
    new = desk.applicant(NAME)
    batch = history(desk, tmp_path, "乐昌市金岭机械厂")
    merge_applicants(desk.office, desk.clerk, old, new, "同一家")
    assert [one.subject for one in past_awards_of(desk.office, new)] == [PAID]
    desk.examined(new, "01-01", patent(OTHER, "2011-01-10"))

    assert "LC-2024-0001" in refused(desk, batch)


def test_who_was_judged_before_or_on_another_matter_does_not_keep_it(
    desk: Desk, tmp_path: Path
) -> None:
    known = desk.applicant(NAME)
    desk.examined(known, "01-01", patent(OTHER, "2011-01-10"))
    desk.clock.go_to(date(2024, 3, 11))
    batch = history(desk, tmp_path)
    desk.examined(
        desk.applicant("乐昌市乙科技有限公司"), "01-01", patent("ZL201110000005.5", "2011-01-10")
    )
    desk.received(known, "07-02", ("", {"achieved_on": "2023-05-01"}))  # received, judged by none

    undone(desk, batch)
