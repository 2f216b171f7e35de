"""What was paid or reserved before, looked up by key and never scanned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ipdesk.domain.claim import Grant

# Stands between a key and the day or year it was paid again for (no key holds a blank and @).
AGAIN = " @"


class History:
    """Earlier grants by unique key, by yearly cap and applicant, and by subject.

    A history laid over another sees both and writes only to itself, so that the items
    of one claim can see each other without touching what is known already.
    """

    __slots__ = ("_again", "_highest", "_sums", "_taken", "_under")

    def __init__(self, grants: Iterable[Grant] = (), under: History | None = None) -> None:
        self._taken: dict[tuple[str, str], Grant] = {}
        # Only of keys granted more than once: the first grant of each day and of each year.
        self._again: dict[tuple[str, str], dict[date | int, Grant]] = {}
        self._sums: dict[tuple[str, str, int], int] = {}
        self._highest: dict[tuple[str, str], int] = {}
        self._under = under
        for grant in grants:
            self.add(grant)

    def add(self, grant: Grant) -> None:
        """Take a grant into account."""
        key = grant.key
        if AGAIN in key:
            key = key.rpartition(AGAIN)[0]
        place = (grant.award, key)
        first = self._taken.setdefault(place, grant)
        if first is not grant:
            self._add_again(place, first, grant)
        for cap, year, used in grant.uses:
            if year:
                sums, counted = self._sums, (cap, grant.applicant, year)
                sums[counted] = sums.get(counted, 0) + used
            else:
                subject = (cap, grant.subject_key)
                self._highest[subject] = max(used, self._highest.get(subject, 0))

    def _add_again(self, place: tuple[str, str], first: Grant, grant: Grant) -> None:
        dated = self._again.get(place)
        if dated is None:
            dated = self._again[place] = {first.fact_on: first, first.fact_on.year: first}
        dated.setdefault(grant.fact_on, grant)
        dated.setdefault(grant.fact_on.year, grant)

    def taken(self, award: str, key: str, when: date | int | None = None) -> Grant | None:
        """The first grant of this key in the award; only of that day or year if `when` is given."""
        place = (award, key)
        found = self._taken.get(place)
        if (
            found is not None
            and when is not None
            and when not in (found.fact_on, found.fact_on.year)
        ):
            found = self._again.get(place, {}).get(when)
        if found is None and self._under is not None:
            return self._under.taken(award, key, when)
        return found

    def is_new(self, grant: Grant) -> bool:
        """Whether a grant was added here, and not to the history below."""
        if self._under is None:
            return False
        key = grant.key.rpartition(AGAIN)[0] if AGAIN in grant.key else grant.key
        place = (grant.award, key)
        found = self._again.get(place, {}).get(grant.fact_on) or self._taken.get(place)
        return found is grant

    def used(self, cap: str, applicant: str, year: int) -> int | None:
        """What an applicant used of a yearly cap; None when nothing counted there yet."""
        own = self._sums.get((cap, applicant, year))
        if self._under is None:
            return own
        earlier = self._under.used(cap, applicant, year)
        return earlier if own is None else own + (earlier or 0)

    def highest(self, group: str, subject_key: str) -> int | None:
        """The highest amount paid within a group of awards for one subject."""
        own = self._highest.get((group, subject_key))
        if self._under is None:
            return own
        earlier = self._under.highest(group, subject_key)
        return earlier if own is None else max(own, earlier or 0)

    def __eq__(self, other: object) -> bool:
        """Equal when every look-up answers the same (grants of one key in the same order)."""
        if not isinstance(other, History):
            return NotImplemented
        return (self._taken, self._again, self._sums, self._highest, self._under) == (
            other._taken,
            other._again,
            other._sums,
            other._highest,
            other._under,
        )

    __hash__ = None  # type: ignore[assignment]
