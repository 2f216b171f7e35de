"""The files of a draft as they were last printed: what did not change is not printed anew."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from ipdesk.packs.drafting.writing.toml_text import toml_text

Table = dict[str, Any]


class Printed:
    """The files as they were last printed: a clause that did not change is not printed anew."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Table, list[str], bytes]] = {}

    def text(self, name: str, table: Table, comments: list[str]) -> bytes:
        known = self._known.get(name)
        if known is None or known[0] != table or known[1] != comments:
            # The writer takes parts out of its tables: what was printed is kept apart.
            known = deepcopy(table), comments, toml_text(table, comments).encode()
            self._known[name] = known
        return known[2]
