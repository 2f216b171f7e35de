"""What the ledger's list shows of a claim, and the sums of a filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ipdesk.domain.record import ClaimRecord
from ipdesk.domain.stages import Stage
from ipdesk.services import claims, ledgers
from ipdesk.services.claim_reading import find_claim
from ipdesk.services.claims import ClaimFilter, ClaimRow
from ipdesk.ui.widgets.record_table import Query

# Drafts are in no ledger.
IN_LEDGER = tuple(stage for stage in Stage if stage is not Stage.DRAFT)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One claim of the list."""

    id: int
    row: ClaimRow
    claim: ClaimRecord


@dataclass(frozen=True, slots=True)
class Totals:
    """What the rows shown add up to: the same figures an export of them carries."""

    rows: int
    approved_fen: int
    paid_fen: int


def filter_of(query: Query) -> ClaimFilter:
    """The filter of the list, without drafts."""
    chosen: ClaimFilter = query.filters.get("chosen", ClaimFilter())
    return replace(chosen, text=query.text, stages=chosen.stages or IN_LEDGER)


def ids_of(office: Any, query: Query) -> Sequence[int]:
    return claims.claim_ids(office, filter_of(query), query.sort or "number", query.descending)


def lines_of(office: Any, ids: Sequence[int]) -> Sequence[LedgerLine]:
    found = claims.claim_rows(office, ids)
    return [LedgerLine(n, found[n], find_claim(office, n)) for n in ids if n in found]


def totals_of(office: Any, chosen: ClaimFilter) -> Totals:
    rows = ledgers.ledger(office, chosen)
    return Totals(
        len(rows),
        sum(row.approved_fen or 0 for row in rows),
        sum(row.paid_fen or 0 for row in rows),
    )
