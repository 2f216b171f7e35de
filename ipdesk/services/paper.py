"""Paper: fonts and templates, loaded when the first letter needs them."""

from __future__ import annotations

import tomllib
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ipdesk.domain.letter_text import Template

if TYPE_CHECKING:
    from ipdesk.documents.pdf.fonts import Faces


class Paper:
    """What letters are made with; reportlab is not imported before the first one."""

    def __init__(self, resources: Path) -> None:
        self._resources = resources

    @cached_property
    def faces(self) -> Faces:
        return _faces(self._resources / "fonts")

    def template(self, kind: str) -> Template:
        """The wording of one kind of letter."""
        path = self._resources / "templates" / f"{kind}.toml"
        data = tomllib.loads(path.read_text("utf-8"))
        return Template(
            title=data["title"],
            addressee=data["addressee"],
            body=tuple(data["body"]),
            remark=data["remark"],
            table_head=tuple(data["table_head"]),
            table_total=data["table_total"],
            words=data["words"],
            required=tuple(data.get("required", ())),
        )


@cache
def _faces(folder: Path) -> Faces:
    """One set of faces for the whole process: parsing a font is the dear part of a letter."""
    from ipdesk.documents.pdf.fonts import Faces

    return Faces.load(folder)
