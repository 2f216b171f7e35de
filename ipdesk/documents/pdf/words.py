"""用语: the fixed words a paper format brings with it, read once from the wording folder."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from ipdesk.paths import resources


@cache
def words(section: str) -> Mapping[str, str]:
    """The words of letters (`paper`) or of the approval form (`form`)."""
    path = resources() / "wording" / "paper.toml"
    found: Mapping[str, str] = tomllib.loads(path.read_text("utf-8"))[section]
    return found
