"""What the letters on the way and after the decision tell: what is missing, paid, to come back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ipdesk.domain.letter import LetterKind, Table
from ipdesk.domain.letter_text import Template
from ipdesk.domain.masking import masked_card
from ipdesk.domain.money import capitals, figures
from ipdesk.domain.record import CheckState, PaymentRecord, StepRecord
from ipdesk.services.claim_reading import Reading
from ipdesk.services.office import Office
from ipdesk.services.paper_setup import PaperSetup
from ipdesk.storage import casefile, payments

_PARTS = re.compile(r"[\n；;]+")
_NUMBERING = re.compile(r"^\s*[（(]?\d{1,2}[）)．.、]\s*")


def later_values(office: Office, reading: Reading, setup: PaperSetup) -> dict[str, str]:
    """The fields of acceptance, supplement, payment and recovery; empty where nothing is known."""
    claim, back = reading.claim, _returned(office, reading)
    due = back.record.get("due_on") if back else None
    outstanding = claim.outstanding_fen
    return {
        "accepted_on": day_text(claim.accepted_on),
        "returned_on": day_text(back.at.date()) if back else "",
        "due_on": day_text(date.fromisoformat(str(due))) if due else "",
        "delivery": str(back.record.get("delivery", "")) if back else "",
        "recovery_figures": figures(outstanding) if outstanding else "",
        "recovery_capitals": capitals(outstanding) if outstanding else "",
        "refund_account": setup.refund_account,
        **_paid(office, reading),
    }


def _returned(office: Office, reading: Reading) -> StepRecord | None:
    steps = [step for step in casefile.steps(office.db, reading.claim.id) if step.act == "return"]
    return steps[-1] if steps else None


def payment_told(office: Office, reading: Reading) -> PaymentRecord | None:
    """The payment the next 拨付通知 tells: the first that no letter has told and that stood."""
    movements = payments.of_claim(office.db, reading.claim.id)
    back = {one.refers for one in movements if one.kind == "bounced"}
    paid = [one for one in movements if one.kind == "paid"]
    told = sum(1 for letter in reading.letters if letter.kind == LetterKind.PAYMENT)
    standing = [one for one in paid[told:] if one.id not in back]
    return standing[0] if standing else None


def _paid(office: Office, reading: Reading) -> dict[str, str]:
    payment = payment_told(office, reading)
    if payment is None:
        return {}
    left, words = reading.claim.due_fen, office.wording
    balance = words.text("page", "paid-part" if left else "paid-whole", {"fen": left})
    return {
        "paid_on": day_text(payment.paid_on),
        "paid_figures": figures(payment.fen),
        "paid_capitals": capitals(payment.fen),
        "paid_name": payment.account_name,
        "paid_bank": payment.bank,
        "paid_account": masked_card(payment.account),
        "voucher": payment.voucher,
        "paid_balance": balance,
        "decision_number": reading.claim.document_number,
    }


def missing_table(office: Office, reading: Reading, template: Template) -> Table:
    """What is missing and nothing else: what was returned, lines 待补, evidence not there."""
    texts: list[str] = []
    for text in _missing(office, reading):
        if not any(text in known or known in text for known in texts):
            texts.append(text)
    return Table(
        head=template.table_head,
        rows=tuple((str(number), text) for number, text in enumerate(texts, start=1)),
        align="cl",
        widths=(0.1, 0.9),
    )


def _missing(office: Office, reading: Reading) -> Iterator[str]:
    back = _returned(office, reading)
    if back is not None:
        for part in _PARTS.split(str(back.record.get("missing", ""))):
            text = _NUMBERING.sub("", part).strip().rstrip("。")
            if text:
                yield text
    for line in reading.lines:
        if line.state is CheckState.MISSING:
            yield f"{line.check.label}：{line.note}" if line.note else line.check.label
    pieces = casefile.evidence(office.db, reading.claim.id)
    if not pieces:
        return  # evidence is not kept in the program for this claim: only what was written counts
    there = {piece.evidence for piece in pieces if piece.valid}
    for wanted in reading.award.evidence:
        if wanted.required and wanted.id not in there:
            yield wanted.label


def day_text(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
