"""核算: from the facts of a claim to what it is entitled to, and why. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ipdesk.domain.assessment import Assessment, ItemResult, Line, Verdict
from ipdesk.domain.checking import check, facts_missing, filled
from ipdesk.domain.claim import ClaimFacts, ClaimItem
from ipdesk.domain.finding import Finding, Severity
from ipdesk.domain.granting import earlier_grant, grant, grants, unique_key
from ipdesk.domain.history import History
from ipdesk.domain.identifiers import number_problem
from ipdesk.domain.plan import Plan
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

    `history` is not changed; `grants` turns the result into what is to be added to it.
    """
    plan = policy.plans[claim.award]
    findings = list(plan.notices)
    closed, late = _whole_claim(claim, plan, readings, findings)
    if len(claim.items) > 1:
        history = History(under=history)  # the items see each other
    items: list[ItemResult] = []
    pieces = _Pieces(plan)
    amount = 0
    for item in claim.items:
        result = _assess_item(claim, item, plan, history, readings, closed, late, pieces)
        items.append(result)
        if result.amount_fen:
            amount += result.amount_fen
            if len(claim.items) > 1:
                history.add(grant(claim, result))
    return Assessment(
        claim.id,
        claim.award,
        _claim_verdict(items, amount),
        amount,
        plan.ceiling_fen,
        tuple(items),
        tuple(findings),
        tuple(pieces.lines()),
    )


def _whole_claim(
    claim: ClaimFacts, plan: Plan, readings: Mapping[str, str], findings: list[Finding]
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
        if validity.late.of(readings) == "refuse":
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


def _assess_item(
    claim: ClaimFacts,
    item: ClaimItem,
    plan: Plan,
    history: History,
    readings: Mapping[str, str],
    closed: bool,
    late: bool,
    pieces: _Pieces,
) -> ItemResult:
    sheet = Sheet(
        claim,
        item,
        filled(item.facts, plan),
        history,
        readings,
        plan.frame,
        subject_key(item.subject),
    )
    sheet.refused = closed
    if late:
        sheet.waiting = DOCUMENT
    if plan.number != "text":
        problem = number_problem(plan.number, item.subject)
        if problem is not None:
            sheet.tell(WARNING, problem.code, problem.values)
    key = unique_key(plan.key, claim.applicant.id, sheet.subject_key)
    if not facts_missing(sheet, plan, readings):
        key = check(sheet, plan, key)
    if not sheet.refused and not plan.referral:
        _work_out(sheet, plan)
    verdict = _item_verdict(sheet, plan)
    findings = tuple(sheet.findings)
    if verdict is not PAYABLE and verdict is not PARTLY:
        return ItemResult(item.subject, verdict, 0, findings, "", sheet.subject_key, sheet.day)
    pieces.add(sheet)
    return ItemResult(
        item.subject,
        verdict,
        sheet.amount,
        findings,
        key,
        sheet.subject_key,
        sheet.day,
        tuple(sheet.uses),
    )


def _work_out(sheet: Sheet, plan: Plan) -> None:
    """Find the amount, then let caps and groups lower it or rule the item out."""
    for rule in plan.amounts:
        rule.apply(sheet)
    if sheet.amount:
        for rule in plan.limits:
            rule.apply(sheet)
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


def _claim_verdict(items: list[ItemResult], amount: int) -> Verdict:
    verdicts = [item.verdict for item in items]
    if amount:
        return PAYABLE if verdicts.count(PAYABLE) == len(verdicts) else PARTLY
    return next((verdict for verdict in _OPEN_FIRST if verdict in verdicts), NOT_PAYABLE)


class _Pieces:
    """Collects the lines of a claim; items of the same fixed amount share one."""

    __slots__ = ("_counts", "_lines", "_plan")

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._counts: dict[int, int] = {}
        self._lines: list[Line] = []

    def add(self, sheet: Sheet) -> None:
        if sheet.lines:
            self._lines.extend(sheet.lines)
        else:
            self._counts[sheet.amount] = self._counts.get(sheet.amount, 0) + 1

    def lines(self) -> Iterator[Line]:
        plan = self._plan
        if not self._counts and not self._lines:
            yield Line("none", 0, plan.quote)
        for fen, count in self._counts.items():
            values = {"count": count, "unit": plan.unit, "fen": fen}
            yield Line("fixed", fen * count, plan.quote, values)
        yield from self._lines


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
