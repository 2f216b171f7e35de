"""Parts of a place that are made when they are first looked at: all at once are a pause."""

from __future__ import annotations

from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ipdesk.ui import window_state, worn
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
    worn.join(part)
    window_state.bring_dividers(place, part, bench.settings)
    window_state.bring_cursors(part, bench.settings)
    return part


def made(page: QWidget, name: str) -> bool:
    """Whether the part that `page` calls `name` has been asked for yet."""
    return name in page.__dict__


def ahead(bench: Bench, page: QWidget, *names: str) -> None:
    """Make the parts that `page` calls so when nothing else is to be done, each in its own turn."""
    for name in names:
        if not made(page, name):
            make = partial(_ask_for, page, name)
            bench.jobs.later(nothing, make, key=f"late/{type(page).__name__}/{name}")


def _ask_for(page: QWidget, name: str, _: object) -> None:
    if isValid(page):
        getattr(page, name)


def nothing(_office: object) -> None:
    """Asks nothing of the store: what follows has a turn of its own, after what was asked."""
