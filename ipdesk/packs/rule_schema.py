"""The rules of an award as TOML tables: one reader per kind of rule."""

from __future__ import annotations

from collections.abc import Callable

from ipdesk.domain.policy import FactKind
from ipdesk.domain.rules.again import Again
from ipdesk.domain.rules.anniversary import Anniversary
from ipdesk.domain.rules.base import Rule, Switch
from ipdesk.domain.rules.condition import Condition
from ipdesk.domain.rules.count_cap import CountCap
from ipdesk.domain.rules.exclusion import Exclusion
from ipdesk.domain.rules.issuer import Issuer
from ipdesk.domain.rules.owner import Owner
from ipdesk.domain.rules.patent_number import PatentKind
from ipdesk.domain.rules.rate import Rounding, Share, YearCap
from ipdesk.domain.rules.rate_rows import PaymentDays, RowShares
from ipdesk.domain.rules.service import Service
from ipdesk.domain.rules.title import Title
from ipdesk.domain.text import fold, subject_key
from ipdesk.packs.context import (
    AwardContext,
    check_quote,
    check_written,
    one_of,
    read_switch,
)
from ipdesk.packs.problems import Table, is_whole

_STOCK = one_of("allow", "deny")
_UNITS = {"fen": 1, "jiao": 10, "yuan": 100}


def read_rule(table: Table, award: AwardContext) -> tuple[Rule, ...]:
    """The rule or rules that one [[awards.rules]] table stands for; none when it is wrong."""
    kind = table.choice("kind", READERS)
    before = len(table.problems.found)
    quote = table.text("quote", award.quote)
    check_quote(table, "quote", quote, award.pack.source)
    rules = READERS[kind](table, award, quote)
    if not table.has("written"):
        table.raw("written")
    table.done()
    return rules if len(table.problems.found) == before else ()


def _condition(table: Table, award: AwardContext, quote: str) -> tuple[Rule, ...]:
    name = award.fact(table, "fact")
    values = _values(table, award, name)
    outcome = read_switch(
        table, "outcome", award.pack, one_of("pass", "refuse", "decide"), "refuse"
    )
    code, says = table.text("code"), table.text("says")
    label = award.facts[name].label if name in award.facts else name
    return (Condition(name, label, values, outcome, code, says, award.fen, quote),)


def _values(table: Table, award: AwardContext, fact: str) -> tuple[object, ...]:
    """The values of a fact that a rule speaks of; they must be ones it can have."""
    raw = table.raw("values")
    known = award.facts.get(fact)
    if not isinstance(raw, list) or not raw:
        table.wrong("values", "missing-key" if raw is None else "wrong-type", wanted="list")
        return ()
    for n, value in enumerate(raw):
        if known is None:
            continue
        fits = (
            isinstance(value, bool)
            if known.kind is FactKind.FLAG
            else value in [choice.value for choice in known.choices]
        )
        if not fits:
            table.wrong(f"values[{n}]", "bad-value", value=str(value)[:60])
    return tuple(raw)


def _patent_number(table: Table, award: AwardContext, quote: str) -> tuple[Rule, ...]:
    accepts = table.texts("accepts")
    agrees = table.table("agrees")
    fact, kinds = "", dict[str, tuple[str, ...]]()
    if agrees is not None:
        fact = award.fact(agrees, "fact", FactKind.CHOICE)
        choices = award.facts[fact].choices if fact in award.facts else ()
        kinds = {choice.value: agrees.texts(choice.value, required=True) for choice in choices}
        agrees.done()
    return (PatentKind(accepts, fact, kinds),)


def _issuer(table: Table, award: AwardContext, quote: str) -> tuple[Rule, ...]:
    def prefixes(raw: object) -> tuple[str, ...] | None:
        if isinstance(raw, list) and raw and all(isinstance(p, str) and p for p in raw):
            return tuple(subject_key(prefix) for prefix in raw)
        return None

    return (Issuer(read_switch(table, "prefixes", award.pack, prefixes, ("",))),)


