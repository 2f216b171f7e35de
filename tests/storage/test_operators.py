from __future__ import annotations

import pytest

from ipdesk.domain.operator import Operator
from ipdesk.domain.stages import Role
from ipdesk.storage import operators
from ipdesk.storage.database import Database, IntegrityError


def test_operators_come_back_as_they_were_entered(db: Database) -> None:
    with db.atomic():
        first = operators.insert(db, "李经办", (Role.CLERK, Role.REVIEWER))
        operators.insert(db, "王审批", (Role.APPROVER,))
        operators.set_active(db, first, False)

    assert operators.all_of(db) == (
        Operator(1, "李经办", (Role.CLERK, Role.REVIEWER), active=False),
        Operator(2, "王审批", (Role.APPROVER,)),
    )
    assert operators.by_name(db, "王审批") == operators.get(db, 2)
    assert operators.get(db, 3) is None


@pytest.mark.parametrize(
    "roles",
    [
        pytest.param((), id="none"),
        pytest.param((Role.ADMINISTRATOR, Role.APPROVER), id="administrator approves"),
        pytest.param((Role.AUDITOR, Role.CLERK), id="auditor writes"),
    ],
)
def test_the_database_refuses_roles_that_do_not_go_together(
    db: Database, roles: tuple[Role, ...]
) -> None:
    with pytest.raises(IntegrityError), db.atomic():
        operators.insert(db, "李经办", roles)


def test_the_database_keeps_every_operator(db: Database) -> None:
    with db.atomic():
        operators.insert(db, "李经办", (Role.CLERK,))

    with pytest.raises(IntegrityError, match="operator-is-kept"), db.atomic():
        db.execute("DELETE FROM operator")


def test_two_operators_cannot_have_one_name(db: Database) -> None:
    with db.atomic():
        operators.insert(db, "李经办", (Role.CLERK,))

    with pytest.raises(IntegrityError), db.atomic():
        operators.insert(db, "李经办", (Role.PAYER,))
