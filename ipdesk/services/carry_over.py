"""承接: what claims hold under the policies before and after, counted for a claim of this one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ipdesk.domain.carrying import carried, carried_back
from ipdesk.domain.policy import Policy
from ipdesk.services.office import Office
from ipdesk.storage import entitlements
from ipdesk.storage.entitlements import Known

_MOST_BEFORE = 5  # policies that follow each other; a ring of them ends here


def known_grants(
    office: Office,
    policy: Policy,
    readings: Mapping[str, str],
    applicant: int,
    subject_keys: Sequence[str],
    besides: int,
) -> list[Known]:
    """All grants that bear on a claim, those of the policies before and after among them."""
    own = entitlements.relevant(office.db, policy.id, applicant, subject_keys, besides)
    others = [
        Known(grant, later)
        for grant, later in _others(office, policy, readings, applicant, subject_keys, besides)
    ]
    return [*others, *own]


def _others(
    office: Office,
    policy: Policy,
    readings: Mapping[str, str],
    applicant: int,
    subject_keys: Sequence[str],
    besides: int,
) -> Iterator[Known]:
    """Grants under other policies in the terms of this one; most policies have none."""
    before = _line(office, policy)
    after = [one for one in office.current if one.succeeds and one.succeeds.policy == policy.id]
    for older, steps in before:
        for grant, later in entitlements.relevant(
            office.db, older, applicant, subject_keys, besides
        ):
            held = [grant]
            for step in steps:
                named = _named(office, older)
                assert step.succeeds is not None  # it is in the line
                values = readings if step is policy else step.defaults()
                held = list(carried(held, step.succeeds, step, values, named))
            yield from (Known(one, later) for one in held)
    for newer in after:
        assert newer.succeeds is not None  # asked above
        for grant, later in entitlements.relevant(
            office.db, newer.id, applicant, subject_keys, besides
        ):
            back = carried_back([grant], newer.succeeds, policy, readings, newer.document_number)
            yield from (Known(one, later) for one in back)


def _line(office: Office, policy: Policy) -> list[tuple[str, list[Policy]]]:
    """The policies before this one, each with the steps that lead from it to this one."""
    line: list[tuple[str, list[Policy]]] = []
    steps: list[Policy] = []
    current: Policy | None = policy
    seen = {policy.id}
    while current is not None and current.succeeds is not None and len(line) < _MOST_BEFORE:
        steps = [current, *steps]
        before = current.succeeds.policy
        if before in seen:
            break
        seen.add(before)
        line.append((before, steps))
        current = next((one for one in office.current if one.id == before), None)
    return line


def _named(office: Office, pack: str) -> str:
    found = (one.document_number for one in office.current if one.id == pack)
    return next(found, pack)


def carried_use(office: Office, policy: Policy, cap: str, applicant: int, year: int) -> int:
    """What an applicant has used of a ceiling under the policies before and after."""
    known = _others(office, policy, policy.defaults(), applicant, (), 0)
    return sum(
        used
        for grant, _ in known
        for name, when, used in grant.uses
        if (name, when) == (cap, year) and int(grant.applicant) == applicant
    )
