"""The kept files behind the records: read off the store's thread, copied out, looked after."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ipdesk.domain.record import EvidenceRecord
from ipdesk.domain.stages import Role
from ipdesk.errors import StorageError, UserError
from ipdesk.services.acts import act, record
from ipdesk.services.bureaus import bureau
from ipdesk.services.checklists import OPEN_STAGES
from ipdesk.services.claim_reading import find_claim
from ipdesk.services.evidence import MOST_BYTES, OTHER, attach_file
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.pages import PageImage
from ipdesk.storage import blobs, casefile
from ipdesk.storage.casefile import StoredFile

_OF_TARGETS = ("target", "meeting", "activity", "task")
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Vault:
    """Opens kept files without the store, so that a big scan holds nobody up."""

    root: Path = field(repr=False)
    key: Callable[[], bytes] = field(repr=False)  # asked each time: it may be another by now

    def read(self, sha256: str) -> bytes:
        """The bytes, checked against their hash; StorageError when damaged or missing."""
        return blobs.get(self.root, self.key(), sha256)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file on its way in: from a folder, or from the clipboard with its bytes."""

    name: str
    path: Path | None = None
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of several files: those kept, and each that was not with its reason."""

    changes: Changes
    kept: tuple[str, ...]
    refused: tuple[UserError | StorageError, ...]
    active: tuple[str, ...]  # names of PDFs in which something acts by itself


@dataclass(frozen=True, slots=True)
class FileFault:
    """A kept file that is damaged or gone, and what it belongs to."""

    code: str  # file-missing | file-damaged
    entity: str
    entity_id: int
    whose: str
    what: str
    file_name: str

    @property
    def values(self) -> dict[str, object]:
        return {"whose": self.whose, "what": self.what, "file": self.file_name}


def vault(office: Office) -> Vault:
    return Vault(office.home.root, lambda: office.key)


def scan_order(paths: Iterable[Path]) -> tuple[Path, ...]:
    """As a scanner numbers them: 第2页 before 第10页."""

    def key(path: Path) -> list[tuple[int, str]]:
        parts = _DIGITS.split(path.name)
        return [(int(part), "") if part.isdecimal() else (0, part.lower()) for part in parts]

    return tuple(sorted(paths, key=key))


def attach_files(
    office: Office,
    actor: Actor,
    claim_id: int,
    evidence_id: str,
    files: Sequence[Incoming],
    replaces: int | None = None,
) -> Taken:
    """Attach files one by one; what is refused keeps nobody else out."""
    kept: list[str] = []
    refused: list[UserError | StorageError] = []
    before = {one.id for one in casefile.evidence(office.db, claim_id)}
    for one in files:
        try:
            data = one.data or _read(one)
            if not _mended(office, actor, claim_id, evidence_id, one.name, data):
                attach_file(office, actor, claim_id, evidence_id, one.name, data, replaces)
            kept.append(one.name)
        except (UserError, StorageError) as error:
            refused.append(error)
    new = [one for one in casefile.evidence(office.db, claim_id) if one.id not in before]
    active = tuple(one.file_name for one in new if one.active)
    changes = Changes.of("claim_evidence", ids=(claim_id,))
    return Taken(changes, tuple(kept), tuple(refused), active)


def _mended(
    office: Office, actor: Actor, claim_id: int, evidence_id: str, name: str, data: bytes
) -> bool:
    """Whether what was handed in is a damaged piece once more, which it then puts right."""
    sha256 = blobs.name_of(data)
    for one in casefile.evidence(office.db, claim_id):
        broken = one.sha256 == sha256 and one.evidence == evidence_id
        if broken and blobs.problem(office.home.root, office.key, sha256):
            mend_file(office, actor, claim_id, one.id, Incoming(name, data=data))
            return True
    return False


def _read(one: Incoming) -> bytes:
    assert one.path is not None  # without bytes there is a path
    try:
        if one.path.stat().st_size > MOST_BYTES:
            raise UserError("file-too-large", name=one.name, most=MOST_BYTES // 1024 // 1024)
        data = one.path.read_bytes()
    except OSError as error:
        raise UserError("file-unreadable", name=one.name) from error
    if not data:
        raise UserError("file-empty", name=one.name)
    return data


def read_file(office: Office, piece: EvidenceRecord) -> bytes:
    """The bytes of an attached file, checked against their hash."""
    return vault(office).read(piece.sha256)


def save_copy(office: Office, actor: Actor, claim_id: int, record_id: int, path: Path) -> Changes:
    """Write a copy of a piece to a folder of the clerk's; that it went out is journalled."""
    from ipdesk.documents.files import replace_file

    piece = _piece(office, claim_id, record_id)
    data = read_file(office, piece)
    with act(office):
        replace_file(path, data)
        values = {"id": record_id, "file": piece.file_name, **_whereto(office, piece.sha256)}
        record(office, actor, "export_evidence", "claim", claim_id, values)
    return Changes.of("journal")


