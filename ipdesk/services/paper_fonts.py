"""The bureau's own fonts: which this PC has, whether papers can be set in them, what they lack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ipdesk.errors import StorageError, UserError
from ipdesk.paths import font_folders
from ipdesk.services.office import Office
from ipdesk.storage import applicants

if TYPE_CHECKING:
    from ipdesk.documents.pdf.fonts import Faces
    from ipdesk.documents.pdf.installed import FontFile

# What a face of papers is for, by the names of documents.pdf.fonts.Role.
ROLES = ("FANG", "TITLE", "SONG", "HEI", "KAI")


@dataclass(frozen=True, slots=True)
class FontChoice:
    """A font of this PC that is used for a role instead of the shipped one."""

    file: str
    index: int = 0
    name: str = ""


Fonts = Mapping[str, FontChoice]


@dataclass(frozen=True, slots=True)
class FontReport:
    """What a chosen font lacks of the names this bureau writes; those are set in the shipped."""

    role: str
    name: str
    lacks: tuple[str, ...]


def installed_fonts() -> tuple[FontFile, ...]:
    """The Chinese fonts of this PC; those that cannot be used say why."""
    from ipdesk.documents.pdf.installed import fonts_in

    return fonts_in(font_folders())


def fonts_of(file: str) -> tuple[FontFile, ...]:
    """Every face of a font file that was picked."""
    from ipdesk.documents.pdf.installed import faces_of

    return faces_of(Path(file), every=True)


def faces_of_fonts(office: Office, fonts: Fonts) -> Faces:
    """The faces papers are set in; UserError names the chosen font that is not there any more."""
    lost = [one.name for one in fonts.values() if not Path(one.file).is_file()]
    if lost:
        raise UserError("paper-font-lost", names=lost)
    return office.paper.faces([(role, one.file, one.index) for role, one in fonts.items()])


def check_fonts(office: Office, fonts: Fonts) -> tuple[FontReport, ...]:
    """UserError for a font that cannot be used; else what each one lacks."""
    from ipdesk.documents.pdf.fonts import Role

    for one in fonts.values():
        known = [face for face in fonts_of(one.file) if face.index == one.index]
        trouble = known[0].trouble if known else "font-unreadable"
        if trouble:
            code = "font-unusable" if trouble == "font-unreadable" else trouble
            raise UserError(code, field="fonts", name=one.name)
    faces = faces_of_fonts(office, fonts)
    everyone = applicants.by_ids(office.db, applicants.everyone(office.db))
    names = "".join(dict.fromkeys("".join(one.name for one in everyone)))
    found = []
    for role, one in fonts.items():
        face = faces.cast(Role[role]).faces[0]
        try:
            lacks = tuple(c for c in names if not c.isspace() and not face.has(c))
        except StorageError as error:
            raise UserError("font-unusable", field="fonts", name=one.name) from error
        found.append(FontReport(role, one.name, lacks))
    return tuple(found)
