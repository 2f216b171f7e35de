from __future__ import annotations

import pytest

from ipdesk.domain.operator import unfit
from ipdesk.domain.stages import Role


@pytest.mark.parametrize(
    ("roles", "code"),
    [
        pytest.param((), "operator-needs-role", id="none"),
        pytest.param((Role.CLERK, Role.REVIEWER, Role.APPROVER), None, id="a small office"),
        pytest.param((Role.CLERK, Role.ADMINISTRATOR), None, id="clerk and administrator"),
        pytest.param(
            (Role.APPROVER, Role.ADMINISTRATOR),
            "operator-administrator-approves",
            id="administrator approves nothing",
        ),
        pytest.param((Role.AUDITOR,), None, id="auditor"),
        pytest.param((Role.AUDITOR, Role.CLERK), "operator-auditor-alone", id="auditor and clerk"),
    ],
)
def test_roles_one_account_may_hold(roles: tuple[Role, ...], code: str | None) -> None:
    assert unfit(roles) == code
