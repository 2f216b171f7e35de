"""One step of the editing: the parts before it are kept, so that it can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, NamedTuple

from ipdesk.domain.draft_parts import part_data
from ipdesk.domain.draft_work import PROPOSED, Part, PartKey
from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.services.acts import act
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.policy_drafts.reading import find_draft
from ipdesk.storage import policy_drafts as stored
from ipdesk.storage.policy_drafts import KeptPart

DRAFTERS: Final = (Role.CLERK, Role.REVIEWER, Role.ADMINISTRATOR)
_TYPED: Final = "change"
_MOST_REASON: Final = 200


def changes(draft: int) -> Changes:
    return Changes.of("policy_draft", ids=(draft,))


def take_step(
    office: Office,
    actor: Actor,
    draft: int,
    name: str,
    about: str,
    put: Sequence[KeptPart],
    gone: Iterable[PartKey] = (),
) -> Changes:
    """Write the parts of a step at once, and what they were before it.

    Typing on in one part is one step: what it was before the first letter is kept.
    """
    actor.require(*DRAFTERS)
    gone = tuple(gone)
    with act(office) as db:
        if find_draft(office, draft).state != "open":
            raise UserError("draft-is-closed")
        at = office.clock.now()
        known = {(one.kind, one.part): one for one in stored.parts(db, draft)}
        touched = [(one.kind, one.part) for one in put] + [(key.kind, key.part) for key in gone]
        before = [(kind, part, known.get((kind, part))) for kind, part in touched]
        last = stored.last_step(db, draft) if name == _TYPED else None
        same = last and last.act == name and [(k, p) for k, p, _ in last.before] == touched
        if not same:
            stored.add_step(db, draft, name, about, before, actor.id, at)
        for one in put:
            stored.put(db, draft, one.place, one, at)
        for key in gone:
            stored.remove(db, draft, key.kind, key.part, at)
    return changes(draft)


def undo(office: Office, actor: Actor, draft: int) -> Changes:
    """Take the last step back, whoever made it."""
    actor.require(*DRAFTERS)
    with act(office) as db:
        step = stored.last_step(db, draft)
        if step is None:
            raise UserError("draft-nothing-to-undo")
        at = office.clock.now()
        for kind, part, before in step.before:
            if before is None:
                stored.remove(db, draft, kind, part, at)
            else:
                stored.put(db, draft, before.place, before, at)
        stored.forget_step(db, step.id)
    return changes(draft)


def kept_of(part: Part) -> KeptPart:
    """A part as it is written."""
    return KeptPart(
        part.key.kind,
        part.key.part,
        part_data(part.value),
        part.state,
        part.reason,
        part.operator,
        part.at,
        part.place,
    )


class Stand(NamedTuple):
    """How a part stands after somebody settled it, or after it was taken back."""

    state: str
    reason: str
    operator: int | None
    at: datetime | None


def stand(office: Office, actor: Actor, state: str, reason: str = "") -> Stand:
    """How a part stands that `actor` puts into a state now."""
    if state == PROPOSED:
        return Stand(state, "", None, None)
    return Stand(state, reason, actor.id, office.clock.now())


def stood(part: Part, how: Stand) -> Part:
    """A part put into another state."""
    return replace(part, state=how.state, reason=how.reason, operator=how.operator, at=how.at)


def reason_given(reason: str) -> str:
    """The reason of a write-off; UserError when there is none."""
    words = reason.strip()
    if not words:
        raise UserError("draft-reason-missing", field="reason")
    if len(words) > _MOST_REASON:
        raise UserError("draft-too-many-letters", field="reason", most=_MOST_REASON)
    return words
