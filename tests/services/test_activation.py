"""A changed pack: refused unless it holds, put in use, and what that does to the claims on file."""

from __future__ import annotations

from datetime import date

import pytest

from ipdesk.domain.stages import Stage
from ipdesk.errors import PackError, UserError
from ipdesk.services import activation
from ipdesk.services.activation import (
    activate,
    activation_impact,
    rebase,
    rebase_impact,
    record_review,
    versions,
)
from ipdesk.services.claim_page import view_claim
from ipdesk.services.impact import Outcome
from ipdesk.services.verification import verify
from ipdesk.storage import casefile, entitlements, journal
from tests.services.casework import PACK, Desk, patent, works
from tests.services.packs_at_hand import (
    COPYRIGHT,
    PATENTS,
    changed,
    lechang_files,
    retexted,
    six_thousand,
)

DAY = date(2024, 3, 1)
A, B, C = "201210123456.8", "201210000017.8", "201110765432.8"


def refused(desk: Desk, *arguments: object) -> UserError:
    before = journal.head(desk.office.db)
    with pytest.raises(UserError) as caught:
        activate(desk.office, *arguments)  # type: ignore[arg-type]
    assert desk.said(caught.value)
    assert journal.head(desk.office.db) == before
    assert len(versions(desk.office)) == len({one.pack for one in versions(desk.office)})
    return caught.value


def in_use(desk: Desk) -> str:
    return desk.office.policy(PACK).sha256


def test_a_founded_bureau_uses_the_shipped_packs_and_says_that_nobody_reviewed_them(
    desk: Desk,
) -> None:
    found = next(one for one in versions(desk.office) if one.pack == PACK)
    assert (found.in_use, found.reviewer, found.reviewed_on, found.claims) == (True, "", None, 0)
    record_review(desk.office, desk.reviewer, found.sha256, "复核乙", DAY)
    after = next(one for one in versions(desk.office) if one.pack == PACK)
    assert (after.reviewer, after.reviewed_on) == ("复核乙", DAY)
    entry = journal.page(desk.office.db, limit=1)[0]
    assert entry.act == "review_policy"
    assert entry.data["reviewer"] == {"old": "", "new": "复核乙"}


def test_a_pack_without_a_reviewer_is_refused(desk: Desk) -> None:
    files = six_thousand()
    assert refused(desk, desk.clerk, files, " ", DAY).code == "reviewer-missing"
    assert refused(desk, desk.clerk, files, "复核乙", None).code == "review-day-missing"
    late = date(2024, 3, 5)  # tomorrow
    assert refused(desk, desk.clerk, files, "复核乙", late).code == "review-day-in-future"


def test_only_an_administrator_puts_a_pack_in_use(desk: Desk) -> None:
    error = refused(desk, desk.reviewer, six_thousand(), "复核乙", DAY)
    assert error.code == "role-required"


def test_a_pack_that_cannot_be_read_is_refused_with_its_problems(desk: Desk) -> None:
    files = changed(lechang_files(), PATENTS, "fen = 500000\n", "fen = 600000\n")
    with pytest.raises(PackError) as caught:
        activate(desk.office, desk.clerk, files, "复核乙", DAY)
    assert ("written-differs", PATENTS) in {(p.code, p.file) for p in caught.value.problems}


def test_a_pack_whose_cases_come_out_otherwise_is_refused(desk: Desk) -> None:
    files = changed(six_thousand(), PATENTS, "amount_fen = 600000", "amount_fen = 500000")
    error = refused(desk, desk.clerk, files, "复核乙", DAY)
    assert error.code == "pack-cases-fail"
    report = activation.check(files, desk.office)
    assert error.values["count"] == len(report.failed) > 0
    assert "应为 5,000.00 元，实为 6,000.00 元" in report.failed[0].differs


def test_a_pack_with_a_number_nobody_answers_for_is_refused(desk: Desk) -> None:
    more = "给予奖励1万元。", "给予奖励1万元；另补20万元。"
    files = retexted(lechang_files(), *more)
    error = refused(desk, desk.clerk, files, "复核乙", DAY)
    assert (error.code, error.values["count"]) == ("pack-uncovered", 1)
    [row] = activation.check(files, desk.office).uncovered
    assert (row.text, row.place) == ("20万元", "（一）")


