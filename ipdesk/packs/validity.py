"""In force from when to when, held against the words of the text that say so."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from ipdesk.domain.dates import add_years
from ipdesk.domain.plan import Validity
from ipdesk.domain.policy import Cover
from ipdesk.domain.rules.base import Switch
from ipdesk.packs.context import PackContext, check_in_clause, one_of, read_switch
from ipdesk.packs.mentions import Sort, mentions
from ipdesk.packs.problems import Table
from ipdesk.packs.source import squeeze

_SOON = 60  # days between issue and the day a policy comes into force
_MOST_MONTHS = 600


def read_validity(
    head: Table,
    pack: PackContext,
    valid_from: date | None,
    valid_to: date | None,
    issued_on: date | None,
    needed: bool,
) -> tuple[Validity, str]:
    """The validity of the policy; without awards nothing depends on it."""
    table = head.table("validity")
    if table is None:
        if needed:
            head.wrong("validity", "missing-key")
        return Validity(valid_from, valid_to, "", Switch("document")), ""
    quote = table.text("quote")
    pack.covers.append(Cover("", quote, "validity"))
    # The years of a plan often stand in its title alone.
    title = str(head.raw("title") or "")
    dated = quote + title if pack.source.has(title) else quote
    _check_validity(head, quote, dated, valid_from, valid_to, issued_on)
    allowed = one_of("document", "refuse")
    late = read_switch(table, "late", pack, allowed, "document", required=needed)
    clause = table.text("clause") if needed else table.text("clause", "")
    check_in_clause(table, "quote", quote, clause, pack.source)
    validity = Validity(valid_from, valid_to, clause, late)
    if valid_from and valid_to and valid_from > valid_to:
        head.wrong("valid_to", "ends-before-start")
    table.done()
    return validity, quote


def _check_validity(
    head: Table,
    quote: str,
    dated: str,
    valid_from: date | None,
    valid_to: date | None,
    issued_on: date | None,
) -> None:
    """Hold the validity against its words: days, or years that are meant whole."""
    days = _days(quote)
    known = [_day_value(day) for day in (valid_from, valid_to) if day]
    foreign = [words for value, words in days.items() if value not in known]
    for words in foreign:
        head.wrong("valid_to", "written-differs", quote=words, number="valid_to")
    counted = _counted_end(quote, valid_from, valid_to)
    later = _days_after(quote, issued_on)
    issued = bool(valid_from and valid_from in later)
    if days:
        # Words that give the last day alone begin with the day of issue.
        starts = (*days, _day_value(issued_on) if issued_on else 0)
        if valid_from and not issued and _day_value(valid_from) not in starts:
            head.wrong("valid_from", "written-differs", quote=quote, number="valid_from")
        if valid_to and not foreign and not counted and _day_value(valid_to) not in days:
            head.wrong("valid_to", "written-differs", quote=quote, number="valid_to")
        return
    for key, day, edge in (("valid_from", valid_from, (1, 1)), ("valid_to", valid_to, (12, 31))):
        if (issued and key == "valid_from") or (counted and key == "valid_to"):
            continue
        if day and (str(day.year) not in dated or (day.month, day.day) != edge):
            head.wrong(key, "written-differs", quote=quote, number=key)


def _days_after(quote: str, issued_on: date | None) -> list[date]:
    """The day of issue, and those as many days later as the words say: 公布之日起30日后."""
    if issued_on is None:
        return []
    spans = [int(m.value) for m in mentions(squeeze(quote)) if m.sort is Sort.PERIOD]
    return [issued_on, *(issued_on + timedelta(days=n) for n in spans if n <= _SOON)]


def _counted_end(quote: str, valid_from: date | None, valid_to: date | None) -> bool:
    """Whether the last day follows from a number of years: 自印发之日起施行，有效期三年."""
    if not valid_from or not valid_to:
        return False
    spans = [m.value for m in mentions(squeeze(quote)) if m.sort is Sort.PERIOD]
    years = [int(months) // 12 for months in spans if 12 <= months <= _MOST_MONTHS]
    ends = [add_years(valid_from, count) for count in years]
    return any(valid_to in (end, end - timedelta(days=1)) for end in ends)


def check_issued(head: Table, issued_on: date | None, pack: PackContext) -> None:
    """A day of issue must be one that the text names."""
    if issued_on and _day_value(issued_on) not in _days(pack.source.text):
        head.wrong("issued_on", "day-not-written", value=issued_on)


def _days(text: str) -> dict[Decimal, str]:
    """The days a text names, each with its words."""
    return {m.value: m.text for m in mentions(squeeze(text)) if m.sort is Sort.DAY}


def _day_value(day: date) -> Decimal:
    return Decimal(day.year * 10000 + day.month * 100 + day.day)
