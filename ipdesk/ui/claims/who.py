"""谁来申报: the applicants found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit

from ipdesk.domain.applicant import Applicant
from ipdesk.services import applicants, searching
from ipdesk.ui.widgets.base import clearable

_MOST = 30


def people_found(office: Any, text: str) -> Sequence[Applicant]:
    """Applicants found by what was typed; without words the register in order."""
    if text:
        ids = [hit.id for hit in searching.find(office, text, "applicant", _MOST)]
    else:
        ids = list(applicants.applicant_page(office))[:_MOST]
    return applicants.applicants_by_ids(office, ids)


def about(applicant: Applicant) -> str:
    parts = (applicant.town, applicant.contact, "" if applicant.local else "不在本市登记")
    return " · ".join(part for part in parts if part)


def search_line(hint: str) -> QLineEdit:
    edit = QLineEdit()
    edit.setPlaceholderText(hint)
    edit.setAccessibleName(hint)
    clearable(edit)
    return edit