def test_a_pack_in_use_is_not_put_in_use_again(desk: Desk) -> None:
    error = refused(desk, desk.clerk, lechang_files(), "复核乙", DAY)
    assert error.code == "pack-in-use-already"


def test_a_decided_claim_keeps_its_version_and_stays_explained(desk: Desk) -> None:
    claim = desk.approved(desk.applicant(), "01-01", patent(A))
    old, before = in_use(desk), view_claim(desk.office, claim)
    activate(desk.office, desk.clerk, six_thousand(), "复核乙", DAY)
    assert in_use(desk) != old
    after = view_claim(desk.office, claim)
    assert after == before
    assert (after.policy.sha256, after.award.fen, after.amount_fen) == (old, 500_000, 500_000)
    assert [line.amount_fen for line in after.lines] == [500_000]
    assert "每件专利0.5万元" in after.lines[0].quote
    assert desk.issue(claim).document_number == "乐市监知奖〔2024〕1号"
    # A new claim is made under the new version.
    new = desk.received(desk.applicant("乐昌市乙科技有限公司"), "01-01", patent(B))
    assert desk.claim(new).pack_sha256 == in_use(desk)
    assert view_claim(desk.office, new).amount_fen == 600_000
    used = {one.sha256: (one.in_use, one.claims) for one in versions(desk.office)}
    assert (used[old], used[in_use(desk)]) == ((False, 1), (True, 1))


def test_the_impact_list_names_open_claims_and_reports_decided_ones(desk: Desk) -> None:
    decided = desk.approved(desk.applicant(), "01-01", patent(A))
    waiting = desk.examined(desk.applicant("乐昌市乙科技有限公司"), "01-01", patent(B))
    desk.received(desk.applicant("乐昌市丙科技有限公司"), "03-01", *works(1, 3))
    desk.draft(desk.applicant("乐昌市丁科技有限公司"), "01-01", patent(C))
    before = entitlements.of_claim(desk.office.db, waiting)

    found = activation_impact(desk.office, six_thousand())
    assert [(one.number, one.applicant) for one in found.changed] == [
        ("LC-2024-0002", "乐昌市乙科技有限公司"),
        ("", "乐昌市丁科技有限公司"),
    ]
    assert [(one.old, one.new) for one in found.changed] == [
        (Outcome("payable", 500_000), Outcome("payable", 600_000))
    ] * 2
    assert found.changed[0].why == "每份金额由 5,000.00 元改为 6,000.00 元"
    assert [(one.id, one.stage, one.new.amount_fen) for one in found.decided] == [
        (decided, Stage.APPROVED, 600_000)
    ]
    assert found.open_count == 3
    # Looking changes nothing.
    assert entitlements.of_claim(desk.office.db, waiting) == before
    assert desk.claim(waiting).pack_sha256 == in_use(desk)


def test_open_claims_are_rebased_only_by_an_act_of_its_own(desk: Desk) -> None:
    decided = desk.approved(desk.applicant(), "01-01", patent(A))
    claim = desk.examined(desk.applicant("乐昌市乙科技有限公司"), "01-01", patent(B))
    old = in_use(desk)
    activate(desk.office, desk.clerk, six_thousand(), "复核乙", DAY)
    assert desk.claim(claim).pack_sha256 == old
    found = rebase_impact(desk.office, PACK)
    rebase(desk.office, desk.approver, PACK, found.seen, "乐府办函〔2024〕2号")

    now = desk.claim(claim)
    assert now.pack_sha256 == in_use(desk)
    assert view_claim(desk.office, claim).amount_fen == 600_000
    assert [g.amount_fen for g in entitlements.of_claim(desk.office.db, claim)] == [600_000]
    entry = journal.page(desk.office.db, limit=1)[0]
    assert (entry.act, entry.entity_id, entry.reason) == (
        "rebase",
        claim,
        "乐府办函〔2024〕2号",
    )
    assert entry.data["version"] == {"old": old, "new": in_use(desk)}
    assert entry.data["result"] == {
        "old": {"verdict": "payable", "amount_fen": 500_000},
        "new": {"verdict": "payable", "amount_fen": 600_000},
    }
    last = casefile.steps(desk.office.db, claim)[-1]
    assert (last.act, last.operator, last.target) == ("rebase", "审批丙", Stage.EXAMINED)
    # What was examined at 5,000 is not approved at 6,000 without another look.
    assert now.proposed_fen == 500_000
    with pytest.raises(UserError) as caught:
        desk.take("reviewer", claim, "review")
    assert caught.value.code == "blocked-amount-changed"
    assert desk.claim(decided).pack_sha256 == old
    assert verify(desk.office).sound


