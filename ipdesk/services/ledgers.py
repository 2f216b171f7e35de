"""Ledgers: the claims of a filter or a year as the office hands them on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ipdesk.domain.ledger import (
    AwardSum,
    Budget,
    CapUse,
    LedgerItem,
    LedgerNotes,
    LedgerRow,
    award_sums,
    digest,
)
from ipdesk.domain.money import MOST_FEN
from ipdesk.domain.policy import Policy
from ipdesk.domain.record import Proposal
from ipdesk.domain.stages import RELEASED, Role, Stage
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.bureaus import bureau
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import claim_list, journal, ledger_rows, policies
from ipdesk.storage.claim_list import ClaimFilter
from ipdesk.storage.ledger_rows import StoredRow

# A referral is passed on, not turned down.
_FAILED = frozenset(str(stage) for stage in RELEASED if stage is not Stage.REFERRED)
_HEAD = 12


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written, and what it adds up to."""

    path: Path
    rows: int
    approved_fen: int
    paid_fen: int
    digest: str
    changes: Changes


def ledger(office: Office, chosen: ClaimFilter) -> tuple[LedgerRow, ...]:
    """The ledger of a filter, full numbers included."""
    return tuple(_row(office, row) for row in ledger_rows.rows(office.db, chosen))


def ledger_items(
    office: Office, chosen: ClaimFilter, rows: Iterable[LedgerRow]
) -> tuple[LedgerItem, ...]:
    """The items of claims with several of them."""
    stored = {row.id: row for row in ledger_rows.rows(office.db, chosen)}
    by_number = {row.number: row for row in rows}
    found = []
    for claim, ordinal, subject, day, verdict, fen in ledger_rows.items(office.db, chosen):
        row = by_number[stored[claim].number]
        found.append(
            LedgerItem(
                row.number,
                row.applicant,
                row.award,
                ordinal,
                subject,
                date.fromisoformat(day) if day else None,
                office.wording.label("verdict", verdict) if verdict else "",
                fen,
            )
        )
    return tuple(found)


def _policy(office: Office, pack: str) -> Policy:
    return office.policy(pack)


def _row(office: Office, row: StoredRow) -> LedgerRow:
    award = _policy(office, row.pack).awards[row.award]
    words = office.wording
    several = {"subject": row.subject, "count": row.pieces, "unit": award.unit}
    # An archived claim without an amount was refused, declined or withdrawn before.
    ended = row.stage == Stage.ARCHIVED and row.proposal != Proposal.REFER
    failed = row.stage in _FAILED or (ended and not row.approved_fen)
    published = ""
    if row.published_on and row.published_until:
        published = f"{row.published_on.isoformat()}—{row.published_until.isoformat()}"
    return LedgerRow(
        number=row.number,
        received_on=row.received_on,
        applicant=row.applicant,
        applicant_kind=words.label("kind", row.kind),
        code=row.code,
        town=row.town,
        clause=_policy(office, row.pack).clause(award.clause).number,
        award_id=row.award,
        award=award.label,
        subject_name=award.subject.label,
        subject=words.text("page", "several", several) if row.pieces > 1 else row.subject,
        fact_on=row.fact_on,
        count=row.pieces,
        claimed_fen=row.claimed_fen,
        approved_fen=None if failed else row.approved_fen,
        examined_on=row.examined_on,
        reviewed_on=row.reviewed_on,
        deliberated_on=row.deliberated_on,
        published=published,
        objection=row.objection,
        document_number=row.document_number,
        paid_on=row.paid_on,
        paid_fen=row.paid_fen,
        voucher=row.voucher,
        fund_year=row.fund_year,
        fund_source=row.fund_source,
        stage=words.label("stage", row.stage),
        archive_number=row.archive_number,
        note=row.note,
        failed=failed,
        reason=row.reason,
    )


def years(office: Office) -> tuple[int, ...]:
    """Fund years that have claims, newest first."""
    return claim_list.years(office.db)


def budget(office: Office, pack: str, year: int) -> Budget:
    """Money of one policy and fund year."""
    reserved, approved, paid = ledger_rows.money(office.db, pack, year)
    return Budget(year, policies.budget(office.db, pack, year) or 0, reserved, approved, paid)


def set_budget(office: Office, actor: Actor, pack: str, year: int, fen: int) -> Changes:
    """Set the year's 专项资金; who did it and from what to what is in the journal."""
    actor.require(Role.ADMINISTRATOR, Role.APPROVER, Role.CLERK)
    if not 0 <= fen <= MOST_FEN:
        raise UserError("amount-wrong", field="fen")
    with act(office) as db:
        old = policies.budget(db, pack, year)
        policies.set_budget(db, pack, year, fen)
        data = {"pack": pack, "year": year, "old": old, "new": fen}
        record(office, actor, "set_budget", "budget", year, data)
    return Changes.of("budget")


def year_sums(office: Office, pack: str, year: int) -> tuple[AwardSum, ...]:
    """One line per award of the policy, those without a claim too."""
    rows = ledger(office, ClaimFilter(pack=pack, fund_year=year))
    return _sums(office, pack, year, rows)


