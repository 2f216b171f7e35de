"""A clause stopped or adjusted by a later document, as the engine takes it."""

from __future__ import annotations

from datetime import date

import pytest

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.assess import assess
from ipdesk.domain.assessment import Assessment, Verdict
from ipdesk.domain.claim import Claimant, ClaimFacts, ClaimItem
from ipdesk.domain.clause_status import Setting, Standing, setting_for, with_statuses
from ipdesk.domain.finding import Severity
from ipdesk.domain.history import History
from ipdesk.domain.policy import ClauseStatus, Policy
from tests.policies.deciding import lechang

LETTER = "粤市监知促〔2023〕100号"
STOPPED = Standing(ClauseStatus.STOPPED, LETTER, date(2023, 6, 20), date(2023, 7, 1))
ADJUSTED = Standing(ClauseStatus.ADJUSTED, LETTER, date(2023, 6, 20), date(2023, 7, 1))


def decided(policy: Policy, received: date, award: str = "01-01") -> Assessment:
    """A patent filed on 2012-03-04 under one of its clauses, or a work under clause 三."""
    facts = {"filed_on": date(2012, 3, 4), "in_force": True}
    subject = "201210123456.8"
    if award == "03-01":
        facts, subject = {"achieved_on": date(2023, 1, 5)}, "粤作登字-2023-F-00000001"
    claimant = Claimant("A1", ApplicantKind.ENTERPRISE, True)
    items = (ClaimItem(subject, facts),)
    claim = ClaimFacts("K1", claimant, award, received, received.year, items, None, None, None)
    return assess(claim, policy, History(), policy.defaults())


def found(result: Assessment) -> list[tuple[str, Severity]]:
    return [(one.code, one.severity) for one in result.findings if one.code.startswith("clause")]


@pytest.mark.parametrize(
    ("received", "verdict", "amount", "said"),
    [
        (date(2023, 6, 30), Verdict.PAYABLE, 500_000, ("clause-stopped-later", Severity.INFO)),
        (date(2023, 7, 1), Verdict.NOT_PAYABLE, 0, ("clause-stopped", Severity.BLOCK)),
        (date(2024, 3, 4), Verdict.NOT_PAYABLE, 0, ("clause-stopped", Severity.BLOCK)),
    ],
)
def test_a_stopped_clause_refuses_what_is_received_from_its_day_on(
    received: date, verdict: Verdict, amount: int, said: tuple[str, Severity]
) -> None:
    policy = with_statuses(lechang(), {"01": STOPPED})
    result = decided(policy, received)
    assert (result.verdict, result.amount_fen) == (verdict, amount)
    assert found(result) == [said]
    [finding] = [one for one in result.findings if one.code == said[0]]
    assert finding.values == {
        "document": LETTER,
        "on": date(2023, 6, 20),
        "from": date(2023, 7, 1),
    }


@pytest.mark.parametrize("received", [date(2023, 6, 30), date(2023, 7, 1)])
def test_an_adjusted_clause_warns_every_claim_and_pays(received: date) -> None:
    result = decided(with_statuses(lechang(), {"01": ADJUSTED}), received)
    assert (result.verdict, result.amount_fen) == (Verdict.PAYABLE, 500_000)
    assert found(result) == [("clause-adjusted", Severity.WARNING)]


def test_the_other_clauses_the_version_and_the_policy_itself_stay() -> None:
    policy = lechang()
    changed = with_statuses(policy, {"01": STOPPED})
    assert changed.sha256 == policy.sha256
    assert changed.clause("01").status is ClauseStatus.STOPPED
    assert changed.clause("01").status_from == date(2023, 7, 1)
    assert policy.clause("01").status is ClauseStatus.IN_FORCE
    assert changed.plans["03-01"] is policy.plans["03-01"]
    assert decided(changed, date(2024, 3, 4), "03-01").amount_fen == 10_000
    assert decided(policy, date(2024, 3, 4)).amount_fen == 500_000


def test_the_notices_of_clause_and_award_stay_beside_a_status() -> None:
    policy = lechang()
    told = {one.code for one in policy.plans["01-01"].notices}
    adjusted = with_statuses(policy, {"01": ADJUSTED})
    assert {one.code for one in adjusted.plans["01-01"].notices} == told | {"clause-adjusted"}


def test_a_clause_set_back_in_force_is_as_the_pack_has_it() -> None:
    restored = Standing(ClauseStatus.IN_FORCE, LETTER, date(2023, 9, 1), date(2023, 9, 1))
    policy = with_statuses(with_statuses(lechang(), {"01": STOPPED}), {"01": restored})
    assert policy.plans["01-01"].stopped is None
    assert policy.plans["01-01"].notices == lechang().plans["01-01"].notices


def test_the_newest_setting_that_had_taken_effect_governs_a_claim() -> None:
    """Stopped from 07-01, back from 09-01: what came in between stays stopped."""
    restored = Standing(ClauseStatus.IN_FORCE, LETTER, date(2023, 8, 20), date(2023, 9, 1))
    stop, back = Setting(1, "01", STOPPED), Setting(2, "01", restored)
    settings = (stop, Setting(3, "03", ADJUSTED), back)
    assert setting_for(settings, "01", date(2023, 7, 1)) is stop
    assert setting_for(settings, "01", date(2023, 8, 31)) is stop
    assert setting_for(settings, "01", date(2023, 9, 1)) is back
    # Before any of them: the newest is told.
    assert setting_for(settings, "01", date(2023, 6, 30)) is back
    assert setting_for(settings[:1], "01", date(2023, 6, 30)) is stop
    assert setting_for(settings, "02", date(2023, 9, 1)) is None
