"""拨付明细表 as paper: for finance to sign, with the sum in figures and 大写."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ipdesk.domain.batch import Batch
from ipdesk.domain.masking import masked_card
from ipdesk.domain.money import capitals, figures
from ipdesk.domain.number_register import RegisterPaper
from ipdesk.services.bureaus import bureau
from ipdesk.services.office import Office
from ipdesk.services.paper_setup import faces_in_use


class PaidOut(Protocol):
    """A line of the list: who, for what, how much, to which account."""

    @property
    def applicant(self) -> str: ...
    @property
    def award(self) -> str: ...
    @property
    def amount_fen(self) -> int: ...
    @property
    def number(self) -> str: ...
    @property
    def account_name(self) -> str: ...
    @property
    def bank(self) -> str: ...
    @property
    def account(self) -> str: ...


def payment_paper(
    office: Office, found: Batch, rows: Sequence[PaidOut], about: str, *, masked: bool
) -> bytes:
    """The list of a payment batch across the page; its last line is the sum of the batch."""
    from ipdesk.documents.pdf.register import render_register

    def say(key: str, **values: object) -> str:
        return office.wording.text("payment-paper", key, values)

    house = bureau(office)
    listed = [
        (
            str(place),
            row.number,
            row.applicant,
            row.award,
            figures(row.amount_fen),
            row.account_name,
            row.bank,
            masked_card(row.account) if masked else row.account,
        )
        for place, row in enumerate(rows, start=1)
    ]
    total = sum(row.amount_fen for row in rows)
    listed.append(("", "", say("total"), capitals(total), figures(total), "", "", ""))
    paper = RegisterPaper(
        title=say("title", bureau=house.name),
        subtitle=about,
        issuer=house.name,
        made_on=office.clock.now().date(),
        head=tuple(say("head").split("|")),
        rows=tuple(listed),
        align="ccllrllc",
        widths=(0.04, 0.11, 0.165, 0.185, 0.1, 0.15, 0.11, 0.14),
        signed=tuple(say("signed").split("|")),
    )
    return render_register(paper, faces_in_use(office))
