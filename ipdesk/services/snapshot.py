"""Keeping an assessment as it was: what was decided stays explainable by its own record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from ipdesk.domain.assessment import Assessment
from ipdesk.domain.finding import Finding
from ipdesk.domain.policy import Policy
from ipdesk.services.claim_reading import Reading
from ipdesk.services.office import Office
from ipdesk.services.phrases import finding_note, line_text
from ipdesk.storage import casefile


def keep_assessment(office: Office, reading: Reading, alike: Sequence[str] = ()) -> None:
    """Store the assessment with the stage it was made for; nothing when facts are missing.

    `alike` says what the claim looked like then, and what was thought of it.
    """
    if reading.assessment is None:
        return
    claim = reading.claim
    casefile.add_assessment(
        office.db,
        claim.id,
        claim.stage,
        office.clock.now(),
        claim.pack_sha256,
        claim.readings,
        {**rendered(office, reading.policy, reading.assessment), "alike": list(alike)},
        reading.assessment.amount_fen,
        claim.clause_status,
        claim.title_name,
    )


def rendered(office: Office, policy: Policy, result: Assessment) -> dict[str, object]:
    """An assessment with its words, as the cases file prints it and as it is kept."""
    return {
        "award": result.award,
        "verdict": str(result.verdict),
        "amount_fen": result.amount_fen,
        "ceiling_fen": result.ceiling_fen,
        "items": [
            {
                "subject": item.subject,
                "verdict": str(item.verdict),
                "amount_fen": item.amount_fen,
                "fact_on": item.fact_on.isoformat() if item.fact_on else None,
                "findings": [_finding(office, policy, found) for found in item.findings],
            }
            for item in result.items
        ],
        "findings": [_finding(office, policy, found) for found in result.findings],
        "lines": [
            {
                "text": line_text(office, line),
                "quote": line.quote,
                "amount_fen": line.amount_fen,
            }
            for line in result.lines
        ],
    }


def _finding(office: Office, policy: Policy, found: Finding) -> dict[str, object]:
    return {
        "code": found.code,
        "severity": str(found.severity),
        "clause": found.clause,
        "values": {name: _plain(value) for name, value in found.values.items()},
        "text": finding_note(office, found, policy).text,
    }


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value
