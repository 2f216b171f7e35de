"""Any list of the window as a workbook that leaves the office; that it went out is journalled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ipdesk.services.bureaus import bureau
from ipdesk.services.exporting import finish, named
from ipdesk.services.office import Actor, Changes, Office


@dataclass(frozen=True, slots=True)
class Sheaf:
    """What the list is called, and what it is narrowed to, in words."""

    title: str
    filters: str


@dataclass(frozen=True, slots=True)
class Handed:
    """A list that was written."""

    path: Path
    rows: int
    changes: Changes


def export_list(
    office: Office,
    actor: Actor,
    sheaf: Sheaf,
    heads: Sequence[tuple[str, str]],
    lines: Sequence[Sequence[Any]],
    path: Path,
    recipient: str,
) -> Handed:
    """Write the columns (title, kind) and rows just as they are given; texts are as shown."""
    from ipdesk.documents.xlsx.list_book import list_workbook

    recipient = named(recipient)
    house, now = bureau(office).name, office.clock.now()
    values = {
        "rows": len(lines),
        "filters": sheaf.filters,
        "day": now.date().isoformat(),
        "by": actor.name,
        "recipient": recipient,
    }
    data = list_workbook(
        heads,
        lines,
        title=f"{house}{sheaf.title}",
        sheet=sheaf.title,
        about=office.wording.text("page", "list-about", values),
        author=house,
        made_at=now.isoformat(),
        wording=office.wording,
    )
    told = {
        "list": sheaf.title,
        "rows": len(lines),
        "filters": sheaf.filters,
        "recipient": recipient,
    }
    return Handed(path, len(lines), finish(office, actor, "export_list", path, data, told))