def _sums(office: Office, pack: str, year: int, rows: Iterable[LedgerRow]) -> tuple[AwardSum, ...]:
    policy = _policy(office, pack)
    awards = [
        (award.id, clause.number, award.label)
        for clause in policy.clauses
        for award in clause.awards
    ]
    return award_sums(rows, awards, ledger_rows.approved_by_award(office.db, pack, year - 1))


def caps(office: Office, pack: str, year: int) -> tuple[CapUse, ...]:
    """上限占用 of a year: pieces or fen, as the cap counts."""
    policy = _policy(office, pack)
    found = []
    for cap, name, used, most in ledger_rows.caps_used(office.db, pack, year):
        award = policy.awards.get(cap)
        if award is None:
            continue  # an exclusion group is no quota to be used up
        line = CapUse(policy.clause(award.clause).number, award.label, award.as_written, name, year)
        if award.rate is not None:
            line = replace(line, used_fen=used, limit_fen=most)
        else:
            line = replace(line, used=used, limit=most)
        found.append(line)
    return tuple(found)


def export_ledger(
    office: Office,
    actor: Actor,
    chosen: ClaimFilter,
    path: Path,
    *,
    masked: bool = True,
    recipient: str = "",
) -> Exported:
    """Write exactly what the filter shows as xlsx; the export and its recipient are journalled."""
    from ipdesk.documents.xlsx.ledger import ledger_workbook

    rows = ledger(office, chosen)
    items = ledger_items(office, chosen, rows)
    notes = _notes(office, actor, chosen, rows, items, masked, "ledger-title")
    data = ledger_workbook(rows, items, notes, office.wording)
    return _finish(office, actor, "export_ledger", path, data, rows, notes, recipient)


def export_year_end(
    office: Office,
    actor: Actor,
    pack: str,
    year: int,
    path: Path,
    *,
    masked: bool = False,
    recipient: str = "",
) -> Exported:
    """The year-end workbook of one policy: what finance, audit and the level above ask for."""
    from ipdesk.documents.xlsx.year_end import year_end_workbook

    chosen = ClaimFilter(pack=pack, fund_year=year)
    rows = ledger(office, chosen)
    items = ledger_items(office, chosen, rows)
    notes = _notes(office, actor, chosen, rows, items, masked, "year-end-title")
    data = year_end_workbook(
        year,
        _sums(office, pack, year, rows),
        rows,
        items,
        budget(office, pack, year),
        notes,
        office.wording,
        caps=caps(office, pack, year),
    )
    return _finish(office, actor, "export_year_end", path, data, rows, notes, recipient)


def _finish(
    office: Office,
    actor: Actor,
    name: str,
    path: Path,
    data: bytes,
    rows: tuple[LedgerRow, ...],
    notes: LedgerNotes,
    recipient: str,
) -> Exported:
    from ipdesk.documents.files import replace_file

    approved = sum(row.approved_fen or 0 for row in rows)
    paid = sum(row.paid_fen or 0 for row in rows)
    replace_file(path, data)
    with act(office):
        values = {
            "file": path.name,
            "rows": len(rows),
            "approved_fen": approved,
            "paid_fen": paid,
            "digest": notes.digest,
            "masked": notes.masked,
            "recipient": recipient,
        }
        record(office, actor, name, "export", 0, values)
    return Exported(path, len(rows), approved, paid, notes.digest, Changes.of("journal"))


def _notes(
    office: Office,
    actor: Actor,
    chosen: ClaimFilter,
    rows: tuple[LedgerRow, ...],
    items: tuple[LedgerItem, ...],
    masked: bool,
    title: str,
) -> LedgerNotes:
    paying = office.award_policies
    if not paying:
        raise UserError("no-policy-in-use")
    house = bureau(office)
    seq, head = journal.head(office.db)
    policy = _policy(office, chosen.pack) if chosen.pack else paying[0]
    year = chosen.fund_year
    return LedgerNotes(
        bureau=house.name,
        title=office.wording.text("page", title, {"year": year or ""}),
        period=office.wording.text("page", "fund-year", {"year": year})
        if year
        else office.wording.text("page", "all-years"),
        policy=f"{policy.title}（{policy.document_number}）",
        filters=_filters(office, chosen),
        made_by=actor.name,
        made_at=office.clock.now().isoformat(),
        masked=masked,
        journal_seq=seq,
        journal_head=head[:_HEAD],
        digest=digest(rows, items),
    )


def _filters(office: Office, chosen: ClaimFilter) -> tuple[tuple[str, str], ...]:
    words, shown = office.wording, []
    if chosen.text:
        shown.append((words.text("page", "filter-text"), chosen.text))
    if chosen.stages:
        labels = "、".join(words.label("stage", stage) for stage in chosen.stages)
        shown.append((words.text("page", "filter-stages"), labels))
    if chosen.fund_year:
        shown.append((words.text("page", "filter-year"), str(chosen.fund_year)))
    if chosen.awards and office.award_policies:
        known = office.award_policies[0].awards
        labels = "、".join(known[award].label for award in chosen.awards if award in known)
        shown.append((words.text("page", "filter-awards"), labels))
    return tuple(shown)
