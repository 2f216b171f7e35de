"""Verification is not blind: every disagreement it looks for is planted once, and found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ipdesk.storage import driver, proofs
from ipdesk.storage.database import Database
from tests.conftest import SampleFolder

# One paid or approved claim, one letter, one ended claim: of the sample, whichever comes first.
PAID = "(SELECT min(id) FROM claim WHERE paid_fen IS NOT NULL)"
ENDED = "(SELECT min(claim) FROM letter WHERE kind = 'refusal')"
LETTER = "(SELECT min(id) FROM letter WHERE kind = 'approval')"
LAST = "(SELECT max(id) FROM letter)"

CORRECTION = (
    "INSERT INTO correction (claim, change, cause, reason, old_fen, new_fen, old_items,"
    " new_items, state, proposed_by, proposed_at)"
)

VOID = (
    "INSERT INTO number_void (register, mark, year, number, document_number, reason, operator, at)"
)
SPOILT = "'作废', 1, '2024-03-04T09:30:00'"
HISTORY = (
    "INSERT INTO past_award (batch, pack, award, applicant, subject, fact_on, fact_known,"
    " fund_year, amount_fen, document_number, note, entitlement)"
)
LINE = (
    "INSERT INTO batch_claim (batch, claim, place, fen, payment, state)"
    " SELECT 1, claim, 1, fen + 1, id,"
)

PLANTS = {
    "stage-differs": f"UPDATE claim SET stage = 'approved' WHERE id = {PAID}",
    "stage-without-step": f"DELETE FROM claim_step WHERE claim = {PAID}",
    "step-without-entry": "INSERT INTO claim_step (claim, act, source, target, operator, at)"
    " SELECT claim, act, source, target, operator, at FROM claim_step ORDER BY id DESC LIMIT 1",
    "entry-without-step": f"DELETE FROM claim_step WHERE claim = {PAID} AND act = 'accept'",
    "steps-do-not-follow": f"UPDATE claim_step SET source = 'signed' WHERE claim = {PAID}"
    " AND act = 'accept'",
    "one-person-two-duties": "UPDATE claim_step SET operator = (SELECT operator FROM claim_step"
    f" WHERE claim = {PAID} AND act = 'review') WHERE claim = {PAID} AND act = 'approve'",
    "payment-without-step": f"DELETE FROM payment WHERE claim = {PAID}",
    "past-award-differs": f"{HISTORY} SELECT 1, pack, award, applicant, subject, fact_on, 1,"
    " fund_year, amount_fen, '', '', id FROM entitlement ORDER BY id LIMIT 1",
    "draft-differs": "INSERT INTO policy_draft (pack, title, file_name, file_kind, file_sha256,"
    " pages, operator, at, changed_at) VALUES"
    f" ('p', 't', 'f', 'text', '{'a' * 64}', '[]', 1, '2024-03-04T09:00:00', '')",
    "history-of-nothing": "UPDATE entitlement SET claim = NULL WHERE id ="
    " (SELECT min(id) FROM entitlement)",
    "past-award-without-entry": f"{HISTORY} SELECT 1, pack, award, applicant, subject, fact_on, 1,"
    " fund_year, amount_fen, '', '', id FROM entitlement ORDER BY id LIMIT 1",
    "import-without-entry": "INSERT INTO import_batch (kind, file_name, file_sha256, sheet,"
    " context, rows, added, left_out, operator, at) VALUES"
    f" ('history', 'f', '{'a' * 64}', '', '{{}}', 1, 1, 0, 1, '2024-03-04T09:00:00')",
    "merge-differs": "UPDATE applicant SET merged_into = 1 WHERE id = 2",
    "merge-without-entry": "INSERT INTO applicant_merge (source, target, reason, moved,"
    " journal_seq, operator, at) VALUES (2, 1, 'r', '{}', 0, 1, '')",
    "named-as-another": f"UPDATE claim_named SET town = town || '镇' WHERE claim = {PAID}",
    "held-by-another": f"UPDATE entitlement SET applicant = applicant % 2 + 1 WHERE claim = {PAID}",
    "batch-line-differs": f"{LINE} 'paid' FROM payment ORDER BY id LIMIT 1",
    "batch-waits-in-vain": f"{LINE} 'waiting' FROM payment ORDER BY id LIMIT 1",
    "batch-without-entry": "INSERT INTO batch (kind, year, ordinal, starts_on, operator, at)"
    " VALUES ('payment', 2024, 99, '2024-03-04', 1, '')",
    "roles-differ": """UPDATE operator SET roles = '["clerk", "payer"]' WHERE id = 1""",
    "number-gap": "UPDATE number_series SET last = last + 1 WHERE series = 'claim'",
    "letter-without-entry": f"UPDATE letter SET id = 9999 WHERE id = {LAST}",
    "entry-without-letter": f"DELETE FROM letter WHERE id = {LAST}",
    "letter-amount": f"UPDATE letter SET amount_fen = amount_fen + 1 WHERE id = {LETTER}",
    "letter-gap": f"UPDATE letter SET number = 9999 WHERE id = {LETTER}",
    "number-void-and-used": f"{VOID} SELECT 'own', mark, year, number, 'x',"
    f" {SPOILT} FROM letter WHERE id = {LETTER}",
    "number-void-without-entry": f"{VOID} VALUES ('shared', 'x', 2024, 1, 'x', {SPOILT})",
    "paid-differs": f"UPDATE payment SET fen = fen + 1 WHERE claim = {PAID}",
    "recovered-differs": "UPDATE claim SET recovery_fen = 100, recovered_fen = 100"
    f" WHERE id = {PAID}",
    "paid-above-approved": f"UPDATE claim SET paid_fen = paid_fen + 1 WHERE id = {PAID}",
    "sums-differ": "UPDATE claim_sum SET paid_fen = paid_fen + 1 WHERE paid_fen > 0",
    "parties-differ": "UPDATE claim_party SET claims = claims + 1",
    "correction-half-done": f"{CORRECTION} SELECT id, 'correct', 'error', 'r', approved_fen,"
    f" approved_fen, '[]', '[]', 'applying', 1, '' FROM claim WHERE id = {PAID}",
    "correction-differs": f"{CORRECTION} SELECT id, 'correct', 'error', 'r', approved_fen,"
    f" 1, '[]', '[]', 'approved', 1, '' FROM claim WHERE id = {PAID}",
    "approved-not-journalled": "UPDATE claim SET approved_fen = approved_fen + 1"
    f" WHERE id = {PAID}",
    "approved-differs": f"DELETE FROM entitlement WHERE claim = {PAID}",
    "items-differ": f"UPDATE claim_item SET amount_fen = amount_fen + 1 WHERE claim = {PAID}",
    "held-after-end": f"UPDATE entitlement SET claim = {ENDED} WHERE claim = {PAID}",
    "evidence-replaced-by-none": "UPDATE claim_evidence SET state = 'replaced'",
    "clause-status-without-entry": "INSERT INTO clause_status (pack, clause, status, document,"
    " document_on, from_day, operator, at) VALUES"
    " ('p', '01', 'stopped', 'd', '2024-01-01', '2024-01-01', 1, '')",
    "clause-status-differs": f"UPDATE assessment SET clause_status = 1 WHERE claim = {PAID}",
    "title-name-without-entry": "INSERT INTO title_name (pack, award, title, counts, note,"
    " operator, at) VALUES ('p', '03-04', 't', 1, 'n', 1, '')",
    "title-name-differs": f"UPDATE assessment SET title_name = 1 WHERE claim = {PAID}",
    "year-closing-without-entry": "INSERT INTO year_closing (pack, year, ordinal, content, digest,"
    " claims, approved_fen, paid_fen, journal_seq, journal_head, operator, at) VALUES ('p', 2020,"
    f" 1, x'00', '{'0' * 64}', 0, 0, 0, 0, '', 1, '2021-01-04T09:00:00')",
    "figure-without-entry": "INSERT INTO observation (pack, subject, year, part, value,"
    " department, reported_on, operator, at) VALUES"
    " ('p', 'm', 2024, 'Y', '1', 'd', '2024-01-01', 1, '')",
    "figure-corrected-by-none": "UPDATE observation SET state = 'withdrawn'"
    " WHERE corrects IS NOT NULL",
    "closed-figure-differs": "UPDATE observation SET value = value || '0' WHERE id ="
    " (SELECT min(id) FROM observation WHERE year = 2023 AND value IS NOT NULL)",
    "closed-figure-gone": "UPDATE observation SET state = 'withdrawn' WHERE id ="
    " (SELECT min(id) FROM observation WHERE year = 2023)",
    "reopened-by-nobody": "UPDATE target_closing SET reopened_at = '2025-01-01T00:00:00'",
    "task-state-differs": "UPDATE task SET state = 'waiting' WHERE state = 'underway'",
    "quota-missing": "DELETE FROM quota",
    "quota-differs": "UPDATE quota SET used = used - 1 WHERE used > 0",
}


def found(path: Path, key: bytes) -> set[str]:
    with Database.inspect(path, key) as db:
        return {code for code, _ in proofs.disagreements(db)}


def plant(path: Path, key: bytes, sql: str) -> int:
    """Change the file past every trigger, as someone with the key and a tool could.

    The triggers are put back, so that nothing but the change is left; returns how many.
    """
    connection = driver.connect(path, key, "mode=rw")
    triggers = taken_off(connection)
    assert connection.execute(sql).rowcount >= 1, "nothing was planted"
    for text in triggers:
        connection.execute(text)
    connection.commit()
    connection.close()
    return len(triggers)


def taken_off(connection: driver.Connection) -> list[str]:
    """Drop every trigger; how each was made."""
    known = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    triggers = connection.execute(known).fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    return [text for _, text in triggers]


@pytest.fixture(scope="module")
def bare(sample: SampleFolder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The sample bureau past every trigger; what is planted in a trial is gone after it."""
    home = sample.copy(tmp_path_factory.mktemp("proofs") / "home")
    connection = driver.connect(home.database, sample.key, "mode=rw")
    taken_off(connection)
    connection.commit()
    with Database(home.database, sample.key, connection) as db:
        yield db


def test_every_disagreement_has_its_plant() -> None:
    assert set(PLANTS) == set(proofs.QUERIES)


def test_the_sample_agrees_with_itself(bare: Database) -> None:
    assert list(proofs.disagreements(bare)) == []


@pytest.mark.parametrize("code", PLANTS)
def test_a_planted_disagreement_is_found(bare: Database, code: str) -> None:
    with bare.trial() as db:
        assert db.execute(PLANTS[code]).rowcount >= 1, "nothing was planted"
        assert code in {one for one, _ in proofs.disagreements(db)}
