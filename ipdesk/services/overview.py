"""工作台: what needs this operator today, and where the year's money stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ipdesk.domain.ledger import Budget
from ipdesk.domain.pack_head import PackHead
from ipdesk.domain.stages import Stage
from ipdesk.services.backups import BackupState, state
from ipdesk.services.ledgers import budget
from ipdesk.services.office import Actor, Office
from ipdesk.services.waiting import WAITS, WorkRow, waiting
from ipdesk.storage import claim_list, ledger_rows
from ipdesk.storage.claim_list import ClaimFilter

EXPIRY_NOTICE_DAYS = 180
_UNTOLD = ClaimFilter(letter_due=True)
_PUBLICITY = (
    Stage.SIGNED,
    Stage.COMMITTEE,
    Stage.PUBLISHED,
    Stage.OBJECTION,
    Stage.UNOBJECTED,
    Stage.APPROVED,
)


@dataclass(frozen=True, slots=True)
class PolicyNote:
    """A policy with its validity against today."""

    title: str
    document_number: str
    valid_to: date | None
    expired: bool
    days_left: int | None
    near: bool  # within half a year of its end


@dataclass(frozen=True, slots=True)
class ClauseBar:
    """核定 of one clause in the year."""

    label: str
    approved_fen: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the first screen shows."""

    today: date
    waiting: tuple[WorkRow, ...]
    counts: dict[str, int]  # by place of the navigation
    budget: Budget | None
    clause_sums: tuple[ClauseBar, ...]
    policies: tuple[PolicyNote, ...]
    backup: BackupState


def overview(office: Office, actor: Actor) -> Overview:
    """The first screen for this operator, now."""
    today = office.clock.now().date()
    rows = waiting(office, actor)
    stages = claim_list.count_by_stage(office.db)
    year, heads = _year(office, today), office.heads()
    paying = next((head for head in heads if head.pays), None)
    return Overview(
        today=today,
        waiting=rows,
        counts={
            "desk": len(rows),
            "claims": sum(n for stage, n in stages.items() if stage in WAITS),
            "publicity": sum(n for stage, n in stages.items() if stage in _PUBLICITY),
            "letters": sum(claim_list.count_by_stage(office.db, _UNTOLD).values()),
            "targets": sum(row.place == "targets" for row in rows),
        },
        budget=budget(office, paying.id, year) if paying else None,
        clause_sums=tuple(bar for head in heads for bar in _clauses(office, head, year)),
        policies=tuple(_policy_note(head, today) for head in heads),
        backup=state(office),
    )


def _year(office: Office, today: date) -> int:
    """This fund year, or the last one that has claims when this one has none yet."""
    known = claim_list.years(office.db)
    return today.year if not known or today.year in known else known[0]


def _clauses(office: Office, head: PackHead, year: int) -> tuple[ClauseBar, ...]:
    sums = ledger_rows.approved_by_award(office.db, head.id, year)
    bars = (
        ClauseBar(clause.caption, sum(sums.get(award, 0) for award in clause.awards))
        for clause in head.clauses
    )
    return tuple(bar for bar in bars if bar.approved_fen)


def _policy_note(head: PackHead, today: date) -> PolicyNote:
    left = (head.valid_to - today).days if head.valid_to else None
    return PolicyNote(
        head.title,
        head.document_number,
        head.valid_to,
        left is not None and left < 0,
        left,
        left is not None and 0 <= left <= EXPIRY_NOTICE_DAYS,
    )
