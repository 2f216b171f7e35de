"""Two records of one applicant become one, and two again while nothing was built on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ipdesk.errors import UserError
from ipdesk.services import applicants
from ipdesk.services.applicants import ApplicantFilter, amend_applicant, form_of
from ipdesk.services.claims import ClaimFilter, claim_ids, claim_rows, open_claim
from ipdesk.services.ledgers import ledger
from ipdesk.services.merging import merge_applicants, merges_of, plan_merge, undo_merge
from ipdesk.services.searching import find
from ipdesk.services.verification import verify
from ipdesk.storage import applicants as stored
from ipdesk.storage import entitlements, journal
from ipdesk.storage.driver import IntegrityError
from tests.services.casework import PACK, Desk, works

WHY = "营业执照核对，是同一家"
TITLE = ("", {"achieved_on": "2023-06-01"})


def two(desk: Desk) -> tuple[int, int]:
    """One company registered twice: with its old name, and with its present one."""
    old = desk.applicant("乐昌市金岭机械厂", account="", account_name="", bank="")
    return old, desk.applicant("乐昌市金岭机械有限公司", town="乐城街道")


def merge(desk: Desk, old: int, new: int) -> None:
    merge_applicants(desk.office, desk.clerk, old, new, WHY)
    assert verify(desk.office).sound, verify(desk.office)


def quota(desk: Desk, applicant: int) -> tuple[int, int] | None:
    return entitlements.quota(desk.office.db, PACK, "03-01", applicant, 2024)


def amount(desk: Desk, claim: int) -> int:
    result = desk.read(claim).assessment
    return result.amount_fen if result else 0


def test_claims_history_names_and_quota_come_along(desk: Desk) -> None:
    old, new = two(desk)
    paid = desk.approved(old, "03-01", *works(1, 10))
    opened = desk.received(new, "03-01", *works(11, 5))
    merge(desk, old, new)
    # What is still to be written and paid goes to the record that has an account.
    desk.issue(paid)
    desk.pay(paid)

    assert quota(desk, new) == (15, 100)
    assert quota(desk, old) is None
    office = desk.office
    assert sorted(claim_ids(office, ClaimFilter(applicant=new))) == [paid, opened]
    names = {row.applicant for row in claim_rows(office, [paid, opened]).values()}
    assert names == {"乐昌市金岭机械有限公司"}
    assert {row.applicant for row in ledger(office, ClaimFilter())} == names
    # The claim itself was not touched: it says under which record it was filed.
    assert office.db.value("SELECT applicant FROM claim WHERE id = ?", (paid,)) == old
    now = applicants.applicant(office, new)
    assert now.former_names == ("乐昌市金岭机械厂",)
    assert list(applicants.applicant_page(office)) == [new]
    assert [hit.id for hit in find(office, "金岭机械厂") if hit.kind == "applicant"] == [new]
    assert [hit.id for hit in find(office, stored.get(office.db, old).code)] == [new]  # type: ignore[union-attr]
    told = journal.page(office.db, entity="applicant", limit=2)
    assert {entry.entity_id for entry in told} == {old, new}


def test_the_old_number_opens_the_record_that_stands_for_it(desk: Desk) -> None:
    old, new = two(desk)
    merge(desk, old, new)
    assert applicants.applicant(desk.office, old).id == new
    with pytest.raises(UserError) as error:
        amend_applicant(
            desk.office,
            desk.clerk,
            old,
            form_of(stored.get(desk.office.db, old)),
            "x",  # type: ignore[arg-type]
        )
    assert error.value.code == "applicant-is-merged"
    opened = open_claim(desk.office, desk.clerk, old, PACK, "03-01")
    assert desk.claim(opened.id).applicant == new
    again = (
        "INSERT INTO claim (pack, pack_sha256, award, applicant, handler, created_at, fund_year)"
        " SELECT pack, pack_sha256, award, ?, handler, created_at, fund_year FROM claim"
    )
    with desk.office.db.atomic() as db, pytest.raises(IntegrityError, match="applicant-is-merged"):
        db.execute(again, (old,))


def test_blanks_are_filled_and_what_differs_is_told(desk: Desk) -> None:
    old = desk.applicant("乐昌市金岭机械厂", phone="13800000001", town="坪石镇", contact="李某")
    new = desk.applicant("乐昌市金岭机械有限公司", town="乐城街道")
    plan = plan_merge(desk.office, old, new)
    assert plan.filled == (("联系人", "李某"), ("联系电话", "13800000001"))
    assert ("镇街", "坪石镇", "乐城街道") in plan.differing
    assert plan.former_name == "乐昌市金岭机械厂"
    assert (plan.stops, plan.affected) == ((), ())
    # Nothing of the trial is kept.
    assert sorted(applicants.applicant_page(desk.office)) == [old, new]
    merge(desk, old, new)
    now = applicants.applicant(desk.office, new)
    assert (now.contact, now.phone, now.town) == ("李某", "13800000001", "乐城街道")


def test_open_claims_share_one_cap_from_then_on_in_order_of_receipt(desk: Desk) -> None:
    old, new = two(desk)
    first = desk.received(old, "03-01", *works(1, 60))
    second = desk.received(new, "03-01", *works(101, 60))
    plan = plan_merge(desk.office, old, new)
    assert [(one.claim, one.old_fen, one.new_fen) for one in plan.affected] == [
        (second, 600_000, 400_000)
    ]
    merge(desk, old, new)
    assert (amount(desk, first), amount(desk, second)) == (600_000, 400_000)
    assert quota(desk, new) == (100, 100)
    entry = journal.page(desk.office.db, entity="claim", entity_id=second, limit=1)[0]
    assert (entry.act, entry.data["amount_fen"]) == (
        "merge_changes_claim",
        {"old": 600_000, "new": 400_000},
    )


def test_decisions_that_break_a_cap_stop_the_merge_and_are_named(desk: Desk) -> None:
    old, new = two(desk)
    first = desk.approved(old, "03-01", *works(1, 60))
    desk.clock.go_to(date(2024, 3, 4))
    second = desk.approved(new, "03-01", *works(101, 60))
    (stop,) = plan_merge(desk.office, old, new).stops
    assert stop.claims == tuple(desk.claim(one).number for one in (first, second))
    assert stop.text == (
        "“作品著作权登记资助”2024年度合计 120 件，超过上限 100 件（LC-2024-0001、LC-2024-0002）。"
    )
    with pytest.raises(UserError) as error:
        merge_applicants(desk.office, desk.clerk, old, new, WHY)
    assert error.value.code == "merge-breaks-decided"
    assert "更正或撤销" in desk.said(error.value)
    assert quota(desk, old) == (60, 100)
    assert verify(desk.office).sound


def test_what_is_paid_once_an_applicant_stops_the_merge_when_both_have_it(desk: Desk) -> None:
    old, new = two(desk)
    for one in (old, new):
        desk.clock.go_to(date(2024, 3, 4))
        desk.approved(one, "07-01", TITLE)
    (stop,) = plan_merge(desk.office, old, new).stops
    assert stop.text.endswith("只能有一笔。")
    assert len(stop.claims) == 2


def test_a_title_decided_for_one_rules_out_the_open_claim_of_the_other(desk: Desk) -> None:
    old, new = two(desk)
    desk.approved(old, "07-01", TITLE)
    desk.clock.go_to(date(2024, 3, 4))
    second = desk.received(new, "07-01", TITLE)
    assert amount(desk, second) > 0
    merge(desk, old, new)
    assert amount(desk, second) == 0
    # What the applicant holds is kept under the record that stands for it.
    keys = desk.office.db.rows("SELECT applicant, key FROM entitlement")
    assert [(one, key.partition(" @")[0]) for one, key in keys] == [(new, str(new))]


def test_a_merge_is_undone_to_the_letter(desk: Desk) -> None:
    old, new = two(desk)
    desk.approved(old, "07-01", TITLE)
    first = desk.received(old, "03-01", *works(1, 60))
    second = desk.received(new, "03-01", *works(101, 60))

    def picture() -> object:
        db = desk.office.db
        return (
            db.rows("SELECT * FROM applicant ORDER BY id"),
            db.rows(
                "SELECT claim, award, applicant, subject, key, uses FROM entitlement"
                " ORDER BY claim, ordinal"
            ),
            db.rows("SELECT * FROM quota ORDER BY pack, cap, applicant, year"),
            db.rows("SELECT * FROM claim_item ORDER BY claim, ordinal"),
            db.rows("SELECT * FROM claim_key ORDER BY 1, 2, 3, 4"),
            db.rows("SELECT * FROM applicant_like ORDER BY 1, 2"),
        )

    before = picture()
    merge(desk, old, new)
    assert picture() != before
    (done,) = merges_of(desk.office, new)
    undo_merge(desk.office, desk.clerk, done.id, "两家公司，只是名称相近")
    assert picture() == before
    assert (amount(desk, first), amount(desk, second)) == (600_000, 600_000)
    assert verify(desk.office).sound
    assert merges_of(desk.office, old)[0].undone
    with pytest.raises(UserError) as error:
        undo_merge(desk.office, desk.clerk, done.id, "再来")
    assert error.value.code == "merge-gone"


def test_a_merge_that_was_built_upon_stays(desk: Desk) -> None:
    old, new = two(desk)
    claim = desk.received(old, "03-01", *works(1, 3))
    merge(desk, old, new)
    desk.take("clerk", claim, "accept")
    (done,) = merges_of(desk.office, new)
    with pytest.raises(UserError) as error:
        undo_merge(desk.office, desk.clerk, done.id, "弄错了")
    assert error.value.code == "merge-built-upon"
    assert "已受理" in desk.said(error.value)


def test_merges_may_follow_one_another_and_the_code_goes_where_none_was(desk: Desk) -> None:
    old, new = two(desk)
    office, code = desk.office, stored.get(desk.office.db, old).code  # type: ignore[union-attr]
    bare = replace(
        form_of(applicants.applicant(office, new)),
        name="乐昌市金岭机械股份有限公司",
        code="",
        code_exception="待补",
    )
    third = applicants.register_applicant(office, desk.clerk, bare).id
    merge(desk, old, third)
    assert applicants.applicant(office, third).code == code
    merge(desk, third, new)
    assert applicants.applicant(office, old).id == new
    assert list(applicants.applicant_page(office, filter=ApplicantFilter(text=code))) == [new]
    with pytest.raises(UserError) as error:
        merge_applicants(office, desk.clerk, old, new, WHY)
    assert error.value.code == "applicant-is-merged"


def test_only_a_clerk_merges_and_never_without_a_reason(desk: Desk) -> None:
    old, new = two(desk)
    for actor, reason, code in (
        (desk.payer, WHY, "role-required"),
        (desk.clerk, " ", "need-missing"),
    ):
        with pytest.raises(UserError) as error:
            merge_applicants(desk.office, actor, old, new, reason)
        assert error.value.code == code
    with pytest.raises(UserError) as error:
        merge_applicants(desk.office, desk.clerk, new, new, WHY)
    assert error.value.code == "merge-with-itself"
