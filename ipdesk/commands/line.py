"""The command line: no command opens the window; the others do the same work without it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ipdesk import __version__
from ipdesk.commands import policy, store, year
from ipdesk.commands.guard import FOLDER
from ipdesk.paths import Home, default_home


@click.group(invoke_without_command=True)
@click.version_option(__version__)
@click.option("--home", type=FOLDER, default=None, help="Data folder of the bureau.")
@click.pass_context
def main(context: click.Context, home: Path | None) -> None:
    """知识产权奖补工作台. Without a command: open the window."""
    if context.invoked_subcommand is None:
        from ipdesk.app import run

        sys.exit(run(Home(home or default_home())))


for command in (
    year.demo,
    year.assess,
    year.export,
    year.notice,
    policy.policy,
    store.verify,
    store.backup,
    store.restore,
    store.doctor,
):
    main.add_command(command)
