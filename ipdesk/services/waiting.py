"""What waits for this operator: claims by their stage, changes proposed, papers and rounds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ipdesk.domain.proposal import Proposal
from ipdesk.domain.stages import Role, Stage
from ipdesk.storage import queue, work
from ipdesk.storage.work import PAPER_DAYS, WaitingClaim

if TYPE_CHECKING:
    from ipdesk.domain.pack_head import PackHead
    from ipdesk.services.office import Actor, Office

_MOST_ROWS = 200

# Who a stage waits for, and the act that moves it on.
WAITS = {
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


class WorkRow(NamedTuple):
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


def waiting(office: Office, actor: Actor, *, first: bool = False) -> tuple[WorkRow, ...]:
    """Late first, then by day, then what has no day.

    `first`: as soon as can be, for a window that has just been opened: what targets put on the
    list, and which claims the money no longer reaches, comes after its first rows.
    """
    today = office.clock.now().date()
    found = [*_claims(office, actor, today, first)]
    if Role.CLERK in actor.roles:
        found += [*_papers(office, today), *_rounds(office, today)]
    if not first:
        found += _targets(office, actor, today)
    return tuple(sorted(found, key=lambda row: (row.due or date.max, row.place, row.claim_id)))


def _claims(office: Office, actor: Actor, today: date, first: bool) -> Iterator[WorkRow]:
    """Claims at their stage, and 更正 and 撤销 that wait for the approver."""
    changes = work.proposed_changes(office.db)
    stages = tuple(stage for stage, (role, _) in WAITS.items() if role in actor.roles)
    if Role.CLERK in actor.roles and Stage.APPROVED not in stages:
        stages = (*stages, Stage.APPROVED)
    staged = work.waiting(office.db, stages, _MOST_ROWS) if stages else ()
    deciding = changes and Role.APPROVER in actor.roles
    changed = work.claims(office.db, list(changes)) if deciding else ()
    shown = [row.id for row in (*staged, *changed)]
    tell = _Telling(
        office,
        {head.id: head for head in office.heads()},
        frozenset() if first or not shown else queue.over_budget(office.db, shown),
        today,
    )
    bounced = work.bounced(office.db)
    for row in staged:
        act = None if row.id in changes else _act(row, actor)
        if act is not None:
            what = "bounced" if act == "pay" and row.id in bounced else act
            yield tell.claim(row, what, act)
    for row in changed:
        yield tell.change(row, changes[row.id])


def _act(row: WaitingClaim, actor: Actor) -> str | None:
    """The act a claim waits for, when this operator may take it."""
    role, act = WAITS[row.stage]
    if row.stage in (Stage.APPROVED, Stage.REFUSED) and not row.told:
        role, act = Role.CLERK, "issue_letter"
    if row.stage is Stage.REVIEWED and row.proposal is Proposal.REFUSE:
        act = "refuse"
    if row.stage is Stage.REVIEWED and row.proposal is Proposal.REFER:
        act = "refer"
    if row.stage is Stage.SIGNED and row.proposal is Proposal.DECIDE:
        act = "deliberate"
    return act if role in actor.roles else None


class _Telling(NamedTuple):
    """How lines are told today."""

    office: Office
    heads: Mapping[str, PackHead]
    short: Collection[int]  # claims the money of their year no longer reaches
    today: date

    def claim(self, row: WaitingClaim, what: str, act: str) -> WorkRow:
        day = row.due_on or (row.published_until if row.stage is Stage.PUBLISHED else None)
        urgency = _urgency(day, self.today)
        if row.stage is Stage.PUBLISHED and day == self.today:
            urgency = "soon"  # its last day still runs
        return self._line(row, what, act, day, urgency)

    def change(self, row: WaitingClaim, change: str) -> WorkRow:
        return self._line(row, f"{change}-proposed", change, None, "")

    def _line(
        self, row: WaitingClaim, what: str, act: str, due: date | None, urgency: str
    ) -> WorkRow:
        words = self.office.wording
        label = self.heads[row.pack].labels[row.award]
        over = words.text("work", "over-budget") if row.id in self.short else ""
        return WorkRow(
            due=due,
            urgency=urgency,
            what=words.text("work", what),
            detail=" · ".join(part for part in (row.number, label, over) if part),
            applicant=row.applicant,
            amount_fen=row.amount_fen,
            act_label=words.label("act", act),
            claim_id=row.id,
        )


def _papers(office: Office, today: date) -> Iterator[WorkRow]:
    """Papers of applicants that end soon or have ended."""
    if not work.papers_end(office.db, today + timedelta(days=PAPER_DAYS)):
        return
    # Most mornings there is none, and the window opens without all that is read for them.
    from ipdesk.services.applicant_documents import expiring_documents

    for one in expiring_documents(office, PAPER_DAYS):
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
    if not work.round_open(office.db, today):
        return
    from ipdesk.services.rounds import NOTICE_DAYS, near_rounds

    words = office.wording
    for one, came in near_rounds(office, today):
        closing = (one.closes_on - today).days <= NOTICE_DAYS
        values = {"name": one.name, "count": came}
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
    from ipdesk.services.targets.work import target_work

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


def _urgency(due: date | None, today: date) -> str:
    if due is None:
        return ""
    if due < today:
        return "late"
    return "today" if due == today else "soon"
