"""The full matrix of role and act at the services, and the other ways a step is signed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ipdesk.domain import recovery
from ipdesk.domain.signing import PLAIN, Way
from ipdesk.domain.stages import MOVES, Role, Stage
from ipdesk.errors import UserError
from ipdesk.services import access, entry, evidence_files, operators, sign_rules, signing
from ipdesk.services.claim_page import view_claim
from ipdesk.services.decisions import take
from ipdesk.services.office import Actor
from ipdesk.services.signing import Paper
from ipdesk.services.verification import verify
from ipdesk.storage import blobs, casefile, journal, slots
from tests.services.casework import Desk, patent

SCAN = b"%PDF-1.4 signed"
DAY = date(2024, 3, 4)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one guess costs is held by test_slots."""

    def quick(slot: slots.Slot, secret: str) -> bytes:
        return hashlib.sha256(slot.salt + secret.encode()).digest()

    monkeypatch.setattr(slots, "_derived", quick)


def code(work: Callable[..., object], *arguments: object) -> str:
    with pytest.raises(UserError) as caught:
        work(*arguments)
    return caught.value.code


@pytest.fixture
def examined(desk: Desk) -> int:
    return desk.examined(desk.applicant(), "01-01", patent("ZL201310000001.3"))


def test_every_role_takes_its_own_moves_and_no_other(desk: Desk, examined: int) -> None:
    """Refusals change nothing, so one claim serves for all; its own role gets past the check."""
    people = {}
    for role in Role:
        (number,) = operators.add_operator(desk.office, desk.clerk, f"只{role}", (role,)).ids
        people[role] = Actor(number, f"只{role}", (role,))
    stages = _a_claim_at_each_stage(desk, examined)
    tried = 0
    for stage, claim in stages.items():
        for wanted in MOVES:
            if stage not in wanted.sources:
                continue
            for role in set(Role) - {wanted.role}:
                found = code(take, desk.office, people[role], claim, wanted.act)
                assert found == "move-needs-role", (wanted.act, stage, role)
                tried += 1
    assert tried >= 5 * len({wanted.act for wanted in MOVES}) - 60


def _a_claim_at_each_stage(desk: Desk, examined: int) -> dict[Stage, int]:
    found = {Stage.EXAMINED: examined}
    names = iter(f"ZL20131000000{n}.{n}" for n in range(2, 10))

    def fresh(who: str) -> int:
        return desk.draft(desk.applicant(f"乐昌市{who}科技有限公司"), "01-01", patent(next(names)))

    found[Stage.DRAFT] = fresh("乙")
    found[Stage.RECEIVED] = fresh("丙")
    desk.receive(found[Stage.RECEIVED])
    found[Stage.ACCEPTED] = fresh("丁")
    desk.receive(found[Stage.ACCEPTED])
    desk.take("clerk", found[Stage.ACCEPTED], "accept")
    found[Stage.REVIEWED] = desk.examined(
        desk.applicant("乐昌市戊科技有限公司"), "01-01", patent(next(names))
    )
    desk.take("reviewer", found[Stage.REVIEWED], "review")
    found[Stage.PUBLISHED] = desk.examined(
        desk.applicant("乐昌市己科技有限公司"), "01-01", patent(next(names))
    )
    desk.publish(found[Stage.PUBLISHED])
    found[Stage.APPROVED] = desk.approved(
        desk.applicant("乐昌市庚科技有限公司"), "01-01", patent(next(names))
    )
    return found


def enabled(desk: Desk) -> dict[int, str]:
    people = operators.list_operators(desk.office, active_only=True)
    given = {one.id: f"Lc86#{one.name}" for one in people}
    access.enable(desk.office, desk.clerk, given, recovery.draw())
    for one in people:
        if one.id != desk.clerk.id:
            own = f"{given[one.id]}-own"
            owner = Actor(one.id, one.name, one.roles)
            access.change_password(desk.office, owner, given[one.id], own)
            given[one.id] = own
    return given


def test_a_first_password_signs_nothing_and_gives_no_seat_until_its_owner_changed_it(
    desk: Desk, examined: int
) -> None:
    """Whoever gave it knows it: by it the administrator could act as anybody."""
    enabled(desk)
    office, clerk, reviewer = desk.office, desk.clerk, desk.reviewer
    access.give_password(office, clerk, reviewer.id, "Erst#vergeben-1")
    args = (clerk, reviewer.id, "Erst#vergeben-1", examined, "review", {}, "同意。")
    assert code(signing.take_beside, office, *args) == "password-due"
    access.give_password(office, clerk, desk.approver.id, "Erst#vergeben-2")
    alone = (desk.approver.id, "编制一人", "Erst#vergeben-2")
    assert code(sign_rules.allow_one_person, office, clerk, *alone) == "password-due"
    assert code(entry.change_seat, office, reviewer.id, "Erst#vergeben-1") == "password-due"
    same_again = (reviewer.id, "Erst#vergeben-1", "Erst#vergeben-1")
    assert code(entry.change_seat, office, *same_again) == "password-same"
    seated = entry.change_seat(office, reviewer.id, "Erst#vergeben-1", "Eigen#gewaehlt-1")
    assert seated.id == reviewer.id
    assert entry.change_seat(office, reviewer.id, "Eigen#gewaehlt-1") == seated


