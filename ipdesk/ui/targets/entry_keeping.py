"""What is typed into the sheet of 填报 survives a killed process, line by line."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from ipdesk.domain.span import Span
from ipdesk.services.typed import Texts
from ipdesk.ui.bench import Bench
from ipdesk.ui.keeping import Keeping, Text
from ipdesk.ui.targets.entry_grid import KEY
from ipdesk.ui.targets.scope import Scope

Cells = Mapping[KEY, Mapping[str, object]]
_PLACE, _SLOT = "targets/entry", "lines"


class SheetKeeping(Keeping):
    """Follows all lines as one; begins anew with another policy, year or person."""

    def __init__(
        self,
        bench: Bench,
        parent: QWidget,
        stands: Callable[[], Cells],
        put_back: Callable[[Cells], object],
    ) -> None:
        super().__init__(bench, _PLACE, parent)
        self._actor_of = bench
        self._put = put_back
        self._watched: tuple[str, int, int] | None = None
        self.follow_slots({_SLOT: ("填报的数", lambda: as_text(stands()), self._put_back)})

    def follow_scope(self, scope: Scope, may: bool) -> None:
        """The sheet has been read: ask once whether more was typed there."""
        bench = self._actor_of
        record = (scope.pack, scope.year, bench.actor.id) if may else None
        if record != self._watched:
            self._watched = record
            if record is not None:
                self.watch(f"{scope.pack}/{scope.year}")

    def _found(self, record: str, found: Texts) -> None:
        super()._found(record, found)
        if not self.line.isHidden():
            count = len(from_text(str(found[_SLOT])))
            self.line.said.setText(f"上次没有保存的 {count} 行已放回，看过以后请保存。")

    def _put_back(self, text: Text) -> None:
        self._put(from_text(str(text)))


def as_text(cells: Cells) -> str:
    """Lines as typed, in one order, so that the same lines are the same text."""
    if not cells:
        return ""
    plain = [[name, str(span), dict(typed)] for (name, span), typed in cells.items()]
    return json.dumps(sorted(plain, key=str), ensure_ascii=False, sort_keys=True)


def from_text(text: str) -> dict[KEY, dict[str, object]]:
    found = json.loads(text) if text else []
    return {(name, Span.of(span)): typed for name, span, typed in found}
