"""Policy packs: from files to a Policy, or to a list of everything that is wrong with them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from ipdesk.domain.clause_status import standing_findings
from ipdesk.domain.dates import add_years
from ipdesk.domain.plan import Plan, Validity
from ipdesk.domain.policy import Award, Clause, Cover, GoldenCase, Policy, Provision, WrittenOff
from ipdesk.domain.rules.base import Switch
from ipdesk.domain.shortage import QUEUE, WAYS
from ipdesk.domain.text import bad_character
from ipdesk.errors import PackError
from ipdesk.packs.award_schema import plan_of
from ipdesk.packs.clause_schema import (
    read_clause,
    read_golden,
    read_titles,
    read_written_off,
)
from ipdesk.packs.context import (
    PackContext,
    check_in_clause,
    check_quote,
    one_of,
    read_switch,
)
from ipdesk.packs.fact_schema import check_defaults, read_checks, read_evidence, read_readings
from ipdesk.packs.files import check_names, pack_hash, read_folder, read_text, read_toml
from ipdesk.packs.mentions import Sort, mentions
from ipdesk.packs.problems import Problems, Table
from ipdesk.packs.source import Source, squeeze
from ipdesk.packs.target_schema import ROW_FILES, read_rows

__all__ = ["load_kept", "load_pack", "read_folder"]


_SOON = 60  # days between issue and the day a policy comes into force
_MOST_MONTHS = 600


def load_pack(files: Mapping[str, bytes]) -> Policy:
    """The policy these files make; PackError with every located problem when they do not."""
    policy, problems = _load(files)
    if problems.found:
        raise PackError(problems.found)
    return policy


def load_kept(files: Mapping[str, bytes]) -> Policy:
    """A version that has been in use: claims were decided under it, so it stays readable.

    What a later program asks of a new pack (a wider check of quotes, a new key) is not held
    against it. PackError only when its files cannot be read at all.
    """
    return _load(files)[0]


def _load(files: Mapping[str, bytes]) -> tuple[Policy, Problems]:
    return _loaded(tuple(sorted(files.items())))


# The same bytes make the same policy: a store opened again, a pack on file and shipped alike.
@lru_cache(maxsize=8)
def _loaded(entries: tuple[tuple[str, bytes], ...]) -> tuple[Policy, Problems]:
    files = dict(entries)
    problems = Problems()
    check_names(files, problems)
    if problems.found:
        raise PackError(problems.found)
    text = read_text("source.md", files["source.md"], problems)
    bad = bad_character((text or "").replace("\r\n", "\n"), multiline=True)
    if bad:
        place = {"position": bad.position + 1, "character": bad.character}
        problems.add("source.md", "", bad.code, **place)
    tables: dict[str, Table] = {}
    for name in sorted(files):
        if name.endswith(".toml"):
            data = read_toml(name, files[name], problems)
            if data is not None:
                tables[name] = Table(problems, name, "", data)
    if problems.found or text is None:
        raise PackError(problems.found)
    return _read(files, tables, text, problems), problems


def _read(
    files: Mapping[str, bytes], tables: dict[str, Table], text: str, problems: Problems
) -> Policy:
    head = tables.pop("pack.toml")
    row_tables = {name: tables.pop(name) for name in ROW_FILES if name in tables}
    pack = PackContext(Source(text))
    for anchor in pack.source.repeated:
        problems.add("source.md", anchor, "duplicate-id", value=anchor)
    read_readings(head, pack, "")
    for name, table in tables.items():
        read_readings(table, pack, _number(name))
        read_titles(table, pack)
    check_defaults(head, pack)
    evidence = read_evidence(head, pack)
    common = (evidence, read_checks(head, pack, "", evidence))
    clauses: list[Clause] = []
    written_off = list(read_written_off(head, pack, ""))
    golden: list[GoldenCase] = []
    for name, table in tables.items():
        clause = read_clause(table, _number(name), pack, common)
        written_off.extend(read_written_off(table, pack, clause.id))
        golden.extend(read_golden(table, clause.id))
        table.done()
        clauses.append(clause)
    awards = _awards(clauses, problems)
    policy = _policy(files, head, pack, awards, clauses, written_off, golden, row_tables)
    head.done()
    return policy


def _number(name: str) -> str:
    return name.rsplit("/", 1)[-1][:2]


def _awards(clauses: list[Clause], problems: Problems) -> dict[str, Award]:
    awards: dict[str, Award] = {}
    seen: set[str] = set()
    for clause in clauses:
        if clause.id in seen:
            problems.add(f"clauses/{clause.id}", "id", "duplicate-id", value=clause.id)
        seen.add(clause.id)
        for award in clause.awards:
            if award.id in awards:
                problems.add(f"clauses/{clause.id}", "awards", "duplicate-id", value=award.id)
            awards[award.id] = award
    return awards


def _policy(
    files: Mapping[str, bytes],
    head: Table,
    pack: PackContext,
    awards: dict[str, Award],
    clauses: list[Clause],
    written_off: list[WrittenOff],
    golden: list[GoldenCase],
    row_tables: dict[str, Table],
) -> Policy:
    head.number("format", 1, 1)
    if head.text("text_sha256") != hashlib.sha256(files["source.md"]).hexdigest():
        actual = hashlib.sha256(files["source.md"]).hexdigest()
        head.wrong("text_sha256", "text-hash-differs", actual=actual)
    number, issued_on = head.text("document_number"), head.day("issued_on")
    check_quote(head, "document_number", number, pack.source)
    _check_issued(head, issued_on, pack)
    valid_from, valid_to = head.day("valid_from"), head.day("valid_to")
    validity, validity_quote = _read_validity(
        head, pack, valid_from, valid_to, issued_on, bool(awards)
    )
    inclusive = _read_provision(head, "inclusive", pack)
    conflict = _read_provision(head, "conflict", pack)
    shortage = read_switch(head, "shortage", pack, one_of(*WAYS), QUEUE, required=False)
    rows = read_rows(row_tables, pack, clauses, valid_to.year if valid_to else None)
    plans: dict[str, Plan] = {}
    for clause in clauses:
        for award in clause.awards:
            notices, stopped = standing_findings(clause, award.notice)
            plans[award.id] = plan_of(award, validity, notices, stopped, clause.status_from)
    return Policy(
        id=head.text("id"),
        title=head.text("title"),
        document_number=number,
        issuer=head.text("issuer"),
        issued_on=issued_on,
        valid_from=valid_from,
        valid_to=valid_to,
        contact=head.text("contact"),
        validity_clause=validity.clause,
        source=pack.source.text,
        sha256=pack_hash(files),
        clauses=tuple(clauses),
        awards=awards,
        readings=dict(pack.readings),
        open_points=tuple(sorted(pack.open_points, key=lambda reading: reading.id)),
        reviewer=head.text("reviewer", ""),
        reviewed_on=head.day("reviewed_on"),
        proposed=head.texts("proposed"),
        plans=plans,
        validity_quote=validity_quote,
        inclusive=inclusive,
        conflict=conflict,
        shortage=shortage,
        written_off=tuple(written_off),
        golden=tuple(golden),
        covers=tuple(pack.covers),
        rows=rows.rows,
        measures=rows.measures,
        baseline=rows.baseline,
        record_kinds=rows.record_kinds,
    )


def _read_validity(
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


def _check_issued(head: Table, issued_on: date | None, pack: PackContext) -> None:
    """A day of issue must be one that the text names."""
    if issued_on and _day_value(issued_on) not in _days(pack.source.text):
        head.wrong("issued_on", "day-not-written", value=issued_on)


def _days(text: str) -> dict[Decimal, str]:
    """The days a text names, each with its words."""
    return {m.value: m.text for m in mentions(squeeze(text)) if m.sort is Sort.DAY}


def _day_value(day: date) -> Decimal:
    return Decimal(day.year * 10000 + day.month * 100 + day.day)


def _read_provision(head: Table, key: str, pack: PackContext) -> Provision | None:
    table = head.table(key)
    if table is None:
        return None
    quote, clause = table.text("quote"), table.text("clause")
    check_in_clause(table, "quote", quote, clause, pack.source)
    pack.covers.append(Cover("", quote, key))
    words = table.texts("words") if key == "inclusive" else ()
    for n, word in enumerate(words):
        if word not in quote:
            table.wrong(f"words[{n}]", "word-not-quoted", value=word)
    provision = Provision(clause, quote, words)
    table.done()
    return provision
