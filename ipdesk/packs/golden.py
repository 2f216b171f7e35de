"""Golden cases: cases a pack carries along, which it must always decide as written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ipdesk.domain.assessment import Assessment
from ipdesk.domain.policy import GoldenCase, Policy
from ipdesk.errors import CasesError, Problem
from ipdesk.packs.cases import decide, read_cases

# Two applicants are there without being named: most cases need no others.
APPLICANTS = [
    {"id": "A1", "kind": "enterprise", "local": True},
    {"id": "A2", "kind": "individual", "local": True},
]


class Difference(NamedTuple):
    """Where the outcome of a golden case is not what the pack says it is."""

    case: str
    claim: str
    what: str  # verdict | amount_fen | items | codes | absent | claim
    wanted: object
    found: object


class Outcome(NamedTuple):
    """What one claim of a case came to."""

    verdict: str
    amount_fen: int


class GoldenResult(NamedTuple):
    """One golden case with what came out differently; no differences: it passed."""

    case: GoldenCase
    differences: tuple[Difference, ...]
    problems: tuple[Problem, ...] = ()
    found: Mapping[str, Outcome] = {}

    @property
    def passed(self) -> bool:
        return not self.differences and not self.problems


def run_golden(policy: Policy) -> tuple[GoldenResult, ...]:
    """Decide every golden case of the pack and compare."""
    return tuple(_run(case, policy) for case in policy.golden)


def _run(case: GoldenCase, policy: Policy) -> GoldenResult:
    data = {"format": 1, "pack": policy.id, "applicants": APPLICANTS, **case.data}
    try:
        cases = read_cases(data, {policy.id: policy})
    except CasesError as error:
        return GoldenResult(case, (), error.problems)
    results = {result.claim: result for result in decide(cases)}
    differences = [d for wanted in case.expect for d in _compare(case.name, wanted, results)]
    found = {name: Outcome(str(one.verdict), one.amount_fen) for name, one in results.items()}
    return GoldenResult(case, tuple(differences), (), found)


def _compare(
    name: str, wanted: Mapping[str, object], results: Mapping[str, Assessment]
) -> Iterator[Difference]:
    claim = str(wanted["id"])
    result = results.get(claim)
    if result is None:
        yield Difference(name, claim, "claim", claim, None)
        return
    if str(result.verdict) != wanted["verdict"]:
        yield Difference(name, claim, "verdict", wanted["verdict"], str(result.verdict))
    amount = wanted["amount_fen"]
    if amount is not None and result.amount_fen != amount:
        yield Difference(name, claim, "amount_fen", amount, result.amount_fen)
    verdicts = tuple(str(item.verdict) for item in result.items)
    if wanted["items"] and verdicts != wanted["items"]:
        yield Difference(name, claim, "items", wanted["items"], verdicts)
    told = {finding.code for finding in result.findings}
    told |= {finding.code for item in result.items for finding in item.findings}
    for code in wanted["codes"] if isinstance(wanted["codes"], tuple) else ():
        if code not in told:
            yield Difference(name, claim, "codes", code, sorted(told))
    absent = wanted.get("absent")
    for code in absent if isinstance(absent, tuple) else ():
        if code in told:
            yield Difference(name, claim, "absent", None, code)
