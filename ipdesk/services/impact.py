"""影响名单: the claims on file that come out otherwise under another version or reading."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ipdesk.domain.assess import assess, grants
from ipdesk.domain.assessment import Assessment
from ipdesk.domain.claim import Grant
from ipdesk.domain.history import History
from ipdesk.domain.item_entry import read_items
from ipdesk.domain.policy import Policy
from ipdesk.domain.stages import Stage
from ipdesk.domain.text import subject_key
from ipdesk.services.changed_results import reasons
from ipdesk.services.claim_reading import Reading, claim_facts, read_claim, seen_from
from ipdesk.services.office import Office
from ipdesk.storage import entitlements, standing


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a claim comes to; no verdict while facts are missing."""

    verdict: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Impact:
    """One claim whose result changes, and why."""

    id: int  # of the claim
    number: str  # "" for a draft
    applicant: str
    award: str
    stage: Stage
    old: Outcome
    new: Outcome
    why: str
    stays: bool = False  # it cannot be re-based: the new version has no such award


@dataclass(frozen=True, slots=True)
class Impacts:
    """The impact list: open claims that change, decided ones that would have, and all open."""

    changed: tuple[Impact, ...]
    decided: tuple[Impact, ...]
    open_count: int
    seen: str  # what a re-basing has to name, so that it does what was shown


@dataclass(frozen=True, slots=True)
class Turn:
    """One claim before and after: what a re-basing writes and an impact list shows."""

    before: Reading
    after: Reading | None  # None: the award is gone, the claim stays with its version


class _UndoneError(Exception):
    """Ends a trial, so that the act is rolled back."""


def impact(office: Office, policy: Policy, readings: Mapping[str, str]) -> Impacts:
    """What would change if every open claim were re-based; nothing is written."""
    decided = _decided(office, policy, readings)
    turns: list[Turn] = []
    try:
        with office.db.atomic():
            turns = turn_open(office, policy, readings)
            raise _UndoneError
    except _UndoneError:
        pass
    changed = [_impact(office, turn) for turn in turns if _differs(turn)]
    return Impacts(tuple(changed), tuple(decided), len(turns), digest(turns))


def turn_open(office: Office, policy: Policy, readings: Mapping[str, str]) -> list[Turn]:
    """Assess every open claim anew in the order of receipt, each holding what it then gets.

    Inside an act: the quotas are given back first, so that the earlier claim comes first.
    """
    ids = standing.open_of(office.db, policy.id)
    before = [read_claim(office, number) for number in ids]
    own = {number: entitlements.of_claim(office.db, number) for number in ids}
    for reading in before:
        if reading.claim.award in policy.awards:
            entitlements.release(office.db, policy.id, reading.claim.id)
    turns = []
    for reading in before:
        after = _reread(office, reading, policy, readings, own[reading.claim.id])
        if after is not None and after.assessment is not None:
            _hold(office, after)
        turns.append(Turn(reading, after))
    return turns


def digest(turns: Sequence[Turn]) -> str:
    """Every open claim with what it comes to, in one word."""
    said = [(turn.before.claim.id, _outcome(turn.after)) for turn in turns]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _reread(
    office: Office,
    reading: Reading,
    policy: Policy,
    readings: Mapping[str, str],
    own: Sequence[Grant],
) -> Reading | None:
    """The same claim under another version and other readings; None without its award."""
    award = policy.awards.get(reading.claim.award)
    if award is None:
        return None
    claim = replace(reading.claim, pack_sha256=policy.sha256, readings=dict(readings))
    parsed, faults = read_items(award, reading.items)
    facts = claim_facts(office, claim, reading.applicant, parsed)
    result: Assessment | None = None
    if reading.items and not faults:
        keys = tuple({subject_key(item.subject) for item in facts.items} - {""})
        applicant = reading.applicant.id
        known = entitlements.relevant(office.db, policy.id, applicant, keys, claim.id)
        history = History(seen_from(own, known, policy))
        result = assess(facts, policy, history, {**policy.defaults(), **readings})
    return replace(
        reading,
        claim=claim,
        policy=policy,
        award=award,
        facts=facts,
        faults=faults,
        assessment=result,
    )


def _hold(office: Office, reading: Reading) -> None:
    result, claim = reading.assessment, reading.claim
    if result is None or claim.stage is Stage.DRAFT:
        return
    limits = {(use.cap, use.year): use.limit for item in result.items for use in item.uses}
    held = grants(reading.facts, result)
    entitlements.hold(office.db, claim.pack, claim.id, held, limits)


def _decided(office: Office, policy: Policy, readings: Mapping[str, str]) -> list[Impact]:
    """Decided claims that would come out otherwise today; they are told of, never changed."""
    found = []
    for number in standing.decided_of(office.db, policy.id):
        before = read_claim(office, number)
        award = before.claim.award
        same_plan = before.policy.plans.get(award) == policy.plans.get(award)
        if same_plan and dict(before.claim.readings) == dict(readings):
            continue
        own = entitlements.of_claim(office.db, number)
        turn = Turn(before, _reread(office, before, policy, readings, own))
        if turn.after is not None and _differs(turn):
            found.append(_impact(office, turn))
    return found


def _outcome(reading: Reading | None) -> Outcome | None:
    if reading is None:
        return None
    result = reading.assessment
    return Outcome(str(result.verdict), result.amount_fen) if result else Outcome("", 0)


def _differs(turn: Turn) -> bool:
    return _outcome(turn.before) != _outcome(turn.after)


def _impact(office: Office, turn: Turn) -> Impact:
    before, claim = turn.before, turn.before.claim
    old = _outcome(before) or Outcome("", 0)
    return Impact(
        id=claim.id,
        number=claim.number or "",
        applicant=before.applicant.name,
        award=before.award.label,
        stage=claim.stage,
        old=old,
        new=_outcome(turn.after) or old,
        why=reasons(office, before, turn.after),
        stays=turn.after is None,
    )
