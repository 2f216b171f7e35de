"""收款收据, 收件回执, 现场核查记录 and 卷内目录: made anew; each copy is journalled."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ipdesk.domain.letter import LetterKind, Table
from ipdesk.domain.masking import masked_card
from ipdesk.domain.money import capitals, figures
from ipdesk.domain.office_form import FormKind, Line, OfficeForm
from ipdesk.domain.record import PaymentRecord
from ipdesk.domain.stages import Stage
from ipdesk.errors import UserError
from ipdesk.services import counter_paper
from ipdesk.services.acts import act, record
from ipdesk.services.application import filled_application
from ipdesk.services.bureaus import bureau
from ipdesk.services.claim_reading import Reading, find_claim, read_claim
from ipdesk.services.letter_facts import day_text
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.paper_setup import faces_in_use
from ipdesk.storage import casefile, letters, payments

_GRANTING = frozenset({LetterKind.APPROVAL, LetterKind.CORRECTION})
_WRITE, _SIGN = 120.0, 76.0  # room in points


@dataclass(frozen=True, slots=True)
class OfficePaper:
    """A form as it would be printed now: the very bytes."""

    claim_id: int
    kind: FormKind
    name: str
    pdf: bytes
    given_to: str  # who gets it unless somebody else is named
    forms: tuple[OfficeForm, ...] = ()  # what it was made of


def forms_open(office: Office, claim_id: int) -> tuple[FormKind, ...]:
    """The forms that make sense for a claim now."""
    claim = find_claim(office, claim_id)
    found = [FormKind.APPLICATION]
    if claim.stage in counter_paper.AT_COUNTER:
        found.append(FormKind.HANDED_IN if claim.number else FormKind.MISSING)
    if _standing(office, claim_id):
        found.append(FormKind.RECEIPT)
    acts = casefile.act_counts(office.db, claim_id)
    if claim.stage is Stage.EXAMINED or acts.get("inspect"):
        found.append(FormKind.INSPECTION)
    if claim.number is not None:
        found.append(FormKind.CONTENTS)
    return tuple(found)


def preview_paper(office: Office, claim_id: int, kind: FormKind) -> OfficePaper:
    """A form of a claim; UserError("form-not-yet") when there is nothing to put on it."""
    from ipdesk.documents.pdf.office_form import render_forms

    reading = read_claim(office, claim_id)
    if kind is FormKind.RECEIPT:
        found = [_receipt(office, reading, one) for one in _standing(office, claim_id)]
    elif kind is FormKind.APPLICATION:
        house, today = bureau(office), office.clock.now().date()
        found = [filled_application(office, reading, house.name, today)]
    elif kind is FormKind.INSPECTION:
        found = [_inspection(office, reading)]
    elif kind in (FormKind.HANDED_IN, FormKind.MISSING):
        found = [counter_paper.counter_form(office, reading, bureau(office))]
    else:
        found = [_contents(office, reading)]
    early = (FormKind.APPLICATION, FormKind.MISSING)
    received = reading.claim.number is not None or kind in early
    if not found or not received:
        raise UserError("form-not-yet", form=_say(office, kind))
    pdf = render_forms(found, faces_in_use(office))
    name = f"{reading.claim.number or reading.applicant.name} {found[0].title}"
    # What is looked into or laid in the file stays with the office.
    inside = kind in (FormKind.INSPECTION, FormKind.CONTENTS)
    given_to = found[0].issuer if inside else reading.applicant.name
    return OfficePaper(claim_id, kind, name, pdf, given_to, tuple(found))


def save_paper(
    office: Office, actor: Actor, paper: OfficePaper, path: Path, recipient: str = ""
) -> Changes:
    """Write what was previewed to a file; the copy is journalled."""
    from ipdesk.documents.files import replace_file

    replace_file(path, paper.pdf)
    return log_paper(office, actor, paper, "save", recipient=recipient)


def log_paper(
    office: Office,
    actor: Actor,
    paper: OfficePaper,
    how: str,
    copies: int = 1,
    recipient: str = "",
) -> Changes:
    """Note with the claim that a form was printed ("print") or saved ("save"), for whom."""
    with act(office):
        data = {
            "form": str(paper.kind),
            "pdf_sha256": hashlib.sha256(paper.pdf).hexdigest(),
            "copies": copies,
            "recipient": recipient.strip() or paper.given_to,
        }
        record(office, actor, f"{how}_paper", "claim", paper.claim_id, data)
    return Changes.of("form_copy", ids=(paper.claim_id,))


def _say(office: Office, key: str, **values: object) -> str:
    return office.wording.text("office-form", key, values)


def _standing(office: Office, claim_id: int) -> list[PaymentRecord]:
    """Payments that went out and stayed out."""
    moved = payments.of_claim(office.db, claim_id)
    back = {one.refers for one in moved if one.kind == "bounced"}
    return [one for one in moved if one.kind == "paid" and one.id not in back]


def _form(office: Office, kind: FormKind, subtitle: str, *parts: Line | Table | str) -> OfficeForm:
    house, today = bureau(office), office.clock.now().date()
    return OfficeForm(kind, _say(office, kind), subtitle, house.name, today, parts)


def _receipt(office: Office, reading: Reading, payment: PaymentRecord) -> OfficeForm:
    """One receipt for one payment, to be signed by who got the money."""
    claim, unit = reading.claim, reading.applicant.kind.is_unit
    purpose = _say(
        office,
        "purpose-text",
        award=reading.award.label,
        number=claim.number,
        document=_granted_by(office, claim.id, payment),
    )

    def pair(key: str, text: str) -> tuple[str, str]:
        return _say(office, key), text

    return _form(
        office,
        FormKind.RECEIPT,
        _say(office, "receipt-subtitle", policy=reading.policy.title),
        Line((pair("payer", bureau(office).name),)),
        Line((pair("payee", reading.applicant.name),)),
        Line((pair("purpose", purpose),)),
        Line((pair("figures", f"¥{figures(payment.fen)}"), pair("voucher", payment.voucher))),
        Line((pair("capitals", capitals(payment.fen)),)),
        Line((pair("account-name", payment.account_name), pair("bank", payment.bank))),
        Line(
            (
                pair("account", masked_card(payment.account)),
                pair("paid-on", day_text(payment.paid_on)),
            )
        ),
        Line((pair("unit-seal" if unit else "person-sign", ""),), _WRITE),
        Line((pair("handler", ""), pair("signed-on", _say(office, "date"))), 40.0),
        _say(office, "receipt-unit" if unit else "receipt-person"),
    )


def _granted_by(office: Office, claim_id: int, payment: PaymentRecord) -> str:
    """The number of the paper that granted a payment; what came after it did not grant it."""
    granting = [
        one.document_number
        for one in letters.of_claim(office.db, claim_id)
        if one.kind in _GRANTING and one.issued_on <= payment.paid_on
    ]
    return granting[-1] if granting else ""


def _inspection(office: Office, reading: Reading) -> OfficeForm:
    """What was to be looked at, and what was found; blank where it is still to be written."""
    claim = reading.claim
    steps = casefile.steps(office.db, claim.id)
    asked = next((step.record for step in reversed(steps) if step.act == "inspect"), {})
    told = next((step.record for step in reversed(steps) if step.act == "conclude"), {})

    def pair(key: str, text: object) -> tuple[str, str]:
        return _say(office, key), str(text or "")

    policy = f"《{reading.policy.title}》（{reading.policy.document_number}）"
    clause = reading.policy.clause(reading.award.clause).number
    date_room = _say(office, "date")
    return _form(
        office,
        FormKind.INSPECTION,
        _say(office, "inspection-subtitle", bureau=bureau(office).name),
        Line((pair("number", claim.number), pair("applicant", reading.applicant.name))),
        Line((pair("award", reading.award.label), pair("subject", claim.subject))),
        Line((pair("clause", f"{policy}第{clause}条"),)),
        Line((pair("what", asked.get("inspection")),), 56.0),
        Line((pair("until", _day(asked.get("inspect_by"))), pair("place", ""))),
        Line(
            (
                pair("on", _day(told.get("inspected_on")) or date_room),
                pair("people", told.get("people")),
            )
        ),
        Line((pair("found", told.get("finding")),), 150.0),
        Line((pair("result", _say(office, "result-choices")),)),
        Line((pair("inspector", ""), pair("present", "")), _SIGN),
        _say(office, "inspection-note"),
    )


def _day(text: object) -> str:
    """A day as it was kept with a step."""
    return day_text(date.fromisoformat(str(text))) if text else ""


def _contents(office: Office, reading: Reading) -> OfficeForm:
    """Everything of the case in the order of the file: form, letters, evidence."""
    claim, words = reading.claim, office.wording
    rows = _papers(office, reading)
    pages = sum(int(row[4]) for row in rows if row[4])
    table = Table(
        head=tuple(_say(office, "head").split("|")),
        rows=tuple((str(place), *row) for place, row in enumerate(rows, start=1)),
        align="cllllrl",
        widths=(0.075, 0.175, 0.13, 0.24, 0.145, 0.075, 0.16),
        total=("", "", "", _say(office, "pages-total"), "", str(pages), ""),
    )
    subtitle = _say(
        office, "contents-subtitle", applicant=reading.applicant.name, award=reading.award.label
    )
    return _form(
        office,
        FormKind.CONTENTS,
        subtitle,
        Line(
            (
                (_say(office, "archive"), claim.archive_number),
                (_say(office, "number"), claim.number or words.text("page", "blank")),
            )
        ),
        table,
        _say(office, "contents-note", count=len(rows)),
    )


_Row = tuple[str, str, str, str, str, str]  # number, by whom, title, day, pages, remark


def _papers(office: Office, reading: Reading) -> list[_Row]:
    from ipdesk.documents.pdf.raster import page_count

    house, words = bureau(office), office.wording
    rows: list[_Row] = [("", house.short_name, _say(office, "form-title"), "", "", "")]
    for letter in reading.letters:
        kind = words.label("letter", letter.kind)
        title = _say(office, "letter-title", kind=kind, award=reading.award.label)
        count = page_count(letters.pdf(office.db, letter.id) or b"")
        day = letter.issued_on.isoformat()
        rows.append((letter.document_number, house.short_name, title, day, str(count), ""))
    labels = {piece.id: piece.label for piece in reading.award.evidence}
    for piece in casefile.evidence(office.db, reading.claim.id):
        if piece.valid:
            remark = "" if piece.is_file else _say(office, "paper-seen")
            label = labels.get(piece.evidence) or words.label("evidence", piece.evidence)
            pages = str(piece.pages) if piece.pages else ""
            day = piece.at.date().isoformat()
            rows.append(("", reading.applicant.name, label, day, pages, remark))
    return rows
