"""What the store itself refuses in casework, tried in plain SQL past every service."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from ipdesk.domain.claim import Grant
from ipdesk.domain.record import PaymentRecord
from ipdesk.domain.stages import MOVES, RELEASED, Duty, Stage
from ipdesk.storage import casefile, claims, entitlements, payments
from ipdesk.storage.database import Database, IntegrityError

AT = datetime(2024, 3, 4, 9, 0)
SHA = "a" * 64
DECIDED = (Stage.APPROVED, Stage.PAID, Stage.ARCHIVED, Stage.RECOVERY, *RELEASED)
# What may still be filled in after a decision; everything else of a claim is frozen.
OPEN = {"stage", "handler", "fund_source", "document_number", "archive_number", "due_on"}
FORM = {"application", "intake"}  # fixed from receipt on
PAID = {"paid_fen", "paid_on", "voucher"}
# Held to the payments and to what must come back by triggers of their own.
RETURNED = {"recovered_fen", "remitted_fen"}


@pytest.fixture
def books(db: Database) -> Database:
    """A store with a policy, an applicant and three operators."""
    with db.atomic():
        db.execute(
            "INSERT INTO policy_version (sha256, pack, title, document_number, files,"
            " activated_at, reviewer, reviewed_on) VALUES (?, 'p', 't', 'n', x'', ?, 'r', ?)",
            (SHA, AT.isoformat(), "2024-01-01"),
        )
        for name in ("甲", "乙", "丙"):
            roles = '["clerk", "reviewer", "approver", "payer"]'
            db.execute("INSERT INTO operator (name, roles) VALUES (?, ?)", (name, roles))
        applicant(db, "某公司")
    return db


def applicant(db: Database, name: str) -> int:
    return db.insert(
        "INSERT INTO applicant (kind, name, code, local, town, address, legal_representative,"
        " contact, phone, bank, account_name, account, former_names, note, code_exception,"
        " look_alike, sort_key, registered_at) VALUES ('enterprise', ?, '', 1, '', '', '', '', '',"
        " '', '', '', '[]', '', '', '', '', ?)",
        (name, AT.isoformat()),
    )


def draft(db: Database) -> int:
    claim = claims.insert(
        db,
        pack="p",
        pack_sha256=SHA,
        award="01-01",
        applicant=1,
        handler=1,
        created_at=AT,
        received_on=date(2024, 3, 4),
        fund_year=2024,
    )
    db.execute(
        "INSERT INTO claim_item (claim, ordinal, subject, typed, amount_fen)"
        " VALUES (?, 1, 'ZL1', '{}', 500000)",
        (claim,),
    )
    return claim


ROUTES = {
    Stage.PAID: "received accepted examined reviewed signed published unobjected approved paid",
    Stage.NOT_ACCEPTED: "received not_accepted",
    Stage.REFUSED: "received accepted examined reviewed refused",
    Stage.WITHDRAWN: "received withdrawn",
    Stage.VOID: "received void",
    Stage.REFERRED: "received accepted examined reviewed referred",
    Stage.RETURNED: "received returned",
    Stage.INSPECTION: "received accepted examined inspection",
    Stage.COMMITTEE: "received accepted examined reviewed signed committee",
    Stage.OBJECTION: "received accepted examined reviewed signed published objection",
}
ROUTES[Stage.RECOVERY] = f"{ROUTES[Stage.PAID]} recovery"
ROUTES[Stage.REVOKED] = ROUTES[Stage.PAID].replace(" paid", " revoked")
ROUTES[Stage.ARCHIVED] = f"{ROUTES[Stage.PAID]} archived"


def route(stage: Stage) -> list[str]:
    if stage is Stage.DRAFT:
        return []
    whole = ROUTES.get(stage, ROUTES[Stage.PAID]).split()
    return whole[: whole.index(stage) + 1]


def at_stage(db: Database, stage: Stage) -> int:
    """A claim led lawfully to a stage."""
    claim, before = draft(db), Stage.DRAFT
    for target in map(Stage, route(stage)):
        values: dict[str, object] = {"stage": target}
        way = next(one for one in MOVES if before in one.sources and one.target is target)
        casefile.add_step(db, claim, way.act, before, target, way.duty, BY[way.duty], AT, "", {})
        if target is Stage.RECEIVED:
            values["number"] = f"LC-2024-{claim:04d}"
        if target is Stage.APPROVED:
            held = grant(f"ZL-{claim}")._replace(amount_fen=500_000)
            entitlements.hold(db, "p", claim, [held], {})
            values["approved_fen"] = 500_000
        if target is Stage.PAID:
            payment(db, claim, 500_000)
            values |= {"paid_fen": 500_000, "paid_on": "2024-04-01", "voucher": "1"}
        claims.update(db, claim, **values)
        before = target
    return claim


# Three people, one for each duty; what is no duty is done by the first.
BY = {None: 1, Duty.EXAMINATION: 1, Duty.REVIEW: 2, Duty.APPROVAL: 3}


def payment(db: Database, claim: int, fen: int) -> None:
    paid = PaymentRecord(date(2024, 4, 1), fen, "1", "", "", "", "")
    payments.add(db, claim, paid, 1, AT)


def part_paid(db: Database, claim: int, fen: int) -> None:
    """One part of a payment with the step it belongs to."""
    stage = Stage.APPROVED
    casefile.add_step(db, claim, "pay_part", stage, stage, None, 1, AT, "", {})
    payment(db, claim, fen)


def refused(db: Database, sql: str, *values: object) -> str:
    """The store's refusal of a statement, in the middle of an act that goes on."""
    with pytest.raises(IntegrityError) as caught:
        db.execute(sql, values)
    return str(caught.value)


