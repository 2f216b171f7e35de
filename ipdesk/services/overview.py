"""工作台: what needs this operator today, and where the year's money stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ipdesk.domain.ledger import Budget
from ipdesk.domain.record import Proposal
from ipdesk.domain.stages import Role, Stage
from ipdesk.services.applicant_documents import expiring_documents
from ipdesk.services.backups import BackupState, state
from ipdesk.services.ledgers import budget
from ipdesk.services.office import Actor, Office
from ipdesk.services.rounds import NOTICE_DAYS, near_rounds
from ipdesk.services.targets.work import target_work
from ipdesk.storage import claim_list, ledger_rows, work
from ipdesk.storage.claim_list import ClaimFilter, ClaimRow

EXPIRY_NOTICE_DAYS = 180
_MOST_ROWS = 200

# Who a stage waits for, and the act that moves it on.
_WAITS = {
    Stage.DRAFT: (Role.CLERK, "receive"),
    Stage.RECEIVED: (Role.CLERK, "accept"),
    Stage.RETURNED: (Role.CLERK, "resume"),
    Stage.ACCEPTED: (Role.CLERK, "examine"),
    Stage.EXAMINED: (Role.REVIEWER, "review"),
    Stage.REVIEWED: (Role.APPROVER, "sign"),
    Stage.SIGNED: (Role.CLERK, "publish"),
    Stage.COMMITTEE: (Role.CLERK, "publish"),
    Stage.PUBLISHED: (Role.CLERK, "unobject"),
    Stage.INSPECTION: (Role.CLERK, "conclude"),
    Stage.OBJECTION: (Role.REVIEWER, "settle"),
    Stage.UNOBJECTED: (Role.APPROVER, "approve"),
    Stage.APPROVED: (Role.PAYER, "pay"),
    Stage.PAID: (Role.CLERK, "archive"),
    Stage.REFUSED: (Role.CLERK, "archive"),
    Stage.REVOKED: (Role.CLERK, "archive"),
    Stage.RECOVERY: (Role.PAYER, "recover"),
}
_PUBLICITY = (
    Stage.SIGNED,
    Stage.COMMITTEE,
    Stage.PUBLISHED,
    Stage.OBJECTION,
    Stage.UNOBJECTED,
    Stage.APPROVED,
)


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One thing to do."""

    due: date | None
    urgency: str  # late | today | soon | ""
    what: str
    detail: str
    applicant: str
    amount_fen: int | None
    act_label: str
    claim_id: int  # or the id of what `place` shows
    place: str = "claims"
    # Where in its place it is to be done, when an id is not enough: what, id, who, year, policy.
    part: tuple[str, int, str, int, str] | None = None


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
    waiting = _waiting(office, actor, today)
    stages = claim_list.count_by_stage(office.db)
    year = _year(office, today)
    policy = next(iter(office.award_policies), None)
    return Overview(
        today=today,
        waiting=waiting,
        counts={
            "desk": len(waiting),
            "claims": sum(n for stage, n in stages.items() if stage in _WAITS),
            "publicity": sum(n for stage, n in stages.items() if stage in _PUBLICITY),
            "letters": _letters_due(office),
            "targets": sum(row.place == "targets" for row in waiting),
        },
        budget=budget(office, policy.id, year) if policy else None,
        clause_sums=_clauses(office, year),
        policies=tuple(_policy_note(office, index, today) for index in range(len(office.current))),
        backup=state(office),
    )


def _year(office: Office, today: date) -> int:
    """This fund year, or the last one that has claims when this one has none yet."""
    known = claim_list.years(office.db)
    return today.year if not known or today.year in known else known[0]


def _letters_due(office: Office) -> int:
    return len(claim_list.ids(office.db, ClaimFilter(letter_due=True), "id", False))


def _waiting(office: Office, actor: Actor, today: date) -> tuple[WorkRow, ...]:
    """Late first, then by day, then what has no day."""
    changes = work.proposed_changes(office.db)
    found = [*_by_stage(office, actor, today, changes), *_changes(office, actor, changes)]
    if Role.CLERK in actor.roles:
        found += [*_papers(office, today), *_rounds(office, today)]
    found += _targets(office, actor, today)
    return tuple(sorted(found, key=lambda row: (row.due or date.max, row.place, row.claim_id)))


def _by_stage(
    office: Office, actor: Actor, today: date, changes: Mapping[int, str]
) -> Iterator[WorkRow]:
    stages = tuple(stage for stage, (role, _) in _WAITS.items() if role in actor.roles)
    if Role.CLERK in actor.roles and Stage.APPROVED not in stages:
        stages = (*stages, Stage.APPROVED)
    if not stages:
        return
    ids = list(claim_list.ids(office.db, ClaimFilter(stages=stages), "received_on", False))
    due, bounced = work.due_days(office.db, ids[:_MOST_ROWS]), work.bounced(office.db)
    for row in claim_list.rows(office.db, ids[:_MOST_ROWS]).values():
        act = None if row.id in changes else _act(row, actor)
        if act is None:
            continue
        day = due.get(row.id) or (row.published_until if row.stage is Stage.PUBLISHED else None)
        urgency = _urgency(day, today)
        if row.stage is Stage.PUBLISHED and day == today:
            urgency = "soon"  # its last day still runs
        what = "bounced" if act == "pay" and row.id in bounced else act
        yield _work(office, row, what, act, day, urgency)


