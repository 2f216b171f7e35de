"""卷宗: everything of a claim or a batch in a folder or a zip that needs no program to be read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ipdesk.documents.bundle import Bundle, bundle, safe_name
from ipdesk.domain.money import figures
from ipdesk.domain.office_form import FormKind
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.batches import batch_lines
from ipdesk.services.claim_reading import Reading, read_claim
from ipdesk.services.dossier_papers import (
    DossierFile,
    application_form,
    checklist_form,
    index_form,
    journal_form,
    render,
    say,
)
from ipdesk.services.evidence_files import vault
from ipdesk.services.exporting import batch_name, named
from ipdesk.services.forms import preview_form
from ipdesk.services.letters import letter_pdf
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.office_forms import forms_open, preview_paper
from ipdesk.storage import casefile

Progress = Callable[[int, int], bool]  # done and of how many; False stops the work
_Piece = tuple[str, str, bytes]  # path, title, bytes


@dataclass(frozen=True, slots=True)
class WrittenDossier:
    """A dossier that was written; of a batch that was stopped nothing is left."""

    path: Path
    claims: int
    files: int
    amount_fen: int
    stopped: bool
    changes: Changes


class StoppedError(Exception):
    """Whoever waits does not want the rest."""


def dossier_name(office: Office, claim_id: int) -> str:
    """What the dossier of a claim is called."""
    reading = read_claim(office, claim_id)
    return safe_name(f"{reading.claim.number or ''} {reading.applicant.name}".strip())


def export_dossier(
    office: Office, actor: Actor, claim_id: int, path: Path, recipient: str
) -> WrittenDossier:
    """The dossier of one claim at `path`: a zip where the name ends so, else a folder."""
    named(recipient)
    reading = _received(office, claim_id)
    with bundle(path, office.clock.now()) as target:
        files = _put_claim(office, reading, target, "")
        _put_hashes(office, target, "", files)
    fen = reading.claim.approved_fen or 0
    data = {"claim": reading.claim.number, "amount_fen": fen}
    changes = _note(office, actor, path, "claim", claim_id, recipient, files, data)
    return WrittenDossier(path, 1, len(files), fen, False, changes)


def export_batch_dossier(
    office: Office,
    actor: Actor,
    batch: int,
    path: Path,
    recipient: str,
    progress: Progress | None = None,
) -> WrittenDossier:
    """A folder for each claim of a batch, an index over all of them, and one list of hashes."""
    named(recipient)
    claims = [line.id for line in batch_lines(office, batch) if line.state != "dropped"]
    title = batch_name(office, batch)
    every: list[DossierFile] = []
    heads: list[DossierFile] = []
    total = 0
    try:
        with bundle(path, office.clock.now()) as target:
            for place, claim_id in enumerate(claims):
                if progress is not None and not progress(place, len(claims)):
                    raise StoppedError
                reading = _received(office, claim_id)
                number = reading.claim.number
                folder = target.free(safe_name(f"{number} {reading.applicant.name}"))
                files = _put_claim(office, reading, target, f"{folder}/")
                heads.append(_listed(f"{number} {reading.applicant.name}", files))
                total += reading.claim.approved_fen or 0
                every += files
            facts = (
                (say(office, "field-claims"), str(len(claims))),
                (say(office, "field-approved"), figures(total)),
            )
            index = render(office, index_form(office, title, heads, facts))
            name = f"{say(office, 'file-batch')}.pdf"
            every.insert(0, _put(target, (name, say(office, "title-index"), index)))
            _put_hashes(office, target, "", every)
    except StoppedError:
        return WrittenDossier(path, 0, 0, 0, True, Changes.of())
    data = {"claims": len(claims), "amount_fen": total}
    changes = _note(office, actor, path, "batch", batch, recipient, every, data)
    return WrittenDossier(path, len(claims), len(every), total, False, changes)


def _listed(label: str, files: Sequence[DossierFile]) -> DossierFile:
    """A claim in the index of its batch: its own index, and the pages of all its files."""
    pages = sum(one.pages for one in files)
    return DossierFile(files[0].path, label, pages, files[0].sha256)


def _received(office: Office, claim_id: int) -> Reading:
    reading = read_claim(office, claim_id)
    if reading.claim.number is None:
        raise UserError("dossier-of-draft")
    return reading


def _note(
    office: Office,
    actor: Actor,
    path: Path,
    entity: str,
    entity_id: int,
    recipient: str,
    files: Sequence[DossierFile],
    data: Mapping[str, object],
) -> Changes:
    digest = hashlib.sha256(_hash_list(files)).hexdigest()
    values = {
        "file": path.name,
        **data,
        "files": len(files),
        "digest": digest,
        "recipient": named(recipient),
    }
    with act(office):
        record(office, actor, "export_dossier", entity, entity_id, values)
    return Changes.of("journal")


def _put_claim(office: Office, reading: Reading, target: Bundle, folder: str) -> list[DossierFile]:
    """Every paper of a claim; the index, which tells of the others, is made last and stands
    first."""
    index = target.free(f"{folder}{say(office, 'file-index')}.pdf")
    files = [
        _put(target, (target.free(folder + path), title, data))
        for path, title, data in _pieces(office, reading)
    ]
    claim = reading.claim
    facts = (
        (say(office, "field-applicant"), reading.applicant.name),
        (say(office, "field-stage"), office.wording.label("stage", claim.stage)),
        (say(office, "field-approved"), figures(claim.approved_fen or 0)),
        (say(office, "field-paid"), figures(claim.paid_fen or 0)),
        (say(office, "field-archive"), claim.archive_number),
    )
    inside = [
        DossierFile(one.path.removeprefix(folder), one.title, one.pages, one.sha256)
        for one in files
    ]
    about = f"{claim.number} {reading.award.label}"
    data = render(office, index_form(office, about, inside, facts))
    return [_put(target, (index, say(office, "title-index"), data)), *files]


def _pieces(office: Office, reading: Reading) -> Iterator[_Piece]:
    """Application, checklist, 核算表, letters, evidence, forms and journal, one at a time."""
    claim = reading.claim
    preview = preview_form(office, claim.id)

    def made(key: str, data: bytes) -> _Piece:
        return f"{say(office, f'file-{key}')}.pdf", say(office, f"title-{key}"), data

    yield made("application", render(office, application_form(office, claim, preview.form)))
    yield made("checklist", render(office, checklist_form(office, preview.form)))
    yield made("approval", preview.pdf)
    folder = say(office, "folder-letters")
    for letter in reading.letters:
        kind = office.wording.label("letter", letter.kind)
        name = safe_name(f"{letter.document_number} {kind}", ".pdf")
        title = f"{kind} {letter.document_number}"
        yield f"{folder}/{name}", title, letter_pdf(office, letter.id)
    yield from _evidence(office, reading)
    for form in forms_open(office, claim.id):
        if form is not FormKind.CONTENTS:
            paper = preview_paper(office, claim.id, form)
            title = office.wording.label("office-form", form)
            name = safe_name(title, ".pdf")
            yield f"{say(office, 'folder-forms')}/{name}", title, paper.pdf
    extract = journal_form(office, claim, reading.applicant.name)
    yield made("journal", render(office, extract))


def _evidence(office: Office, reading: Reading) -> Iterator[_Piece]:
    """Every file handed in, the older versions too; paper that was only seen is on the list."""
    full = office.policies(reading.claim.pack_sha256).awards[reading.claim.award].evidence
    labels = {piece.id: piece.label for piece in full}
    folder, kept = say(office, "folder-evidence"), vault(office)
    for piece in casefile.evidence(office.db, reading.claim.id):
        if not piece.is_file:
            continue
        label = labels.get(piece.evidence) or office.wording.label("evidence", piece.evidence)
        state = "" if piece.valid else say(office, f"state-{piece.state}")
        suffix = PurePosixPath(piece.file_name).suffix.lower()
        stem = PurePosixPath(piece.file_name).stem
        name = safe_name(f"{state}{label} {stem}", suffix if len(suffix) <= 5 else "")
        yield f"{folder}/{name}", f"{state}{label}", kept.read(piece.sha256)


def _put(target: Bundle, piece: _Piece) -> DossierFile:
    path, title, data = piece
    target.put(path, data)
    return DossierFile(path, title, _pages(path, data), hashlib.sha256(data).hexdigest())


def _pages(path: str, data: bytes) -> int:
    from ipdesk.documents.pdf.raster import page_count

    return page_count(data) if path.lower().endswith(".pdf") else 1


def _put_hashes(office: Office, target: Bundle, folder: str, files: Sequence[DossierFile]) -> None:
    """A list that sha256sum -c understands, over every file but itself."""
    target.put(f"{folder}{say(office, 'file-hashes')}.txt", _hash_list(files))


def _hash_list(files: Sequence[DossierFile]) -> bytes:
    return "".join(f"{one.sha256}  {one.path}\n" for one in files).encode()
