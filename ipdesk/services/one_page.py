"""一页申报主体情况, out of the same rows as the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ipdesk.domain.applicant import Applicant
from ipdesk.domain.ledger import LedgerRow
from ipdesk.domain.masking import masked_card, masked_id
from ipdesk.domain.money import figures
from ipdesk.domain.one_page import OnePage, QuotaLeft, YearLine, summed
from ipdesk.domain.past_award import PastAward
from ipdesk.domain.policy import Policy
from ipdesk.domain.stages import BEFORE_APPROVAL
from ipdesk.services.acts import act, record
from ipdesk.services.applicants import applicant as registered
from ipdesk.services.bureaus import bureau
from ipdesk.services.ledgers import ledger
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.paper_setup import faces_in_use
from ipdesk.storage import ledger_rows, merges, past_awards
from ipdesk.storage.claim_list import ClaimFilter
from ipdesk.storage.merges import Held


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """The page and its very bytes."""

    page: OnePage
    pdf: bytes

    @property
    def given_to(self) -> str:
        """Who gets it unless somebody else is named: the desk that asks."""
        return self.page.bureau


def one_page(office: Office, number: int) -> OnePage:
    """What an applicant asked for, got and has left, as things stand."""
    one = registered(office, number)
    lines: list[YearLine] = []
    quotas: list[QuotaLeft] = []
    for policy in office.award_policies:
        lines += _lines(office, policy, one.id)
        quotas += _quotas(office, policy, one.id)
    whole = summed(tuple(lines))
    words = office.wording
    return OnePage(
        bureau=bureau(office).name,
        title=words.text("one-page", "title"),
        applicant=one.name,
        about=tuple(_about(office, one)),
        lines=tuple(lines),
        quotas=tuple(quotas),
        made_on=office.clock.now().date(),
        head=tuple(words.text("one-page", "head").split("|")),
        cells=tuple(_cells(line) for line in lines),
        total=_cells(whole, words.text("one-page", "total")),
        remarks=tuple(words.text("one-page", "remarks").split("|")),
    )


def printed_page(office: Office, number: int) -> PrintedPage:
    """The page as PDF."""
    from ipdesk.documents.pdf.one_page import render_one_page

    page = one_page(office, number)
    return PrintedPage(page, render_one_page(page, faces_in_use(office)))


def save_page(
    office: Office,
    actor: Actor,
    number: int,
    printed: PrintedPage,
    path: Path,
    recipient: str = "",
) -> Changes:
    """Write the page to a file; that it went out, and to whom, is journalled."""
    from ipdesk.documents.files import replace_file

    replace_file(path, printed.pdf)
    with act(office):
        data = {"file": path.name, **_about_copy(printed, recipient)}
        record(office, actor, "export_one_page", "applicant", number, data)
    return Changes.of("journal")


def log_page(
    office: Office,
    actor: Actor,
    number: int,
    printed: PrintedPage,
    copies: int,
    recipient: str = "",
) -> Changes:
    """Note with the applicant that the page was printed, and for whom."""
    with act(office):
        data = {"copies": copies, **_about_copy(printed, recipient)}
        record(office, actor, "print_one_page", "applicant", number, data)
    return Changes.of("journal")


def _about_copy(printed: PrintedPage, recipient: str) -> dict[str, object]:
    to = recipient.strip() or printed.given_to
    return {"rows": len(printed.page.lines), "recipient": to}


def _lines(office: Office, policy: Policy, number: int) -> Iterator[YearLine]:
    """Yield a line for each award and year the applicant has anything in, newest year first."""
    rows = ledger(office, ClaimFilter(pack=policy.id, applicant=number))
    claims: dict[tuple[int, str], list[LedgerRow]] = defaultdict(list)
    for row in rows:
        claims[row.fund_year, row.award_id].append(row)
    before: dict[tuple[int, str], list[PastAward]] = defaultdict(list)
    for past in past_awards.of_applicant(office.db, number):
        if past.counts and past.pack == policy.id:
            before[past.fund_year, past.award].append(past)
    places = sorted({*claims, *before}, key=lambda place: (-place[0], place[1]))
    for place in places:
        year, award_id = place
        award = policy.awards[award_id]
        yield YearLine(
            policy.title,
            policy.clause(award.clause).number,
            award.label,
            year,
            *_counts(claims[place]),
            before=sum(past.pieces for past in before[place]),
            before_fen=sum(past.amount_fen for past in before[place]),
        )


def _counts(rows: Iterable[LedgerRow]) -> tuple[int, int, int, int, int, int, int]:
    found = list(rows)
    approved = [row for row in found if row.approved_fen is not None and not row.failed]
    paid = [row for row in found if row.paid_fen]
    return (
        len(found),
        sum(row.claimed_fen for row in found),
        len(approved),
        sum(row.approved_fen or 0 for row in approved),
        len(paid),
        sum(row.paid_fen or 0 for row in paid),
        sum(1 for row in found if row.failed),
    )


def _quotas(office: Office, policy: Policy, number: int) -> Iterator[QuotaLeft]:
    """Yield each yearly cap drawn on, with what open claims have reserved of it."""
    held = merges.held_by(office.db, number)
    rows = ledger_rows.caps_of(office.db, policy.id, number)
    for cap, year, used, most in rows:
        award = policy.awards.get(cap)
        if award is None:
            continue  # an exclusion group is no quota to be used up
        waiting = _waiting(held, policy.id, cap, year)
        money = award.rate is not None
        values: dict[str, object] = {
            "award": award.label,
            "year": year,
            "used": used,
            "waiting": waiting,
            "left": most - used,
            "unit": award.unit,
        }
        code = ("money" if money else "pieces") + ("-waiting" if waiting else "")
        yield QuotaLeft(award.label, year, office.wording.text("quota-left", code, values))


def _waiting(held: Iterable[Held], pack: str, cap: str, year: int) -> int:
    return sum(
        count
        for one in held
        if one.pack == pack and one.stage in BEFORE_APPROVAL
        for name, when, count in one.uses
        if (name, when) == (cap, year)
    )


def _about(office: Office, one: Applicant) -> Iterator[tuple[str, str]]:
    """Yield what the page says of the applicant; numbers of a person are covered."""
    words = office.wording
    code = one.code if one.kind.is_unit else masked_id(one.code)
    values = (
        ("name", one.name),
        ("kind", words.label("kind", one.kind)),
        ("code", code),
        ("town", one.town),
        ("legal_representative", one.legal_representative),
        ("former_names", "、".join(one.former_names)),
        ("account", masked_card(one.account)),
    )
    yield from ((words.label("applicant-field", name), text) for name, text in values if text)


def _cells(line: YearLine, caption: str = "") -> tuple[str, ...]:
    """One line as printed: how many and how much, a blank where there is nothing."""
    name = caption or f"{line.clause}{line.award}"
    pairs = (
        (line.claimed, line.claimed_fen),
        (line.approved, line.approved_fen),
        (line.paid, line.paid_fen),
    )
    told = [part for count, fen in pairs for part in (_count(count), _fen(fen) if count else "")]
    before = (_count(line.before), _fen(line.before_fen) if line.before else "")
    year = str(line.year) if line.year else ""
    return (name, year, *told, _count(line.open), _count(line.refused), *before)


def _count(number: int) -> str:
    return str(number) if number else ""


def _fen(fen: int) -> str:
    return figures(fen)
