"""核算: from the facts of a claim to what it is entitled to, and why. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ipdesk.domain.assessment import Assessment, ItemResult, Line, Verdict
from ipdesk.domain.checking import check, facts_missing, filled
from ipdesk.domain.claim import ClaimFacts, ClaimItem, Grant
from ipdesk.domain.finding import Finding, Severity
from ipdesk.domain.granting import earlier_grant, grant, grants, unique_key
from ipdesk.domain.history import History
from ipdesk.domain.identifiers import number_problem
from ipdesk.domain.plan import Plan, Steps
from ipdesk.domain.policy import Policy
from ipdesk.domain.rules.base import BLOCK, INFO, WARNING, Sheet
from ipdesk.domain.text import subject_key

__all__ = ["assess", "deciding_findings", "earlier_grant", "grants"]

PAYABLE, PARTLY, NOT_PAYABLE = Verdict.PAYABLE, Verdict.PARTLY_PAYABLE, Verdict.NOT_PAYABLE
DOCUMENT, REFERRAL = Verdict.NEEDS_DOCUMENT, Verdict.REFERRAL
# Of a claim without an amount: the first of these that any item has.
_OPEN_FIRST: Final = (DOCUMENT, Verdict.NEEDS_DECISION, REFERRAL)


def assess(
    claim: ClaimFacts, policy: Policy, history: History, readings: Mapping[str, str]
) -> Assessment:
    """What `claim` is entitled to under `readings`, `history` being all that was paid before.

    `history` is not changed; `grants` gives what is to be added to it.
    """
    plan = policy.plans[claim.award]
    steps = plan.under(readings)
    findings = list(plan.notices)
    closed, late = _whole_claim(claim, plan, steps, findings)
    several = len(claim.items) > 1
    if several:
        history = History(under=history)  # the items see each other
    items: list[ItemResult] = []
    held: list[Grant] = []
    plain: dict[int, int] = {}  # fixed amounts that need no line of their own
    lines: list[Line] = []
    for item in claim.items:
        sheet = _sheet(claim, item, plan, history)
        sheet.refused = closed
        if late:
            sheet.waiting = DOCUMENT
        key = _judge(sheet, plan, steps)
        verdict = _item_verdict(sheet, plan)
        result = _result(sheet, verdict, key)
        items.append(result)
        if not result.amount_fen:
            continue
        given = grant(claim, result)
        held.append(given)
        if several:
            history.add(given)
        if sheet.lines:
            lines += sheet.lines
        else:
            plain[sheet.amount] = plain.get(sheet.amount, 0) + 1
    return Assessment(
        claim.id,
        claim.award,
        _claim_verdict(items, held),
        sum([given.amount_fen for given in held]),
        plan.ceiling_fen,
        tuple(items),
        tuple(findings),
        _lines(plan, plain, lines),
        tuple(held),
    )


def _whole_claim(
    claim: ClaimFacts, plan: Plan, steps: Steps, findings: list[Finding]
) -> tuple[bool, bool]:
    """Check what holds for all items alike: (whether all are refused, whether a document lacks)."""
    known = len(findings)
    clause, received = plan.clause, claim.received_on
    if plan.stopped is not None:
        if plan.stopped_from is None or received >= plan.stopped_from:
            findings.append(plan.stopped)
        else:
            values = plan.stopped.values
            findings.append(Finding("clause-stopped-later", INFO, clause, values))
    if claim.applicant.kind not in plan.who:
        values = {"kind": str(claim.applicant.kind), "who_text": plan.who_text}
        findings.append(Finding("applicant-kind-excluded", BLOCK, clause, values))
    if not claim.applicant.local:
        findings.append(Finding("applicant-not-local", BLOCK, clause))
    if not claim.items:
        findings.append(Finding("no-items", BLOCK, clause))
    elif plan.single_item and len(claim.items) > 1:
        findings.append(Finding("too-many-items", BLOCK, clause, {"count": len(claim.items)}))
    validity = plan.validity
    late = False
    if validity.valid_to is not None and received > validity.valid_to:
        shown: dict[str, object] = {"received": received, "to": validity.valid_to}
        if steps.refuse_late:
            code, severity = "late-refused", BLOCK
        elif claim.basis_document:
            shown["document"] = claim.basis_document
            code, severity = "late-with-document", INFO
        else:
            code, severity, late = "late-needs-document", WARNING, True
        findings.append(Finding(code, severity, validity.clause, shown))
    elif validity.valid_from is not None and received < validity.valid_from:
        shown = {"received": received, "from": validity.valid_from}
        findings.append(Finding("received-before-validity", WARNING, validity.clause, shown))
    return any(finding.severity is BLOCK for finding in findings[known:]), late


def _sheet(claim: ClaimFacts, item: ClaimItem, plan: Plan, history: History) -> Sheet:
    subject, facts = subject_key(item.subject), filled(item.facts, plan)
    return Sheet(claim, item, facts, history, plan.clause, subject)


def _judge(sheet: Sheet, plan: Plan, steps: Steps) -> str:
    """Let the rules say what they have to say; gives the key the item would hold."""
    if plan.number != "text":
        problem = number_problem(plan.number, sheet.item.subject)
        if problem is not None:
            sheet.tell(WARNING, problem.code, problem.values)
    key = unique_key(plan.key, sheet.claim.applicant.id, sheet.subject_key)
    if not facts_missing(sheet, steps):
        key = check(sheet, plan, steps, key)
    if not sheet.refused and not plan.referral:
        _work_out(sheet, steps)
    return key


def _result(sheet: Sheet, verdict: Verdict, key: str) -> ItemResult:
    subject, findings = sheet.item.subject, tuple(sheet.findings)
    if verdict is PAYABLE or verdict is PARTLY:
        amount, uses = sheet.amount, sheet.uses
    else:
        amount, key, uses = 0, "", ()
    return ItemResult(subject, verdict, amount, findings, key, sheet.subject_key, sheet.day, uses)


def _work_out(sheet: Sheet, steps: Steps) -> None:
    """Find the amount, then let caps and groups lower it or rule the item out."""
    for step in steps.amounts:
        step(sheet)
    if sheet.amount:
        for step in steps.limits:
            step(sheet)
            if sheet.refused:
                return


def _item_verdict(sheet: Sheet, plan: Plan) -> Verdict:
    if sheet.refused:
        return NOT_PAYABLE
    if sheet.waiting is not None:
        return sheet.waiting
    if plan.referral:
        sheet.tell(INFO, "referral")
        return REFERRAL
    return PARTLY if sheet.lowered else PAYABLE


def _claim_verdict(items: list[ItemResult], held: list[Grant]) -> Verdict:
    verdicts = [item.verdict for item in items]
    if held:
        return PAYABLE if verdicts.count(PAYABLE) == len(verdicts) else PARTLY
    return next((verdict for verdict in _OPEN_FIRST if verdict in verdicts), NOT_PAYABLE)


def _lines(plan: Plan, plain: Mapping[int, int], lines: list[Line]) -> tuple[Line, ...]:
    """The lines of a claim; items of the same fixed amount share one."""
    if not plain:
        return tuple(lines) or (Line("none", 0, plan.quote),)
    counted = [
        Line("fixed", fen * count, plan.quote, {"count": count, "unit": plan.unit, "fen": fen})
        for fen, count in plain.items()
    ]
    return (*counted, *lines)


def deciding_findings(assessment: Assessment) -> tuple[Finding, ...]:
    """Why nothing is paid: each reason of the claim and its items once, clause and all."""
    if assessment.amount_fen:
        return ()
    refused = assessment.verdict is NOT_PAYABLE
    wanted = (Severity.BLOCK,) if refused else (Severity.BLOCK, Severity.WARNING, Severity.INFO)
    reasons: dict[str, Finding] = {}
    for findings in (assessment.findings, *[item.findings for item in assessment.items]):
        for finding in findings:
            if finding.severity in wanted:
                reasons.setdefault(repr(finding), finding)
    return tuple(reasons.values())
