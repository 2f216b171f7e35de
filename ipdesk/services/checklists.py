"""Working the checklist."""

from __future__ import annotations

from ipdesk.domain.record import CheckState
from ipdesk.domain.stages import Role, Stage
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.claim_reading import find_claim
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import casefile

# A clerk may tick while the applicant stands at the counter, before receipt is recorded.
OPEN_STAGES = (Stage.DRAFT, Stage.RECEIVED, Stage.RETURNED, Stage.ACCEPTED)


def answer_check(
    office: Office,
    actor: Actor,
    claim_id: int,
    check_id: str,
    state: CheckState,
    note: str = "",
) -> Changes:
    """Answer one line; 不符合 needs a note saying why, it goes on the form."""
    actor.require(Role.CLERK)
    claim = find_claim(office, claim_id)
    if claim.stage not in OPEN_STAGES:
        raise UserError("claim-not-editable")
    award = office.policies(claim.pack_sha256).awards[claim.award]
    check = next((one for one in award.checks if one.id == check_id), None)
    if check is None:
        raise UserError("check-gone")
    if state is CheckState.UNMET and not note.strip():
        raise UserError("check-needs-note", field="note")
    with act(office) as db:
        old = casefile.checks(db, claim_id).get(check_id)
        lying = [
            piece
            for piece in casefile.evidence(db, claim_id)
            if piece.valid and piece.evidence in check.evidence
        ]
        seen = [piece.id for piece in lying]
        casefile.set_check(
            db, claim_id, check_id, state, note.strip(), actor.id, office.clock.now(), seen
        )
        if claim.stage is not Stage.DRAFT:
            data = {
                "check": check_id,
                "old": str(old.state) if old else "",
                "new": str(state),
                "note": note.strip(),
                "seen": {str(piece.id): piece.sha256 for piece in lying},
            }
            record(office, actor, "answer_check", "claim", claim_id, data)
    return Changes.of("claim_check", ids=(claim_id,))
