"""A published text as it came out of a file: pages of lines, nothing put right yet."""

from __future__ import annotations

from dataclasses import dataclass

PAGE_END = "\f"


@dataclass(frozen=True, slots=True)
class RawDocument:
    """The lines of a file by page; a file without pages has one."""

    name: str
    sha256: str
    kind: str  # text | docx | pdf
    pages: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """The whole as one string: the places of clean letters are counted in it."""
        return PAGE_END.join("\n".join(lines) for lines in self.pages)

    def place(self, position: int) -> tuple[int, int]:
        """Page and line (from 1) of a position in `text`."""
        before = self.text[:position]
        page = before.rsplit(PAGE_END, 1)[-1]
        return before.count(PAGE_END) + 1, page.count("\n") + 1
