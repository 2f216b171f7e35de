"""The views of a list: columns, order, filters and groups under a name, each operator's own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from PySide6.QtCore import QSettings

from ipdesk.domain.listing import Narrowing, narrowing
from ipdesk.ui.widgets.list_layout import Layout


@dataclass(frozen=True, slots=True)
class View:
    """How a list stands, as plain values."""

    columns: Layout = field(default_factory=list)
    sort: str = ""
    descending: bool = False
    narrowed: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    group: str = ""
    place: Mapping[str, Any] = field(default_factory=dict)  # the filters above the list

    def narrowings(self) -> dict[str, Narrowing]:
        found = {key: narrowing(kept) for key, kept in self.narrowed.items()}
        return {key: asked for key, asked in found.items() if asked.asks}


class ListViews:
    """Kept with the window's settings, in the data folder."""

    def __init__(self, settings: QSettings, name: str) -> None:
        self._settings = settings
        self._name = name

    def named(self, operator: int) -> dict[str, View]:
        """The views somebody has kept, by name; what cannot be read is left out."""
        try:
            kept = json.loads(str(self._settings.value(self._key(operator), "{}")))
            return {str(name): View(**view) for name, view in kept.items()}
        except (ValueError, TypeError, AttributeError):
            return {}

    def keep(self, operator: int, name: str, view: View) -> None:
        self._write(operator, {**self.named(operator), name: view})

    def drop(self, operator: int, name: str) -> None:
        kept = self.named(operator)
        kept.pop(name, None)
        self._write(operator, kept)

    def remember(self, operator: int, name: str) -> None:
        """The view that is on, for the next start."""
        self._settings.setValue(f"view/{operator}/{self._name}", name)

    def last(self, operator: int) -> str:
        return str(self._settings.value(f"view/{operator}/{self._name}", ""))

    def _write(self, operator: int, views: Mapping[str, View]) -> None:
        plain = {name: asdict(view) for name, view in views.items()}
        self._settings.setValue(self._key(operator), json.dumps(plain, ensure_ascii=False))

    def _key(self, operator: int) -> str:
        return f"views/{operator}/{self._name}"
