"""Money after the decision: paid whole or in parts, sent back by the bank, returned, remitted."""

from __future__ import annotations

from collections.abc import Mapping

from ipdesk.domain.record import PaymentRecord
from ipdesk.errors import UserError
from ipdesk.services.claim_reading import Reading
from ipdesk.services.office import Actor, Office
from ipdesk.services.outcomes import Values, day_of
from ipdesk.storage import batches
from ipdesk.storage import payments as stored


def which(reading: Reading, given: Mapping[str, object]) -> str:
    """A payment of less than is due leaves the claim 已批准, waiting for the rest."""
    fen, due = given.get("paid_fen"), reading.claim.due_fen
    return "pay_part" if isinstance(fen, int) and 0 < fen < due else "pay"


def pay(office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]) -> Values:
    """Money sent to the applicant's account as it is on file today."""
    claim, applicant = reading.claim, reading.applicant
    fen, day = given["paid_fen"], day_of(given["paid_on"])
    if not isinstance(fen, int) or not 0 < fen <= claim.due_fen:
        raise UserError("paid-not-approved", field="paid_fen", approved=claim.due_fen)
    since, today = claim.approved_on, office.clock.now().date()
    if (since is not None and day < since) or day > today:
        raise UserError("paid-day-wrong", field="paid_on", since=since or today, today=today)
    listed = batches.waiting(office.db, claim.id)
    if listed is not None and listed[1] != fen:
        raise UserError("paid-not-as-listed", field="paid_fen", listed=listed[1])
    voucher = str(given["voucher"]).strip()
    payment = PaymentRecord(
        day,
        fen,
        voucher,
        applicant.bank,
        applicant.account_name,
        applicant.account,
        actor.name,
        note=str(given.get("note", "")),
    )
    number = stored.add(office.db, claim.id, payment, actor.id, office.clock.now())
    batches.mark_paid(office.db, claim.id, number, day)
    return {
        "paid_on": day,
        "paid_fen": stored.balance(office.db, claim.id),
        "voucher": voucher,
    }


def bounce(office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]) -> Values:
    """退票: a payment the bank sent back; the claim waits to be paid again."""
    claim = reading.claim
    movements = stored.of_claim(office.db, claim.id)
    back = {one.refers for one in movements if one.kind == "bounced"}
    paid = [one for one in movements if one.kind == "paid" and one.id not in back]
    chosen = next((one for one in paid if one.id == given["payment"]), None)
    if chosen is None:
        raise UserError("payment-unknown", field="payment")
    day, today = day_of(given["bounced_on"]), office.clock.now().date()
    if not chosen.paid_on <= day <= today:
        raise UserError("bounce-day-wrong", field="bounced_on", since=chosen.paid_on, today=today)
    returned = PaymentRecord(
        day,
        chosen.fen,
        chosen.voucher,
        chosen.bank,
        chosen.account_name,
        chosen.account,
        actor.name,
        kind="bounced",
        refers=chosen.id,
        note=str(given["reason"]).strip(),
    )
    stored.add(office.db, claim.id, returned, actor.id, office.clock.now())
    batches.mark_bounced(office.db, chosen.id, day, returned.note)
    rest = [one for one in paid if one.id != chosen.id]
    return {
        "paid_on": rest[-1].paid_on if rest else None,
        "paid_fen": stored.balance(office.db, claim.id),
        "voucher": rest[-1].voucher if rest else "",
    }


def recover(office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]) -> Values:
    """追回: money the applicant returned, whole or in parts."""
    claim, applicant = reading.claim, reading.applicant
    fen, left = given["recovered_fen"], claim.outstanding_fen
    if not isinstance(fen, int) or not 0 < fen <= left:
        raise UserError("recovered-above-due", field="recovered_fen", left=left)
    day, today = day_of(given["recovered_on"]), office.clock.now().date()
    since = claim.paid_on or day
    if not since <= day <= today:
        raise UserError("recovered-day-wrong", field="recovered_on", since=since, today=today)
    returned = PaymentRecord(
        day,
        fen,
        str(given["voucher"]).strip(),
        applicant.bank,
        applicant.account_name,
        applicant.account,
        actor.name,
        kind="recovered",
    )
    stored.add(office.db, claim.id, returned, actor.id, office.clock.now())
    return {"recovered_fen": stored.recovered(office.db, claim.id)}


def remit(office: Office, actor: Actor, reading: Reading, given: Mapping[str, object]) -> Values:
    """免予追回: what is still outstanding is given up, with a reason and a document."""
    claim = reading.claim
    if not claim.outstanding_fen:
        raise UserError("nothing-outstanding")
    return {"remitted_fen": claim.remitted_fen + claim.outstanding_fen}
