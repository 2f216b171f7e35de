"""Policy packs: from files to a Policy, or to a list of everything that is wrong with them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache

from ipdesk.domain.clause_status import standing_findings
from ipdesk.domain.plan import Plan
from ipdesk.domain.policy import Award, Clause, Cover, GoldenCase, Policy, Provision, WrittenOff
from ipdesk.domain.shortage import QUEUE, WAYS
from ipdesk.domain.succession import Succession
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
from ipdesk.packs.problems import Problems, Table
from ipdesk.packs.source import Source
from ipdesk.packs.target_schema import ROW_FILES, read_rows
from ipdesk.packs.validity import check_issued, read_validity

__all__ = ["load_kept", "load_pack", "read_folder"]


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
    check_issued(head, issued_on, pack)
    valid_from, valid_to = head.day("valid_from"), head.day("valid_to")
    validity, validity_quote = read_validity(
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
        succeeds=_read_succession(head, pack, awards),
    )


def _read_succession(
    head: Table, pack: PackContext, awards: Mapping[str, Award]
) -> Succession | None:
    """The policy before, and which awards go on from which of it."""
    table = head.table("succeeds")
    if table is None:
        return None
    before, quote, clause = table.text("policy"), table.text("quote"), table.text("clause")
    check_in_clause(table, "quote", quote, clause, pack.source)
    if before and before == head.raw("id"):
        table.wrong("policy", "succeeds-itself")
    once, years = table.flag("once", False), table.flag("years", False)
    inner = table.table("awards")
    carried: dict[str, tuple[str, ...]] = {}
    for name in inner.names() if inner else ():
        assert inner is not None  # it has names
        carried[name] = inner.texts(name)
        if name not in awards:
            inner.wrong(name[:60], "unknown-award", value=name[:60])
    table.done()
    return Succession(before, clause, quote, once, years, carried)


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
