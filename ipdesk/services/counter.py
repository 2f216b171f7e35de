"""What the counter says to applicants: a policy, the readings in use and the house that asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ipdesk.domain.clause_status import with_statuses
from ipdesk.domain.policy import Award, Clause, Policy, Reading
from ipdesk.domain.rules.base import switch_readings
from ipdesk.services.bureaus import bureau
from ipdesk.services.clause_statuses import clause_rows
from ipdesk.services.office import Office
from ipdesk.services.outcomes import PUBLICITY_DAYS
from ipdesk.services.readings import ReadingRow, policy_in_use, reading_rows
from ipdesk.storage import settings
from ipdesk.wording import Wording


@dataclass(frozen=True)
class Counter:
    """Everything a guide is made of; the policy is the only source of what it promises."""

    policy: Policy
    rows: tuple[ReadingRow, ...]
    wording: Wording
    bureau: str
    contact: str
    phone: str
    publicity_days: int
    today: date

    @cached_property
    def values(self) -> Mapping[str, str]:
        """The readings in use, by key."""
        return {row.point.key: row.value for row in self.rows if row.point.key}

    def say(self, key: str, **values: object) -> str:
        return self.wording.text("guide", key, values)

    def split(self, key: str) -> tuple[str, ...]:
        """The parts of a sentence that names several things, such as column titles."""
        return tuple(self.say(key).split("|"))

    def bearing(self, award: Award) -> tuple[ReadingRow, ...]:
        """The readings that a check, a rule or a fact of the award depends on."""
        ids = {check.reading for check in award.checks}
        keys = {key for rule in award.rules for key in switch_readings(rule)}
        keys |= {fact.required_by[0] for fact in award.facts if fact.required_by}
        return tuple(row for row in self.rows if row.point.id in ids or row.point.key in keys)

    def general(self) -> tuple[ReadingRow, ...]:
        """The readings of clauses that pay nothing themselves: they hold for every award."""
        paying = {clause.id for clause in self.policy.clauses if clause.awards}
        return tuple(row for row in self.rows if row.point.clause not in paying)

    def rule_of(self, reading: str) -> str:
        """How an open point is read now, in words."""
        return next((row.label for row in self.rows if row.point.id == reading), "")

    def clause_of(self, award: Award) -> Clause:
        return self.policy.clause(award.clause)


def office_counter(office: Office, pack: str) -> Counter:
    """The counter of this bureau for a policy in use."""
    known, house = policy_in_use(office, pack), bureau(office)
    standings = {row.clause.id: row.standing for row in clause_rows(office, known)}
    policy = with_statuses(known, standings)
    return Counter(
        policy=policy,
        rows=reading_rows(office, policy),
        wording=office.wording,
        bureau=house.name,
        contact=house.contact,
        phone=house.phone,
        publicity_days=int(settings.get(office.db, "publicity_days", PUBLICITY_DAYS)),
        today=office.clock.now().date(),
    )


def pack_counter(policy: Policy, wording: Wording, today: date) -> Counter:
    """A counter without a bureau: the pack's own defaults, and the body it names."""
    rows = tuple(_as_shipped(n, point) for n, point in enumerate(policy.open_points, start=1))
    return Counter(policy, rows, wording, policy.contact, "", "", PUBLICITY_DAYS, today)


def _as_shipped(number: int, point: Reading) -> ReadingRow:
    """A reading as the pack itself has it."""
    label = next((c.label for c in point.choices if c.value == point.default), point.default)
    basis = (point.basis_document, point.basis_on, point.note)
    return ReadingRow(number, point, point.default, label, *basis, operator="", at=None)
