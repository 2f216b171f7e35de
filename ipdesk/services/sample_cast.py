"""Who acts in the sample year, what a claim of it is about, and how its lives are told."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from datetime import date, datetime

from ipdesk.domain.policy import Award
from ipdesk.services.office import Actor
from ipdesk.services.sample_draw import Data

# Each yields the moment of its next act, then acts; a stretch tells when it ended, or that all did.
Life = Generator[datetime, None, None]
Stretch = Generator[datetime, None, datetime]
EndingStretch = Generator[datetime, None, datetime | None]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts in the sample."""

    clerk: Actor
    reviewer: Actor
    approver: Actor
    payer: Actor


@dataclass(frozen=True, slots=True)
class Plot:
    """What one claim of the sample is about."""

    applicant: int
    award: Award
    plan: Data
    received_on: date
