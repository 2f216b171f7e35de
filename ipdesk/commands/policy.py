"""`ipdesk policy`: looking packs over, drafting one from a text, handing one on in a file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ipdesk.commands.entering import enter
from ipdesk.commands.guard import FILE, FOLDER, fail_with_problems, guarded, wording
from ipdesk.paths import resources


@click.group()
def policy() -> None:
    """Look policy packs over."""


@policy.command("check")
@click.argument("pack")
@guarded
def check_pack(pack: str) -> None:
    """Hold PACK (a folder, or the id of a shipped pack) against its text and its cases.

    Exit code 0 when every number is answered for and every case passes, 1 when not,
    2 with every problem located when the pack cannot be read.
    """
    from ipdesk.services.pack_check import check_files, find_pack, read_pack, report_lines

    words = wording()
    report = check_files(read_pack(find_pack(pack, resources())), words)
    if report.policy is None:
        fail_with_problems(report.problems)
    click.echo("\n".join(report_lines(report, words)))
    sys.exit(0 if report.sound else 1)


@policy.command("list")
@click.option("--home", type=FOLDER, default=None, help="Bureau; without one, shipped packs.")
@guarded
def list_packs(home: Path | None) -> None:
    """The packs that came with the program, or every version on file in a bureau."""
    from ipdesk.services import bureaus
    from ipdesk.services.pack_list import office_lines, shipped_lines

    words = wording()
    if home is None:
        lines = shipped_lines(resources(), words)
    else:
        office, _ = enter(home)
        try:
            lines = office_lines(office)
        finally:
            bureaus.close(office)
    click.echo("\n".join(lines))


@policy.command("guide")
@click.argument("pack")
@click.option("--award", default="", help="One award only, such as 01-02.")
@click.option("--home", type=FOLDER, default=None, help="Bureau whose name and readings to use.")
@click.option("-o", "--out", type=FOLDER, required=True, help="Folder for the PDF files.")
@guarded
def guide(pack: str, award: str, home: Path | None, out: Path) -> None:
    """Write the guide for applicants and the evidence list of each award of PACK as PDF."""
    from ipdesk.services import bureaus
    from ipdesk.services.guides import office_handouts, shipped_handouts

    words = wording()
    if home is None:
        written = shipped_handouts(resources(), words, pack, award, out)
    else:
        office, _ = enter(home)
        try:
            written = office_handouts(office, pack, award, out)
        finally:
            bureaus.close(office)
    click.echo(words.text("cli", "guides-written", {"count": len(written), "folder": out}))


@policy.command("draft")
@click.argument("text", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--out", type=FOLDER, required=True, help="New folder for the pack.")
@click.option("--id", "pack_id", default="", help="Id of the pack; from the file's name if none.")
@guarded
def draft_pack(text: Path, out: Path, pack_id: str) -> None:
    """Propose a pack from TEXT, a published policy (.txt, .docx or a PDF that holds text).

    Says what was found, what is unsure and what could not be read; nothing is written over.
    """
    from ipdesk.services.drafting import draft_file, draft_lines, save_pack

    words = wording()
    drafted = draft_file(text, resources(), words, pack_id)
    save_pack(drafted.files, out)
    click.echo("\n".join(draft_lines(drafted, words)))
    values = {"folder": out, "files": len(drafted.files)}
    click.echo("\n" + words.text("draft", "written", values))


@policy.command("compare")
@click.argument("old")
@click.argument("new")
@guarded
def compare_packs(old: str, new: str) -> None:
    """Compare two packs or texts clause by clause: changed, new, gone, amounts old and new."""
    from ipdesk.services.pack_compare import compare_lines, policy_at

    words = wording()
    before, after = (policy_at(name, resources(), words) for name in (old, new))
    click.echo("\n".join(compare_lines(before, after, words)))


@policy.command("export")
@click.argument("pack")
@click.option("-o", "--out", type=FILE, required=True, help="One file to hand on.")
@guarded
def export_pack(pack: str, out: Path) -> None:
    """Put PACK (a folder, or the id of a shipped pack) into one file for another bureau."""
    from ipdesk.services.pack_check import find_pack, read_pack
    from ipdesk.services.parcels import export_parcel

    digest = export_parcel(read_pack(find_pack(pack, resources())), out)
    click.echo(wording().text("parcel", "exported", {"path": out, "sha256": digest}))


@policy.command("import")
@click.argument("parcel", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--out", type=FOLDER, required=True, help="New folder for the pack.")
@guarded
def import_pack(parcel: Path, out: Path) -> None:
    """Unpack PARCEL, a pack in one file, after holding it against its own hash."""
    from ipdesk.services.drafting import save_pack
    from ipdesk.services.parcels import open_parcel

    files, policy = open_parcel(parcel)
    save_pack(files, out)
    values = {"title": policy.title, "folder": out, "sha256": policy.sha256}
    click.echo(wording().text("parcel", "imported", values))
