"""What keeps two records from being made one: decisions of which only one may stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ipdesk.domain.applicant import Applicant
from ipdesk.domain.granting import unique_key
from ipdesk.domain.history import AGAIN
from ipdesk.domain.policy import Policy
from ipdesk.domain.stages import BEFORE_APPROVAL
from ipdesk.services.office import Office
from ipdesk.storage import merges, policies
from ipdesk.storage.merges import Held


@dataclass(frozen=True, slots=True)
class Stop:
    """Two decisions that could not both stand under one applicant."""

    text: str
    claims: tuple[str, ...]  # numbers; "" for what was paid before ipdesk


def stops(office: Office, one: Applicant, other: Applicant) -> Iterator[Stop]:
    """Yield what was decided or paid on both records and may stand only once."""
    limits = merges.limits_of(office.db, (one.id, other.id))
    places: dict[tuple[str, str, str], list[Held]] = defaultdict(list)
    used: dict[tuple[str, str, int], int] = defaultdict(int)
    before: dict[tuple[str, str, int], int] = defaultdict(int)
    by_cap: dict[tuple[str, str, int], list[Held]] = defaultdict(list)
    for owner in (one, other):
        for held in merges.held_by(office.db, owner.id):
            if held.claim is not None and held.stage in BEFORE_APPROVAL:
                continue  # still open: it is worked out anew
            key = key_under(office, held, owner.id, other.id)
            places[held.pack, held.award, key].append(held)
            for cap, year, count in held.uses:
                if year:
                    used[held.pack, cap, year] += count
                    before[held.pack, cap, year] += count if held.claim is None else 0
                    by_cap[held.pack, cap, year].append(held)
    told: set[int] = set()
    for (_, award, _), found in places.items():
        if len(found) > 1:
            told |= {held.id for held in found}
            first = found[0]
            values: dict[str, object] = {"award": _label(office, first)}
            values["subject"] = first.subject or award
            yield _stop(office, "merge-once", found, values)
    for (pack, cap, year), count in used.items():
        # What was paid before ipdesk stands even where it goes beyond a cap.
        most = max(limits.get((pack, cap, year), count), before[pack, cap, year])
        if count > most:
            found = by_cap[pack, cap, year]
            if told.issuperset(held.id for held in found):
                continue  # the same two, told as paid twice
            values = {"award": _label(office, found[0]), "year": year, "used": count, "most": most}
            yield _stop(office, _cap_code(office, found[0], cap), found, values)


def _cap_code(office: Office, held: Held, cap: str) -> str:
    capped = _policy(office, held).awards.get(cap)
    if capped is None:
        return "merge-group"  # not an award but a group of which only one is paid in a year
    return "merge-cap-money" if capped.rate is not None else "merge-cap"


def _stop(office: Office, code: str, held: Sequence[Held], values: Mapping[str, object]) -> Stop:
    before = office.wording.text("page", "paid-before")
    numbers = tuple(dict.fromkeys(each.number or before for each in held))
    return Stop(office.wording.text("page", code, {**values, "claims": numbers}), numbers)


def _policy(office: Office, held: Held) -> Policy:
    if held.pack_sha256:
        return office.policies(held.pack_sha256)
    # Paid before ipdesk: under the latest version of the policy, in use or not.
    known = (one for one in policies.versions(office.db) if one.pack == held.pack)
    return office.policies(max(known, key=lambda one: one.activated_at).sha256)


def _label(office: Office, held: Held) -> str:
    return _policy(office, held).awards[held.award].label


def key_under(office: Office, held: Held, old: int, new: int) -> str:
    """The key of a grant when another record stands for its applicant."""
    scope = _policy(office, held).awards[held.award].key
    plain, again, when = held.key.partition(AGAIN)
    own = unique_key(scope, str(old), "")
    if scope == "subject" or not plain.startswith(own):
        return held.key
    return unique_key(scope, str(new), plain[len(own) :]) + again + when
