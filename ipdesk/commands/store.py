"""`ipdesk verify|backup|restore|doctor`: whether all is well, and bringing a bureau back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from ipdesk.commands import entering
from ipdesk.commands.entering import ask_account, enter
from ipdesk.commands.guard import FOLDER, guarded, wording
from ipdesk.errors import UserError
from ipdesk.paths import Home, default_home


@click.command()
@click.option("--home", type=FOLDER, required=True)
@guarded
def verify(home: Path) -> None:
    """Hold store, journal, letters and sums against each other; exit code 1 when they differ."""
    from ipdesk.services import bureaus
    from ipdesk.services.verification import verify as check

    words = wording()
    office, _ = enter(home)
    try:
        found = check(office)
    finally:
        bureaus.close(office)
    if not found.sound:
        click.echo(words.text("cli", "verify-broken", {"count": len(found.faults)}), err=True)
        for code, values in found.faults:
            click.echo(f"  {words.text('verify', code, values)}", err=True)
        sys.exit(1)
    values = {
        "seq": found.journal_seq,
        "head": found.journal_head[:12],
        "claims": found.counts.get("claim", 0),
        "letters": found.counts.get("letter", 0),
    }
    click.echo(words.text("cli", "verify-sound", values))


@click.command()
@click.option("--home", type=FOLDER, required=True)
@click.option("--to", "place", type=FOLDER, default=None, help="Copy it to this folder as well.")
@guarded
def backup(home: Path, place: Path | None) -> None:
    """Back the bureau up beside its data, checked page by page; files go where --to says."""
    from ipdesk.services import bureaus, hand_backup

    office, _ = enter(home)
    try:
        lines = hand_backup.make(office, place)
    finally:
        bureaus.close(office)
    click.echo("\n".join(lines))


@click.command()
@click.argument("chosen", type=click.Path(path_type=Path))
@click.option("--home", type=FOLDER, required=True, help="Data folder to restore into.")
@click.option("--replace", is_flag=True, help="Put a bureau that is there aside.")
@guarded
def restore(chosen: Path, home: Path, replace: bool) -> None:
    """Bring a bureau back from CHOSEN, a backup or a folder of backups (the newest is taken).

    Nothing is overwritten: what was in the data folder is kept in a folder of its own.
    """
    from ipdesk.services import hand_backup

    source = hand_backup.newest(chosen, Home(home), replace=replace)
    key, by = _key_of(source, Home(home))
    click.echo("\n".join(hand_backup.outlook_lines(source, key, Home(home), wording())))
    click.echo("\n".join(hand_backup.bring_back(source, key, Home(home), by, wording())))


def _key_of(source: Any, home: Home) -> tuple[bytes, str]:
    """What opens a backup: its key file, or a password or the recovery code of its time."""
    from ipdesk.services import bringing_back

    if not source.guarded:
        return bringing_back.key_by_file(source, home), ""
    if not entering.on_terminal():
        raise UserError("password-needed")
    words = wording()
    number, name = ask_account(source.accounts)
    said = words.text("cli", "restore-recovery")
    password = click.prompt(said, hide_input=True, err=True, default="", show_default=False)
    if password:
        return bringing_back.key_by_password(source, number, password), name
    code = click.prompt(words.text("cli", "restore-code"), err=True)
    return bringing_back.key_by_envelope(source, code), name


@click.command()
@click.option("--home", type=FOLDER, default=None)
@guarded
def doctor(home: Path | None) -> None:
    """Say what this installation consists of and whether each part works."""
    from ipdesk.services.diagnosis import diagnose

    words, sound = wording(), True
    for entry in diagnose(Home(home or default_home()), words):
        sound = sound and entry.ok
        mark = words.text("cli", "doctor-ok" if entry.ok else "doctor-fault")
        click.echo(f"[{mark}] {words.text('cli', entry.code)}: {entry.detail}")
    sys.exit(0 if sound else 1)
