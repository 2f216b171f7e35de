"""签办与锁定的规矩 as they stand: asked at each start, and changed by services/sign_rules.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipdesk.storage import settings

if TYPE_CHECKING:
    from ipdesk.services.office import Office

IDLE_MINUTES = 10
SECOND, ALONE, IDLE = "second_person", "one_person", "idle_minutes"


@dataclass(frozen=True, slots=True)
class Rules:
    """How this bureau signs and locks."""

    guarded: bool = False  # opens by password
    second_person: bool = True  # another may confirm with their password in this window
    one_person: bool = False  # 单人办公
    idle_minutes: int = IDLE_MINUTES

    @property
    def beside(self) -> bool:
        """A second person can be told from the first only by a password."""
        return self.guarded and self.second_person


def rules(office: Office) -> Rules:
    return Rules(
        office.home.slots.exists(),
        bool(settings.get(office.db, SECOND, True)),
        bool((settings.get(office.db, ALONE) or {}).get("on", False)),
        int(settings.get(office.db, IDLE, IDLE_MINUTES)),
    )
