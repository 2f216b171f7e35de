"""Plain values as TOML, laid out as the packs that are kept by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

_WIDTH = 96
_BARE = re.compile("[A-Za-z0-9_-]+")
_SPECIAL = re.compile('["\\\\\\n\\t\\r]')
_ESCAPES = str.maketrans({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"})


class Inline(dict[str, Any]):
    """A table that stands on one line."""


def toml_text(table: Mapping[str, Any], comments: Sequence[str] = ()) -> str:
    """A whole file; lists of tables become [[name]], tables [name], comments stand on top."""
    lines = [f"# {line}" for comment in comments for line in comment.splitlines()]
    if lines:
        lines.append("")
    _write(lines, table, "")
    return "\n".join(lines).strip("\n") + "\n"


def _write(lines: list[str], table: Mapping[str, Any], path: str) -> None:
    within: list[tuple[str, Any]] = []
    for key, value in table.items():
        if _is_table(value) or _is_tables(value):
            within.append((key, value))
        elif value is not None:
            lines.append(f"{key} = {_value(value)}")
    for key, value in within:
        name = f"{path}.{key}" if path else key
        if _is_table(value):
            lines += ["", f"[{name}]"]
            _write(lines, value, name)
        else:
            for entry in value:
                lines += ["", f"[[{name}]]"]
                _write(lines, entry, name)


def _key(name: str) -> str:
    """Ids of awards are keys too: 01-01 may stand bare, others are put between quotes."""
    return name if _BARE.fullmatch(name) else f'"{name}"'


def _is_table(value: object) -> bool:
    return isinstance(value, dict) and not isinstance(value, Inline)


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_table(one) for one in value)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        text = f"{value.normalize():f}"
        return text if "." in text else f"{text}.0"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        # Hardly a text holds any of them, and to look each letter up costs more than all the rest.
        return f'"{value.translate(_ESCAPES) if _SPECIAL.search(value) else value}"'
    if isinstance(value, dict):
        inner = ", ".join(f"{_key(key)} = {_value(part)}" for key, part in value.items())
        return f"{{ {inner} }}"
    assert isinstance(value, Sequence)
    parts = [_value(part) for part in value]
    line = f"[{', '.join(parts)}]"
    if len(line) <= _WIDTH:
        return line
    return "[\n" + "".join(f"  {part},\n" for part in parts) + "]"
