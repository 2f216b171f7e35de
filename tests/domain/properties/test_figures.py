"""However a year is reported, in quarters, halves or whole, it comes to the same."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ipdesk.domain.figure import plain_figure
from ipdesk.domain.measure import Standing
from ipdesk.domain.span import HALVES, MONTHS, QUARTERS, WHOLE, Part, months_of

COUNTS = st.decimals(0, 10**9, places=2)


@given(st.lists(COUNTS, min_size=4, max_size=4), st.sets(st.sampled_from(list(HALVES))))
def test_a_flow_is_the_same_by_quarters_and_by_halves(
    quarters: list[Decimal], by_half: set[Part]
) -> None:
    entries = dict(zip(QUARTERS, quarters, strict=True))
    for half in by_half:
        entries[half] = sum((entries.pop(part) for part in HALVES[half]), Decimal(0))
    found = plain_figure(Standing.FLOW, entries)
    assert (found.value, found.months, found.differences) == (sum(quarters), WHOLE, ())


@given(st.dictionaries(st.sampled_from(list(Part)), COUNTS, min_size=1))
def test_a_figure_covers_what_was_reported_and_nothing_else(entries: dict[Part, Decimal]) -> None:
    told = frozenset[int]().union(*(months_of(part) for part in entries))
    flow = plain_figure(Standing.FLOW, entries)
    assert flow.months == told
    stock = plain_figure(Standing.STOCK, entries)
    last = max(MONTHS[part][1] for part in entries)
    assert stock.months == frozenset(range(1, last + 1))
    assert stock.value in entries.values()


@given(st.dictionaries(st.sampled_from(list(Part)), COUNTS, min_size=1))
def test_held_to_its_own_months_a_figure_is_itself(entries: dict[Part, Decimal]) -> None:
    for standing in Standing:
        found = plain_figure(standing, entries)
        again = plain_figure(standing, entries, found.months)
        if again.known:
            assert again.value == found.value
