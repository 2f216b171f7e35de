from __future__ import annotations

from datetime import date

import pytest

from ipdesk.domain.applicant_document import DocumentKind, DocumentState
from ipdesk.domain.policy import Evidence
from ipdesk.errors import UserError
from ipdesk.services.applicant_documents import (
    DocumentForm,
    documents_of,
    expiring_documents,
    file_document,
    fitting,
    read_document,
    take_document,
    void_document,
)
from ipdesk.services.claim_page import view_claim
from ipdesk.services.evidence_files import read_file
from ipdesk.storage import journal
from ipdesk.storage.driver import IntegrityError
from tests.services.casework import Desk, works

PDF = b"%PDF-1.4\n%%EOF\n"
LICENCE = DocumentForm(
    DocumentKind.BUSINESS_LICENCE,
    "91440281MA",
    date(2020, 1, 1),
    date(2024, 3, 20),
    file_name="执照.pdf",
    data=PDF,
)


def test_a_paper_on_file_is_kept_encrypted_and_journalled(desk: Desk) -> None:
    applicant = desk.applicant()
    file_document(desk.office, desk.clerk, applicant, LICENCE)
    (kept,) = documents_of(desk.office, applicant)
    assert (kept.kind, kept.valid_to, kept.operator) == (
        DocumentKind.BUSINESS_LICENCE,
        date(2024, 3, 20),
        "经办甲",
    )
    assert read_document(desk.office, kept.id) == ("执照.pdf", PDF)
    entry = journal.page(desk.office.db, limit=1)[0]
    assert (entry.act, entry.entity_id, entry.data["sha256"]) == (
        "file_document",
        applicant,
        kept.sha256,
    )
    with pytest.raises(IntegrityError, match="kept"), desk.office.db.atomic() as db:
        db.execute("UPDATE applicant_document SET valid_to = '2099-01-01'")


def test_a_new_licence_replaces_the_old_one_which_stays(desk: Desk) -> None:
    applicant = desk.applicant()
    file_document(desk.office, desk.clerk, applicant, LICENCE)
    (old,) = documents_of(desk.office, applicant)
    newer = DocumentForm(DocumentKind.BUSINESS_LICENCE, valid_to=None)
    file_document(desk.office, desk.clerk, applicant, newer, replaces=old.id)
    assert [one.state for one in documents_of(desk.office, applicant)] == [
        DocumentState.VALID,
        DocumentState.REPLACED,
    ]
    void_document(desk.office, desk.clerk, documents_of(desk.office, applicant)[0].id, "录错")
    with pytest.raises(UserError) as error:
        void_document(desk.office, desk.clerk, old.id, "录错")
    assert error.value.code == "document-gone"


def test_papers_that_end_within_thirty_days_are_listed_with_the_days_left(desk: Desk) -> None:
    applicant = desk.applicant()
    for last in (date(2024, 2, 1), date(2024, 4, 3), date(2024, 4, 4), None):
        form = DocumentForm(DocumentKind.RESIDENCE_PERMIT, valid_to=last)
        file_document(desk.office, desk.clerk, applicant, form)
    # Today is 4 March 2024: thirty days on is 3 April.
    found = [(one.document.valid_to, one.days_left) for one in expiring_documents(desk.office)]
    assert found == [(date(2024, 2, 1), -32), (date(2024, 4, 3), 30)]
    assert {(one.label, one.applicant) for one in expiring_documents(desk.office)} == {
        ("居住证", "乐昌市甲科技有限公司")
    }


def test_only_what_the_words_of_the_evidence_ask_for_is_offered(desk: Desk) -> None:
    applicant = desk.applicant()
    for kind in (DocumentKind.BUSINESS_LICENCE, DocumentKind.ACCOUNT_PERMIT):
        file_document(desk.office, desk.clerk, applicant, DocumentForm(kind))

    def offered(label: str, note: str = "") -> list[str]:
        papers = documents_of(desk.office, applicant)
        return [one.label for one in fitting(desk.office, papers, Evidence("X", label, note=note))]

    assert offered("申报主体身份证明", "营业执照、法人证书") == ["营业执照"]
    assert offered("收款账户证明") == ["开户许可证"]
    assert offered("申请表") == []


def test_a_claim_takes_a_paper_over_with_its_bytes(desk: Desk) -> None:
    applicant = desk.applicant()
    file_document(desk.office, desk.clerk, applicant, LICENCE)
    claim = desk.received(applicant, "03-01", *works(1, 1))
    piece = next(one for one in view_claim(desk.office, claim).evidence if one.id == "C2")
    (offer,) = piece.on_file
    take_document(desk.office, desk.clerk, claim, "C2", offer.document.id)
    piece = next(one for one in view_claim(desk.office, claim).evidence if one.id == "C2")
    assert read_file(desk.office, piece.records[0]) == PDF
    assert journal.page(desk.office.db, limit=1)[0].act == "take_document"


def test_a_paper_that_has_ended_or_belongs_to_another_is_not_taken(desk: Desk) -> None:
    applicant = desk.applicant()
    file_document(desk.office, desk.clerk, applicant, LICENCE)
    (licence,) = documents_of(desk.office, applicant)
    other = desk.received(desk.applicant("乐昌市坪石永利茶厂"), "03-01", *works(2, 1))
    with pytest.raises(UserError) as error:
        take_document(desk.office, desk.clerk, other, "C2", licence.id)
    assert error.value.code == "document-gone"
    claim = desk.received(applicant, "03-01", *works(1, 1))
    desk.clock.go_to(date(2024, 3, 21))
    with pytest.raises(UserError) as error:
        take_document(desk.office, desk.clerk, claim, "C2", licence.id)
    assert "2024年3月20日到期" in desk.said(error.value)


@pytest.mark.parametrize(
    ("form", "code"),
    [
        pytest.param(
            DocumentForm(
                DocumentKind.OTHER, valid_from=date(2024, 2, 1), valid_to=date(2024, 1, 1)
            ),
            "document-days",
            id="ends before it begins",
        ),
        pytest.param(
            DocumentForm(DocumentKind.OTHER, file_name="a.exe", data=b"MZ\x90"),
            "file-kind-refused",
            id="a program",
        ),
        pytest.param(DocumentForm(DocumentKind.OTHER, "1\u200b2"), "document-text", id="invisible"),
    ],
)
def test_what_cannot_be_put_on_file_is_refused(desk: Desk, form: DocumentForm, code: str) -> None:
    applicant = desk.applicant()
    with pytest.raises(UserError) as error:
        file_document(desk.office, desk.clerk, applicant, form)
    assert error.value.code == code
    assert desk.said(error.value)
    assert documents_of(desk.office, applicant) == ()
