"""A policy that follows another: what the old one paid is not paid again, and ceilings go on."""

from __future__ import annotations

from datetime import date

import pytest

from ipdesk.domain.raw_document import RawDocument
from ipdesk.domain.succession import Succession
from ipdesk.errors import PackError, UserError
from ipdesk.packs.golden import run_golden
from ipdesk.packs.loader import load_pack
from ipdesk.services import policy_drafts
from ipdesk.services.activation import activate
from ipdesk.services.claim_reading import Reading
from ipdesk.services.claims import open_claim, save_draft
from ipdesk.services.evidence import attach_file
from ipdesk.services.new_claim import standing
from ipdesk.services.pack_compare import compare_lines
from ipdesk.services.policy_drafts import PartKey
from ipdesk.services.policy_in_force import elsewhere, move_draft
from ipdesk.storage import casefile, claims
from tests.services.casework import Desk
from tests.services.policy_drafts.desk import checked, page, settle, started

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
OLD = """云岭市促进知识产权发展若干措施
云府〔2021〕9号
第一条 对新认定的国家知识产权示范企业，每家给予一次性奖励10万元。
第二条 对知识产权质押贷款的企业，按实际支付利息的50%给予补贴，每家企业每年最高不超过5万元。
第三条 本措施自2022年1月1日起施行，有效期至2024年12月31日，由云岭市市场监督管理局负责解释。
云岭市人民政府
2021年12月20日
"""
NEW = """云岭市推动知识产权高质量发展若干措施
云府〔2024〕30号
第一条 对知识产权质押贷款的企业，按实际支付利息的60%给予补贴，每家企业每年最高不超过6万元。
第二条 对新认定的国家知识产权示范企业，每家给予一次性奖励12万元。
第三条 对获得发明专利授权的，每件奖励1000元。
第四条 本措施自2024年10月1日起施行，有效期至2027年12月31日，《云岭市促进知识产权发展若干措施》\
（云府〔2021〕9号）同时废止。施行前已按原政策享受奖励、补贴的，不再重复享受；\
原政策当年已兑现的补贴计入年度限额。本措施由云岭市市场监督管理局负责解释。
云岭市人民政府
2024年9月20日
"""


def put_in_use(desk: Desk, text: str, name: str) -> int:
    raw = RawDocument(f"{name}.txt", "b" * 64, "text", (tuple(text.split("\n")),))
    draft = policy_drafts.start_document(desk.office, desk.clerk, raw).id
    settle(desk, draft)
    policy_drafts.activate_draft(desk.office, desk.clerk, draft, "复核乙", date(2024, 3, 1))
    return draft


@pytest.fixture
def both(desk: Desk) -> Desk:
    """The old policy and the one that follows it, drafted, confirmed and in use."""
    put_in_use(desk, OLD, "yunling-2021")
    put_in_use(desk, NEW, "yunling-2024")
    return desk


def claim(desk: Desk, applicant: int, pack: str, award: str, day: str, **facts: str) -> int:
    made = open_claim(desk.office, desk.clerk, applicant, pack, award).id
    known = desk.office.policy(pack).awards[award]
    typed = {"achieved_on": day, **facts}
    if known.titles:
        typed["title"] = known.titles[0]
    subject = "" if known.subject.derived else f"合同{day}"
    save_draft(desk.office, desk.clerk, made, desk.form((subject, typed)))
    return made


def amount(reading: Reading) -> int:
    assert reading.assessment is not None, reading.faults
    return reading.assessment.amount_fen


def codes(reading: Reading) -> dict[str, object]:
    assert reading.assessment is not None
    found = [finding for item in reading.assessment.items for finding in item.findings]
    return {finding.code: dict(finding.values) for finding in found}


