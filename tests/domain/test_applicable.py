"""Lines of the checklist and pieces of evidence that obey a reading, or ask certain applicants."""

from __future__ import annotations

import pytest

from ipdesk.domain.applicable import applicable
from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.policy import Award
from tests.policies.deciding import lechang

UNIT, BODY = ApplicantKind.ENTERPRISE, ApplicantKind.GOVERNMENT


def met(award: str, kind: ApplicantKind = UNIT, **readings: str) -> Award:
    policy = lechang()
    return applicable(policy.awards[award], {**policy.defaults(), **readings}, kind)


def checks(award: Award) -> dict[str, bool]:
    """Each line with whether it must be met."""
    return {check.id: check.must for check in award.checks}


def evidence(award: Award) -> dict[str, bool]:
    return {piece.id: piece.required for piece in award.evidence}


@pytest.mark.parametrize(("value", "must"), [("no", False), ("yes", True)])
def test_the_credit_check_informs_or_must_be_met(value: str, must: bool) -> None:
    award = met("01-01", credit_block=value)
    assert checks(award)["credit"] is must
    assert evidence(award)["C6"] is must


def test_a_settled_loan_is_asked_for_under_its_reading_alone() -> None:
    assert "settled" not in checks(met("05-01", need_settled="no"))
    assert "E9" not in evidence(met("05-01", need_settled="no"))
    asked = met("05-01", need_settled="yes")
    assert checks(asked)["settled"]
    assert evidence(asked)["E9"]


@pytest.mark.parametrize(
    ("value", "asked", "left"),
    [
        ("issuer", "payee-issuer", "payee-pool"),
        ("pool_company", "payee-pool", "payee-issuer"),
    ],
)
def test_the_reading_says_who_is_paid(value: str, asked: str, left: str) -> None:
    lines = checks(met("05-03", abs_payee=value))
    assert lines[asked]
    assert left not in lines


def test_a_body_of_government_is_marked_for_payment() -> None:
    assert "internal" not in checks(met("02-01", UNIT))
    [line] = [one for one in met("02-01", BODY).checks if one.id == "internal"]
    assert (line.must, line.payment, line.reading) == (True, True, "A27")


def test_every_reading_of_casework_stands_beside_a_check() -> None:
    """policy.md: these act in casework; A12 and A31 by alias table and budget."""
    named = {check.reading for award in lechang().awards.values() for check in award.checks}
    casework = {"A06", "A07", "A12", "A14", "A15", "A18", "A21", "A22", "A24", "A27", "A30"}
    assert casework | {"A33", "A34", "A38"} <= named


def test_what_obeys_no_reading_stays_as_it_is() -> None:
    policy = lechang()
    award, under = policy.awards["03-01"], met("03-01")
    assert [one for one in award.checks if one.id == "papers"] == [
        one for one in under.checks if one.id == "papers"
    ]
