"""Many claims of one file, assessed one after the other against a growing history."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from ipdesk.domain.assess import assess, grants
from ipdesk.domain.assessment import Assessment
from ipdesk.domain.claim import ClaimFacts
from ipdesk.domain.history import History
from ipdesk.domain.policy import Policy


def assess_all(
    claims: Iterable[ClaimFacts], policy: Policy, history: History, readings: Mapping[str, str]
) -> list[Assessment]:
    """The assessment of every claim in the given order, each seeing the payable ones before it.

    `history` grows by what is payable. Nothing is read from a store or written to one.
    """
    results = []
    with _collector_resting():
        for claim in claims:
            result = assess(claim, policy, history, readings)
            for grant in grants(claim, result):
                history.add(grant)
            results.append(result)
    return results


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Python's search for circular rubbish rests meanwhile.

    A result refers to records and never in a circle, so the search finds nothing; but it looks
    at every record of the growing history again and again, which is half the time of a long
    file. It goes on afterwards if it was on before.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
