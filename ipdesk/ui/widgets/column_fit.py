"""How wide the columns of a list are: by what stands in them, and names before the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ipdesk.ui import theme

if TYPE_CHECKING:
    from ipdesk.ui.widgets.record_view import RecordView

_SEEN = 64  # rows measured of each page that comes
_HEAD, _SIGN = 22, 14  # around the words of a head, and the sign of the order
_MOST = 1.4  # a column that does not stretch takes so much of its usual width
_GIVEN = 0.4  # of what the stretching ones need, before another column goes
_LEAST = 72  # a stretching one keeps room for a few letters
_SCROLLED = 150  # where the list is scrolled sideways anyway, for a name to be known by
_AIRY = 1.35  # what is left over: first so much of their words for the stretching ones


class Wish(NamedTuple):
    """What a stretching column would like, what it must have, and its share of the room."""

    need: int
    least: int
    share: int


class ColumnFit:
    """Measures what comes and shares the room; what a clerk pulled wide stays as pulled."""

    def __init__(self, view: RecordView) -> None:
        self._view = view
        self._needs: dict[int, int] = {}
        self.pulled = False  # widths are the clerk's
        self.chosen = False  # which columns are shown is the clerk's choice
        self.left_out: frozenset[int] = frozenset()  # by the place, where nobody chose

    def forget(self) -> None:
        """The letters have another size: everything is measured anew."""
        self._needs.clear()
        self.take(0, _SEEN)

    def take(self, first: int, last: int) -> bool:
        """Measure rows that have come; True when a column needs more than before."""
        view, records, grown = self._view, self._view.records, False
        rows = range(first, min(last + 1, first + _SEEN, records.rowCount()))
        found = [one for row in rows if (one := records.here(row)) is not None]
        for number, column in enumerate(records.columns):
            out_of_sight = column.hidden and not column.spare and view.isColumnHidden(number)
            if not found or out_of_sight:
                continue
            need = max(view.cells.needed(column, one) for one in found)
            if need > self._needs.get(number, 0):
                self._needs[number] = need
                grown = True
        return grown

    def shown(self) -> list[int]:
        """The columns shown; where nobody chose, the spare ones as room permits."""
        columns = self._view.records.columns
        if self.chosen:
            return [n for n in range(len(columns)) if not self._view.isColumnHidden(n)]
        usual = (n for n, column in enumerate(columns) if not column.hidden)
        shown = [
            n
            for n in usual
            if n not in self.left_out and (not columns[n].rare or self._needs.get(n))
        ]
        rest = self._view.viewport().width() - sum(self._need(n) for n in shown)
        spare = sorted(
            (n for n, one in enumerate(columns) if one.spare and self._needs.get(n)),
            key=lambda n: columns[n].spare,
        )
        for number in (n for n in spare if columns[n].hidden):
            rest -= self._need(number)
            if rest < 0:
                break
            shown.append(number)
        # Names give up a part of their words, not more: then a spare column goes.
        names = sum(self._need(n) for n in shown if columns[n].stretch)
        for number in (n for n in reversed(spare) if n in shown and not columns[n].hidden):
            if rest >= -names * _GIVEN:
                break
            rest += self._need(number)
            shown.remove(number)
        return sorted(shown)

    def of(self, shown: Sequence[int]) -> dict[int, int]:
        """How wide each of these is in the window as it is."""
        columns, view = self._view.records.columns, self._view
        greedy = [n for n in shown if columns[n].stretch]
        found = {n: view.columnWidth(n) if self.pulled else self._need(n) for n in shown}
        room = view.viewport().width() - sum(found[n] for n in shown if n not in greedy)
        wishes = self._wishes(greedy, _LEAST)
        if room < sum(wish.least for wish in wishes):
            wishes = self._wishes(greedy, _SCROLLED)
        found.update(zip(greedy, shared(room, wishes), strict=True))
        left = view.viewport().width() - sum(found.values())
        if left > 0 and not self.pulled:
            for place, number in enumerate(shown):
                found[number] += _part(left, place, len(shown))
        elif left > 0 and greedy:
            found[greedy[0]] += left
        return found

    def _wishes(self, greedy: Sequence[int], least: int) -> list[Wish]:
        few, columns = theme.current().px(least), self._view.records.columns
        needs = {n: self._need(n) for n in greedy}
        return [Wish(need, min(need, few), columns[n].stretch) for n, need in needs.items()]

    def _need(self, number: int) -> int:
        column, look = self._view.records.columns[number], theme.current()
        usual = look.px(column.width)
        words = self._view.horizontalHeader().fontMetrics().horizontalAdvance(column.title)
        head = words + _HEAD + (_SIGN if column.sort else 0)
        if number not in self._needs:
            return max(usual, head)
        need = self._needs[number]
        if not column.stretch and column.align != "right":
            need = min(need, round(usual * _MOST))
        return max(need, head)


def shared(room: int, wishes: Sequence[Wish]) -> list[int]:
    """What each gets of the room: nobody more than it wishes while another still wants."""
    found = [wish.least for wish in wishes]
    open_ = set(range(len(wishes)))
    rest = room
    while open_:
        shares = sum(wishes[n].share for n in open_)
        full = {n for n in open_ if wishes[n].need * shares <= rest * wishes[n].share}
        for n in full or open_:
            fair = rest * wishes[n].share // shares
            found[n] = wishes[n].need if full else max(wishes[n].least, fair)
        rest -= sum(found[n] for n in full)
        open_ -= full or open_
    return _aired(max(room - sum(found), 0), wishes, found)


def _aired(left: int, wishes: Sequence[Wish], found: list[int]) -> list[int]:
    """Some air for the stretching columns before the rest is spread over all."""
    airs = [round(wish.need * (_AIRY - 1)) for wish in wishes]
    for number, air in enumerate(airs):
        found[number] += air if sum(airs) <= left else left * air // max(1, sum(airs))
    return found


def _part(whole: int, place: int, among: int) -> int:
    """One of so many equal parts that add up to the whole."""
    return whole * (place + 1) // among - whole * place // among
