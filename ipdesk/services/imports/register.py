"""申报主体 in bulk: who is new is registered, who is on file is left as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.finding import Severity
from ipdesk.domain.importing import Fault, PlannedRow
from ipdesk.domain.names import folded
from ipdesk.domain.registration import ApplicantForm, form_notes
from ipdesk.services.applicants import register_applicant
from ipdesk.services.imports.kinds import guess_kind
from ipdesk.services.imports.matching import APPLICANT, NEW, Register, excused
from ipdesk.services.imports.plan import Desk, Progress, content_key
from ipdesk.storage.imports import Made

_TEXTS = (
    *("town", "address", "legal_representative", "contact", "phone", "bank"),
    *("account_name", "account", "note", "code_exception"),
)


def check(desk: Desk, rows: Sequence[PlannedRow]) -> None:
    """Who is on file already adds nothing; what the register would refuse is told here."""
    register = Register(desk)
    first: dict[str, int] = {}
    for row in rows:
        if not register.find(row):
            continue
        if isinstance(row.found.get(APPLICANT), int):
            row.known = Fault("name", "applicant-on-file", {"number": row.found[APPLICANT]})
            continue
        same = folded(row.text("name"))
        if same in first:
            row.known = Fault("name", "same-as-line", {"line": first[same]})
            continue
        first[same] = row.line
        form = _form(desk, row)
        _refuse(row, form)
        row.found[NEW] = form
        row.key = content_key("applicant", same, form.code)


def write(desk: Desk, rows: Sequence[PlannedRow], batch: int, progress: Progress) -> list[Made]:
    """Register each newcomer, with its own entry in the journal."""
    made = []
    for count, row in enumerate(rows, start=1):
        form = row.found[NEW]
        assert isinstance(form, ApplicantForm)
        number = register_applicant(desk.office, desk.actor, form).id
        made.append(Made(row.line, "applicant", number, row.key))
        progress(count, len(rows))
    return made


def _form(desk: Desk, row: PlannedRow) -> ApplicantForm:
    name, code = row.text("name"), row.text("code")
    kind, local = row.text("kind"), row.values.get("local", True)
    former = tuple(
        part.strip() for part in row.text("former_names").replace("；", "、").split("、")
    )
    form = ApplicantForm(
        kind=ApplicantKind(kind) if kind else guess_kind(name, code),
        name=name,
        code=code,
        local=local is not False,
        former_names=tuple(filter(None, former)),
    )
    form = replace(form, **{each: row.text(each) for each in _TEXTS})  # type: ignore[arg-type]
    return excused(desk, row, form)


def _refuse(row: PlannedRow, form: ApplicantForm) -> None:
    for note in form_notes(form):
        if note.severity is Severity.BLOCK:
            values = {"label": note.field, **note.values}
            row.faults.append(Fault(note.field, note.code, values))
        elif not note.reason:
            row.notes.append(Fault(note.field, note.code, note.values))