def test_the_store_knows_exactly_the_moves_of_the_table(books: Database) -> None:
    kept = {tuple(row) for row in books.rows("SELECT act, source, target, role FROM stage_move")}
    table = {
        (move.act, str(source), str(move.leads_to(source)), str(move.role))
        for move in MOVES
        for source in move.sources
    }
    assert kept == table


@pytest.mark.parametrize("stage", Stage)
def test_a_claim_cannot_jump_to_a_stage_its_own_does_not_lead_to(
    books: Database, stage: Stage
) -> None:
    lawful = {move.leads_to(stage) for move in MOVES if stage in move.sources}
    with books.atomic():
        claim = at_stage(books, stage)
        assert books.value("SELECT stage FROM claim WHERE id = ?", (claim,)) == stage
        for other in set(Stage) - lawful - {stage}:
            sql = "UPDATE claim SET stage = ? WHERE id = ?"
            assert refused(books, sql, other, claim) == "claim-keeps-to-the-path"


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.DRAFT])
def test_a_claim_cannot_be_written_into_the_middle_of_its_path(
    books: Database, stage: Stage
) -> None:
    with books.atomic():
        said = refused(
            books,
            "INSERT INTO claim (number, pack, pack_sha256, award, applicant, handler, created_at,"
            " received_on, fund_year, stage, approved_fen)"
            " VALUES ('X', 'p', ?, '01-01', 1, 1, '', '2024-03-04', 2024, ?, 1)",
            SHA,
            str(stage),
        )
        assert said == "claim-keeps-to-the-path"


COUNTED = (
    "id",
    "copies",
    "item_count",
    "applicant",
    "clause_status",
    "application",
    "intake",
    "title_name",
)


def lawful_value(column: str) -> object:
    """Another value than the row has, of a kind the column would take."""
    if column in ("readings",):
        return '{"a": "b"}'
    if column == "proposal":
        return "refuse"
    if column.endswith("_fen") or column in COUNTED:
        return 77
    if column == "fund_year":
        return 2025
    return "2025-01-01"


