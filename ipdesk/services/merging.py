"""并入: one applicant registered twice becomes one, with everything that hangs on either record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from ipdesk.domain.applicant import Applicant, ApplicantKind
from ipdesk.domain.likeness import LikenessVerdict
from ipdesk.domain.names import folded
from ipdesk.domain.record import Affected
from ipdesk.domain.registration import ApplicantForm, entered, form_of, renamed
from ipdesk.domain.stages import BEFORE_APPROVAL, Role, Stage
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.alike_applicants import alike_keys, keep_verdict
from ipdesk.services.applicants import plain_applicant
from ipdesk.services.claim_reading import read_claim
from ipdesk.services.claims import store_outcome
from ipdesk.services.holding import hold_quota
from ipdesk.services.likeness_index import reindex_claims
from ipdesk.services.merge_stops import Stop, key_under
from ipdesk.services.merge_stops import stops as stops_of
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import (
    applicant_documents,
    applicants,
    entitlements,
    journal,
    likenesses,
    merges,
)
from ipdesk.storage.merges import Merge

_ALONE = ("town", "address", "legal_representative", "contact", "phone", "note")
_PAYEE = ("bank", "account_name", "account")
_TABLES = ("applicant", "claim", "applicant_document", "applicant_likeness")


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge would do, shown before it is confirmed."""

    source: Applicant
    target: Applicant
    claims: int
    history: int
    documents: int
    filled: tuple[tuple[str, str], ...]  # field and value the target takes over
    differing: tuple[tuple[str, str, str], ...]  # field, of the source, of the target
    former_name: str  # the name that becomes a former one, "" when it is known already
    affected: tuple[Affected, ...]  # open claims that come out otherwise
    stops: tuple[Stop, ...]


def plan_merge(office: Office, source: int, target: int) -> MergePlan:
    """Try the merge and tell what it moves, changes and would break; nothing is kept."""
    one, other = _pair(office, source, target)
    stops = tuple(stops_of(office, one, other))
    affected: tuple[Affected, ...] = ()
    if not stops:
        with office.db.trial():
            affected = _join(office, one, other).affected
    filled = _filled(one, other)
    label = office.wording.label
    return MergePlan(
        source=one,
        target=other,
        claims=len(_filed(office, one.id)),
        history=sum(1 for held in merges.held_by(office.db, one.id) if held.claim is None),
        documents=len(applicant_documents.of(office.db, one.id)),
        filled=tuple((label("applicant-field", name), value) for name, value in filled.items()),
        differing=tuple(
            (label("applicant-field", name), getattr(one, name), getattr(other, name))
            for name in ("code", *_ALONE[:-1], *_PAYEE)
            if getattr(one, name) and getattr(other, name)
            if folded(getattr(one, name)) != folded(getattr(other, name))
        ),
        former_name="" if _named(other, one.name) else one.name,
        affected=affected,
        stops=stops,
    )


def merge_applicants(
    office: Office, actor: Actor, source: int, target: int, reason: str
) -> Changes:
    """Let `target` stand for `source`: claims, history, papers and names come with it."""
    actor.require(Role.CLERK)
    said = reason.strip()
    if not said:
        raise UserError("need-missing", field="reason", need="reason")
    with act(office) as db:
        one, other = _pair(office, source, target)
        stops = tuple(stops_of(office, one, other))
        if stops:
            raise UserError("merge-breaks-decided", what=stops[0].text, count=len(stops))
        keep_verdict(office, actor, (source, target), LikenessVerdict.SAME, said)
        joined = _join(office, one, other)
        data = {"source": source, "target": target, "moved": joined.moved}
        for number in (source, target):
            record(office, actor, "merge_applicants", "applicant", number, data, said)
        _tell_affected(office, actor, joined.affected, said)
        seq, _ = journal.head(db)
        now = office.clock.now()
        merges.add(db, source, target, said, joined.moved, seq, actor.id, now)
    return Changes.of(*_TABLES, ids=(source, target))


def undo_merge(office: Office, actor: Actor, merge_id: int, reason: str) -> Changes:
    """Take a merge back, as long as nothing was done on either record or its claims since."""
    actor.require(Role.CLERK)
    said = reason.strip()
    if not said:
        raise UserError("need-missing", field="reason", need="reason")
    with act(office) as db:
        found = merges.get(db, merge_id)
        if found is None or found.undone:
            raise UserError("merge-gone")
        built = merges.built_upon(db, found)
        if built:
            raise UserError("merge-built-upon", act=office.wording.label("done", built))
        affected = _part(office, found)
        data = {"source": found.source, "target": found.target, "merge": found.id}
        for number in (found.source, found.target):
            record(office, actor, "undo_merge", "applicant", number, data, said)
        _tell_affected(office, actor, affected, said)
        merges.set_undone(db, found.id, office.clock.now())
    return Changes.of(*_TABLES, ids=(found.source, found.target))


def merges_of(office: Office, number: int) -> tuple[Merge, ...]:
    """The merges an applicant took part in, the latest first."""
    return tuple(merges.of(office.db, number))


@dataclass(frozen=True, slots=True)
class _Joined:
    moved: Mapping[str, Any]
    affected: tuple[Affected, ...]


def _pair(office: Office, source: int, target: int) -> tuple[Applicant, Applicant]:
    found = [applicants.get(office.db, number) for number in (source, target)]
    one, other = found
    if one is None or other is None:
        raise UserError("applicant-unknown", number=source if one is None else target)
    if source == target:
        raise UserError("merge-with-itself")
    if any(applicants.merged_into(office.db, each.id) is not None for each in (one, other)):
        raise UserError("applicant-is-merged")
    return one, other


