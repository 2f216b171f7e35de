"""Qt's enumerations as they are made quickly, beside those Python makes."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6 import QtCore, QtGui, QtWidgets

from ipdesk.ui import quick_enums

_WAY = {"module": "qt", "boundary": enum.KEEP}
_OF_ITSELF = ("__dict__", "__weakref__", "_value2member_map_", "_inverted_")


def qt_enums(holder: Any, inside: bool = False) -> Iterator[Any]:
    for name in dir(holder):
        found = getattr(holder, name, None)
        if isinstance(found, enum.EnumType):
            yield found
        elif isinstance(found, type) and not inside and found.__module__.startswith("PySide6"):
            yield from qt_enums(found, inside=True)


def said(made: Any) -> dict[str, str]:
    """All that a class holds, as text; of its members what they hold."""
    facts = {}
    for name, value in vars(made).items():
        if isinstance(value, made):
            facts[name] = f"{value!r} {value!s} {sorted(vars(value)['_name_'])} {hash(value)}"
            facts[name] += f" {value._value_} {value._sort_order_} {made(value._value_) is value}"
        elif name not in _OF_ITSELF:
            facts[name] = repr(getattr(value, "__func__", value)).replace("Empty", made.__name__)
    return facts


def told(ask: Callable[[], object]) -> str:
    try:
        return repr(ask())
    except Exception as error:
        return repr(error)


def sums(made: Any) -> list[str]:
    """What becomes of a few flags put together."""
    found = list(made._member_map_.values())[:3]
    pairs = [(one, other) for one in found for other in found]
    asked = [
        told(lambda a=a, b=b: (a | b, a & b, a ^ b, ~a, list(a | b), a in b, bool(a)))
        for a, b in pairs
    ]
    return asked


@pytest.mark.parametrize("module", [QtCore, QtGui, QtWidgets])
def test_every_enumeration_of_qt_comes_out_alike(module: Any) -> None:
    made = 0
    for known in set(qt_enums(module)):
        kind, names = known.__mro__[1], [(n, m._value_) for n, m in known._member_map_.items()]
        pythons = quick_enums._stock(kind, known.__name__, list(names), **_WAY)
        ours = quick_enums.create(kind, known.__name__, list(names), **_WAY)
        assert said(ours) == said(pythons)
        assert ours.__mro__[1:] == pythons.__mro__[1:]
        if issubclass(kind, enum.Flag):
            assert sums(ours) == sums(pythons)
        made += quick_enums._is_plain(kind, names)
    assert made > 100


@pytest.mark.parametrize(
    "names", ["A B", [], [("A", "text")], [("_a_", 1)], [("name", 1)], [("A", 1), ("A", 2)]]
)
def test_what_is_not_plain_is_left_to_python(names: Any) -> None:
    assert not quick_enums._is_plain(enum.Enum, names)