@pytest.mark.parametrize("stage", DECIDED)
def test_every_decided_column_of_a_decided_claim_is_frozen(books: Database, stage: Stage) -> None:
    with books.atomic():
        claim = at_stage(books, stage)
        frozen = set(claims.COLUMNS) - OPEN - PAID - RETURNED
        assert len(frozen) > 25
        for column in frozen:
            sql = f"UPDATE claim SET {column} = ? WHERE id = ?"
            code = "claim-received-is-kept" if column in FORM else "claim-decided-is-frozen"
            assert refused(books, sql, lawful_value(column), claim) == code


def test_what_was_paid_is_frozen_once_it_was_paid(books: Database) -> None:
    with books.atomic():
        claim = at_stage(books, Stage.PAID)
        for column, value in (("paid_fen", 1), ("paid_on", "2024-04-02"), ("voucher", "2")):
            sql = f"UPDATE claim SET {column} = ? WHERE id = ?"
            assert refused(books, sql, value, claim) == "claim-decided-is-frozen"


ITEM_CHANGES = (
    "UPDATE claim_item SET amount_fen = 1 WHERE claim = ?",
    "UPDATE claim_item SET subject = 'ZL2' WHERE claim = ?",
    "DELETE FROM claim_item WHERE claim = ?",
    "INSERT INTO claim_item (claim, ordinal, subject, typed) VALUES (?, 2, 'ZL2', '{}')",
    "INSERT OR REPLACE INTO claim_item (claim, ordinal, subject, typed) VALUES (?, 1, 'ZL2', '{}')",
)


@pytest.mark.parametrize("stage", DECIDED)
def test_the_items_of_a_decided_claim_are_frozen(books: Database, stage: Stage) -> None:
    with books.atomic():
        claim = at_stage(books, stage)
        for sql in ITEM_CHANGES:
            assert refused(books, sql, claim) == "claim-decided-is-frozen"


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.DRAFT])
def test_a_received_claim_cannot_be_deleted(books: Database, stage: Stage) -> None:
    with books.atomic():
        claim = at_stage(books, stage)
        assert refused(books, "DELETE FROM claim WHERE id = ?", claim) == "claim-received-is-kept"
        replace = (
            "INSERT OR REPLACE INTO claim (id, pack, pack_sha256, award, applicant, handler,"
            " created_at, fund_year) VALUES (?, 'p', ?, '01-01', 1, 1, '', 2024)"
        )
        assert refused(books, replace, claim, SHA) == "claim-received-is-kept"


def test_a_draft_goes_with_its_items(books: Database) -> None:
    with books.atomic():
        claims.delete_draft(books, draft(books))
    assert books.value("SELECT count(*) FROM claim_item") == 0


@pytest.mark.parametrize("first", Duty)
@pytest.mark.parametrize("second", Duty)
def test_one_person_does_one_of_the_three_duties_of_a_claim(
    books: Database, first: Duty, second: Duty
) -> None:
    with books.atomic():
        claim, other = (at_stage(books, Stage.ACCEPTED) for _ in range(2))
        step(books, claim, 1, first)
        step(books, other, 1, second)  # of another claim
        step(books, claim, 2, second)  # another person
        if first is second:
            step(books, claim, 1, second)
        else:
            with pytest.raises(IntegrityError, match="move-needs-another-person"):
                step(books, claim, 1, second)


def step(db: Database, claim: int, operator: int, duty: Duty | None) -> int:
    source, target = Stage.ACCEPTED, Stage.EXAMINED
    return casefile.add_step(db, claim, "examine", source, target, duty, operator, AT, "", {})


