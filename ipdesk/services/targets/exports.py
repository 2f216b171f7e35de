"""Reports on targets as files: 年度完成情况 and 年度工作总结附表, as workbook and as PDF."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ipdesk.domain.ledger import AwardSum, LedgerNotes
from ipdesk.domain.target_report import TargetReport, canonical, digest_of, plain
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.bureaus import bureau
from ipdesk.services.exporting import HEAD, Exported, finish, named
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.paper_setup import faces_in_use
from ipdesk.services.targets.closing import report_of
from ipdesk.services.targets.papers import annex_paper, attainment_paper, closed_text
from ipdesk.services.year_contents import year_sums
from ipdesk.storage import journal
from ipdesk.storage.target_closings import Closing

XLSX, PDF = ".xlsx", ".pdf"


def suggested_name(office: Office, pack: str, year: int, annex: bool = False) -> str:
    """What the file of a report is called before its ending."""
    report = report_of(office, pack, year)[0]
    key = "annex-file" if annex else "file"
    values = {"year": year, "title": report.document_number or report.title}
    return office.wording.text("target-paper", key, values).replace("/", "-")


def report_pdf(office: Office, actor: Actor, pack: str, year: int, annex: bool = False) -> bytes:
    """The report as it would be printed, for the preview."""
    from ipdesk.documents.pdf.report import render_report

    report, closing = report_of(office, pack, year)
    made_by = actor.name if closing is None else closing.closed_by
    if annex:
        paper = annex_paper(office, report, awards_of(office, year), closing, made_by)
    else:
        paper = attainment_paper(office, report, closing, made_by)
    return render_report(paper, faces_in_use(office))


def report_workbook(
    office: Office, actor: Actor, pack: str, year: int, annex: bool = False
) -> bytes:
    """The same as a workbook; of a closed year always the same bytes, awards apart."""
    from ipdesk.documents.xlsx.target_book import annex_workbook, target_workbook

    report, closing = report_of(office, pack, year)
    notes = _notes(office, actor, report, closing, annex)
    closed = closed_text(office, closing)
    if annex:
        awards = [one for one in awards_of(office, year) if one.approved]
        return annex_workbook(report, awards, notes, office.wording, closed)
    return target_workbook(report, notes, office.wording, closed)


def export_report(
    office: Office,
    actor: Actor,
    pack: str,
    year: int,
    path: Path,
    *,
    recipient: str,
    annex: bool = False,
) -> Exported:
    """Write a report as its ending says, .xlsx or .pdf; that it went out is journalled."""
    to = named(recipient)
    make = {XLSX: report_workbook, PDF: report_pdf}.get(path.suffix.lower())
    if make is None:
        raise UserError("report-ending", field="path", name=path.name)
    report, closing = report_of(office, pack, year)
    digest = closing.digest if closing else digest_of(canonical(plain(report)))
    data = make(office, actor, pack, year, annex)
    values = {
        "pack": pack,
        "year": year,
        "rows": len(report.targets),
        "digest": digest,
        "recipient": to,
    }
    changes = finish(office, actor, "export_targets", path, data, values)
    return Exported(path, len(report.targets), 0, 0, digest, changes)


def log_report(
    office: Office,
    actor: Actor,
    pack: str,
    year: int,
    pdf: bytes,
    copies: int,
    recipient: str = "",
) -> Changes:
    """Note that a report was printed: its very bytes, and who gets it."""
    data = {
        "pack": pack,
        "year": year,
        "pdf_sha256": hashlib.sha256(pdf).hexdigest(),
        "copies": copies,
        "recipient": recipient.strip() or bureau(office).name,
    }
    with act(office):
        record(office, actor, "print_targets", "export", 0, data)
    return Changes.of("journal")


def awards_of(office: Office, year: int) -> tuple[AwardSum, ...]:
    """What every policy that pays approved and paid in a year."""
    return tuple(
        one for policy in office.award_policies for one in year_sums(office, policy.id, year)
    )


def _notes(
    office: Office, actor: Actor, report: TargetReport, closing: Closing | None, annex: bool
) -> LedgerNotes:
    seq, head = journal.head(office.db)
    key = "annex-name" if annex else "name"
    digest = closing.digest if closing else digest_of(canonical(plain(report)))
    number = report.document_number
    return LedgerNotes(
        bureau=bureau(office).name,
        title=office.wording.text("target-paper", key, {"year": report.year}),
        period=office.wording.text("target", "year", {"year": report.year}),
        policy=f"{report.title}（{number}）" if number else report.title,
        filters=(),
        made_by=closing.closed_by if closing else actor.name,
        # A closed year is dated as it was closed, so that its bytes repeat.
        made_at=(closing.at if closing else office.clock.now()).isoformat(),
        masked=False,
        journal_seq=seq,
        journal_head=head[:HEAD],
        digest=digest,
    )
