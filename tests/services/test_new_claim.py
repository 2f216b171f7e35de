from __future__ import annotations

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.services.new_claim import standing
from tests.services.casework import PACK, Desk, works


def test_what_is_left_of_the_year_is_known_before_anything_is_typed(desk: Desk) -> None:
    applicant = desk.applicant()
    fresh = standing(desk.office, applicant)
    assert fresh.quotas[PACK, "03-01"] == "2024 年额度：已 0，剩 100 个"
    assert fresh.quotas[PACK, "05-01"] == "2024 年额度：已 0.00，剩 30,000.00 元"
    assert (PACK, "01-01") not in fresh.quotas

    claim = desk.received(applicant, "03-01", *works(1, 3))

    known = standing(desk.office, applicant)
    assert known.quotas[PACK, "03-01"] == "2024 年额度：已 3，剩 97 个"
    assert [row.id for row in known.earlier] == [claim]


def test_an_individual_has_the_limit_of_individuals(desk: Desk) -> None:
    person = desk.applicant("陈小明", "440281199001011230", kind=ApplicantKind.INDIVIDUAL)
    assert standing(desk.office, person).quotas[PACK, "03-01"].endswith("剩 50 个")
