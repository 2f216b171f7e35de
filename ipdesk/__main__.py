"""The command line: no argument opens the window; the other commands do the same work without."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from ipdesk import __version__
from ipdesk.errors import CasesError, PackError, Problem, StorageError, UserError
from ipdesk.pack_commands import register
from ipdesk.paths import Home, default_home, resources
from ipdesk.wording import Wording

BAD_INPUT = 2
_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)


def _wording() -> Wording:
    return Wording.load(resources() / "wording")


def _fail(text: str, code: int = BAD_INPUT) -> None:
    click.echo(text, err=True)
    sys.exit(code)


def _guarded(work: Callable[..., None]) -> Callable[..., None]:
    """Say what went wrong in one sentence; anything unknown is our bug and keeps its traceback."""

    def run(*args: Any, **values: Any) -> None:
        try:
            work(*args, **values)
        except (UserError, StorageError) as error:
            _fail(_wording().text("message", error.code, error.values))
        except (PackError, CasesError) as error:
            _fail_with_problems(error.problems)

    run.__name__, run.__doc__ = work.__name__, work.__doc__
    return run


def _fail_with_problems(problems: Sequence[Problem]) -> None:
    """Every problem of a file on a line of its own, located."""
    from ipdesk.services.cases import problem_text

    words = _wording()
    click.echo(words.text("cli", "bad-file", {"count": len(problems)}), err=True)
    for problem in problems:
        click.echo(problem_text(problem, words), err=True)
    sys.exit(BAD_INPUT)


@click.group(invoke_without_command=True)
@click.version_option(__version__)
@click.option("--home", type=_FOLDER, default=None, help="Data folder of the bureau.")
@click.pass_context
def main(context: click.Context, home: Path | None) -> None:
    """知识产权奖补工作台. Without a command: open the window."""
    if context.invoked_subcommand is None:
        from ipdesk.app import run

        sys.exit(run(Home(home or default_home())))


@main.command()
@click.option("--home", type=_FOLDER, required=True, help="Empty folder for the sample bureau.")
@click.option("--claims", type=click.IntRange(1, 100_000), default=300, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--out", type=_FOLDER, required=True, help="Folder for ledger and letters.")
@_guarded
def demo(home: Path, claims: int, seed: int, out: Path) -> None:
    """Build the sample bureau, live through its year and write its ledger and letters."""
    from ipdesk.services import bureaus
    from ipdesk.services.sample import build_sample, write_out

    words = _wording()

    def progress(done: int, total: int) -> None:
        if sys.stderr.isatty():
            text = words.text("cli", "demo-progress", {"done": done, "total": total})
            click.echo(f"\r{text}", nl=False, err=True)

    sample = build_sample(Home(home), claims, seed, progress)
    written = write_out(sample, out)
    bureaus.close(sample.office)
    values = {
        "home": home,
        "ledger": written.ledger,
        "year_end": written.year_end,
        "letters": len(written.letters),
        "folder": written.letters[0].parent if written.letters else out,
        "ledger_fen": written.ledger_fen,
        "letters_fen": written.letters_fen,
    }
    click.echo(words.text("cli", "demo-written", values))
    if written.ledger_fen != written.letters_fen:
        _fail(words.text("cli", "demo-differs"), 1)


@main.command()
@click.argument("cases", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--out", type=_FILE, default=None, help="Result file; standard output if none.")
@_guarded
def assess(cases: Path, out: Path | None) -> None:
    """Decide the claims of a cases file in their order; needs no bureau."""
    from ipdesk.documents.files import replace_file
    from ipdesk.services.cases import assess_cases, output_text
    from ipdesk.services.policies import shipped

    policies = {policy.id: policy for policy, _ in shipped(resources())}
    text = output_text(assess_cases(cases.read_bytes(), policies, _wording()))
    if out is None:
        click.echo(text, nl=False)
    else:
        replace_file(out, text.encode())


@main.group()
def export() -> None:
    """Write ledgers to files."""


@export.command("ledger")
@click.option("--home", type=_FOLDER, required=True)
@click.option("--year", type=int, required=True, help="Fund year.")
@click.option("-o", "--out", type=_FILE, required=True)
@click.option("--full/--masked", default=False, help="Full numbers of persons, or masked.")
@click.option("--recipient", default="", help="Who receives the file; journalled.")
@_guarded
def export_ledger(home: Path, year: int, out: Path, full: bool, recipient: str) -> None:
    """The ledger of a fund year as xlsx."""
    from ipdesk.services import bureaus, ledgers
    from ipdesk.services.claims import ClaimFilter

    office, actor = _enter(home)
    try:
        if year not in ledgers.years(office):
            raise UserError("year-without-claims", year=year)
        done = ledgers.export_ledger(
            office,
            actor or _first_actor(office),
            ClaimFilter(fund_year=year),
            out,
            masked=not full,
            recipient=recipient,
        )
    finally:
        bureaus.close(office)
    values = {
        "rows": done.rows,
        "path": done.path,
        "approved": done.approved_fen,
        "paid": done.paid_fen,
    }
    click.echo(_wording().text("cli", "exported", values))


@main.command()
@click.argument("claim")
@click.option("--home", type=_FOLDER, required=True)
@click.option("-o", "--out", type=_FILE, required=True)
@_guarded
def notice(claim: str, home: Path, out: Path) -> None:
    """Save the issued letter of CLAIM (its number, such as LC-2024-0001) as PDF."""
    from ipdesk.services import bureaus, letters

    office, actor = _enter(home)
    try:
        letter = letters.letter_of(office, claim)
        letters.save_letter(office, actor or _first_actor(office), letter.id, out)
    finally:
        bureaus.close(office)
    values = {"document_number": letter.document_number, "path": out}
    click.echo(_wording().text("cli", "notice-written", values))


def _enter(home: Path) -> tuple[Any, Any]:
    """The open bureau and who came in by password; nobody where the local key file opens it."""
    from ipdesk.services import bureaus, entry
    from ipdesk.services.door import Door

    door = Door(Home(home))
    if not door.guarded:
        return bureaus.open_bureau(Home(home), door=door), None
    if not _on_terminal():
        raise UserError("password-needed")
    number, _ = _ask_account(door.accounts())
    password = click.prompt(_wording().text("cli", "password"), hide_input=True, err=True)
    entered = entry.come_in(door, number, password)
    if entered.due:
        bureaus.close(entered.office)
        raise UserError("password-first")
    return entered.office, entered.actor


def _ask_account(accounts: Sequence[Any]) -> tuple[int, str]:
    """Whose password it will be; UserError naming the accounts there are."""
    name = click.prompt(_wording().text("cli", "account"), err=True).strip()
    for one in accounts:
        if one.name == name:
            return one.operator, name
    raise UserError("account-unknown", names="、".join(one.name for one in accounts))


def _on_terminal() -> bool:
    return sys.stdin.isatty()


def _first_actor(office: Any) -> Any:
    """The clerk on whose behalf the command line acts where no password says who it is."""
    from ipdesk.domain.stages import Role
    from ipdesk.services.office import Actor
    from ipdesk.services.operators import list_operators

    for operator in list_operators(office, active_only=True):
        if Role.CLERK in operator.roles:
            return Actor(operator.id, operator.name, operator.roles)
    raise UserError("no-clerk")


@main.group()
def policy() -> None:
    """Look policy packs over."""


@policy.command("check")
@click.argument("pack")
@_guarded
def check_pack(pack: str) -> None:
    """Hold PACK (a folder, or the id of a shipped pack) against its text and its cases.

    Exit code 0 when every number is answered for and every case passes, 1 when not,
    2 with every problem located when the pack cannot be read.
    """
    from ipdesk.services.pack_check import check_files, find_pack, read_pack, report_lines

    words = _wording()
    report = check_files(read_pack(find_pack(pack, resources())), words)
    if report.policy is None:
        _fail_with_problems(report.problems)
    click.echo("\n".join(report_lines(report, words)))
    sys.exit(0 if report.sound else 1)


@policy.command("list")
@click.option("--home", type=_FOLDER, default=None, help="Bureau; without one, shipped packs.")
@_guarded
def list_packs(home: Path | None) -> None:
    """The packs that came with the program, or every version on file in a bureau."""
    from ipdesk.services import bureaus
    from ipdesk.services.pack_list import office_lines, shipped_lines

    words = _wording()
    if home is None:
        lines = shipped_lines(resources(), words)
    else:
        office, _ = _enter(home)
        try:
            lines = office_lines(office)
        finally:
            bureaus.close(office)
    click.echo("\n".join(lines))


@policy.command("guide")
@click.argument("pack")
@click.option("--award", default="", help="One award only, such as 01-02.")
@click.option("--home", type=_FOLDER, default=None, help="Bureau whose name and readings to use.")
@click.option("-o", "--out", type=_FOLDER, required=True, help="Folder for the PDF files.")
@_guarded
def guide(pack: str, award: str, home: Path | None, out: Path) -> None:
    """Write the guide for applicants and the evidence list of each award of PACK as PDF."""
    from ipdesk.services import bureaus
    from ipdesk.services.guides import office_handouts, shipped_handouts

    words = _wording()
    if home is None:
        written = shipped_handouts(resources(), words, pack, award, out)
    else:
        office, _ = _enter(home)
        try:
            written = office_handouts(office, pack, award, out)
        finally:
            bureaus.close(office)
    click.echo(words.text("cli", "guides-written", {"count": len(written), "folder": out}))


register(policy, _guarded, _wording)


@main.command()
@click.option("--home", type=_FOLDER, required=True)
@_guarded
def verify(home: Path) -> None:
    """Hold store, journal, letters and sums against each other; exit code 1 when they differ."""
    from ipdesk.services import bureaus
    from ipdesk.services.verification import verify as check

    words = _wording()
    office, _ = _enter(home)
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


@main.command()
@click.option("--home", type=_FOLDER, required=True)
@click.option("--to", "place", type=_FOLDER, default=None, help="Copy it to this folder as well.")
@_guarded
def backup(home: Path, place: Path | None) -> None:
    """Back the bureau up beside its data, checked page by page; files go where --to says."""
    from ipdesk.services import bureaus, hand_backup

    office, _ = _enter(home)
    try:
        lines = hand_backup.make(office, place)
    finally:
        bureaus.close(office)
    click.echo("\n".join(lines))


@main.command()
@click.argument("chosen", type=click.Path(path_type=Path))
@click.option("--home", type=_FOLDER, required=True, help="Data folder to restore into.")
@click.option("--replace", is_flag=True, help="Put a bureau that is there aside.")
@_guarded
def restore(chosen: Path, home: Path, replace: bool) -> None:
    """Bring a bureau back from CHOSEN, a backup or a folder of backups (the newest is taken).

    Nothing is overwritten: what was in the data folder is kept in a folder of its own.
    """
    from ipdesk.services import hand_backup

    source = hand_backup.newest(chosen, Home(home), replace=replace)
    key, by = _key_of(source, Home(home))
    click.echo("\n".join(hand_backup.outlook_lines(source, key, Home(home), _wording())))
    click.echo("\n".join(hand_backup.bring_back(source, key, Home(home), by, _wording())))


def _key_of(source: Any, home: Home) -> tuple[bytes, str]:
    """What opens a backup: its key file, or a password or the recovery code of its time."""
    from ipdesk.services import bringing_back

    if not source.guarded:
        return bringing_back.key_by_file(source, home), ""
    if not _on_terminal():
        raise UserError("password-needed")
    words = _wording()
    number, name = _ask_account(source.accounts)
    said = words.text("cli", "restore-recovery")
    password = click.prompt(said, hide_input=True, err=True, default="", show_default=False)
    if password:
        return bringing_back.key_by_password(source, number, password), name
    code = click.prompt(words.text("cli", "restore-code"), err=True)
    return bringing_back.key_by_envelope(source, code), name


@main.command()
@click.option("--home", type=_FOLDER, default=None)
@_guarded
def doctor(home: Path | None) -> None:
    """Say what this installation consists of and whether each part works."""
    from ipdesk.services.diagnosis import diagnose

    words, sound = _wording(), True
    for entry in diagnose(Home(home or default_home()), words):
        sound = sound and entry.ok
        mark = words.text("cli", "doctor-ok" if entry.ok else "doctor-fault")
        click.echo(f"[{mark}] {words.text('cli', entry.code)}: {entry.detail}")
    sys.exit(0 if sound else 1)


if __name__ == "__main__":
    main()
