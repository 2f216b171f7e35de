"""Rules about money as TOML tables: shares, yearly caps and exclusion groups."""

from __future__ import annotations

from ipdesk.domain.policy import FactKind
from ipdesk.domain.rules.base import Rule, Switch
from ipdesk.domain.rules.count_cap import CountCap
from ipdesk.domain.rules.exclusion import Exclusion
from ipdesk.domain.rules.money_cap import ItemCap, SumCap
from ipdesk.domain.rules.rate import Rounding, Share, YearCap
from ipdesk.domain.rules.rate_rows import PaymentDays, RowShares
from ipdesk.packs.context import AwardContext, check_written, one_of, read_switch
from ipdesk.packs.problems import Table

_UNITS = {"fen": 1, "jiao": 10, "yuan": 100}


def read_column(table: Table, award: AwardContext, rows: str, key: str, kind: FactKind) -> str:
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


def read_count_cap(table: Table, award: AwardContext, quote: str) -> tuple[Rule, ...]:
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


def read_rate(table: Table, award: AwardContext, quote: str) -> tuple[Rule, ...]:
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


def read_rate_rows(table: Table, award: AwardContext, quote: str) -> tuple[Rule, ...]:
    rows = award.fact(table, "rows", FactKind.ROWS)
    day = read_column(table, award, rows, "day", FactKind.DATE)
    base = read_column(table, award, rows, "base", FactKind.MONEY)
    share = award.fact(table, "share", FactKind.SHARE, required=False)
    if award.rate is None:
        table.wrong("kind", "rate-missing")
        return ()
    rounding, cap = _rounding(table, award), _cap(table, award)
    return (
        PaymentDays(rows, day),
        RowShares(award.award, award.rate, rows, day, base, share, rounding, cap, quote),
    )


def read_exclusion(table: Table, award: AwardContext, quote: str) -> tuple[Rule, ...]:
    group = table.text("group")
    by_subject = table.choice("scope", ("applicant-year", "subject")) == "subject"
    year = _year(table, award, required=not by_subject)
    mode = read_switch(table, "mode", award.pack, one_of("off", "topup", "block"), "off")
    return (Exclusion(group, by_subject, year, mode, quote),)


def read_money_cap(table: Table, award: AwardContext, quote: str) -> tuple[Rule, ...]:
    """单个项目最高…, 每家企业每年最高…, 累计不超过…: of any award, whatever its amount."""
    scope = table.choice("scope", ("item", "year", "total"))
    fen = table.fen("fen")
    # A ceiling of several clauses together may stand in a clause of its own.
    clause, group = table.text("clause", award.clause), table.text("group", "")
    check_written(table, award.pack, award.award, clause, {"fen": (fen, True)})
    year = _year(table, award, required=scope == "year")
    if not fen:
        table.wrong("fen", "missing-key" if fen is None else "bad-value", value=fen)
        return ()
    if scope == "item":
        return (ItemCap(fen, quote),)
    return (SumCap(award.award, fen, scope == "total", year, quote, group),)
