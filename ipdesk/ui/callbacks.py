"""Callbacks that may outlive the widget they belong to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid


def alive(callback: Callable[..., Any]) -> bool:
    """False when the callback is a method of a Qt object that is gone."""
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
