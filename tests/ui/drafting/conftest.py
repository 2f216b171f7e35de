from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from ipdesk.services.office import Actor
from ipdesk.ui.drafting.page import DraftingPage
from tests.services.casework import Desk
from tests.services.policy_drafts.desk import TEXT, started
from tests.ui.at_work import Place, casework, place
from tests.ui.drafting.working import rest

__all__ = ["casework", "place"]
Open = Callable[..., SimpleNamespace]


@pytest.fixture
def editor(casework: Desk, place: Place) -> Open:
    """Opens the editor on a draft of a short policy, checked and at rest."""

    def open_editor(text: str = TEXT, actor: Actor | None = None) -> SimpleNamespace:
        draft = started(casework, text)
        opened = place(DraftingPage, actor)
        opened.page.open(draft)
        opened.settle()
        opened.draft = draft
        opened.editor = opened.page.editor
        rest(opened)
        return opened

    return open_editor
