"""Policy packs in lines: those that came with the program, and every version on file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ipdesk.domain.policy import Policy
from ipdesk.services.office import Office
from ipdesk.services.policies import shipped
from ipdesk.storage import policies as stored
from ipdesk.wording import Wording


def shipped_lines(resources: Path, wording: Wording) -> list[str]:
    """Each shipped pack with its version, validity and reviewer."""
    lines: list[str] = []
    for policy, _ in shipped(resources):
        review = _review(policy.reviewer, policy.reviewed_on, wording)
        lines += _entry(policy, review, wording.text("check", "shipped"), wording)
    return lines or [wording.text("check", "no-versions")]


def office_lines(office: Office) -> list[str]:
    """Each version on file in this bureau, those in use first."""
    lines: list[str] = []
    for version in stored.versions(office.db):
        code = "in-use" if version.in_use else "on-file"
        use = office.wording.text("check", code, {"claims": version.claims})
        review = _review(version.reviewer, version.reviewed_on, office.wording)
        lines += _entry(office.policies(version.sha256), review, use, office.wording)
    return lines or [office.wording.text("check", "no-versions")]


def _entry(policy: Policy, review: str, use: str, wording: Wording) -> list[str]:
    known = policy.valid_from or policy.valid_to
    values = {
        "pack": policy.id,
        "number": policy.document_number,
        "title": policy.title,
        "version": policy.sha256[:12],
        "validity": wording.text(
            "check",
            "valid" if known else "valid-open",
            {"first": policy.valid_from, "last": policy.valid_to},
        ),
        "review": review,
        "use": use,
    }
    return [wording.text("check", code, values) for code in ("listed", "listed-about")]


def _review(reviewer: str, day: date | None, wording: Wording) -> str:
    if not reviewer:
        return wording.text("check", "unreviewed")
    return wording.text("check", "reviewed", {"reviewer": reviewer, "day": day})
