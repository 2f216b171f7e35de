from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ipdesk.domain.rounds import Round
from ipdesk.domain.stages import Stage
from ipdesk.errors import UserError
from ipdesk.services import (
    applications,
    claim_page,
    claims,
    handover,
    journal_view,
    overview,
    rounds,
)
from ipdesk.services.claims import ClaimFilter, save_draft
from ipdesk.storage import applications as stored
from ipdesk.storage import casefile
from tests.services.casework import PACK, Desk, patent, works

ZL = "ZL201310000001.3"
SPRING = Round(
    PACK, "2024年第一批", "乐市监通〔2024〕3号", date(2024, 3, 1), date(2024, 3, 29), ("01-01",)
)


def test_a_claim_belongs_to_the_round_open_on_its_day(desk: Desk) -> None:
    rounds.keep_round(desk.office, desk.clerk, SPRING)
    (known,) = rounds.rounds(desk.office)
    inside = desk.received(desk.applicant(), "01-01", patent(ZL))
    other = desk.received(desk.applicant("乐昌市乙科技有限公司"), "03-01", *works(1, 2))
    assert desk.claim(inside).intake == known.id
    assert desk.claim(other).intake is None
    found = claims.claim_ids(desk.office, ClaimFilter(intake=known.id))
    assert list(found) == [inside]
    assert rounds.out_of_round(desk.office, desk.claim(other)) == ""


def test_what_comes_late_is_warned_of_and_taken(desk: Desk) -> None:
    rounds.keep_round(desk.office, desk.clerk, SPRING)
    desk.clock.go_to(date(2024, 4, 1))
    claim = desk.received(desk.applicant(), "01-01", patent(ZL))
    assert desk.claim(claim).stage is Stage.RECEIVED
    assert rounds.out_of_round(desk.office, desk.claim(claim)) == (
        "收件日期不在申报批次“2024年第一批”的期间（2024年3月1日至2024年3月29日）内，请写明为什么收。"
    )


def test_rounds_have_a_name_of_their_own_and_end_after_they_begin(desk: Desk) -> None:
    rounds.keep_round(desk.office, desk.clerk, SPRING)
    backwards = Round(PACK, "倒着的", "", date(2024, 5, 2), date(2024, 5, 1))
    for wrong, code in ((SPRING, "round-name-twice"), (backwards, "round-ends-before")):
        with pytest.raises(UserError) as caught:
            rounds.keep_round(desk.office, desk.clerk, wrong)
        assert caught.value.code == code


def test_a_round_knows_what_came_in_it_and_what_a_change_would_leave_out(desk: Desk) -> None:
    rounds.keep_round(desk.office, desk.clerk, SPRING)
    (known,) = rounds.rounds(desk.office)
    desk.received(desk.applicant(), "01-01", patent(ZL))  # on 4 March
    (state,) = rounds.round_states(desk.office)
    assert state.claims == (("01-01", date(2024, 3, 4)),)
    assert state.left_out(known) == 0
    assert state.left_out(replace(known, opens_on=date(2024, 3, 5))) == 1
    assert state.left_out(replace(known, awards=("03-01",))) == 1
    with pytest.raises(UserError) as caught:
        rounds.drop_round(desk.office, desk.clerk, known.id)
    assert desk.said(caught.value).startswith("已有 1 件申报在这个批次里收件")


def test_a_round_entered_by_mistake_can_be_taken_away_again(desk: Desk) -> None:
    rounds.keep_round(desk.office, desk.clerk, SPRING)
    (known,) = rounds.rounds(desk.office)
    rounds.drop_round(desk.office, desk.clerk, known.id)
    assert rounds.rounds(desk.office) == ()
    kept, dropped = journal_view.history(desk.office, "round", known.id)[::-1]
    assert (kept.act, dropped.act) == ("设定申报批次", "删除申报批次")
    assert "奖补事项：（空） → 有效发明专利维持超过十年奖励" in kept.changes
    assert "开始日期：（空） → 2024-03-01" in kept.changes


def test_the_work_list_tells_of_a_round_that_opens_and_one_that_closes(desk: Desk) -> None:
    rounds.keep_round(desk.office, desk.clerk, SPRING)

    def told(day: date) -> list[str]:
        desk.clock.go_to(day)
        found = overview.overview(desk.office, desk.clerk).waiting
        return [f"{row.what} {row.detail}" for row in found if row.place == "rounds"]

    assert told(date(2024, 3, 4)) == ["申报批次已开始 2024年第一批，已收 0 件"]
    assert told(date(2024, 3, 12)) == []
    assert told(date(2024, 3, 22)) == ["申报批次将截止 2024年第一批，已收 0 件"]
    assert told(date(2024, 3, 30)) == []


