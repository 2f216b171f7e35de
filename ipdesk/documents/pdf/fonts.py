"""字体: the faces letters are set in, which characters they have, and what to use when not."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from struct import unpack_from

from reportlab.pdfbase.ttfonts import TTFError, TTFontFace

from ipdesk.errors import StorageError, UserError


class Role(StrEnum):
    """What a face is for, by the names GB/T 9704-2012 uses."""

    FANG = "仿宋"
    TITLE = "小标宋"
    SONG = "宋体"
    HEI = "黑体"
    KAI = "楷体"


# Where nothing else has a character: names on identity cards, places, 𰻝 and 𰻞.
_RARE = "Song-Rare.ttf"
# The shipped file of each role, then the further choices for characters it lacks.
SHIPPED: Mapping[Role, tuple[str, ...]] = {
    Role.FANG: (
        "Fang-Regular.ttf",
        "KaiLight-Rest.ttf",
        "Kai-Regular.ttf",
        "Serif-Regular.ttf",
        _RARE,
    ),
    Role.TITLE: ("Serif-Bold.ttf", "Sans-Bold.ttf", "Fang-Regular.ttf", "KaiLight-Rest.ttf", _RARE),
    Role.SONG: ("Serif-Regular.ttf", "Fang-Regular.ttf", "KaiLight-Rest.ttf", _RARE),
    Role.HEI: ("Sans-Bold.ttf", "Fang-Regular.ttf", "KaiLight-Rest.ttf", _RARE),
    Role.KAI: ("Kai-Regular.ttf", "KaiLight-Rest.ttf", "Fang-Regular.ttf", _RARE),
}


class Face:
    """One TrueType file, parsed when the first character is asked for and then kept."""

    def __init__(self, path: Path, index: int = 0) -> None:
        self.path = path
        self.index = index  # the face of a collection
        self._lock = threading.Lock()

    @cached_property
    def parsed(self) -> TTFontFace:
        with self._lock:
            try:
                return TTFontFace(str(self.path), subfontIndex=self.index)
            except (TTFError, OSError) as error:
                raise StorageError("font-unreadable", file=self.path.name) from error

    def has(self, character: str) -> bool:
        return ord(character) in self.parsed.charToGlyph

    def glyph(self, character: str) -> int:
        return int(self.parsed.charToGlyph[ord(character)])

    def advance(self, character: str) -> float:
        """The width in thousandths of the em."""
        return float(self.parsed.charWidths[ord(character)])

    def extent(self, character: str) -> tuple[float, float]:
        """Lowest and highest ink of the character, in thousandths of the em."""
        parsed, glyph = self.parsed, self.glyph(character)
        at, after = parsed.glyphPos[glyph], parsed.glyphPos[glyph + 1]
        if at == after:
            return 0.0, 0.0
        start = parsed.get_table_pos("glyf")[0] + at
        _, _, low, _, high = unpack_from(">5h", parsed._ttf_data, start)
        return low * 1000 / parsed.unitsPerEm, high * 1000 / parsed.unitsPerEm


class Cast:
    """The faces of one role in order of preference, with each character's face and width."""

    def __init__(self, faces: tuple[Face, ...]) -> None:
        self.faces = faces
        self._widths: dict[str, float] = {}
        self._face_of: dict[str, Face] = {}
        self._first: set[str] = set()  # characters the first face has

    def face_of(self, character: str) -> Face | None:
        """The first face that has the character."""
        found = self._face_of.get(character)
        if found is None:
            found = next((face for face in self.faces if face.has(character)), None)
            if found is not None:
                self._face_of[character] = found
            if found is self.faces[0]:
                self._first.add(character)
        return found

    def width(self, text: str) -> float:
        """The width of `text` in thousandths of the em, without tracking."""
        known = self._widths
        whole = known.get(text)  # single characters, most of what is measured
        if whole is not None:
            return whole
        try:
            return sum([known[c] for c in text])
        except KeyError:
            for character in text:
                face = self.face_of(character)
                known[character] = face.advance(character) if face else 1000.0
            return sum([known[c] for c in text])

    def runs(self, text: str) -> Iterator[tuple[Face, str]]:
        """`text` cut where another face has to be used."""
        if self._first.issuperset(text):
            yield self.faces[0], text
            return
        start, current = 0, None
        for place, character in enumerate(text):
            face = self._face_of.get(character) or self.face_of(character) or self.faces[0]
            if face is not current:
                if current is not None:
                    yield current, text[start:place]
                start, current = place, face
        if current is not None:
            yield current, text[start:]


class Faces:
    """All roles; one for the whole process, since parsing a font is the dear part."""

    def __init__(self, casts: Mapping[Role, Cast]) -> None:
        self._casts = dict(casts)

    @classmethod
    def load(cls, folder: Path, chosen: Mapping[Role, tuple[Path, int]] | None = None) -> Faces:
        """The shipped faces in `folder`; a face in `chosen` goes before the shipped ones."""
        known: dict[tuple[Path, int], Face] = {}
        casts: dict[Role, Cast] = {}
        for role, files in SHIPPED.items():
            places = [(folder / file, 0) for file in files]
            if chosen and role in chosen:
                places.insert(0, chosen[role])
            for path, _ in places:
                if not path.is_file():
                    raise StorageError("font-missing", file=path.name)
            casts[role] = Cast(tuple(known.setdefault(one, Face(*one)) for one in places))
        return cls(casts)

    def cast(self, role: Role) -> Cast:
        return self._casts[role]

    def refuse_missing(self, *texts: tuple[Role, str]) -> None:
        """UserError naming the characters that cannot be drawn: better no paper than a gap."""
        lost = dict.fromkeys(c for role, text in texts for c in self.missing(text, role))
        if lost:
            named = "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in lost)
            raise UserError("letter-missing-glyph", characters=named)

    def missing(self, text: str, role: Role = Role.FANG) -> tuple[str, ...]:
        """The characters of `text` that no face of the role can draw, each once, in order."""
        cast = self._casts[role]
        return tuple(c for c in dict.fromkeys(text) if c not in "\n" and cast.face_of(c) is None)
