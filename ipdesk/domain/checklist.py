"""核对清单: the lines a clerk answers, with those the program can answer from the assessment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from ipdesk.domain.assessment import Assessment
from ipdesk.domain.finding import Finding, Severity
from ipdesk.domain.policy import Award, Check
from ipdesk.domain.record import CheckRecord, CheckState


class CheckLine(NamedTuple):
    """One line as it stands now; `automatic` when nobody had to answer it."""

    check: Check
    state: CheckState
    automatic: bool
    note: str
    operator: str
    at: datetime | None
    findings: tuple[tuple[int, Finding], ...]  # item ordinal (0: the claim) and what was found


def checklist(
    award: Award, assessment: Assessment | None, answers: Mapping[str, CheckRecord]
) -> tuple[CheckLine, ...]:
    """Every line of the award's checklist with its answer.

    A line with finding codes is met by the program when the assessment found nothing worse
    than information; once something was found, a person has to look and answer.
    """
    found = tuple(_found(assessment)) if assessment else ()
    lines = []
    for check in award.checks:
        own = tuple(entry for entry in found if entry[1].code in check.codes)
        answer = answers.get(check.id)
        if answer is not None and answer.state is not CheckState.UNCHECKED:
            lines.append(
                CheckLine(check, answer.state, False, answer.note, answer.operator, answer.at, own)
            )
            continue
        clear = all(finding.severity is Severity.INFO for _, finding in own)
        met = check.automatic and assessment is not None and clear
        state = CheckState.MET if met else CheckState.UNCHECKED
        note = answer.note if answer else ""
        lines.append(CheckLine(check, state, met, note, "", None, own))
    return tuple(lines)


def _found(assessment: Assessment) -> Iterable[tuple[int, Finding]]:
    for finding in assessment.findings:
        yield 0, finding
    for ordinal, item in enumerate(assessment.items, start=1):
        for finding in item.findings:
            yield ordinal, finding


def unanswered(lines: Iterable[CheckLine]) -> tuple[CheckLine, ...]:
    """Lines that keep a claim from being submitted: not looked at, or evidence missing."""
    open_states = (CheckState.UNCHECKED, CheckState.MISSING)
    return tuple(line for line in lines if line.check.must and line.state in open_states)


def failed(lines: Iterable[CheckLine]) -> tuple[CheckLine, ...]:
    """Lines a person answered 不符合: the claim cannot be proposed for payment.

    A line that only informs under the readings of the claim is not among them.
    """
    return tuple(line for line in lines if line.check.must and line.state is CheckState.UNMET)
