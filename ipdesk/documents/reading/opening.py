"""Opening a published text of any of the three sorts."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from ipdesk.documents.reading import docx, plain
from ipdesk.documents.reading.limits import MOST_BYTES, refuse
from ipdesk.domain.raw_document import RawDocument

_OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")


def read_document(path: Path) -> RawDocument:
    """Read a file; UserError says in one sentence why it cannot be taken and what to do."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise refuse("too-large", name=path.name, most=MOST_BYTES // 2**20)
        data = path.read_bytes()
    except OSError as error:
        raise refuse("unreadable", name=path.name, reason=str(error)) from error
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> RawDocument:
    """The same for a file that is in memory; what it is, its first bytes say, not its name."""
    if not data.strip(b"\0 \t\r\n\x0c\xef\xbb\xbf\xff\xfe"):
        raise refuse("empty", name=name)
    kind, pages = _pages(data)
    if not any(line.strip() for page in pages for line in page):
        raise refuse("empty", name=name)
    return RawDocument(name, hashlib.sha256(data).hexdigest(), kind, pages)


def _pages(data: bytes) -> tuple[str, tuple[tuple[str, ...], ...]]:
    if b"%PDF-" in data[:1024]:
        # Loaded when a PDF is first opened: nothing of the start needs it.
        from ipdesk.documents.reading import pdf

        return "pdf", pdf.pages(data)
    if data.startswith(b"PK"):
        return "docx", docx.pages(data)
    if data.startswith(_OLD):
        raise refuse("old-word")
    if data.startswith(_PICTURES):
        raise refuse("picture")
    return "text", plain.pages(data)
