"""申报指南 from the pack: of one award, of a clause, or of the whole policy with contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ipdesk.domain.guide import Block, Guide, GuideChapter, GuidePart, GuideSection, Quote
from ipdesk.domain.letter import Table
from ipdesk.domain.policy import Award, Clause, ClauseStatus, Evidence, Provision
from ipdesk.services.counter import Counter
from ipdesk.services.guide_terms import late, limits, standard, times
from ipdesk.services.readings import ReadingRow


def award_guide(counter: Counter, award: Award) -> Guide:
    """One award with everything an applicant has to know about it."""
    clause = counter.clause_of(award)
    sections = (
        _basis(counter, award, clause),
        *_own(counter, award),
        _materials(counter, award.evidence, award),
        _flow(counter, (award,)),
        _contact(counter),
        *_readings(counter, counter.bearing(award), "h-readings"),
    )
    part = GuidePart("", _numbered(counter, sections))
    title = counter.say("title", name=award.label)
    chapters = (GuideChapter("", (part,)),)
    return _guide(counter, title, chapters, _notice(counter, (award,), (clause,)))


def clause_guide(counter: Counter, clause: Clause) -> Guide:
    """The awards of one clause, what they share said once."""
    title = counter.say("title-clause", clause=clause.number, heading=clause.heading)
    return _many(counter, title, (clause,))


def policy_guide(counter: Counter) -> Guide:
    """Every award of the policy, clause by clause."""
    title = counter.say("title-policy", title=counter.policy.title)
    clauses = tuple(clause for clause in counter.policy.clauses if clause.awards)
    return _many(counter, title, clauses)


def _many(counter: Counter, title: str, clauses: tuple[Clause, ...]) -> Guide:
    awards = tuple(award for clause in clauses for award in clause.awards)
    common = shared_evidence(counter)
    chapters = [
        GuideChapter(
            counter.say("common"),
            (GuidePart("", _numbered(counter, tuple(_common(counter, awards, common)))),),
        )
    ]
    for clause in clauses:
        parts = tuple(
            GuidePart(
                counter.say("part", number=number, label=award.label),
                _numbered(counter, tuple(_specific(counter, award, clause, common))),
            )
            for number, award in enumerate(clause.awards, start=1)
        )
        heading = counter.say("chapter", clause=clause.number, heading=clause.heading)
        chapters.append(GuideChapter(heading, parts))
    notice = _notice(counter, awards, ())
    return _guide(counter, title, tuple(chapters), notice, counter.say("contents"))


def _guide(
    counter: Counter,
    title: str,
    chapters: tuple[GuideChapter, ...],
    notice: str,
    contents: str = "",
) -> Guide:
    subtitle = counter.say("subtitle", bureau=counter.bureau, day=counter.today)
    return Guide(title, subtitle, notice, chapters, contents, counter.bureau, counter.today)


def _common(
    counter: Counter, awards: Sequence[Award], common: tuple[Evidence, ...]
) -> Iterator[GuideSection]:
    policy = counter.policy
    blocks: list[Block] = [_document(counter, "basis-policy")]
    blocks += _validity(counter)
    if policy.inclusive:
        blocks.append(_provision(counter, policy.inclusive))
    if policy.conflict:
        blocks.append(_provision(counter, policy.conflict))
    yield GuideSection(counter.say("h-basis"), tuple(blocks))
    if common:
        blocks = [_material_table(counter, common), counter.say("materials-note")]
        yield GuideSection(counter.say("h-common-materials"), tuple(blocks))
    yield _flow(counter, awards)
    yield _contact(counter)
    yield from _readings(counter, counter.general(), "h-common-readings")


def _specific(
    counter: Counter, award: Award, clause: Clause, common: tuple[Evidence, ...]
) -> Iterator[GuideSection]:
    blocks: list[Block] = [_quote(counter, award.quote, clause)]
    blocks += _status(counter, clause)
    yield GuideSection(counter.say("h-basis"), tuple(blocks))
    yield from _own(counter, award)
    own = tuple(piece for piece in award.evidence if piece not in common)
    yield _materials(counter, own, award, referring=len(own) < len(award.evidence))
    general = set(counter.general())
    rows = tuple(row for row in counter.bearing(award) if row not in general)
    yield from _readings(counter, rows, "h-readings", common=bool(general))


def _own(counter: Counter, award: Award) -> Iterator[GuideSection]:
    """What is the award's own whichever guide it stands in."""
    yield GuideSection(counter.say("h-standard"), tuple(standard(counter, award)))
    yield GuideSection(counter.say("h-who"), tuple(_who(counter, award)))
    yield GuideSection(counter.say("h-conditions"), tuple(_conditions(counter, award)))
    yield GuideSection(counter.say("h-time"), tuple(times(counter, award)))
    yield GuideSection(counter.say("h-limits"), tuple(limits(counter, award)))


