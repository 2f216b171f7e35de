"""Qt's enumerations made at once: Python's enum puts them together with four calls a member.

PySide makes them when a class is first named, a thousand members for `Qt` alone: a fifth of what
the window's own code costs at the start. Here a class of the same kind without members is made
once by Python itself; each enumeration takes all it says but the members, which are set as
Python 3.11 sets them. Whatever is not a plain list of names and whole numbers is left to Python.
"""

from __future__ import annotations

import enum
import sys
from collections.abc import Callable, Sequence
from typing import Any, Final

_stock: Final[Callable[..., Any]] = enum.EnumType._create_  # type: ignore[attr-defined]
_KINDS: Final = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
_OWN: Final = ("__dict__", "__weakref__")  # of the one class alone
_TAKEN: Final[dict[Any, frozenset[str]]] = {
    # Not dir(): an enumeration hides what its members have.
    kind: frozenset(("mro", *(name for base in kind.__mro__ for name in vars(base))))
    for kind in _KINDS
}
_patterns: dict[type, dict[str, Any]] = {}


def _begin() -> None:
    """From now on, in the one Python this was written for."""
    if sys.version_info[:2] == (3, 11):
        enum.EnumType._create_ = create  # type: ignore[attr-defined]


def create(kind: Any, name: str, names: Any, **named: Any) -> Any:
    """What `enum.Enum(name, names)` and its like call."""
    plain = {key: value for key, value in named.items() if value is not None}
    module = plain.pop("module", None) or sys._getframe(2).f_globals.get("__name__")
    kept = plain.pop("boundary", None) is enum.KEEP and plain.pop("start", 1) == 1 and not plain
    if not kept or not module or kind not in _KINDS or not _is_plain(kind, names):
        return _stock(kind, name, names, **{**named, "module": module})
    made = type.__new__(enum.EnumType, name, (kind,), _fresh(kind, module))
    if issubclass(kind, enum.Flag):
        _fill_flags(made, names)
    else:
        _fill(made, names)
    return made


def _is_plain(kind: type, names: Any) -> bool:
    """Names with whole numbers, each once, and none that means something already."""
    if type(names) is not list or not names:
        return False
    taken, own = _TAKEN[kind], dict(names)
    return (
        len(own) == len(names)
        and taken.isdisjoint(own)
        and all(type(value) is int for value in own.values())
        and not any(name[0] == "_" for name in own)
    )


def _fresh(kind: Any, module: str) -> dict[str, Any]:
    """All that Python gives such a class, with nothing in it."""
    if kind not in _patterns:
        empty = _stock(kind, "Empty", [], module=module, boundary=enum.KEEP)
        _patterns[kind] = {key: is_ for key, is_ in vars(empty).items() if key not in _OWN}
    return {
        **_patterns[kind],
        "__module__": module,
        "_member_names_": [],
        "_member_map_": {},
        "_value2member_map_": {},
        "_unhashable_values_": [],
    }


def _fill(made: Any, names: Sequence[tuple[str, int]]) -> None:
    found, by_name, by_value = made._member_names_, made._member_map_, made._value2member_map_
    for name, value in names:
        member = by_value.get(value)
        if member is None:
            member = by_value[value] = _member(made, name, value, len(found))
            found.append(name)
        by_name[name] = member
        type.__setattr__(made, name, member)


def _fill_flags(made: Any, names: Sequence[tuple[str, int]]) -> None:
    """A flag of several bits is another name for them together, and not counted."""
    found, by_name, by_value = made._member_names_, made._member_map_, made._value2member_map_
    mask = singles = 0
    for name, value in names:
        single = value != 0 and value & (value - 1) == 0
        mask |= value
        singles |= value if single else 0
        member = by_value.get(value)
        if member is None:
            member = by_value[value] = _member(made, name, value, len(found))
            if single:
                found.append(name)
        by_name[name] = member
        type.__setattr__(made, name, member)
    made._flag_mask_, made._singles_mask_ = mask, singles
    made._all_bits_ = 2 ** mask.bit_length() - 1
    values = [by_name[name]._value_ for name in found]
    if values != sorted(values):
        made._iter_member_ = made._iter_member_by_def_


def _member(made: Any, name: str, value: int, place: int) -> Any:
    take = made._new_member_
    member = take(made, value) if made._use_args_ else take(made)
    member.__dict__.update(
        _value_=value, _name_=name, __objclass__=made, _sort_order_=place
    )  # as one: each alone would go through the guard of names
    return member


_begin()
