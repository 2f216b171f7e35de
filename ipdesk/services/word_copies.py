"""Word 副本 of letters, 公示 and forms: for editing, marked, journalled with its recipient."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ipdesk.domain.letter_text import restored
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.forms import FormPreview
from ipdesk.services.letters import letter_pdf
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.office_forms import OfficePaper
from ipdesk.services.publicity_paper import PublicityPaper
from ipdesk.storage import letters


def save_letter_word(
    office: Office, actor: Actor, letter_id: int, path: Path, recipient: str
) -> Changes:
    """A copy of an issued letter, from what it said at issue."""
    from ipdesk.documents.docx.papers import word_letter

    _check(recipient)
    letter_pdf(office, letter_id)  # a letter that is not what was issued has no copies
    made = word_letter(restored(letters.content(office.db, letter_id)))
    _write(path, made)
    with act(office) as db:
        at = office.clock.now()
        letters.log_copy(db, letter_id, "save", 1, actor.id, at, form="docx", recipient=recipient)
        _note(office, actor, "letter", letter_id, made, recipient)
    return Changes.of("letter_copy", ids=(letter_id,))


def save_publicity_word(
    office: Office, actor: Actor, paper: PublicityPaper, path: Path, recipient: str
) -> Changes:
    """A copy of a 公示, for the website's editors."""
    from ipdesk.documents.docx.papers import word_letter

    return _save(office, actor, ("bureau", 0), word_letter(paper.letter), path, recipient)


def save_paper_word(
    office: Office, actor: Actor, paper: OfficePaper, path: Path, recipient: str
) -> Changes:
    """A copy of a form of a claim."""
    from ipdesk.documents.docx.papers import word_forms

    return _save(office, actor, ("claim", paper.claim_id), word_forms(paper.forms), path, recipient)


def save_form_word(
    office: Office, actor: Actor, preview: FormPreview, path: Path, recipient: str
) -> Changes:
    """A copy of the 审批表."""
    from ipdesk.documents.docx.approval import word_approval_form

    made = word_approval_form(preview.form)
    return _save(office, actor, ("claim", preview.claim_id), made, path, recipient)


def _save(
    office: Office, actor: Actor, about: tuple[str, int], made: bytes, path: Path, recipient: str
) -> Changes:
    _check(recipient)
    _write(path, made)
    with act(office):
        _note(office, actor, *about, made, recipient)
    return Changes.of("form_copy", ids=(about[1],))


def _check(recipient: str) -> None:
    if not recipient.strip():
        raise UserError("copy-for-whom", field="recipient")


def _write(path: Path, made: bytes) -> None:
    from ipdesk.documents.files import replace_file

    replace_file(path, made)


def _note(
    office: Office, actor: Actor, entity: str, number: int, made: bytes, recipient: str
) -> None:
    data = {"recipient": recipient.strip(), "file_sha256": hashlib.sha256(made).hexdigest()}
    record(office, actor, "save_word_copy", entity, number, data)
