"""操作员: an account of the office and what it may hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ipdesk.domain.stages import Role


@dataclass(frozen=True, slots=True)
class Operator:
    """One account; disabled in the end, never deleted."""

    id: int
    name: str
    roles: tuple[Role, ...]
    active: bool = True


def unfit(roles: Iterable[Role]) -> str | None:
    """Why no account may hold these roles together, as a message code."""
    held = frozenset(roles)
    if not held:
        return "operator-needs-role"
    if {Role.ADMINISTRATOR, Role.APPROVER} <= held:
        return "operator-administrator-approves"
    if Role.AUDITOR in held and len(held) > 1:
        return "operator-auditor-alone"
    return None
