"""公示名单 and 拨付明细 of a batch as files; what leaves the office is journalled."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ipdesk.domain.batch import BatchKind, BatchLine, LineState
from ipdesk.errors import UserError
from ipdesk.services.batch_paper import payment_paper
from ipdesk.services.batches import batch, batch_lines
from ipdesk.services.bureaus import bureau
from ipdesk.services.claim_reading import find_claim
from ipdesk.services.exporting import finish, named
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import letters


@dataclass(frozen=True, slots=True)
class Written:
    """A list that was written, and what it adds up to."""

    path: Path
    rows: int
    fen: int
    changes: Changes


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line as printed."""

    applicant: str
    award: str
    amount_fen: int
    number: str
    account_name: str
    bank: str
    account: str


def batch_list(office: Office, number: int) -> tuple[ListRow, ...]:
    """The lines of a batch that still belong to it, as they are printed."""
    kept = [one for one in batch_lines(office, number) if one.state is not LineState.DROPPED]
    return tuple(_row(office, line) for line in kept)


def export_batch(
    office: Office,
    actor: Actor,
    number: int,
    path: Path,
    recipient: str,
    *,
    masked: bool = True,
) -> Written:
    """Write the list of a batch; the sum of its lines is the sum of the batch.

    A payment list goes out only when each line is what its claim was approved for and is
    still owed; with `masked` the accounts are covered.
    """
    from ipdesk.documents.xlsx.batch import batch_workbook

    named(recipient)
    found = batch(office, number)
    rows = batch_list(office, number)
    fen = sum(row.amount_fen for row in rows)
    if fen != found.fen:
        raise UserError("batch-sum-differs", listed=found.fen, now=fen)
    payment = found.kind is BatchKind.PAYMENT
    if payment:
        _check_payment(office, number)
    words = office.wording
    name = words.text("page", f"batch-{found.kind}", {"year": found.year, "ordinal": found.ordinal})
    about = {
        "batch": name,
        "name": found.name,
        "from": found.starts_on,
        "to": found.ends_on,
        "made": found.starts_on,
    }
    said = words.text("page", f"batch-about-{found.kind}", about)
    if payment and path.suffix.lower() == ".pdf":
        data = payment_paper(office, found, rows, said, masked=masked)
    else:
        data = batch_workbook(
            rows,
            payment=payment,
            masked=masked,
            title=words.text("page", f"batch-title-{found.kind}", {"bureau": bureau(office).name}),
            about=said,
            author=actor.name,
            made_at=office.clock.now().isoformat(),
            wording=words,
        )
    values: dict[str, object] = {"rows": len(rows), "fen": fen, "recipient": named(recipient)}
    if payment:
        values["masked"] = masked
    changes = finish(office, actor, "export_batch", path, data, values, "batch", number)
    return Written(path, len(rows), fen, changes)


def _check_payment(office: Office, number: int) -> None:
    """What finance is to pay is what was approved, as the letter says, less what went out.

    Lines that were answered are history and stay as they were sent.
    """
    for line in batch_lines(office, number):
        if line.state is not LineState.WAITING:
            continue
        claim = find_claim(office, line.id)
        approved = claim.approved_fen or 0
        told = letters.told_fen(office.db, line.id)
        if told is not None and told != approved:
            raise UserError(
                "payment-letter-differs", number=line.number, approved=approved, told=told
            )
        due = claim.due_fen
        if not 0 < line.fen <= due:
            raise UserError("payment-list-differs", number=line.number, listed=line.fen, due=due)


def _row(office: Office, line: BatchLine) -> ListRow:
    return ListRow(
        line.applicant,
        office.policy(line.pack).awards[line.award].label,
        line.fen,
        line.number,
        line.account_name,
        line.bank,
        line.account,
    )
