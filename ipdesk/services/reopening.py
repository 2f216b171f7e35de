"""另立一件重办: what was revoked or ended is taken up again as a new claim."""

from __future__ import annotations

from ipdesk.domain.stages import RELEASED, Role
from ipdesk.errors import UserError
from ipdesk.services.claim_reading import read_claim
from ipdesk.services.claims import ClaimForm, ItemForm, Opened, open_claim, save_draft
from ipdesk.services.office import Actor, Office

__all__ = ["open_again"]


def open_again(office: Office, actor: Actor, claim_id: int) -> Opened:
    """A new draft with the facts of an ended claim, received on the day the old one was.

    The day stays because validity and deadlines are judged by it; the note names the old claim.
    """
    actor.require(Role.CLERK)
    reading = read_claim(office, claim_id)
    old = reading.claim
    if old.stage not in RELEASED:
        raise UserError("claim-not-ended")
    opened = open_claim(office, actor, old.applicant, old.pack, old.award, old.received_on)
    made = [one for one in reading.situation.corrections if one.state == "approved"]
    note = office.wording.text("page", "again", {"number": old.number})
    form = ClaimForm(
        received_on=old.received_on,
        fund_year=office.clock.now().date().year,
        copies=old.copies,
        basis_document=old.basis_document or (made[-1].basis if made else ""),
        note=f"{note}{old.note}",
        items=tuple(ItemForm(item.subject, item.typed) for item in reading.items),
        asked_fen=old.asked_fen,
        difference=old.difference,
    )
    save_draft(office, actor, opened.id, form)
    return opened
