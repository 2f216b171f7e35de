"""What the ledger's list shows of a claim, and which claims these are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ipdesk.domain.stages import Stage
from ipdesk.services import claims, lists
from ipdesk.services.claims import ClaimFilter, ClaimRow
from ipdesk.services.lists import Shown
from ipdesk.ui.widgets.list_source import Query

# Drafts are in no ledger.
IN_LEDGER = tuple(stage for stage in Stage if stage is not Stage.DRAFT)


def filter_of(query: Query) -> ClaimFilter:
    """The filter of the list, without drafts."""
    chosen: ClaimFilter = query.filters.get("chosen", ClaimFilter())
    return replace(chosen, text=query.text, stages=chosen.stages or IN_LEDGER)


def shown(office: Any, query: Query) -> Shown:
    return lists.of_claims(office, filter_of(query))


def lines_of(office: Any, ids: Sequence[int]) -> Sequence[ClaimRow]:
    found = claims.claim_rows(office, ids)
    return [found[number] for number in ids if number in found]
