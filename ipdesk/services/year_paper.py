"""年度工作总结附表: what each award of a policy came to in a year, as paper."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from ipdesk.domain.ledger import AwardSum
from ipdesk.domain.money import figures
from ipdesk.domain.number_register import RegisterPaper
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.bureaus import bureau
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.paper_setup import faces_in_use
from ipdesk.services.year_contents import year_sums


@dataclass(frozen=True, slots=True)
class YearPaper:
    """The sums of a year as they would be printed now: the very bytes."""

    pack: str
    year: int
    name: str
    approved_fen: int
    given_to: str  # who gets it unless somebody else is named
    pdf: bytes


def preview_year(office: Office, pack: str, year: int) -> YearPaper:
    """The awards that had a claim in the year; UserError when none had."""
    from ipdesk.documents.pdf.register import render_register

    def say(key: str, **values: object) -> str:
        return office.wording.text("year-paper", key, values)

    policy, house = office.policy(pack), bureau(office)
    sums = [one for one in year_sums(office, pack, year) if one.received or one.last_year_fen]
    if not any(one.received for one in sums):
        raise UserError("year-paper-empty", year=year)
    rows = [_cells(place, one) for place, one in enumerate(sums, start=1)]
    approved = sum(one.approved_fen for one in sums)
    title = say("title", year=year)
    paper = RegisterPaper(
        title=title,
        subtitle=say(
            "subtitle", bureau=house.name, policy=policy.title, day=office.clock.now().date()
        ),
        issuer=house.name,
        made_on=office.clock.now().date(),
        head=tuple(say("head").split("|")),
        rows=(*rows, _total(say("total"), sums)),
        align="clcccrrr",
        widths=(0.05, 0.35, 0.08, 0.08, 0.08, 0.12, 0.12, 0.12),
        signed=tuple(say("signed").split("|")),
    )
    pdf = render_register(paper, faces_in_use(office))
    return YearPaper(pack, year, title, approved, house.name, pdf)


def save_year(
    office: Office, actor: Actor, paper: YearPaper, path: Path, recipient: str = ""
) -> Changes:
    """Write what was previewed to a file; the copy is journalled."""
    from ipdesk.documents.files import replace_file

    replace_file(path, paper.pdf)
    return log_year(office, actor, paper, "save", recipient=recipient)


def log_year(
    office: Office,
    actor: Actor,
    paper: YearPaper,
    how: str,
    copies: int = 1,
    recipient: str = "",
) -> Changes:
    """Note that the sums were printed ("print") or saved ("save"), and for whom."""
    with act(office):
        data = {
            "form": "year",
            "pack": paper.pack,
            "year": paper.year,
            "amount_fen": paper.approved_fen,
            "pdf_sha256": hashlib.sha256(paper.pdf).hexdigest(),
            "copies": copies,
            "recipient": recipient.strip() or paper.given_to,
        }
        record(office, actor, f"{how}_paper", "bureau", 0, data)
    return Changes.of("form_copy")


def _cells(place: int, one: AwardSum) -> tuple[str, ...]:
    counts = (str(one.received), str(one.approved), str(one.refused))
    money = (figures(one.approved_fen), figures(one.paid_fen), figures(one.last_year_fen))
    return str(place), one.award, *counts, *money


def _total(label: str, sums: list[AwardSum]) -> tuple[str, ...]:
    counts = tuple(
        str(sum(getattr(one, name) for one in sums)) for name in ("received", "approved", "refused")
    )
    money = tuple(
        figures(sum(getattr(one, name) for one in sums))
        for name in ("approved_fen", "paid_fen", "last_year_fen")
    )
    return "", label, *counts, *money
