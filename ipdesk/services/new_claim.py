"""What is known of an applicant before a claim is typed: earlier claims, and quota left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ipdesk.domain.applicant import Applicant, ApplicantKind
from ipdesk.domain.policy import Award, Policy
from ipdesk.domain.rules.count_cap import CountCap
from ipdesk.domain.rules.money_cap import ALL_YEARS, SumCap
from ipdesk.services.applicants import applicant as registered
from ipdesk.services.carry_over import carried_use
from ipdesk.services.claims import ClaimFilter, ClaimRow, claim_ids, claim_rows
from ipdesk.services.office import Office
from ipdesk.storage import entitlements

Key = tuple[str, str]  # policy and award


@dataclass(frozen=True, slots=True)
class Standing:
    """An applicant at the counter: what was asked for before, what may still be had."""

    applicant: Applicant
    earlier: Sequence[ClaimRow]
    quotas: Mapping[Key, str]


def standing(office: Office, applicant_id: int) -> Standing:
    """Read before anything is typed, so that nothing is begun twice or in vain."""
    one = registered(office, applicant_id)
    ids = claim_ids(office, ClaimFilter(applicant=one.id))
    rows = claim_rows(office, ids)
    quotas = {
        (policy.id, award.id): text
        for policy in office.award_policies
        for award in policy.awards.values()
        if (text := " · ".join(_quota(office, policy, award, one)))
    }
    return Standing(one, [rows[number] for number in ids if number in rows], quotas)


def _quota(office: Office, policy: Policy, award: Award, one: Applicant) -> Iterator[str]:
    """Yield each limit of an award that this applicant draws on this year."""
    year = office.clock.now().date().year

    def tell(key: str, cap: str, when: int, most: int) -> str:
        held = entitlements.quota(office.db, policy.id, cap, one.id, when)
        used = (held[0] if held else 0) + carried_use(office, policy, cap, one.id, when)
        values = {"year": year, "used": used, "left": most - used, "unit": award.unit}
        return office.wording.text("counter", key, values)

    for rule in award.rules:
        if isinstance(rule, CountCap):
            alone = one.kind is ApplicantKind.INDIVIDUAL
            most = rule.individuals if alone else rule.units
            yield tell("quota-pieces", award.id, year, most)
        elif isinstance(rule, SumCap):
            when = ALL_YEARS if rule.whole else year
            key = "quota-all-years" if rule.whole else "quota-money"
            yield tell(key, rule.counter, when, rule.fen)
    if award.year_cap_fen is not None:
        yield tell("quota-money", award.id, year, award.year_cap_fen)
