"""What the page of one applicant shows: the register, the money, papers, likenesses, merges."""

from __future__ import annotations

from dataclasses import dataclass

from ipdesk.domain.applicant import Applicant
from ipdesk.domain.applicant_document import ApplicantDocument
from ipdesk.domain.one_page import OnePage
from ipdesk.services.alike_applicants import AlikeApplicant, alike_to
from ipdesk.services.applicant_documents import documents_of
from ipdesk.services.applicants import applicant
from ipdesk.services.merging import merges_of
from ipdesk.services.office import Office
from ipdesk.services.one_page import one_page
from ipdesk.storage import applicants
from ipdesk.storage.merges import Merge


@dataclass(frozen=True, slots=True)
class MergedRecord:
    """A record that was merged into this applicant, and whether that can be taken back here."""

    merge: Merge
    name: str


@dataclass(frozen=True, slots=True)
class ApplicantView:
    """The whole page of an applicant."""

    applicant: Applicant
    page: OnePage
    documents: tuple[ApplicantDocument, ...]
    alike: tuple[AlikeApplicant, ...]
    merged: tuple[MergedRecord, ...]
    asked: int  # the number asked for: another one where it was merged into this applicant


def view_applicant(office: Office, number: int) -> ApplicantView:
    """The page of an applicant, or of the one it was merged into."""
    one = applicant(office, number)
    merged = []
    for merge in merges_of(office, one.id):
        source = applicants.get(office.db, merge.source)
        if merge.target == one.id and not merge.undone and source is not None:
            merged.append(MergedRecord(merge, source.name))
    return ApplicantView(
        applicant=one,
        page=one_page(office, one.id),
        documents=documents_of(office, one.id),
        alike=alike_to(office, one.id),
        merged=tuple(merged),
        asked=number,
    )
