"""Assessment: microseconds an item on the mix of the sample bureau, in files of any size.

Measured is `assess` with everything it says (findings, lines, quotes), the grants it leads to
and their place in the history; the pack is parsed once and the file is read before. Beside it
stands a floor: the same claims by a loop of plain integers that says nothing.
"""

from __future__ import annotations

import gc
import random
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.assess_all import assess_all
from ipdesk.domain.assessment import Line
from ipdesk.domain.claim import Claimant, ClaimFacts, ClaimItem
from ipdesk.domain.history import History
from ipdesk.domain.item_entry import read_items
from ipdesk.domain.policy import Award, Policy
from ipdesk.domain.record import ItemRecord
from ipdesk.packs.loader import load_pack, read_folder
from ipdesk.paths import resources
from ipdesk.services.sample_draw import Draw

SIZES = (2_000, 20_000, 100_000)
GOAL = 20.0  # microseconds an item
PACK = "lechang-2022"
PIECE = 500  # claims timed in one go

Claims = list[ClaimFacts]


class Mix:
    """Claims in the proportions of the sample bureau, drawn as it draws them."""

    def __init__(self, policy: Policy) -> None:
        folder = resources() / "sample"
        known = tomllib.loads((folder / f"{PACK}.toml").read_text("utf-8"))
        bureau = tomllib.loads((folder / "bureau.toml").read_text("utf-8"))
        self.draw = Draw(1, bureau)
        self.policy = policy
        self.plans = {name: {**known["defaults"], **known.get(name, {})} for name in policy.awards}

    def claims(self, count: int, *, even: bool = False) -> Claims:
        """So many claims; `even`: every award alike and one item each."""
        chance = random.Random(count)
        awards = list(self.policy.awards.values())
        weights = [1 if even else self.plans[award.id]["weight"] for award in awards]
        order = chance.choices(awards, weights, k=count)
        return [self._claim(n, award, chance, even) for n, award in enumerate(order)]

    def _claim(self, n: int, award: Award, chance: random.Random, even: bool) -> ClaimFacts:
        plan = self.plans[award.id]
        kind = ApplicantKind(chance.choice(plan["kinds"]))
        received = date(2023, 1, 5) + timedelta(days=chance.randrange(700))
        decided = chance.randint(*plan["decided_yuan"]) * 100 if "decided_yuan" in plan else None
        return ClaimFacts(
            id=f"K{n}",
            applicant=Claimant(f"{kind}{chance.randrange(n // 2 + 1)}", kind),
            award=award.id,
            received_on=received,
            fund_year=received.year,
            items=tuple(
                self._items(n, award, {**plan, "items": [1, 1]} if even else plan, received)
            ),
            approved_fen=decided,
            minutes_number="纪要1号" if decided else None,
        )

    def _items(
        self, n: int, award: Award, plan: Mapping[str, Any], received: date
    ) -> Iterator[ClaimItem]:
        forms = self.draw.items(plan, received)
        records = [ItemRecord(k, form.subject, form.typed) for k, form in enumerate(forms)]
        items, faults = read_items(award, records)
        assert not faults, faults
        for item in items:
            # Names the sample draws from a short list are made different, so that a long
            # file holds the same mix of what is paid and refused as a short one.
            named = str(plan.get("subject", "")).startswith("choice")
            yield item._replace(subject=f"{item.subject}{n}") if named else item


class Engine:
    """The engine, as `ipdesk assess` runs it over a file."""

    def __init__(self, policy: Policy) -> None:
        self.policy, self.readings, self.history = policy, policy.defaults(), History()

    def decide(self, claims: Sequence[ClaimFacts]) -> None:
        assess_all(claims, self.policy, self.history, self.readings)


class Floor:
    """What any program has to do: keys, validity and integers, with nothing said."""

    def __init__(self, policy: Policy) -> None:
        self.fen = {award.id: award.fen or 0 for award in policy.awards.values()}
        self.first, self.last = policy.valid_from or date.min, policy.valid_to or date.max
        self.taken: set[tuple[str, str]] = set()
        self.used = Counter[tuple[str, str, int]]()

    def decide(self, claims: Sequence[ClaimFacts]) -> None:
        first, last, taken, used = self.first, self.last, self.taken, self.used
        for claim in claims:
            for item in claim.items:
                day = item.facts.get("achieved_on", claim.received_on)
                key = (claim.award, item.subject or claim.applicant.id)
                if key in taken or not isinstance(day, date) or not first <= day <= last:
                    continue
                premium = item.facts.get("premium_fen", 0)
                fen = self.fen[claim.award] or (premium if isinstance(premium, int) else 0) * 15
                place = (claim.award, claim.applicant.id, day.year)
                if fen and used[place] < 100 * fen:
                    used[place] += fen
                    taken.add(key)


def measure(
    make: Callable[[Policy], Engine | Floor], policy: Policy, claims: Sequence[ClaimFacts]
) -> float:
    """Microseconds an item of processor time.

    The file is cut into pieces and each is given its best run of several: other programs on
    the same processor slow a piece down now and then, never the same one each time.
    """
    items = sum(len(claim.items) for claim in claims)
    pieces = [claims[start : start + PIECE] for start in range(0, len(claims), PIECE)]
    best = [float("inf")] * len(pieces)
    for _ in range(max(3, min(15, 300_000 // items))):
        running = make(policy)
        gc.collect()
        for n, piece in enumerate(pieces):
            start = time.process_time()
            running.decide(piece)
            best[n] = min(best[n], time.process_time() - start)
    return sum(best) / items * 1e6


def _record() -> float:
    """Microseconds for one light record, to tell a slow machine from a slow engine."""
    start = time.process_time()
    for _ in range(200_000):
        Line("fixed", 1, "")
    return (time.process_time() - start) * 5


def _by_size(policy: Policy, mix: Mix) -> None:
    for size in SIZES:
        claims = mix.claims(size)
        items = sum(len(claim.items) for claim in claims)
        engine, least = measure(Engine, policy, claims), measure(Floor, policy, claims)
        print(
            f"  {size:>7,} claims  {items:>7,} items  {engine:5.1f} µs an item  floor {least:4.1f}"
        )


def _by_award(policy: Policy, mix: Mix) -> None:
    claims = mix.claims(6_400, even=True)
    print(
        f"  every award alike, one item a claim: {measure(Engine, policy, claims):.1f} µs an item"
    )
    shown = []
    for award in policy.awards:
        own = [claim for claim in claims if claim.award == award]
        shown.append(f"{award} {measure(Engine, policy, own):5.1f}")
    for start in range(0, len(shown), 8):
        print("   " + "   ".join(shown[start : start + 8]))


def main() -> None:
    policy = load_pack(read_folder(resources() / "policies" / PACK))
    mix = Mix(policy)
    print(
        f"assessment (goal {GOAL:.0f} µs an item; one record takes {_record():.2f} µs here): assess"
        " with findings, lines and quotes, grants, history; processor time"
    )
    _by_award(policy, mix)
    _by_size(policy, mix)
