"""What casework forbids, tried in plain SQL on the store of a living bureau: all of it is refused.

The connection is the raw one of the library, with the pragmas of the store and without its guard.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ipdesk.storage import driver, opening
from tests.conftest import SampleFolder

PAID = "(SELECT min(id) FROM claim WHERE paid_fen > 0)"
STEP = (
    "INSERT INTO claim_step (claim, act, source, target, duty, operator, at)"
    " SELECT c.id, '{act}', c.stage, '{target}', '{duty}', {who}, '' FROM claim c WHERE c.id = "
)
EXAMINER = "(SELECT id FROM operator WHERE roles LIKE '%clerk%')"
PAYER = "(SELECT id FROM operator WHERE roles LIKE '%payer%')"

FORBIDDEN = {
    "self-approval: a stage without its step": (
        f"UPDATE claim SET stage = CASE stage WHEN 'paid' THEN 'archived' ELSE 'paid' END"
        f" WHERE id = {PAID}",
        "claim-moves-by-a-step|claim-keeps-to-the-path",
    ),
    "a step by somebody without the role": (
        STEP.format(act="propose_change", target="archived", duty="review", who=EXAMINER)
        + "(SELECT min(id) FROM claim WHERE stage = 'archived' AND approved_fen > 0)",
        "operator-may-not|move-needs-another-person",
    ),
    "a step from where the claim does not stand": (
        "INSERT INTO claim_step (claim, act, source, target, duty, operator, at) VALUES"
        f" ({PAID}, 'accept', 'received', 'accepted', '', {EXAMINER}, '')",
        "claim-keeps-to-the-path",
    ),
    "one person in two duties": (
        "INSERT INTO claim_step (claim, act, source, target, duty, operator, at)"
        " SELECT claim, act, source, target, 'approval', operator, '' FROM claim_step"
        f" WHERE claim = {PAID} AND duty = 'review'",
        "move-needs-another-person|claim-keeps-to-the-path",
    ),
    "a step changed": (f"UPDATE claim_step SET operator = {PAYER}", "claim-step-is-kept"),
    "a step deleted": ("DELETE FROM claim_step", "claim-step-is-kept"),
    "finance changes an approved amount": (
        f"UPDATE claim SET approved_fen = approved_fen + 1 WHERE id = {PAID}",
        "claim-decided-is-frozen",
    ),
    "an item of a decided claim changed": (
        f"UPDATE claim_item SET amount_fen = 1 WHERE claim = {PAID}",
        "claim-decided-is-frozen",
    ),
    "a correction out of the air": (
        "INSERT INTO correction (claim, change, cause, reason, old_fen, new_fen, old_items,"
        " new_items, state, proposed_by, proposed_at) SELECT id, 'correct', 'error', 'r', 1, 2,"
        f" '[]', '[]', 'applying', 1, '' FROM claim WHERE id = {PAID}",
        "correction-by-its-act",
    ),
    "a claim deleted after receipt": (
        f"DELETE FROM claim WHERE id = {PAID}",
        "claim-received-is-kept",
    ),
    "a claim replaced": (
        "INSERT OR REPLACE INTO claim (id, pack, pack_sha256, award, applicant, handler,"
        " created_at, fund_year) SELECT id, pack, pack_sha256, award, applicant,"
        f" handler, '', 2024 FROM claim WHERE id = {PAID}",
        "claim-received-is-kept",
    ),
    "a journal entry edited": ("UPDATE journal SET reason = 'x'", "never changed"),
    "a journal entry deleted": ("DELETE FROM journal WHERE seq = 5", "never deleted"),
    "a journal entry by who may not": (
        "INSERT INTO journal SELECT seq + 1, at, (SELECT name FROM operator WHERE roles LIKE"
        " '%payer%'), 'set_budget', entity, entity_id, data, reason, clock_back, algorithm, hash,"
        " replace(hash, 'a', 'b') FROM journal ORDER BY seq DESC LIMIT 1",
        "operator-may-not",
    ),
    "a quota freed": (
        "UPDATE quota SET used = used - 1 WHERE used > 0",
        "quota-is-what-is-held",
    ),
    "a quota deleted": ("DELETE FROM quota WHERE used > 0", "quota-is-what-is-held"),
    "a limit raised": ("UPDATE quota SET most = most + 100", "quota-is-what-is-held"),
    "a quota above its limit": ("UPDATE quota SET used = most + 1", "quota|used <= most"),
    "what is held made smaller": ("UPDATE entitlement SET amount_fen = 0", "entitlement-is-kept"),
    "a key freed": ("UPDATE entitlement SET key = 'x' || id", "entitlement-is-kept"),
    "what a decided claim holds given back": (
        f"DELETE FROM entitlement WHERE claim = {PAID}",
        "FOREIGN KEY",
    ),
    "more paid than approved": (
        "INSERT INTO payment (claim, paid_on, fen, voucher, bank, account_name, account, operator,"
        f" at) VALUES ({PAID}, '2024-06-01', 1, '', '', '', '', {PAYER}, '')",
        "payment-by-its-act|payment-above-approved",
    ),
    "a payment changed": ("UPDATE payment SET fen = fen + 1", "payment-is-kept"),
    "a payment deleted": ("DELETE FROM payment", "payment-is-kept"),
    "the sum of payments changed": (
        f"UPDATE claim SET paid_fen = paid_fen - 1 WHERE id = {PAID}",
        "claim-decided-is-frozen",
    ),
    "the bytes of a letter changed": ("UPDATE letter SET pdf = x'00'", "letter-is-kept"),
    "a letter deleted": ("DELETE FROM letter", "letter-is-kept"),
    "a letter number used again": (
        "INSERT INTO letter (claim, kind, mark, year, number, document_number, issued_on, content,"
        " content_sha256, pdf, pdf_sha256, amount_fen, pack_sha256, check_code, journal_seq,"
        " journal_head, operator, at) SELECT claim, kind, mark, year, number, 'x', issued_on,"
        " content, content_sha256, pdf, pdf_sha256, amount_fen, pack_sha256, 'x', journal_seq,"
        " journal_head, operator, at FROM letter LIMIT 1",
        r"letter\.mark, letter\.year, letter\.number",
    ),
    "a claim number used again": (
        "UPDATE claim SET number = (SELECT max(number) FROM claim) WHERE number IS NOT NULL",
        "claim-decided-is-frozen|claim-received-is-kept",
    ),
    "a number of the series taken back": (
        "UPDATE number_series SET last = last - 1 WHERE last > 1",
        "series-gap",
    ),
    "a piece of evidence deleted": (
        "DELETE FROM claim_evidence WHERE claim IN"
        " (SELECT id FROM claim WHERE stage <> 'draft')",
        "evidence-is-kept",
    ),
    "a piece of evidence exchanged": (
        "UPDATE claim_evidence SET sha256 = 'x'",
        "evidence-is-kept|evidence-examined",
    ),
    "an answer of the checklist changed afterwards": (
        f"UPDATE claim_check SET state = 'unmet' WHERE claim = {PAID}",
        "claim-examined-is-kept",
    ),
    "an assessment changed": ("UPDATE assessment SET amount_fen = 1", "assessment-is-kept"),
    "a role given after the fact": (
        """UPDATE operator SET roles = '["clerk", "reviewer", "approver"]' WHERE id = 1""",
        "operator-is-kept",
    ),
    "an account switched off in silence": (
        "UPDATE operator SET active = 0 WHERE roles LIKE '%payer%'",
        "operator-is-kept",
    ),
    "an account made in silence": (
        """INSERT INTO operator (name, roles) VALUES ('x', '["approver"]')""",
        "FOREIGN KEY",
    ),
    "an account deleted": ("DELETE FROM operator", "operator-is-kept"),
    "单人办公 turned on in silence": (
        """INSERT INTO setting VALUES ('one_person', '{"on": true}')""",
        "FOREIGN KEY",
    ),
    "an applicant deleted": ("DELETE FROM applicant", "applicant-is-kept"),
    "the open book wiped": (
        "INSERT INTO never VALUES ('')",
        "book-is-open",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def bureau(
    sample: SampleFolder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[driver.Connection]:
    """The sample bureau by a bare connection."""
    home = sample.copy(tmp_path_factory.mktemp("forbidden") / "home")
    connection = driver.connect(Path(home.database), sample.key, "mode=rw")
    opening.set_pragmas(connection)
    yield connection
    connection.close()


def trial(connection: driver.Connection, sql: str) -> None:
    """Run a statement as an act of its own; whatever comes of it, nothing is kept."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        changed = connection.execute(sql).rowcount
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    raise AssertionError(f"kept: {changed} rows")


@pytest.mark.parametrize("what", FORBIDDEN)
def test_what_is_forbidden_is_refused_by_the_store(bureau: driver.Connection, what: str) -> None:
    sql, code = FORBIDDEN[what]
    with pytest.raises(driver.IntegrityError, match=code):
        trial(bureau, sql)


def test_a_statement_that_harms_nothing_is_kept(bureau: driver.Connection) -> None:
    with pytest.raises(AssertionError, match="kept: 1 rows"):
        trial(bureau, "INSERT INTO setting VALUES ('text.size', '1')")
