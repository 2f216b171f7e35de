"""称号的其他写法: counted by document or reason, seen first, kept by what was decided under it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ipdesk.errors import UserError
from ipdesk.services.activation import rebase, rebase_impact
from ipdesk.services.claim_page import view_claim
from ipdesk.services.claims import match_awards
from ipdesk.services.title_names import NameForm, name_impact, name_rows, set_title_name
from ipdesk.services.verification import verify
from ipdesk.storage import journal
from ipdesk.storage.database import IntegrityError
from tests.services.casework import PACK, Desk

# 国家版权示范单位: 2 万元. The desk's day is 2024-03-04.
AWARD, OTHER = "03-04", "03-06"
TITLE = "全国版权工作示范单位"
FORM = NameForm(AWARD, TITLE, "局务会纪要〔2024〕3号", date(2024, 2, 20))
ITEM = ("", {"achieved_on": "2023-05-10", "title": TITLE})


def told(desk: Desk, claim: int) -> tuple[str, int]:
    view = view_claim(desk.office, claim)
    return view.verdict, view.amount_fen


def test_a_name_is_seen_first_then_counted_for_new_claims_and_for_the_open_ones_once_moved(
    desk: Desk,
) -> None:
    waiting = desk.received(desk.applicant(), AWARD, ITEM)
    assert told(desk, waiting) == ("needs_decision", 0)
    shown = name_impact(desk.office, PACK, FORM)
    assert [(one.id, one.old.verdict, one.new.amount_fen) for one in shown.changed] == [
        (waiting, "needs_decision", 2_000_000)
    ]
    set_title_name(desk.office, desk.approver, PACK, FORM)
    assert told(desk, waiting) == ("needs_decision", 0)
    fresh = desk.received(desk.applicant("乐昌市乙科技有限公司"), AWARD, ITEM)
    assert told(desk, fresh) == ("payable", 2_000_000)
    notes = [n.text for n in view_claim(desk.office, fresh).notes if n.code == "title-of-bureau"]
    assert notes == [f"“{TITLE}”是本单位登记的称号写法，依据：局务会纪要〔2024〕3号"]
    moved = rebase_impact(desk.office, PACK)
    assert [one.id for one in moved.changed] == [waiting]
    rebase(desk.office, desk.approver, PACK, moved.seen, "纪要已定")
    assert told(desk, waiting) == ("payable", 2_000_000)
    assert verify(desk.office).sound


def test_what_counts_for_one_award_is_refused_by_another(desk: Desk) -> None:
    set_title_name(desk.office, desk.approver, PACK, FORM)
    claim = desk.received(desk.applicant(), OTHER, ITEM)
    result = desk.read(claim).assessment
    assert result is not None
    assert result.verdict == "not_payable"
    assert [found.code for found in result.items[0].findings] == ["title-of-another"]


def test_the_counter_finds_an_award_by_a_name_of_the_pack_and_by_one_of_the_bureau(
    desk: Desk,
) -> None:
    assert match_awards(desk.office.current, "全国版权示范单位")[0].award.id == AWARD
    set_title_name(desk.office, desk.approver, PACK, FORM)
    assert match_awards(desk.office.current, TITLE)[0].award.id == AWARD


def test_a_name_taken_back_no_longer_counts_but_a_decided_claim_stays_explained(
    desk: Desk,
) -> None:
    set_title_name(desk.office, desk.approver, PACK, FORM)
    decided = desk.approved(desk.applicant(), AWARD, ITEM)
    waiting = desk.received(desk.applicant("乐昌市乙科技有限公司"), AWARD, ITEM)
    back = replace(FORM, counts=False, document="", document_on=None, note="登记有误")
    shown = name_impact(desk.office, PACK, back)
    assert [(one.id, one.new.verdict) for one in shown.changed] == [(waiting, "needs_decision")]
    assert [one.id for one in shown.decided] == [decided]
    set_title_name(desk.office, desk.approver, PACK, back)
    moved = rebase_impact(desk.office, PACK)
    rebase(desk.office, desk.approver, PACK, moved.seen, "登记有误")
    assert told(desk, waiting) == ("needs_decision", 0)
    assert told(desk, decided) == ("payable", 2_000_000)
    own = [row for row in name_rows(desk.office, desk.office.policy(PACK)) if row.kept]
    assert [(row.title, row.counts) for row in own] == [(TITLE, False)]
    with pytest.raises(IntegrityError), desk.office.db.atomic() as db:
        db.execute("UPDATE claim SET title_name = NULL WHERE id = ?", (decided,))
    assert verify(desk.office).sound


def test_the_table_tells_the_words_of_the_policy_from_the_pack_s_and_the_bureau_s(
    desk: Desk,
) -> None:
    set_title_name(desk.office, desk.approver, PACK, FORM)
    rows = name_rows(desk.office, desk.office.policy(PACK))
    own = [(row.title, row.source) for row in rows if row.award.id == AWARD]
    assert own == [
        ("国家版权示范单位", "title"),
        ("全国版权示范单位", "pack"),
        (TITLE, "bureau"),
    ]
    assert "02-01" not in {row.award.id for row in rows}  # given for no title


@pytest.mark.parametrize(
    ("form", "code", "field"),
    [
        pytest.param(replace(FORM, award="02-01"), "title-name-award", "award", id="no title"),
        pytest.param(replace(FORM, award="99-99"), "title-name-award", "award", id="no award"),
        pytest.param(replace(FORM, title="  "), "title-name-unreadable", "title", id="blank"),
        pytest.param(replace(FORM, title="字" * 61), "title-name-unreadable", "title", id="long"),
        pytest.param(replace(FORM, title="甲\n乙"), "title-name-unreadable", "title", id="lines"),
        pytest.param(
            replace(FORM, title="全国 版权示范单位"), "title-name-known", "title", id="known"
        ),
        pytest.param(
            replace(FORM, title="广东省版权示范单位"), "title-name-of-another", "title", id="taken"
        ),
        pytest.param(
            replace(FORM, document=" "), "title-name-needs-basis", "document", id="no basis"
        ),
        pytest.param(
            replace(FORM, document_on=date(2024, 3, 5)),
            "document-day-in-future",
            "document_on",
            id="tomorrow",
        ),
        pytest.param(
            replace(FORM, title="全国版权示范单位", counts=False),
            "title-name-not-own",
            "title",
            id="not the bureau's",
        ),
    ],
)
def test_what_cannot_be_counted_is_refused_with_its_field(
    desk: Desk, form: NameForm, code: str, field: str
) -> None:
    with pytest.raises(UserError) as caught:
        set_title_name(desk.office, desk.approver, PACK, form)
    assert (caught.value.code, caught.value.field) == (code, field)
    with pytest.raises(UserError):
        name_impact(desk.office, PACK, form)


def test_who_may_not_decide_readings_may_not_enter_names(desk: Desk) -> None:
    with pytest.raises(UserError, match="role-required"):
        set_title_name(desk.office, desk.reviewer, PACK, FORM)


def test_a_name_is_journalled_and_never_overwritten(desk: Desk) -> None:
    set_title_name(desk.office, desk.approver, PACK, FORM)
    (entry,) = journal.page(desk.office.db, limit=1)
    assert (entry.act, entry.operator, entry.reason) == (
        "set_title_name",
        "审批丙",
        "局务会纪要〔2024〕3号",
    )
    assert entry.data["certificate_title"] == TITLE
    for change in ("DELETE FROM title_name", "UPDATE title_name SET title = 'x'"):
        with pytest.raises(IntegrityError), desk.office.db.atomic() as db:
            db.execute(change)
