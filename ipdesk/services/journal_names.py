"""What a record is called where the journal speaks of it."""

from __future__ import annotations

from ipdesk.services.office import Office
from ipdesk.storage import (
    applicants,
    applications,
    batches,
    claims,
    letters,
    operators,
    rounds,
    target_records,
    tasks,
)


def _claim(office: Office, number: int) -> str:
    claim = claims.get(office.db, number)
    if claim is None:
        return ""
    return f"{claim.number or ''} {_applicant(office, claim.applicant)}".strip()


def _applicant(office: Office, number: int) -> str:
    found = applicants.get(office.db, number)
    return found.name if found else ""


def _letter(office: Office, number: int) -> str:
    found = letters.get(office.db, number)
    return found.document_number if found else ""


def _operator(office: Office, number: int) -> str:
    found = operators.get(office.db, number)
    return found.name if found else ""


def _round(office: Office, number: int) -> str:
    return next((one.name for one in rounds.all_of(office.db) if one.id == number), "")


def _form(office: Office, number: int) -> str:
    return applications.number(office.db, number)


def _task(office: Office, number: int) -> str:
    found = tasks.get(office.db, number)
    return found.title if found else ""


def _meeting(office: Office, number: int) -> str:
    found = target_records.meeting(office.db, number)
    return found.name if found else ""


def _activity(office: Office, number: int) -> str:
    found = target_records.activity(office.db, number)
    return found.name if found else ""


def _batch(office: Office, number: int) -> str:
    found = batches.get(office.db, number)
    return found.name if found else ""


NAMES = {
    "claim": _claim,
    "applicant": _applicant,
    "letter": _letter,
    "operator": _operator,
    "round": _round,
    "application": _form,
    "task": _task,
    "meeting": _meeting,
    "activity": _activity,
    "batch": _batch,
}
