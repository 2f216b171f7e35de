"""The parts of a draft: confirmed, changed, split, joined, written off, taken back."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from ipdesk.domain.draft import Proposal, Span
from ipdesk.errors import UserError
from ipdesk.paths import Home
from ipdesk.services import bureaus, policy_drafts
from ipdesk.services.policy_drafts import PartKey
from tests.services.casework import KEY, Desk
from tests.services.policy_drafts.desk import TEXT, checked, page, row, started

FIRST, RATE, PATENT = (PartKey("proposal", f"{n}-01") for n in ("01", "02", "03"))


def proposal(desk: Desk, draft: int, key: PartKey) -> Proposal:
    value = page(desk, draft).work.parts[key].value
    assert isinstance(value, Proposal)
    return value


def refused(desk: Desk, draft: int, key: PartKey, **values: str) -> tuple[str, object]:
    with pytest.raises(UserError) as caught:
        policy_drafts.save_part(desk.office, desk.clerk, draft, key, values)
    assert desk.said(caught.value)
    return caught.value.code, caught.value.field


def test_a_text_is_kept_with_each_part_at_its_sentence(desk: Desk) -> None:
    draft = started(desk)
    shown = page(desk, draft)
    assert shown.title == "云岭市促进知识产权发展若干措施"
    [kept] = policy_drafts.kept_drafts(desk.office)
    assert (kept.title, kept.by, kept.confirmed) == (shown.title, "经办甲", 0)
    first = row(desk, draft, "01-01")
    assert first.sentence is not None
    assert first.number is not None
    text = shown.text[first.sentence.paragraph].text
    assert text[first.sentence.start : first.sentence.end].endswith("每家给予一次性奖励10万元")
    assert text[first.number.start : first.number.end] == "10万元"
    assert first.line == "100,000.00 元/家"
    budget = next(one for one in shown.parts if one.key.kind == "answer" and one.open)
    assert (budget.open, budget.line) == (True, "资金安排，不是奖补标准")


def test_a_confirmation_outlives_the_program(desk: Desk, tmp_path: Path) -> None:
    draft = started(desk)
    policy_drafts.confirm(desk.office, desk.clerk, draft, [FIRST])
    before = row(desk, draft, "01-01")
    # What lies on the disk at this moment is all that is left when the power goes.
    shutil.copytree(desk.office.home.root, tmp_path / "after")
    office = bureaus.open_bureau(Home(tmp_path / "after"), desk.clock, KEY)
    after = next(one for one in policy_drafts.draft_page(office, draft).parts if one.key == FIRST)
    bureaus.close(office)
    assert after == before
    assert (after.state, after.by, after.open) == ("confirmed", "经办甲", False)


def test_what_is_typed_waits_to_be_confirmed_again(desk: Desk) -> None:
    draft = started(desk)
    policy_drafts.confirm(desk.office, desk.clerk, draft, [FIRST])
    policy_drafts.save_part(desk.office, desk.clerk, draft, FIRST, {"label": "国家示范企业奖励"})
    assert row(desk, draft, "01-01").state == "proposed"
    policy_drafts.confirm(desk.office, desk.clerk, draft, [FIRST], {"unit": "户"})
    one = proposal(desk, draft, FIRST)
    assert (one.label, one.unit) == ("国家示范企业奖励", "户")


@pytest.mark.parametrize(
    ("key", "values", "code", "field"),
    [
        (FIRST, {"amount": "许多"}, "draft-amount-unreadable", "amount"),
        (FIRST, {"amount": "11万元"}, "draft-number-not-in-clause", "amount"),
        (RATE, {"amount": "5万元"}, "draft-share-unreadable", "amount"),
        (RATE, {"cap_year": "6万"}, "draft-number-not-in-clause", "cap_year"),
        (FIRST, {"quote": "每家奖励十万元"}, "draft-quote-not-in-text", "quote"),
        (FIRST, {"label": " "}, "draft-field-empty", "label"),
        (FIRST, {"kind": "gift"}, "draft-field-unknown", "kind"),
        (PartKey("head", "head"), {"valid_to": "2026年"}, "draft-day-unreadable", "valid_to"),
        (
            PartKey("head", "head"),
            {"valid_to": "2023-01-01"},
            "draft-ends-before-start",
            "valid_to",
        ),
    ],
)
def test_what_cannot_be_is_told_at_its_field(
    desk: Desk, key: PartKey, values: dict[str, str], code: str, field: str
) -> None:
    assert refused(desk, started(desk), key, **values) == (code, field)


def test_a_head_is_confirmed_when_nothing_of_it_is_missing(desk: Desk) -> None:
    head = PartKey("head", "head")
    draft = started(desk, TEXT.replace("云府〔2024〕1号\n", ""))
    for number, code in (
        ("", "draft-field-empty"),
        ("云府〔2024〕1号", "draft-number-not-in-text"),
    ):
        with pytest.raises(UserError) as caught:
            policy_drafts.confirm(
                desk.office,
                desk.clerk,
                draft,
                [head],
                {"document_number": number, "issuer": "云岭市人民政府", "contact": "市监局"},
            )
        assert (caught.value.code, caught.value.field) == (code, "document_number")
    values = {"document_number": "若干措施", "issuer": "云岭市人民政府", "contact": "市监局"}
    policy_drafts.confirm(desk.office, desk.clerk, draft, [head], values)
    found = checked(desk, draft)
    assert found.problems == ()
    assert found.policy is not None
    assert (found.policy.document_number, found.policy.proposed) == ("若干措施", ())


def test_amounts_are_typed_as_people_write_them(desk: Desk) -> None:
    draft = started(desk)
    for words in ("10万元", "10万", "100000", "１０万元", "十万元"):
        policy_drafts.save_part(desk.office, desk.clerk, draft, FIRST, {"amount": words})
        assert proposal(desk, draft, FIRST).fen == 10_000_000
    values = {"pay": "rate", "amount": "百分之五十", "cap_year": "", "cap_total": "5万"}
    policy_drafts.save_part(desk.office, desk.clerk, draft, RATE, values)
    one = proposal(desk, draft, RATE)
    assert one.rate == Decimal("0.5")
    assert [(limit.scope, limit.value) for limit in one.limits] == [("total", 5_000_000)]
    assert not checked(desk, draft).problems


def test_a_number_may_be_split_off_and_joined_again(desk: Desk) -> None:
    draft = started(desk)
    whole = page(desk, draft)
    others = [one.key for one in whole.parts if one.key.part.startswith("03-")]
    policy_drafts.confirm(desk.office, desk.clerk, draft, [PATENT])
    if len(others) > 1:
        policy_drafts.join(desk.office, desk.clerk, draft, others)
    assert [k for k in page(desk, draft).work.parts if k.part.startswith("03-")] == [PATENT]
    n = next(one.n for one in whole.text if "PCT" in one.text)
    place = whole.text[n].text.index("2万元")
    made = policy_drafts.split(desk.office, desk.clerk, draft, PATENT, Span(n, place, place + 3))
    assert made.key is not None
    assert proposal(desk, draft, made.key).fen == 2_000_000
    assert proposal(desk, draft, PATENT).fen == 100_000
    assert checked(desk, draft).left.numbers == 0


def test_what_is_written_off_leaves_its_numbers_answered(desk: Desk) -> None:
    draft = started(desk)
    policy_drafts.write_off(desk.office, desk.clerk, draft, RATE, "由金融局办理")
    found = checked(desk, draft)
    assert found.policy is not None
    assert "02-01" not in found.policy.awards
    assert (found.left.numbers, found.left.problems) == (0, 0)
    assert {one.reason for one in found.policy.written_off if "50%" in one.text} == {"由金融局办理"}
    policy_drafts.reopen(desk.office, desk.clerk, draft, RATE)
    assert row(desk, draft, "02-01").state == "proposed"


def test_a_number_without_an_answer_is_open_until_somebody_gives_one(desk: Desk) -> None:
    draft = started(desk)
    budget = next(o for o in page(desk, draft).parts if o.key.kind == "answer" and o.open)
    policy_drafts.reopen(desk.office, desk.clerk, draft, budget.key)
    [number] = checked(desk, draft).uncovered
    assert (number.text, number.clause) == ("300万元", "04")
    policy_drafts.write_off_number(desk.office, desk.clerk, draft, number.span, "资金总盘子")
    assert checked(desk, draft).uncovered == ()
    added = policy_drafts.add_part(desk.office, desk.clerk, draft, number.span)
    assert added.key is not None
    assert proposal(desk, draft, added.key).fen == 300_000_000
    assert checked(desk, draft).uncovered == ()


def test_steps_are_taken_back_one_by_one(desk: Desk) -> None:
    draft = started(desk)
    before = page(desk, draft).work
    policy_drafts.save_part(desk.office, desk.clerk, draft, FIRST, {"label": "示"})
    policy_drafts.save_part(desk.office, desk.clerk, draft, FIRST, {"label": "示范"})
    policy_drafts.confirm(desk.office, desk.clerk, draft, [FIRST, RATE])
    assert page(desk, draft).undo == "核对“2 处”"
    policy_drafts.undo(desk.office, desk.clerk, draft)
    assert proposal(desk, draft, FIRST).label == "示范"
    policy_drafts.undo(desk.office, desk.clerk, draft)
    assert page(desk, draft).work == before
    with pytest.raises(UserError) as caught:
        policy_drafts.undo(desk.office, desk.clerk, draft)
    assert caught.value.code == "draft-nothing-to-undo"


def test_an_auditor_changes_nothing(desk: Desk) -> None:
    draft = started(desk)
    with pytest.raises(UserError) as caught:
        policy_drafts.confirm(desk.office, desk.payer, draft, [FIRST])
    assert caught.value.code == "role-required"
    policy_drafts.drop_draft(desk.office, desk.clerk, draft, "换了文件")
    assert policy_drafts.kept_drafts(desk.office) == ()
    with pytest.raises(UserError) as caught:
        policy_drafts.confirm(desk.office, desk.clerk, draft, [FIRST])
    assert caught.value.code == "draft-gone"
