from __future__ import annotations

from pathlib import Path

import pytest

from ipdesk.domain.likeness import Likeness, LikenessVerdict, numbers_in
from ipdesk.errors import UserError
from ipdesk.services import bureaus
from ipdesk.services.alike_applicants import judge_applicants
from ipdesk.services.claim_page import preview_items, view_claim
from ipdesk.services.claims import discard_draft
from ipdesk.services.likenesses import Alike, judge_claims
from ipdesk.services.office import Office
from ipdesk.services.side_by_side import applicants_beside, claims_beside
from ipdesk.storage import driver, journal
from tests.services.casework import KEY, Desk, patent, works

SAME, DIFFERENT = LikenessVerdict.SAME, LikenessVerdict.DIFFERENT


def interest(contract: str, period: str) -> tuple[str, dict[str, object]]:
    paid = [{"paid_on": "2024-01-21", "interest_fen": "1000.00"}]
    typed = {"listed": "是", "on_time": "是", "ip_share": "100%", "payments": paid}
    return f"{contract}/{period}", typed


def alike(desk: Desk, claim: int) -> Alike:
    return view_claim(desk.office, claim).alike


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("PZ2023-01/发票00123", ["PZ2023-01", "发票00123"], id="policy and invoice"),
        pytest.param(
            "农商行2023字第18号/2023上半年", ["农商行2023字第18号"], id="a period is none"
        ),
        pytest.param("ＰＺ２０２３－０１", ["PZ2023-01"], id="full width"),
        pytest.param("国家版权示范单位", [], id="a title"),
        pytest.param("2023年", [], id="a year"),
    ],
)
def test_numbers_are_read_out_of_what_was_typed(text: str, numbers: list[str]) -> None:
    assert list(numbers_in(text)) == numbers


def test_one_patent_of_two_applicants_is_shown_on_both_claims(desk: Desk) -> None:
    first = desk.received(desk.applicant(), "01-01", patent("ZL201310000001.3"))
    other = desk.applicant("乐昌市坪石永利茶厂", account="1")
    second = desk.received(other, "01-01", patent("2013 1000 0001.3"))

    (found,) = alike(desk, second).claims
    assert (found.row.id, found.kinds, found.open) == (first, (Likeness.SUBJECT,), True)
    assert found.words == ("专利号相同：2013 1000 0001.3",)
    assert [one.row.id for one in alike(desk, first).claims] == [second]


def test_a_refused_claim_is_still_found(desk: Desk) -> None:
    applicant = desk.applicant()
    first = desk.received(applicant, "01-01", patent("ZL201310000001.3"))
    desk.take("clerk", first, "withdraw", reason="材料不齐")
    second = desk.draft(applicant, "01-01", patent("ZL201310000001.3"))

    (found,) = alike(desk, second).claims
    assert (found.row.id, found.stage) == (first, "已撤回")


def test_the_earlier_claim_is_told_while_the_number_is_still_being_typed(desk: Desk) -> None:
    first = desk.received(desk.applicant(), "03-01", *works(1, 3))
    draft = desk.draft(desk.applicant("乐昌市坪石永利茶厂", account="1"), "03-01")
    shown = preview_items(desk.office, draft, desk.form(*works(3, 2))).alike
    assert [one.row.id for one in shown.claims] == [first]
    assert shown.claims[0].words == (
        "作品登记号相同：粤作登字-2023-F-00000003（本件第 1 件，对方第 3 件）",
    )
    assert alike(desk, draft).claims == ()


def test_periods_of_one_contract_are_told_but_want_no_verdict(desk: Desk) -> None:
    applicant = desk.applicant()
    first = desk.received(applicant, "05-01", interest("农商行2023字第18号", "2023上半年"))
    second = desk.draft(applicant, "05-01", interest("农商行2023字第18号", "2023下半年"))
    (found,) = alike(desk, second).claims
    assert (found.row.id, found.kinds, found.needs) == (first, (Likeness.NUMBER,), False)

    other = desk.applicant("乐昌市坪石永利茶厂", account="80020000099999999")
    third = desk.received(other, "05-01", interest("农商行2023字第18号", "2023下半年"))
    assert {one.row.id: one.needs for one in alike(desk, third).claims} == {
        first: True,
        second: False,
    }


def test_another_applicant_with_the_same_account_is_pointed_out(desk: Desk) -> None:
    first = desk.received(desk.applicant(), "01-01", patent("ZL201310000001.3"))
    other = desk.applicant("乐昌市坪石永利茶厂")  # the account of `casework` is the same
    second = desk.received(other, "03-01", *works(1, 1))
    (found,) = alike(desk, second).claims
    assert (found.row.id, found.kinds) == (first, (Likeness.ACCOUNT,))
    assert found.open


