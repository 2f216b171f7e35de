"""启用: putting a checked pack in use, who reviewed it, and re-basing the open claims on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from ipdesk.domain.policy import Policy
from ipdesk.domain.record import ClaimRecord
from ipdesk.domain.stages import Role, Stage
from ipdesk.errors import PackError, UserError
from ipdesk.packs.loader import load_pack
from ipdesk.paths import resources
from ipdesk.services.acts import act, record
from ipdesk.services.claim_reading import Reading, read_claim
from ipdesk.services.claims import store_outcome
from ipdesk.services.impact import (
    Impacts,
    Outcome,
    Progress,
    Terms,
    Turn,
    current_terms,
    differs,
    digest,
    impact,
    turn_open,
)
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.pack_check import PackReport, check_files
from ipdesk.services.policies import shipped
from ipdesk.services.readings import effective, policy_in_use
from ipdesk.services.snapshot import keep_assessment
from ipdesk.storage import casefile, claims
from ipdesk.storage import policies as stored
from ipdesk.storage.policies import Version

__all__ = [
    "Version",
    "activate",
    "activation_impact",
    "check",
    "offered",
    "rebase",
    "rebase_impact",
    "record_review",
    "versions",
]

_LONGEST_NAME = 50


def check(files: Mapping[str, bytes], office: Office) -> PackReport:
    """The report of a pack that is to be put in use."""
    return check_files(files, office.wording)


def activate(
    office: Office,
    actor: Actor,
    files: Mapping[str, bytes],
    reviewer: str,
    reviewed_on: date | None,
) -> Changes:
    """Put a pack in use for new claims; the version before stays on file for its claims.

    UserError unless the pack reads, every number is answered for, every case passes and
    somebody stands for it with name and date.
    """
    actor.require(Role.ADMINISTRATOR)
    _check_review(office, reviewer, reviewed_on)
    report = check(files, office)
    policy = report.policy
    if policy is None:
        raise PackError(report.problems)
    if report.uncovered:
        raise UserError("pack-uncovered", count=len(report.uncovered))
    waiting = [award.id for award in policy.awards.values() if award.proposed]
    if waiting or policy.proposed:
        raise UserError("pack-unconfirmed", count=len(waiting) + bool(policy.proposed))
    if report.failed:
        raise UserError("pack-cases-fail", count=len(report.failed))
    if any(one.sha256 == policy.sha256 for one in office.current):
        raise UserError("pack-in-use-already", version=policy.sha256[:12])
    before = next((one for one in office.current if one.id == policy.id), None)
    with act(office) as db:
        put_in_use(office, policy, files, reviewer.strip(), reviewed_on)
        data = {
            "pack": policy.id,
            "version": {"old": before.sha256 if before else None, "new": policy.sha256},
            "reviewer": reviewer.strip(),
            "reviewed_on": reviewed_on.isoformat() if reviewed_on else None,
        }
        number = int(db.value("SELECT count(*) FROM policy_version"))
        record(office, actor, "activate_policy", "policy", number, data)
    return Changes.of("policy_pack", "reading")


def put_in_use(
    office: Office,
    policy: Policy,
    files: Mapping[str, bytes],
    reviewer: str,
    reviewed_on: date | None,
) -> None:
    """The row of an activation."""
    stored.activate(
        office.db,
        policy.sha256,
        policy.id,
        policy.title,
        policy.document_number,
        files,
        office.clock.now(),
        reviewer,
        reviewed_on,
    )


def record_review(
    office: Office, actor: Actor, sha256: str, reviewer: str, reviewed_on: date | None
) -> Changes:
    """Enter who looked a version over and when; the one before stays in the journal."""
    actor.require(Role.ADMINISTRATOR, Role.REVIEWER)
    _check_review(office, reviewer, reviewed_on)
    assert reviewed_on is not None  # _check_review has seen to it
    with act(office) as db:
        known = next((one for one in stored.versions(db) if one.sha256 == sha256), None)
        if known is None:
            raise UserError("policy-version-missing", sha256=sha256[:12])
        stored.set_review(db, sha256, reviewer.strip(), reviewed_on)
        data = {
            "pack": known.pack,
            "version": sha256,
            "reviewer": {"old": known.reviewer, "new": reviewer.strip()},
            "reviewed_on": {
                "old": known.reviewed_on.isoformat() if known.reviewed_on else None,
                "new": reviewed_on.isoformat(),
            },
        }
        record(office, actor, "review_policy", "policy", 0, data)
    return Changes.of("policy_pack")


def versions(office: Office) -> tuple[Version, ...]:
    """Every version on file, those in use first."""
    return stored.versions(office.db)


def offered(office: Office) -> tuple[tuple[Policy, dict[str, bytes]], ...]:
    """Packs that came with the program and are not in use in this bureau yet."""
    used = {policy.sha256 for policy in office.current}
    return tuple(one for one in shipped(resources()) if one[0].sha256 not in used)


def activation_impact(
    office: Office, files: Mapping[str, bytes], progress: Progress | None = None
) -> Impacts:
    """What the open claims would come to under this pack; shown before it is put in use."""
    policy = load_pack(files)
    terms = current_terms(office, policy, effective(office, policy))
    return impact(office, terms, progress)


def rebase_impact(office: Office, pack: str, progress: Progress | None = None) -> Impacts:
    """What the open claims would come to under the version and readings now in use."""
    return impact(office, _terms(office, pack), progress)


def _terms(office: Office, pack: str) -> Terms:
    policy = policy_in_use(office, pack)
    return current_terms(office, policy, effective(office, policy))


def rebase(office: Office, actor: Actor, pack: str, seen: str, reason: str) -> Changes:
    """Take the open claims over to the version and readings in use, as the list showed.

    `seen` names the list that was shown (`Impacts.seen`); UserError when it would no
    longer come out so. Decided claims are not touched.
    """
    actor.require(Role.ADMINISTRATOR, Role.APPROVER)
    if not reason.strip():
        raise UserError("rebase-needs-reason", field="reason")
    terms = _terms(office, pack)
    with act(office):
        ids = take_over(office, actor, terms, seen, reason.strip())
    return Changes.of("claim", "claim_step", ids=ids)


def take_over(
    office: Office, actor: Actor, terms: Terms, seen: str, reason: str
) -> tuple[int, ...]:
    """Put the open claims under other terms, inside an act; UserError unless it comes as seen."""
    turns = turn_open(office, terms)
    if digest(turns) != seen:
        raise UserError("impact-changed")
    return tuple(_take_over(office, actor, turn, reason) for turn in turns if _moves(turn))


def _moves(turn: Turn) -> bool:
    """Whether a claim stands under other terms, or is changed by another that does."""
    after = turn.after
    if after is None:
        return False
    return _under(turn.before.claim) != _under(after.claim) or differs(turn)


def _under(claim: ClaimRecord) -> tuple[object, ...]:
    return claim.pack_sha256, dict(claim.readings), claim.clause_status, claim.title_name


def _take_over(office: Office, actor: Actor, turn: Turn, reason: str) -> int:
    before, after = turn.before, turn.after
    assert after is not None  # _moves has seen to it
    claim = before.claim
    version = {
        "pack_sha256": after.claim.pack_sha256,
        "readings": after.claim.readings,
        "clause_status": after.claim.clause_status,
        "title_name": after.claim.title_name,
    }
    claims.update(office.db, claim.id, **version)
    now = read_claim(office, claim.id)
    store_outcome(office, now)
    if claim.stage is Stage.DRAFT:
        return claim.id  # drafts are not in the journal
    keep_assessment(office, now)
    at, stage = office.clock.now(), claim.stage
    values = {"version": after.claim.pack_sha256[:12]}
    casefile.add_step(
        office.db, claim.id, "rebase", stage, stage, None, actor.id, at, reason, values
    )
    data = {
        "number": claim.number,
        "version": {"old": claim.pack_sha256, "new": after.claim.pack_sha256},
        "readings": _changed(before, after),
        "clause_status": {"old": claim.clause_status, "new": after.claim.clause_status},
        "title_name": {"old": claim.title_name, "new": after.claim.title_name},
        "result": {"old": asdict(_result(before)), "new": asdict(_result(after))},
    }
    record(office, actor, "rebase", "claim", claim.id, data, reason)
    return claim.id


def _changed(before: Reading, after: Reading) -> dict[str, object]:
    old, new = before.claim.readings, after.claim.readings
    return {
        key: {"old": old.get(key), "new": value}
        for key, value in new.items()
        if old.get(key) != value
    }


def _result(reading: Reading) -> Outcome:
    result = reading.assessment
    return Outcome(str(result.verdict), result.amount_fen) if result else Outcome("", 0)


def _check_review(office: Office, reviewer: str, reviewed_on: date | None) -> None:
    if not reviewer.strip() or len(reviewer.strip()) > _LONGEST_NAME:
        raise UserError("reviewer-missing", field="reviewer")
    if reviewed_on is None:
        raise UserError("review-day-missing", field="reviewed_on")
    if reviewed_on > office.clock.now().date():
        raise UserError("review-day-in-future", field="reviewed_on")
