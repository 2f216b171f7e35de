"""Facts, evidence, checks and readings as TOML tables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.policy import (
    MUST,
    WEIGHTS,
    Check,
    Choice,
    Evidence,
    Fact,
    FactKind,
    Reading,
)
from ipdesk.domain.rules.base import Switch
from ipdesk.packs.context import (
    PackContext,
    check_cited,
    check_in_clause,
    one_of,
    read_switch,
)
from ipdesk.packs.problems import Table, is_whole


def read_choices(table: Table) -> tuple[Choice, ...]:
    found: dict[str, Choice] = {}
    for entry in table.tables("choices"):
        choice = Choice(entry.text("value"), entry.text("label"))
        if choice.value in found:
            entry.wrong("value", "duplicate-id", value=choice.value)
        found[choice.value] = choice
        entry.done()
    return tuple(found.values())


def read_facts(table: Table, pack: PackContext, key: str = "facts") -> tuple[Fact, ...]:
    """The facts of an award (or the columns of one of them)."""
    facts: dict[str, Fact] = {}
    tables = table.tables(key)
    for entry in tables:
        fact = _read_fact(entry, pack, inner=key == "columns")
        if fact.id in facts or fact.id == "subject":
            entry.wrong("id", "duplicate-id", value=fact.id)
        facts[fact.id] = fact
    for fact, entry in zip(facts.values(), tables, strict=False):
        for field, wanted in (("at_most", FactKind.MONEY), ("not_before", FactKind.DATE)):
            other = getattr(fact, field)
            if other and (other not in facts or facts[other].kind is not wanted):
                fits = [f.id for f in facts.values() if f.kind is wanted]
                entry.wrong(field, "unknown-fact", value=other, choices=fits)
    return tuple(facts.values())


def _read_fact(entry: Table, pack: PackContext, *, inner: bool) -> Fact:
    kinds = [kind for kind in FactKind if not (inner and kind is FactKind.ROWS)]
    kind = FactKind(entry.choice("kind", kinds))
    choices = read_choices(entry) if kind is FactKind.CHOICE else ()
    if kind is FactKind.CHOICE and not choices:
        entry.wrong("choices", "missing-key")
    columns = read_facts(entry, pack, "columns") if kind is FactKind.ROWS else ()
    if kind is FactKind.ROWS and not columns:
        entry.wrong("columns", "missing-key")
    required = entry.flag("required", True)
    default = None
    if entry.has("default"):
        default = _default(entry, kind, choices)
        if required:
            entry.wrong("default", "default-of-required")
    least = entry.number("least", 0, 1000, 0) if kind is FactKind.COUNT else 0
    if isinstance(default, int) and default < least:
        entry.wrong("default", "out-of-range", least=least, most=10**9)
    fact = Fact(
        entry.text("id"),
        entry.text("label"),
        kind,
        required,
        default,
        choices,
        columns,
        entry.text("help", ""),
        _required_by(entry, pack),
        entry.text("at_most", "") if kind is FactKind.MONEY else "",
        entry.text("not_before", "") if kind is FactKind.DATE else "",
        least,
    )
    entry.done()
    return fact


def _default(entry: Table, kind: FactKind, choices: tuple[Choice, ...]) -> object:
    raw = entry.raw("default")
    if kind is FactKind.SHARE and isinstance(raw, str):
        try:
            share = Decimal(raw)
        except InvalidOperation:
            share = Decimal(-1)
        if 0 <= share <= 1:
            return share
    fits = {
        FactKind.TEXT: isinstance(raw, str),
        FactKind.DATE: isinstance(raw, date),
        FactKind.FLAG: isinstance(raw, bool),
        FactKind.COUNT: isinstance(raw, int) and is_whole(raw) and raw >= 0,
        # An amount nobody typed is no amount.
        FactKind.MONEY: is_whole(raw) and raw == 0,
        FactKind.CHOICE: raw in [choice.value for choice in choices],
    }
    if not fits.get(kind, False):
        entry.wrong("default", "bad-value", value=str(raw)[:60])
        return None
    return raw


def _required_by(entry: Table, pack: PackContext) -> tuple[str, str] | None:
    inner = entry.table("required_by")
    if inner is None:
        return None
    key = inner.choice("reading", pack.readings or ("",))
    choices = [c.value for c in pack.readings[key].choices] if key in pack.readings else [""]
    value = inner.choice("value", choices)
    inner.done()
    return key, value


def _read_applies(entry: Table, pack: PackContext, default: str) -> Switch[str]:
    return read_switch(entry, "applies", pack, one_of(*WEIGHTS), default, required=False)


def _read_kinds(entry: Table) -> tuple[ApplicantKind, ...]:
    kinds = []
    for n, name in enumerate(entry.texts("kinds")):
        if name in list(ApplicantKind):
            kinds.append(ApplicantKind(name))
        else:
            choices = [str(kind) for kind in ApplicantKind]
            entry.wrong(f"kinds[{n}]", "unknown-choice", value=name, choices=choices)
    return tuple(kinds)


def read_evidence(table: Table, pack: PackContext) -> tuple[Evidence, ...]:
    found: dict[str, Evidence] = {}
    for entry in table.tables("evidence"):
        applies = _read_applies(entry, pack, MUST)
        evidence = Evidence(
            entry.text("id"),
            entry.text("label"),
            # Where a reading says, the default reading says it first.
            entry.flag("required", True) and applies.fixed == MUST,
            entry.text("note", ""),
            applies,
            _read_kinds(entry),
        )
        if evidence.id in found:
            entry.wrong("id", "duplicate-id", value=evidence.id)
        found[evidence.id] = evidence
        entry.done()
    return tuple(found.values())


def read_checks(
    table: Table, pack: PackContext, clause: str, evidence: tuple[Evidence, ...], own: str = ""
) -> tuple[Check, ...]:
    """The checklist lines of an award whose sentence is `own`, or the common ones."""
    found: dict[str, Check] = {}
    known = [piece.id for piece in evidence]
    for entry in table.tables("checks"):
        check = Check(
            entry.text("id"),
            entry.text("label"),
            entry.text("quote", ""),
            entry.text("clause", clause),
            entry.texts("codes"),
            entry.texts("evidence"),
            entry.text("reading", ""),
            _read_applies(entry, pack, MUST),
            _read_kinds(entry),
            entry.flag("payment"),
        )
        check_cited(entry, "quote", check.quote, pack, own)
        if check.id in found:
            entry.wrong("id", "duplicate-id", value=check.id)
        for piece in check.evidence:
            if piece not in known:
                entry.wrong("evidence", "unknown-choice", value=piece, choices=known)
        if check.reading and check.reading not in pack.reading_ids:
            known_ids = sorted(pack.reading_ids)
            entry.wrong("reading", "unknown-reading", value=check.reading, choices=known_ids)
        found[check.id] = check
        entry.done()
    return tuple(found.values())


def read_readings(table: Table, pack: PackContext, clause: str) -> None:
    """Read the readings of a file and make them known to the rest of the pack."""
    for entry in table.tables("readings"):
        key = entry.text("key", "")
        choices = read_choices(entry) if key else ()
        if key and len(choices) < 2:
            entry.wrong("choices", "missing-key")
        default = entry.text("default")
        if choices and default not in [choice.value for choice in choices]:
            values = [choice.value for choice in choices]
            entry.wrong("default", "unknown-choice", value=default, choices=values)
        quote = entry.text("quote", "")
        clause_id = entry.text("clause", clause)
        check_in_clause(entry, "quote", quote, clause_id, pack.source)
        reading = Reading(
            entry.text("id"),
            key,
            entry.text("question"),
            choices,
            default,
            clause_id,
            entry.text("basis_document", ""),
            entry.day("basis_on"),
            entry.text("note", ""),
            quote,
        )
        if key in pack.readings:
            entry.wrong("key", "duplicate-id", value=key)
        elif key:
            pack.readings[key] = reading
        pack.reading_ids.add(reading.id)
        pack.open_points.append(reading)
        entry.done()


def check_defaults(table: Table, pack: PackContext) -> None:
    """The choices in use, listed once more in one place: a slip in a reading is noticed there."""
    inner = table.table("defaults")
    if inner is None:
        return
    for key, reading in pack.readings.items():
        value = inner.text(key)
        if value and value != reading.default:
            inner.wrong(key, "default-differs", value=reading.default)
    inner.done()