def save_scan(office: Office, actor: Actor, claim_id: int, sha256: str, path: Path) -> Changes:
    """Write a copy of a form signed by hand to a folder of the clerk's; journalled as well."""
    from ipdesk.documents.files import replace_file

    find_claim(office, claim_id)
    scans = {step.signing.scan for step in casefile.steps(office.db, claim_id)} - {""}
    if sha256 not in scans:
        raise UserError("evidence-gone")
    data = vault(office).read(sha256)
    with act(office):
        replace_file(path, data)
        values = {"file": path.name, **_whereto(office, sha256)}
        record(office, actor, "export_evidence", "claim", claim_id, values)
    return Changes.of("journal")


def _whereto(office: Office, sha256: str) -> dict[str, object]:
    """A copy for the desk's own work stays with the office; others get a dossier."""
    return {"sha256": sha256, "recipient": bureau(office).name}


def mend_file(
    office: Office, actor: Actor, claim_id: int, record_id: int, file: Incoming
) -> Changes:
    """A damaged or missing file handed in again: the very same is put back in its place.

    Another one is kept beside it as a newer version, or as a further piece once 初审 is done.
    """
    actor.require(Role.CLERK)
    claim = find_claim(office, claim_id)
    piece = _piece(office, claim_id, record_id)
    data = file.data or _read(file)
    if blobs.name_of(data) != piece.sha256:
        open_yet = claim.stage in OPEN_STAGES or piece.supplement
        older = piece.id if open_yet and piece.state != "replaced" else None
        return attach_file(office, actor, claim_id, piece.evidence, file.name, data, older)
    with act(office):
        blobs.put(office.home.root, office.key, data)
        values = {"id": record_id, "file": piece.file_name, "sha256": piece.sha256}
        record(office, actor, "mend_file", "claim", claim_id, values)
    return Changes.of("claim_evidence", ids=(claim_id,))


def file_faults(office: Office, thorough: bool = True) -> tuple[FileFault, ...]:
    """Every kept file that is damaged or missing, with what it belongs to.

    Without `thorough` only what the folder tells is looked at: a file's being there and its size.
    """
    return tuple(_faults(office, thorough))


def _faults(office: Office, thorough: bool) -> Iterator[FileFault]:
    root, key = office.home.root, office.key
    known: dict[tuple[str, int], str] = {}
    for named in casefile.stored_files(office.db):
        place = (named.sha256, 0 if thorough else named.size)
        if place not in known:
            known[place] = (
                blobs.problem(root, key, named.sha256)
                if thorough
                else blobs.glance(root, named.sha256, named.size)
            )
        if code := known[place]:
            whose = named.whose or office.wording.label("stage", "draft")
            what = _what(office, named)
            yield FileFault(code, named.entity, named.entity_id, whose, what, named.file_name)


def _what(office: Office, named: StoredFile) -> str:
    """What a file is, in words: the kind of evidence, of document, or the act it was signed for."""
    words = office.wording
    if named.entity == "applicant":
        return words.label("document", named.what)
    if named.entity == "step":
        return words.text("evidence", "signed", {"act": words.label("act", named.what)})
    if named.entity in _OF_TARGETS:
        return words.text("journal-entity", named.entity)
    if named.what == OTHER:
        return words.label("evidence", OTHER)
    try:
        pieces = office.policies(named.pack_sha256).awards[named.award].evidence
    except (StorageError, UserError):
        return named.what  # a version that cannot be read is told of elsewhere
    return next((piece.label for piece in pieces if piece.id == named.what), named.what)


def _piece(office: Office, claim_id: int, record_id: int) -> EvidenceRecord:
    for one in casefile.evidence(office.db, claim_id):
        if one.id == record_id and one.is_file:
            return one
    raise UserError("evidence-gone")


def sheet_sizes(data: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of every page of a PDF; UserError when it cannot be drawn."""
    from ipdesk.documents.attachments import sizes

    found = sizes(data)
    if not found:
        raise UserError("scan-not-shown")
    return found


def draw_sheet(data: bytes, number: int, width: int, height: int) -> PageImage:
    """One page (from 0) drawn to fit so many pixels."""
    from ipdesk.documents.attachments import draw

    return PageImage(*draw(data, number, width, height))