def test_a_second_person_confirms_in_the_window_of_the_first(desk: Desk, examined: int) -> None:
    given = enabled(desk)
    office, clerk, reviewer = desk.office, desk.clerk, desk.reviewer
    args = (examined, "review", {}, "同意初审意见。")
    assert code(signing.take_beside, office, clerk, reviewer.id, "x", *args) == "password-wrong"
    wrong = desk.payer.id
    assert code(signing.take_beside, office, clerk, wrong, given[wrong], *args) == (
        "move-needs-role"
    )
    assert code(signing.take_beside, office, clerk, clerk.id, given[clerk.id], *args) == (
        "second-person-same"
    )
    signing.take_beside(office, clerk, reviewer.id, given[reviewer.id], *args)
    step = casefile.steps(office.db, examined)[-1]
    assert (step.operator, step.signing.way, step.signing.recorder) == (
        "复核乙",
        Way.BESIDE,
        "经办甲",
    )
    written = journal.page(office.db, limit=1)[0]
    assert written.operator == "复核乙"
    assert written.data["signing"] == {
        "way": "beside",
        "person": "复核乙",
        "recorded_by": "经办甲",
    }


def test_without_passwords_or_when_the_office_says_no_nobody_confirms_beside(
    desk: Desk, examined: int
) -> None:
    office, clerk, reviewer = desk.office, desk.clerk, desk.reviewer
    args = (examined, "review")
    assert code(signing.take_beside, office, clerk, reviewer.id, "", *args) == "second-person-off"
    given = enabled(desk)
    sign_rules.set_second_person(office, clerk, False)
    word = given[reviewer.id]
    assert code(signing.take_beside, office, clerk, reviewer.id, word, *args) == (
        "second-person-off"
    )


def paper(signer: str = "陈副市长", **more: object) -> Paper:
    values = {"title": "副市长", "signed_on": DAY, "file_name": "审批表.pdf", "scan": SCAN}
    return Paper(signer, **{**values, **more})  # type: ignore[arg-type]


def test_a_leader_without_an_account_signs_on_paper(desk: Desk, examined: int) -> None:
    desk.take("reviewer", examined, "review")
    office = desk.office
    signing.record_paper(office, desk.clerk, paper(), examined, "sign", {}, "同意。")
    step = casefile.steps(office.db, examined)[-1]
    assert (step.person, step.operator, step.signing.title) == ("陈副市长", "经办甲", "副市长")
    assert desk.claim(examined).signed_on == DAY
    assert signing.read_scan(office, step.signing.scan) == SCAN
    entry = journal.page(office.db, limit=1)[0]
    assert (entry.operator, entry.data["signing"]["person"]) == ("经办甲", "陈副市长")


def test_a_leader_with_an_account_is_the_operator_of_what_they_signed(
    desk: Desk, examined: int
) -> None:
    desk.take("reviewer", examined, "review")
    desk.clock.go_to(date(2024, 3, 6))
    signed = paper("审批丙", title="局长", signed_on=date(2024, 3, 5))
    signing.record_paper(desk.office, desk.clerk, signed, examined, "sign", {}, "同意。")
    step = casefile.steps(desk.office.db, examined)[-1]
    assert (step.person, step.signing.recorder) == (desk.approver.id, "经办甲")
    assert step.signing.signed_on == desk.claim(examined).signed_on == date(2024, 3, 5)


def test_paper_needs_a_name_an_office_a_day_and_a_scan(desk: Desk, examined: int) -> None:
    desk.take("reviewer", examined, "review")
    office, clerk = desk.office, desk.clerk
    for wrong, told in (
        (paper(" "), "paper-name"),
        (paper(title=""), "paper-name"),
        (paper("陈\u200b"), "paper-name"),
        (paper(signed_on=None), "paper-day"),
        (paper(signed_on=date(2024, 3, 5)), "paper-day"),
        (paper(signed_on=date(2024, 3, 3)), "paper-day-early"),  # received on the 4th
        (paper(scan=b""), "paper-scan"),
        (paper(scan=b"MZ program"), "paper-scan"),
        (paper("经办甲"), "paper-own"),
        (paper("复核乙"), "move-needs-role"),  # an account without the role
    ):
        assert code(signing.record_paper, office, clerk, wrong, examined, "sign") == told
    assert code(signing.record_paper, office, desk.payer, paper(), examined, "sign") == (
        "role-required"
    )
    assert code(signing.record_paper, office, clerk, paper(), examined, "pay") == "paper-not-here"
    assert desk.claim(examined).stage is Stage.REVIEWED


