"""汇总 asked from the store: the lines domain/ledger.py makes of a ledger's rows, without them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ipdesk.domain.ledger import AwardSum
from ipdesk.domain.record import Proposal
from ipdesk.domain.stages import Stage
from ipdesk.services.ledgers import FAILED
from ipdesk.services.office import Office
from ipdesk.storage import claim_sums
from ipdesk.storage.claim_sums import StageSum


def award_lines(
    office: Office,
    pack: str,
    year: int,
    awards: Sequence[tuple[str, str, str]],
    last_year_fen: Mapping[str, int],
) -> tuple[AwardSum, ...]:
    """One line for each of `awards` (id, clause, label), those without a claim too."""
    found: dict[str, list[StageSum]] = {award_id: [] for award_id, _, _ in awards}
    for part in claim_sums.of_year(office.db, pack, year):
        found[part.award].append(part)
    applicants = claim_sums.applicants(office.db, pack, year)
    return tuple(
        AwardSum(
            award_id,
            clause,
            label,
            *_counts(found[award_id]),
            applicants=applicants.get(award_id, 0),
            approved_fen=sum(p.approved_fen for p in found[award_id] if p.stage not in FAILED),
            paid_fen=sum(part.paid_fen for part in found[award_id]),
            last_year_fen=last_year_fen.get(award_id, 0),
        )
        for award_id, clause, label in awards
    )


def _counts(parts: Iterable[StageSum]) -> tuple[int, int, int]:
    """受理, 批准, 不批."""
    received = approved = refused = 0
    for part in parts:
        received += part.claims
        if part.stage in FAILED:
            refused += part.claims
        elif part.stage == Stage.ARCHIVED and part.proposal != Proposal.REFER:
            # Archived without an amount: it had come to nothing before.
            approved += part.granted
            refused += part.claims - part.granted
        else:
            approved += part.told
    return received, approved, refused
