"""`ipdesk policy`: drafting a pack from a text, comparing two, handing one on in a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from ipdesk.paths import resources
from ipdesk.wording import Wording

_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)
_Guard = Callable[[Callable[..., None]], Callable[..., None]]


def register(group: click.Group, guarded: _Guard, wording: Callable[[], Wording]) -> None:
    """Put the commands under `ipdesk policy`."""

    @group.command("draft")
    @click.argument("text", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("-o", "--out", type=_FOLDER, required=True, help="New folder for the pack.")
    @click.option(
        "--id", "pack_id", default="", help="Id of the pack; from the file's name if none."
    )
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

    @group.command("compare")
    @click.argument("old")
    @click.argument("new")
    @guarded
    def compare_packs(old: str, new: str) -> None:
        """Compare two packs or texts clause by clause: changed, new, gone, amounts old and new."""
        from ipdesk.services.pack_compare import compare_lines, policy_at

        words = wording()
        before, after = (policy_at(name, resources(), words) for name in (old, new))
        click.echo("\n".join(compare_lines(before, after, words)))

    @group.command("export")
    @click.argument("pack")
    @click.option("-o", "--out", type=_FILE, required=True, help="One file to hand on.")
    @guarded
    def export_pack(pack: str, out: Path) -> None:
        """Put PACK (a folder, or the id of a shipped pack) into one file for another bureau."""
        from ipdesk.services.pack_check import find_pack, read_pack
        from ipdesk.services.parcels import export_parcel

        digest = export_parcel(read_pack(find_pack(pack, resources())), out)
        click.echo(wording().text("parcel", "exported", {"path": out, "sha256": digest}))

    @group.command("import")
    @click.argument("parcel", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("-o", "--out", type=_FOLDER, required=True, help="New folder for the pack.")
    @guarded
    def import_pack(parcel: Path, out: Path) -> None:
        """Unpack PARCEL, a pack in one file, after holding it against its own hash."""
        from ipdesk.services.drafting import save_pack
        from ipdesk.services.parcels import open_parcel

        files, policy = open_parcel(parcel)
        save_pack(files, out)
        values = {"title": policy.title, "folder": out, "sha256": policy.sha256}
        click.echo(wording().text("parcel", "imported", values))
