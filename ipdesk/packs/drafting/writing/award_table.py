"""A proposed award as the table of a clause file: amount, facts, rules, papers and checks."""

from __future__ import annotations

from typing import Any

from ipdesk.domain.draft import Draft, DraftClause, Limit, Proposal
from ipdesk.packs.drafting.kinds import Kind
from ipdesk.packs.drafting.lexicon import Lexicon
from ipdesk.packs.drafting.writing.toml_text import Inline
from ipdesk.packs.mentions import Sort, mentions

Table = dict[str, Any]
_TITLED = {"title", "park"}
_LEAST_TITLE = 5
_LONGEST_KEYWORD = 20
_SCOPES = {"item": "item", "year": "year", "total": "total", "applicant": "total"}


class AwardWriter:
    """Writes the awards of one clause."""

    def __init__(self, draft: Draft, clause: DraftClause, kinds: dict[str, Kind], lexicon: Lexicon):
        self._clause = clause
        self._text = "".join(draft.text.paragraphs[n].text for n in clause.paragraphs)
        self._kinds = kinds
        self._say = lexicon.tables["phrases"]
        self._checks = lexicon.rows("award-checks")
        self.readings: dict[str, str] = {}  # key of a reading → the words it reads

    def table(self, one: Proposal) -> Table:
        """The whole [[awards]] table."""
        kind = self._kinds[one.kind]
        titled = self._titled(one)
        key = self._key(one, kind)
        table: Table = {
            "id": one.id,
            "label": one.label,
            "proposed": list(one.unsure_parts) or None,
            "unit": one.unit,
            "quote": one.quote,
            "as_written": one.as_written,
            "fen": one.fen,
            "rate": one.rate,
            "ceiling_fen": one.ceiling_fen,
            "single_item": True if one.ceiling_fen else None,
            "referral": True if one.referral else None,
            "written": self._written(one),
            "who": [str(name) for name in one.who],
            "who_text": one.who_text or self._say["who-default"],
            "key": key,
            "subject": self._subject(kind, key),
            "fact_day": "achieved_on",
            "keywords": _keywords(one, kind),
            "titles": [one.title] if titled else None,
        }
        table["facts"] = self._facts(one, kind, titled)
        table["evidence"] = _evidence(kind.evidence if one.evidence is None else one.evidence)
        table["rules"] = self._rules(one, titled)
        table["checks"] = self._check_lines(one, table, titled)
        return table

    def _titled(self, one: Proposal) -> bool:
        plain = one.title and one.title in self._text and not mentions(one.title)
        return bool(plain and one.kind in _TITLED and len(one.title) >= _LEAST_TITLE)

    def _written(self, one: Proposal) -> Inline | None:
        name = "rate" if one.rate is not None else "ceiling_fen" if one.ceiling_fen else "fen"
        return None if one.referral else Inline({name: self._phrase(one)})

    def _phrase(self, one: Proposal) -> object:
        head, cell = one.column
        if head:
            return Inline({"row": one.quote, "cell": cell, "head": head})
        sort = Sort.PERCENT if one.rate is not None else Sort.MONEY
        said = [m for m in mentions(one.written) if m.sort is sort]
        value = one.rate if one.rate is not None else one.fen or one.ceiling_fen
        if len(said) == 1 and said[0].value == value:
            return one.written
        whole = [m for m in mentions(one.quote) if m.sort is sort]
        places = [n for n, m in enumerate(whole, start=1) if m.value == value]
        return Inline({"phrase": one.quote, "place": places[0] if places else 1})

    def _key(self, one: Proposal, kind: Kind) -> str:
        """What is paid once; where pieces are counted, an applicant has several of them."""
        counted = any(limit.scope == "count" for limit in one.limits)
        return "applicant-subject" if kind.key == "applicant" and counted else kind.key

    def _subject(self, kind: Kind, key: str) -> Inline:
        if key == "applicant":
            return Inline({"label": self._say["applicant"], "derived": True})
        subject = Inline({"label": kind.subject or self._say["subject"]})
        if kind.number != "text":
            subject["number"] = kind.number
        return subject

    def _facts(self, one: Proposal, kind: Kind, titled: bool) -> list[Table]:
        facts: list[Table] = [{"id": "achieved_on", "label": kind.day, "kind": "date"}]
        if titled:
            words = {"label": self._say["fact-title"], "help": self._say["fact-title-help"]}
            facts.append({"id": "title", "kind": "text", **words})
        if one.rate is not None:
            label = one.base or kind.base or self._say["base"]
            facts.append({"id": "base_fen", "label": label, "kind": "money"})
        facts += self._usual(one, kind)
        for n, condition in enumerate(one.conditions, start=1):
            label = self._say["condition"].format(condition=condition)
            facts.append({"id": f"condition_{n}", "label": label, "kind": "flag"})
        if one.first_only and kind.key == "applicant":
            choices = (("first", "first"), ("review", "review"), ("renewal", "renewed"))
            facts.append(
                {
                    "id": "recognition",
                    "label": self._say["fact-recognition"],
                    "kind": "choice",
                    "choices": [Inline({"value": v, "label": self._say[w]}) for v, w in choices],
                    "required": False,
                    "default": "first",
                }
            )
        return facts

    def _usual(self, one: Proposal, kind: Kind) -> list[Table]:
        """What is usually noted of such an item; none of it must be filled in."""
        facts: list[Table] = []
        for row in kind.facts:
            fact = {name: value for name, value in row.items() if name != "minus"}
            fact["required"] = False
            if not row.get("minus"):
                facts.append(fact)
            elif one.rate is not None:
                facts.append({**fact, "default": 0, "at_most": "base_fen"})
        return facts

    def _rules(self, one: Proposal, titled: bool) -> list[Table]:
        rules: list[Table] = []
        for n, condition in enumerate(one.conditions, start=1):
            rules.append(
                {
                    "kind": "condition",
                    "fact": f"condition_{n}",
                    "values": [False],
                    "outcome": "refuse",
                    "code": f"condition-{n}-unmet",
                    "says": self._say["condition-fails"].format(condition=condition),
                }
            )
        if titled:
            rules.append({"kind": "title", "fact": "title"})
        if one.first_only and self._kinds[one.kind].key == "applicant":
            rules += self._first_rules()
        elif one.per_year:
            rules.append({"kind": "again", "by": "another-year"})
        if one.rate is not None:
            self.readings.setdefault("round_unit", "")
            self.readings.setdefault("round_mode", "")
            rounding = Inline({"unit": "round_unit", "mode": "round_mode"})
            rate: Table = {"kind": "rate", "base": "base_fen", "rounding": rounding}
            minus = [row["id"] for row in self._kinds[one.kind].facts if row.get("minus")]
            rules.append({**rate, "minus": minus} if minus else rate)
        rules += self._limits(one)
        if one.highest_only and self._shares_group(one):
            rules.append(self._exclusion(one))
        return rules

    def _first_rules(self) -> list[Table]:
        self.readings.setdefault("renewal", "")
        choice = {"fact": "recognition", "values": ["review", "renewal"]}
        outcome = Inline({"reading": "renewal", "deny": "refuse", "allow": "pass"})
        by = Inline({"reading": "renewal", "deny": "never", "allow": "another-year"})
        refuse = {
            "kind": "condition",
            **choice,
            "outcome": outcome,
            "code": "recognition-not-first",
            "says": self._say["not-first"],
        }
        return [refuse, {"kind": "again", "by": by, **choice}]

    def _limits(self, one: Proposal) -> list[Table]:
        rules: list[Table] = []
        for scope in dict.fromkeys(_SCOPES.values()):
            alike = [x for x in one.limits if _SCOPES.get(x.scope) == scope and x.value > 0]
            shared = [x for x in alike if x.group]
            own = [x for x in alike if not x.group]
            if own:
                # Of two ceilings of one scope the lower one holds.
                rules.append(self._money_cap(min(own, key=lambda limit: limit.value)))
            rules += [self._money_cap(x) for x in shared]
        counts = [limit for limit in one.limits if limit.scope == "count"]
        if counts:
            self.readings.setdefault("cap_year", "")
            units = next((one for one in counts if one.who != "individuals"), counts[0])
            persons = next((one for one in counts if one.who == "individuals"), units)
            rules.append(
                {
                    "kind": "count-cap",
                    "units": units.value,
                    "individuals": persons.value,
                    "written": Inline(
                        {
                            "units": _phrase_of(units, Sort.COUNT),
                            "individuals": _phrase_of(persons, Sort.COUNT),
                        }
                    ),
                    "year": _cap_year(),
                    "quote": units.quote,
                }
            )
        return rules

    def _money_cap(self, limit: Limit) -> Table:
        scope = _SCOPES[limit.scope]
        rule: Table = {"kind": "money-cap", "scope": scope, "fen": limit.value}
        rule["written"] = Inline({"fen": _phrase_of(limit, Sort.MONEY)})
        rule["quote"] = limit.quote
        if limit.group:
            rule["group"] = limit.group
        if limit.clause:
            rule["clause"] = limit.clause
        if scope == "year":
            self.readings.setdefault("cap_year", "")
            rule["year"] = _cap_year()
        return rule

    def _shares_group(self, one: Proposal) -> bool:
        return not one.referral and one.ceiling_fen is None

    def _exclusion(self, one: Proposal) -> Table:
        by_applicant = self._kinds[one.kind].key == "applicant"
        self.readings.setdefault(f"excl_mode_{one.clause}", one.highest_only)
        mode = Inline(
            {"reading": f"excl_mode_{one.clause}", "topup": "topup", "block": "block", "off": "off"}
        )
        rule: Table = {"kind": "exclusion", "group": f"G{one.clause}"}
        rule["scope"] = "applicant-year" if by_applicant else "subject"
        if by_applicant:
            self.readings.setdefault("excl_year", one.highest_only)
            rule["year"] = Inline(
                {"reading": "excl_year", "title_year": "fact", "fund_year": "fund"}
            )
        rule["mode"] = mode
        rule["quote"] = one.highest_only
        return rule

    def _check_lines(self, one: Proposal, table: Table, titled: bool) -> list[Table]:
        rules = {rule["kind"] for rule in table["rules"]}
        holds = {
            "capped": bool(rules & {"money-cap", "count-cap", "rate"}),
            "first": any(fact["id"] == "recognition" for fact in table["facts"]),
            "titled": titled,
            "exclusive": "exclusion" in rules,
        }
        lines: list[Table] = []
        for row in self._checks:
            if row.get("when") and not holds[row["when"]]:
                continue
            line: Table = {"id": row["id"], "label": row["label"], "quote": one.quote}
            if row.get("papers"):
                line["evidence"] = [piece["id"] for piece in table["evidence"]]
            else:
                line["codes"] = row["codes"]
            lines.append(line)
        for n, label in enumerate(self._kinds[one.kind].checks, start=1):
            lines.append({"id": f"usual-{n}", "label": label, "quote": one.quote})
        for n, condition in enumerate(one.conditions, start=1):
            label = self._say["condition"].format(condition=condition)
            codes = [f"condition-{n}-unmet"]
            lines.append(
                {"id": f"condition-{n}", "label": label, "quote": one.quote, "codes": codes}
            )
        return lines


def _keywords(one: Proposal, kind: Kind) -> list[str] | None:
    words = (*kind.keywords, one.title[:_LONGEST_KEYWORD])
    return list(dict.fromkeys(word for word in words if word)) or None


def _cap_year() -> Inline:
    return Inline(
        {
            "reading": "cap_year",
            "fund_year": "fund",
            "cert_year": "fact",
            "receipt_year": "received",
        }
    )


def _phrase_of(limit: Limit, sort: Sort) -> object:
    said = [m for m in mentions(limit.quote) if m.sort is sort]
    if len(said) == 1:
        return limit.quote
    place = next((n for n, m in enumerate(said, start=1) if m.value == limit.value), 1)
    return Inline({"phrase": limit.quote, "place": place})


def _evidence(papers: tuple[str, ...]) -> list[Table]:
    found: list[Table] = []
    for n, words in enumerate(papers, start=1):
        label, _, when = words.partition("？")
        piece: Table = {"id": f"E{n}", "label": label}
        if when:
            piece |= {"required": False, "note": when}
        found.append(piece)
    return found