def _basis(counter: Counter, award: Award, clause: Clause) -> GuideSection:
    blocks: list[Block] = [
        _document(counter, "basis", clause=clause.number, heading=clause.heading),
        _quote(counter, award.quote, clause),
        *_validity(counter),
        *_status(counter, clause),
    ]
    return GuideSection(counter.say("h-basis"), tuple(blocks))


def _document(counter: Counter, key: str, **values: object) -> str:
    policy = counter.policy
    return counter.say(
        key if policy.issued_on else f"{key}-undated",
        title=policy.title,
        number=policy.document_number,
        issuer=policy.issuer,
        day=policy.issued_on,
        **values,
    )


def _provision(counter: Counter, provision: Provision) -> Quote:
    return _quote(counter, provision.quote, counter.policy.clause(provision.clause))


def _quote(counter: Counter, text: str, clause: Clause) -> Quote:
    return Quote(counter.say("quoted", text=text, clause=clause.number))


def _validity(counter: Counter) -> Iterator[Block]:
    policy = counter.policy
    if policy.validity_quote and policy.validity_clause:
        yield _quote(counter, policy.validity_quote, policy.clause(policy.validity_clause))
    span = {"from": policy.valid_from, "to": policy.valid_to}
    if policy.valid_to:
        yield counter.say("in-force", **span)
    elif policy.valid_from:
        yield counter.say("in-force-open", **span)


def _status(counter: Counter, clause: Clause) -> Iterator[str]:
    if clause.status is not ClauseStatus.IN_FORCE:
        since = {"from": clause.status_from}
        yield counter.say(
            f"{clause.status}-from" if clause.status_from else str(clause.status),
            document=clause.status_document,
            bureau=counter.bureau,
            **since,
        )


def _notice(counter: Counter, awards: Sequence[Award], clauses: Sequence[Clause]) -> str:
    """What has to be seen before anything else."""
    policy, said = counter.policy, [text for c in clauses for text in _status(counter, c)]
    if policy.valid_to and counter.today > policy.valid_to and awards:
        said.append(counter.say("expired", to=policy.valid_to))
        said += dict.fromkeys(counter.say(f"expired-{late(counter, award)}") for award in awards)
    if policy.valid_from and counter.today < policy.valid_from:
        said.append(counter.say("not-yet", **{"from": policy.valid_from}))
    return "".join(said)


def _who(counter: Counter, award: Award) -> Iterator[str]:
    yield counter.say("who", text=award.who_text.rstrip("。"))
    kinds = [counter.wording.label("kind", kind) for kind in award.who]
    yield counter.say("kinds", kinds=kinds)
    for row in counter.bearing(award):
        if not row.point.key and any(
            check.reading == row.point.id and "applicant-not-local" in check.codes
            for check in award.checks
        ):
            yield counter.say("who-reading", question=row.point.question, text=row.label)


def _conditions(counter: Counter, award: Award) -> Iterator[str]:
    # What every award asks for in form, without words of the policy, comes last.
    checks = sorted(award.checks, key=lambda check: not check.quote)
    for number, check in enumerate(checks, start=1):
        key = "check-quoted" if check.quote else "check"
        yield counter.say(key, number=number, label=check.label.rstrip("。"), quote=check.quote)


