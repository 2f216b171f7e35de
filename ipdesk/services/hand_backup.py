"""备份与恢复 by hand, as the command line does them: what was done, in lines to be read."""

from __future__ import annotations

from pathlib import Path

from ipdesk.errors import UserError
from ipdesk.paths import Home
from ipdesk.services import access, backups, bringing_back
from ipdesk.services.bringing_back import Source
from ipdesk.services.office import Office
from ipdesk.storage import backup, second_place
from ipdesk.wording import Wording


def make(office: Office, place: Path | None = None) -> tuple[str, ...]:
    """Back up beside the data, and into one more folder when it is named."""
    if place is not None:
        _check_place(office, place)
    backups.back_up(office, asked=True)
    newest = backup.listing(office.home.backups)[0]
    seen = second_place.look(newest.path, office.key)
    said = office.wording.text
    values = {"path": newest.path, "claims": seen.claims, "letters": seen.letters, "seq": seen.seq}
    lines = [said("cli", "backup-made", values)]
    state = backups.state(office)
    if state.second and state.second_problem:
        why = said("backup-problem", state.second_problem)
        lines.append(said("cli", "backup-second-missed", {"why": why}))
    elif state.second:
        lines.append(said("cli", "backup-second", {"path": state.second}))
    if place is not None:
        folder = backups.second_folder(office, place)
        copied = backups.copy_to(office, newest, folder)
        lines.append(said("cli", "backup-copied", {"path": folder, "files": copied}))
    if not access.guarded(office):
        lines.append(said("cli", "backup-key", {"name": office.home.key.name}))
    return tuple(lines)


def _check_place(office: Office, place: Path) -> None:
    if not place.is_dir():
        raise UserError("place-missing", path=str(place))
    if place.resolve().is_relative_to(office.home.root.resolve()):
        raise UserError("backup-place-same", path=str(place))


def newest(chosen: Path, home: Home, *, replace: bool) -> Source:
    """The backup to bring back; a bureau in the data folder gives way only when told to."""
    found = bringing_back.sources(chosen) if chosen.exists() else ()
    if not found:
        raise UserError("no-backup-here", path=str(chosen))
    if home.database.exists() and not replace:
        raise UserError("restore-would-replace", path=str(home.root))
    return found[0]


def outlook_lines(source: Source, key: bytes, home: Home, words: Wording) -> tuple[str, ...]:
    """What it would bring, after every page of it was gone through."""
    seen = bringing_back.outlook(source, key, home)
    values = {
        "bureau": seen.bureau,
        "claims": seen.claims,
        "letters": seen.letters,
        "seq": seen.seq,
        "files": seen.files,
    }
    lines = [words.text("cli", "restore-outlook", values)]
    if seen.accounts:
        lines.append(words.text("cli", "restore-accounts", {"accounts": seen.accounts}))
    return tuple(lines)


def bring_back(source: Source, key: bytes, home: Home, by: str, words: Wording) -> tuple[str, ...]:
    """Do it, and say what came back and what was kept."""
    done = bringing_back.bring_back(home, source, key, by)
    values = {"home": home.root, "head": done.head, "files": done.files}
    lines = [words.text("cli", "restore-done", values)]
    if done.missing:
        lines.append(words.text("cli", "restore-missing", {"missing": done.missing}))
    if done.kept is not None:
        lines.append(words.text("cli", "restore-kept", {"kept": done.kept}))
    return tuple(lines)
