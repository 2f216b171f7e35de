"""档案材料: papers of the applicant itself, kept once and taken over by its claims."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class DocumentKind(StrEnum):
    """What paper it is."""

    BUSINESS_LICENCE = "business_licence"
    LEGAL_PERSON_CERTIFICATE = "legal_person_certificate"
    IDENTITY_CARD = "identity_card"
    REPRESENTATIVE_PROOF = "representative_proof"
    RESIDENCE_PERMIT = "residence_permit"
    HOUSEHOLD_REGISTER = "household_register"
    ACCOUNT_PERMIT = "account_permit"
    AUTHORISATION = "authorisation"
    OTHER = "other"


class DocumentState(StrEnum):
    """Whether a paper is in use; nothing is ever removed."""

    VALID = "valid"
    REPLACED = "replaced"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class ApplicantDocument:
    """One paper on file; without a file it was only seen (原件已核对)."""

    id: int
    applicant: int
    kind: DocumentKind
    number: str
    valid_from: date | None
    valid_to: date | None  # None: 长期
    note: str
    file_name: str
    sha256: str
    size: int
    state: DocumentState
    operator: str
    at: datetime

    def ended(self, day: date) -> bool:
        """Whether it no longer holds on a day; the last day is included."""
        return self.valid_to is not None and self.valid_to < day

    def days_left(self, day: date) -> int | None:
        return None if self.valid_to is None else (self.valid_to - day).days