def _materials(
    counter: Counter, pieces: Sequence[Evidence], award: Award, referring: bool = False
) -> GuideSection:
    blocks: list[Block] = []
    if pieces:
        blocks.append(_material_table(counter, pieces))
    if referring:
        blocks.append(counter.say("materials-common", common=counter.say("common")))
    else:
        blocks.append(counter.say("materials-note"))
    named = [] if award.subject.derived else [counter.say("fact", label=award.subject.label)]
    for fact in award.facts:
        named.append(counter.say("fact" if fact.required else "fact-optional", label=fact.label))
    blocks.append(counter.say("facts", facts=named))
    return GuideSection(counter.say("h-materials"), tuple(blocks))


def _material_table(counter: Counter, pieces: Sequence[Evidence]) -> Table:
    return Table(
        head=counter.split("materials-head"),
        rows=tuple(
            (str(number), piece.label, need(counter, piece), piece.note)
            for number, piece in enumerate(pieces, start=1)
        ),
        align="clcl",
        widths=(0.08, 0.36, 0.14, 0.42),
    )


def need(counter: Counter, piece: Evidence) -> str:
    """Whether a piece must be handed in."""
    return counter.say("needed" if piece.required else "optional")


def shared_evidence(counter: Counter) -> tuple[Evidence, ...]:
    """The pieces that every award of the policy asks for."""
    awards = tuple(counter.policy.awards.values())
    if not awards:
        return ()
    return tuple(
        piece for piece in awards[0].evidence if all(piece in other.evidence for other in awards)
    )


def _flow(counter: Counter, awards: Sequence[Award]) -> GuideSection:
    paying = [award for award in awards if not award.referral]
    steps = ["receive", "accept", "examine"]
    if any(award.ceiling_fen for award in paying):
        steps.append("deliberate")
    if paying:
        steps += ["publish", "approve", "pay"]
    if len(paying) < len(awards):
        steps.append("refer")
    some = "some-" if len(awards) > 1 else ""
    texts = []
    for number, step in enumerate(steps, start=1):
        key = f"flow-{some if step in ('deliberate', 'refer') else ''}{step}"
        text = counter.say(key, days=counter.publicity_days)
        texts.append(counter.say("numbered", number=number, text=text))
    return GuideSection(counter.say("h-flow"), tuple(texts))


def _contact(counter: Counter) -> GuideSection:
    said = [counter.say("contact-bureau", bureau=counter.bureau)]
    if counter.contact:
        said.append(counter.say("contact-person", contact=counter.contact))
    if counter.phone:
        said.append(counter.say("contact-phone", phone=counter.phone))
    if counter.policy.contact and counter.policy.contact != counter.bureau:
        said.append(counter.say("contact-policy", contact=counter.policy.contact))
    return GuideSection(counter.say("h-contact"), tuple(said))


def _readings(
    counter: Counter, rows: Sequence[ReadingRow], heading: str, common: bool = False
) -> Iterator[GuideSection]:
    """What the text leaves open, how the bureau reads it, and by which document."""
    if not rows:
        return
    table = Table(
        head=counter.split("readings-head"),
        rows=tuple(
            (
                counter.say("reading", id=row.point.id, question=row.point.question),
                row.label,
                basis(counter, row),
            )
            for row in rows
        ),
        align="lll",
        widths=(0.4, 0.34, 0.26),
    )
    blocks: list[Block] = [counter.say("readings-lead"), table]
    if common:
        blocks.append(counter.say("readings-common", common=counter.say("common")))
    yield GuideSection(counter.say(heading), tuple(blocks))


def basis(counter: Counter, row: ReadingRow) -> str:
    """The document a reading rests on, or that there is none."""
    if not row.document:
        return counter.say("default-basis")
    code = "reading-basis-dated" if row.document_on else "reading-basis"
    values = {"document": row.document, "day": row.document_on}
    return counter.wording.text("page", code, values)


def _numbered(counter: Counter, sections: Sequence[GuideSection]) -> tuple[GuideSection, ...]:
    ordinals = counter.say("ordinals").split()
    return tuple(
        GuideSection(counter.say("heading", ordinal=ordinal, heading=one.heading), one.blocks)
        for ordinal, one in zip(ordinals, sections, strict=False)
    )
