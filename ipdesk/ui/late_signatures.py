"""PySide's tables of signatures: read when one is asked for, and not at every start.

They put the texts of wrong calls together, `help()` and the stub files. PySide keeps their source
in an archive and compiles it anew in each process: a third of what an empty window costs.
"""

from __future__ import annotations

import builtins
import io
import sys
import zipfile
from threading import RLock
from typing import IO, Any, Final

_FOLDER: Final = "shibokensupport/signature/"
_LATER: Final = frozenset(
    f"{_FOLDER}{name}.py"
    for name in (
        "mapping",
        "errorhandler",
        "layout",
        "parser",
        "lib/enum_sig",
        "lib/pyi_generator",
        "lib/tool",
    )
)
# What lies in such a module until something in it is asked for. PySide's own C code looks for
# `update_mapping` in the dictionary itself, past `__getattr__`.
_STAND_IN: Final = b"""
def __getattr__(name):
    from ipdesk.ui import late_signatures
    return late_signatures.asked(globals(), name)

def update_mapping():
    return __getattr__("update_mapping")()
"""
_reading = RLock()


class _Archive(zipfile.ZipFile):
    """PySide's archive, with stand-ins for what is read later."""

    def open(self, name: Any, *more: Any, **named: Any) -> IO[bytes]:
        if name in _LATER:
            return io.BytesIO(_STAND_IN)
        return super().open(name, *more, **named)

    def source(self, name: str) -> bytes:
        """What the archive really holds."""
        with super().open(name) as stream:
            return stream.read()


def _put_off() -> None:
    """Load the core of PySide so; where it is loaded already, all of it is there."""
    if "PySide6.QtCore" in sys.modules:
        return
    whole = zipfile.ZipFile
    zipfile.ZipFile = _Archive  # type: ignore[misc]
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        zipfile.ZipFile = whole  # type: ignore[misc]
    # PySide would look through the source of all that is imported for its own name, to know where
    # somebody may write set_text for setText; nobody does here.
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def asked(module: dict[str, Any], name: str) -> object:
    """Something of a module that was put off: now the whole of it is read."""
    if name.startswith("__"):
        raise AttributeError(name)
    with _reading:
        if module.pop("__getattr__", None) is not None:
            file = module["__file__"]
            exec(compile(module["__loader__"].zfile.source(file), file, "exec"), module)
    try:
        return module[name]
    except KeyError:
        raise AttributeError(name) from None


_put_off()
