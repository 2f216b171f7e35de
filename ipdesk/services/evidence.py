"""佐证材料: files attached and papers seen."""

from __future__ import annotations

from collections.abc import Mapping

from ipdesk.domain.record import ClaimRecord, EvidenceRecord
from ipdesk.domain.stages import Role, Stage
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.checklists import OPEN_STAGES
from ipdesk.services.claim_reading import find_claim
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import blobs, casefile

MOST_BYTES = 50 * 1024 * 1024
# Files are known by how they begin, never by their name (reliability.md, Input).
_MAGIC = {
    b"%PDF-": "pdf",
    b"\xff\xd8\xff": "jpg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"PK\x03\x04": "office",
}


def kind_of(data: bytes) -> str:
    """pdf, jpg, png or office (xlsx, docx); "" for anything else."""
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            return kind
    return ""


def attach_file(
    office: Office, actor: Actor, claim_id: int, evidence_id: str, name: str, data: bytes
) -> Changes:
    """Keep a scanned file with the claim, encrypted and under its own hash."""
    claim = _open_for(office, actor, claim_id, evidence_id)
    if len(data) > MOST_BYTES:
        raise UserError("file-too-large", name=name, most=MOST_BYTES // 1024 // 1024)
    if not kind_of(data):
        raise UserError("file-kind-refused", name=name)
    sha256 = blobs.put(office.home.root, office.key, data)
    with act(office) as db:
        evidence = casefile.add_evidence(
            db,
            claim_id,
            evidence_id,
            "file",
            actor.id,
            office.clock.now(),
            file_name=name,
            sha256=sha256,
            size=len(data),
        )
        values = {"evidence": evidence_id, "file": name, "sha256": sha256, "id": evidence}
        _record(office, actor, claim, "attach_file", values)
    return Changes.of("claim_evidence", ids=(claim_id,))


def see_paper(
    office: Office,
    actor: Actor,
    claim_id: int,
    evidence_id: str,
    pages: int = 1,
    copies: int = 1,
) -> Changes:
    """Note that the original was seen and the copy agrees (原件已核对)."""
    claim = _open_for(office, actor, claim_id, evidence_id)
    with act(office) as db:
        evidence = casefile.add_evidence(
            db,
            claim_id,
            evidence_id,
            "paper",
            actor.id,
            office.clock.now(),
            pages=pages,
            copies=copies,
        )
        values = {"evidence": evidence_id, "pages": pages, "copies": copies, "id": evidence}
        _record(office, actor, claim, "see_paper", values)
    return Changes.of("claim_evidence", ids=(claim_id,))


def reject_evidence(
    office: Office, actor: Actor, claim_id: int, record_id: int, reason: str
) -> Changes:
    """Mark a piece as 已驳回; it stays on file."""
    claim = _open_for(office, actor, claim_id)
    if record_id not in {piece.id for piece in casefile.evidence(office.db, claim_id)}:
        raise UserError("evidence-gone")
    if not reason.strip():
        raise UserError("need-missing", field="reason", need="reason")
    with act(office) as db:
        casefile.set_evidence_state(db, record_id, "rejected")
        _record(office, actor, claim, "reject_evidence", {"id": record_id}, reason.strip())
    return Changes.of("claim_evidence", ids=(claim_id,))


def read_file(office: Office, piece: EvidenceRecord) -> bytes:
    """The bytes of an attached file, checked against their hash."""
    return blobs.get(office.home.root, office.key, piece.sha256)


def _open_for(
    office: Office, actor: Actor, claim_id: int, evidence_id: str | None = None
) -> ClaimRecord:
    actor.require(Role.CLERK)
    claim = find_claim(office, claim_id)
    if claim.stage not in OPEN_STAGES:
        raise UserError("claim-not-editable")
    award = office.policies(claim.pack_sha256).awards[claim.award]
    if evidence_id is not None and evidence_id not in {piece.id for piece in award.evidence}:
        raise UserError("evidence-gone")
    return claim


def _record(
    office: Office,
    actor: Actor,
    claim: ClaimRecord,
    name: str,
    data: Mapping[str, object],
    reason: str = "",
) -> None:
    if claim.stage is not Stage.DRAFT:  # drafts are not in the journal
        record(office, actor, name, "claim", claim.id, data, reason)