def _act(row: ClaimRow, actor: Actor) -> str | None:
    """The act a claim waits for, when this operator may take it."""
    role, act = _WAITS[row.stage]
    if row.stage in (Stage.APPROVED, Stage.REFUSED) and not row.letters:
        role, act = Role.CLERK, "issue_letter"
    if row.stage is Stage.REVIEWED and row.proposal is Proposal.REFUSE:
        act = "refuse"
    if row.stage is Stage.REVIEWED and row.proposal is Proposal.REFER:
        act = "refer"
    if row.stage is Stage.SIGNED and row.proposal is Proposal.DECIDE:
        act = "deliberate"
    return act if role in actor.roles else None


def _changes(office: Office, actor: Actor, changes: Mapping[int, str]) -> Iterator[WorkRow]:
    """更正 and 撤销 that wait for the approver."""
    if Role.APPROVER not in actor.roles or not changes:
        return
    for row in claim_list.rows(office.db, list(changes)).values():
        yield _work(office, row, f"{changes[row.id]}-proposed", changes[row.id], None, "")


def _papers(office: Office, today: date) -> Iterator[WorkRow]:
    """Papers of applicants that end soon or have ended."""
    for one in expiring_documents(office):
        day = one.document.valid_to
        yield WorkRow(
            due=day,
            urgency=_urgency(day, today),
            what=office.wording.text("work", "paper-ends"),
            detail=one.label,
            applicant=one.applicant,
            amount_fen=None,
            act_label=office.wording.text("work", "renew-paper"),
            claim_id=one.document.applicant,
            place="applicants",
        )


def _rounds(office: Office, today: date) -> Iterator[WorkRow]:
    """申报批次 that close soon or have just opened."""
    words = office.wording
    for found in near_rounds(office, today):
        one = found.round
        closing = (one.closes_on - today).days <= NOTICE_DAYS
        values = {"name": one.name, "count": len(found.claims)}
        yield WorkRow(
            due=one.closes_on,
            # The last day still takes in what comes.
            urgency="soon",
            what=words.text("work", "round-closes" if closing else "round-opened"),
            detail=words.text("work", "round-came", values),
            applicant="",
            amount_fen=None,
            act_label=words.text("work", "see-round"),
            claim_id=one.id,
            place="rounds",
        )


def _targets(office: Office, actor: Actor, today: date) -> Iterator[WorkRow]:
    """Reports to ask for, tasks that press, years asked to be opened again."""
    for one in target_work(office, actor):
        yield WorkRow(
            due=one.due,
            urgency=_urgency(one.due, today),
            what=office.wording.text("work", one.what),
            detail=one.detail,
            applicant=one.who,
            amount_fen=None,
            act_label=office.wording.text("work", one.act),
            claim_id=one.number,
            place="targets",
            part=(one.act, one.number, one.who, one.year, one.pack),
        )


def _work(
    office: Office, row: ClaimRow, what: str, act: str, due: date | None, urgency: str
) -> WorkRow:
    award = office.policy(row.pack).awards[row.award]
    words = office.wording
    over = words.text("work", "over-budget") if row.over_budget else ""
    return WorkRow(
        due=due,
        urgency=urgency,
        what=words.text("work", what),
        detail=" · ".join(part for part in (row.number, award.label, over) if part),
        applicant=row.applicant,
        amount_fen=row.amount_fen,
        act_label=words.label("act", act),
        claim_id=row.id,
    )


def _urgency(due: date | None, today: date) -> str:
    if due is None:
        return ""
    if due < today:
        return "late"
    return "today" if due == today else "soon"


def _clauses(office: Office, year: int) -> tuple[ClauseBar, ...]:
    bars = []
    for policy in office.current:
        sums = ledger_rows.approved_by_award(office.db, policy.id, year)
        for clause in policy.clauses:
            fen = sum(sums.get(award.id, 0) for award in clause.awards)
            if fen:
                bars.append(ClauseBar(f"{clause.number}{clause.heading}", fen))
    return tuple(bars)


def _policy_note(office: Office, index: int, today: date) -> PolicyNote:
    policy = office.current[index]
    left = (policy.valid_to - today).days if policy.valid_to else None
    return PolicyNote(
        policy.title,
        policy.document_number,
        policy.valid_to,
        left is not None and left < 0,
        left,
        left is not None and 0 <= left <= EXPIRY_NOTICE_DAYS,
    )
