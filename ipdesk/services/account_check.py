"""收款账户 beside the check that asks for it: what the registration says against 符合."""

from __future__ import annotations

from ipdesk.domain.applicant_document import DocumentKind
from ipdesk.domain.policy import Check
from ipdesk.services.claim_reading import Reading, payee_ready
from ipdesk.services.office import Office


def account_gap(office: Office, reading: Reading, check: Check) -> str:
    """What is missing or differs, in words; "" when nothing does or the check asks nothing.

    Which check it is, is told by the evidence it rests on: the words that tell which
    papers on file prove an account tell it here too, whatever a policy calls its lines.
    """
    if payee_ready(reading.applicant) or reading.claim.paid_fen:
        return ""
    words = office.wording.label("document-words", DocumentKind.ACCOUNT_PERMIT).split()
    rests_on = (p.label + p.note for p in reading.award.evidence if p.id in check.evidence)
    if not any(word in text for text in rests_on for word in words):
        return ""
    who = reading.applicant
    if not who.account:
        return office.wording.text("page", "account-missing", {})
    if not who.account_name:
        return office.wording.text("page", "account-nameless", {})
    values = {"account_name": who.account_name, "name": who.name}
    return office.wording.text("page", "account-differs", values)
