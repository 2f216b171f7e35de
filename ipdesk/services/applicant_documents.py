"""档案材料: papers of an applicant put on file once, and taken over by its claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ipdesk.domain.applicant_document import ApplicantDocument, DocumentKind, DocumentState
from ipdesk.domain.policy import Evidence
from ipdesk.domain.stages import Role, Stage
from ipdesk.domain.text import bad_character
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.bureaus import bureau
from ipdesk.services.checklists import OPEN_STAGES
from ipdesk.services.claim_reading import find_claim
from ipdesk.services.evidence import MOST_BYTES, kind_of
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import applicant_documents, applicants, blobs, casefile
from ipdesk.storage.work import PAPER_DAYS

EXPIRY_NOTICE_DAYS = PAPER_DAYS
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class DocumentForm:
    """A paper as the clerk describes it; without a file it was seen and given back."""

    kind: DocumentKind
    number: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""
    file_name: str = ""
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class ExpiringDocument:
    """A paper in use that ends soon or has ended."""

    document: ApplicantDocument
    label: str
    applicant: str
    days_left: int  # negative: ended so many days ago


@dataclass(frozen=True, slots=True)
class OnFile:
    """A paper on file that could serve as one kind of evidence."""

    document: ApplicantDocument
    label: str
    ended: bool


def documents_of(office: Office, applicant: int) -> tuple[ApplicantDocument, ...]:
    """Every paper of an applicant, what is in use first."""
    return applicant_documents.of(office.db, applicant)


def file_document(
    office: Office, actor: Actor, applicant: int, form: DocumentForm, replaces: int | None = None
) -> Changes:
    """Put a paper on file; the one it replaces stays there, marked so."""
    actor.require(Role.CLERK)
    _check(form)
    sha256 = blobs.put(office.home.root, office.key, form.data) if form.data else ""
    with act(office) as db:
        if applicants.get(db, applicant) is None:
            raise UserError("applicant-unknown", number=applicant)
        if applicants.merged_into(db, applicant) is not None:
            raise UserError("applicant-is-merged")
        if replaces is not None:
            old = _in_use(office, replaces)
            applicant_documents.set_state(db, old.id, DocumentState.REPLACED)
        new = ApplicantDocument(
            0,
            applicant,
            form.kind,
            form.number.strip(),
            form.valid_from,
            form.valid_to,
            form.note.strip(),
            form.file_name if form.data else "",
            sha256,
            len(form.data),
            DocumentState.VALID,
            actor.name,
            office.clock.now(),
        )
        number = applicant_documents.add(db, new, actor.id)
        data = {
            "document": number,
            "kind": str(form.kind),
            "number": new.number,
            "valid_from": form.valid_from.isoformat() if form.valid_from else "",
            "valid_to": form.valid_to.isoformat() if form.valid_to else "",
            "file": new.file_name,
            "sha256": sha256,
            "replaces": replaces or 0,
        }
        record(office, actor, "file_document", "applicant", applicant, data)
    return Changes.of("applicant_document", ids=(applicant,))


def void_document(office: Office, actor: Actor, number: int, reason: str) -> Changes:
    """Mark a paper as no longer of use; it stays on file with the reason in the journal."""
    actor.require(Role.CLERK)
    if not reason.strip():
        raise UserError("need-missing", field="reason", need="reason")
    with act(office) as db:
        document = _in_use(office, number)
        applicant_documents.set_state(db, number, DocumentState.VOID)
        data = {"document": number, "kind": str(document.kind)}
        record(office, actor, "void_document", "applicant", document.applicant, data, reason)
    return Changes.of("applicant_document", ids=(document.applicant,))


def read_document(office: Office, number: int) -> tuple[str, bytes]:
    """Name and bytes of the stored file, checked against their hash."""
    document = _known(office, number)
    return document.file_name, blobs.get(office.home.root, office.key, document.sha256)


def save_document(office: Office, actor: Actor, number: int, path: Path) -> Changes:
    """Write the stored file out, whole or not at all; that it went out is journalled."""
    from ipdesk.documents.files import replace_file

    document, (_, data) = _known(office, number), read_document(office, number)
    replace_file(path, data)
    with act(office):
        values = {
            "document": number,
            "kind": str(document.kind),
            "file": path.name,
            "sha256": document.sha256,
            "recipient": bureau(office).name,
        }
        record(office, actor, "export_document", "applicant", document.applicant, values)
    return Changes.of("journal")


def expiring_documents(
    office: Office, days: int = EXPIRY_NOTICE_DAYS
) -> tuple[ExpiringDocument, ...]:
    """Papers in use that end within so many days or have ended, the earliest first."""
    today = office.clock.now().date()
    found = []
    for document in applicant_documents.ending_by(office.db, today + timedelta(days=days)):
        owner = applicants.standing(office.db, document.applicant)
        left = document.days_left(today)
        assert owner is not None  # a record is never deleted
        assert left is not None  # only papers with a last day are asked for
        label = office.wording.label("document", document.kind)
        found.append(ExpiringDocument(document, label, owner.name, left))
    return tuple(found)


def fitting(
    office: Office, papers: Sequence[ApplicantDocument], piece: Evidence
) -> tuple[OnFile, ...]:
    """Papers on file that the words of a kind of evidence ask for, the latest first."""
    text = piece.label + piece.note
    today = office.clock.now().date()
    words = office.wording
    return tuple(
        OnFile(document, words.label("document", document.kind), document.ended(today))
        for document in papers
        if document.state is DocumentState.VALID
        if any(word in text for word in words.label("document-words", document.kind).split())
    )


def take_document(
    office: Office, actor: Actor, claim_id: int, evidence_id: str, number: int
) -> Changes:
    """Let a paper on file stand as evidence of a claim: the same bytes under the same hash."""
    actor.require(Role.CLERK)
    claim = find_claim(office, claim_id)
    if claim.stage not in OPEN_STAGES:
        raise UserError("claim-not-editable")
    award = office.policies(claim.pack_sha256).awards[claim.award]
    if evidence_id not in {piece.id for piece in award.evidence}:
        raise UserError("evidence-gone")
    document = _in_use(office, number)
    owner = applicants.standing(office.db, claim.applicant)
    if owner is None or document.applicant != owner.id:
        raise UserError("document-gone")
    label = office.wording.label("document", document.kind)
    if document.ended(office.clock.now().date()):
        raise UserError("document-ended", document=label, day=document.valid_to)
    with act(office) as db:
        evidence = casefile.add_evidence(
            db,
            claim_id,
            evidence_id,
            "file" if document.sha256 else "paper",
            actor.id,
            office.clock.now(),
            file_name=document.file_name,
            sha256=document.sha256,
            size=document.size,
            pages=0 if document.sha256 else 1,
        )
        if claim.stage is not Stage.DRAFT:
            data = {"evidence": evidence_id, "document": number, "id": evidence}
            record(office, actor, "take_document", "claim", claim_id, data)
    return Changes.of("claim_evidence", ids=(claim_id,))


def _check(form: DocumentForm) -> None:
    for field, text in (("number", form.number), ("note", form.note)):
        if bad_character(text) is not None or len(text) > _LONGEST:
            raise UserError("document-text", field=field, longest=_LONGEST)
    if form.valid_from and form.valid_to and form.valid_to < form.valid_from:
        raise UserError("document-days", field="valid_to")
    if form.data and len(form.data) > MOST_BYTES:
        raise UserError("file-too-large", name=form.file_name, most=MOST_BYTES // 1024 // 1024)
    if form.data and not kind_of(form.data):
        raise UserError("file-kind-refused", name=form.file_name)


def _known(office: Office, number: int) -> ApplicantDocument:
    """A document with a file."""
    found = applicant_documents.get(office.db, number)
    if found is None or not found.sha256:
        raise UserError("document-gone")
    return found


def _in_use(office: Office, number: int) -> ApplicantDocument:
    found = applicant_documents.get(office.db, number)
    if found is None or found.state is not DocumentState.VALID:
        raise UserError("document-gone")
    return found
