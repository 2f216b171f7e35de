from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.services import operators
from ipdesk.services.office import Changes, Office
from ipdesk.storage import journal
from tests.services.register import ADMINISTRATOR, CLERK, empty_office, last_entry, said


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with empty_office(tmp_path) as office:
        operators.add_operator(office, ADMINISTRATOR, "赵管理", (Role.ADMINISTRATOR,))
        yield office


def test_a_new_operator_is_listed_and_journalled(office: Office) -> None:
    changes = operators.add_operator(office, ADMINISTRATOR, " 李经办 ", (Role.REVIEWER, Role.CLERK))

    assert changes == Changes.of("operator", ids=(2,))
    found = operators.operator_named(office, "李经办")
    assert found is not None
    assert found.roles == (Role.CLERK, Role.REVIEWER)
    assert last_entry(office).data == {"name": "李经办", "roles": ["clerk", "reviewer"]}


@pytest.mark.parametrize(
    ("name", "roles", "code", "field"),
    [
        pytest.param("", (Role.CLERK,), "operator-name-missing", "name", id="no name"),
        pytest.param("李" * 51, (Role.CLERK,), "operator-name-too-long", "name", id="long"),
        pytest.param("李\u200b", (Role.CLERK,), "operator-name-refused", "name", id="unseen"),
        pytest.param("赵管理", (Role.CLERK,), "operator-name-taken", "name", id="taken"),
        pytest.param("李", (), "operator-needs-role", "roles", id="no role"),
        pytest.param(
            "李",
            (Role.ADMINISTRATOR, Role.APPROVER),
            "operator-administrator-approves",
            "roles",
            id="administrator approves",
        ),
        pytest.param(
            "李", (Role.AUDITOR, Role.CLERK), "operator-auditor-alone", "roles", id="auditor"
        ),
    ],
)
def test_an_account_that_may_not_be_is_refused(
    office: Office, name: str, roles: tuple[Role, ...], code: str, field: str
) -> None:
    before = journal.head(office.db)
    with pytest.raises(UserError) as caught:
        operators.add_operator(office, ADMINISTRATOR, name, roles)

    assert (caught.value.code, caught.value.field) == (code, field)
    assert said(office, caught.value)
    assert journal.head(office.db) == before


def test_only_an_administrator_makes_and_disables_accounts(office: Office) -> None:
    with pytest.raises(UserError, match="role-required"):
        operators.add_operator(office, CLERK, "李经办", (Role.CLERK,))
    with pytest.raises(UserError, match="role-required"):
        operators.set_active(office, CLERK, 1, False)


def test_a_disabled_account_stays_on_file(office: Office) -> None:
    operators.add_operator(office, ADMINISTRATOR, "李经办", (Role.CLERK,))

    changes = operators.set_active(office, ADMINISTRATOR, 2, False, "调离")

    assert changes == Changes.of("operator", ids=(2,))
    assert [one.name for one in operators.list_operators(office)] == ["赵管理", "李经办"]
    assert [one.name for one in operators.list_operators(office, active_only=True)] == ["赵管理"]
    assert last_entry(office).data == {"active": {"old": True, "new": False}}
    assert last_entry(office).reason == "调离"


def test_disabling_a_disabled_account_leaves_no_trace(office: Office) -> None:
    before = journal.head(office.db)

    assert operators.set_active(office, ADMINISTRATOR, 1, True) == Changes.of()
    assert journal.head(office.db) == before


def test_the_last_administrator_cannot_be_disabled(office: Office) -> None:
    with pytest.raises(UserError) as caught:
        operators.set_active(office, ADMINISTRATOR, 1, False)
    assert "赵管理" in said(office, caught.value)

    operators.add_operator(office, ADMINISTRATOR, "孙管理", (Role.ADMINISTRATOR,))
    operators.set_active(office, ADMINISTRATOR, 1, False)
    assert [one.name for one in operators.list_operators(office, active_only=True)] == ["孙管理"]


def test_an_operator_that_is_not_there_is_said_to_be_unknown(office: Office) -> None:
    with pytest.raises(UserError) as caught:
        operators.set_active(office, ADMINISTRATOR, 9, False)

    assert "9" in said(office, caught.value)
