"""相近主体: who in the register could be the same as an applicant, and what was said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ipdesk.domain.applicant import Applicant
from ipdesk.domain.likeness import TOLD_ONLY, Judgement, Likeness, LikenessVerdict
from ipdesk.domain.names import look_alike_key, one_character_apart
from ipdesk.domain.registration import ApplicantForm, entered, tidied
from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import applicants, likenesses

_TABLE = "applicant_likeness"
_BY_NAME = (Likeness.NAME, Likeness.ONE_CHARACTER)
_SHARED: Mapping[str, Likeness] = {
    "account": Likeness.ACCOUNT,
    "phone": Likeness.PHONE,
    "legal_representative": Likeness.REPRESENTATIVE,
}


@dataclass(frozen=True, slots=True)
class AlikeApplicant:
    """Another applicant, what is alike, and the verdict on the two where there is one."""

    applicant: Applicant
    kinds: tuple[Likeness, ...]
    judgement: Judgement | None

    @property
    def by_name(self) -> bool:
        return any(kind in _BY_NAME for kind in self.kinds)

    @property
    def open(self) -> bool:
        """Whether somebody has yet to say if the two are the same."""
        told = all(kind in TOLD_ONLY for kind in self.kinds)
        return self.judgement is None and not told


def alike_applicants(
    office: Office, form: ApplicantForm, number: int = 0
) -> tuple[AlikeApplicant, ...]:
    """Who could be the same as what is typed, or as applicant `number` as it would then be."""
    return _alike(office, entered(tidied(form), number))


def alike_to(office: Office, number: int) -> tuple[AlikeApplicant, ...]:
    """Who could be the same as one applicant of the register."""
    found = applicants.standing(office.db, number)
    if found is None:
        raise UserError("applicant-unknown", number=number)
    return _alike(office, found)


def judge_applicants(
    office: Office,
    actor: Actor,
    pair: tuple[int, int],
    verdict: LikenessVerdict,
    reason: str,
) -> Changes:
    """Keep whether two applicants are the same, with the reason, on both of them."""
    actor.require(Role.CLERK, Role.REVIEWER)
    with act(office):
        keep_verdict(office, actor, pair, verdict, reason)
    return Changes.of("applicant_likeness", ids=pair)


def keep_verdict(
    office: Office,
    actor: Actor,
    pair: tuple[int, int],
    verdict: LikenessVerdict,
    reason: str,
) -> None:
    """Write the verdict inside an act, in the history of either applicant."""
    said = reason.strip()
    if not said:
        raise UserError("need-missing", field="reason", need="reason")
    one, other = pair
    if one == other or any(applicants.get(office.db, each) is None for each in pair):
        raise UserError("applicant-unknown", number=other)
    old = likenesses.judgements(office.db, one, _TABLE).get(other)
    likenesses.judge(office.db, pair, verdict, said, actor.id, office.clock.now(), _TABLE)
    for own, against in ((one, other), (other, one)):
        data = {
            "other": against,
            "verdict": {"old": str(old.verdict) if old else "", "new": str(verdict)},
        }
        record(office, actor, "judge_applicants", "applicant", own, data, said)


def alike_keys(office: Office, entry: Applicant | ApplicantForm) -> tuple[str, ...]:
    """What the names of an applicant are compared by, the present one first."""
    endings = office.wording.section("legal-form").values()
    return tuple(look_alike_key(name, endings) for name in (entry.name, *entry.former_names))


def _alike(office: Office, entry: Applicant) -> tuple[AlikeApplicant, ...]:
    found: dict[int, tuple[Applicant, list[Likeness]]] = {}
    for kind, other in _each(office, entry):
        kinds = found.setdefault(other.id, (other, []))[1]
        if kind not in kinds:
            kinds.append(kind)
    judged = likenesses.judgements(office.db, entry.id, _TABLE) if entry.id else {}
    return tuple(
        AlikeApplicant(other, tuple(kinds), judged.get(other.id)) for other, kinds in found.values()
    )


def _each(office: Office, entry: Applicant) -> Iterator[tuple[Likeness, Applicant]]:
    same = applicants.by_code(office.db, entry.code)
    if same is not None and same.id != entry.id:
        yield Likeness.CODE, same
    keys = [key for key in alike_keys(office, entry) if key]
    for key in keys:
        for other in applicants.looking_like(office.db, key, entry.id):
            theirs = alike_keys(office, other)
            if key in theirs:
                yield Likeness.NAME, other
            elif any(one_character_apart(key, one) for one in theirs):
                yield Likeness.ONE_CHARACTER, other
    for field, kind in _SHARED.items():
        for other in applicants.sharing(office.db, entry, field):
            yield kind, other