def test_one_name_does_not_sign_two_duties_on_paper(desk: Desk, examined: int) -> None:
    signing.record_paper(desk.office, desk.clerk, paper(), examined, "review")
    found = code(signing.record_paper, desk.office, desk.clerk, paper(), examined, "sign")
    assert found == "move-needs-another-person"


def test_one_person_alone_needs_the_setting_of_two_and_a_reason_each_time(desk: Desk) -> None:
    office, alone = desk.office, desk.everything
    claim = desk.received(desk.applicant(), "01-01", patent("ZL201310000001.3"))
    desk.take("everything", claim, "accept")
    desk.tick(claim)
    desk.take("everything", claim, "examine")
    args = (claim, "review", {}, "情况属实。")
    assert code(signing.take_alone, office, alone, "只有一人", *args) == "override-not-allowed"
    for who in (desk.approver, desk.clerk):
        other = desk.payer.id if who is desk.clerk else desk.approver.id
        assert code(sign_rules.allow_one_person, office, who, other, "编制一人") == "role-required"
    sign_rules.allow_one_person(office, desk.clerk, desk.approver.id, "编制一人")
    assert journal.page(office.db, limit=1)[0].data["new"]["approver"] == "审批丙"
    assert code(take, office, alone, *args) == "move-needs-another-person"
    assert code(signing.take_alone, office, alone, " ", *args) == "need-missing"
    signing.take_alone(office, alone, "局内仅一人在岗", *args)
    step = casefile.steps(office.db, claim)[-1]
    assert step.signing.override == "局内仅一人在岗"
    entry = journal.page(office.db, limit=1)[0]
    assert entry.data["signing"]["override"] == "局内仅一人在岗"
    sign_rules.forbid_one_person(office, desk.clerk)
    assert code(signing.take_alone, office, alone, "仍是一人", claim, "sign") == (
        "override-not-allowed"
    )


def test_the_agreement_of_the_approver_is_proven_by_password_where_there_is_one(
    desk: Desk,
) -> None:
    given = enabled(desk)
    office, clerk, approver = desk.office, desk.clerk, desk.approver
    assert code(sign_rules.allow_one_person, office, clerk, approver.id, "一人", "x") == (
        "password-wrong"
    )
    sign_rules.allow_one_person(office, clerk, approver.id, "一人", given[approver.id])
    assert sign_rules.rules(office).one_person


def test_the_minutes_until_the_window_locks_have_bounds(desk: Desk) -> None:
    assert sign_rules.rules(desk.office).idle_minutes == 10
    for minutes in (0, 61):
        assert code(sign_rules.set_idle_minutes, desk.office, desk.clerk, minutes) == (
            "idle-minutes-range"
        )
    sign_rules.set_idle_minutes(desk.office, desk.clerk, 60)
    assert sign_rules.rules(desk.office).idle_minutes == 60
    assert code(sign_rules.set_idle_minutes, desk.office, desk.payer, 5) == "role-required"


def test_a_step_of_the_operator_at_the_window_says_nothing_more(desk: Desk, examined: int) -> None:
    assert casefile.steps(desk.office.db, examined)[-1].signing == PLAIN
    assert "signing" not in journal.page(desk.office.db, limit=1)[0].data


def test_the_scan_is_shown_checked_and_copied_out_with_its_name(
    desk: Desk, examined: int, tmp_path: Path
) -> None:
    office = desk.office
    desk.take("reviewer", examined, "review")
    assert view_claim(office, examined).signed is None
    signing.record_paper(office, desk.clerk, paper(), examined, "sign", {}, "同意。")
    shown = view_claim(office, examined).signed
    assert shown is not None
    (one,) = shown.files
    assert (shown.label, one.operator) == ("纸面签批", "经办甲")
    assert one.file_name.endswith("：陈副市长（副市长）2024-03-04 签")
    assert evidence_files.vault(office).read(one.sha256) == SCAN
    out = tmp_path / "签批.pdf"
    evidence_files.save_scan(office, desk.clerk, examined, one.sha256, out)
    assert out.read_bytes() == SCAN
    assert journal.page(office.db, limit=1)[0].act == "export_evidence"
    assert (
        code(evidence_files.save_scan, office, desk.clerk, examined, "0" * 64, out)
        == "evidence-gone"
    )
    blobs.path_of(office.home.root, one.sha256).unlink()
    (fault,) = evidence_files.file_faults(office, thorough=False)
    assert (fault.code, fault.entity, fault.what.endswith("签字扫描件")) == (
        "file-missing",
        "step",
        True,
    )
    assert [each[0] for each in verify(office).faults] == ["file-missing"]
