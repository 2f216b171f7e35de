"""The rules of an award as TOML tables: one reader per kind of rule."""

from __future__ import annotations

from collections.abc import Callable

from ipdesk.domain.policy import FactKind
from ipdesk.domain.rules.again import Again
from ipdesk.domain.rules.anniversary import Anniversary
from ipdesk.domain.rules.base import Rule
from ipdesk.domain.rules.condition import Condition
from ipdesk.domain.rules.issuer import Issuer
from ipdesk.domain.rules.owner import Owner
from ipdesk.domain.rules.patent_number import PatentKind
from ipdesk.domain.rules.service import Service
from ipdesk.domain.rules.title import Title
from ipdesk.domain.text import fold, subject_key
from ipdesk.packs.amount_schema import (
    read_column,
    read_count_cap,
    read_exclusion,
    read_money_cap,
    read_rate,
    read_rate_rows,
)
from ipdesk.packs.context import (
    AwardContext,
    check_cited,
    check_written,
    one_of,
    read_switch,
)
from ipdesk.packs.problems import Table, is_whole

_STOCK = one_of("allow", "deny")


def read_rule(table: Table, award: AwardContext) -> tuple[Rule, ...]:
    """The rule or rules that one [[awards.rules]] table stands for; none when it is wrong."""
    kind = table.choice("kind", READERS)
    before = len(table.problems.found)
    quote = table.text("quote", award.quote)
    check_cited(table, "quote", quote, award.pack, award.quote)
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
    fact, kinds, labels = "", dict[str, tuple[str, ...]](), dict[str, str]()
    if agrees is not None:
        fact = award.fact(agrees, "fact", FactKind.CHOICE)
        choices = award.facts[fact].choices if fact in award.facts else ()
        kinds = {choice.value: agrees.texts(choice.value, required=True) for choice in choices}
        labels = {choice.value: choice.label for choice in choices}
        agrees.done()
    return (PatentKind(accepts, fact, kinds, labels),)


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
            read_column(table, award, rows, "from", FactKind.DATE),
            read_column(table, award, rows, "to", FactKind.DATE),
            read_column(table, award, rows, "local", FactKind.FLAG),
            award.fact(table, "since", FactKind.DATE),
            years,
            table.number("gap_months", 0, 120),
            read_switch(table, "stock", award.pack, _STOCK, "deny", required=False),
        ),
    )


READERS: dict[str, Callable[[Table, AwardContext, str], tuple[Rule, ...]]] = {
    "condition": _condition,
    "patent-number": _patent_number,
    "issuer": _issuer,
    "owner": _owner,
    "title": _title,
    "again": _again,
    "anniversary": _anniversary,
    "service": _service,
    "count-cap": read_count_cap,
    "rate": read_rate,
    "rate-rows": read_rate_rows,
    "exclusion": read_exclusion,
    "money-cap": read_money_cap,
}
