"""Who may take which step, tried in plain SQL past every service."""

from __future__ import annotations

from datetime import date, datetime
from itertools import product

import pytest

from ipdesk.domain.signing import PLAIN, Signing, Way
from ipdesk.domain.stages import MOVES, Duty, Role, Stage, move, moves_from
from ipdesk.storage import casefile, claims, entitlements, journal, operators, settings
from ipdesk.storage.database import Database, IntegrityError
from tests.storage.test_casework_store import AT, books, draft, grant

__all__ = ["books"]  # the fixture: a store with a policy, an applicant and three clerks

DAY = date(2024, 3, 4)
SCAN = "b" * 64


@pytest.fixture
def staffed(books: Database) -> tuple[Database, dict[Role, int], int]:
    """One account for each role, and one claim."""
    with books.atomic():
        people = {role: operators.insert(books, f"{role}", (role,)) for role in Role}
        claim = draft(books)
    return books, people, claim


Staffed = tuple[Database, dict[Role, int], int]


def lead(db: Database, claim: int, stage: Stage) -> None:
    """Bring a claim to a stage by steps that are no duty of anybody's, the shortest way."""
    start = Stage(db.value("SELECT stage FROM claim WHERE id = ?", (claim,)))
    ways: dict[Stage, tuple[tuple[str, Stage], ...]] = {start: ()}
    for here in (queue := [start]):
        for one in moves_from(here):
            if one.target not in (None, *ways) and one.act != "correct_up":
                ways[one.target] = (*ways[here], (one.act, one.target))
                queue.append(one.target)
    guide = db.value("SELECT id FROM operator WHERE name = '甲'")
    for act, target in ways[stage]:
        casefile.add_step(db, claim, act, start, target, None, guide, AT, "", {})
        values: dict[str, object] = {"stage": target}
        if target is Stage.RECEIVED:
            values["number"] = f"LC-2024-{claim:04d}"
        if target is Stage.APPROVED:
            values["approved_fen"] = 500_000
        claims.update(db, claim, **values)
        start = target


def step(
    db: Database, claim: int, act: str, operator: int, signing: Signing = PLAIN, source: int = 0
) -> None:
    wanted = move(act)
    start = wanted.sources[source]
    lead(db, claim, start)
    target = wanted.target or start
    casefile.add_step(db, claim, act, start, target, wanted.duty, operator, AT, "", {}, signing)


def code(db: Database, claim: int, act: str, operator: int, signing: Signing = PLAIN) -> str:
    """What the store says to a step: "" when it takes it."""
    try:
        with db.atomic():
            step(db, claim, act, operator, signing)
            raise KeyboardInterrupt  # it would have been taken; undone for the next trial
    except IntegrityError as refusal:
        return str(refusal)
    except KeyboardInterrupt:
        return ""


def test_every_move_is_taken_by_its_role_and_by_no_other(staffed: Staffed) -> None:
    db, people, claim = staffed
    for wanted, role in product(MOVES, Role):
        said = code(db, claim, wanted.act, people[role])
        assert said == ("" if role is wanted.role else "operator-may-not"), (wanted.act, role)


def test_a_disabled_account_takes_no_step(staffed: Staffed) -> None:
    db, people, claim = staffed
    with db.atomic():
        operators.set_active(db, people[Role.APPROVER], False)
    assert code(db, claim, "sign", people[Role.APPROVER]) == "operator-may-not"


def test_a_step_that_is_no_move_of_the_table_is_refused(staffed: Staffed) -> None:
    db, people, claim = staffed
    for source, target in ((Stage.DRAFT, Stage.SIGNED), (Stage.REVIEWED, Stage.APPROVED)):
        with db.atomic():
            lead(db, claim, source)
        with pytest.raises(IntegrityError, match="operator-may-not"), db.atomic():
            casefile.add_step(
                db, claim, "sign", source, target, None, people[Role.APPROVER], AT, "", {}
            )


def test_an_act_that_moves_nothing_is_refused_to_the_auditor_alone(staffed: Staffed) -> None:
    db, people, claim = staffed
    stage = Stage.EXAMINED
    with db.atomic():
        lead(db, claim, stage)
    for role in Role:
        try:
            with db.atomic():
                casefile.add_step(db, claim, "rebase", stage, stage, None, people[role], AT, "", {})
        except IntegrityError:
            assert role is Role.AUDITOR
        else:
            assert role is not Role.AUDITOR