def test_a_verdict_is_kept_once_and_seen_from_both_sides(desk: Desk) -> None:
    first = desk.received(desk.applicant(), "01-01", patent("ZL201310000001.3"))
    second = desk.received(
        desk.applicant("乐昌市坪石永利茶厂", account="1"), "01-01", patent("ZL201310000001.3")
    )
    judge_claims(desk.office, desk.clerk, (second, first), DIFFERENT, "共有专利，各报各的份额")

    for claim, other in ((first, second), (second, first)):
        shown = alike(desk, claim)
        (found,) = shown.claims
        assert (found.row.id, found.judged, shown.open) == (other, "不是重复", 0)
        assert found.judgement is not None
        assert (found.judgement.reason, found.judgement.operator) == (
            "共有专利，各报各的份额",
            "经办甲",
        )
    entries = list(journal.page(desk.office.db, limit=2))
    assert {one.entity_id for one in entries} == {first, second}
    assert {one.act for one in entries} == {"judge_likeness"}

    judge_claims(desk.office, desk.reviewer, (first, second), SAME, "同一专利不得两家各报")
    assert alike(desk, first).claims[0].judged == "是重复"
    assert journal.page(desk.office.db, limit=1)[0].data["verdict"] == {
        "old": "different",
        "new": "same",
    }


def test_a_verdict_needs_its_reason_and_the_right_role(desk: Desk) -> None:
    first = desk.received(desk.applicant(), "01-01", patent("ZL201310000001.3"))
    second = desk.received(desk.applicant("乐昌市坪石永利茶厂"), "03-01", *works(1, 1))
    with pytest.raises(UserError) as error:
        judge_claims(desk.office, desk.clerk, (first, second), SAME, "  ")
    assert error.value.code == "need-missing"
    with pytest.raises(UserError) as error:
        judge_claims(desk.office, desk.payer, (first, second), SAME, "看过")
    assert error.value.code == "role-required"


def test_names_one_character_apart_show_claims_for_the_same_award(desk: Desk) -> None:
    one = desk.applicant("乐昌市金岭机械有限公司", account="1")
    other = desk.applicant("乐昌市银岭机械有限责任公司", account="2")
    first = desk.received(one, "03-01", *works(1, 1))
    desk.received(one, "01-01", patent("ZL201310000001.3"))
    second = desk.received(other, "03-01", *works(2, 1))
    (found,) = alike(desk, second).claims
    assert (found.row.id, found.kinds) == (first, (Likeness.ONE_CHARACTER,))

    judge_applicants(desk.office, desk.clerk, (one, other), DIFFERENT, "两家公司，地址不同")
    assert alike(desk, second).claims == ()


def test_what_was_paid_before_ipdesk_is_told(desk: Desk) -> None:
    owner = desk.applicant("乐昌市坪石永利茶厂", account="1")
    with desk.office.db.atomic() as db:
        db.execute(
            "INSERT INTO entitlement (claim, ordinal, pack, award, applicant, subject, subject_key,"
            " key, fact_on, fund_year, amount_fen) VALUES (NULL, 1, 'lechang-2022', '01-01', ?,"
            " 'ZL201310000001.3', '2013100000013', '2013100000013', '2022-11-01', 2022, 500000)",
            (owner,),
        )
    draft = desk.draft(desk.applicant(), "01-01", patent("ZL201310000001.3"))
    (before,) = alike(desk, draft).before
    assert (before.applicant, before.fund_year, before.amount_fen) == (
        "乐昌市坪石永利茶厂",
        2022,
        500000,
    )


def test_a_discarded_draft_takes_its_keys_and_verdicts_along(desk: Desk) -> None:
    first = desk.received(desk.applicant(), "03-01", *works(1, 1))
    draft = desk.draft(desk.applicant("乐昌市坪石永利茶厂"), "03-01", *works(1, 1))
    judge_claims(desk.office, desk.clerk, (first, draft), SAME, "重复录入")
    discard_draft(desk.office, desk.clerk, draft)
    assert alike(desk, first).claims == ()
    assert desk.office.db.value("SELECT count(*) FROM claim_likeness") == 0


def test_a_store_from_before_is_indexed_when_it_is_opened(desk: Desk, tmp_path: Path) -> None:
    first = desk.received(desk.applicant(), "01-01", patent("ZL201310000001.3"))
    home = desk.office.home
    bureaus.close(desk.office)
    connection = driver.connect(home.database, KEY, "mode=rw")
    connection.execute("DELETE FROM claim_key")
    connection.execute("DELETE FROM applicant_like")
    connection.commit()
    connection.close()
    office: Office = bureaus.open_bureau(home, desk.clock)
    try:
        assert office.db.value("SELECT key FROM claim_key WHERE claim = ?", (first,)) == (
            "2013100000013"
        )
        assert office.db.value("SELECT count(*) FROM applicant_like") > 5
    finally:
        bureaus.close(office)


def test_numbers_are_compared_whole_though_shown_masked(desk: Desk) -> None:
    one = desk.applicant("乐昌市金岭机械有限公司", account="80020000010005678")
    other = desk.applicant("乐昌市银岭机械有限公司", account="80020000099995678")
    pair = applicants_beside(desk.office, one, other)
    (account,) = (line for line in pair.lines if line.caption == "账号")
    assert account.left == account.right == "800200*******5678"
    assert not account.same
    first = desk.received(one, "03-01", *works(1, 1))
    second = desk.received(other, "03-01", *works(1, 1))
    same = {line.caption for line in claims_beside(desk.office, first, second).lines if line.same}
    assert same >= {"事项", "标的", "收件日期"}
    assert "收款账号" not in same
