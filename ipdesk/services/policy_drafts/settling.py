"""核对: saving what is typed, confirming, writing off, taking back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ipdesk.domain.draft import TYPED, Answered, Head, Proposal, Span, Sure
from ipdesk.domain.draft_work import CONFIRMED, HEAD, OFF, PROPOSED, Part, PartKey, Work
from ipdesk.errors import UserError
from ipdesk.packs.drafting.editing import phrase_at
from ipdesk.packs.mentions import mentions
from ipdesk.packs.source import squeeze
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.policy_drafts.forms import form_values
from ipdesk.services.policy_drafts.reading import is_open, part_title, read_work
from ipdesk.services.policy_drafts.records import Values
from ipdesk.services.policy_drafts.steps import kept_of, reason_given, stand, stood, take_step
from ipdesk.services.policy_drafts.typed_parts import made_of


def find_part(work: Work, key: PartKey) -> Part:
    """The part; UserError when it is gone."""
    if key not in work.parts:
        raise UserError("draft-part-gone")
    return work.parts[key]


def save_part(office: Office, actor: Actor, draft: int, key: PartKey, values: Values) -> Changes:
    """Keep what is typed into the form of a part; it waits to be confirmed (again)."""
    work = read_work(office, draft)
    part = find_part(work, key)
    made = stood(replace(part, value=made_of(work, key, values)), stand(office, actor, PROPOSED))
    if made == part:
        return Changes.of("policy_draft", ids=(draft,))
    about = part_title(made.value, office.wording)
    return take_step(office, actor, draft, "change", about, [kept_of(made)])


def confirm(
    office: Office,
    actor: Actor,
    draft: int,
    keys: Sequence[PartKey],
    values: Values | None = None,
) -> Changes:
    """Confirm parts as they stand; with `values`, one part as it is typed."""
    work = read_work(office, draft)
    parts = [find_part(work, key) for key in keys]
    if not parts:
        raise UserError("draft-part-gone")
    if values is not None:
        [part] = parts
        parts = [replace(part, value=made_of(work, part.key, values))]
    for part in parts:
        _check_whole(work, part)
    settled = [stood(part, stand(office, actor, CONFIRMED)) for part in parts]
    about = _about(office, settled)
    return take_step(office, actor, draft, "confirm", about, [kept_of(one) for one in settled])


def confirm_sure(office: Office, actor: Actor, draft: int, clause: str = "") -> Changes:
    """Confirm in one go what was read with great certainty, of a clause or of all of them."""
    work = read_work(office, draft)
    keys = [part.key for part in work.parts.values() if _sure(part, clause)]
    if not keys:
        raise UserError("draft-nothing-sure")
    return confirm(office, actor, draft, keys)


def _sure(part: Part, clause: str) -> bool:
    value = part.value
    if not is_open(part) or part.key == HEAD:
        return False
    if clause and getattr(value, "clause", "") != clause:
        return False
    return value.sure is Sure.HIGH if isinstance(value, Proposal) else True


def _check_whole(work: Work, part: Part) -> None:
    """What a person stands for has no gaps that the pack would be refused for."""
    if not isinstance(part.value, Head):
        return
    typed = form_values(part.value)
    for name in ("title", "document_number", "issuer", "contact"):
        if not typed[name]:
            raise UserError("draft-field-empty", field=name)
    text = squeeze("".join(one.text for one in work.base.text.paragraphs))
    if squeeze(part.value.document_number) not in text:
        raise UserError("draft-number-not-in-text", field="document_number")


def write_off(office: Office, actor: Actor, draft: int, key: PartKey, reason: str) -> Changes:
    """Leave a part out of the policy, with the reason that stands for its numbers."""
    words = reason_given(reason)
    work = read_work(office, draft)
    part = find_part(work, key)
    if key == HEAD:
        raise UserError("draft-head-stays")
    if isinstance(part.value, Answered):
        answered = replace(part.value, code=TYPED, by=words)
        made = stood(replace(part, value=answered), stand(office, actor, CONFIRMED))
    else:
        made = stood(part, stand(office, actor, OFF, words))
    about = part_title(part.value, office.wording)
    return take_step(office, actor, draft, "write_off", about, [kept_of(made)])


def write_off_number(office: Office, actor: Actor, draft: int, span: Span, reason: str) -> Changes:
    """Say why a number of the text needs no rule."""
    words = reason_given(reason)
    work = read_work(office, draft)
    text = _paragraph(work, span)
    found = [m for m in mentions(text) if m.start < span.end and span.start < m.start + len(m.text)]
    if not found:
        raise UserError("draft-no-number-here")
    clause = next((one.id for one in work.base.clauses if span.paragraph in one.paragraphs), "")
    first, last = found[0].start, found[-1].start + len(found[-1].text)
    said = phrase_at(work.base, clause, span.paragraph, first, last)
    answer = Answered(clause, said, TYPED, words, Span(span.paragraph, first, last))
    key = PartKey("answer", f"t{span.paragraph:04d}-{first:05d}")
    place = 10_000 + len(work.parts)
    made = stood(Part(key, place, answer), stand(office, actor, CONFIRMED))
    return take_step(office, actor, draft, "write_off", text[first:last], [kept_of(made)])


def reopen(office: Office, actor: Actor, draft: int, key: PartKey) -> Changes:
    """Take a confirmation or a write-off back; what a person wrote off goes altogether."""
    work = read_work(office, draft)
    part = find_part(work, key)
    about = part_title(part.value, office.wording)
    if isinstance(part.value, Answered):
        # The number is open again: nothing stands for it.
        return take_step(office, actor, draft, "reopen", about, [], [key])
    made = stood(part, stand(office, actor, PROPOSED))
    return take_step(office, actor, draft, "reopen", about, [kept_of(made)])


def _paragraph(work: Work, span: Span) -> str:
    paragraphs = work.base.text.paragraphs
    if not (0 <= span.paragraph < len(paragraphs) and 0 <= span.start < span.end):
        raise UserError("draft-no-number-here")
    return paragraphs[span.paragraph].text


def _about(office: Office, parts: Sequence[Part]) -> str:
    if len(parts) == 1:
        return part_title(parts[0].value, office.wording)
    return office.wording.text("draft-step", "several", {"count": len(parts)})
