"""Findings and lines in words: codes and values rendered for screen, paper and files."""

from __future__ import annotations

from ipdesk.domain.assessment import Line
from ipdesk.domain.finding import Finding
from ipdesk.domain.policy import Policy
from ipdesk.services.cases import finding_text
from ipdesk.services.claim_view import Note
from ipdesk.services.office import Office


def finding_note(office: Office, finding: Finding, policy: Policy | None = None) -> Note:
    """One finding as a sentence, with its weight and (given the policy) its clause."""
    return Note(finding.severity, finding_text(finding, office.wording, policy), finding.code)


def line_text(office: Office, line: Line) -> str:
    """One line of the 核算 in words."""
    return office.wording.text("line", line.code, line.values)
