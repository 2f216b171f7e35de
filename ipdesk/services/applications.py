"""申请表: one form of one applicant that asks for several awards, received as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ipdesk.domain.stages import Role, Stage
from ipdesk.errors import UserError
from ipdesk.services.acts import record, together
from ipdesk.services.checklists import OPEN_STAGES
from ipdesk.services.claim_reading import find_claim
from ipdesk.services.claims import open_claim
from ipdesk.services.decisions import take
from ipdesk.services.evidence import SeenPaper, see_papers
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import applications as stored
from ipdesk.storage import claims, series, settings


def open_application(
    office: Office, actor: Actor, applicant: int, awards: Sequence[tuple[str, str]]
) -> tuple[int, ...]:
    """Begin a draft for each award, (pack, award); together they are one form."""
    actor.require(Role.CLERK)
    if not awards:
        raise UserError("award-or-applicant-gone")
    with together(office) as db:
        drafts = tuple(
            open_claim(office, actor, applicant, pack, award).id for pack, award in awards
        )
        if len(drafts) > 1:
            owner = find_claim(office, drafts[0]).applicant
            form = stored.insert(db, owner, actor.id, office.clock.now())
            for draft in drafts:
                claims.update(db, draft, application=form)
    return drafts


def siblings(office: Office, claim_id: int) -> tuple[tuple[int, str], ...]:
    """The other claims of the same form, with their numbers ("" for drafts)."""
    form = find_claim(office, claim_id).application
    if form is None:
        return ()
    return tuple(one for one in stored.claims(office.db, form) if one[0] != claim_id)


def receive_application(
    office: Office, actor: Actor, form: int, received_on: date, copies: int
) -> Changes:
    """Receive every draft of a form in one act, under one receipt number; all or none."""
    with together(office) as db:
        drafts = [
            claim
            for claim, _ in stored.claims(db, form)
            if find_claim(office, claim).stage is Stage.DRAFT
        ]
        if not drafts:
            raise UserError("application-received")
        for claim in drafts:
            _receive(office, actor, claim, {"received_on": received_on, "copies": copies})
        prefix = str((settings.get(db, "bureau") or {}).get("claim_prefix", ""))
        ordinal = series.next(db, "application", received_on.year)
        values = {"prefix": prefix, "year": received_on.year, "ordinal": ordinal}
        number = office.wording.text("page", "application-number", values)
        stored.receive(db, form, number, received_on)
        numbers = [find_claim(office, claim).number for claim in drafts]
        data = {"number": number, "claims": numbers, "copies": copies}
        record(office, actor, "receive_application", "application", form, data)
    return Changes.of("claim", "claim_step", ids=tuple(drafts))


def see_papers_once(
    office: Office, actor: Actor, claim_id: int, seen: Mapping[str, SeenPaper]
) -> Changes:
    """原件已核对, counting for every claim of the form that asks for the same papers."""
    ids = [claim_id]
    with together(office):
        see_papers(office, actor, claim_id, seen)
        for other, _ in siblings(office, claim_id):
            claim = find_claim(office, other)
            award = office.policies(claim.pack_sha256).awards[claim.award]
            asked = {piece.id for piece in award.evidence}
            wanted = {kind: paper for kind, paper in seen.items() if kind in asked}
            if wanted and claim.stage in OPEN_STAGES:
                see_papers(office, actor, other, wanted)
                ids.append(other)
    return Changes.of("claim_evidence", ids=tuple(ids))


def see_paper_once(
    office: Office, actor: Actor, claim_id: int, evidence: str, pages: int = 1, copies: int = 1
) -> Changes:
    """One kind of paper, seen once for the whole form."""
    return see_papers_once(office, actor, claim_id, {evidence: SeenPaper(pages, copies)})


def _receive(office: Office, actor: Actor, claim_id: int, given: Mapping[str, object]) -> None:
    """Receive one claim of a form; what it still wants is told with its name."""
    try:
        take(office, actor, claim_id, "receive", given)
    except UserError as error:
        if not error.code.startswith("blocked-"):
            raise
        claim = find_claim(office, claim_id)
        label = office.policies(claim.pack_sha256).awards[claim.award].label
        why = office.wording.text("message", error.code, error.values)
        values = {"award": label, "why": why}
        raise UserError("application-waits", field=error.field, **values) from error
