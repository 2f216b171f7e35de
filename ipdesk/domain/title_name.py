"""称号的其他写法: names on certificates that the bureau counts beside those of the pack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ipdesk.domain.plan import Plan
from ipdesk.domain.policy import Award, Policy
from ipdesk.domain.rules.base import Rule
from ipdesk.domain.rules.title import Title
from ipdesk.domain.text import fold


@dataclass(frozen=True, slots=True)
class TitleName:
    """One name of an award's title as the bureau has set it; a later row of it prevails."""

    id: int
    award: str
    title: str
    counts: bool = True  # False: taken back


def named(award: Award) -> bool:
    """Whether certificates name the award: one that is given for no title has no names."""
    return bool(award.titles or award.aliases)


def counted(names: Sequence[TitleName]) -> dict[str, tuple[str, ...]]:
    """The names that count now, by award, in the order they were entered."""
    last = {(one.award, fold(one.title)): one for one in names}
    found: dict[str, tuple[str, ...]] = {}
    for one in sorted(last.values(), key=lambda one: one.id):
        if one.counts:
            found[one.award] = (*found.get(one.award, ()), one.title)
    return found


def owner_of(policy: Policy, title: str) -> Award | None:
    """The award that a certificate with this title speaks for."""
    wanted = fold(title)
    for award in policy.awards.values():
        if wanted in {fold(name) for name in (*award.titles, *award.aliases)}:
            return award
    return None


def with_names(policy: Policy, names: Sequence[TitleName]) -> Policy:
    """The policy with the bureau's names counted exactly as its own are; its version stays."""
    added = {award: titles for award, titles in counted(names).items() if award in policy.awards}
    if not added:
        return policy
    awards = {
        award.id: _restated(award, added.get(award.id, ()), policy, added)
        for award in policy.awards.values()
    }
    clauses = tuple(
        replace(clause, awards=tuple(awards[award.id] for award in clause.awards))
        for clause in policy.clauses
    )
    plans = {award: _replanned(plan, added, policy) for award, plan in policy.plans.items()}
    return replace(policy, awards=awards, clauses=clauses, plans=plans)


def _restated(
    award: Award, own: Sequence[str], policy: Policy, added: Mapping[str, Sequence[str]]
) -> Award:
    known = {fold(name) for name in (*award.titles, *award.aliases)}
    fresh = tuple(name for name in own if fold(name) not in known)
    rules = _rules(award.rules, award.id, policy, added)
    return replace(award, aliases=(*award.aliases, *fresh), rules=rules)


def _replanned(plan: Plan, added: Mapping[str, Sequence[str]], policy: Policy) -> Plan:
    checks = _rules(plan.checks, plan.award, policy, added)
    return plan if checks == plan.checks else replace(plan, checks=checks)


def _rules(
    rules: tuple[Rule, ...], award: str, policy: Policy, added: Mapping[str, Sequence[str]]
) -> tuple[Rule, ...]:
    return tuple(
        _told(rule, award, policy, added) if isinstance(rule, Title) else rule for rule in rules
    )


def _told(rule: Title, award: str, policy: Policy, added: Mapping[str, Sequence[str]]) -> Title:
    """What the rule of an award knows once the names are added to it and to the others."""
    own = rule.own | {fold(name) for name in added.get(award, ())}
    others = {title: whose for title, whose in rule.others.items() if title not in own}
    for other, names in added.items():
        label = policy.awards[other].label
        for name in map(fold, names):
            if other != award and name not in own:
                others.setdefault(name, (other, label))
    return Title(rule.fact, own, others)