def _owner(table: Table, award: AwardContext, quote: str) -> tuple[Rule, ...]:
    return (
        Owner(
            award.fact(table, "rank", FactKind.COUNT),
            award.fact(table, "consent", FactKind.FLAG),
            award.fact(table, "first_local", FactKind.FLAG),
            read_switch(
                table,
                "later",
                award.pack,
                one_of("never", "consent", "consent-if-first-elsewhere"),
                "never",
            ),
        ),
    )


def _title(table: Table, award: AwardContext, quote: str) -> tuple[Rule, ...]:
    fact = award.fact(table, "fact", FactKind.TEXT)
    if not award.titles:
        table.wrong("fact", "titles-missing")
    own = frozenset(fold(title) for title in award.titles)
    others = {t: a for t, a in award.pack.titles.items() if t not in own and a[0] != award.award}
    return (Title(fact, own, others),)


def _again(table: Table, award: AwardContext, quote: str) -> tuple[Rule, ...]:
    by = read_switch(
        table, "by", award.pack, one_of("never", "another-day", "another-year"), "never"
    )
    fact = award.fact(table, "fact", required=False)
    values = _values(table, award, fact) if fact or table.has("values") else ()
    return (Again(by, fact, values),)


def _anniversary(table: Table, award: AwardContext, quote: str) -> tuple[Rule, ...]:
    def starts(raw: object) -> tuple[str, ...] | None:
        names = [raw] if isinstance(raw, str) else raw
        if not isinstance(names, list) or not names:
            return None
        known = [n for n in names if isinstance(n, str) and n in award.facts]
        dates = [n for n in known if award.facts[n].kind is FactKind.DATE]
        return tuple(dates) if len(dates) == len(names) else None

    def days(raw: object) -> int | None:
        return raw if isinstance(raw, int) and is_whole(raw) and 0 <= raw <= 366 else None

    years = table.number("years", 1, 100)
    check_written(table, award.pack, award.award, award.clause, {"years": (years, True)})
    also = table.texts("also_show")
    for n, name in enumerate(also):
        award.check_fact(table, f"also_show[{n}]", name, FactKind.DATE)
    return (
        Anniversary(
            years,
            read_switch(table, "start", award.pack, starts, ()),
            read_switch(table, "beyond_days", award.pack, days, 0, required=False),
            read_switch(
                table,
                "as_of",
                award.pack,
                one_of("received", "year-end"),
                "received",
                required=False,
            ),
            read_switch(table, "stock", award.pack, _STOCK, "deny", required=False),
            also,
            {fact.id: fact.label for fact in award.facts.values()},
        ),
    )


def _service(table: Table, award: AwardContext, quote: str) -> tuple[Rule, ...]:
    rows = award.fact(table, "rows", FactKind.ROWS)
    years = table.number("years", 1, 100)
    check_written(table, award.pack, award.award, award.clause, {"years": (years, True)})
    return (
        Service(
            rows,
            _column(table, award, rows, "from", FactKind.DATE),
            _column(table, award, rows, "to", FactKind.DATE),
            _column(table, award, rows, "local", FactKind.FLAG),
            award.fact(table, "since", FactKind.DATE),
            years,
            table.number("gap_months", 0, 120),
            read_switch(table, "stock", award.pack, _STOCK, "deny", required=False),
        ),
    )


def _column(table: Table, award: AwardContext, rows: str, key: str, kind: FactKind) -> str:
    """The id of a column of a table fact."""
    name = table.text(key)
    fact = award.facts.get(rows)
    fits = [column.id for column in fact.columns if column.kind is kind] if fact else []
    if name and name not in fits:
        table.wrong(key, "unknown-fact", value=name, choices=fits)
    return name


def _year(table: Table, award: AwardContext, *, required: bool) -> Switch[str]:
    dates = [fact.id for fact in award.facts.values() if fact.kind is FactKind.DATE]
    words = one_of("fund", "fact", "received", *dates)
    return read_switch(table, "year", award.pack, words, "fact", required=required)


def _count_cap(table: Table, award: AwardContext, quote: str) -> tuple[Rule, ...]:
    units = table.number("units", 0, 10**6)
    individuals = table.number("individuals", 0, 10**6)
    numbers = {"units": (units, True), "individuals": (individuals, True)}
    check_written(table, award.pack, award.award, award.clause, numbers)
    year = _year(table, award, required=True)
    return (CountCap(award.award, units, individuals, year),)


