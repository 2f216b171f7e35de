"""The controls a page has above its list: kept with a view and brought back, all in one way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit

from ipdesk.ui.widgets.choice_field import ChoiceField
from ipdesk.ui.widgets.editors import DateField
from ipdesk.ui.widgets.segments import Segments

Control = QLineEdit | ChoiceField | QCheckBox | Segments


class Controls:
    """By name: a text searched for, choices, days, ticks, the part of the page.

    `steady` ones stand as they are where a view says nothing of them; the others are set free.
    A choice that is offered only later (rounds and batches are read from the store) is made then.
    """

    def __init__(
        self,
        apply: Callable[[], object],
        steady: Collection[str] = (),
        **controls: Control,
    ) -> None:
        self._controls = controls
        self._apply = apply
        self._steady = frozenset(steady)
        self._wished: dict[str, Any] = {}
        for name, control in controls.items():
            if isinstance(control, ChoiceField):
                control.offered.connect(lambda name=name: self._grant(name))
                control.edited.connect(lambda name=name: self._wished.pop(name, None))

    @property
    def text(self) -> QLineEdit | None:
        """What the list is searched by."""
        found = self._controls.get("text")
        return found if isinstance(found, QLineEdit) else None

    def kept(self) -> dict[str, Any]:
        """How they stand, as plain values; what asks for nothing is left out."""
        found = {name: _plain(one) for name, one in self._controls.items()}
        found |= self._wished
        nothing = ("", None, False)
        return {n: value for n, value in found.items() if n in self._steady or value not in nothing}

    def bring(self, kept: Mapping[str, Any]) -> None:
        """Set them as they were kept, and have the list read once."""
        self._wished.clear()
        for name, control in self._controls.items():
            if name in kept or name not in self._steady:
                self._set(name, control, kept.get(name))
        self._apply()

    def _set(self, name: str, control: Control, value: Any) -> None:
        if isinstance(control, ChoiceField):
            if not _choose(control, value) and value is not None:
                self._wished[name] = value
        elif isinstance(control, Segments):
            if value in control.buttons and value != control.value():
                control.choose(str(value))
        elif isinstance(control, QCheckBox):
            control.setChecked(bool(value))
        elif isinstance(control, DateField):
            control.set_value(_day(value))
        else:
            control.setText(str(value or ""))

    def _grant(self, name: str) -> None:
        control = self._controls[name]
        if name in self._wished and isinstance(control, ChoiceField):
            value = self._wished.pop(name)
            if _choose(control, value):
                self._apply()
            else:
                self._wished[name] = value


def _choose(control: ChoiceField, value: Any) -> bool:
    """Choose what was kept; where it is not offered nothing is chosen."""
    found = next((one for one in control.values() if one is not None and _told(one) == value), None)
    if found is not None or None in control.values():
        control.set_value(found)
    return found is not None


def _plain(control: Control) -> Any:
    if isinstance(control, ChoiceField):
        value = control.value()
        return None if value is None else _told(value)
    if isinstance(control, Segments):
        return control.value()
    if isinstance(control, QCheckBox):
        return control.isChecked()
    if isinstance(control, DateField):
        day = control.value()
        return day.isoformat() if isinstance(day, date) else ""
    return control.text().strip()


def _told(value: Any) -> Any:
    """A choice as JSON has it: an enum of texts is a text, a pair a list."""
    if isinstance(value, tuple | list):
        return [_told(one) for one in value]
    return value if isinstance(value, int) else str(value)


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
