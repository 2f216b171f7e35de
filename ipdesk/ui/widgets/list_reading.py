"""A list on its way from the store: what comes first, and then the rest of a long one."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from ipdesk.domain.listing import Listed
from ipdesk.ui.widgets.list_source import ListSource, Query

Run = Callable[..., None]


class ListReading(QObject):
    """Asks a list's source on the store's thread; only what was asked for last is handed on."""

    come = Signal(object)  # Listed: another list, or the same in another order
    grown = Signal(object)  # Listed: the same with more rows below
    whole = Signal()  # nothing more is to come

    def __init__(self, parent: QObject, run: Run, later: Run, source: ListSource, key: str) -> None:
        """`later` does what waits until the rows that have come are drawn."""
        super().__init__(parent)
        self.query = Query()
        self._run = run
        self._later = later
        self._source = source
        self._key = key
        self._listed = Listed(())
        self._keep = 0
        self._held = False
        self._asked = 0

    def ask(self, query: Query, keep: int) -> None:
        """Ask anew; a list with the record `keep` far below is handed on when that has come.

        Until then the rows of before stay: shown from its top it would jump under the hand.
        """
        self._asked += 1
        self._run(self._source.listed, self._take(query, keep), None, query, key=self._key)

    def _take(self, query: Query, keep: int) -> Callable[[Listed], None]:
        def take(listed: Listed) -> None:
            self.query, self._listed, self._keep = query, listed, keep
            self._held = bool(keep) and keep not in listed.ids and listed.rest is not None
            self._hand_on(self.come, first=True)

        return take

    def _behind(self) -> Callable[[Listed], None]:
        asked = self._asked

        def take(part: Listed) -> None:
            if asked == self._asked:  # no other list has been asked for since
                self._more(part)

        return take

    def _more(self, part: Listed) -> None:
        before = self._listed
        if not part.ids and not part.groups and part.rest is not None:
            self._run(self._source.more, self._more, None, part.rest, key=self._key)
            return  # the store is still at it, and has nothing to show yet
        joined = _array(before.ids) + _array(part.ids)
        self._listed = Listed(joined, part.groups or before.groups, part.rest)
        if self._held:
            self._held = self._keep not in part.ids and part.rest is not None
            self._hand_on(self.come)
        else:
            self._hand_on(self.grown)

    def _hand_on(self, signal: Any, *, first: bool = False) -> None:
        listed = self._listed
        if not self._held:
            signal.emit(listed)
        if listed.rest is not None and first and not self._held:
            key = f"{self._key}/behind"
            self._later(self._source.more, self._behind(), None, listed.rest, key=key)
        elif listed.rest is not None:
            self._run(self._source.more, self._more, None, listed.rest, key=self._key)
        else:
            self.whole.emit()


def _array(ids: Sequence[int]) -> array[int]:
    return ids if isinstance(ids, array) else array("q", ids)
