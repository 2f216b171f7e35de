"""Rows as a block for other programs: text with tabs, and a table for those that take one."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple

from PySide6.QtCore import QMimeData

from ipdesk.domain.listing import Kind
from ipdesk.ui.widgets.paged_model import Column

_WORDS = (Kind.TEXT, Kind.CHOICE)
# Excel would turn a code of eighteen figures into a number and lose the last three.
_TEXT = "<td style=\"mso-number-format:'\\@'\">"


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
    body = "".join(f"<tr>{''.join(map(_cell, opened, line))}</tr>" for line in lines)
    return Block(len(records), text, f"<table>{body}</table>")


def cell(column: Column, record: Any) -> str:
    """What a cell says, with the second text behind the first."""
    text = column.text(record)
    note = column.note(record) if column.note else ""
    return f"{text} {note}" if note else text


def _cell(opened: str, text: str) -> str:
    return f"{opened}{escape(text)}</td>"


def _plain(text: str) -> str:
    return text.replace("\t", " ").replace("\n", " ")
