"""The search box at work: answers by kind with their counts, acts by name, what was seen last."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from ipdesk.domain.money import figures
from ipdesk.domain.stages import Role
from ipdesk.services import searching
from ipdesk.ui.actions import Actions
from ipdesk.ui.bench import Bench
from ipdesk.ui.spots import SPOTS
from ipdesk.ui.widgets import Hit, SearchBox

_GROUPS = {"applicant": "申报主体", "claim": "申报", "draft": "草稿", "letter": "文书"}
_OPENS = {"applicant": "applicants", "claim": "claims", "letter": "notices"}
_EACH = 8
_ACTS = 6
_RECENT = 8
ACT = "act"


class Finding(QObject):
    """Asks the store as one types, and goes where the answer leads."""

    def __init__(
        self,
        bench: Bench,
        box: SearchBox,
        actions: Actions,
        of_page: Callable[[], Sequence[QAction]] = tuple,
    ) -> None:
        """`of_page` are the acts of the page that is shown."""
        super().__init__(box)
        self._bench = bench
        self._box = box
        self._actions = actions
        self._of_page = of_page
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
        self._bench.jobs.run(searching.find_all, show, None, text, _EACH, key="search")

    def _show(self, text: str, found: Sequence[searching.Found]) -> None:
        hits = [
            self._hit(one, _group(answer, text), text) for answer in found for one in answer.hits
        ]
        self._box.show_hits(text, [*hits, *self._acts(text)])

    def _acts(self, text: str) -> list[Hit]:
        """What can be done, by a piece of its name or of what it is also called."""
        own = [one for one in self._of_page() if one.text() and one.isEnabled()]
        named = [one for one in self._actions.by_id.values() if one.isEnabled()]
        keys = QKeySequence.SequenceFormat.NativeText
        found = [
            Hit("操作", action.text(), action.shortcut().toString(keys), (ACT, action), part)
            for action in (*own, *named)
            if (part := searching.hit_part(action.text(), text))[1]
        ]
        for spot in SPOTS:
            part = searching.hit_part(spot.caption, text)
            other = next((w for w in spot.words.split() if searching.hit_part(w, text)[1]), "")
            if part[1] or other:
                said = "" if part[1] else other
                target, beside = (spot.place, spot.target), searching.hit_part(said, text)
                found.append(Hit("操作", spot.caption, said, target, part, beside))
        # What begins with it goes first; what is called so before what is only also called so.
        found.sort(key=_how_near)
        # An act of the window that the page has too, or that is also a place, stands there once.
        once: dict[str, Hit] = {}
        for hit in found:
            once.setdefault(hit.title, hit)
        return list(once.values())[:_ACTS]

    def _offer_recent(self) -> None:
        wanted = self._recent()
        if wanted:
            run = self._bench.jobs.run
            run(searching.named, self._show_recent, None, wanted, key="search")

    def _show_recent(self, found: Sequence[searching.Hit]) -> None:
        if not self._box.text() and self._box.edit.hasFocus():
            self._box.show_hits("", [self._hit(one, "最近打开", "") for one in found])

    def _take(self, target: tuple[str, object]) -> None:
        place, what = target
        if isinstance(what, QAction):
            what.trigger()
            return
        kind = next((kind for kind, opens in _OPENS.items() if opens == place), "")
        if isinstance(what, int):
            self.seen(kind, what)
        self._bench.go(place, what)

    def _hit(self, found: searching.Hit, group: str, text: str) -> Hit:
        title, _, note = found.label.partition(" · ")
        part = searching.hit_part(title, text)
        beside = (0, 0) if part[1] else searching.hit_part(note, text)
        target = (_OPENS[found.kind], found.id)
        second = None
        if found.kind == "applicant" and self._bench.may(Role.CLERK):
            second = ("为其新建申报", ("claims", ("new", found.id)))
        return Hit(group, title, note, target, part, beside, second)

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


def _how_near(hit: Hit) -> tuple[bool, int, int]:
    return not hit.part[1], hit.part[0] - hit.title.find("：") - 1, hit.note_part[0]


def _group(found: searching.Found, text: str) -> str:
    more = found.among >= searching.COUNTED
    fen = searching.amount_in(text)
    named = f"金额 {figures(fen)} 元的申报" if found.kind == "amount" and fen else ""
    return f"{named or _GROUPS[found.kind]}　{found.among}{' 条以上' if more else ' 条'}"
