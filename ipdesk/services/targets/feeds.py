"""What the office's own records and its casework say of a figure, each traced to where it is from.

Which measure is counted from what is data of the pack; here is only how each is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from ipdesk.domain.measure import Feed, Measure, Origin
from ipdesk.domain.policy import Policy
from ipdesk.domain.reporting import Subject
from ipdesk.domain.span import Span, spans
from ipdesk.domain.target_records import Activity, Meeting, RosterEntry, count_on
from ipdesk.services.office import Office
from ipdesk.storage import target_feeds, target_records
from ipdesk.storage.target_feeds import FedClaim, FedSum

_FEN_OF_10K: Final = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing behind a figure: a claim, a line of a roster, an activity, a meeting."""

    entity: str  # claim | roster | activity | meeting
    id: int
    day: date
    label: str
    detail: str
    fen: int | None = None
    pieces: int | None = None


class Feeds:
    """The records of a policy, read once, counted for any span that has ended."""

    def __init__(self, office: Office, policy: Policy, today: date) -> None:
        self._office = office
        self._policy = policy
        self._today = today
        self._rosters: dict[str, tuple[RosterEntry, ...]] = {}
        self._activities: tuple[Activity, ...] | None = None
        self._meetings: tuple[Meeting, ...] | None = None
        self._sums: dict[tuple[bool, int], tuple[FedSum, ...]] = {}
        self._first = target_feeds.first_claim_day(office.db)

    def value(self, measure: Measure, span: Span) -> Decimal | None:
        """What the records say of a span that has ended; None when they say nothing."""
        origin = measure.origin
        if origin is None or span.ends_on > self._today:
            return None
        if origin.feed is Feed.ROSTER:
            entries = self._roster(origin.what)
            if not any(entry.approved_on <= span.ends_on for entry in entries):
                return None
            return Decimal(count_on(entries, span.ends_on))
        if origin.feed is Feed.MEETINGS:
            held = self._held(span)
            return Decimal(len(held)) if held else None
        if origin.feed is Feed.ACTIVITY:
            return _counted(self._of_kind(origin.what, span), origin.count)
        if origin.feed is Feed.LEDGER:
            return self._ledger(origin, span)
        return None  # reports: counted by services/targets/reporting.py

    def values(self, subject: Subject, year: int) -> Mapping[Span, Decimal]:
        """The same for every report of a year."""
        if subject.measure is None:
            return {}
        found = {}
        for span in spans(year, subject.period):
            value = self.value(subject.measure, span)
            if value is not None:
                found[span] = value
        return found

    def trace(self, measure: Measure, span: Span) -> tuple[Trace, ...]:
        """What a figure was counted from, one by one."""
        origin = measure.origin
        if origin is None:
            return ()
        if origin.feed is Feed.ROSTER:
            standing = [e for e in self._roster(origin.what) if e.stands_on(span.ends_on)]
            return tuple(
                Trace("roster", e.id, e.approved_on, e.name, e.product or e.code) for e in standing
            )
        if origin.feed is Feed.MEETINGS:
            return tuple(
                Trace("meeting", m.id, m.held_on, m.name, m.minutes) for m in self._held(span)
            )
        if origin.feed is Feed.ACTIVITY:
            return tuple(
                Trace("activity", a.id, a.held_on, a.name, a.place, pieces=_piece(a, origin.count))
                for a in self._of_kind(origin.what, span)
            )
        if origin.feed is Feed.LEDGER:
            return tuple(
                Trace("claim", c.id, c.day, c.number, c.applicant, c.fen, c.pieces or None)
                for c in self._claims_of(origin, span)
            )
        return ()

    def _ledger(self, origin: Origin, span: Span) -> Decimal | None:
        """Before the first claim the ledger knows nothing, which is not nought."""
        if self._first is None or span.ends_on < self._first:
            return None
        if origin.what == "applicants":
            pack, _, award = origin.count.partition("/")
            days = span.starts_on, span.ends_on
            return Decimal(target_feeds.applicants(self._office.db, *days, pack, award))
        sums = _held_to(origin, self._sums_of(origin, span))
        if origin.what == "paid-10k":
            return Decimal(sum(one.fen for one in sums)) / _FEN_OF_10K
        if origin.what == "pieces":
            return Decimal(sum(one.pieces for one in sums))
        return Decimal(sum(one.claims for one in sums))

    def _sums_of(self, origin: Origin, span: Span) -> Iterable[FedSum]:
        """Of a year day by day, read once: claims may be many, days are few."""
        paid = origin.what == "paid-10k"
        if (paid, span.year) not in self._sums:
            read = target_feeds.paid_sums if paid else target_feeds.approved_sums
            year = date(span.year, 1, 1), date(span.year, 12, 31)
            self._sums[paid, span.year] = read(self._office.db, *year)
        return [c for c in self._sums[paid, span.year] if span.starts_on <= c.day <= span.ends_on]

    def _claims_of(self, origin: Origin, span: Span) -> Iterable[FedClaim]:
        paid = origin.what == "paid-10k"
        read = target_feeds.paid if paid else target_feeds.approved
        return _held_to(origin, read(self._office.db, span.starts_on, span.ends_on))

    def _roster(self, roster: str) -> tuple[RosterEntry, ...]:
        if roster not in self._rosters:
            self._rosters[roster] = target_records.entries(self._office.db, roster)
        return self._rosters[roster]

    def _held(self, span: Span) -> tuple[Meeting, ...]:
        if self._meetings is None:
            self._meetings = target_records.meetings(self._office.db, self._policy.id)
        return tuple(
            meeting
            for meeting in self._meetings
            if not meeting.withdrawn and span.starts_on <= meeting.held_on <= span.ends_on
        )

    def _of_kind(self, kind: str, span: Span) -> tuple[Activity, ...]:
        if self._activities is None:
            self._activities = target_records.activities(self._office.db, self._policy.id)
        return tuple(
            one
            for one in self._activities
            if one.kind == kind
            and not one.withdrawn
            and span.starts_on <= one.held_on <= span.ends_on
        )


Fed = TypeVar("Fed", FedClaim, FedSum)


def _held_to(origin: Origin, found: Iterable[Fed]) -> tuple[Fed, ...]:
    """Those of the policy and awards a measure counts."""
    pack, _, award = origin.count.partition("/")
    return tuple(
        one for one in found if not pack or (one.pack == pack and one.award.startswith(award))
    )


def _piece(one: Activity, count: str) -> int | None:
    return {"people": one.people, "firms": one.firms}.get(count, 1)


def _counted(held: Iterable[Activity], count: str) -> Decimal | None:
    """The sum over activities; None when none was held or one of them has no count."""
    pieces = [_piece(one, count) for one in held]
    known = [piece for piece in pieces if piece is not None]
    return Decimal(sum(known)) if pieces and len(known) == len(pieces) else None