def _join(office: Office, one: Applicant, other: Applicant) -> _Joined:
    """Move everything from one record to the other and count again; inside an act or trial."""
    db = office.db
    both = (one.id, other.id)
    limits = merges.quotas_of(db, both)
    open_claims, before = _open_claims(office, both)
    for claim in open_claims:
        entitlements.release(db, read_claim(office, claim).claim.pack, claim)
    held = merges.held_by(db, one.id)
    for each in held:
        merges.move_held(db, each.id, other.id, key_under(office, each, one.id, other.id))
    moved: dict[str, Any] = {
        "held": {str(each.id): each.key for each in held},
        "stubs": [merged.id for merged in applicants.merged_of(db, one.id)],
        "carried": merges.carry(db, one.id, other.id),
        "limits": limits,
        "target": plain_applicant(other),
        "code": one.code,
    }
    for stub in moved["stubs"]:
        merges.point(db, stub, other.id)
    merges.point(db, one.id, other.id)
    applicants.unindex(db, one.id)
    filled = _filled(one, other)
    if "code" in filled:
        merges.set_code(db, one.id, "")
    after = replace(form_of(other), **filled)  # type: ignore[arg-type]  # texts by name
    if not _named(other, one.name):
        after = _also_named(after, one)
    merged = entered(after, other.id)
    applicants.update(db, merged, alike_keys(office, merged))
    merges.recount_quotas(db, both)
    reindex_claims(office, _filed(office, other.id))
    return _Joined(moved, _hold_again(office, open_claims, before))


def _part(office: Office, found: Merge) -> tuple[Affected, ...]:
    """Put everything back where it was before the merge."""
    db, source, target = office.db, found.source, found.target
    moved = found.moved
    open_claims, before = _open_claims(office, (target,))
    for claim in open_claims:
        entitlements.release(db, read_claim(office, claim).claim.pack, claim)
    merges.point(db, source, None)
    for stub in moved["stubs"]:
        merges.point(db, stub, source)
    for held, key in moved["held"].items():
        merges.move_held(db, int(held), source, key)
    merges.give(db, moved["carried"], source)
    was = _applicant(target, moved["target"])
    applicants.update(db, was, alike_keys(office, was))
    if moved["code"]:
        merges.set_code(db, source, moved["code"])
    back = applicants.get(db, source)
    assert back is not None  # a record is never deleted
    applicants.index(db, back, alike_keys(office, back))
    merges.recount_quotas(db, (source, target))
    merges.restore_limits(db, moved["limits"])
    reindex_claims(office, (*_filed(office, source), *_filed(office, target)))
    return _hold_again(office, open_claims, before)


def _open_claims(office: Office, standing: Sequence[int]) -> tuple[list[int], dict[int, int]]:
    """The undecided claims of these applicants in order of receipt, and what each comes to."""
    found = []
    before = {}
    for number in sorted({n for one in standing for n in _filed(office, one)}):
        reading = read_claim(office, number)
        if reading.claim.stage in (Stage.DRAFT, *BEFORE_APPROVAL):
            found.append(reading)
            before[number] = reading.assessment.amount_fen if reading.assessment else 0
    found.sort(key=lambda one: (one.claim.number is None, one.claim.number or "", one.claim.id))
    return [one.claim.id for one in found], before


def _hold_again(
    office: Office, open_claims: Sequence[int], before: Mapping[int, int]
) -> tuple[Affected, ...]:
    """Let each open claim hold what it comes to now, first come first served."""
    affected = []
    for number in open_claims:
        reading = read_claim(office, number)
        store_outcome(office, reading)
        hold_quota(office, reading)
        fen = reading.assessment.amount_fen if reading.assessment else 0
        if fen != before[number]:
            affected.append(
                Affected(
                    number,
                    reading.claim.number or "",
                    reading.applicant.name,
                    reading.award.label,
                    reading.claim.stage,
                    before[number],
                    fen,
                )
            )
    return tuple(affected)


def _filed(office: Office, number: int) -> list[int]:
    """Every claim of an applicant, those filed under records merged into it too."""
    known = [number, *(one.id for one in applicants.merged_of(office.db, number))]
    return likenesses.claims_filed_by(office.db, known)


def _filled(one: Applicant, other: Applicant) -> dict[str, str]:
    """What the other record lacks and takes over; an account only in the other's own name."""
    values = {
        name: getattr(one, name)
        for name in _ALONE
        if getattr(one, name) and not getattr(other, name)
    }
    if one.kind.is_unit == other.kind.is_unit and one.code and not other.code:
        values["code"] = one.code
    if one.account and not other.account and folded(one.account_name) == folded(other.name):
        values |= {name: getattr(one, name) for name in _PAYEE}
    return values


def _named(applicant: Applicant, name: str) -> bool:
    return folded(name) in {folded(each) for each in (applicant.name, *applicant.former_names)}


def _also_named(form: ApplicantForm, one: Applicant) -> ApplicantForm:
    return renamed(form, one.name, None)


def _applicant(number: int, values: Mapping[str, Any]) -> Applicant:
    known = {field.name for field in fields(Applicant)} - {"id"}
    given = {name: value for name, value in values.items() if name in known}
    given["kind"] = ApplicantKind(given["kind"])
    given["former_names"] = tuple(given["former_names"])
    until = given["former_until"]
    given["former_until"] = tuple((name, date.fromisoformat(day)) for name, day in until.items())
    return Applicant(number, **given)


def _tell_affected(office: Office, actor: Actor, affected: Sequence[Affected], reason: str) -> None:
    for one in affected:
        if one.stage is not Stage.DRAFT:
            data = {"amount_fen": {"old": one.old_fen, "new": one.new_fen}}
            record(office, actor, "merge_changes_claim", "claim", one.claim, data, reason)
