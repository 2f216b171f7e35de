"""兑现台账: the claims of a filter or batch as rows, and as a workbook that leaves the office."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from ipdesk.domain.ledger import Budget, LedgerItem, LedgerRow, digest
from ipdesk.domain.money import MOST_FEN
from ipdesk.domain.policy import Award, Policy
from ipdesk.domain.record import Proposal
from ipdesk.domain.stages import RELEASED, Role, Stage
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.exporting import Exported, finish, named, notes
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import claim_list, ledger_rows, policies, year_closings
from ipdesk.storage.claim_list import ClaimFilter
from ipdesk.storage.ledger_rows import StoredRow
from ipdesk.storage.queue import all_over_budget

LONGEST_SOURCE = 60  # characters of 资金来源
# A referral is passed on, not turned down.
FAILED = frozenset(str(stage) for stage in RELEASED if stage is not Stage.REFERRED)


def ledger(office: Office, chosen: ClaimFilter) -> tuple[LedgerRow, ...]:
    """The ledger of a filter, full numbers included."""
    short = all_over_budget(office.db)
    policies = {policy.id: policy for policy in office.current}
    return tuple(
        _row(office, policies[row.pack], row, row.id in short)
        for row in ledger_rows.rows(office.db, chosen)
    )


def ledger_items(
    office: Office, chosen: ClaimFilter, rows: Iterable[LedgerRow]
) -> tuple[LedgerItem, ...]:
    """The items of claims with several of them."""
    by_number = {row.number: row for row in rows}
    found = []
    for number, ordinal, subject, day, verdict, fen in ledger_rows.items(office.db, chosen):
        row = by_number[number]
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


def _row(office: Office, policy: Policy, row: StoredRow, short: bool) -> LedgerRow:
    award = policy.awards[row.award]
    words = office.wording
    # An archived claim without an amount was refused, declined or withdrawn before.
    ended = row.stage == Stage.ARCHIVED and row.proposal != Proposal.REFER
    failed = row.stage in FAILED or (ended and not row.approved_fen)
    published = ""
    if row.published_on and row.published_until:
        published = f"{row.published_on.isoformat()}—{row.published_until.isoformat()}"
    name, number = achievement(office, award, row.subject, row.pieces)
    told = words.text("page", "over-budget-short") if short else ""
    return LedgerRow(
        number=row.number,
        received_on=row.received_on,
        applicant=row.applicant,
        applicant_kind=words.label("kind", row.kind),
        code=row.code,
        town=row.town,
        clause=policy.clause(award.clause).number,
        award_id=row.award,
        award=award.label,
        subject_name=name,
        subject=number,
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
        note="；".join(part for part in (told, row.note) if part),
        failed=failed,
        reason=row.reason,
    )


def achievement(office: Office, award: Award, subject: str, pieces: int) -> tuple[str, str]:
    """成果名称 and 成果编号: a title is a name, a number is a number, other subjects are
    whichever of the two they look like."""
    title = award.titles[0] if award.titles else ""
    if award.subject.derived:
        return title or award.label, ""
    told = subject
    if pieces > 1:
        values = {"subject": subject, "count": pieces, "unit": award.unit}
        told = office.wording.text("page", "several", values)
    plain = sum(letter.isascii() and letter.isalnum() for letter in subject)
    if award.subject.number != "text" or 2 * plain >= max(len(subject), 1):
        return title, told
    return told, ""


def years(office: Office) -> tuple[int, ...]:
    """Fund years that have claims, newest first."""
    return claim_list.years(office.db)


def budget(office: Office, pack: str, year: int) -> Budget:
    """Money of one policy and fund year."""
    reserved, approved, paid = ledger_rows.money(office.db, pack, year)
    fen = policies.budget(office.db, pack, year) or 0
    source = policies.budget_source(office.db, pack, year)
    return Budget(year, fen, reserved, approved, paid, source)


def set_budget(
    office: Office, actor: Actor, pack: str, year: int, fen: int, source: str | None = None
) -> Changes:
    """Set the year's 专项资金; who did it and from what to what is in the journal.

    `source` says where the money comes from and stands as 资金来源 with every claim of the
    year in the ledger; None keeps what was said before.
    """
    actor.require(Role.ADMINISTRATOR, Role.APPROVER, Role.CLERK)
    if not 0 <= fen <= MOST_FEN:
        raise UserError("amount-wrong", field="fen")
    if source is not None and len(source.strip()) > LONGEST_SOURCE:
        raise UserError("fund-source-too-long", field="source", longest=LONGEST_SOURCE)
    with act(office) as db:
        old = policies.budget(db, pack, year)
        known = policies.budget_source(db, pack, year)
        said = known if source is None else source.strip()
        policies.set_budget(db, pack, year, fen, said)
        data = {"pack": pack, "year": year, "old": old, "new": fen}
        if said != known:
            data["fund_source"] = said
        record(office, actor, "set_budget", "budget", year, data)
    return Changes.of("budget")


def export_ledger(
    office: Office,
    actor: Actor,
    chosen: ClaimFilter,
    path: Path,
    *,
    recipient: str,
    masked: bool = True,
) -> Exported:
    """Write exactly what the filter shows as xlsx; the export and its recipient are journalled."""
    from ipdesk.documents.xlsx.ledger import ledger_workbook

    named(recipient)
    rows = ledger(office, chosen)
    items = ledger_items(office, chosen, rows)
    found, words = digest(rows, items), office.wording
    title = words.text("page", "ledger-title")
    said = notes(office, actor, title, masked, found, chosen, _closed(office, chosen))
    data = ledger_workbook(rows, items, said, words)
    approved = sum(row.approved_fen or 0 for row in rows)
    paid = sum(row.paid_fen or 0 for row in rows)
    values = {
        "rows": len(rows),
        "approved_fen": approved,
        "paid_fen": paid,
        "digest": found,
        "masked": masked,
        "recipient": named(recipient),
    }
    changes = finish(office, actor, "export_ledger", path, data, values)
    return Exported(path, len(rows), approved, paid, found, changes)


def _closed(office: Office, chosen: ClaimFilter) -> tuple[tuple[str, str], ...]:
    """A list of a closed year shows how its claims stand now: it says so."""
    if chosen.fund_year is None:
        return ()
    packs = [chosen.pack] if chosen.pack else [policy.id for policy in office.award_policies]
    for pack in packs:
        kept = year_closings.standing(office.db, pack, chosen.fund_year)
        if kept is not None:
            words, values = office.wording, {"day": kept.at.date(), "year": chosen.fund_year}
            return ((words.text("page", "closed-note"), words.text("page", "closed-now", values)),)
    return ()
