"""认定名单 at the title check: what the lists say of the applicant, for the clerk to compare."""

from __future__ import annotations

from ipdesk.domain.finding import Severity
from ipdesk.domain.names import folded
from ipdesk.services.claim_reading import Reading
from ipdesk.services.claim_view import Note
from ipdesk.services.imports.listing import recognised
from ipdesk.services.office import Office


def recognition_notes(office: Office, reading: Reading) -> tuple[Note, ...]:
    """What the lists say; of an award that asks for no title, nothing. It decides nothing."""
    titles = (*reading.award.titles, *reading.award.aliases)
    if not titles:
        return ()
    words = office.wording
    wanted = set(map(folded, titles))
    notes = []
    for line in recognised(office, reading.applicant):
        fits = folded(line.title) in wanted or any(name in folded(line.title) for name in wanted)
        if fits:
            when = line.recognised_on or line.year or ""
            values = {"title": line.title, "when": when, "document": line.document_number}
            text = words.text("import", "recognised", values)
            notes.append(Note(Severity.INFO, text, "recognised"))
    return tuple(notes)