def _rounding(table: Table, award: AwardContext) -> Rounding:
    """The two readings that say how a share is rounded."""
    inner = table.table("rounding")
    if inner is None:
        table.wrong("rounding", "missing-key")
        return Rounding(Switch(1), Switch(True))
    unit = _rounding_reading(inner, award, "unit", tuple(_UNITS))
    mode = _rounding_reading(inner, award, "mode", ("half_up", "down"))
    inner.done()
    readings = award.pack.readings
    if unit not in readings or mode not in readings:
        return Rounding(Switch(1), Switch(True))
    return Rounding(
        Switch(_UNITS.get(readings[unit].default, 1), unit, _UNITS),
        Switch(readings[mode].default == "half_up", mode, {"half_up": True, "down": False}),
    )


def _rounding_reading(inner: Table, award: AwardContext, key: str, words: tuple[str, ...]) -> str:
    name = inner.text(key)
    reading = award.pack.readings.get(name)
    if reading is None:
        known = sorted(award.pack.readings)
        inner.wrong(key, "unknown-reading", value=name, choices=known)
    elif any(choice.value not in words for choice in reading.choices):
        inner.wrong(key, "reading-choices-differ", value=name, choices=words)
    return name


def _cap(table: Table, award: AwardContext) -> YearCap | None:
    fen = table.fen("year_cap_fen")
    check_written(table, award.pack, award.award, award.clause, {"year_cap_fen": (fen, True)})
    return None if fen is None else YearCap(award.award, fen)


def _rate(table: Table, award: AwardContext, quote: str) -> tuple[Rule, ...]:
    money = [fact.id for fact in award.facts.values() if fact.kind is FactKind.MONEY]
    minus = table.texts("minus")
    for n, name in enumerate(minus):
        award.check_fact(table, f"minus[{n}]", name, FactKind.MONEY)
    if award.rate is None:
        table.wrong("kind", "rate-missing")
        return ()
    cap = _cap(table, award)
    above = table.fen("confirm_above_fen")
    return (
        Share(
            award.award,
            award.rate,
            read_switch(table, "base", award.pack, one_of(*money), ""),
            minus,
            award.fact(table, "share", FactKind.SHARE, required=False),
            _rounding(table, award),
            cap,
            _year(table, award, required=cap is not None),
            above,
            award.fact(table, "confirm", FactKind.FLAG, required=above is not None),
            quote,
        ),
    )


def _rate_rows(table: Table, award: AwardContext, quote: str) -> tuple[Rule, ...]:
    rows = award.fact(table, "rows", FactKind.ROWS)
    day = _column(table, award, rows, "day", FactKind.DATE)
    base = _column(table, award, rows, "base", FactKind.MONEY)
    share = award.fact(table, "share", FactKind.SHARE, required=False)
    if award.rate is None:
        table.wrong("kind", "rate-missing")
        return ()
    rounding, cap = _rounding(table, award), _cap(table, award)
    return (
        PaymentDays(rows, day),
        RowShares(award.award, award.rate, rows, day, base, share, rounding, cap, quote),
    )


def _exclusion(table: Table, award: AwardContext, quote: str) -> tuple[Rule, ...]:
    group = table.text("group")
    by_subject = table.choice("scope", ("applicant-year", "subject")) == "subject"
    year = _year(table, award, required=not by_subject)
    mode = read_switch(table, "mode", award.pack, one_of("off", "topup", "block"), "off")
    return (Exclusion(group, by_subject, year, mode, quote),)


READERS: dict[str, Callable[[Table, AwardContext, str], tuple[Rule, ...]]] = {
    "condition": _condition,
    "patent-number": _patent_number,
    "issuer": _issuer,
    "owner": _owner,
    "title": _title,
    "again": _again,
    "anniversary": _anniversary,
    "service": _service,
    "count-cap": _count_cap,
    "rate": _rate,
    "rate-rows": _rate_rows,
    "exclusion": _exclusion,
}
