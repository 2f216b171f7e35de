"""公示 of a batch of claims as paper: name, award and amount of each; never a person's numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from ipdesk.domain.dates import CalendarEndsError
from ipdesk.domain.letter import Layout, Letter, LetterKind, Table
from ipdesk.domain.letter_text import Template
from ipdesk.domain.money import figures
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.bureaus import bureau, publicity_days
from ipdesk.services.claim_reading import Reading, find_claim, read_claim
from ipdesk.services.letter_content import fill
from ipdesk.services.letter_facts import day_text
from ipdesk.services.letter_wording import wording_in_use
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.paper_setup import faces_in_use
from ipdesk.services.working_days import work_calendar


@dataclass(frozen=True, slots=True)
class PublicityPaper:
    """A 公示 as it would be posted: the very bytes, and what it comes to."""

    claims: tuple[int, ...]
    letter: Letter
    total_fen: int
    pdf: bytes


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when a 公示 hangs, and where."""

    starts_on: date
    until: date
    channel: str


def preview_publicity(
    office: Office, claims: Sequence[int], starts_on: date, until: date
) -> PublicityPaper:
    """The notice of these claims of one policy, in the order given."""
    from ipdesk.documents.pdf.letters import render_letter

    readings = [read_claim(office, claim) for claim in claims]
    if not readings or len({reading.claim.pack for reading in readings}) > 1:
        raise UserError("publicity-of-one-policy")
    version, template = wording_in_use(office, LetterKind.PUBLICITY)
    house, policy = bureau(office), readings[0].policy
    total = sum(_fen(reading) for reading in readings)
    values = {
        "policy": policy.title,
        "policy_number": policy.document_number,
        "claims_count": str(len(readings)),
        "total_figures": figures(total),
        "published_on": day_text(starts_on),
        "published_until": day_text(until),
        "contact": house.contact,
        "phone": house.phone,
    }
    table = {"awards": _table(readings, template, total)}
    title, addressee, body, remark = fill(office, template, values, table)
    letter = Letter(
        kind=LetterKind.PUBLICITY,
        issuer=house.name,
        number=None,
        title=title,
        addressee=addressee,
        body=body,
        attachments=(),
        signatory=house.name,
        issued_on=starts_on,
        remark=remark,
        values=values,
        layout=Layout(general=True),
        plain=True,
        wording=version,
    )
    return PublicityPaper(tuple(claims), letter, total, render_letter(letter, faces_in_use(office)))


def usual_span(office: Office, claims: Sequence[int]) -> Span:
    """As the claims were published; what is not yet, from today for the days that are set."""
    found = [claim for claim in map(partial(find_claim, office), claims) if claim.published_on]
    starts = [claim.published_on for claim in found if claim.published_on]
    ends = [claim.published_until for claim in found if claim.published_until]
    if starts and ends and len(found) == len(claims):
        return Span(min(starts), max(ends), found[0].channel)
    today = office.clock.now().date()
    return Span(today, publicity_end(office, today), "")


def publicity_end(office: Office, starts_on: date, claims: Sequence[int] = ()) -> date:
    """The last day of a 公示 that is posted on that day; of these claims, once they are ready."""
    for claim in map(partial(find_claim, office), claims):
        ready = claim.deliberated_on or claim.signed_on
        if ready is not None and starts_on < ready:
            raise UserError("day-before-signing", field="starts_on", ready=ready)
    try:
        return work_calendar(office).add(starts_on, publicity_days(office))
    except CalendarEndsError as error:
        raise UserError(error.code, field="starts_on", **error.values) from error


def save_publicity(
    office: Office, actor: Actor, paper: PublicityPaper, path: Path, recipient: str = ""
) -> Changes:
    """Write what was previewed to a file; the copy is journalled with where it goes."""
    from ipdesk.documents.files import replace_file

    replace_file(path, paper.pdf)
    return log_publicity(office, actor, paper, "save", recipient=recipient)


def log_publicity(
    office: Office,
    actor: Actor,
    paper: PublicityPaper,
    how: str,
    copies: int = 1,
    recipient: str = "",
) -> Changes:
    """Note that a 公示 was printed ("print") or saved ("save"), what it said and for where."""
    with act(office):
        data = {
            "paper": "publicity",
            "claims": list(paper.claims),
            "amount_fen": paper.total_fen,
            "pdf_sha256": hashlib.sha256(paper.pdf).hexdigest(),
            "copies": copies,
            "recipient": recipient.strip() or paper.letter.signatory,
        }
        record(office, actor, f"{how}_paper", "bureau", 0, data)
    return Changes.of("form_copy", ids=paper.claims)


def _fen(reading: Reading) -> int:
    claim = reading.claim
    for fen in (claim.approved_fen, claim.decided_fen, claim.proposed_fen):
        if fen is not None:
            return fen
    return 0


def _table(readings: Sequence[Reading], template: Template, total: int) -> Table:
    rows = tuple(
        (str(place), one.applicant.name, one.award.label, figures(_fen(one)))
        for place, one in enumerate(readings, start=1)
    )
    return Table(
        head=template.table_head,
        rows=rows,
        align="cllr",
        widths=(0.09, 0.36, 0.36, 0.19),
        total=("", template.table_total, "", figures(total)),
    )
