"""谁来申报: the applicants found, and what one asked for before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit

from ipdesk.domain.applicant import Applicant
from ipdesk.services import applicants, claims, searching
from ipdesk.services.claims import ClaimFilter, ClaimRow
from ipdesk.ui.widgets.base import clearable

_MOST = 30


def people_found(office: Any, text: str) -> Sequence[Applicant]:
    """Applicants found by what was typed; without words the register in order."""
    if text:
        ids = [hit.id for hit in searching.find(office, text, "applicant", _MOST)]
    else:
        ids = list(applicants.applicant_page(office))[:_MOST]
    return applicants.applicants_by_ids(office, ids)


def with_earlier(office: Any, applicant_id: int) -> tuple[Applicant, Sequence[ClaimRow]]:
    """The applicant, and what was asked for before, so that nothing is begun twice."""
    ids = claims.claim_ids(office, ClaimFilter(applicant=applicant_id))
    rows = claims.claim_rows(office, ids)
    return applicants.applicant(office, applicant_id), [rows[n] for n in ids if n in rows]


def about(applicant: Applicant) -> str:
    parts = (applicant.town, applicant.contact, "" if applicant.local else "不在本市登记")
    return " · ".join(part for part in parts if part)


def search_line(hint: str) -> QLineEdit:
    edit = QLineEdit()
    edit.setPlaceholderText(hint)
    edit.setAccessibleName(hint)
    clearable(edit)
    return edit
