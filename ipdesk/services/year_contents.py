"""The content of a fund year: as it stands now, or as it was when the year was closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ipdesk.domain.ledger import AwardSum, Budget, CapUse, LedgerRow, award_sums
from ipdesk.domain.policy import Award
from ipdesk.domain.year_content import YearContent, from_text, sums_from_text, text_digest
from ipdesk.domain.year_lines import ObjectionLine, PaymentLine
from ipdesk.errors import StorageError
from ipdesk.services import ledgers
from ipdesk.services.adjustments import adjustments
from ipdesk.services.award_lines import award_lines
from ipdesk.services.bureaus import bureau
from ipdesk.services.exporting import named_policy
from ipdesk.services.ledgers import ledger, ledger_items
from ipdesk.services.office import Office
from ipdesk.services.target_lines import target_lines, task_lines
from ipdesk.storage import ledger_rows, year_closings, year_parts
from ipdesk.storage.claim_list import ClaimFilter
from ipdesk.storage.year_closings import Closing

# What the checks of a yearly cap find; their quote is the cap in the policy's words.
_CAP_CODES = frozenset(("count-cap-reached", "year-cap-lowered", "year-cap-used-up"))


def year_content(office: Office, pack: str, year: int) -> YearContent:
    """What the year says: of a closed year what was kept, of an open one what is on file."""
    closing = year_closings.standing(office.db, pack, year)
    return kept_content(office, closing) if closing else content_now(office, pack, year)


def kept_content(office: Office, closing: Closing) -> YearContent:
    """The content a year was closed with; StorageError when it is not what was kept."""
    return from_text(_kept_text(office, closing))


def _kept_text(office: Office, closing: Closing) -> str:
    text = year_closings.content(office.db, closing.id)
    if text_digest(text) != closing.digest:
        raise StorageError("year-closing-damaged", what=f"{closing.pack} {closing.year}")
    return text


def content_now(office: Office, pack: str, year: int) -> YearContent:
    """The year as it is on file, whether it was closed or not."""
    chosen = ClaimFilter(pack=pack, fund_year=year)
    rows = ledger(office, chosen)
    return YearContent(
        bureau=bureau(office).name,
        pack=pack,
        year=year,
        policy=named_policy(office.policy(pack)),
        sums=award_sums(rows, _awards(office, pack), _last_year(office, pack, year - 1)),
        rows=rows,
        items=ledger_items(office, chosen, rows),
        payments=payment_lines(office, pack, year),
        objections=_objections(office, chosen, rows),
        caps=caps(office, pack, year),
        budget=ledgers.budget(office, pack, year),
        adjustments=adjustments(office, pack, year, kept_content),
        targets=target_lines(office, year),
        tasks=task_lines(office, year),
    )


def year_sums(office: Office, pack: str, year: int) -> tuple[AwardSum, ...]:
    """One line per award of the policy, those without a claim too."""
    closing = year_closings.standing(office.db, pack, year)
    if closing is not None:
        return sums_from_text(_kept_text(office, closing))[0]
    last = _last_year(office, pack, year - 1)
    return award_lines(office, pack, year, _awards(office, pack), last)


def year_budget(office: Office, pack: str, year: int) -> Budget:
    """Money of the year: of a closed one as it stood then."""
    closing = year_closings.standing(office.db, pack, year)
    if closing is not None:
        return sums_from_text(_kept_text(office, closing))[1]
    return ledgers.budget(office, pack, year)


def _awards(office: Office, pack: str) -> Sequence[tuple[str, str, str]]:
    """Every award of a policy: its id, the clause's number, how it is called."""
    return [
        (award.id, clause.number, award.label)
        for clause in office.policy(pack).clauses
        for award in clause.awards
    ]


def _last_year(office: Office, pack: str, year: int) -> Mapping[str, int]:
    """核定 of a year by award, with what was paid before the program."""
    closing = year_closings.standing(office.db, pack, year)
    found = (
        {line.award_id: line.approved_fen for line in year_sums(office, pack, year)}
        if closing
        else ledger_rows.approved_by_award(office.db, pack, year)
    )
    past = year_parts.past_by_award(office.db, pack, year)
    return {award: found.get(award, 0) + past.get(award, 0) for award in {**found, **past}}


def caps(office: Office, pack: str, year: int) -> tuple[CapUse, ...]:
    """上限占用 of a year: pieces or fen, as the cap counts."""
    policy = office.policy(pack)
    found = []
    for cap, name, used, most in ledger_rows.caps_used(office.db, pack, year):
        award = policy.awards.get(cap)
        if award is None:
            continue  # an exclusion group is no quota to be used up
        clause = policy.clause(award.clause).number
        line = CapUse(clause, award.label, _cap_words(award), name, year)
        if award.rate is not None:
            line = replace(line, used_fen=used, limit_fen=most)
        else:
            line = replace(line, used=used, limit=most)
        found.append(line)
    return tuple(found)


def _cap_words(award: Award) -> str:
    for check in award.checks:
        if check.quote and _CAP_CODES.intersection(check.codes):
            return check.quote
    return award.as_written


def payment_lines(office: Office, pack: str, year: int) -> tuple[PaymentLine, ...]:
    """拨付: every movement for the claims of a year; 退票 counts against what went out."""
    awards, words = office.policy(pack).awards, office.wording
    return tuple(
        PaymentLine(
            one.number,
            one.applicant,
            one.code,
            awards[one.award].label,
            one.document_number,
            one.moved_on,
            words.label("moved", one.kind),
            {"paid": one.fen, "bounced": -one.fen}.get(one.kind, 0),
            one.fen if one.kind == "recovered" else 0,
            one.voucher,
            one.bank,
            one.account_name,
            one.account,
            one.note,
        )
        for one in year_parts.payments(office.db, pack, year)
    )


def _objections(
    office: Office, chosen: ClaimFilter, rows: tuple[LedgerRow, ...]
) -> tuple[ObjectionLine, ...]:
    by_number = {row.number: row for row in rows}
    numbers = ledger_rows.numbers(office.db, chosen)
    found = []
    for one in year_parts.objections(office.db, chosen.pack, chosen.fund_year or 0):
        row = by_number[numbers[one.claim]]
        found.append(
            ObjectionLine(
                row.number,
                row.applicant,
                row.award,
                row.approved_fen or 0,
                row.published,
                one.at,
                one.objector,
                one.content,
                one.finding,
                one.settled,
                row.stage,
            )
        )
    return tuple(found)
