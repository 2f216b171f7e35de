"""What lies on file for each kind of evidence, as the claim page shows it."""

from __future__ import annotations

from collections.abc import Sequence

from ipdesk.domain.record import CheckRecord, EvidenceRecord, StepRecord
from ipdesk.services.applicant_documents import documents_of, fitting
from ipdesk.services.claim_reading import Reading
from ipdesk.services.claim_view import EvidenceView
from ipdesk.services.evidence import OTHER
from ipdesk.services.office import Office


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
