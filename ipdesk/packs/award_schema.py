"""One award as a TOML table: its record for the office and its plan for the engine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.finding import Finding
from ipdesk.domain.plan import Needed, Plan, Validity
from ipdesk.domain.policy import Award, Check, Evidence, Fact, FactKind, Subject
from ipdesk.domain.rules.amount import Discretionary, Fixed
from ipdesk.domain.rules.anniversary import Anniversary
from ipdesk.domain.rules.base import Frame, Phase, Rule
from ipdesk.domain.rules.condition import Condition
from ipdesk.domain.rules.money_cap import SumCap
from ipdesk.domain.rules.rate import Share
from ipdesk.domain.rules.rate_rows import PaymentDays, RowShares
from ipdesk.domain.rules.service import Service
from ipdesk.packs.context import (
    AwardContext,
    PackContext,
    check_cited,
    check_in_clause,
    check_written,
)
from ipdesk.packs.fact_schema import read_checks, read_evidence, read_facts
from ipdesk.packs.mentions import Sort, mentions
from ipdesk.packs.problems import Table
from ipdesk.packs.rule_schema import read_rule
from ipdesk.packs.source import squeeze

NUMBERS = ("text", "patent", "work", "trademark")
KEYS = ("subject", "applicant", "applicant-subject")


def read_award(
    table: Table,
    pack: PackContext,
    clause: str,
    common_evidence: tuple[Evidence, ...],
    common_checks: tuple[Check, ...],
) -> Award:
    """The award of one [[awards]] table, its rules read and held against the text."""
    quote = table.text("quote")
    if quote and not pack.source.clause_has(clause, quote):
        table.wrong("quote", "quote-not-found", quote=quote)
    as_written = table.text("as_written")
    check_cited(table, "as_written", as_written, pack, quote)
    fen, rate, ceiling = table.fen("fen"), table.rate("rate"), table.fen("ceiling_fen")
    referral, single = table.flag("referral"), table.flag("single_item")
    _check_amounts(table, pack, clause, fen, rate, ceiling, referral, single)
    if not table.flag("common", True):
        common_evidence, common_checks = (), ()
    evidence = common_evidence + read_evidence(table, pack)
    facts = read_facts(table, pack)
    titles, aliases = table.texts("titles"), table.texts("aliases")
    for n, title in enumerate(titles):
        check_in_clause(table, f"titles[{n}]", title, clause, pack.source)
    key = table.choice("key", KEYS)
    award_id = table.text("id")
    context = AwardContext(
        pack,
        award_id,
        clause,
        quote,
        fen,
        rate,
        ceiling,
        {fact.id: fact for fact in facts},
        titles + aliases,
    )
    rules = [rule for entry in table.tables("rules") for rule in read_rule(entry, context)]
    fact_day = context.fact(table, "fact_day", FactKind.DATE, required=False)
    _check_rules(table, rules, fact_day, rate)
    cap = next((cap for rule in rules if (cap := _cap_of(rule))), None)
    _check_as_written(table, as_written, rate, (fen, ceiling, cap))
    award = Award(
        id=award_id,
        clause=clause,
        label=table.text("label"),
        unit=table.text("unit"),
        quote=quote,
        as_written=as_written,
        who=_read_who(table),
        who_text=table.text("who_text"),
        fen=fen,
        rate=rate,
        ceiling_fen=ceiling,
        subject=_read_subject(table, key),
        facts=facts,
        evidence=evidence,
        checks=common_checks + read_checks(table, pack, clause, evidence, quote),
        keywords=table.texts("keywords"),
        rules=tuple(sorted(_with_amount(rules, fen, ceiling, quote), key=lambda r: r.phase)),
        single_item=single,
        referral=referral,
        key=key,
        fact_day=fact_day,
        notice=table.text("notice", ""),
        titles=titles,
        aliases=aliases,
        takes_decision=ceiling is not None or any(_decides(rule) for rule in rules),
        year_cap_fen=cap,
        proposed=table.texts("proposed"),
    )
    table.done()
    return award


def _check_amounts(
    table: Table,
    pack: PackContext,
    clause: str,
    fen: int | None,
    rate: Decimal | None,
    ceiling: int | None,
    referral: bool,
    single: bool,
) -> None:
    """An award pays in exactly one way, with numbers that stand in the text."""
    ways = [fen is not None, table.has("rate"), ceiling is not None, referral]
    if sum(ways) != 1:
        table.wrong("", "one-amount", found=sum(ways))
    for key, value in (("fen", fen), ("ceiling_fen", ceiling)):
        if value == 0:
            table.wrong(key, "out-of-range", least=1, most=10**13)
    if ceiling is not None and not single:
        table.wrong("single_item", "single-item-needed")
    if referral and not table.has("written"):
        table.raw("written")
        return
    numbers: Mapping[str, tuple[int | Decimal | None, bool]] = {
        "fen": (fen, True),
        "rate": (rate, True),
        "ceiling_fen": (ceiling, True),
    }
    check_written(table, pack, str(table.raw("id")), clause, numbers)


def _check_as_written(
    table: Table, words: str, rate: Decimal | None, amounts: tuple[int | None, ...]
) -> None:
    """What is printed as the policy's own amount is the amount that is paid."""
    for mention in mentions(squeeze(words)):
        if mention.sort is Sort.MONEY and mention.value not in amounts:
            table.wrong("as_written", "written-differs", quote=mention.text, number="fen")
        elif mention.sort is Sort.PERCENT and mention.value != rate:
            table.wrong("as_written", "written-differs", quote=mention.text, number="rate")


