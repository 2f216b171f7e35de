"""New parts, parts taken apart, and parts put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ipdesk.domain.draft import Proposal, Span
from ipdesk.domain.draft_work import PROPOSED, Part, PartKey, Work
from ipdesk.errors import UserError
from ipdesk.packs.drafting.editing import joined, new_proposal, split_at
from ipdesk.paths import resources
from ipdesk.services.drafting import lexicon
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.policy_drafts.reading import read_work
from ipdesk.services.policy_drafts.records import Started, Values
from ipdesk.services.policy_drafts.settling import find_part
from ipdesk.services.policy_drafts.steps import kept_of, stand, stood, take_step
from ipdesk.services.policy_drafts.typed_parts import made_of

_NUMBER = re.compile(r"(\d+)$")
_LAST = 99


def add_part(
    office: Office, actor: Actor, draft: int, span: Span, values: Values | None = None
) -> Started:
    """A proposal for a number or a sentence that was not read."""
    work = read_work(office, draft)
    if not 0 <= span.paragraph < len(work.base.text.paragraphs) or not work.base.clauses:
        raise UserError("draft-no-number-here")
    made = new_proposal(work.base, "", span, lexicon(resources()))
    made = replace(made, id=_free_number(work, made.clause))
    key = PartKey("proposal", made.id)
    part = Part(key, _place(work), made)
    if values:
        work = replace(work, parts={**work.parts, key: part})
        part = replace(part, value=made_of(work, key, values))
    # What was written off as needing no rule has one now.
    gone = [one.key for one in work.of("answer") if _within(one, span)]
    done = take_step(office, actor, draft, "add", made.label, [kept_of(part)], gone)
    return Started(draft, done, key)


def split(office: Office, actor: Actor, draft: int, key: PartKey, at: Span) -> Started:
    """Make the number at a place of the sentence a proposal of its own."""
    work = read_work(office, draft)
    one = _proposal(find_part(work, key))
    if not 0 <= at.paragraph < len(work.base.text.paragraphs):
        raise UserError("draft-no-number-here")
    made = split_at(work.base, one, _free_number(work, one.clause), at)
    if made is None:
        raise UserError("draft-split-nowhere")
    first, second = made
    put = [
        stood(replace(work.parts[key], value=first), stand(office, actor, PROPOSED)),
        Part(PartKey("proposal", second.id), work.parts[key].place + 1, second),
    ]
    done = take_step(office, actor, draft, "split", one.label, [kept_of(part) for part in put])
    return Started(draft, done, put[1].key)


def join(office: Office, actor: Actor, draft: int, keys: Sequence[PartKey]) -> Changes:
    """Put proposals of one clause together: the first one stays, with what the others held."""
    work = read_work(office, draft)
    parts = [find_part(work, key) for key in dict.fromkeys(keys)]
    values = [_proposal(part) for part in parts]
    if len(values) < 2 or len({one.clause for one in values}) > 1:
        raise UserError("draft-join-one-clause")
    made = stood(replace(parts[0], value=joined(values)), stand(office, actor, PROPOSED))
    gone = [part.key for part in parts[1:]]
    return take_step(office, actor, draft, "join", values[0].label, [kept_of(made)], gone)


def _proposal(part: Part) -> Proposal:
    if not isinstance(part.value, Proposal):
        raise UserError("draft-not-a-proposal")
    return part.value


def _free_number(work: Work, clause: str) -> str:
    """The next number of a clause; one that was taken once is not given again."""
    taken = [
        int(found[1])
        for part in work.of("proposal")
        if part.key.part.startswith(f"{clause}-") and (found := _NUMBER.search(part.key.part))
    ]
    number = max(taken, default=0) + 1
    if number > _LAST:
        raise UserError("draft-too-many-parts")
    return f"{clause}-{number:02d}"


def _place(work: Work) -> int:
    return max((part.place for part in work.parts.values()), default=0) + 10


def _within(part: Part, span: Span) -> bool:
    place = getattr(part.value, "span", None)
    return bool(
        place
        and place.paragraph == span.paragraph
        and place.start < span.end
        and span.start < place.end
    )