def test_a_claim_outside_its_round_says_so_on_its_page_until_it_is_decided(desk: Desk) -> None:
    rounds.keep_round(desk.office, desk.clerk, SPRING)
    desk.clock.go_to(date(2024, 4, 1))
    claim = desk.received(desk.applicant(), "01-01", patent(ZL))
    notes = claim_page.view_claim(desk.office, claim).notes
    assert [note.code for note in notes if "申报批次" in note.text] == ["out-of-round"]
    desk.take("clerk", claim, "withdraw", reason="申请人自愿撤回")
    assert rounds.out_of_round(desk.office, desk.claim(claim)) == ""


def form_of_two(desk: Desk) -> tuple[int, int]:
    applicant = desk.applicant()
    wanted = [(PACK, "01-01"), (PACK, "03-01")]
    first, second = applications.open_application(desk.office, desk.clerk, applicant, wanted)
    save_draft(desk.office, desk.clerk, first, desk.form(patent(ZL)))
    save_draft(desk.office, desk.clerk, second, desk.form(*works(1, 2)))
    return first, second


def test_one_form_with_two_awards_is_received_under_one_number(desk: Desk) -> None:
    first, second = form_of_two(desk)
    form = desk.claim(first).application
    assert form is not None
    assert applications.siblings(desk.office, first) == ((second, ""),)
    today = desk.clock.now().date()
    applications.receive_application(desk.office, desk.clerk, form, today, 2)
    assert stored.number(desk.office.db, form) == "LC-2024-表001"
    assert [desk.claim(one).stage for one in (first, second)] == [Stage.RECEIVED] * 2
    assert applications.siblings(desk.office, second) == ((first, "LC-2024-0001"),)


def test_a_form_is_received_whole_or_not_at_all(desk: Desk) -> None:
    first, second = form_of_two(desk)
    save_draft(desk.office, desk.clerk, second, desk.form())
    form = desk.claim(first).application
    assert form is not None
    with pytest.raises(UserError) as caught:
        applications.receive_application(desk.office, desk.clerk, form, date(2024, 3, 4), 1)
    assert desk.said(caught.value) == (
        "同一申请表里的“作品著作权登记资助”还不能收件：还没有填写标的。"
        "请先填好那一件，或者删除那份草稿，再一起收件。"
    )
    assert desk.claim(first).stage is Stage.DRAFT
    assert desk.claim(first).number is None


def test_the_page_of_a_claim_names_the_others_of_its_form(desk: Desk) -> None:
    first, second = form_of_two(desk)
    save_draft(desk.office, desk.clerk, second, desk.form())
    form = claim_page.view_claim(desk.office, first).same_form
    assert form is not None
    (other,) = form.siblings
    assert (other.id, other.number, other.award) == (second, "", "作品著作权登记资助")
    assert (form.number, other.draft, other.empty) == ("", True, True)
    claims.discard_draft(desk.office, desk.clerk, second)
    assert claim_page.view_claim(desk.office, first).same_form is None


def test_a_paper_seen_once_counts_for_the_whole_form(desk: Desk) -> None:
    first, second = form_of_two(desk)
    kinds = [{piece.id for piece in desk.read(one).award.evidence} for one in (first, second)]
    common = sorted(kinds[0] & kinds[1])[0]
    applications.see_paper_once(desk.office, desk.clerk, first, common)
    for claim in (first, second):
        assert [one.evidence for one in casefile.evidence(desk.office.db, claim)] == [common]


def test_the_claims_of_a_colleague_go_to_another_and_back(desk: Desk) -> None:
    ids = [
        desk.received(desk.applicant(name), "01-01", patent(number))
        for name, number in (
            ("乐昌市甲科技有限公司", ZL),
            ("乐昌市乙科技有限公司", "ZL201310000002.8"),
        )
    ]
    assert handover.open_claims(desk.office, desk.clerk.id) == tuple(ids)
    handover.hand_over(desk.office, desk.clerk, ids, desk.everything.id, "休假")
    assert {desk.claim(number).handler for number in ids} == {desk.everything.id}
    entries = desk.office.db.rows("SELECT reason FROM journal WHERE act = 'hand_over'")
    assert entries == [("休假",)] * 2
    with pytest.raises(UserError) as caught:
        handover.hand_over(desk.office, desk.reviewer, ids, desk.clerk.id)
    assert caught.value.code == "role-required"
    handover.hand_over(desk.office, desk.everything, ids, desk.clerk.id)
    assert handover.open_claims(desk.office, desk.clerk.id) == tuple(ids)


def test_claims_are_handed_to_clerks_only(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(ZL))
    with pytest.raises(UserError) as caught:
        handover.hand_over(desk.office, desk.clerk, [claim], desk.reviewer.id)
    assert caught.value.code == "handover-to-clerk"
