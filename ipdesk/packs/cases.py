"""The cases file: claims as JSON, read without mercy, every problem with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.assess import earlier_grant
from ipdesk.domain.assess_all import assess_all
from ipdesk.domain.assessment import Assessment
from ipdesk.domain.carrying import carried
from ipdesk.domain.claim import Claimant, ClaimFacts, ClaimItem, Grant
from ipdesk.domain.history import History
from ipdesk.domain.money import MOST_FEN
from ipdesk.domain.policy import Award, Policy
from ipdesk.domain.text import subject_key
from ipdesk.errors import CasesError
from ipdesk.packs.case_facts import YEARS, read_day, read_entries, read_facts, read_name
from ipdesk.packs.json_input import parse_json
from ipdesk.packs.problems import Problems, Table

__all__ = ["Cases", "decide", "parse_json", "read_cases"]


@dataclass(frozen=True, slots=True)
class Cases:
    """A cases file that holds together: claims in order, what came before, readings whole."""

    policy: Policy
    readings: Mapping[str, str]
    history: tuple[Grant, ...]
    claims: tuple[ClaimFacts, ...]


def decide(cases: Cases) -> list[Assessment]:
    """The assessment of every claim of a cases file, in order."""
    return assess_all(cases.claims, cases.policy, History(cases.history), cases.readings)


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
        for entry in read_entries(table, "applicants", least=0):
            name = read_name(entry, "id")
            kind = entry.choice("kind", ApplicantKind)
            if entry.has("name"):
                entry.text("name")
            if name in self.known:
                entry.wrong("id", "duplicate-id", value=name)
            self.known[name] = Claimant(name, ApplicantKind(kind), entry.flag("local", True))
            entry.done()

    def _applicant(self, entry: Table) -> Claimant:
        name = read_name(entry, "applicant")
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
            if entry.has("policy"):
                grants += self._before(entry)
                continue
            applicant, award = self._applicant(entry), self._award(entry)
            derived = award is None or award.key == "applicant"
            subject = "" if derived and not entry.has("subject") else read_name(entry, "subject")
            day = read_day(entry, "fact_on")
            year = day.year if day else YEARS[0]
            fund_year = entry.number("fund_year", *YEARS, year)
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

    def _before(self, entry: Table) -> list[Grant]:
        """What was paid under the policy before, in the terms of this one."""
        by, named = self.policy.succeeds, read_name(entry, "policy")
        if by is None or named != by.policy:
            known = [by.policy] if by else []
            entry.wrong("policy", "unknown-choice", value=named[:60], choices=known)
        applicant, award = self._applicant(entry), read_name(entry, "award")
        subject = read_name(entry, "subject") if entry.has("subject") else ""
        day = read_day(entry, "fact_on")
        year = day.year if day else YEARS[0]
        fund_year = entry.number("fund_year", *YEARS, year)
        amount = entry.number("amount_fen", 0, MOST_FEN)
        entry.done()
        if by is None or day is None:
            return []
        who, compared = applicant.id, subject_key(subject)
        paid = Grant(who, award, subject, compared, "", day, fund_year, amount, "")
        return list(carried([paid], by, self.policy, self.readings, named))

    def claims(self, table: Table) -> tuple[ClaimFacts, ...]:
        claims: list[ClaimFacts] = []
        seen: set[str] = set()
        for entry in read_entries(table, "claims", least=0):
            claim = self._claim(entry)
            if claim.id in seen:
                entry.wrong("id", "duplicate-id", value=claim.id)
            seen.add(claim.id)
            claims.append(claim)
        return tuple(claims)

    def _claim(self, entry: Table) -> ClaimFacts:
        name = read_name(entry, "id")
        applicant, award = self._applicant(entry), self._award(entry)
        received = read_day(entry, "received_on") or date(1900, 1, 1)
        fund_year = entry.number("fund_year", *YEARS, received.year)
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
        tables = read_entries(entry, "items")
        if award is None:
            return ()
        if award.single_item and len(tables) > 1:
            entry.wrong("items", "one-item-only", award=award.id)
        items = []
        for table in tables:
            subject = ""
            if award.key != "applicant" or table.has("subject"):
                subject = read_name(table, "subject")
            items.append(ClaimItem(subject, read_facts(table, award.facts, self.readings)))
            table.done()
        return tuple(items)


def _optional(table: Table, key: str, kind: str) -> str | int | None:
    """A text or an amount that may be absent or null."""
    if table.raw(key) is None:
        return None
    return read_name(table, key) if kind == "text" else table.number(key, 0, MOST_FEN)