def test_a_list_that_has_gone_stale_is_not_acted_upon(desk: Desk) -> None:
    desk.received(desk.applicant(), "01-01", patent(A))
    activate(desk.office, desk.clerk, six_thousand(), "复核乙", DAY)
    seen = rebase_impact(desk.office, PACK).seen
    desk.received(desk.applicant("乐昌市乙科技有限公司"), "01-01", patent(B))
    head = journal.head(desk.office.db)
    with pytest.raises(UserError) as caught:
        rebase(desk.office, desk.approver, PACK, seen, "新版本")
    assert caught.value.code == "impact-changed"
    assert journal.head(desk.office.db) == head


def test_rebasing_needs_a_reason_and_the_right_person(desk: Desk) -> None:
    seen = rebase_impact(desk.office, PACK).seen
    for actor, reason, code in (
        (desk.approver, " ", "rebase-needs-reason"),
        (desk.reviewer, "新版本", "role-required"),
    ):
        with pytest.raises(UserError) as caught:
            rebase(desk.office, actor, PACK, seen, reason)
        assert caught.value.code == code


def test_of_a_lowered_cap_the_earlier_claim_keeps_its_share(desk: Desk) -> None:
    """100 works a year become 60: the first 50 stay, of the next 30 ten are left."""
    applicant = desk.applicant()
    first = desk.received(applicant, "03-01", *works(1, 50))
    second = desk.received(applicant, "03-01", *works(101, 30))
    files = retexted(lechang_files(), "最高为100件", "最高为60件")
    files = changed(files, COPYRIGHT, "units = 100", "units = 60")
    found = activation_impact(desk.office, files)
    assert [(one.id, one.old.amount_fen, one.new.amount_fen) for one in found.changed] == [
        (second, 300_000, 100_000)
    ]
    assert found.changed[0].why
    assert desk.claim(first).pack_sha256 == in_use(desk)


def test_an_unchanged_pack_has_an_empty_impact_list(desk: Desk) -> None:
    """国家优势 tops 省示范 up in the same year: neither is shaken by looking again."""
    applicant = desk.applicant()
    desk.received(applicant, "07-03", ("", {"achieved_on": "2023-05-01"}))
    desk.received(applicant, "07-01", ("", {"achieved_on": "2023-11-01"}))
    desk.received(applicant, "03-01", *works(1, 95))
    desk.received(applicant, "03-01", *works(101, 10))
    found = rebase_impact(desk.office, PACK)
    assert (found.changed, found.decided, found.open_count) == ((), (), 4)


def test_a_claim_whose_award_is_gone_stays_with_its_version(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-08", ("第五届", {"achieved_on": "2023-05-01"}))
    old = in_use(desk)
    files = lechang_files()
    text = files[PATENTS].decode().replace('"01-08"', '"01-09"')
    activate(desk.office, desk.clerk, {**files, PATENTS: text.encode()}, "复核乙", DAY)
    found = rebase_impact(desk.office, PACK)
    assert [(one.id, one.stays) for one in found.changed] == [(claim, True)]
    rebase(desk.office, desk.approver, PACK, found.seen, "新版本")
    assert desk.claim(claim).pack_sha256 == old
    assert view_claim(desk.office, claim).award.id == "01-08"
