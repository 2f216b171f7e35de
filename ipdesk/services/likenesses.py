"""疑似重复: claims that could ask for the same thing twice, side by side, with their verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ipdesk.domain.likeness import (
    TOLD_ONLY,
    Judgement,
    Likeness,
    LikenessVerdict,
    claim_keys,
)
from ipdesk.domain.record import ClaimRecord
from ipdesk.domain.stages import Role, Stage
from ipdesk.domain.text import subject_key
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.alike_applicants import alike_to
from ipdesk.services.claim_reading import Reading, find_claim, read_claim
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import applicants, claim_list, claims, entitlements, likenesses
from ipdesk.storage.claim_list import ClaimRow
from ipdesk.storage.likenesses import SharedKey

# Claims of an applicant alike in name or account that are looked at, the latest first.
_MOST_OF_ONE = 5


@dataclass(frozen=True, slots=True)
class AlikeClaim:
    """Another claim that could be the same, what is alike, and the verdict where there is one."""

    row: ClaimRow
    award: str
    stage: str  # in words
    kinds: tuple[Likeness, ...]
    words: tuple[str, ...]  # what is alike, one sentence each
    judgement: Judgement | None
    judged: str  # the verdict in words, "" while there is none
    needs: bool  # whether somebody must say if it is the same

    @property
    def open(self) -> bool:
        return self.needs and self.judgement is None


@dataclass(frozen=True, slots=True)
class PaidBefore:
    """The same subject among what was paid before ipdesk (历史导入)."""

    subject: str
    applicant: str
    award: str
    fact_on: date
    fund_year: int
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Alike:
    """Everything a claim looks like, what wants a verdict first."""

    claims: tuple[AlikeClaim, ...] = ()
    before: tuple[PaidBefore, ...] = ()

    @property
    def open(self) -> int:
        return sum(1 for one in self.claims if one.open)


def alike_claims(office: Office, reading: Reading) -> Alike:
    """What the claim as read, unsaved typing included, has in common with others."""
    found: dict[int, list[tuple[Likeness, str]]] = {}
    for claim, kind, words in (*_by_keys(office, reading), *_by_applicant(office, reading)):
        found.setdefault(claim, []).append((kind, words))
    rows = claim_list.rows(office.db, sorted(found))
    judged = likenesses.judgements(office.db, reading.claim.id)
    views = [
        _view(office, reading, rows[claim], alike, judged.get(claim))
        for claim, alike in found.items()
        if claim in rows
    ]
    order = list(Likeness)
    views.sort(
        key=lambda one: (not one.open, not one.needs, order.index(one.kinds[0]), -one.row.id)
    )
    return Alike(tuple(views), tuple(_before(office, reading)))


def alike_of(office: Office, claim_id: int) -> Alike:
    """What a claim on file has in common with others."""
    return alike_claims(office, read_claim(office, claim_id))


def told_alike(office: Office, reading: Reading) -> tuple[str, ...]:
    """Each likeness that wants a verdict, with the verdict, in one sentence for the 审批表."""
    told = []
    for one in alike_claims(office, reading).claims:
        if not one.needs:
            continue
        values: dict[str, object] = {
            "number": one.row.number,
            "applicant": one.row.applicant,
            "what": "，".join(one.words),
            "verdict": one.judged,
            "reason": one.judgement.reason if one.judgement else "",
            "operator": one.judgement.operator if one.judgement else "",
        }
        code = "alike-judged" if one.judgement else "alike-open"
        told.append(office.wording.text("page", code, values))
    return tuple(told)


def judge_claims(
    office: Office,
    actor: Actor,
    pair: tuple[int, int],
    verdict: LikenessVerdict,
    reason: str,
) -> Changes:
    """Keep whether two claims ask for the same, with the reason, on both of them."""
    actor.require(Role.CLERK, Role.REVIEWER)
    said = reason.strip()
    if not said:
        raise UserError("need-missing", field="reason", need="reason")
    one, other = (find_claim(office, claim) for claim in pair)
    if one.id == other.id:
        raise UserError("claim-gone")
    with act(office) as db:
        old = likenesses.judgements(db, one.id).get(other.id)
        likenesses.judge(db, pair, verdict, said, actor.id, office.clock.now())
        for own, against in ((one, other), (other, one)):
            data = {
                "other": against.number or "",
                "verdict": {"old": str(old.verdict) if old else "", "new": str(verdict)},
            }
            record(office, actor, "judge_likeness", "claim", own.id, data, said)
    return Changes.of("claim_likeness", ids=pair)


def _by_keys(office: Office, reading: Reading) -> Iterator[tuple[int, Likeness, str]]:
    """What other claims share of subjects, numbers and titles, told once each."""
    claim, award = reading.claim, reading.award
    own: dict[tuple[Likeness, str], int] = {}
    for key in claim_keys(claim.pack, award, reading.applicant.id, reading.items):
        own.setdefault((key.kind, key.key), key.ordinal)
    keys = claim_keys(claim.pack, award, reading.applicant.id, reading.items)
    seen: set[tuple[int, str]] = set()
    shared = likenesses.sharing(office.db, claim.id, keys)
    for found in sorted(shared, key=lambda one: list(Likeness).index(one.kind)):
        plain = found.key.rpartition("|")[2] if found.kind is Likeness.SUBJECT else found.key
        if (found.claim, plain) in seen:
            continue  # the same number told as subject already
        seen.add((found.claim, plain))
        yield found.claim, found.kind, _words(office, reading, found, own)


def _words(
    office: Office, reading: Reading, found: SharedKey, own: dict[tuple[Likeness, str], int]
) -> str:
    ordinal = own[found.kind, found.key]
    item = next(one for one in reading.items if one.ordinal == ordinal)
    title = found.key.split("|")[-2] if found.kind is Likeness.TITLE else ""
    values = {
        "label": reading.award.subject.label,
        "subject": item.subject or reading.award.label,
        "number": found.key,
        "title": title,
        "year": found.key.rpartition("|")[2],
    }
    told = office.wording.text("likeness-told", found.kind, values)
    if len(reading.items) < 2 and found.ordinal < 2:
        return told
    places = {"text": told, "here": ordinal, "there": found.ordinal}
    return office.wording.text("page", "alike-places", places)


def _by_applicant(office: Office, reading: Reading) -> Iterator[tuple[int, Likeness, str]]:
    """Claims of others with the same account, or with a name that could be taken for this one."""
    claim = reading.claim
    for other in alike_to(office, reading.applicant.id):
        if other.judgement and other.judgement.verdict is LikenessVerdict.DIFFERENT:
            continue  # said of the two once and for all
        them, same = [other.applicant.id], (claim.pack, claim.award)
        theirs = likenesses.claims_of(office.db, them, same, _MOST_OF_ONE)
        if not theirs and Likeness.ACCOUNT in other.kinds:
            # Another's account is odd for whatever it was given: one claim stands for all.
            theirs = likenesses.claims_of(office.db, them, None, 1)
        values = {"name": other.applicant.name}
        for number, _ in theirs:
            for kind in other.kinds:
                yield number, kind, office.wording.text("likeness-told", kind, values)


def _view(
    office: Office,
    reading: Reading,
    row: ClaimRow,
    alike: Iterable[tuple[Likeness, str]],
    judgement: Judgement | None,
) -> AlikeClaim:
    kinds = tuple(dict.fromkeys(kind for kind, _ in alike))
    policy = office.policies(_record(office, row.id).pack_sha256)
    words = office.wording
    return AlikeClaim(
        row=row,
        award=policy.awards[row.award].label,
        stage=words.label("stage", row.stage),
        kinds=kinds,
        words=tuple(dict.fromkeys(text for _, text in alike)),
        judgement=judgement,
        judged=words.label("likeness-verdict", judgement.verdict) if judgement else "",
        needs=_needs(reading, row, kinds),
    )


def _needs(reading: Reading, row: ClaimRow, kinds: Iterable[Likeness]) -> bool:
    """Whether the likeness wants a verdict.

    One contract claimed for by period, by the same applicant under the same award, is the
    usual way of interest; a draft may yet change.
    """
    if row.stage is Stage.DRAFT:
        return False
    own = row.applicant_id == reading.applicant.id and row.award == reading.claim.award
    told = {*TOLD_ONLY, Likeness.NUMBER} if own else set(TOLD_ONLY)
    return any(kind not in told for kind in kinds)


def _record(office: Office, claim: int) -> ClaimRecord:
    found = claims.get(office.db, claim)
    assert found is not None  # its row was read a moment ago
    return found


def _before(office: Office, reading: Reading) -> Iterator[PaidBefore]:
    keys = sorted({subject_key(item.subject) for item in reading.items} - {""})
    for grant in entitlements.history_of(office.db, keys):
        owner = applicants.standing(office.db, int(grant.applicant))
        policy = next((one for one in office.current if grant.award in one.awards), None)
        yield PaidBefore(
            grant.subject,
            owner.name if owner else "",
            policy.awards[grant.award].label if policy else grant.award,
            grant.fact_on,
            grant.fund_year,
            grant.amount_fen,
        )


__all__ = [
    "Alike",
    "AlikeClaim",
    "LikenessVerdict",
    "PaidBefore",
    "alike_claims",
    "judge_claims",
]
