"""The office at work: what every service is handed, and what every act hands back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from ipdesk.domain.stages import Role
from ipdesk.errors import UserError

if TYPE_CHECKING:
    # Every page knows the office; what it is made of is read with the first bureau opened.
    from ipdesk.domain.pack_head import PackHead
    from ipdesk.domain.policy import Policy
    from ipdesk.paths import Home
    from ipdesk.services.door import Door
    from ipdesk.services.paper import Paper
    from ipdesk.storage.database import Database
    from ipdesk.wording import Wording


class Versions(Protocol):
    """Policies by pack version (sha256), with the bureau's names of titles up to a row."""

    def __call__(self, sha256: str, names: int | None = None) -> Policy: ...


class Clock(Protocol):
    """The time of day, injected so that a sample year reproduces."""

    def now(self) -> datetime: ...


class SystemClock:
    """The PC's own clock, local time."""

    def now(self) -> datetime:
        return datetime.now().replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Actor:
    """The operator who acts."""

    id: int
    name: str
    roles: tuple[Role, ...]

    def require(self, *roles: Role) -> None:
        """Raise UserError when the operator holds none of `roles`."""
        if not any(role in self.roles for role in roles):
            raise UserError("role-required", roles=tuple(str(role) for role in roles))


@dataclass(frozen=True, slots=True)
class Changes:
    """What an act touched: pages that show these tables read again."""

    tables: frozenset[str]
    ids: tuple[int, ...] = ()

    @staticmethod
    def of(*tables: str, ids: tuple[int, ...] = ()) -> Changes:
        return Changes(frozenset(tables), ids)


@dataclass(frozen=True, slots=True)
class Office:
    """One bureau opened: its store, its policies, its words and the clock."""

    home: Home
    db: Database
    clock: Clock
    wording: Wording
    paper: Paper
    policies: Versions
    in_use: Callable[[], tuple[Policy, ...]]  # asked each time: an activation changes it
    heads: Callable[[], tuple[PackHead, ...]]  # the same, without waiting for the packs
    door: Door | None = None  # counts wrong passwords; one for the whole run of the program

    @property
    def key(self) -> bytes:
        """The key of the store and of the kept files."""
        return self.db.key

    @property
    def current(self) -> tuple[Policy, ...]:
        """The packs new claims may be made under, newest first."""
        return self.in_use()

    @property
    def award_policies(self) -> tuple[Policy, ...]:
        """The packs in use that pay something; a policy of targets alone takes no claims."""
        return tuple(policy for policy in self.current if policy.awards)

    def policy(self, pack_id: str) -> Policy:
        """The pack in use with this id; KeyError when there is none."""
        for policy in self.current:
            if policy.id == pack_id:
                return policy
        raise KeyError(pack_id)
