"""Golden cases at the boundaries, worked out from the proposal alone, for a person to confirm.

The amounts are not asked of the engine: they are plain sums, so that the engine is held to them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.draft import Head, Proposal
from ipdesk.domain.draft_work import CONFIRMED, OFF, PROPOSED, SettledCase
from ipdesk.packs.drafting.writing.toml_text import Inline

Table = dict[str, Any]
_DAY = timedelta(days=1)
_MOST_COPIES = 150
_YUAN = 100
_PLENTY = 10**9


@dataclass(frozen=True, slots=True)
class WrittenCase:
    """A case as it went into the pack: what it is known by, and whether somebody saw to it."""

    key: str  # 01-02:cap
    award: str
    inputs: str
    state: str
    table: Table


class CaseWriter:
    """Writes the cases of one award after the other."""

    def __init__(
        self, head: Head, say: Mapping[str, str], settled: Mapping[str, SettledCase]
    ) -> None:
        self._say = say
        self._settled = settled
        self.written: list[WrittenCase] = []
        self._from = head.valid_from or head.issued_on or date(2024, 1, 1)
        self._to = head.valid_to
        self._bounded = head.valid_from is not None
        self._day = self._from + 30 * _DAY
        if self._to and self._day > self._to:
            self._day = self._from

    def cases(self, one: Proposal, table: Table) -> Iterator[Table]:
        """The cases of an award whose table is written, but those that were written off."""
        for case in self._all(one, table):
            if self.written[-1].state != OFF:
                yield case

    def _all(self, one: Proposal, table: Table) -> Iterator[Table]:
        """All of them; none for what is not worked out here."""
        if one.referral:
            return
        who = _applicant(one)
        if one.ceiling_fen:
            yield self._ceiling(one, who, table)
            return
        amount = self._amount(one)
        if not self._bounded:
            claims = [self._claim(one, table, "1")]
            yield self._case("case-amount", one, who, claims, [_pays(amount)])
        if self._bounded:
            yield self._days(one, who, table, amount)
        if one.conditions:
            claim = self._claim(one, table, "1", condition_1=False)
            yield self._case("case-condition", one, who, [claim], [("not_payable", 0)])
        if table["key"] != "applicant" and not one.per_year:
            claim = self._claim(one, table, "1")
            claim["items"] = [claim["items"][0], claim["items"][0]]
            yield self._case("case-once", one, who, [claim], [("partly_payable", amount)])
        yield from self._caps(one, who, table, amount)

    def _amount(self, one: Proposal, base: int = _PLENTY) -> int:
        if one.rate is None:
            full = one.fen or 0
        else:
            full = int((Decimal(base) * one.rate).quantize(Decimal(1), ROUND_HALF_UP))
        return min([full, *(limit.value for limit in one.limits if limit.scope != "count")])

    def _days(self, one: Proposal, who: Table, table: Table, amount: int) -> Table:
        """The first and the last day, and the days before and after."""
        days = [(self._from, True), (self._from - _DAY, False)]
        if self._to:
            days += [(self._to, True), (self._to + _DAY, False)]
        claims, expect, persons = [], [], []
        for n, (day, inside) in enumerate(days, start=1):
            claim = self._claim(one, table, str(n), day=day)
            claim["id"], claim["applicant"] = f"K{n}", f"P{n}"
            claim["items"][0]["subject"] = f"P{n}" if table["key"] == "applicant" else f"T{n:08d}"
            claim["received_on"] = max(day, self._from)
            persons.append(Inline({**who, "id": f"P{n}"}))
            claims.append(claim)
            expect.append(("payable" if inside else "not_payable", amount if inside else 0))
        capped = self._lowered(one)
        if capped:
            expect = [("partly_payable" if v == "payable" else v, fen) for v, fen in expect]
        return self._case("case-days", one, who, claims, expect, persons)

    def _lowered(self, one: Proposal) -> bool:
        full = one.fen or int(Decimal(_PLENTY) * (one.rate or 0))
        return any(limit.scope != "count" and limit.value < full for limit in one.limits)

    def _caps(self, one: Proposal, who: Table, table: Table, amount: int) -> Iterator[Table]:
        money = [limit.value for limit in one.limits if limit.scope != "count"]
        if one.rate is not None and money:
            yield self._rate_cap(one, who, table, min(money))
        person = who["kind"] == str(ApplicantKind.INDIVIDUAL)
        counts = [limit for limit in one.limits if limit.scope == "count"]
        fits = [one for one in counts if (one.who == "individuals") == person] or counts
        if fits and one.fen and not money and fits[0].value < _MOST_COPIES:
            yield self._count_cap(one, who, table, fits[0].value)

    def _rate_cap(self, one: Proposal, who: Table, table: Table, cap: int) -> Table:
        assert one.rate is not None  # asked by the caller
        claims, expect, persons = [], [], []
        for n, wanted in enumerate((cap - _YUAN, cap, cap + _YUAN), start=1):
            base = int((Decimal(wanted) / one.rate).to_integral_value(ROUND_HALF_UP))
            full = int((Decimal(base) * one.rate).quantize(Decimal(1), ROUND_HALF_UP))
            claim = self._claim(one, table, str(n), base_fen=base)
            claim["id"], claim["applicant"] = f"K{n}", f"P{n}"
            claim["items"][0]["subject"] = f"P{n}" if table["key"] == "applicant" else f"T{n:08d}"
            persons.append(Inline({**who, "id": f"P{n}"}))
            claims.append(claim)
            expect.append(("partly_payable" if full > cap else "payable", min(full, cap)))
        return self._case("case-cap", one, who, claims, expect, persons)

    def _count_cap(self, one: Proposal, who: Table, table: Table, cap: int) -> Table:
        claims, expect, persons = [], [], []
        for n, count in enumerate((cap - 1, cap, cap + 1), start=1):
            if not count:
                continue
            item = self._claim(one, table, "1")["items"][0]
            # One entry stands for many: its subjects are numbered on.
            many = {"copies": count} if count > 1 else {}
            items = [Inline({**item, "subject": f"T{n}", **many})]
            person = Inline({**who, "id": f"P{n}"})
            claim = self._claim(one, table, "1")
            claims.append(Inline({**claim, "id": f"K{n}", "applicant": f"P{n}", "items": items}))
            persons.append(person)
            paid = min(count, cap) * (one.fen or 0)
            expect.append(("partly_payable" if count > cap else "payable", paid))
        return self._case("case-count", one, who, claims, expect, persons)

    def _ceiling(self, one: Proposal, who: Table, table: Table) -> Table:
        claims, expect, persons = [], [], []
        assert one.ceiling_fen is not None  # asked by the caller
        for n, approved in enumerate((one.ceiling_fen, one.ceiling_fen + 1), start=1):
            claim = self._claim(one, table, str(n))
            claim["id"], claim["applicant"] = f"K{n}", f"P{n}"
            claim["items"][0]["subject"] = f"P{n}" if table["key"] == "applicant" else f"T{n:08d}"
            claim["approved_fen"] = approved
            claim["minutes_number"] = self._say["minutes"]
            persons.append(Inline({**who, "id": f"P{n}"}))
            claims.append(claim)
            lowest = min([one.ceiling_fen, *(x.value for x in one.limits if x.scope != "count")])
            inside = approved <= one.ceiling_fen
            verdict = "payable" if lowest >= one.ceiling_fen else "partly_payable"
            expect.append((verdict, lowest) if inside else ("needs_decision", 0))
        return self._case("case-ceiling", one, who, claims, expect, persons)

    def _claim(
        self, one: Proposal, table: Table, number: str, day: date | None = None, **facts: object
    ) -> Inline:
        subject = "P1" if table["key"] == "applicant" else f"T{number:0>8}"
        item = Inline({"subject": subject, "achieved_on": day or self._day})
        for fact in table["facts"]:
            name, kind = fact["id"], fact["kind"]
            if name in facts:
                item[name] = facts[name]
            elif fact.get("required") is False:
                continue
            elif kind == "flag":
                item[name] = True
            elif kind == "money":
                item[name] = _PLENTY
            elif name == "title":
                item[name] = one.title
        return Inline(
            {
                "id": "K1",
                "applicant": "P1",
                "award": one.id,
                "received_on": day or self._day,
                "items": [item],
            }
        )

    def _case(
        self,
        name: str,
        one: Proposal,
        who: Table,
        claims: list[Inline],
        expect: list[tuple[str, int]],
        persons: list[Inline] | None = None,
    ) -> Table:
        if name == "case-amount" and self._lowered(one):
            expect = [("partly_payable", expect[0][1])]
        wanted = [
            Inline({"id": claim["id"], "verdict": verdict, "amount_fen": fen})
            for claim, (verdict, fen) in zip(claims, expect, strict=True)
        ]
        table: Table = {
            "name": self._say[name].format(label=one.label),
            "applicants": persons or [Inline({**who, "id": "P1"})],
            "claims": claims,
            "expect": wanted,
        }
        return self._known(f"{one.id}:{name.removeprefix('case-')}", one.id, table)

    def _known(self, key: str, award: str, table: Table) -> Table:
        """The case as somebody settled it, as long as it is still the same case."""
        inputs = hashlib.sha256(repr(table).encode()).hexdigest()[:16]
        kept = self._settled.get(key)
        state = kept.state if kept and kept.inputs == inputs else PROPOSED
        if kept and state == CONFIRMED:
            table["expect"] = [_corrected(one, kept.amounts) for one in table["expect"]]
        else:
            table["name"] = self._say["case-proposed"].format(name=table["name"])
        self.written.append(WrittenCase(key, award, inputs, state, table))
        return table


def _applicant(one: Proposal) -> Table:
    kinds = list(one.who) or [ApplicantKind.ENTERPRISE]
    first = ApplicantKind.ENTERPRISE if ApplicantKind.ENTERPRISE in kinds else kinds[0]
    return {"kind": str(first), "local": True}


def _corrected(expect: Inline, amounts: Mapping[str, int]) -> Inline:
    """The amount a person says it must come to; how it is called follows from the amount."""
    fen = amounts.get(str(expect["id"]))
    if fen is None or fen == expect["amount_fen"]:
        return expect
    verdict = expect["verdict"]
    if not fen:
        verdict = "not_payable"
    elif not expect["amount_fen"]:
        verdict = "payable"
    return Inline({**expect, "verdict": verdict, "amount_fen": fen})


def _pays(amount: int) -> tuple[str, int]:
    return "payable", amount
