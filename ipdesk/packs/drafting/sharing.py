"""The awards of a clause beside one another: ceilings they share, and names that differ."""

from __future__ import annotations

from dataclasses import replace

from ipdesk.domain.draft import Proposal, Reason

_TOGETHER = ("year", "total", "applicant")


def shared(found: list[Proposal], clause: str) -> list[Proposal]:
    """A ceiling of an applicant that was said of several awards is of all of them together."""
    times: dict[int, int] = {}
    for one in found:
        for limit in one.limits:
            if limit.scope in _TOGETHER:
                times[id(limit)] = times.get(id(limit), 0) + 1
    names = {
        key: f"G{clause}-{n}"
        for n, key in enumerate((k for k, count in times.items() if count > 1), start=1)
    }
    if not names:
        return found
    return [_grouped(one, names) for one in found]


def _grouped(one: Proposal, names: dict[int, str]) -> Proposal:
    limits = tuple(
        replace(limit, group=names[id(limit)]) if id(limit) in names else limit
        for limit in one.limits
    )
    if limits == one.limits:
        return one
    reason = Reason("limit-shared", 5, "limit")
    points, reasons = max(0, one.points - reason.points), (*one.reasons, reason)
    return replace(one, limits=limits, points=points, reasons=reasons)


def told_apart(found: list[Proposal]) -> list[Proposal]:
    """Two awards of one clause do not bear the same name."""
    seen: dict[str, int] = {}
    named = []
    for one in found:
        seen[one.label] = seen.get(one.label, 0) + 1
        if seen[one.label] > 1:
            one = replace(one, label=f"{one.label}（{seen[one.label]}）")
        named.append(one)
    return named
