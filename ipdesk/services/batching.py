"""One act for many claims: who can, who cannot and why; then all that can in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ipdesk.domain.batch import Batch, BatchKind, LineState
from ipdesk.domain.masking import masked_card
from ipdesk.domain.next_step import primary
from ipdesk.domain.stages import Stage
from ipdesk.errors import UserError
from ipdesk.services.acts import record as journal_record
from ipdesk.services.acts import together
from ipdesk.services.claim_reading import Reading, read_claim
from ipdesk.services.claim_view import Note
from ipdesk.services.decisions import obstacle, take
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import batches as stored

TABLES = ("claim", "claim_step", "batch", "payment")
# Acts a batch takes only where the claim waits for them: not 公示 before the committee.
ON_THE_WAY = ("accept", "review", "sign", "publish", "unobject", "approve")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One claim of a batch with what can be said before anything is done."""

    id: int
    number: str
    applicant: str
    award: str
    amount_fen: int
    account_name: str
    bank: str
    account: str  # covered in the middle
    reason: str  # why it cannot; "" when it can
    notes: tuple[Note, ...] = ()  # what is to be looked at before the money goes out

    @property
    def able(self) -> bool:
        return not self.reason


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a batch."""

    done: tuple[Candidate, ...]
    refused: tuple[Candidate, ...]  # each with its reason
    changes: Changes
    batch: Batch | None = None

    @property
    def fen(self) -> int:
        return sum(one.amount_fen for one in self.done)


def look_over(office: Office, actor: Actor, ids: Sequence[int], act: str) -> tuple[Candidate, ...]:
    """Who of these claims could take `act` now, and what keeps the others from it."""
    return tuple(_candidate(office, actor, number, act) for number in ids)


def take_all(
    office: Office,
    actor: Actor,
    ids: Sequence[int],
    act: str,
    record: Mapping[str, object],
    opinion: str = "",
    name: str = "",
) -> Outcome:
    """Take `act` with every claim that can, in one transaction; the rest is told, untouched.

    公示 makes a batch of them. A failure that is nobody's refusal undoes everything.
    """
    number = None
    with together(office) as db:
        candidates = look_over(office, actor, ids, act)
        done, refused = each(
            office, candidates, lambda one: take(office, actor, one.id, act, record, opinion)
        )
        if done:
            if act == "publish":
                number = _publicity(office, actor, done, record, name)
            data = {**plain(record), **counted(done, refused), "act": act}
            journal_record(office, actor, "take_batch", "batch", number or 0, data, opinion)
        made = stored.get(db, number) if number else None
    return Outcome(done, refused, changes_of(done), made)


def each(
    office: Office, candidates: Sequence[Candidate], one: Callable[[Candidate], object]
) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
    """Do `one` with each that can; what an earlier one has made impossible meanwhile is told."""
    done, refused = [], []
    for candidate in candidates:
        if not candidate.able:
            refused.append(candidate)
            continue
        try:
            with office.db.part():
                one(candidate)
        except UserError as error:
            refused.append(replace(candidate, reason=text_of(office, error)))
        else:
            done.append(candidate)
    return tuple(done), tuple(refused)


def candidate_of(
    office: Office, reading: Reading, fen: int, error: UserError | None = None
) -> Candidate:
    """The line of the pre-check for one claim."""
    who, unknown = reading.applicant, office.wording.text("page", "not-filled")
    return Candidate(
        reading.claim.id,
        reading.claim.number or "",
        who.name,
        reading.award.label,
        fen,
        who.account_name or unknown,
        who.bank or unknown,
        masked_card(who.account) or unknown,
        text_of(office, error) if error else "",
    )


def text_of(office: Office, error: UserError) -> str:
    """Why not, in the clerk's words."""
    return office.wording.text("message", error.code, error.values)


def counted(done: Sequence[Candidate], refused: Sequence[Candidate]) -> dict[str, object]:
    """What the journal says of a batch."""
    return {
        "claims": [one.number for one in done],
        "fen": sum(one.amount_fen for one in done),
        "refused": [one.number for one in refused],
    }


def plain(record: Mapping[str, object]) -> dict[str, object]:
    """A record as the journal keeps it."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in record.items()
    }


def changes_of(done: Sequence[Candidate]) -> Changes:
    return Changes.of(*TABLES, ids=tuple(one.id for one in done))


def _publicity(
    office: Office,
    actor: Actor,
    done: Sequence[Candidate],
    record: Mapping[str, object],
    name: str,
) -> int:
    claim = read_claim(office, done[0].id).claim
    assert claim.published_on is not None  # it has just been published
    number = stored.insert(
        office.db,
        BatchKind.PUBLICITY,
        name.strip(),
        (claim.published_on, claim.published_until),
        str(record["channel"]).strip(),
        actor.id,
        office.clock.now(),
    )
    lines = ((one.id, one.amount_fen) for one in done)
    stored.add_lines(office.db, number, LineState.LISTED, lines)
    return number


def _candidate(office: Office, actor: Actor, claim_id: int, act: str) -> Candidate:
    reading = read_claim(office, claim_id)
    error = obstacle(office, actor, reading, act) or _not_waited_for(office, reading, act)
    return candidate_of(office, reading, _amount(reading), error)


def _not_waited_for(office: Office, reading: Reading, act: str) -> UserError | None:
    wanted = primary(reading.situation)
    if act not in ON_THE_WAY or wanted == act:
        return None
    label = office.wording.label("act", wanted) if wanted else ""
    return UserError("batch-not-next", next=label)


def _amount(reading: Reading) -> int:
    claim = reading.claim
    if claim.stage is Stage.APPROVED:
        return claim.due_fen
    for fen in (claim.approved_fen, claim.decided_fen):
        if fen is not None:
            return fen
    return reading.assessment.amount_fen if reading.assessment else claim.proposed_fen or 0
