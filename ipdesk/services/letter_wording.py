"""The wording of letters: as shipped."""

from __future__ import annotations

from ipdesk.domain.letter_text import Template
from ipdesk.services.office import Office


def wording_in_use(office: Office, kind: str) -> tuple[int, Template]:
    """The template letters of this kind are made with now, and its version."""
    return 0, office.paper.template(kind)