def paper(recorded_by: int, **more: object) -> Signing:
    values = {"way": Way.PAPER, "recorded_by": recorded_by, "signed_on": DAY, "scan": SCAN}
    return Signing(**{**values, **more})  # type: ignore[arg-type]


def test_a_form_signed_on_paper_needs_its_day_its_scan_and_a_clerk(staffed: Staffed) -> None:
    db, people, claim = staffed
    clerk, approver = people[Role.CLERK], people[Role.APPROVER]
    named = {"signer": "陈副市长", "title": "副市长"}
    assert code(db, claim, "sign", approver, paper(clerk)) == ""
    assert code(db, claim, "sign", clerk, paper(clerk, **named)) == ""
    for signing, operator in (
        (paper(clerk, scan=""), approver),
        (paper(clerk, signed_on=None), approver),
        (paper(people[Role.PAYER]), approver),  # recorded by no clerk
        (paper(clerk), clerk),  # a clerk signing for themselves
        (paper(clerk, signer="approver"), clerk),  # a name that is an account
        (paper(people[Role.PAYER], **named), clerk),
        (Signing(signer="陈副市长"), clerk),  # a name without paper
        (Signing(scan=SCAN, signed_on=DAY), approver),
    ):
        assert code(db, claim, "sign", operator, signing) in (
            "paper-incomplete",
            "operator-may-not",
        )
    assert code(db, claim, "examine", clerk, paper(clerk, **named)) == "paper-incomplete"
    assert code(db, claim, "pay", clerk, paper(clerk, **named)) == "paper-incomplete"


def test_one_name_on_paper_is_one_person(staffed: Staffed) -> None:
    db, people, claim = staffed
    clerk = people[Role.CLERK]
    with db.atomic():
        step(db, claim, "examine", clerk)
        step(db, claim, "review", clerk, paper(clerk, signer="甲局长"))
    assert code(db, claim, "sign", clerk, paper(clerk, signer="甲局长")) == (
        "move-needs-another-person"
    )
    assert code(db, claim, "sign", clerk, paper(clerk, signer="乙局长")) == ""


def test_a_second_person_beside_is_not_the_one_at_the_window(staffed: Staffed) -> None:
    db, people, claim = staffed
    clerk, approver = people[Role.CLERK], people[Role.APPROVER]
    assert code(db, claim, "sign", approver, Signing(Way.BESIDE, clerk)) == ""
    for other in (approver, people[Role.AUDITOR], None):
        said = code(db, claim, "sign", approver, Signing(Way.BESIDE, other))
        assert said == "operator-may-not"


def test_one_person_does_two_duties_only_with_a_reason_and_when_the_office_says_so(
    staffed: Staffed,
) -> None:
    db, _, claim = staffed
    with db.atomic():
        one = operators.insert(db, "独", (Role.CLERK, Role.REVIEWER, Role.APPROVER))
        step(db, claim, "examine", one)
    why = Signing(override="全局只有一人在岗")
    assert code(db, claim, "review", one) == "move-needs-another-person"
    assert code(db, claim, "review", one, why) == "override-not-allowed"
    with db.atomic():
        settings.put(db, "one_person", {"on": True})
    assert code(db, claim, "review", one) == "move-needs-another-person"
    assert code(db, claim, "review", one, why) == ""
    assert code(db, claim, "accept", one, why) == "override-not-allowed"
    with db.atomic():
        settings.put(db, "one_person", {"on": False})
    assert code(db, claim, "review", one, why) == "override-not-allowed"


def test_a_step_comes_back_with_how_it_was_signed(staffed: Staffed) -> None:
    db, people, claim = staffed
    clerk = people[Role.CLERK]
    signing = paper(clerk, signer="陈副市长", title="副市长")
    with db.atomic():
        step(db, claim, "examine", clerk)
        step(db, claim, "sign", clerk, signing)
        step(db, claim, "refuse", people[Role.APPROVER], Signing(Way.BESIDE, clerk))
    first, second, third = (one for one in casefile.steps(db, claim) if one.duty)
    assert (first.signing, first.person) == (PLAIN, clerk)
    assert second.signing == Signing(Way.PAPER, clerk, "clerk", "陈副市长", "副市长", DAY, SCAN)
    assert second.person == "陈副市长"
    assert (third.person, third.signing.recorder) == (people[Role.APPROVER], "clerk")


