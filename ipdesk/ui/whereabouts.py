"""Where somebody was at work: the place and what was open there, for the next start."""

from __future__ import annotations

import json
from typing import Any

from ipdesk.ui.bench import Bench
from ipdesk.ui.page import Page

Spot = tuple[str, object]


class Whereabouts:
    """Each operator's own; kept with the window's settings in the data folder."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def note(self, place: str, page: Page) -> None:
        """This is where whoever sits here is now."""
        if self._bench.has_actor and page.returns:
            kept = json.dumps([place, page.standing()], ensure_ascii=False)
            self._bench.settings.setValue(self._key(), kept)

    def last(self) -> Spot:
        """Where it was left; nothing for somebody who was never here."""
        if not self._bench.has_actor:
            return "", None
        try:
            place, target = json.loads(str(self._bench.settings.value(self._key(), "[]")))
        except ValueError:
            return "", None
        return str(place), _as_told(target)

    def _key(self) -> str:
        return f"where/{self._bench.actor.id}"


def _as_told(target: Any) -> object:
    """JSON has no tuples; the places of the window do."""
    return tuple(_as_told(one) for one in target) if isinstance(target, list) else target
