"""The cases file: claims as JSON, read without mercy, every problem with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.assess import assess, earlier_grant, grants
from ipdesk.domain.assessment import Assessment
from ipdesk.domain.claim import Claimant, ClaimFacts, ClaimItem, Grant
from ipdesk.domain.history import History
from ipdesk.domain.money import MOST_FEN
from ipdesk.domain.policy import Award, Fact, FactKind, Policy
from ipdesk.domain.text import bad_character
from ipdesk.errors import CasesError
from ipdesk.packs.problems import Problems, Table, is_whole

MOST_DEPTH = 16
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEARS = (1900, 2200)


@dataclass(frozen=True, slots=True)
class Cases:
    """A cases file that holds together: claims in order, what came before, readings whole."""

    policy: Policy
    readings: Mapping[str, str]
    history: tuple[Grant, ...]
    claims: tuple[ClaimFacts, ...]


def decide(cases: Cases) -> list[Assessment]:
    """The assessment of every claim of a cases file, in order."""
    history = History(cases.history)
    results = []
    for claim in cases.claims:
        result = assess(claim, cases.policy, history, cases.readings)
        for grant in grants(claim, result):
            history.add(grant)
        results.append(result)
    return results


class _Doubled(dict[str, object]):
    """A JSON object in which a name stood twice."""

    twice: tuple[str, ...] = ()


class _NotFinite:
    """NaN or Infinity, which are no JSON."""


_NOT_FINITE = _NotFinite()


def parse_json(data: str | bytes) -> dict[str, object]:
    """The JSON object of a cases file; CasesError with line and column when it is none."""
    problems = Problems()
    value: object = None
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        value = json.loads(
            text,
            parse_float=Decimal,
            parse_constant=lambda word: _NOT_FINITE,
            object_pairs_hook=_unique,
        )
        _find_flaws(value, "", problems)
    except UnicodeDecodeError as error:
        problems.add("", "", "not-utf8", position=error.start + 1)
    except json.JSONDecodeError as error:
        place = f"{error.lineno}:{error.colno}"
        problems.add("", place, "not-json", detail=error.msg, line=error.lineno, column=error.colno)
    except RecursionError:
        problems.add("", "", "too-deep", most=MOST_DEPTH)
    except (ValueError, InvalidOperation) as error:
        problems.add("", "", "not-json", detail=str(error), line=0, column=0)
    if not problems.found and not isinstance(value, dict):
        problems.add("", "", "wrong-type", wanted="table")
    if problems.found or not isinstance(value, dict):
        raise CasesError(problems.found)
    return value


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) == len(pairs):
        return table
    counts: dict[str, int] = {}
    for name, _ in pairs:
        counts[name] = counts.get(name, 0) + 1
    doubled = _Doubled(table)
    doubled.twice = tuple(name for name, count in counts.items() if count > 1)
    return doubled


def _find_flaws(value: object, path: str, problems: Problems) -> None:
    """Locate what the parser let through: names said twice, numbers that are none."""
    if isinstance(value, dict):
        if isinstance(value, _Doubled):
            for name in value.twice:
                problems.add("", _join(path, name), "duplicate-key", value=name[:60])
        for name, part in value.items():
            _find_flaws(part, _join(path, name), problems)
    elif isinstance(value, list):
        for n, part in enumerate(value):
            _find_flaws(part, f"{path}[{n}]", problems)
    elif value is _NOT_FINITE or (isinstance(value, Decimal) and not value.is_finite()):
        problems.add("", path, "not-finite")


def _join(path: str, name: str) -> str:
    return f"{path}.{name[:60]}" if path else name[:60]


def read_cases(data: Mapping[str, object], policies: Mapping[str, Policy]) -> Cases:
    """The cases of parsed JSON (or of a golden case); CasesError with everything wrong."""
    problems = Problems()
    table = Table(problems, "", "", data)
    if table.number("format", 1, 1, 1) == 1 and not table.has("format"):
        table.wrong("format", "missing-key")
    pack = table.text("pack")
    policy = policies.get(pack)
    if policy is None:
        if pack:
            table.wrong("pack", "unknown-choice", value=pack, choices=sorted(policies))
        raise CasesError(problems.found)
    readings = _readings(table, policy)
    reader = _Reader(policy, readings)
    reader.applicants(table)
    history = reader.history(table)
    claims = reader.claims(table)
    table.done()
    if problems.found:
        raise CasesError(problems.found)
    return Cases(policy, readings, history, claims)


def _readings(table: Table, policy: Policy) -> dict[str, str]:
    readings = policy.defaults()
    inner = table.table("readings")
    for key in inner.names() if inner else ():
        assert inner is not None
        reading = policy.readings.get(key)
        value = inner.raw(key)
        if reading is None:
            inner.wrong(key[:60], "unknown-reading", value=key[:60], choices=sorted(readings))
        elif not isinstance(value, str):
            inner.wrong(key, "wrong-type", wanted="text")
        elif value not in (choices := [choice.value for choice in reading.choices]):
            inner.wrong(key, "unknown-choice", value=value[:60], choices=choices)
        else:
            readings[key] = value
    return readings


class _Reader:
    """Reads the parts of one cases file, in the order they refer to each other."""

    def __init__(self, policy: Policy, readings: Mapping[str, str]) -> None:
        self.policy = policy
        self.readings = readings
        self.known: dict[str, Claimant] = {}

    def applicants(self, table: Table) -> None:
        for entry in _entries(table, "applicants", least=0):
            name = _name(entry, "id")
            kind = entry.choice("kind", ApplicantKind)
            if entry.has("name"):
                entry.text("name")
            if name in self.known:
                entry.wrong("id", "duplicate-id", value=name)
            self.known[name] = Claimant(name, ApplicantKind(kind), entry.flag("local", True))
            entry.done()

    def _applicant(self, entry: Table) -> Claimant:
        name = _name(entry, "applicant")
        found = self.known.get(name)
        if found is None and name:
            entry.wrong("applicant", "unknown-applicant", value=name[:60])
        return found or Claimant(name, ApplicantKind.ENTERPRISE)

    def _award(self, entry: Table) -> Award | None:
        name = entry.text("award")
        award = self.policy.awards.get(name)
        if award is None and name:
            entry.wrong("award", "unknown-award", value=name[:60])
        return award

    def history(self, table: Table) -> tuple[Grant, ...]:
        grants = []
        for entry in table.tables("history"):
            applicant, award = self._applicant(entry), self._award(entry)
            derived = award is None or award.key == "applicant"
            subject = "" if derived and not entry.has("subject") else _name(entry, "subject")
            day = read_day(entry, "fact_on")
            year = day.year if day else _YEARS[0]
            fund_year = entry.number("fund_year", *_YEARS, year)
            amount = entry.number("amount_fen", 0, MOST_FEN)
            entry.done()
            if award is not None and day is not None:
                grants.append(
                    earlier_grant(
                        self.policy,
                        self.readings,
                        applicant.id,
                        award.id,
                        subject,
                        day,
                        fund_year,
                        amount,
                    )
                )
        return tuple(grants)

    def claims(self, table: Table) -> tuple[ClaimFacts, ...]:
        claims: list[ClaimFacts] = []
        seen: set[str] = set()
        for entry in _entries(table, "claims", least=0):
            claim = self._claim(entry)
            if claim.id in seen:
                entry.wrong("id", "duplicate-id", value=claim.id)
            seen.add(claim.id)
            claims.append(claim)
        return tuple(claims)

    def _claim(self, entry: Table) -> ClaimFacts:
        name = _name(entry, "id")
        applicant, award = self._applicant(entry), self._award(entry)
        received = read_day(entry, "received_on") or date(1900, 1, 1)
        fund_year = entry.number("fund_year", *_YEARS, received.year)
        approved = _optional(entry, "approved_fen", "money")
        minutes = _optional(entry, "minutes_number", "text")
        if approved is not None and award is not None and not award.takes_decision:
            entry.wrong("approved_fen", "no-decision-here", award=award.id)
        items = self._items(entry, award)
        basis = _optional(entry, "basis_document", "text")
        entry.done()
        return ClaimFacts(
            name,
            applicant,
            award.id if award else "",
            received,
            fund_year,
            items,
            basis if isinstance(basis, str) else None,
            approved if isinstance(approved, int) else None,
            minutes if isinstance(minutes, str) else None,
        )

    def _items(self, entry: Table, award: Award | None) -> tuple[ClaimItem, ...]:
        tables = _entries(entry, "items")
        if award is None:
            return ()
        if award.single_item and len(tables) > 1:
            entry.wrong("items", "one-item-only", award=award.id)
        items = []
        for table in tables:
            subject = ""
            if award.key != "applicant" or table.has("subject"):
                subject = _name(table, "subject")
            items.append(ClaimItem(subject, read_facts(table, award.facts, self.readings)))
            table.done()
        return tuple(items)


def read_facts(
    table: Table, facts: tuple[Fact, ...], readings: Mapping[str, str]
) -> dict[str, object]:
    """The facts of one item or row, defaults filled in."""
    found: dict[str, object] = {}
    for fact in facts:
        if not table.has(fact.id):
            by = fact.required_by
            if fact.required or (by is not None and readings.get(by[0]) == by[1]):
                table.wrong(fact.id, "missing-fact", label=fact.label)
            elif fact.default is not None:
                found[fact.id] = fact.default
            continue
        if table.raw(fact.id) is None:
            by = fact.required_by
            if fact.required or (by is not None and readings.get(by[0]) == by[1]):
                table.wrong(fact.id, "missing-fact", label=fact.label)
            elif fact.default is not None:
                table.wrong(fact.id, "wrong-type", wanted=str(fact.kind))
            continue
        value = _fact_value(table, fact, readings)
        if value is not None:
            found[fact.id] = value
    _compare(table, facts, found)
    return found


def _fact_value(table: Table, fact: Fact, readings: Mapping[str, str]) -> object:
    name, raw = fact.id, table.raw(fact.id)
    if fact.kind is FactKind.DATE:
        return read_day(table, name)
    if fact.kind is FactKind.TEXT:
        return _name(table, name)
    if fact.kind is FactKind.CHOICE:
        return table.choice(name, [choice.value for choice in fact.choices])
    if fact.kind is FactKind.FLAG:
        return table.flag(name)
    if fact.kind is FactKind.COUNT:
        return table.number(name, fact.least, 10**9)
    if fact.kind is FactKind.MONEY:
        return table.number(name, 0, MOST_FEN)
    if fact.kind is FactKind.SHARE:
        return _share(table, name, raw)
    rows = []
    for row in _entries(table, name):
        rows.append(read_facts(row, fact.columns, readings))
        row.done()
    return tuple(rows)


def _share(table: Table, name: str, raw: object) -> Decimal | None:
    """A share as text "0.5" or as a number, exact either way."""
    share: Decimal | None = None
    if isinstance(raw, str) and re.fullmatch(r"\d{1,2}(\.\d{1,20})?", raw, re.ASCII):
        share = Decimal(raw)
    elif isinstance(raw, Decimal) and raw.is_finite():
        share = raw
    elif isinstance(raw, int) and is_whole(raw):
        share = Decimal(raw)
    if share is None:
        table.wrong(name, "wrong-type", wanted="share")
    elif not 0 <= share <= 1:
        table.wrong(name, "out-of-range", least=0, most=1)
    else:
        return share
    return None


def _compare(table: Table, facts: tuple[Fact, ...], found: Mapping[str, object]) -> None:
    """Hold the facts against each other where the pack says so."""
    for fact in facts:
        value = found.get(fact.id)
        most, first = found.get(fact.at_most), found.get(fact.not_before)
        if isinstance(value, int) and isinstance(most, int) and value > most:
            table.wrong(fact.id, "above-other", other=fact.at_most)
        if isinstance(value, date) and isinstance(first, date) and value < first:
            table.wrong(fact.id, "before-other", other=fact.not_before)


def read_day(table: Table, key: str) -> date | None:
    """A date as text 2024-03-01; anything else is a problem."""
    raw = table.raw(key)
    if raw is None and not table.has(key):
        table.wrong(key, "missing-key")
    elif not isinstance(raw, str):
        table.wrong(key, "wrong-type", wanted="day")
    else:
        try:
            if _ISO.fullmatch(raw) and raw.isascii():
                day = date.fromisoformat(raw)
                if _YEARS[0] <= day.year <= _YEARS[1]:
                    return day
        except ValueError:
            pass
        table.wrong(key, "bad-day", value=raw[:60])
    return None


def _optional(table: Table, key: str, kind: str) -> str | int | None:
    """A text or an amount that may be absent or null."""
    if table.raw(key) is None:
        return None
    return _name(table, key) if kind == "text" else table.number(key, 0, MOST_FEN)


def _name(table: Table, key: str) -> str:
    """A text on one line: numbers and names are never broken over lines."""
    value = table.text(key)
    bad = bad_character(value)
    if bad and bad.character in ("U+000A", "U+0009"):
        table.wrong(key, bad.code, position=bad.position + 1, character=bad.character)
    return value


def _entries(table: Table, key: str, least: int = 1) -> list[Table]:
    """A list of tables that must be there and hold at least so many."""
    if not table.has(key):
        table.wrong(key, "missing-key")
        return []
    found = table.tables(key)
    if table.raw(key) == [] and least:
        table.wrong(key, "empty-list")
    return found