def test_steps_assessments_and_letters_can_neither_be_changed_nor_removed(books: Database) -> None:
    with books.atomic():
        claim = at_stage(books, Stage.APPROVED)
        casefile.add_assessment(books, claim, Stage.RECEIVED, AT, SHA, {}, {}, 0)
        letter(books, claim, 1)
        for table, column, code in (
            ("claim_step", "opinion", "claim-step-is-kept"),
            ("claim_step", "operator", "claim-step-is-kept"),
            ("assessment", "amount_fen", "assessment-is-kept"),
            ("assessment", "result", "assessment-is-kept"),
            ("letter", "pdf", "letter-is-kept"),
            ("letter", "amount_fen", "letter-is-kept"),
            ("letter", "document_number", "letter-is-kept"),
        ):
            assert refused(books, f"UPDATE {table} SET {column} = {column}") == code
            assert refused(books, f"DELETE FROM {table}") == code


def letter(db: Database, claim: int, number: int, text: str = "") -> int:
    return db.insert(
        "INSERT INTO letter (claim, kind, mark, year, number, document_number, issued_on, content,"
        " content_sha256, pdf, pdf_sha256, amount_fen, pack_sha256, check_code, journal_seq,"
        " journal_head, operator, at) VALUES (?, 'approval', 'M', 2024, ?, ?, '2024-03-04', '{}',"
        " '', x'', '', 0, ?, ?, 1, '', 1, '')",
        (claim, number, text or f"M{number}", SHA, text or f"C{number}"),
    )


def test_a_letter_number_is_given_once(books: Database) -> None:
    with books.atomic():
        claim = at_stage(books, Stage.APPROVED)
        letter(books, claim, 1)
        with pytest.raises(IntegrityError, match=r"letter\.mark, letter\.year, letter\.number"):
            letter(books, claim, 1, "another")


def grant(key: str, award: str = "01-01", used: int = 0, year: int = 2024) -> Grant:
    uses = ((award, year, used),) if used else ()
    return Grant("1", award, key, key, key, date(2023, 1, 1), 2024, 100, "", uses)


def test_a_key_is_held_by_one_claim_at_a_time(books: Database) -> None:
    with books.atomic():
        first, second = (at_stage(books, Stage.RECEIVED) for _ in range(2))
        entitlements.hold(books, "p", first, [grant("ZL1")], {})
        entitlements.hold(books, "p", second, [grant("ZL1", "01-02"), grant("ZL2")], {})
        with pytest.raises(IntegrityError, match=r"entitlement\.key"):
            entitlements.hold(books, "p", second, [grant("ZL1")], {})
        entitlements.release(books, "p", first)
        entitlements.hold(books, "p", second, [grant("ZL1")], {})
        assert len(entitlements.of_claim(books, second)) == 3


def test_a_quota_never_passes_its_limit(books: Database) -> None:
    limits = {("03-01", 2024): 100}
    with books.atomic():
        claim = at_stage(books, Stage.RECEIVED)
        entitlements.hold(books, "p", claim, [grant("W1", "03-01", 95)], limits)
        entitlements.hold(books, "p", claim, [grant("W2", "03-01", 5)], limits)
        with pytest.raises(IntegrityError, match="used <= most"), books.part():
            entitlements.hold(books, "p", claim, [grant("W3", "03-01", 1)], limits)
        assert entitlements.quota(books, "p", "03-01", 1, 2024) == (100, 100)
        assert entitlements.quota(books, "p", "03-01", 1, 2023) is None


def test_releasing_gives_back_pieces_but_not_those_of_others(books: Database) -> None:
    limits = {("03-01", 2024): 100}
    with books.atomic():
        first, second = (at_stage(books, Stage.RECEIVED) for _ in range(2))
        entitlements.hold(books, "p", first, [grant("W1", "03-01", 60)], limits)
        entitlements.hold(books, "p", second, [grant("W2", "03-01", 40)], limits)
        entitlements.release(books, "p", first)
        entitlements.release(books, "p", first)
    assert entitlements.quota(books, "p", "03-01", 1, 2024) == (40, 100)
    assert [one.key for one in entitlements.of_claim(books, second)] == ["W2"]


