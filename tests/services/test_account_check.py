from __future__ import annotations

from ipdesk.services.claim_page import view_claim
from tests.services.casework import Desk, patent

MISSING = "本单位还没有登记这个申报主体的收款账户，户名无从比对"


def doubts(desk: Desk, **account: object) -> dict[str, tuple[str, ...]]:
    """What speaks against 符合, line by line, where anything does."""
    applicant = desk.applicant(**account)  # type: ignore[arg-type]
    claim = desk.received(applicant, "01-01", patent("ZL201310000001.3"))
    checks = view_claim(desk.office, claim).checks
    return {check.label: check.findings for check in checks if check.against}


def test_a_check_of_the_account_says_that_none_is_registered(desk: Desk) -> None:
    nothing = {"bank": "", "account_name": "", "account": ""}
    assert doubts(desk, **nothing) == {"收款户名与申报主体名称完全一致": (MISSING,)}


def test_a_check_of_the_account_names_the_other_name(desk: Desk) -> None:
    (told,) = doubts(desk, account_name="乐昌市乙厂").values()
    assert told == ("登记的户名是“乐昌市乙厂”，申报主体名称是“乐昌市甲科技有限公司”",)


def test_an_account_in_the_own_name_leaves_the_check_to_the_clerk(desk: Desk) -> None:
    assert doubts(desk) == {}
