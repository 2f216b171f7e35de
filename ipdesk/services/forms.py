"""审批表: preview, print and save; each copy is journalled with the digest of its very bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ipdesk.domain.approval_form import ApprovalForm
from ipdesk.services.acts import act, record
from ipdesk.services.claim_reading import find_claim, read_claim
from ipdesk.services.form_content import compose_form
from ipdesk.services.letters import grouped_code
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.paper_setup import faces_in_use
from ipdesk.storage import journal

_ACTS = ("print_form", "save_form")


@dataclass(frozen=True, slots=True)
class FormPreview:
    """The form of a claim as it stands now, and the very bytes that would be printed."""

    claim_id: int
    form: ApprovalForm
    pdf: bytes

    @property
    def given_to(self) -> str:
        """Who gets it unless somebody else is named: it stays in the file of the office."""
        return self.form.bureau

    @property
    def name(self) -> str:
        """What the file is called: number or applicant, and the title."""
        return f"{self.form.number or self.form.applicant} {self.form.title}"


@dataclass(frozen=True, slots=True)
class FormCopy:
    """A form that was printed or saved: of which claim, with what amount, when and by whom."""

    claim_id: int
    claim_number: str
    amount_fen: int
    at: datetime
    operator: str


def preview_form(office: Office, claim_id: int) -> FormPreview:
    """The form of a claim at any stage; 样稿 until it is decided."""
    from ipdesk.documents.pdf.form import render_approval_form

    form = compose_form(office, read_claim(office, claim_id))
    return FormPreview(claim_id, form, render_approval_form(form, faces_in_use(office)))


def find_form(office: Office, code: str) -> FormCopy | None:
    """核验: the copy of a form that a printed check code belongs to; None when there is none."""
    if not code.strip():
        return None
    entry = journal.last_with_code(office.db, _ACTS, grouped_code(code))
    if entry is None:
        return None
    data = entry.data
    return FormCopy(
        entry.entity_id, str(data["claim"]), int(data["amount_fen"]), entry.at, entry.operator
    )


def save_form(
    office: Office, actor: Actor, preview: FormPreview, path: Path, recipient: str = ""
) -> Changes:
    """Write what was previewed to a file; the copy is journalled."""
    from ipdesk.documents.files import replace_file

    replace_file(path, preview.pdf)
    return log_form(office, actor, preview, "save", recipient=recipient)


def log_form(
    office: Office,
    actor: Actor,
    preview: FormPreview,
    how: str,
    copies: int = 1,
    recipient: str = "",
) -> Changes:
    """Note with the claim that its form was printed ("print") or saved ("save"), for whom."""
    with act(office):
        claim = find_claim(office, preview.claim_id)
        data = {
            "claim": claim.number,
            "stage": str(claim.stage),
            "amount_fen": preview.form.approved_fen,
            "check_code": preview.form.check_code,
            "pdf_sha256": hashlib.sha256(preview.pdf).hexdigest(),
            "copies": copies,
            "recipient": recipient.strip() or preview.given_to,
        }
        record(office, actor, f"{how}_form", "claim", claim.id, data)
    return Changes.of("form_copy", ids=(claim.id,))
