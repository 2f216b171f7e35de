"""Letters: what was seen is what is issued and kept, numbers without gaps, codes that are found."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ipdesk.domain.letter_text import check_code
from ipdesk.errors import UserError
from ipdesk.services import letters
from ipdesk.services.applicants import amend_applicant, applicant
from ipdesk.services.bureaus import change_bureau
from ipdesk.services.claims import ClaimFilter
from ipdesk.services.ledgers import ledger, ledger_items, set_budget
from ipdesk.services.letters import check_paper, issue_letter, letter_pdf, preview_letter
from ipdesk.services.searching import find
from ipdesk.services.verification import verify
from ipdesk.storage import journal
from tests.services.casework import HOUSE, PACK, Desk, patent

ONE, TWO = "201210123456.8", "201110234567.1"


def stale(desk: Desk, preview: letters.Preview) -> str:
    before = journal.head(desk.office.db)
    with pytest.raises(UserError) as caught:
        issue_letter(desk.office, desk.clerk, preview)
    assert desk.said(caught.value)
    assert journal.head(desk.office.db) == before
    return caught.value.code


def test_what_was_previewed_is_issued_and_kept_byte_for_byte(desk: Desk, tmp_path: Path) -> None:
    claim = desk.approved(desk.applicant(), "01-01", patent(ONE))
    preview = preview_letter(desk.office, claim)
    assert preview.issuable
    assert preview_letter(desk.office, claim).pdf == preview.pdf
    issued = issue_letter(desk.office, desk.clerk, preview)
    assert letter_pdf(desk.office, issued.id) == preview.pdf
    for typed in ("〔2024〕1号", "2024 1号", preview.letter.check_code[-4:]):
        assert [hit.id for hit in find(desk.office, typed, "letter")] == [issued.id]
    [record] = desk.read(claim).letters
    assert record.pdf_sha256 == hashlib.sha256(preview.pdf).hexdigest()
    assert record.journal_seq == preview.letter.journal_seq
    letters.save_letter(desk.office, desk.clerk, issued.id, tmp_path / "通知书.pdf")
    assert (tmp_path / "通知书.pdf").read_bytes() == preview.pdf
    entry = journal.page(desk.office.db, limit=1)[0]
    assert (entry.act, entry.entity_id) == ("save_letter", issued.id)
    assert desk.read(claim).letters[0].printed == 1


def test_the_letter_says_who_gets_how_much_and_why(desk: Desk) -> None:
    claim = desk.approved(desk.applicant(), "01-01", patent(ONE))
    letter = preview_letter(desk.office, claim).letter
    assert letter.number is not None
    assert letter.number.text == "乐市监知奖〔2024〕1号"
    assert letter.values["figures"] == "5,000.00"
    assert letter.values["capitals"] == "人民币伍仟元整"
    assert letter.values["published_until"] == "2024年3月11日"
    assert letter.values["clause"] == "（一）"
    assert letter.values["account"].endswith("5678")
    assert "80020000012345678" not in letter.values.values()


@pytest.mark.parametrize(
    "between",
    [
        pytest.param(
            lambda desk: set_budget(desk.office, desk.everything, PACK, 2024, 100), id="a budget"
        ),
        pytest.param(lambda desk: desk.applicant("另一家公司"), id="another applicant"),
        pytest.param(
            lambda desk: change_bureau(desk.office, desk.clerk, replace(HOUSE, phone="0751-1")),
            id="the letter head",
        ),
        pytest.param(
            lambda desk: amend_applicant(
                desk.office,
                desk.clerk,
                1,
                replace_account(desk),
                "账号变更",
            ),
            id="the account",
        ),
    ],
)
def test_a_preview_is_stale_once_anything_was_recorded(
    desk: Desk, between: Callable[[Desk], object]
) -> None:
    claim = desk.approved(desk.applicant(), "01-01", patent(ONE))
    preview = preview_letter(desk.office, claim)
    between(desk)
    assert stale(desk, preview) == "preview-stale"
    again = preview_letter(desk.office, claim)
    assert issue_letter(desk.office, desk.clerk, again).document_number == "乐市监知奖〔2024〕1号"


def replace_account(desk: Desk) -> object:
    from ipdesk.domain.registration import ApplicantForm

    known = applicant(desk.office, 1)
    return ApplicantForm(
        kind=known.kind,
        name=known.name,
        code=known.code,
        bank=known.bank,
        account_name=known.account_name,
        account="80020000099999999",
    )


def test_two_letters_take_consecutive_numbers_and_a_stale_one_takes_none(desk: Desk) -> None:
    firm = desk.applicant()
    first = desk.examined(firm, "01-01", patent(ONE))
    second = desk.examined(firm, "01-01", patent(TWO))
    for claim in (first, second):
        desk.publish(claim)
    desk.approve(first)
    desk.take("clerk", second, "unobject", result="无异议")
    desk.take("approver", second, "approve")
    early = preview_letter(desk.office, second)
    assert desk.issue(first).document_number == "乐市监知奖〔2024〕1号"
    assert stale(desk, early) == "preview-stale"
    assert desk.issue(second).document_number == "乐市监知奖〔2024〕2号"
    assert verify(desk.office).faults == ()


def test_the_numbers_begin_anew_with_the_year(desk: Desk) -> None:
    firm = desk.applicant()
    first = desk.approved(firm, "01-01", patent(ONE))
    desk.issue(first)
    second = desk.approved(firm, "01-01", patent(TWO))
    preview = preview_letter(desk.office, second, date(2025, 1, 2))
    assert preview.letter.number is not None
    assert preview.letter.number.text == "乐市监知奖〔2025〕1号"


def test_a_letter_is_issued_once(desk: Desk) -> None:
    claim = desk.approved(desk.applicant(), "01-01", patent(ONE))
    desk.issue(claim)
    assert stale(desk, preview_letter(desk.office, claim)) == "letter-issued-already"


def test_before_the_decision_there_is_only_a_draft_of_the_letter(desk: Desk) -> None:
    claim = desk.examined(desk.applicant(), "01-01", patent(ONE))
    preview = preview_letter(desk.office, claim)
    assert not preview.issuable
    assert (preview.letter.number, preview.letter.check_code) == (None, "")
    assert stale(desk, preview) == "letter-not-decided"


def test_only_clerk_and_approver_issue_letters(desk: Desk) -> None:
    claim = desk.approved(desk.applicant(), "01-01", patent(ONE))
    for actor in (desk.reviewer, desk.payer):
        with pytest.raises(UserError) as caught:
            issue_letter(desk.office, actor, preview_letter(desk.office, claim))
        assert caught.value.code == "role-required"


def test_the_code_on_the_paper_leads_to_the_letter(desk: Desk) -> None:
    claim = desk.approved(desk.applicant(), "01-01", patent(ONE))
    preview = preview_letter(desk.office, claim)
    code = preview.letter.check_code
    assert check_paper(desk.office, code) is None  # not issued yet
    issued = issue_letter(desk.office, desk.clerk, preview)
    assert code == check_code(preview.letter, desk.claim(claim).pack_sha256)
    for typed in (code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} "):
        found = check_paper(desk.office, typed)
        assert found is not None
        assert (found.id, found.claim_number) == (issued.id, "LC-2024-0001")
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    for typed in (wrong, "", "-", code[:-1]):
        assert check_paper(desk.office, typed) is None


def test_two_letters_about_the_same_amount_have_two_codes(desk: Desk) -> None:
    firm = desk.applicant()
    codes = set()
    for number in (ONE, TWO):
        claim = desk.approved(firm, "01-01", patent(number))
        desk.issue(claim)
        codes |= {letter.check_code for letter in desk.read(claim).letters}
    assert len(codes) == 2


def test_a_claim_without_letter_and_an_unknown_number_are_told_apart(desk: Desk) -> None:
    desk.received(desk.applicant(), "01-01", patent(ONE))
    for number, code in [("LC-2024-0001", "no-letter-yet"), ("LC-1", "claim-number-unknown")]:
        with pytest.raises(UserError) as caught:
            letters.letter_of(desk.office, number)
        assert caught.value.code == code
        assert number in desk.said(caught.value)


def test_ledger_letters_and_store_have_one_total(desk: Desk) -> None:
    firm = desk.applicant()
    for number in (ONE, TWO):
        desk.issue(desk.approved(firm, "01-01", patent(number)))
    refused = desk.examined(firm, "01-01", patent(ONE))
    desk.take("reviewer", refused, "review")
    desk.take("approver", refused, "refuse", reason="已奖补")
    desk.issue(refused)
    chosen = ClaimFilter(fund_year=2024)
    rows = ledger(desk.office, chosen)
    assert [row.approved_fen for row in rows] == [500_000, 500_000, None]
    assert sum(row.approved_fen or 0 for row in rows) == 1_000_000
    assert desk.office.db.value("SELECT sum(amount_fen) FROM letter") == 1_000_000
    assert desk.office.db.value("SELECT sum(approved_fen) FROM claim") == 1_000_000
    assert list(ledger_items(desk.office, chosen, rows)) == []
