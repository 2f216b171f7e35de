"""The fields a part of a draft asks for."""

from __future__ import annotations

from typing import Any

from ipdesk.services.policy_drafts import FormField as Asked
from ipdesk.ui.widgets import ChoiceField, DateField, FlagField, LineField, NoteField
from ipdesk.ui.widgets.editors import Editor
from ipdesk.ui.widgets.many_field import ManyField

_MOST_LINES = 4


class LinesField(NoteField):
    """One thing a line; as high as it has lines."""

    def value(self) -> Any:
        return tuple(line.strip() for line in self.toPlainText().splitlines() if line.strip())

    def set_value(self, value: Any) -> None:
        lines = tuple(value or ())
        self._lines = max(1, min(_MOST_LINES, len(lines)))
        super().set_value("\n".join(lines))
        self._measure()

    def add(self, line: str) -> None:
        """Put a line below the others, as if typed; one that stands there already is enough."""
        if line not in self.value():
            self.set_value((*self.value(), line))
            self.edited.emit()


def field_for(one: Asked) -> Editor:
    """The editor for a field of this kind."""
    if one.kind == "flag":
        return FlagField(one.label)
    if one.kind == "many":
        return ManyField()
    if one.kind == "choice":
        return ChoiceField()
    if one.kind == "lines":
        return LinesField("一行写一项", 1)
    if one.kind == "day":
        return DateField()
    hints = {"amount": "如 10万元、5000元、50%", "count": "如 100件"}
    return LineField(hints.get(one.kind, ""), 400)