WRITES = {
    "claim_check": "INSERT INTO claim_check (claim, check_id, state, operator, at)"
    " VALUES (1, 'a', 'met', ?, '')",
    "claim_evidence": "INSERT INTO claim_evidence (claim, evidence, form, operator, at)"
    " VALUES (1, 'a', 'paper', ?, '')",
    "reading": "INSERT INTO reading (pack, key, value, operator, at) VALUES ('p', 'k', 'v', ?, '')",
    "letter": "INSERT INTO letter (claim, kind, mark, year, number, document_number, issued_on,"
    " content, content_sha256, pdf, pdf_sha256, amount_fen, pack_sha256, check_code, journal_seq,"
    " journal_head, at, operator) VALUES (1, 'approval', 'M', 2024, 1, 'M1', '2024-03-04', '{}',"
    f" '', x'', '', 0, '{'a' * 64}', 'C', 1, '', '', ?)",
}
MAY = {
    "claim_check": {Role.CLERK},
    "claim_evidence": {Role.CLERK},
    "reading": {Role.ADMINISTRATOR, Role.APPROVER},
    "letter": {Role.CLERK, Role.APPROVER},
}


@pytest.mark.parametrize("table", WRITES)
def test_what_hangs_on_a_claim_is_written_by_its_role(staffed: Staffed, table: str) -> None:
    db, people, _ = staffed
    took = set()
    for role in Role:
        try:
            with db.atomic():
                db.execute(WRITES[table], (people[role],))
                took.add(role)
                raise KeyboardInterrupt
        except (IntegrityError, KeyboardInterrupt):
            pass
    assert took == MAY[table]


def test_only_the_payer_writes_a_payment(staffed: Staffed) -> None:
    db, people, claim = staffed
    sql = (
        "INSERT INTO payment (claim, paid_on, fen, voucher, bank, account_name, account, operator,"
        " at) VALUES (?, '2024-03-04', 1, '', '', '', '', ?, '')"
    )
    with db.atomic():
        for role in set(Role) - {Role.PAYER}:
            with pytest.raises(IntegrityError, match=r"operator-may-not|payment-by-its-act"):
                db.execute(sql, (claim, people[role]))
        step(db, claim, "pay", people[Role.PAYER])
        db.execute(sql, (claim, people[Role.PAYER]))
        for role in set(Role) - {Role.PAYER}:
            with pytest.raises(IntegrityError, match=r"operator-may-not|payment-by-its-act"):
                db.execute(sql, (claim, people[role]))
        claims.update(db, claim, paid_fen=1, paid_on="2024-03-04")
        entitlements.hold(db, "p", claim, [grant("ZL")._replace(amount_fen=500_000)], {})


def entry(db: Database, operator: str, act: str) -> None:
    journal.append(db, at=datetime(2024, 3, 4), operator=operator, act=act, entity="e",
                   entity_id=1, data={})  # fmt: skip


def test_an_auditor_changes_nothing_whatever_the_table(staffed: Staffed) -> None:
    db, _, _ = staffed
    for act in ("amend_applicant", "set_budget", "set_day", "change_bureau", "add_operator"):
        with pytest.raises(IntegrityError, match="operator-may-not"), db.atomic():
            entry(db, "auditor", act)
    with db.atomic():
        for act in ("sign_in", "export_ledger", "reveal_number", "print_letter"):
            entry(db, "auditor", act)


def test_a_disabled_account_is_named_by_no_new_entry(staffed: Staffed) -> None:
    db, people, _ = staffed
    with db.atomic():
        operators.set_active(db, people[Role.CLERK], False)
    with pytest.raises(IntegrityError, match="operator-may-not"), db.atomic():
        entry(db, "clerk", "amend_claim")


def test_the_last_administrator_at_work_stays(staffed: Staffed) -> None:
    db, people, _ = staffed
    one = people[Role.ADMINISTRATOR]
    with pytest.raises(IntegrityError, match="operator-last-administrator"), db.atomic():
        operators.set_active(db, one, False)
    with pytest.raises(IntegrityError, match="operator-last-administrator"), db.atomic():
        db.execute("UPDATE operator SET roles = '[\"clerk\"]' WHERE id = ?", (one,))
    with db.atomic():
        operators.insert(db, "另一管理", (Role.ADMINISTRATOR,))
        operators.set_active(db, one, False)


def test_duties_are_kept_apart_as_before(staffed: Staffed) -> None:
    db, _, claim = staffed
    with db.atomic():
        both = operators.insert(db, "兼", (Role.CLERK, Role.REVIEWER))
        step(db, claim, "examine", both)
    assert move("review").duty is Duty.REVIEW
    assert code(db, claim, "review", both) == "move-needs-another-person"
