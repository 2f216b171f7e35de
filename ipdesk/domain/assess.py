"""核算: from the facts of a claim to what it is entitled to, and why. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from ipdesk.domain.assessment import Assessment, ItemResult, Line, Verdict
from ipdesk.domain.claim import ClaimFacts, ClaimItem, Grant
from ipdesk.domain.finding import Finding, Severity
from ipdesk.domain.history import AGAIN, History
from ipdesk.domain.identifiers import number_problem
from ipdesk.domain.plan import Plan
from ipdesk.domain.policy import Policy
from ipdesk.domain.rules.base import BLOCK, INFO, WARNING, CountingRule, Sheet
from ipdesk.domain.text import subject_key

PAYABLE, PARTLY, NOT_PAYABLE = Verdict.PAYABLE, Verdict.PARTLY_PAYABLE, Verdict.NOT_PAYABLE
DOCUMENT, REFERRAL = Verdict.NEEDS_DOCUMENT, Verdict.REFERRAL
# Of a claim without an amount: the first of these that any item has.
_OPEN_FIRST: Final = (DOCUMENT, Verdict.NEEDS_DECISION, REFERRAL)


_BLANK: Final = ("", ())


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
        findings.append(plan.stopped)
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
        _filled(item.facts, plan),
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
    if not _facts_missing(sheet, plan, readings):
        key = _check(sheet, plan, key)
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


def _filled(given: Mapping[str, object], plan: Plan) -> Mapping[str, object]:
    """The facts with the defaults of those left out."""
    facts = dict(plan.defaults)
    facts.update(given)
    if None in facts.values():
        for name, value in given.items():
            if value is None:
                facts.pop(name)
                if name in plan.defaults:
                    facts[name] = plan.defaults[name]
    for name, defaults in plan.rows.items():
        rows = facts.get(name)
        if isinstance(rows, tuple) and defaults:
            facts[name] = tuple([{**defaults, **row} for row in rows])
    return facts


def _facts_missing(sheet: Sheet, plan: Plan, readings: Mapping[str, str]) -> bool:
    """Refuse an item of which a fact is missing: nothing can be worked out from it."""
    facts, missing = sheet.facts, False
    for need in plan.needed:
        value = facts.get(need.fact)
        if not value and (value is None or value in _BLANK) and need.holds(readings):
            sheet.refuse("fact-missing", {"label": need.label, "fact": need.fact})
            missing = True
    for name, needs in plan.row_needed.items():
        rows = facts.get(name)
        for row in rows if isinstance(rows, tuple) else ():
            for need in needs:
                if row.get(need.fact) is None and need.holds(readings):
                    sheet.refuse("fact-missing", {"label": need.label, "fact": need.fact})
                    missing = True
    return missing


def _check(sheet: Sheet, plan: Plan, key: str) -> str:
    """Ask the rules that rule out; gives the key the item would hold."""
    if plan.fact_day:
        day = sheet.facts.get(plan.fact_day)
        sheet.day = day if isinstance(day, date) else None
    for rule in plan.checks:
        rule.apply(sheet)
    if sheet.day is not None:
        _check_day(sheet, sheet.day)
    return _check_key(sheet, plan.award, key)


def _check_day(sheet: Sheet, day: date) -> None:
    """Hold the fact day against the validity of the policy and the day received."""
    received, clause = sheet.claim.received_on, sheet.validity_clause
    if sheet.valid_from is not None and day < sheet.valid_from:
        values = {"day": day, "from": sheet.valid_from}
        if sheet.stock == "allow":
            sheet.tell(INFO, "stock", values)
        elif sheet.stock == "deny":
            sheet.refuse("stock-denied", values, clause)
        else:
            sheet.refuse("before-validity", values, clause)
    elif sheet.valid_to is not None and day > sheet.valid_to:
        sheet.refuse("after-validity", {"day": day, "to": sheet.valid_to}, clause)
    # A day that has yet to come is told by the rule that counts to it.
    if day > received and not sheet.counted_day:
        sheet.refuse("after-receipt", {"day": day, "received": received})


def _check_key(sheet: Sheet, award: str, key: str) -> str:
    """Refuse what is paid only once and was paid, unless the pack lets it be paid again.

    What may be paid again holds a key of its own, so that no key is ever held twice.
    """
    again, day = sheet.same_key_ok, sheet.day
    when: date | int | None = None
    if again != "never" and day is not None:
        when = day if again == "another-day" else day.year
    earlier = sheet.history.taken(award, key, when)
    if earlier is None:
        return key if when is None else f"{key}{AGAIN}{when}"
    if sheet.history.is_new(earlier):
        sheet.refuse("key-twice", {"subject": sheet.item.subject})
        return key
    values = {
        "subject": sheet.item.subject,
        "claim": earlier.claim,
        "day": earlier.fact_on,
        "amount": earlier.amount_fen,
    }
    sheet.refuse("key-taken" if earlier.claim else "key-taken-before", values)
    return key


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


def unique_key(scope: str, applicant: str, subject: str) -> str:
    """What is paid only once within an award, as the award's key says."""
    if scope == "subject":
        return subject
    return applicant if scope == "applicant" else f"{applicant}|{subject}"


def grant(claim: ClaimFacts, item: ItemResult) -> Grant:
    """What a payable item holds from now on."""
    return Grant(
        claim.applicant.id,
        claim.award,
        item.subject,
        item.subject_key,
        item.key,
        item.fact_on or claim.received_on,
        claim.fund_year,
        item.amount_fen,
        claim.id,
        tuple([(use.cap, use.year, use.used) for use in item.uses]),
    )


def grants(claim: ClaimFacts, assessment: Assessment) -> tuple[Grant, ...]:
    """What the claim holds, one grant per payable item; to be added to a History."""
    return tuple([grant(claim, item) for item in assessment.items if item.amount_fen])


def earlier_grant(
    policy: Policy,
    readings: Mapping[str, str],
    applicant: str,
    award: str,
    subject: str,
    fact_on: date,
    fund_year: int,
    amount_fen: int,
) -> Grant:
    """What a payment made outside ipdesk holds: its key, its part of caps and groups."""
    plan = policy.plans[award]
    compared = subject_key(subject)
    uses = [
        rule.past_use(fact_on, fund_year, amount_fen, readings)
        for rule in (*plan.amounts, *plan.limits)
        if isinstance(rule, CountingRule)
    ]
    return Grant(
        applicant,
        award,
        subject,
        compared,
        unique_key(plan.key, applicant, compared),
        fact_on,
        fund_year,
        amount_fen,
        "",
        tuple(uses),
    )


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
