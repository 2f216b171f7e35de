"""`ipdesk demo|assess|export|notice`: a year of claims, and the papers of a bureau."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ipdesk.commands.entering import enter, first_actor
from ipdesk.commands.guard import FILE, FOLDER, fail, guarded, wording
from ipdesk.errors import UserError
from ipdesk.paths import Home, resources


@click.command()
@click.option("--home", type=FOLDER, required=True, help="Empty folder for the sample bureau.")
@click.option("--claims", type=click.IntRange(1, 100_000), default=300, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--out", type=FOLDER, required=True, help="Folder for ledger and letters.")
@guarded
def demo(home: Path, claims: int, seed: int, out: Path) -> None:
    """Build the sample bureau, live through its year and write its ledger and letters."""
    from ipdesk.services import bureaus
    from ipdesk.services.sample import build_sample, write_out

    words = wording()

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
        fail(words.text("cli", "demo-differs"), 1)


@click.command()
@click.argument("cases", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--out", type=FILE, default=None, help="Result file; standard output if none.")
@guarded
def assess(cases: Path, out: Path | None) -> None:
    """Decide the claims of a cases file in their order; needs no bureau."""
    from ipdesk.documents.files import replace_file
    from ipdesk.services.cases import assess_cases, output_text
    from ipdesk.services.policies import shipped

    policies = {policy.id: policy for policy, _ in shipped(resources())}
    text = output_text(assess_cases(cases.read_bytes(), policies, wording()))
    if out is None:
        click.echo(text, nl=False)
    else:
        replace_file(out, text.encode())


@click.group()
def export() -> None:
    """Write ledgers to files."""


@export.command("ledger")
@click.option("--home", type=FOLDER, required=True)
@click.option("--year", type=int, required=True, help="Fund year.")
@click.option("-o", "--out", type=FILE, required=True)
@click.option("--full/--masked", default=False, help="Full numbers of persons, or masked.")
@click.option("--recipient", default="", help="Who receives the file; journalled.")
@guarded
def export_ledger(home: Path, year: int, out: Path, full: bool, recipient: str) -> None:
    """The ledger of a fund year as xlsx."""
    from ipdesk.services import bureaus, ledgers
    from ipdesk.services.claims import ClaimFilter

    office, actor = enter(home)
    try:
        if year not in ledgers.years(office):
            raise UserError("year-without-claims", year=year)
        done = ledgers.export_ledger(
            office,
            actor or first_actor(office),
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
    click.echo(wording().text("cli", "exported", values))


@click.command()
@click.argument("claim")
@click.option("--home", type=FOLDER, required=True)
@click.option("-o", "--out", type=FILE, required=True)
@guarded
def notice(claim: str, home: Path, out: Path) -> None:
    """Save the issued letter of CLAIM (its number, such as LC-2024-0001) as PDF."""
    from ipdesk.services import bureaus, letters

    office, actor = enter(home)
    try:
        letter = letters.letter_of(office, claim)
        letters.save_letter(office, actor or first_actor(office), letter.id, out)
    finally:
        bureaus.close(office)
    values = {"document_number": letter.document_number, "path": out}
    click.echo(wording().text("cli", "notice-written", values))
