"""What lies on file for each kind of evidence, as the claim page shows it."""

from __future__ import annotations

from collections.abc import Sequence

from ipdesk.domain.record import CheckRecord, EvidenceRecord, StepRecord
from ipdesk.services.applicant_documents import documents_of, fitting
from ipdesk.services.claim_reading import Reading
from ipdesk.services.claim_view import EvidenceView
from ipdesk.services.evidence import OTHER
from ipdesk.services.office import Office

SIGNED = "signed-scan"


def evidence_views(
    office: Office,
    reading: Reading,
    steps: Sequence[StepRecord],
    records: Sequence[EvidenceRecord],
) -> tuple[EvidenceView, ...]:
    """What the award asks for, and at the end whatever else lies on file."""
    papers = documents_of(office, reading.applicant.id)
    asked = [
        (piece.id, piece.label, piece.required, piece.note, fitting(office, papers, piece))
        for piece in reading.award.evidence
    ]
    known = {piece.id for piece in reading.award.evidence}
    full = office.policies(reading.claim.pack_sha256).awards[reading.claim.award].evidence
    labels = {OTHER: office.wording.label("evidence", OTHER)}
    # A kind that a reading no longer asks for is shown for as long as something lies there.
    labels |= {piece.id: piece.label for piece in full}
    left = [kind for kind in labels if kind not in known]
    lying = {record.evidence for record in records}
    asked += [(kind, labels[kind], False, "", ()) for kind in left if kind in lying]
    returned = max((step.at for step in steps if step.act == "return"), default=None)
    return tuple(
        EvidenceView(
            kind,
            label,
            required,
            note,
            own := tuple(record for record in records if record.evidence == kind),
            on_file,
            frozenset(one.id for one in own if returned is not None and one.at >= returned),
        )
        for kind, label, required, note, on_file in asked
    )


def signed_view(office: Office, steps: Sequence[StepRecord]) -> EvidenceView | None:
    """The scans of forms signed by hand: who signed what, in what office, on which day."""
    words = office.wording
    records = []
    for number, step in enumerate(steps, start=1):
        signing = step.signing
        if not signing.scan or signing.signed_on is None:
            continue
        values = {
            "act": words.label("act", step.act),
            "person": signing.signer or step.operator,
            "title": signing.title,
            "day": signing.signed_on,
        }
        name = words.text("evidence", "signed-by", values)
        file = (-number, SIGNED, "file", name, signing.scan, 0, 0, 1, "valid")
        records.append(EvidenceRecord(*file, signing.recorder, step.at, "scan"))
    if not records:
        return None
    return EvidenceView(SIGNED, words.label("evidence", SIGNED), False, "", tuple(records))


def newer_files(
    kinds: Sequence[str], answer: CheckRecord, pieces: Sequence[EvidenceRecord]
) -> tuple[str, ...]:
    """Files that count now and did not lie there when the line was answered."""
    return tuple(
        piece.file_name
        for piece in pieces
        if piece.is_file and piece.valid and piece.evidence in kinds
        if piece.id not in answer.seen and piece.at >= answer.at
    )