def test_what_others_hold_is_found_by_applicant_and_by_subject(books: Database) -> None:
    with books.atomic():
        other = applicant(books, "另一公司")
        mine, first, second = (at_stage(books, Stage.RECEIVED) for _ in range(3))
        entitlements.hold(books, "p", mine, [grant("ZL0")], {})
        entitlements.hold(books, "p", first, [grant("ZL1")], {})
        strange = grant("ZL2")._replace(applicant=str(other))
        entitlements.hold(books, "p", second, [strange], {})
        entitlements.hold(books, "p", None, [grant("ZL3")], {})  # imported history
        entitlements.hold(books, "q", None, [grant("ZL9")], {})  # another policy
    found = entitlements.relevant(books, "p", 1, ["ZL2", "ZL7"], mine)
    assert [known.grant.key for known in found] == ["ZL1", "ZL2", "ZL3"]
    many = [f"ZL{number}" for number in range(1000)]
    assert len(entitlements.relevant(books, "p", 99, many, mine)) == 3


def test_a_claim_knows_which_others_came_after_it(books: Database) -> None:
    with books.atomic():
        numbers = [draft(books) for _ in range(3)]
        for claim in (numbers[1], numbers[0], numbers[2]):
            source, target = Stage.DRAFT, Stage.RECEIVED
            casefile.add_step(books, claim, "receive", source, target, None, 1, AT, "", {})
            claims.update(books, claim, stage=target, number=f"LC-2024-{claim:04d}")
            entitlements.hold(books, "p", claim, [grant(f"ZL{claim}")], {})
    found = entitlements.relevant(books, "p", 1, [], numbers[0])
    assert [(known.grant.key, known.later) for known in found] == [
        (f"ZL{numbers[1]}", False),
        (f"ZL{numbers[2]}", True),
    ]


def test_no_more_is_paid_than_was_approved(books: Database) -> None:
    with books.atomic():
        claim = at_stage(books, Stage.APPROVED)
        for too_much in (500_001, 10**12):
            with pytest.raises(IntegrityError, match="payment-above-approved"):
                part_paid(books, claim, too_much)
        early = at_stage(books, Stage.UNOBJECTED)
        with pytest.raises(IntegrityError, match="payment-by-its-act"):
            payment(books, early, 1)
        part_paid(books, claim, 400_000)
        with pytest.raises(IntegrityError, match="payment-above-approved"):
            part_paid(books, claim, 100_001)
        claims.update(books, claim, paid_fen=400_000, paid_on="2024-04-01", voucher="1")
        jump = "UPDATE claim SET stage = 'approved' WHERE id = ?"
        assert refused(books, jump, early) == "claim-moves-by-a-step"


def test_an_amount_outside_all_money_is_refused(books: Database) -> None:
    with books.atomic():
        claim = draft(books)
        for column in ("asked_fen", "claimed_fen", "proposed_fen", "decided_fen", "approved_fen"):
            for fen in (-1, 10**13 + 1):
                sql = f"UPDATE claim SET {column} = ? WHERE id = ?"
                said = refused(books, sql, fen, claim)
                assert said == "claim-amount-by-its-act" or "CHECK" in said


def test_a_claim_comes_back_as_it_was_written(books: Database) -> None:
    with books.atomic():
        claim = draft(books)
        claims.update(books, claim, readings={"a": "b"}, due_on=date(2024, 3, 11), note="备注")
    found = claims.get(books, claim)
    assert found is not None
    assert (found.stage, found.readings, found.created_at) == (Stage.DRAFT, {"a": "b"}, AT)
    assert (found.received_on, found.due_on) == (date(2024, 3, 4), date(2024, 3, 11))
    assert (found.number, found.approved_fen, found.note) == (None, None, "备注")
    assert claims.by_number(books, "LC-2024-0001") is None


def test_the_books_can_be_reopened(books: Database, tmp_path: Path, key: bytes) -> None:
    with books.atomic():
        at_stage(books, Stage.PAID)
    books.close()
    with Database.open(tmp_path / "ipdesk.db", key) as again:
        assert again.value("SELECT paid_fen FROM claim") == 500_000
