"""Rows as a block for other programs: text with tabs, and a table for those that take one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QMimeData

from ipdesk.domain.listing import Kind
from ipdesk.ui.widgets.paged_model import Column

_WORDS = (Kind.TEXT, Kind.CHOICE)
# A code of eighteen figures would become a number and lose its last three: said once for
# LibreOffice, once for Excel and WPS.
_TEXT = '<td sdnum="2052;0;@" style="mso-number-format:\'\\@\'">'


class Block(NamedTuple):
    """The same rows in both forms."""

    rows: int
    text: str
    html: str

    def mime(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.text)
        data.setHtml(self.html)
        return data


def block_of(records: Sequence[Any], columns: Sequence[Column], *, heads: bool) -> Block:
    """The cells as they are shown; made off the window's thread where the rows are many."""
    lines = [[cell(column, record) for column in columns] for record in records]
    if heads:
        lines.insert(0, [column.title for column in columns])
    text = "\n".join("\t".join(_plain(one) for one in line) for line in lines)
    opened = [_TEXT if column.kind in _WORDS else "<td>" for column in columns]
    return Block(len(records), text, _table(lines, opened))


def block_of_text(text: str, worded: Sequence[bool]) -> Block:
    """Cells that are text already; `worded` says which columns stay as they are written."""
    lines = [line.split("\t") for line in text.split("\n")]
    opened = [_TEXT if one else "<td>" for one in worded]
    return Block(len(lines), text, _table(lines, opened))


def cell(column: Column, record: Any) -> str:
    """What a cell says, with the second text behind the first."""
    text = column.text(record)
    note = column.note(record) if column.note else ""
    return f"{text} {note}" if note else text


def _plain(text: str) -> str:
    return text.replace("\t", " ").replace("\n", " ")


def _table(lines: Sequence[Sequence[str]], opened: Sequence[str]) -> str:
    from html import escape  # with it come all names of HTML's characters

    pairs = (zip(opened, line, strict=False) for line in lines)
    rows = ("".join(f"{at}{escape(one)}</td>" for at, one in row) for row in pairs)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table>{body}</table>"
