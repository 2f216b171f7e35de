"""Parts of a place that are made when they are first looked at: all at once are a pause."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QWidget

from ipdesk.ui import window_state
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets.room import OneShown, Pages

Part = TypeVar("Part", bound=QWidget)


def stand(bench: Bench, stack: Pages | OneShown, name: str, part: Part) -> Part:
    """Put a part just made among the others, as it was left; `name` is its place and its own.

    A page keeps such a part as a cached property: whoever asks for it has it made.
    """
    place, _, own = name.partition("/")
    part.setProperty("part", own)
    stack.addWidget(part)
    window_state.bring_dividers(place, part, bench.settings)
    window_state.bring_cursors(part, bench.settings)
    return part


def made(page: QWidget, name: str) -> bool:
    """Whether the part that `page` calls `name` has been asked for yet."""
    return name in page.__dict__


def nothing(_office: object) -> None:
    """Asks nothing of the store: what follows has a turn of its own, after what was asked."""
