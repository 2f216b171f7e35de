"""年度报表: the workbook of one policy and fund year; of a closed year the same file again."""

from __future__ import annotations

from pathlib import Path

from ipdesk.domain.ledger import LedgerNotes
from ipdesk.domain.year_content import YearContent, year_digest
from ipdesk.services.exporting import HEAD, Exported, finish, named, notes, period
from ipdesk.services.office import Actor, Office
from ipdesk.services.year_contents import content_now, kept_content
from ipdesk.storage import year_closings
from ipdesk.storage.claim_list import ClaimFilter
from ipdesk.storage.year_closings import Closing


def export_year_end(
    office: Office,
    actor: Actor,
    pack: str,
    year: int,
    path: Path,
    *,
    recipient: str,
    masked: bool = True,
) -> Exported:
    """What finance, audit and the level above ask for; the export and its recipient are
    journalled."""
    from ipdesk.documents.xlsx.year_end import year_end_workbook

    named(recipient)
    closing = year_closings.standing(office.db, pack, year)
    if closing is None:
        content = content_now(office, pack, year)
        said = _open_notes(office, actor, content, masked)
    else:
        content = kept_content(office, closing)
        said = _closed_notes(office, content, closing, masked)
    data = year_end_workbook(content, said, office.wording)
    values = {
        "pack": pack,
        "year": year,
        "rows": len(content.rows),
        "approved_fen": content.approved_fen,
        "paid_fen": content.paid_fen,
        "digest": said.digest,
        "masked": masked,
        "recipient": named(recipient),
    }
    changes = finish(office, actor, "export_year_end", path, data, values)
    sums = (len(content.rows), content.approved_fen, content.paid_fen)
    return Exported(path, *sums, said.digest, changes)


def _title(office: Office, year: int) -> str:
    return office.wording.text("page", "year-end-title", {"year": year})


def _open_notes(office: Office, actor: Actor, content: YearContent, masked: bool) -> LedgerNotes:
    """An open year says that it may still change."""
    words = office.wording
    open_ = ((words.text("page", "closed-note"), words.text("page", "not-closed")),)
    chosen = ClaimFilter(pack=content.pack, fund_year=content.year)
    title = _title(office, content.year)
    return notes(office, actor, title, masked, year_digest(content), chosen, open_)


def _closed_notes(
    office: Office, content: YearContent, closing: Closing, masked: bool
) -> LedgerNotes:
    """A closed year says when it was closed and by whom; so the file is the same whoever asks."""
    words, year = office.wording, content.year
    values = {"day": closing.at.date(), "by": closing.operator, "ordinal": closing.ordinal}
    return LedgerNotes(
        bureau=content.bureau,
        title=_title(office, year),
        period=period(office, year),
        policy=content.policy,
        filters=(
            (words.text("page", "filter-year"), str(year)),
            (words.text("page", "closed-note"), words.text("page", "closed-told", values)),
        ),
        made_by=closing.operator,
        made_at=closing.at.isoformat(),
        masked=masked,
        journal_seq=closing.journal_seq,
        journal_head=closing.journal_head[:HEAD],
        digest=closing.digest,
    )
