"""条款状态: stopping, adjusting and restoring a clause by document, the open claims following."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ipdesk.domain.clause_status import Setting, Standing
from ipdesk.domain.policy import Clause, ClauseStatus, Policy
from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.services.activation import take_over
from ipdesk.services.acts import act, record
from ipdesk.services.clause_settings import settings_of
from ipdesk.services.impact import Impacts, Progress, Terms, impact
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.readings import policy_in_use
from ipdesk.storage import clause_statuses as stored
from ipdesk.storage.clause_statuses import Kept

_UNSAVED = 0  # the number of a setting that is only being looked at


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One clause with how it stands now and how it came to that."""

    id: int  # its place in the list
    clause: Clause
    standing: Standing  # the newest setting, or what the pack says
    note: str
    history: tuple[Kept, ...]  # newest first
    upcoming: bool = False  # set, but not in effect before a later day

    @property
    def settled(self) -> bool:
        """Whether the bureau has set anything."""
        return bool(self.history)


@dataclass(frozen=True, slots=True)
class ClauseForm:
    """A status as it is to be set."""

    clause: str
    status: ClauseStatus
    document: str = ""
    document_on: date | None = None
    from_day: date | None = None
    note: str = ""


def clause_rows(office: Office, policy: Policy) -> tuple[ClauseRow, ...]:
    """Every clause in the order of the text."""
    kept = stored.of_pack(office.db, policy.id)
    today = office.clock.now().date()
    rows = enumerate(policy.clauses, start=1)
    return tuple(_row(number, clause, kept, today) for number, clause in rows)


def clause_impact(
    office: Office, pack: str, form: ClauseForm, progress: Progress | None = None
) -> Impacts:
    """What setting a clause so would change for the claims on file."""
    clause = _clause(office, pack, form)
    return impact(
        office, _terms(office, pack, clause.id, _checked(office, form), _UNSAVED), progress
    )


def set_clause_status(
    office: Office, actor: Actor, pack: str, form: ClauseForm, seen: str
) -> Changes:
    """Set how a clause stands; the open claims received under it follow, as the list showed.

    `seen` names that list (`Impacts.seen`). Decided claims keep what they were decided under.
    """
    actor.require(Role.ADMINISTRATOR, Role.APPROVER)
    clause = _clause(office, pack, form)
    standing, note = _checked(office, form), form.note.strip()
    with act(office) as db:
        old = _row(0, clause, stored.of_pack(db, pack), office.clock.now().date()).standing
        number = stored.add(db, pack, clause.id, standing, note, actor.id, office.clock.now())
        data = {
            "pack": pack,
            "clause": clause.id,
            "status": {"old": str(old.status), "new": str(standing.status)},
            "document": {"old": old.document, "new": standing.document},
            "document_on": {"old": _day(old.document_on), "new": _day(standing.document_on)},
            "from_day": {"old": _day(old.from_day), "new": _day(standing.from_day)},
        }
        reason = note or standing.document
        record(office, actor, "set_clause_status", "clause_status", number, data, reason)
        values = {
            "clause": clause.number,
            "status": office.wording.label("clausestatus", standing.status),
            "document": standing.document,
        }
        why = office.wording.text("page", "clause-set", values)
        terms = Terms(pack, settings_of(office, pack))
        ids = take_over(office, actor, terms, seen, why)
    return Changes.of("clause_status", "claim", "claim_step", ids=ids)


def _terms(office: Office, pack: str, clause: str, standing: Standing, number: int) -> Terms:
    settings = (*settings_of(office, pack), Setting(number, clause, standing))
    return Terms(pack, settings)


def _row(number: int, clause: Clause, kept: Sequence[Kept], today: date) -> ClauseRow:
    own = tuple(one for one in reversed(kept) if one.setting.clause == clause.id)
    if not own:
        return ClauseRow(number, clause, Standing.of(clause), "", ())
    newest = own[0].setting
    since = newest.standing.from_day
    later = since is not None and since > today
    return ClauseRow(number, clause, newest.standing, newest.note, own, later)


def _clause(office: Office, pack: str, form: ClauseForm) -> Clause:
    try:
        return policy_in_use(office, pack).clause(form.clause)
    except KeyError:
        raise UserError("clause-unknown") from None


def _checked(office: Office, form: ClauseForm) -> Standing:
    """A status rests on a document with its date, and takes effect on a day."""
    if not form.document.strip():
        raise UserError("clause-needs-document", field="document")
    if form.document_on is None:
        raise UserError("clause-needs-document-day", field="document_on")
    if form.document_on > office.clock.now().date():
        raise UserError("document-day-in-future", field="document_on")
    since = form.from_day or form.document_on
    return Standing(form.status, form.document.strip(), form.document_on, since)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


__all__ = [
    "ClauseForm",
    "ClauseRow",
    "Kept",
    "clause_impact",
    "clause_rows",
    "set_clause_status",
]
