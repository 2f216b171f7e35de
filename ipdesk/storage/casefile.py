"""What gathers in a claim's file: checks, evidence, steps, assessments and payments."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from ipdesk.domain.record import (
    CheckRecord,
    CheckState,
    EvidenceRecord,
    StepRecord,
)
from ipdesk.domain.signing import PLAIN, Signing, Way
from ipdesk.domain.stages import Duty, Stage
from ipdesk.storage.database import Database

_KINDS: Final = ("pdf", "jpg", "jpeg", "png", "xlsx", "docx")


class StoredFile(NamedTuple):
    """A kept file and what names it: evidence, a paper of an applicant, a signed scan."""

    sha256: str
    size: int
    entity: str  # claim | applicant | step
    entity_id: int
    whose: str  # claim number or applicant's name
    what: str  # evidence id, kind of document, act
    file_name: str
    pack_sha256: str
    award: str


def set_check(
    db: Database,
    claim: int,
    check: str,
    state: CheckState,
    note: str,
    operator: int,
    at: datetime,
    seen: Sequence[int] = (),
) -> None:
    """Keep an answer with the pieces of evidence that lay before the clerk."""
    db.execute(
        "INSERT INTO claim_check (claim, check_id, state, note, operator, at, seen)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (claim, check_id) DO UPDATE SET state = excluded.state,"
        " note = excluded.note, operator = excluded.operator, at = excluded.at,"
        " seen = excluded.seen",
        (claim, check, str(state), note, operator, at.isoformat(), json.dumps(list(seen))),
    )


def checks(db: Database, claim: int) -> dict[str, CheckRecord]:
    """Answers by check id."""
    rows = db.rows(
        "SELECT c.check_id, c.state, c.note, o.name, c.at, c.seen FROM claim_check c"
        " JOIN operator o ON o.id = c.operator WHERE c.claim = ?",
        (claim,),
    )
    return {
        str(check): CheckRecord(
            str(check),
            CheckState(str(state)),
            str(note),
            str(name),
            datetime.fromisoformat(str(at)),
            tuple(json.loads(str(seen))),
        )
        for check, state, note, name, at, seen in rows
    }


def add_evidence(
    db: Database,
    claim: int,
    evidence: str,
    form: str,
    operator: int,
    at: datetime,
    *,
    file_name: str = "",
    sha256: str = "",
    size: int = 0,
    pages: int = 0,
    copies: int = 1,
    kind: str = "",
    active: str = "",
    replaces: int | None = None,
    supplement: bool = False,
) -> int:
    return db.insert(
        "INSERT INTO claim_evidence (claim, evidence, form, file_name, sha256, size, pages,"
        " copies, operator, at, kind, active, replaces, supplement)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            claim,
            evidence,
            form,
            file_name,
            sha256,
            size,
            pages,
            copies,
            operator,
            at.isoformat(),
            kind,
            active,
            replaces,
            int(supplement),
        ),
    )


def set_evidence_state(db: Database, evidence: int, state: str, reason: str = "") -> None:
    """Mark a piece 有效, 已驳回 or 已替换; nothing on file is removed."""
    db.execute(
        "UPDATE claim_evidence SET state = ?, reason = ? WHERE id = ?", (state, reason, evidence)
    )


def move_evidence(db: Database, record: int, evidence: str) -> None:
    """File a piece under another kind of evidence."""
    db.execute("UPDATE claim_evidence SET evidence = ? WHERE id = ?", (evidence, record))


def evidence(db: Database, claim: int) -> tuple[EvidenceRecord, ...]:
    """Everything on file, the oldest first."""
    rows = db.rows(
        "SELECT e.id, e.evidence, e.form, e.file_name, e.sha256, e.size, e.pages, e.copies,"
        " e.state, o.name, e.at, e.kind, e.active, e.replaces, e.reason, e.supplement"
        " FROM claim_evidence e JOIN operator o ON o.id = e.operator"
        " WHERE e.claim = ? ORDER BY e.id",
        (claim,),
    )
    return tuple(_evidence(*row) for row in rows)


def _evidence(*row: Any) -> EvidenceRecord:
    at, kind, active, replaces, reason, supplement = row[10:]
    kind = kind or _kind_by_name(row[3])
    more = (tuple(active.split()), replaces, reason, bool(supplement))
    return EvidenceRecord(*(*row[:10], datetime.fromisoformat(at), kind, *more))


def _kind_by_name(file_name: str) -> str:
    """Pieces taken over or filed before kinds were kept go by their name."""
    kind = file_name.rpartition(".")[2].lower()
    return {"jpeg": "jpg"}.get(kind, kind) if kind in _KINDS else ""


def stored_files(db: Database) -> tuple[StoredFile, ...]:
    """Every content the store names, with the place that names it."""
    rows = db.rows(
        "SELECT e.sha256, e.size, 'claim', e.claim, coalesce(c.number, ''), e.evidence,"
        " e.file_name, c.pack_sha256, c.award FROM claim_evidence e JOIN claim c ON c.id = e.claim"
        " WHERE e.sha256 <> ''"
        " UNION ALL SELECT d.sha256, d.size, 'applicant', d.applicant, a.name, d.kind,"
        " d.file_name, '', '' FROM applicant_document d JOIN applicant a ON a.id = d.applicant"
        " WHERE d.sha256 <> ''"
        " UNION ALL SELECT s.scan, 0, 'step', s.claim, coalesce(c.number, ''), s.act, '', '', ''"
        " FROM claim_step s JOIN claim c ON c.id = s.claim WHERE s.scan <> ''"
        " UNION ALL SELECT sha256, size, 'target', id, subject || ' ' || year || part, '',"
        " file_name, '', '' FROM observation WHERE sha256 <> ''"
        " UNION ALL SELECT sha256, size, 'meeting', id, name, '', file_name, '', ''"
        " FROM joint_meeting WHERE sha256 <> ''"
        " UNION ALL SELECT sha256, size, 'activity', id, name, '', file_name, '', ''"
        " FROM activity WHERE sha256 <> ''"
        " UNION ALL SELECT p.sha256, p.size, 'task', p.task, t.title, '', p.file_name, '', ''"
        " FROM task_progress p JOIN task t ON t.id = p.task WHERE p.sha256 <> ''"
    )
    return tuple(StoredFile(*row) for row in rows)


def add_step(
    db: Database,
    claim: int,
    act: str,
    source: Stage,
    target: Stage,
    duty: Duty | None,
    operator: int,
    at: datetime,
    opinion: str,
    record: Mapping[str, object],
    signing: Signing = PLAIN,
) -> int:
    return db.insert(
        "INSERT INTO claim_step (claim, act, source, target, duty, operator, at, opinion, record,"
        " way, recorded_by, signer, signer_title, signed_on, scan, override_reason)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            claim,
            act,
            str(source),
            str(target),
            str(duty or ""),
            operator,
            at.isoformat(),
            opinion,
            json.dumps(record, ensure_ascii=False, sort_keys=True),
            str(signing.way),
            signing.recorded_by,
            signing.signer,
            signing.title,
            signing.signed_on.isoformat() if signing.signed_on else None,
            signing.scan,
            signing.override,
        ),
    )


def steps(db: Database, claim: int) -> tuple[StepRecord, ...]:
    rows = db.rows(
        "SELECT s.act, s.source, s.target, s.duty, s.operator, o.name, s.at, s.opinion, s.record,"
        " s.way, s.recorded_by, r.name, s.signer, s.signer_title, s.signed_on, s.scan,"
        " s.override_reason FROM claim_step s JOIN operator o ON o.id = s.operator"
        " LEFT JOIN operator r ON r.id = s.recorded_by WHERE s.claim = ? ORDER BY s.id",
        (claim,),
    )
    return tuple(
        StepRecord(
            str(act),
            Stage(str(source)),
            Stage(str(target)),
            Duty(str(duty)) if duty else None,
            int(operator),
            str(name),
            datetime.fromisoformat(str(at)),
            str(opinion),
            json.loads(str(record)),
            _signing(*signed),
        )
        for act, source, target, duty, operator, name, at, opinion, record, *signed in rows
    )


def act_counts(db: Database, claim: int) -> dict[str, int]:
    """How often each act was taken with a claim."""
    rows = db.rows("SELECT act, count(*) FROM claim_step WHERE claim = ? GROUP BY act", (claim,))
    return {str(act): int(count) for act, count in rows}


def _signing(
    way: str,
    recorded_by: int | None,
    recorder: str | None,
    signer: str,
    title: str,
    signed_on: str | None,
    scan: str,
    override: str,
) -> Signing:
    day = date.fromisoformat(signed_on) if signed_on else None
    return Signing(Way(way), recorded_by, recorder or "", signer, title, day, scan, override)


def add_assessment(
    db: Database,
    claim: int,
    stage: Stage,
    at: datetime,
    pack_sha256: str,
    readings: Mapping[str, str],
    result: Mapping[str, object],
    amount_fen: int,
    clause_status: int | None = None,
    title_name: int | None = None,
) -> int:
    """Keep an assessment as it was when a stage was passed."""
    return db.insert(
        "INSERT INTO assessment (claim, stage, at, pack_sha256, readings, result, amount_fen,"
        " clause_status, title_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            claim,
            str(stage),
            at.isoformat(),
            pack_sha256,
            json.dumps(readings, ensure_ascii=False, sort_keys=True),
            json.dumps(result, ensure_ascii=False, sort_keys=True),
            amount_fen,
            clause_status,
            title_name,
        ),
    )


def last_assessment(db: Database, claim: int) -> Mapping[str, object] | None:
    """The result kept at the latest stage passed."""
    row = db.row("SELECT result FROM assessment WHERE claim = ? ORDER BY id DESC LIMIT 1", (claim,))
    if row is None:
        return None
    result: Mapping[str, object] = json.loads(str(row[0]))
    return result
