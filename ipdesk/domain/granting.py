"""What a payable item holds from then on: its key, its part of caps and groups."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ipdesk.domain.assessment import Assessment, ItemResult
from ipdesk.domain.claim import ClaimFacts, Grant
from ipdesk.domain.policy import Policy
from ipdesk.domain.rules.base import CountingRule
from ipdesk.domain.text import subject_key

# An id is free text in a cases file; what parts a key must not stand in it. No text that was
# read holds control characters, so that no two ids become one.
_SET_APART = str.maketrans({"|": "\x1e", " ": "\x1f"})


def unique_key(scope: str, applicant: str, subject: str) -> str:
    """What is paid only once within an award, as the award's key says."""
    if scope == "subject":
        return subject
    applicant = applicant.translate(_SET_APART)
    return applicant if scope == "applicant" else f"{applicant}|{subject}"


def grant(claim: ClaimFacts, item: ItemResult) -> Grant:
    """What a payable item holds from now on."""
    uses = item.uses
    return Grant(
        claim.applicant.id,
        claim.award,
        item.subject,
        item.subject_key,
        item.key,
        item.fact_on or claim.received_on,
        claim.fund_year,
        item.amount_fen,
        claim.id,
        tuple([(use.cap, use.year, use.used) for use in uses]) if uses else (),
    )


def grants(claim: ClaimFacts, assessment: Assessment) -> tuple[Grant, ...]:
    """What the claim holds, one grant per payable item; to be added to a History."""
    return assessment.grants


def earlier_grant(
    policy: Policy,
    readings: Mapping[str, str],
    applicant: str,
    award: str,
    subject: str,
    fact_on: date,
    fund_year: int,
    amount_fen: int,
) -> Grant:
    """What a payment made outside ipdesk holds: its key, its part of caps and groups."""
    plan = policy.plans[award]
    compared = subject_key(subject)
    uses = [
        rule.past_use(fact_on, fund_year, amount_fen, readings)
        for rule in (*plan.amounts, *plan.limits)
        if isinstance(rule, CountingRule)
    ]
    return Grant(
        applicant,
        award,
        subject,
        compared,
        unique_key(plan.key, applicant, compared),
        fact_on,
        fund_year,
        amount_fen,
        "",
        tuple(uses),
    )