def _check_rules(table: Table, rules: list[Rule], fact_day: str, rate: Decimal | None) -> None:
    shares = [rule for rule in rules if isinstance(rule, Share | RowShares)]
    if rate is not None and len(shares) != 1:
        table.wrong("rules", "rate-rule-missing")
    finders = [r for r in rules if isinstance(r, Anniversary | Service | PaymentDays)]
    if bool(fact_day) + len(finders) != 1:
        table.wrong("fact_day", "one-fact-day", found=bool(fact_day) + len(finders))


def _with_amount(rules: list[Rule], fen: int | None, ceiling: int | None, quote: str) -> list[Rule]:
    if fen is not None:
        return [*rules, Fixed(fen)]
    if ceiling is not None:
        return [*rules, Discretionary(ceiling, quote)]
    return rules


def _decides(rule: Rule) -> bool:
    if not isinstance(rule, Condition):
        return False
    choices = rule.outcome.choices or {}
    return "decide" in (rule.outcome.fixed, *choices.values())


def _cap_of(rule: Rule) -> int | None:
    if isinstance(rule, SumCap) and not rule.whole:
        return rule.fen
    cap = rule.cap if isinstance(rule, Share | RowShares) else None
    return cap.fen if cap else None


def _read_who(table: Table) -> tuple[ApplicantKind, ...]:
    kinds = []
    for n, name in enumerate(table.texts("who", required=True)):
        if name in list(ApplicantKind):
            kinds.append(ApplicantKind(name))
        else:
            choices = [str(kind) for kind in ApplicantKind]
            table.wrong(f"who[{n}]", "unknown-choice", value=name, choices=choices)
    return tuple(kinds)


def _read_subject(table: Table, key: str) -> Subject:
    inner = table.table("subject")
    if inner is None:
        table.wrong("subject", "missing-key")
        return Subject("")
    subject = Subject(
        inner.text("label"), inner.choice("number", NUMBERS, "text"), inner.flag("derived")
    )
    if subject.derived != (key == "applicant"):
        inner.wrong("derived", "derived-by-key")
    inner.done()
    return subject


def plan_of(
    award: Award,
    validity: Validity,
    notices: tuple[Finding, ...],
    stopped: Finding | None,
    stopped_from: date | None,
) -> Plan:
    """The award as `assess` asks for it."""
    tables = [fact for fact in award.facts if fact.kind is FactKind.ROWS]
    by_phase = {
        phase: tuple(rule for rule in award.rules if rule.phase is phase) for phase in Phase
    }
    return Plan(
        award=award.id,
        clause=award.clause,
        unit=award.unit,
        quote=award.quote,
        who=award.who,
        who_text=award.who_text,
        key=award.key,
        number=award.subject.number,
        fact_day=award.fact_day,
        defaults={f.id: f.default for f in award.facts if f.default is not None},
        rows={
            fact.id: {c.id: c.default for c in fact.columns if c.default is not None}
            for fact in tables
        },
        needed=_needed(award.facts),
        row_needed={fact.id: _needed(fact.columns) for fact in tables},
        single_item=award.single_item,
        referral=award.referral,
        fen=award.fen,
        ceiling_fen=award.ceiling_fen,
        takes_decision=award.takes_decision,
        checks=by_phase[Phase.CHECK],
        amounts=by_phase[Phase.AMOUNT],
        limits=by_phase[Phase.LIMIT],
        validity=validity,
        frame=Frame(award.clause, validity.valid_from, validity.valid_to, validity.clause),
        notices=notices,
        stopped=stopped,
        stopped_from=stopped_from,
    )


def _needed(facts: tuple[Fact, ...]) -> tuple[Needed, ...]:
    found = [Needed(fact.id, fact.label) for fact in facts if fact.required]
    for fact in facts:
        if fact.required_by is not None:
            found.append(Needed(fact.id, fact.label, *fact.required_by))
    return tuple(found)
