"""逐条比较: two policies side by side, clause by clause; what changed is marked on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from html import escape

from PySide6.QtWidgets import QTextBrowser, QWidget

from ipdesk.domain.policy import Clause
from ipdesk.domain.policy_difference import (
    CHANGED,
    GONE,
    NEW,
    SAME,
    AwardChange,
    ClauseChange,
    PolicyDifference,
)
from ipdesk.services.pack_compare import award_amount, value_text
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import FlagField, label, row
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.wording import Wording

_SIGNS = {CHANGED: "≠", NEW: "＋", GONE: "－", SAME: "＝"}
_TONES = {CHANGED: "attention", NEW: "done", GONE: "fault", SAME: "muted"}
_LONGEST = 4000  # letters of a clause that are compared one by one


class CompareSheet(Sheet):
    """Old at the left, new at the right; clauses that say the same can be left out."""

    def __init__(
        self,
        bench: Bench,
        old: str,
        new: str,
        found: PolicyDifference,
        carried: Sequence[str] = (),
    ) -> None:
        super().__init__(bench.messages.window, "逐条比较", "关闭")
        self.no.hide()
        self.setMinimumSize(1080, 640)
        self._words = bench.wording
        self._names = (old, new)
        self._found = found
        counts = {kind: len(found.of_kind(kind)) for kind in (SAME, CHANGED, NEW, GONE)}
        said = "　".join(
            f"{_SIGNS[kind]} {self._words.label('compare-kind', kind)} {count} 条"
            for kind, count in counts.items()
        )
        self.counts = label(said)
        self.only = FlagField("只看有变动的")
        self.only.setChecked(True)
        self.only.edited.connect(self._write)
        self.text = QTextBrowser()
        self.text.setAccessibleName("逐条比较")
        self.text.setOpenLinks(False)
        head = QWidget()
        head.setProperty("kind", "clear")
        head.setLayout(row(self.counts, None, self.only))
        self.body.addWidget(head)
        if carried:  # what the old one paid counts for the new one
            self.body.addWidget(label("\n".join(carried), "muted", wrap=True, select=True))
        self.body.addWidget(self.text, 1)
        self._write()

    def _write(self) -> None:
        shown = [c for c in self._found.clauses if c.kind != SAME or not self.only.isChecked()]
        rows = [self._names_row(), *self._head_rows()]
        for clause in shown:
            rows += _clause_rows(clause, self._words)
        look = theme.current()
        self.text.document().setDefaultStyleSheet(_style())
        self.text.setHtml(
            f"<table width='100%' cellspacing='0' cellpadding='6' border='0'"
            f" style='font-size:{look.points('table')}pt'>{''.join(rows)}</table>"
        )

    def _names_row(self) -> str:
        old, new = (escape(name) for name in self._names)
        return (
            f"<tr><td width='50%'><b>原：{old}</b></td><td width='50%'><b>新：{new}</b></td></tr>"
        )

    def _head_rows(self) -> list[str]:
        rows = []
        for change in self._found.head:
            what = escape(self._words.label("differs-in", change.what))
            old, new = (
                escape(value_text(change.what, value, self._words))
                for value in (change.old, change.new)
            )
            rows.append(
                f"<tr><td>{what}：<span class='mark'>{old}</span></td>"
                f"<td>{what}：<span class='mark'>{new}</span></td></tr>"
            )
        return rows


def _style() -> str:
    colours = theme.current().colours
    return (
        f".mark {{ background-color: {colours.quote_mark}; }}"
        f".clause {{ background-color: {colours.raised}; }}"
        f".muted {{ color: {colours.muted}; }}"
        + "".join(
            f".{kind} {{ color: {getattr(colours, tone)}; }}" for kind, tone in _TONES.items()
        )
        + f"td {{ color: {colours.text}; border-top: 1px solid {colours.line}; }}"
    )


def _clause_rows(clause: ClauseChange, words: Wording) -> list[str]:
    kind = clause.kind
    sign = f"<b class='{kind}'>{_SIGNS[kind]} {escape(words.label('compare-kind', kind))}</b>"
    rows = [
        f"<tr class='clause'><td class='clause'>{sign}　{_heading(clause.old)}</td>"
        f"<td class='clause'>{_heading(clause.new)}</td></tr>"
    ]
    rows += [_award_row(one, words) for one in clause.awards]
    if clause.text_changed or kind in (NEW, GONE):
        old, new = marked(clause.old_text, clause.new_text)
        rows.append(
            f"<tr><td class='muted'>{old or '—'}</td><td class='muted'>{new or '—'}</td></tr>"
        )
    return rows


def _heading(clause: Clause | None) -> str:
    return f"<b>{escape(clause.number)}{escape(clause.heading)}</b>" if clause else "—"


def _award_row(one: AwardChange, words: Wording) -> str:
    sign = f"<span class='{one.kind}'>{_SIGNS[one.kind]}</span>"
    if one.old is None or one.new is None:
        cells = (
            f"<td>{sign} {escape(award.label)}<br>{escape(award_amount(award, words))}</td>"
            if award is not None
            else "<td>—</td>"
            for award in (one.old, one.new)
        )
        return f"<tr>{''.join(cells)}</tr>"
    old, new = [], []
    for change in one.changes:
        if change.what != "quote":
            what = escape(words.label("differs-in", change.what))
            before, now = (value_text(change.what, v, words) for v in (change.old, change.new))
            left, right = marked(before, now) if change.what == "who" else _whole(before, now)
            old.append(f"{what} {left}")
            new.append(f"{what} {right}")
    same = [escape(award_amount(one.new, words))]
    cells = (
        f"<td>{sign} {escape(award.label)}<br>{'，'.join(said or same)}</td>"
        for award, said in ((one.old, old), (one.new, new))
    )
    return f"<tr>{''.join(cells)}</tr>"


def _whole(old: str, new: str) -> tuple[str, str]:
    """Values are marked as a whole: of two amounts nobody compares the figures one by one."""
    return f"<span class='mark'>{escape(old)}</span>", f"<span class='mark'>{escape(new)}</span>"


def marked(old: str, new: str) -> tuple[str, str]:
    """Both texts with the letters marked that the other one has not."""
    if not (old and new) or max(len(old), len(new)) > _LONGEST:
        return escape(old), escape(new)
    left: list[str] = []
    right: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = kind == "equal"
        for said, side in ((old[a:b], left), (new[c:d], right)):
            if said:
                side.append(escape(said) if same else f"<span class='mark'>{escape(said)}</span>")
    return "".join(left), "".join(right)
