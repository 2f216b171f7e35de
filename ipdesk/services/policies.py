"""Policies in use and on file, by version.

To read and check a pack takes longer than a window takes to appear. What it is read with is
imported when the first pack is asked for, and what the first screen says of a pack is kept.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ipdesk import __version__
from ipdesk.domain.pack_head import PackHead, head_of, plain, read_head
from ipdesk.errors import StorageError
from ipdesk.storage import policies as stored
from ipdesk.storage import settings
from ipdesk.storage.database import Database

if TYPE_CHECKING:
    from ipdesk.domain.policy import Policy
    from ipdesk.domain.title_name import TitleName
    from ipdesk.services.office import Office

HEADS = "pack_heads"  # a setting the program makes for itself: see `keep_heads`


class Shelf:
    """Packs by version, each parsed once."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._heads: dict[str, PackHead] = {}
        self._loaded: dict[str, Policy] = {}
        self._named: dict[tuple[str, tuple[TitleName, ...]], Policy] = {}

    def version(self, sha256: str, names: int | None = None) -> Policy:
        """The policy as it was under this version; StorageError when it is not on file.

        `names`: the bureau's names of titles are counted up to this row.
        """
        policy = self._version(sha256)
        if names is None:
            return policy
        from ipdesk.storage import title_names

        return self._with_names(policy, title_names.names(self._db, policy.id, names))

    def heads(self) -> tuple[PackHead, ...]:
        """What is told of the policies in use, newest activation first."""
        used = stored.in_use(self._db)
        if not self._heads:
            self._heads.update(kept_heads(self._db))
        return tuple(self._heads.get(sha256) or head_of(self._version(sha256)) for sha256 in used)

    def _with_names(self, policy: Policy, names: tuple[TitleName, ...]) -> Policy:
        from ipdesk.domain.title_name import with_names

        place = policy.sha256, names
        if place not in self._named:
            self._named[place] = with_names(policy, names)
        return self._named[place]

    def _version(self, sha256: str) -> Policy:
        if sha256 not in self._loaded:
            files = stored.files(self._db, sha256)
            if files is None:
                raise StorageError("policy-version-missing", sha256=sha256[:12])
            from ipdesk.packs.loader import load_kept

            policy = self._loaded[sha256] = load_kept(files)
            self._heads[sha256] = head_of(policy)  # from now on by the pack itself
        return self._loaded[sha256]

    def in_use(self) -> tuple[Policy, ...]:
        """Policies that new claims may be made under, newest activation first."""
        from ipdesk.storage import title_names

        found = (self._version(sha256) for sha256 in stored.in_use(self._db))
        return tuple(
            self._with_names(policy, title_names.names(self._db, policy.id)) for policy in found
        )


def kept_heads(db: Database) -> dict[str, PackHead]:
    """What this very program has kept of the packs on file; anything else is as good as none."""
    kept = settings.get(db, HEADS)
    if not isinstance(kept, dict) or kept.get("by") != __version__:
        return {}
    values = kept.get("heads")
    read = (read_head(value) for value in (values if isinstance(values, list) else ()))
    return {head.sha256: head for head in read if head is not None}


def keep_heads(office: Office) -> None:
    """Keep what the next start says of the packs in use before it has read them.

    The store vouches for it as it does for the packs; what a program of another version has
    kept, or what does not belong to the packs in use, is read from the packs anew.
    """
    if set(kept_heads(office.db)) == set(stored.in_use(office.db)):
        return
    heads = [plain(head) for head in office.heads()]
    with office.db.atomic() as db:
        settings.put(db, HEADS, {"by": __version__, "heads": heads})


def shipped_folders(resources: Path) -> tuple[Path, ...]:
    """The packs that come with the program."""
    return tuple(sorted(path.parent for path in (resources / "policies").glob("*/pack.toml")))


def shipped(resources: Path) -> tuple[tuple[Policy, dict[str, bytes]], ...]:
    """Each shipped pack, loaded, with its files."""
    from ipdesk.packs.loader import load_pack, read_folder

    packs = []
    for folder in shipped_folders(resources):
        files = read_folder(folder)
        packs.append((load_pack(files), files))
    return tuple(packs)
