"""What every workbook that leaves the office shares: who gets it, what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ipdesk.domain.ledger import LedgerNotes
from ipdesk.domain.policy import Policy
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.batches import batch
from ipdesk.services.bureaus import bureau
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import journal
from ipdesk.storage.claim_list import ClaimFilter

HEAD = 12  # characters of the journal's head that papers and ledgers print


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written, and what it adds up to."""

    path: Path
    rows: int
    approved_fen: int
    paid_fen: int
    digest: str
    changes: Changes


def named(recipient: str) -> str:
    """Who gets the file; UserError when nobody is named."""
    if not recipient.strip():
        raise UserError("export-recipient-missing", field="recipient")
    return recipient.strip()


def finish(
    office: Office,
    actor: Actor,
    name: str,
    path: Path,
    data: bytes,
    values: Mapping[str, object],
    entity: str = "export",
    entity_id: int = 0,
) -> Changes:
    """Write the file, then note that it went out; a file that fails is not noted."""
    from ipdesk.documents.files import replace_file

    replace_file(path, data)
    with act(office):
        record(office, actor, name, entity, entity_id, {"file": path.name, **values})
    return Changes.of("journal")


def notes(
    office: Office,
    actor: Actor,
    title: str,
    masked: bool,
    digest: str,
    chosen: ClaimFilter | None = None,
    more: tuple[tuple[str, str], ...] = (),
) -> LedgerNotes:
    """What a workbook says about itself; `more` is told beside the filters."""
    paying = office.award_policies
    if not paying:
        raise UserError("no-policy-in-use")
    seq, head = journal.head(office.db)
    chosen = chosen or ClaimFilter()
    policy = office.policy(chosen.pack) if chosen.pack else paying[0]
    return LedgerNotes(
        bureau=bureau(office).name,
        title=title,
        period=period(office, chosen.fund_year),
        policy=named_policy(policy),
        filters=(*filters(office, chosen), *more),
        made_by=actor.name,
        made_at=office.clock.now().isoformat(),
        masked=masked,
        journal_seq=seq,
        journal_head=head[:HEAD],
        digest=digest,
    )


def named_policy(policy: Policy) -> str:
    number = policy.document_number
    return f"{policy.title}（{number}）" if number else policy.title


def period(office: Office, year: int | None) -> str:
    words = office.wording
    return (
        words.text("page", "fund-year", {"year": year}) if year else words.text("page", "all-years")
    )


def filters(office: Office, chosen: ClaimFilter) -> tuple[tuple[str, str], ...]:
    """The filter in words, part by part."""
    words, shown = office.wording, []
    if chosen.text:
        shown.append((words.text("page", "filter-text"), chosen.text))
    if chosen.stages:
        labels = "、".join(words.label("stage", stage) for stage in chosen.stages)
        shown.append((words.text("page", "filter-stages"), labels))
    if chosen.fund_year:
        shown.append((words.text("page", "filter-year"), str(chosen.fund_year)))
    if chosen.awards and office.award_policies:
        known = {k: a for policy in office.award_policies for k, a in policy.awards.items()}
        labels = "、".join(known[award].label for award in chosen.awards if award in known)
        shown.append((words.text("page", "filter-awards"), labels))
    if chosen.batch is not None:
        shown.append((words.text("page", "filter-batch"), batch_name(office, chosen.batch)))
    return tuple(shown)


def batch_name(office: Office, number: int) -> str:
    """A batch by its number and name: 2024-公示-01 三月第一批."""
    found = batch(office, number)
    values = {"year": found.year, "ordinal": found.ordinal}
    said = office.wording.text("page", f"batch-{found.kind}", values)
    return f"{said} {found.name}".strip()
