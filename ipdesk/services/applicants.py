"""申报主体: register, amend, look up; every doubt about an applicant is named as it is typed."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from ipdesk.domain.applicant import Applicant
from ipdesk.domain.finding import Severity
from ipdesk.domain.likeness import LikenessVerdict
from ipdesk.domain.registration import (
    EVERYONE,
    ApplicantFilter,
    ApplicantForm,
    ApplicantSort,
    FieldNote,
    entered,
    form_notes,
    form_of,
    tidied,
)
from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.alike_applicants import alike_applicants, alike_keys, keep_verdict
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import applicants

__all__ = [
    "ApplicantFilter",
    "ApplicantForm",
    "ApplicantSort",
    "FieldNote",
    "Registered",
    "amend_applicant",
    "applicant",
    "applicant_page",
    "applicants_by_ids",
    "check_applicant",
    "form_of",
    "register_applicant",
    "towns",
]


@dataclass(frozen=True, slots=True)
class Registered:
    """A new applicant's number and what the act touched."""

    id: int
    changes: Changes


def check_applicant(office: Office, form: ApplicantForm, but: int = 0) -> tuple[FieldNote, ...]:
    """What is to be said about the form as typed; `but` is the applicant being amended."""
    clean = tidied(form)
    notes = (*form_notes(clean), *_register_notes(office, clean, but))
    return tuple(_labelled(office, note) for note in notes)


def register_applicant(
    office: Office,
    actor: Actor,
    form: ApplicantForm,
    apart: Sequence[int] = (),
    why: str = "",
) -> Registered:
    """Enter an applicant; `apart` are look-alikes that `why` says are not the same."""
    actor.require(Role.CLERK)
    with act(office) as db:
        notes = check_applicant(office, form)
        _refuse(form, notes)
        new = entered(tidied(form))
        number = applicants.insert(db, new, alike_keys(office, new), office.clock.now())
        data = {"applicant": plain_applicant(new), "warnings": [note.code for note in notes]}
        record(office, actor, "register_applicant", "applicant", number, data, new.code_exception)
        for other in apart:
            keep_verdict(office, actor, (number, other), LikenessVerdict.DIFFERENT, why)
    return Registered(number, Changes.of("applicant", ids=(number,)))


def amend_applicant(
    office: Office, actor: Actor, number: int, form: ApplicantForm, reason: str = ""
) -> Changes:
    """Write what changed about an applicant; overwriting what stood there needs a reason."""
    actor.require(Role.CLERK)
    with act(office) as db:
        before = _known(office, number)
        if applicants.merged_into(db, number) is not None:
            raise UserError("applicant-is-merged")
        notes = check_applicant(office, form, but=number)
        _refuse(form, notes)
        after = entered(tidied(form), number)
        old, new = plain_applicant(before), plain_applicant(after)
        changed = [name for name in new if new[name] != old[name]]
        if not changed:
            return Changes.of()
        if not reason.strip() and any(old[name] for name in changed):
            raise UserError("amend-needs-reason", field="reason")
        applicants.update(db, after, alike_keys(office, after))
        data = {name: {"old": old[name], "new": new[name]} for name in changed}
        record(office, actor, "amend_applicant", "applicant", number, data, reason.strip())
    return Changes.of("applicant", ids=(number,))


def applicant(office: Office, number: int) -> Applicant:
    """One applicant as it stands in the register."""
    return _known(office, number)


def applicant_page(
    office: Office,
    *,
    filter: ApplicantFilter = EVERYONE,  # noqa: A002 - the word of the screen
    sort: ApplicantSort = ApplicantSort.NAME,
    descending: bool = False,
) -> array[int]:
    """The ids of the whole list in order; `applicants_by_ids` brings the rows in view."""
    return applicants.page(office.db, filter, sort, descending)


def applicants_by_ids(office: Office, numbers: Iterable[int]) -> tuple[Applicant, ...]:
    return applicants.by_ids(office.db, numbers)


def towns(office: Office) -> tuple[str, ...]:
    """Every 镇街 in use."""
    return applicants.towns(office.db)


def _known(office: Office, number: int) -> Applicant:
    """The applicant, or the one it was merged into."""
    found = applicants.standing(office.db, number)
    if found is None:
        raise UserError("applicant-unknown", number=number)
    return found


def _register_notes(office: Office, form: ApplicantForm, but: int) -> Iterator[FieldNote]:
    """Yield what the register says: the same code (block), a name like another's (warn)."""
    same = applicants.by_code(office.db, form.code)
    if same is not None and same.id != but:
        values = {"name": same.name, "number": same.id}
        yield FieldNote("code", "code-registered", Severity.BLOCK, values)
    others = [
        other
        for other in alike_applicants(office, form, but)
        if other.by_name and (same is None or other.applicant.id != same.id)
    ]
    if others:
        names = tuple(other.applicant.name for other in others)
        values = {"names": names, "numbers": tuple(other.applicant.id for other in others)}
        yield FieldNote("name", "name-looks-alike", Severity.WARNING, values)


def _labelled(office: Office, note: FieldNote) -> FieldNote:
    label = office.wording.label("applicant-field", note.field)
    return note._replace(values={**note.values, "label": label})


def _refuse(form: ApplicantForm, notes: Sequence[FieldNote]) -> None:
    for note in notes:
        unexplained = note.reason and not getattr(form, note.reason).strip()
        if note.severity is Severity.BLOCK or unexplained:
            raise UserError(note.code, field=note.field, **note.values)


def plain_applicant(entry: Applicant) -> dict[str, object]:
    """An applicant as the journal keeps it."""
    values = {field.name: getattr(entry, field.name) for field in fields(Applicant)[1:]}
    until = {name: day.isoformat() for name, day in entry.former_until}
    former = {"former_names": list(entry.former_names), "former_until": until}
    return {**values, "kind": str(entry.kind), **former}
