"""认定名单 at the title check: what the lists say of the applicant, for the clerk to compare."""

from __future__ import annotations

from collections.abc import Iterator

from ipdesk.domain.finding import Severity
from ipdesk.domain.names import folded
from ipdesk.domain.text import fold
from ipdesk.services.claim_reading import Reading
from ipdesk.services.claim_view import Note
from ipdesk.services.imports.listing import recognised
from ipdesk.services.office import Office
from ipdesk.storage import title_names


def recognition_notes(office: Office, reading: Reading) -> tuple[Note, ...]:
    """What the lists say; of an award that asks for no title, nothing. It decides nothing."""
    titles = (*reading.award.titles, *reading.award.aliases)
    if not titles:
        return ()
    words = office.wording
    notes = list(_bureau_names(office, reading))
    wanted = set(map(folded, titles))
    for line in recognised(office, reading.applicant):
        fits = folded(line.title) in wanted or any(name in folded(line.title) for name in wanted)
        if fits:
            when = line.recognised_on or line.year or ""
            values = {"title": line.title, "when": when, "document": line.document_number}
            text = words.text("import", "recognised", values)
            notes.append(Note(Severity.INFO, text, "recognised"))
    return tuple(notes)


def _bureau_names(office: Office, reading: Reading) -> Iterator[Note]:
    """A title that is recognised by a name of the bureau, with what that rests on."""
    claim = reading.claim
    if claim.title_name is None:
        return
    typed = {
        fold(str(item.typed.get(fact.id) or ""))
        for item in reading.items
        for fact in reading.award.facts
    }
    known = {fold(name) for name in reading.award.aliases}
    last = {
        fold(kept.name.title): kept
        for kept in title_names.of_pack(office.db, claim.pack)
        if kept.name.award == claim.award and kept.name.id <= claim.title_name
    }
    for key, kept in last.items():
        if key in typed and key in known and kept.name.counts:
            values = {"title": kept.name.title, "basis": kept.document or kept.note}
            text = office.wording.text("page", "title-of-bureau", values)
            yield Note(Severity.INFO, text, "title-of-bureau")
