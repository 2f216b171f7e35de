"""操作员: the accounts of the office."""

from __future__ import annotations

from collections.abc import Sequence

from ipdesk.domain.operator import Operator, unfit
from ipdesk.domain.stages import Role
from ipdesk.domain.text import bad_character
from ipdesk.errors import UserError
from ipdesk.services import access
from ipdesk.services.acts import act, record
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import operators

__all__ = [
    "Operator",
    "add_operator",
    "change_roles",
    "list_operators",
    "operator_named",
    "set_active",
]

LONGEST_NAME = 50


def add_operator(
    office: Office, actor: Actor, name: str, roles: Sequence[Role], password: str = ""
) -> Changes:
    """Make an account; the people a bureau is founded with come with the founding.

    Where passwords are in use it gets a first one, which its owner must change.
    """
    actor.require(Role.ADMINISTRATOR)
    name = name.strip()
    _check_name(name)
    held = tuple(role for role in Role if role in roles)
    refused = unfit(held)
    if refused is not None:
        raise UserError(refused, field="roles", name=name)
    if access.guarded(office):
        access.check_password(name, password)
    with act(office) as db:
        if operators.by_name(office.db, name) is not None:
            raise UserError("operator-name-taken", field="name", name=name)
        number = operators.insert(db, name, held)
        data = {"name": name, "roles": [str(role) for role in held]}
        record(office, actor, "add_operator", "operator", number, data)
    if access.guarded(office):
        access.give_password(office, actor, number, password)
    return Changes.of("operator", ids=(number,))


def set_active(
    office: Office, actor: Actor, number: int, active: bool, reason: str = ""
) -> Changes:
    """Disable an account, or let it work again."""
    actor.require(Role.ADMINISTRATOR)
    with act(office) as db:
        before = operators.get(office.db, number)
        if before is None:
            raise UserError("operator-unknown", number=number)
        if before.active == active:
            return Changes.of()
        if not active and _only_administrator(office, before):
            raise UserError("operator-last-administrator", name=before.name)
        data = {"active": {"old": before.active, "new": active}}
        # Written first: who disables their own account is still at work when they do it.
        record(office, actor, "set_active", "operator", number, data, reason.strip())
        operators.set_active(db, number, active)
    if not active:
        access.take_password(office, number)
    return Changes.of("operator", ids=(number,))


def change_roles(
    office: Office, actor: Actor, number: int, roles: Sequence[Role], reason: str
) -> Changes:
    """Give an account other roles; what it did under the old ones stays as it was."""
    actor.require(Role.ADMINISTRATOR)
    held = tuple(role for role in Role if role in roles)
    if not reason.strip():
        raise UserError("need-missing", field="reason", need="reason")
    with act(office) as db:
        before = operators.get(office.db, number)
        if before is None:
            raise UserError("operator-unknown", number=number)
        refused = unfit(held)
        if refused is not None:
            raise UserError(refused, field="roles", name=before.name)
        if Role.ADMINISTRATOR not in held and _only_administrator(office, before):
            raise UserError("operator-last-administrator", name=before.name)
        if before.roles == held:
            return Changes.of()
        old, new = ([str(role) for role in each] for each in (before.roles, held))
        data = {"name": before.name, "roles": {"old": old, "new": new}}
        record(office, actor, "change_roles", "operator", number, data, reason.strip())
        operators.set_roles(db, number, held)
    return Changes.of("operator", ids=(number,))


def list_operators(office: Office, active_only: bool = False) -> tuple[Operator, ...]:
    """The accounts in the order they were made."""
    return tuple(one for one in operators.all_of(office.db) if one.active or not active_only)


def operator_named(office: Office, name: str) -> Operator | None:
    return operators.by_name(office.db, name.strip())


def _check_name(name: str) -> None:
    if not name:
        raise UserError("operator-name-missing", field="name")
    if len(name) > LONGEST_NAME:
        raise UserError("operator-name-too-long", field="name", longest=LONGEST_NAME)
    bad = bad_character(name)
    if bad is not None:
        raise UserError(
            "operator-name-refused",
            field="name",
            position=bad.position + 1,
            character=bad.character,
        )


def _only_administrator(office: Office, leaving: Operator) -> bool:
    staying = (
        one
        for one in operators.all_of(office.db)
        if one.active and one.id != leaving.id and Role.ADMINISTRATOR in one.roles
    )
    return Role.ADMINISTRATOR in leaving.roles and next(staying, None) is None