def test_the_text_proposes_what_it_carries_over(desk: Desk) -> None:
    put_in_use(desk, OLD, "yunling-2021")
    draft = started(desk, NEW)
    work = page(desk, draft).work
    assert work.replaces == "yunling-2021"
    made = checked(desk, draft).policy
    assert made is not None
    by = made.succeeds
    assert isinstance(by, Succession)
    assert (by.policy, by.clause, by.once, by.years) == ("yunling-2021", "04", True, True)
    assert dict(by.awards) == {"01-01": ("02-01",), "02-01": ("01-01",)}
    old = desk.office.policy("yunling-2021")
    told = "\n".join(compare_lines(old, made, desk.office.wording))
    assert "承接原政策：已给过一次的不再给；已给的计入限额" in told
    assert "01-01 承接原 02-01" in told
    # Nobody's word: the head can be put right, as anything else.
    head = PartKey("head", "head")
    policy_drafts.save_part(desk.office, desk.clerk, draft, head, {"carry_years": False})
    again = checked(desk, draft).policy
    assert again is not None
    assert again.succeeds is not None
    assert not again.succeeds.years


def test_what_was_paid_once_is_refused_and_the_refusal_names_it(both: Desk) -> None:
    applicant = both.applicant()
    old = claim(both, applicant, "yunling-2021", "01-01", "2024-03-01", recognition="first")
    both.receive(old)
    number = both.read(old).claim.number
    assert amount(both.read(old)) == 10_000_000
    both.clock.go_to(date(2024, 11, 5))
    again = both.read(
        claim(both, applicant, "yunling-2024", "02-01", "2024-11-01", recognition="first")
    )
    assert amount(again) == 0
    told = codes(again)["key-taken"]
    assert isinstance(told, dict)
    assert (told["claim"], told["policy"], told["amount"]) == (
        number,
        "云府〔2021〕9号",
        10_000_000,
    )
    # Another company was paid nothing before.
    other = both.applicant("云岭市乙科技有限公司")
    paid = claim(both, other, "yunling-2024", "02-01", "2024-11-01", recognition="first")
    assert amount(both.read(paid)) == 12_000_000


def test_a_claim_under_the_old_policy_sees_what_the_new_one_paid(both: Desk) -> None:
    applicant = both.applicant()
    new = claim(both, applicant, "yunling-2024", "02-01", "2024-11-01", recognition="first")
    both.clock.go_to(date(2024, 11, 5))
    both.receive(new)
    late = both.read(
        claim(both, applicant, "yunling-2021", "01-01", "2024-09-01", recognition="first")
    )
    assert amount(late) == 0
    assert "key-taken" in codes(late)


def test_the_ceiling_of_the_year_goes_on(both: Desk) -> None:
    applicant = both.applicant()
    both.clock.go_to(date(2024, 11, 5))
    # 64,000 × 50% = 32,000 in 2024 under the old policy.
    first = claim(both, applicant, "yunling-2021", "02-01", "2024-08-01", base_fen="64000")
    both.receive(first)
    assert amount(both.read(first)) == 3_200_000
    # 50,000 × 60% = 30,000, but only 60,000 − 32,000 = 28,000 are left of the year.
    then = claim(both, applicant, "yunling-2024", "01-01", "2024-10-20", base_fen="50000")
    reading = both.read(then)
    assert amount(reading) == 2_800_000
    assert codes(reading)["year-cap-lowered"] == {
        "limit": 6_000_000,
        "left": 2_800_000,
        "amount": 3_000_000,
        "year": 2024,
    }
    both.receive(then)
    told = standing(both.office, applicant).quotas["yunling-2024", "01-01"]
    assert "0.00" in told  # 32,000 + 28,000 of 60,000
    # The next year is another one.
    both.clock.go_to(date(2025, 3, 3))
    later = claim(both, applicant, "yunling-2024", "01-01", "2025-02-01", base_fen="50000")
    assert amount(both.read(later)) == 3_000_000


