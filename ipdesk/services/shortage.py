"""超预算: told on the claim with its place in the queue; no amount is ever cut by it."""

from __future__ import annotations

from ipdesk.domain.finding import Severity
from ipdesk.domain.shortage import Queued
from ipdesk.services.claim_reading import Reading
from ipdesk.services.claim_view import Note
from ipdesk.services.office import Office
from ipdesk.storage import policies, queue


def queued(office: Office, reading: Reading) -> Queued | None:
    """Where a claim stands; None without a budget, or before it is accepted."""
    claim = reading.claim
    budget = policies.budget(office.db, claim.pack, claim.fund_year)
    if not budget:
        return None
    found = queue.place(office.db, claim.pack, claim.fund_year, claim.id)
    return None if found is None else Queued(*found, budget_fen=budget)


def shortage_notes(office: Office, reading: Reading) -> tuple[Note, ...]:
    """What the clerk and the committee are told when the money of the year does not reach."""
    claim = reading.claim
    budget = policies.budget(office.db, claim.pack, claim.fund_year)
    if not budget or queue.whole_fen(office.db, claim.pack, claim.fund_year) <= budget:
        return ()  # it reaches for all of them
    place = queued(office, reading)
    if place is None or not place.over_fen:
        return ()
    rule = reading.policy.shortage
    way = rule.of({**reading.policy.defaults(), **reading.claim.readings})
    values = {
        "year": reading.claim.fund_year,
        "next": reading.claim.fund_year + 1,
        "budget": place.budget_fen,
        "place": place.place,
        "before": place.before_fen,
        "over": place.over_fen,
        "share": place.share,
    }
    words = office.wording
    text = words.text("page", "over-budget", values) + words.text("page", f"short-{way}", values)
    return (Note(Severity.WARNING, text, "over-budget"),)
