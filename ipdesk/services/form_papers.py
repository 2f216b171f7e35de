"""佐证材料 on the 审批表: what was filed, which originals were seen, by whom and when."""

from __future__ import annotations

from ipdesk.domain.approval_form import FormPaper
from ipdesk.domain.record import EvidenceRecord
from ipdesk.services.claim_reading import Reading
from ipdesk.services.evidence import OTHER
from ipdesk.services.office import Office
from ipdesk.storage import casefile


def form_papers(office: Office, reading: Reading) -> tuple[FormPaper, ...]:
    """A line for each kind that is on file or must be; what came after the decision is none."""
    words = office.wording
    known = [one for one in casefile.evidence(office.db, reading.claim.id) if not one.supplement]
    full = office.policies(reading.claim.pack_sha256).awards[reading.claim.award].evidence
    labels = {piece.id: piece.label for piece in full} | {OTHER: words.label("evidence", OTHER)}
    must = {piece.id for piece in reading.award.evidence if piece.required}
    lying = {one.evidence for one in known if one.valid}
    return tuple(
        _line(office, label, [one for one in known if one.valid and one.evidence == kind])
        for kind, label in labels.items()
        if kind in lying or kind in must
    )


def _line(office: Office, label: str, pieces: list[EvidenceRecord]) -> FormPaper:
    words = office.wording

    def say(key: str, **values: object) -> str:
        return words.text("approval-form", key, values)

    files = [one for one in pieces if one.is_file]
    pages = sum(one.pages for one in files)
    filed = ""
    if files:
        filed = say("filed-pages" if pages else "filed", count=len(files), pages=pages)
    seen = next((one for one in reversed(pieces) if not one.is_file), None)
    if seen is None:
        return FormPaper(label, filed, "", "")
    told = say("original", pages=seen.pages, copies=seen.copies)
    return FormPaper(label, filed, told, say("hand", name=seen.operator, day=seen.at))
