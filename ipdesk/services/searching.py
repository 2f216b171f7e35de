"""The one search box: whatever a clerk may type, found across the register and the claims."""

from __future__ import annotations

from ipdesk.services.office import Office
from ipdesk.storage import search
from ipdesk.storage.search import Hit

__all__ = ["Hit", "find"]

SHOWN = 50


def find(office: Office, text: str, kind: str = "", limit: int = SHOWN) -> tuple[Hit, ...]:
    """Records `text` may mean, best first; `kind` narrows to "applicant" or "claim"."""
    return tuple(search.find(office.db, text, limit, kind))
