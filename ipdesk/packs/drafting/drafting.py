"""The whole way: a raw text in, a draft with every number of it accounted for out."""

from __future__ import annotations

import re
from dataclasses import replace

from ipdesk.domain.draft import Draft, DraftClause, DraftRow, Head, Proposal
from ipdesk.domain.raw_document import RawDocument
from ipdesk.packs.drafting.accounting import account
from ipdesk.packs.drafting.across import Across
from ipdesk.packs.drafting.cleaning import clean
from ipdesk.packs.drafting.duties import Duties
from ipdesk.packs.drafting.genre import check_genre, check_letters
from ipdesk.packs.drafting.grant import Reading
from ipdesk.packs.drafting.grants import GrantReader
from ipdesk.packs.drafting.heading import Heading
from ipdesk.packs.drafting.lexicon import Lexicon
from ipdesk.packs.drafting.outline import Outline, outline
from ipdesk.packs.drafting.proposing import Proposer
from ipdesk.packs.drafting.provisions import Provisions
from ipdesk.packs.drafting.referrals import referrals


def draft_of(raw: RawDocument, lexicon: Lexicon) -> Draft:
    """Everything found in a raw text; UserError when it is no policy of the genre."""
    check_letters(raw)
    text = clean(raw, lexicon)
    parts = outline(text, lexicon)
    heading = Heading(text, parts, lexicon)
    general = Provisions(text, parts.clauses, lexicon)
    head = _head(heading, general)
    reader = GrantReader(lexicon)
    granting = re.compile(lexicon.expanded("<granted>"))
    proposer = Proposer(lexicon, text, general.who())
    duties = Duties(text, lexicon)
    proposals: list[Proposal] = []
    rows: list[DraftRow] = []
    clauses: list[DraftClause] = []
    readings: dict[int, Reading] = {}
    for clause in parts.clauses:
        reader.forget()
        whole = "\n".join(text.paragraphs[n].text for n in clause.paragraphs)
        gives = bool(granting.search(whole))
        for n in clause.paragraphs:
            readings[n] = reader.read(n, text.paragraphs[n].text, gives)
        grants = [grant for n in clause.paragraphs for grant in readings[n].grants]
        found = proposer.proposals(clause, grants, whole)
        found += referrals(clause, whole, found, proposer, text, lexicon)
        kind = duties.kind(clause, bool(found))
        taken = {n: readings[n].used for n in clause.paragraphs}
        for one in found:
            taken[one.span.paragraph].add(one.span.start)
        rows += duties.rows(clause, kind, taken, {note[2] for note in head.notes})
        clauses.append(replace(clause, kind=kind))
        proposals += found
    proposals, across = Across(text, parts.clauses, lexicon).put(proposals)
    for n, start in across:
        readings[n].used.add(start)
    check_genre(text, head, parts, proposals, rows, lexicon)
    answered, unread = account(text, parts, head, proposals, rows, readings, lexicon)
    return Draft(
        raw.name,
        text,
        head,
        tuple(clauses),
        _anchors(parts),
        _headings(parts),
        tuple(proposals),
        tuple(rows),
        answered,
        unread,
    )


def _head(heading: Heading, general: Provisions) -> Head:
    title, issued_on = heading.title(), heading.issued_on()
    validity = general.validity(issued_on, title)
    inclusive, words = general.inclusive()
    number, issuer, contact = heading.document_number(), heading.issuer(), heading.contact()
    marks = [*heading.marks]
    if validity.guessed or validity.valid_from is None:
        marks.append("validity")
    if issued_on is None:
        marks.append("issued_on")
    before = general.succession()
    if before.quote and not (before.once or before.years):
        marks.append("succeeds")
    return Head(
        title,
        number,
        issuer,
        issued_on,
        validity.valid_from,
        validity.valid_to,
        contact,
        (validity.clause, validity.quote),
        inclusive,
        words,
        general.conflict(),
        general.notes(),
        tuple(marks),
        (before.clause, before.quote),
        before.once,
        before.years,
    )


def _anchors(parts: Outline) -> tuple[tuple[str, int], ...]:
    """The anchor of every paragraph that is no heading: head, preamble, intro, c01, c01-2, end."""
    found: list[tuple[str, int]] = []

    def add(name: str, paragraphs: list[int] | tuple[int, ...]) -> None:
        for n, paragraph in enumerate(paragraphs, start=1):
            found.append((name if n == 1 else f"{name}-{n}", paragraph))

    add("head", parts.front)
    add("preamble", parts.preamble)
    add("intro", parts.intros)
    for clause in parts.clauses:
        add(f"c{clause.id}", clause.paragraphs)
    add("end", parts.tail)
    return tuple(sorted(found, key=lambda one: one[1]))


def _headings(parts: Outline) -> dict[int, int]:
    return dict.fromkeys(parts.chapters, 2)
