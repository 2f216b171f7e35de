"""佐证材料: files attached and papers seen, with their versions; nothing handed in is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ipdesk.domain.record import ClaimRecord, EvidenceRecord
from ipdesk.domain.stages import BEFORE_APPROVAL, Role, Stage
from ipdesk.domain.text import bad_character
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.checklists import OPEN_STAGES
from ipdesk.services.claim_reading import find_claim
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import blobs, casefile

MOST_BYTES = 50 * 1024 * 1024
MOST_PAGES = 9999
OTHER = "other"  # 其他材料: what the award does not ask for
_LONGEST_NAME = 180
_BEFORE_DECISION = (Stage.DRAFT, *BEFORE_APPROVAL)


@dataclass(frozen=True, slots=True)
class SeenPaper:
    """An original laid beside its copy: so many pages, so many copies."""

    pages: int = 1
    copies: int = 1


def kind_of(data: bytes) -> str:
    """pdf, jpg, png, xlsx or docx; "" for anything else."""
    from ipdesk.documents.attachments import kind_of as kind

    return kind(data)


def may_change(claim: ClaimRecord, piece: EvidenceRecord) -> bool:
    """What 初审 was based on stays; it is put right while the claim is with the clerk."""
    return claim.stage in OPEN_STAGES or piece.supplement


def decided(claim: ClaimRecord) -> bool:
    return claim.stage not in _BEFORE_DECISION


def attach_file(
    office: Office,
    actor: Actor,
    claim_id: int,
    evidence_id: str,
    name: str,
    data: bytes,
    replaces: int | None = None,
) -> Changes:
    """Keep a scanned file with the claim, encrypted and under its own hash.

    With `replaces` it stands for an older version, which stays on file.
    """
    from ipdesk.documents.attachments import look_at

    actor.require(Role.CLERK)
    claim = find_claim(office, claim_id)
    _known(office, claim, evidence_id)
    if len(data) > MOST_BYTES:
        raise UserError("file-too-large", name=name, most=MOST_BYTES // 1024 // 1024)
    found = look_at(data)
    if not found.kind:
        raise UserError("file-kind-refused", name=name)
    old = None if replaces is None else _replaceable(office, claim, replaces)
    _not_twice(office, claim_id, evidence_id, name, blobs.name_of(data))
    sha256 = blobs.put(office.home.root, office.key, data)
    with act(office) as db:
        evidence = casefile.add_evidence(
            db,
            claim_id,
            evidence_id,
            "file",
            actor.id,
            office.clock.now(),
            file_name=_plain_name(name),
            sha256=sha256,
            size=len(data),
            pages=found.pages,
            kind=found.kind,
            active=" ".join(found.active),
            replaces=replaces,
            supplement=decided(claim),
        )
        if old is not None and old.valid:
            casefile.set_evidence_state(db, old.id, "replaced")
        values = {"evidence": evidence_id, "file": name, "sha256": sha256, "id": evidence}
        more: dict[str, object] = {"replaces": replaces} if replaces else {}
        if found.active:
            more["active"] = list(found.active)
        _record(office, actor, claim, "attach_file", {**values, **more})
    return Changes.of("claim_evidence", ids=(claim_id,))


def see_paper(
    office: Office,
    actor: Actor,
    claim_id: int,
    evidence_id: str,
    pages: int = 1,
    copies: int = 1,
) -> Changes:
    """Note that the original was seen and the copy agrees (原件已核对)."""
    return see_papers(office, actor, claim_id, {evidence_id: SeenPaper(pages, copies)})


def see_papers(
    office: Office, actor: Actor, claim_id: int, seen: Mapping[str, SeenPaper]
) -> Changes:
    """原件已核对 of several kinds in one act; a number given anew replaces the earlier one."""
    actor.require(Role.CLERK)
    claim = find_claim(office, claim_id)
    if claim.stage not in OPEN_STAGES:
        raise UserError("claim-not-editable")
    for evidence_id, paper in seen.items():
        _known(office, claim, evidence_id)
        for field, number in (("pages", paper.pages), ("copies", paper.copies)):
            if not 1 <= number <= MOST_PAGES:
                raise UserError("paper-count", field=field, most=MOST_PAGES)
    known = casefile.evidence(office.db, claim_id)
    with act(office) as db:
        for evidence_id, paper in seen.items():
            old = next(
                (one for one in known if one.evidence == evidence_id and _seen_before(one)), None
            )
            number = casefile.add_evidence(
                db,
                claim_id,
                evidence_id,
                "paper",
                actor.id,
                office.clock.now(),
                pages=paper.pages,
                copies=paper.copies,
                replaces=old.id if old else None,
            )
            if old is not None:
                casefile.set_evidence_state(db, old.id, "replaced")
            values: dict[str, object] = {"evidence": evidence_id, "id": number}
            values |= {"pages": paper.pages, "copies": paper.copies}
            if old is not None:
                values |= {"old_pages": old.pages, "old_copies": old.copies}
            _record(office, actor, claim, "see_paper", values)
    return Changes.of("claim_evidence", ids=(claim_id,))


def reject_evidence(
    office: Office, actor: Actor, claim_id: int, record_id: int, reason: str
) -> Changes:
    """Mark a piece as 已驳回; it stays on file."""
    actor.require(Role.CLERK)
    claim = find_claim(office, claim_id)
    piece = _changeable(office, claim, record_id)
    if not reason.strip():
        raise UserError("need-missing", field="reason", need="reason")
    if not piece.valid:
        raise UserError("evidence-state")
    with act(office) as db:
        casefile.set_evidence_state(db, record_id, "rejected", reason.strip())
        values = {"id": record_id, "evidence": piece.evidence, "sha256": piece.sha256}
        _record(office, actor, claim, "reject_evidence", values, reason.strip())
    return Changes.of("claim_evidence", ids=(claim_id,))


def restore_evidence(office: Office, actor: Actor, claim_id: int, record_id: int) -> Changes:
    """Take a rejection back: the piece counts again."""
    actor.require(Role.CLERK)
    claim = find_claim(office, claim_id)
    piece = _changeable(office, claim, record_id)
    newer = {one.replaces for one in casefile.evidence(office.db, claim_id)}
    if piece.state != "rejected" or piece.id in newer:
        raise UserError("evidence-state")
    with act(office) as db:
        casefile.set_evidence_state(db, record_id, "valid")
        values = {"id": record_id, "evidence": piece.evidence, "old_reason": piece.reason}
        _record(office, actor, claim, "restore_evidence", values)
    return Changes.of("claim_evidence", ids=(claim_id,))


def move_evidence(
    office: Office, actor: Actor, claim_id: int, record_id: int, evidence_id: str
) -> Changes:
    """A scan filed under the wrong kind goes to the right one, with all its versions."""
    actor.require(Role.CLERK)
    claim = find_claim(office, claim_id)
    piece = _changeable(office, claim, record_id)
    _known(office, claim, evidence_id)
    if piece.evidence == evidence_id:
        return Changes.of(ids=(claim_id,))
    line = versions(casefile.evidence(office.db, claim_id), piece)
    with act(office) as db:
        for one in line:
            casefile.move_evidence(db, one.id, evidence_id)
        values = {"id": record_id, "old": piece.evidence, "new": evidence_id}
        _record(office, actor, claim, "move_evidence", values)
    return Changes.of("claim_evidence", ids=(claim_id,))


def versions(
    known: tuple[EvidenceRecord, ...], piece: EvidenceRecord
) -> tuple[EvidenceRecord, ...]:
    """A piece with all that replaced it and all it replaced, the oldest first."""
    by_id = {one.id: one for one in known}
    newer = {one.replaces: one for one in known if one.replaces is not None}
    first = piece
    while first.replaces in by_id:
        first = by_id[first.replaces]
    line = [first]
    while line[-1].id in newer:
        line.append(newer[line[-1].id])
    return tuple(line)


def _seen_before(piece: EvidenceRecord) -> bool:
    return not piece.is_file and piece.valid


def _known(office: Office, claim: ClaimRecord, evidence_id: str) -> None:
    award = office.policies(claim.pack_sha256).awards[claim.award]
    if evidence_id not in {OTHER, *(piece.id for piece in award.evidence)}:
        raise UserError("evidence-gone")


def _changeable(office: Office, claim: ClaimRecord, record_id: int) -> EvidenceRecord:
    known = casefile.evidence(office.db, claim.id)
    piece = next((one for one in known if one.id == record_id), None)
    if piece is None:
        raise UserError("evidence-gone")
    if not may_change(claim, piece):
        raise UserError("evidence-examined")
    return piece


def _replaceable(office: Office, claim: ClaimRecord, record_id: int) -> EvidenceRecord:
    """Only the newest of a line of versions has a successor."""
    piece = _changeable(office, claim, record_id)
    if record_id in {one.replaces for one in casefile.evidence(office.db, claim.id)}:
        raise UserError("evidence-state")
    return piece


def _not_twice(office: Office, claim_id: int, evidence_id: str, name: str, sha256: str) -> None:
    for one in casefile.evidence(office.db, claim_id):
        if one.sha256 == sha256 and one.evidence == evidence_id and one.state != "replaced":
            state = office.wording.label("evidence-state", one.state)
            day = one.at.date()
            raise UserError(
                "file-attached-already", name=name, operator=one.operator, day=day, state=state
            )


def _plain_name(name: str) -> str:
    """The name as the file had it, without characters that cannot be shown; its end is kept."""
    while (bad := bad_character(name)) is not None:
        name = name[: bad.position] + "_" + name[bad.position + 1 :]
    stem, dot, end = name.rpartition(".")
    return name if len(name) <= _LONGEST_NAME else stem[: _LONGEST_NAME - 8] + dot + end[:7]


def _record(
    office: Office,
    actor: Actor,
    claim: ClaimRecord,
    name: str,
    data: Mapping[str, object],
    reason: str = "",
) -> None:
    if claim.stage is not Stage.DRAFT:  # drafts are not in the journal
        record(office, actor, name, "claim", claim.id, data, reason)
