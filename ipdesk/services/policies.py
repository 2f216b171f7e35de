"""Policies in use and on file, by version."""

from __future__ import annotations

from pathlib import Path

from ipdesk.domain.policy import Policy
from ipdesk.domain.title_name import TitleName, with_names
from ipdesk.errors import StorageError
from ipdesk.packs.loader import load_kept, load_pack, read_folder
from ipdesk.storage import policies as stored
from ipdesk.storage import title_names
from ipdesk.storage.database import Database


class Shelf:
    """Packs by version, each parsed once."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._loaded: dict[str, Policy] = {}
        self._named: dict[tuple[str, tuple[TitleName, ...]], Policy] = {}

    def version(self, sha256: str, names: int | None = None) -> Policy:
        """The policy as it was under this version; StorageError when it is not on file.

        `names`: the bureau's names of titles are counted up to this row.
        """
        policy = self._version(sha256)
        if names is None:
            return policy
        return self._with_names(policy, title_names.names(self._db, policy.id, names))

    def _with_names(self, policy: Policy, names: tuple[TitleName, ...]) -> Policy:
        place = policy.sha256, names
        if place not in self._named:
            self._named[place] = with_names(policy, names)
        return self._named[place]

    def _version(self, sha256: str) -> Policy:
        if sha256 not in self._loaded:
            files = stored.files(self._db, sha256)
            if files is None:
                raise StorageError("policy-version-missing", sha256=sha256[:12])
            self._loaded[sha256] = load_kept(files)
        return self._loaded[sha256]

    def in_use(self) -> tuple[Policy, ...]:
        """Policies that new claims may be made under, newest activation first."""
        found = (self._version(sha256) for sha256 in stored.in_use(self._db))
        return tuple(
            self._with_names(policy, title_names.names(self._db, policy.id)) for policy in found
        )


def shipped_folders(resources: Path) -> tuple[Path, ...]:
    """The packs that come with the program."""
    return tuple(sorted(path.parent for path in (resources / "policies").glob("*/pack.toml")))


def shipped(resources: Path) -> tuple[tuple[Policy, dict[str, bytes]], ...]:
    """Each shipped pack, loaded, with its files."""
    packs = []
    for folder in shipped_folders(resources):
        files = read_folder(folder)
        packs.append((load_pack(files), files))
    return tuple(packs)
