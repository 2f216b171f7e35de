"""Cases confirmed, readings chosen, and a draft put in use: claims are made under it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ipdesk.errors import UserError
from ipdesk.services import policy_drafts
from ipdesk.services.claims import open_claim, save_draft
from ipdesk.services.parcels import open_parcel
from ipdesk.services.policy_drafts import CaseView, PartKey
from tests.services.casework import Desk
from tests.services.policy_drafts.desk import checked, page, settle, started

RATE = PartKey("proposal", "02-01")


def case(desk: Desk, draft: int, key: str) -> CaseView:
    return next(one for one in checked(desk, draft).cases if one.key == key)


def test_the_cases_at_a_ceiling_are_shown_in_words(desk: Desk) -> None:
    draft = started(desk)
    shown = case(desk, draft, "02-01:case-cap".replace("case-", ""))
    # 50% of the interest: one yuan below 50,000, exactly that, one yuan above.
    assert [(line.given.rsplit(" ", 2)[-2], line.expected) for line in shown.lines] == [
        ("99,998.00", "可奖补，49,999.00 元"),
        ("100,000.00", "可奖补，50,000.00 元"),
        ("100,002.00", "部分可奖补，50,000.00 元"),
    ]
    assert shown.passed
    assert shown.state == "proposed"


def test_a_case_that_was_put_right_fails_until_the_rule_agrees(desk: Desk) -> None:
    draft = started(desk)
    shown = case(desk, draft, "02-01:cap")
    policy_drafts.correct_case(desk.office, desk.clerk, draft, shown, {"K3": "50001元"})
    again = case(desk, draft, "02-01:cap")
    assert (again.state, again.passed, again.lines[2].expected_fen) == (
        "confirmed",
        False,
        5_000_100,
    )
    policy_drafts.undo(desk.office, desk.clerk, draft)
    policy_drafts.confirm_cases(desk.office, desk.clerk, draft, [shown])
    assert case(desk, draft, "02-01:cap").state == "confirmed"
    # Another ceiling makes another case, which nobody has seen.
    policy_drafts.save_part(desk.office, desk.clerk, draft, RATE, {"cap_year": ""})
    policy_drafts.save_part(desk.office, desk.clerk, draft, RATE, {"cap_total": "5万元"})
    assert case(desk, draft, "02-01:cap").state == "confirmed"
    policy_drafts.save_part(desk.office, desk.clerk, draft, RATE, {"who": ("agency",)})
    assert case(desk, draft, "02-01:cap").state == "proposed"


def test_a_chosen_reading_goes_into_the_pack(desk: Desk) -> None:
    draft = started(desk)
    reading = next(one for one in checked(desk, draft).readings if one.key == "round_unit")
    policy_drafts.choose_reading(
        desk.office, desk.clerk, draft, reading, "yuan", "云市监会纪〔2024〕1号"
    )
    found = checked(desk, draft).policy
    assert found is not None
    assert found.readings["round_unit"].default == "yuan"
    assert found.readings["round_unit"].basis_document == "云市监会纪〔2024〕1号"


def test_nothing_is_put_in_use_before_all_is_settled(desk: Desk) -> None:
    draft = started(desk)
    with pytest.raises(UserError) as caught:
        policy_drafts.activate_draft(desk.office, desk.clerk, draft, "复核乙", date(2024, 3, 1))
    assert (caught.value.code, caught.value.field) == ("draft-not-settled", "head:head")
    assert desk.said(caught.value)
    settle(desk, draft)
    assert checked(desk, draft).ready
    with pytest.raises(UserError) as caught:
        policy_drafts.activate_draft(desk.office, desk.clerk, draft, "经办甲", date(2024, 3, 1))
    assert caught.value.code == "draft-reviewer-drafted"


def test_a_draft_that_was_put_in_use_takes_claims(desk: Desk, tmp_path: Path) -> None:
    draft = started(desk)
    settle(desk, draft)
    changes = policy_drafts.activate_draft(
        desk.office, desk.clerk, draft, "复核乙", date(2024, 3, 1)
    )
    assert {"policy_draft", "policy_pack"} <= changes.tables
    assert policy_drafts.kept_drafts(desk.office) == ()
    policy = desk.office.policy("yunling-2024")
    assert policy.proposed == ()
    assert not any(one.proposed for one in policy.awards.values())
    applicant = desk.applicant()
    claim = open_claim(desk.office, desk.clerk, applicant, "yunling-2024", "02-01").id
    facts = {"achieved_on": "2024-02-01", "base_fen": "120000"}
    save_draft(desk.office, desk.clerk, claim, desk.form(("贷款1号", facts)))
    result = desk.read(claim).assessment
    assert result is not None
    assert result.amount_fen == 5_000_000  # 120,000 × 50% = 60,000, at most 50,000
    place = tmp_path / "one.ippack"
    assert policy_drafts.export_draft(desk.office, draft, place) == policy.sha256
    assert open_parcel(place)[1].sha256 == policy.sha256
    assert page(desk, draft).title == policy.title
