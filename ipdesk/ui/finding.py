"""The search box at work: answers by kind with their counts, acts by name, what was seen last."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ipdesk.ui.actions import Actions
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import Hit, SearchBox

# Read with the first letter typed: it looks into the whole register.
if TYPE_CHECKING:
    from ipdesk.services import searching
    from ipdesk.services.office import Office

_GROUPS = {"applicant": "申报主体", "claim": "申报", "letter": "文书"}
_OPENS = {"applicant": "applicants", "claim": "claims", "letter": "notices"}
_EACH = 8
_ACTS = 4
_RECENT = 8
ACT = "act"


class Finding(QObject):
    """Asks the store as one types, and goes where the answer leads."""

    def __init__(self, bench: Bench, box: SearchBox, actions: Actions) -> None:
        super().__init__(box)
        self._bench = bench
        self._box = box
        self._actions = actions
        box.asked.connect(self._ask)
        box.begun.connect(self._offer_recent)
        box.taken.connect(self._take)

    def seen(self, kind: str, number: int) -> None:
        """Something was opened: it stands first among what was seen last."""
        if kind in _OPENS and self._bench.has_actor:
            rest = [one for one in self._recent() if one != (kind, number)]
            kept = [(kind, number), *rest][:_RECENT]
            self._bench.settings.setValue(self._key(), json.dumps(kept))

    def _ask(self, text: str) -> None:
        if not text:
            self._box.hide_hits()
            return
        show = partial(self._show, text)
        self._bench.jobs.run(_find, show, None, text, key="search")

    def _show(self, text: str, found: Sequence[searching.Found]) -> None:
        hits = [_hit(one, _group(answer), text) for answer in found for one in answer.hits]
        self._box.show_hits(text, [*hits, *self._acts(text)])

    def _acts(self, text: str) -> list[Hit]:
        """What can be done, by a piece of its name."""
        from ipdesk.services.searching import hit_part

        found = [
            Hit("操作", action.text(), action.shortcut().toString(), (ACT, name), part)
            for name, action in self._actions.by_id.items()
            if action.isEnabled() and (part := hit_part(action.text(), text))[1]
        ]
        return found[:_ACTS]

    def _offer_recent(self) -> None:
        wanted = self._recent()
        if wanted:
            run = self._bench.jobs.run
            run(_named, self._show_recent, None, wanted, key="search")

    def _show_recent(self, found: Sequence[searching.Hit]) -> None:
        if not self._box.text() and self._box.edit.hasFocus():
            self._box.show_hits("", [_hit(one, "最近打开", "") for one in found])

    def _take(self, target: tuple[str, object]) -> None:
        place, what = target
        if place == ACT:
            self._actions.by_id[str(what)].trigger()
            return
        kind = next(kind for kind, opens in _OPENS.items() if opens == place)
        if isinstance(what, int):
            self.seen(kind, what)
        self._bench.go(place, what)

    def _recent(self) -> list[tuple[str, int]]:
        if not self._bench.has_actor:
            return []
        try:
            kept = json.loads(str(self._bench.settings.value(self._key(), "[]")))
            return [(str(kind), int(number)) for kind, number in kept]
        except (ValueError, TypeError):
            return []

    def _key(self) -> str:
        return f"recent/{self._bench.actor.id}"


def _find(office: Office, text: str) -> Sequence[searching.Found]:
    from ipdesk.services import searching

    return searching.find_all(office, text, _EACH)


def _named(office: Office, wanted: Sequence[tuple[str, int]]) -> Sequence[searching.Hit]:
    from ipdesk.services import searching

    return searching.named(office, wanted)


def _group(found: searching.Found) -> str:
    from ipdesk.services.searching import COUNTED

    more = found.among >= COUNTED
    return f"{_GROUPS[found.kind]}　{found.among}{' 条以上' if more else ' 条'}"


def _hit(found: searching.Hit, group: str, text: str) -> Hit:
    from ipdesk.services.searching import hit_part

    title, _, note = found.label.partition(" · ")
    part = hit_part(title, text)
    beside = (0, 0) if part[1] else hit_part(note, text)
    return Hit(group, title, note, (_OPENS[found.kind], found.id), part, beside)
