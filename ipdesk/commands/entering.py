"""Coming in from the command line: by password where the bureau has passwords."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from ipdesk.commands.guard import wording
from ipdesk.errors import UserError
from ipdesk.paths import Home


def enter(home: Path) -> tuple[Any, Any]:
    """The open bureau and who came in by password; nobody where the local key file opens it."""
    from ipdesk.services import bureaus, entry
    from ipdesk.services.door import Door

    door = Door(Home(home))
    if not door.guarded:
        return bureaus.open_bureau(Home(home), door=door), None
    if not on_terminal():
        raise UserError("password-needed")
    number, _ = ask_account(door.accounts())
    password = click.prompt(wording().text("cli", "password"), hide_input=True, err=True)
    entered = entry.come_in(door, number, password)
    if entered.due:
        bureaus.close(entered.office)
        raise UserError("password-first")
    return entered.office, entered.actor


def ask_account(accounts: Sequence[Any]) -> tuple[int, str]:
    """Whose password it will be; UserError naming the accounts there are."""
    name = click.prompt(wording().text("cli", "account"), err=True).strip()
    for one in accounts:
        if one.name == name:
            return one.operator, name
    raise UserError("account-unknown", names="、".join(one.name for one in accounts))


def on_terminal() -> bool:
    """Whether a person can be asked."""
    return sys.stdin.isatty()


def first_actor(office: Any) -> Any:
    """The clerk on whose behalf the command line acts where no password says who it is."""
    from ipdesk.domain.stages import Role
    from ipdesk.services.office import Actor
    from ipdesk.services.operators import list_operators

    for operator in list_operators(office, active_only=True):
        if Role.CLERK in operator.roles:
            return Actor(operator.id, operator.name, operator.roles)
    raise UserError("no-clerk")