def test_a_draft_goes_to_the_policy_in_force_on_its_day(both: Desk) -> None:
    applicant = both.applicant()
    both.clock.go_to(date(2025, 3, 3))
    # The two overlap from October to December 2024: there a claim stays where it is.
    stays = claim(both, applicant, "yunling-2021", "02-01", "2024-11-01", base_fen="10000")
    assert elsewhere(both.office, both.read(stays)) is None
    with pytest.raises(UserError) as caught:
        move_draft(both.office, both.clerk, stays)
    assert caught.value.code == "claim-stays-with-policy"
    goes = claim(both, applicant, "yunling-2021", "02-01", "2025-01-01", base_fen="10000")
    place = elsewhere(both.office, both.read(goes))
    assert place is not None
    assert (place.policy.id, place.award.id, place.day) == (
        "yunling-2024",
        "01-01",
        date(2025, 1, 1),
    )
    moved = both.read(move_draft(both.office, both.clerk, goes).id)
    assert (moved.claim.pack, amount(moved)) == ("yunling-2024", 600_000)
    back = claim(both, applicant, "yunling-2024", "01-01", "2024-09-30", base_fen="10000")
    found = elsewhere(both.office, both.read(back))
    assert found is not None
    assert (found.policy.id, found.award.id) == ("yunling-2021", "02-01")


def test_a_case_may_say_what_the_policy_before_paid(desk: Desk) -> None:
    put_in_use(desk, OLD, "yunling-2021")
    files = dict(checked(desk, started(desk, NEW)).files)
    case = """
[[cases]]
name = "旧政策付过的一次性奖励和当年补贴"
applicants = [{ id = "P1", kind = "enterprise", local = true }]
history = [
  { policy = "yunling-2021", applicant = "P1", award = "02-01", subject = "旧合同", \
fact_on = "2024-08-01", amount_fen = 3200000 },
]
claims = [{ id = "K1", applicant = "P1", award = "01-01", received_on = 2024-11-05, \
items = [{ subject = "新合同", achieved_on = 2024-10-20, base_fen = 5000000 }] }]
expect = [{ id = "K1", verdict = "partly_payable", amount_fen = 2800000 }]
"""
    name = "clauses/01-clause.toml"
    files[name] += case.encode()
    results = {one.case.name: one for one in run_golden(load_pack(files))}
    assert results["旧政策付过的一次性奖励和当年补贴"].passed
    files[name] = files[name].replace(b'policy = "yunling-2021"', b'policy = "elsewhere"')
    found = {one.case.name: one for one in run_golden(load_pack(files))}
    [problem] = found["旧政策付过的一次性奖励和当年补贴"].problems
    assert problem.code == "unknown-choice"


def test_a_succession_is_held_to_its_words(desk: Desk) -> None:
    put_in_use(desk, OLD, "yunling-2021")
    files = dict(checked(desk, started(desk, NEW)).files)
    head = files["pack.toml"].decode()
    for old, new, code in (
        ('policy = "yunling-2021"', 'policy = "yunling-2024"', "succeeds-itself"),
        ('"01-01" = ', '"09-09" = ', "unknown-award"),
        ("01-01 = ", "09-09 = ", "unknown-award"),
    ):
        if old not in head:
            continue
        changed = {**files, "pack.toml": head.replace(old, new).encode()}
        with pytest.raises(PackError) as caught:
            load_pack(changed)
        assert code in {problem.code for problem in caught.value.problems}
    with pytest.raises(UserError):
        activate(desk.office, desk.clerk, files, "复核乙", date(2024, 3, 1))


def test_what_was_handed_in_goes_along(both: Desk) -> None:
    applicant = both.applicant()
    both.clock.go_to(date(2025, 3, 3))
    goes = claim(both, applicant, "yunling-2021", "02-01", "2025-01-01", base_fen="10000")
    piece = both.read(goes).award.evidence[1]
    attach_file(both.office, both.clerk, goes, piece.id, "合同.pdf", PDF)
    moved = move_draft(both.office, both.clerk, goes).id
    award = both.read(moved).award
    assert both.read(moved).claim.pack == "yunling-2024"
    [one] = casefile.evidence(both.office.db, moved)
    named = {piece.id: piece.label for piece in award.evidence}
    assert (one.file_name, named[one.evidence]) == ("合同.pdf", piece.label)
    assert claims.get(both.office.db, goes) is None
