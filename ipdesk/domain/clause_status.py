"""条款状态: how a later document left a clause, and what its claims are told (第二十条)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ipdesk.domain.finding import Finding, Severity
from ipdesk.domain.plan import Plan
from ipdesk.domain.policy import Clause, ClauseStatus, Policy


@dataclass(frozen=True, slots=True)
class Standing:
    """How a clause stands, by which document, and for what is received from which day on."""

    status: ClauseStatus
    document: str
    document_on: date | None
    from_day: date | None  # None: whenever it was received

    @staticmethod
    def of(clause: Clause) -> Standing:
        """What the pack itself says of its clause."""
        return Standing(clause.status, clause.status_document, clause.status_on, clause.status_from)


@dataclass(frozen=True, slots=True)
class Setting:
    """A standing as the bureau has set it; a later one leaves the earlier ones on file."""

    id: int
    clause: str
    standing: Standing
    note: str = ""


def setting_for(settings: Sequence[Setting], clause: str, received: date) -> Setting | None:
    """The setting a claim received on `received` stands under; None when the pack speaks.

    The newest that had taken effect on that day. Before any had, the newest of all is
    still told to the clerk, which is why it is handed back.
    """
    own = [one for one in settings if one.clause == clause]
    for one in reversed(own):
        since = one.standing.from_day
        if since is None or since <= received:
            return one
    return own[-1] if own else None


def standing_findings(
    clause: Clause, award_notice: str = ""
) -> tuple[tuple[Finding, ...], Finding | None]:
    """What every claim of the clause is told, and what stops it."""
    notices = []
    if clause.notice:
        notices.append(Finding(clause.notice, Severity.INFO, clause.id))
    values = {
        "document": clause.status_document,
        "on": clause.status_on,
        "from": clause.status_from or clause.status_on,
    }
    stopped = None
    if clause.status is ClauseStatus.STOPPED:
        stopped = Finding("clause-stopped", Severity.BLOCK, clause.id, values)
    elif clause.status is ClauseStatus.ADJUSTED:
        notices.append(Finding("clause-adjusted", Severity.WARNING, clause.id, values))
    if award_notice:
        notices.append(Finding(award_notice, Severity.INFO, clause.id))
    return tuple(notices), stopped


def with_statuses(policy: Policy, standings: Mapping[str, Standing]) -> Policy:
    """The policy with clauses standing as the bureau has set them; its version stays."""
    clauses = tuple(
        _restated(clause, standings[clause.id]) if clause.id in standings else clause
        for clause in policy.clauses
    )
    plans = dict(policy.plans)
    for clause in clauses:
        if clause.id in standings:
            plans.update(_plans(policy, clause))
    return replace(policy, clauses=clauses, plans=plans)


def _restated(clause: Clause, standing: Standing) -> Clause:
    return replace(
        clause,
        status=standing.status,
        status_document=standing.document,
        status_on=standing.document_on,
        status_from=standing.from_day,
    )


def _plans(policy: Policy, clause: Clause) -> Mapping[str, Plan]:
    made = {}
    for award in clause.awards:
        notices, stopped = standing_findings(clause, award.notice)
        made[award.id] = replace(
            policy.plans[award.id],
            notices=notices,
            stopped=stopped,
            stopped_from=clause.status_from,
        )
    return made
