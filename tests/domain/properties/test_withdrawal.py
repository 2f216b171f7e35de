from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ipdesk.domain.assess import assess, grants
from ipdesk.domain.history import History
from ipdesk.packs.cases import Cases
from tests.domain.properties.drawing import ITEMS, files, held

# Where a later claim is topped up to an earlier one, the order of the two is what decides.
GROUPED = ("same_patent", "gi_zone_both", "title_repeat", "renewal")
ALONE = [award for award in ITEMS if not award.startswith("07")]


@settings(max_examples=60, deadline=None)
@given(files(awards=ALONE, fixed=GROUPED), st.integers(0, 5))
def test_a_claim_withdrawn_and_put_back_holds_what_it_held(file: Cases, which: int) -> None:
    parts = held(file)
    which %= len(parts)
    everything = History([grant for part in parts for grant in part])
    without = History([g for n, part in enumerate(parts) if n != which for g in part])
    assert (without == everything) == (not parts[which])
    again = grants(
        file.claims[which], assess(file.claims[which], file.policy, without, file.readings)
    )
    assert again == parts[which]
    for grant in again:
        without.add(grant)
    assert without == everything


@settings(max_examples=60, deadline=None)
@given(files())
def test_the_last_claim_withdrawn_leaves_what_stood_before_it(file: Cases) -> None:
    parts = held(file)
    before = History([grant for part in parts[:-1] for grant in part])
    last = file.claims[-1]
    assert grants(last, assess(last, file.policy, before, file.readings)) == parts[-1]
