"""Paper: fonts and templates, loaded when the first letter needs them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipdesk.documents.pdf.fonts import Faces
    from ipdesk.domain.letter_text import Template


class Paper:
    """What letters are made with; reportlab is not imported before the first one."""

    def __init__(self, resources: Path) -> None:
        self._resources = resources

    def faces(self, chosen: Iterable[tuple[str, str, int]] = ()) -> Faces:
        """The shipped faces, behind those `chosen`: role, file and place in the file."""
        return _faces(self._resources / "fonts", tuple(sorted(chosen)))

    def template(self, kind: str) -> Template:
        """The wording of one kind of letter."""
        import tomllib

        from ipdesk.domain.letter_text import Template

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
def _faces(folder: Path, chosen: tuple[tuple[str, str, int], ...]) -> Faces:
    """One set of faces for the whole process: parsing a font is the dear part of a letter."""
    from ipdesk.documents.pdf.fonts import Faces, Role

    return Faces.load(folder, {Role[role]: (Path(file), place) for role, file, place in chosen})
