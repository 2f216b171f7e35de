"""Reading a kept draft: the text, each part with its sentence, and what is left to settle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ipdesk.domain.draft import Answered, Draft, DraftRow, Head, Proposal, Reason, Span
from ipdesk.domain.draft_parts import (
    answer_of,
    head_of,
    outline_data,
    outline_of,
    proposal_of,
    row_of,
)
from ipdesk.domain.draft_work import (
    OFF,
    PROPOSED,
    ChosenReading,
    Part,
    PartKey,
    Settled,
    SettledCase,
    Value,
    Work,
)
from ipdesk.domain.policy import Choice
from ipdesk.errors import UserError
from ipdesk.packs.drafting.drafting import draft_of
from ipdesk.packs.mentions import Sort, mentions
from ipdesk.paths import resources
from ipdesk.services.drafting import lexicon, worth_text
from ipdesk.services.office import Office
from ipdesk.services.policy_drafts.records import (
    DraftPage,
    KeptRow,
    PartRow,
    TextParagraph,
    UnreadRow,
)
from ipdesk.storage import operators
from ipdesk.storage import policy_drafts as stored
from ipdesk.storage.policy_drafts import KeptDraft, KeptPart
from ipdesk.wording import Wording

_FIELD_OF = {"amount": "amount", "rate": "amount", "unit": "unit", "label": "label", "who": "who"}
_HEAD_FIELDS = {
    "validity": ("valid_from", "valid_to"),
    "succeeds": ("carry_once", "carry_years"),
}
_CAPS = {
    "item": "cap_item",
    "year": "cap_year",
    "total": "cap_total",
    "applicant": "cap_applicant",
    "count": "cap_units",
}


def kept_drafts(office: Office) -> tuple[KeptRow, ...]:
    """The open drafts, the last changed first."""
    names = _names(office)
    rows = []
    for one in stored.drafts(office.db):
        if one.state != "open":
            continue
        counts, parts = stored.counts(office.db, one.id), stored.parts(office.db, one.id)
        rows.append(
            KeptRow(
                one.id,
                one.title,
                one.pack,
                one.file_name,
                one.replaces,
                names.get(one.operator, ""),
                one.at,
                one.changed_at,
                counts.get("proposed", 0),
                counts.get("confirmed", 0),
                counts.get("written-off", 0),
                sum(is_open(part_of(part)) for part in parts if part.kind in _VALUES),
            )
        )
    return tuple(rows)


def find_draft(office: Office, draft: int) -> KeptDraft:
    """The draft on file; UserError when it is gone or closed."""
    kept = stored.get(office.db, draft)
    if kept is None or kept.state == "dropped":
        raise UserError("draft-gone")
    return kept


def read_work(office: Office, draft: int) -> Work:
    """The draft with its parts as they stand now."""
    kept = find_draft(office, draft)
    base = _base(office, draft)
    parts: dict[PartKey, Part] = {}
    cases: dict[str, SettledCase] = {}
    readings: dict[str, ChosenReading] = {}
    for one in stored.parts(office.db, draft):
        if one.kind == "case":
            amounts = {str(k): int(v) for k, v in one.data.get("amounts", {}).items()}
            inputs = str(one.data.get("inputs", ""))
            cases[one.part] = SettledCase(inputs, one.state, amounts, one.reason)
        elif one.kind == "reading":
            readings[one.part] = _chosen(one.data)
        else:
            part = part_of(one)
            parts[part.key] = part
    settled = Settled(cases, readings, kept.replaces)
    before = next((one for one in office.current if one.id == kept.replaces), None)
    awards = before.awards.values() if before else ()
    choices = tuple(Choice(one.id, f"{one.id} {one.label}") for one in awards)
    return Work(draft, kept.pack, kept.title, kept.replaces, base, parts, settled, choices)


def part_of(one: KeptPart) -> Part:
    """A kept part as a record."""
    key = PartKey(one.kind, one.part)
    value = _VALUES[one.kind](one.data)
    return Part(key, one.place, value, one.state, one.reason, one.operator, one.at)


_VALUES: dict[str, Any] = {
    "head": head_of,
    "proposal": proposal_of,
    "row": row_of,
    "answer": answer_of,
}


def _chosen(data: Mapping[str, Any]) -> ChosenReading:
    day = data.get("document_on")
    return ChosenReading(
        str(data.get("value", "")),
        str(data.get("document", "")),
        date.fromisoformat(day) if day else None,
    )


def _base(office: Office, draft: int) -> Draft:
    kept = stored.outline(office.db, draft)
    if kept is not None:
        return outline_of(kept)
    raw = stored.document(office.db, draft)
    if raw is None:
        raise UserError("draft-gone")
    return outline_of(outline_data(draft_of(raw, lexicon(resources()))))


def draft_page(office: Office, draft: int) -> DraftPage:
    """Everything the editor shows at once; the check of the pack comes after it."""
    kept, work = find_draft(office, draft), read_work(office, draft)
    names = _names(office)
    parts = tuple(part_row(work, part, names, office.wording) for part in _sorted(work))
    unread = tuple(_unread(work, office.wording))
    step = stored.last_step(office.db, draft)
    undo = ""
    if step:
        undo = office.wording.text("draft-step", step.act, {"about": step.about})
    return DraftPage(
        draft,
        kept.title,
        kept.pack,
        kept.replaces,
        _title_of(office, kept.replaces),
        tuple(_paragraphs(work.base)),
        parts,
        unread,
        sum(one.open for one in parts) + len(unread),
        undo,
        work,
    )


def _sorted(work: Work) -> list[Part]:
    """The parts in the order of their sentences, the head first."""

    def place(part: Part) -> tuple[int, int, int, int]:
        found = work.sentence(part.key)
        if part.key.kind == "head" or found is None:
            return (0 if part.key.kind == "head" else 1, 10**6, 0, part.place)
        value = part.value
        number = value.span if isinstance(value, Proposal) else found
        return 1, number.paragraph, number.start, part.place

    return sorted(work.parts.values(), key=place)


def part_row(work: Work, part: Part, names: Mapping[int, str], wording: Wording) -> PartRow:
    """One part in words."""
    value = part.value
    doubts = _doubts(value, wording) if part.state == PROPOSED else ()
    sure = str(value.sure) if isinstance(value, Proposal) else ""
    return PartRow(
        part.key,
        "" if isinstance(value, Head) else value.clause,
        part.state,
        part_title(value, wording),
        _line(value, wording),
        sure,
        wording.label("draft-sure", sure) if sure else "",
        doubts,
        unsure_fields(value) if part.state == PROPOSED else (),
        work.sentence(part.key),
        value.span if isinstance(value, Proposal | Answered) else None,
        part.reason,
        names.get(part.operator or 0, ""),
        part.at,
        is_open(part),
    )


def is_open(part: Part) -> bool:
    """Whether somebody must still settle a part; counts and days answer for themselves."""
    if part.state != PROPOSED:
        return False
    if isinstance(part.value, Answered):
        return any(one.sort in (Sort.MONEY, Sort.PERCENT) for one in mentions(part.value.text))
    return True


def part_title(value: Value, wording: Wording) -> str:
    """What a part is called in a list."""
    if isinstance(value, Head):
        return wording.text("draft-part-kind", "head")
    if isinstance(value, Proposal):
        return value.label
    if isinstance(value, DraftRow):
        return f"{wording.label('draft-row', value.kind)}　{value.measure}"
    return value.text


def _line(value: Value, wording: Wording) -> str:
    if isinstance(value, Head):
        return f"{value.title}　{value.document_number}".strip()
    if isinstance(value, Proposal):
        return worth_text(value, wording)
    if isinstance(value, DraftRow):
        return value.quote
    if wording.has("draft-answer", value.code):
        return wording.text("draft-answer", value.code, {"by": value.by})
    return value.by


def _doubts(value: Value, wording: Wording) -> tuple[str, ...]:
    if isinstance(value, Head):
        return tuple(
            wording.text("draft-part-kind", "missing", {"part": wording.label("draft-part", one)})
            for one in value.proposed
        )
    reasons: tuple[Reason, ...] = () if isinstance(value, Answered) else value.reasons
    return tuple(wording.text("draft-reason", one.code, dict(one.values)) for one in reasons)


def unsure_fields(value: Value) -> tuple[str, ...]:
    """The fields of the form that are to be looked at."""
    if isinstance(value, Head):
        return tuple(part for one in value.proposed for part in _HEAD_FIELDS.get(one, (one,)))
    if isinstance(value, DraftRow):
        return tuple(dict.fromkeys(one.part for one in value.reasons if one.part))
    if isinstance(value, Answered):
        return ()
    fields = [_FIELD_OF[part] for part in value.unsure_parts if part in _FIELD_OF]
    if "limit" in value.unsure_parts:
        fields += [_CAPS[limit.scope] for limit in value.limits if limit.scope in _CAPS]
    return tuple(dict.fromkeys(fields))


def _paragraphs(base: Draft) -> Iterator[TextParagraph]:
    clauses = {n: one.id for one in base.clauses for n in one.paragraphs}
    for n, paragraph in enumerate(base.text.paragraphs):
        yield TextParagraph(n, paragraph.text, n in base.headings, clauses.get(n, ""))


def _unread(work: Work, wording: Wording) -> Iterator[UnreadRow]:
    taken = [
        part.value.span
        for part in work.parts.values()
        if isinstance(part.value, Proposal | Answered) and part.value.span
    ]
    for one in work.base.unread:
        if any(_over(one.span, span) for span in taken):
            continue
        if any(_holds(work, one.span, part) for part in work.of("proposal")):
            continue
        yield UnreadRow(
            one.clause, one.text, wording.label("mention", one.sort), one.around, one.span
        )


def _holds(work: Work, span: Span, part: Part) -> bool:
    """Whether the ceilings of a proposal stand on a number that was not read at first."""
    value = part.value
    if part.state == OFF or not isinstance(value, Proposal) or value.span == span:
        return False
    text = work.base.text.paragraphs[span.paragraph].text
    said = text[span.start : span.end]
    return any(
        said in limit.quote
        and (at := text.find(limit.quote)) >= 0
        and at <= span.start < at + len(limit.quote)
        for limit in value.limits
    )


def _over(one: Span, other: Span) -> bool:
    return one.paragraph == other.paragraph and one.start < other.end and other.start < one.end


def _names(office: Office) -> dict[int, str]:
    return {one.id: one.name for one in operators.all_of(office.db)}


def _title_of(office: Office, pack: str) -> str:
    found = (policy for policy in office.current if policy.id == pack)
    return next((policy.title for policy in found), "")
