"""Assessing a cases file: a batch is decided claim by claim, without any store."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from ipdesk.domain.assess import deciding_findings
from ipdesk.domain.assessment import Assessment
from ipdesk.domain.finding import Finding, Severity
from ipdesk.domain.policy import Policy
from ipdesk.errors import Problem
from ipdesk.packs.cases import decide, parse_json, read_cases
from ipdesk.wording import Wording


def assess_cases(
    data: str | bytes, policies: Mapping[str, Policy], wording: Wording
) -> dict[str, object]:
    """The whole output for a cases file; CasesError with every problem when it is bad input.

    Claims are decided in the given order, each seeing the payable ones before it.
    """
    cases = read_cases(parse_json(data), policies)
    policy = cases.policy
    return {
        "format": 1,
        "pack": policy.id,
        "pack_sha256": policy.sha256,
        "readings": dict(cases.readings),
        "claims": [_claim(result, policy, wording) for result in decide(cases)],
    }


def output_text(result: Mapping[str, object]) -> str:
    """The output as it is written to a file."""
    return json.dumps(result, ensure_ascii=False, indent=1) + "\n"


def problem_text(problem: Problem, wording: Wording) -> str:
    """One problem on one line: where it is, and what is wrong."""
    place = "：".join(part for part in (problem.file, problem.key) if part)
    values = {name: _shown(value) for name, value in problem.values.items()}
    if "wanted" in values:
        values["wanted"] = wording.label("wanted", values["wanted"])
    text = wording.text("problem", problem.code, values)
    return f"{place}：{text}" if place else text


def finding_text(finding: Finding, wording: Wording, policy: Policy | None = None) -> str:
    """What a finding says; a rule of a pack may bring its own sentence.

    What refuses or asks names its clause as the policy numbers it, when the policy is given.
    """
    values = finding.values
    if not wording.has("finding", finding.code) and "says" in values:
        text = str(values["says"])
    else:
        if "kind" in values:
            values = {**values, "kind": wording.label("kind", values["kind"])}
        text = wording.text("finding", finding.code, values)
    if policy is None or finding.severity is Severity.INFO:
        return text
    numbers = [clause.number for clause in policy.clauses if clause.id == finding.clause]
    if not numbers:  # a pack may cite words that stand outside its clauses
        return text
    return wording.text("cited", "clause", {"text": text.rstrip("。"), "number": numbers[0]})


def _shown(value: object) -> object:
    if isinstance(value, list | tuple):
        return "、".join(str(part) for part in value)
    return value


def _claim(result: Assessment, policy: Policy, wording: Wording) -> dict[str, object]:
    findings = dict.fromkeys(repr(finding) for finding in result.findings)
    # A claim without an amount says why at its head, not only at its items.
    reasons = [f for f in deciding_findings(result) if repr(f) not in findings]
    return {
        "id": result.claim,
        "award": result.award,
        "verdict": str(result.verdict),
        "amount_fen": result.amount_fen,
        "ceiling_fen": result.ceiling_fen,
        "items": [
            {
                "subject": item.subject,
                "verdict": str(item.verdict),
                "amount_fen": item.amount_fen,
                "findings": [_finding(finding, policy, wording) for finding in item.findings],
            }
            for item in result.items
        ],
        "findings": [
            _finding(finding, policy, wording) for finding in (*result.findings, *reasons)
        ],
        "lines": [
            {
                "text": wording.text("line", line.code, line.values),
                "quote": line.quote,
                "amount_fen": line.amount_fen,
            }
            for line in result.lines
        ],
    }


def _finding(finding: Finding, policy: Policy, wording: Wording) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "clause": finding.clause,
        "values": {name: _plain(value) for name, value in finding.values.items()},
        "text": finding_text(finding, wording, policy),
    }


def _plain(value: object) -> object:
    """A value as JSON has it: dates and shares as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value
