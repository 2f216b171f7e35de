"""认定名单: who was recognised as what; a reference for the clerk, never a ground by itself."""

from __future__ import annotations

from collections.abc import Sequence

from ipdesk.domain.applicant import Applicant
from ipdesk.domain.importing import Fault, PlannedRow
from ipdesk.domain.names import folded
from ipdesk.services.imports.matching import APPLICANT, Register
from ipdesk.services.imports.plan import Desk, Progress, content_key
from ipdesk.services.office import Office
from ipdesk.storage import applicants, imports
from ipdesk.storage.imports import Listed, Made


def check(desk: Desk, rows: Sequence[PlannedRow]) -> None:
    """Every row is kept; who is on file by code or by its very name is tied to the list."""
    for row in rows:
        found = _on_file(desk.office, row.text("name"), row.text("code"))
        if found is not None:
            row.found[APPLICANT] = found.id
        else:
            row.notes.append(Fault("name", "listed-not-on-file"))
        row.key = content_key(
            "listed",
            folded(row.text("name")),
            folded(row.text("title")),
            row.day("recognised_on"),
            row.number("year"),
            row.text("document_number"),
        )


def write(desk: Desk, rows: Sequence[PlannedRow], batch: int, progress: Progress) -> list[Made]:
    """Keep the list as it is; one entry in the journal tells of all of it."""
    made = []
    for count, row in enumerate(rows, start=1):
        applicant = row.found.get(APPLICANT)
        number = imports.add_listed(
            desk.office.db,
            batch,
            folded(row.text("name")),
            title=row.text("title"),
            name=row.text("name"),
            code=row.text("code"),
            applicant=applicant if isinstance(applicant, int) else None,
            recognised_on=row.day("recognised_on"),
            year=row.number("year"),
            document_number=row.text("document_number"),
            note=row.text("note"),
        )
        made.append(Made(row.line, "listed", number, row.key))
        progress(count, len(rows))
    return made


def recognised(office: Office, applicant: Applicant) -> tuple[Listed, ...]:
    """What the lists say of an applicant, the newest first."""
    names = tuple(dict.fromkeys(map(folded, (applicant.name, *applicant.former_names))))
    return imports.listed_for(office.db, applicant.id, names, applicant.code)


def _on_file(office: Office, name: str, code: str) -> Applicant | None:
    if code and (same := applicants.by_code(office.db, code)) is not None:
        return same
    alike = Register.alike_of(office, name)
    called = [one for one in alike if folded(one.name) == folded(name)]
    fitting = [one for one in called if not code or not one.code or one.code == code]
    return fitting[0] if len(fitting) == 1 else None
