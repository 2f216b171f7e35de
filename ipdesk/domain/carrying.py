"""Grants of one policy in the terms of the other: keys that pay once, ceilings that run out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ipdesk.domain.claim import Grant
from ipdesk.domain.granting import earlier_grant
from ipdesk.domain.policy import Policy
from ipdesk.domain.succession import Succession

# A key no claim can ask for: no text that was read holds control characters.
NO_KEY: Final = "\x1d"


def carried(
    grants: Iterable[Grant], by: Succession, policy: Policy, readings: Mapping[str, str], named: str
) -> Iterator[Grant]:
    """Grants of the policy before, in the terms of the `policy` that follows it.

    `named` is how a refusal names the policy they were paid under.
    """
    for grant in grants:
        yield from _in_terms(grant, by.carried_to(grant.award), by, policy, readings, named)


def carried_back(
    grants: Iterable[Grant], by: Succession, policy: Policy, readings: Mapping[str, str], named: str
) -> Iterator[Grant]:
    """Grants of the policy that follows, in the terms of the `policy` before.

    A claim under the old policy may be decided after one under the new: what the new one
    paid is not paid again.
    """
    for grant in grants:
        yield from _in_terms(grant, by.awards.get(grant.award, ()), by, policy, readings, named)


def _in_terms(
    grant: Grant,
    awards: Iterable[str],
    by: Succession,
    policy: Policy,
    readings: Mapping[str, str],
    named: str,
) -> Iterator[Grant]:
    counted: set[tuple[str, int]] = set()
    for award in awards:
        if award not in policy.plans:
            continue
        made = earlier_grant(
            policy,
            readings,
            grant.applicant,
            award,
            grant.subject,
            grant.fact_on,
            grant.fund_year,
            grant.amount_fen,
        )
        # One payment draws once on a ceiling that several awards share.
        uses = tuple(
            (cap, year, used)
            for cap, year, used in made.uses
            if (by.years if year else by.once) and (cap, year) not in counted
        )
        counted |= {(cap, year) for cap, year, _ in uses}
        key = made.key if by.once else NO_KEY
        yield made._replace(key=key, uses=uses, claim=grant.claim, policy=named)
