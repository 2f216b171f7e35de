"""What is behind a row, period by period: figures, who said them when, and their sources."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ipdesk.domain.measure import Standing
from ipdesk.domain.money import figures
from ipdesk.domain.observation import Observation
from ipdesk.services.targets.board import CellStory, RowStory
from ipdesk.services.targets.common import number_text, span_text
from ipdesk.services.targets.feeds import Trace
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import Card, label

_MOST_TRACED = 8
_STATES = {"corrected": "已更正", "withdrawn": "已撤回"}
Go = Callable[[Trace], object]


def story_card(bench: Bench, story: RowStory, go: Go) -> Card:
    """The periods of the year with their figures; below each what it was counted from."""
    card = Card("各期填报", f"{story.board.clause_text}", padding=14)
    card.set_note("")
    some = False
    for subject, cells in story.cells.items():
        if not cells:
            continue
        some = True
        name = _name(bench, story, subject)
        if name:
            card.body.addWidget(label(name, "strong", wrap=True))
        card.body.addWidget(_periods(bench, cells))
        for cell in _traced(bench, subject, cells):
            _add_traces(card, bench, cell, go)
    if not some:
        card.body.addWidget(label("这一年还没有填报。", "muted", wrap=True))
    return card


def shown_value(one: Observation) -> str:
    return one.step or number_text(one.value)


def history_line(one: Observation) -> str:
    """One thing that was said: the figure, when and by whom, and why it no longer stands."""
    parts = [f"{one.reported_on:%Y-%m-%d} {one.department or ''}", one.operator]
    state = _STATES.get(one.state)
    said = f"{shown_value(one)}　{'，'.join(part.strip() for part in parts if part.strip())}"
    if state:
        said += f"　{state}"
    if one.reason:
        said += f"（更正原因：{one.reason}）"
    return said


def _name(bench: Bench, story: RowStory, subject: str) -> str:
    for policy in bench.policies:
        if subject in policy.measures:
            measure = policy.measures[subject]
            return f"{measure.name}（{measure.unit}）"
    return story.row.measure


def _traced(bench: Bench, subject: str, cells: tuple[CellStory, ...]) -> tuple[CellStory, ...]:
    """Of a figure that stands at an end only the last period; of what adds up each of them."""
    traced = tuple(cell for cell in cells if cell.trace)
    known = (policy.measures.get(subject) for policy in bench.policies)
    measure = next((each for each in known if each is not None), None)
    stock = measure is not None and measure.standing is Standing.STOCK
    return traced[-1:] if stock else traced


def _periods(bench: Bench, cells: tuple[CellStory, ...]) -> QWidget:
    inside = QWidget()
    inside.setProperty("kind", "clear")
    grid = QGridLayout(inside)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(2, 1)
    top = Qt.AlignmentFlag.AlignTop
    for number, story in enumerate(cells):
        cell = story.cell
        period = span_text(bench.wording, cell.span)
        grid.addWidget(label(period, "small"), number, 0, top)
        value = shown_value(cell.reported) if cell.reported else number_text(cell.counted)
        shown = label(value, "strong", select=True)
        grid.addWidget(shown, number, 1, top | Qt.AlignmentFlag.AlignRight)
        grid.addWidget(label(_about(story), "small", wrap=True), number, 2, top)
    return inside


def _about(story: CellStory) -> str:
    cell, said = story.cell, []
    if cell.reported is None:
        said.append("按登记的记录计")
    else:
        said.append(f"{cell.reported.reported_on:%Y-%m-%d} 报")
        if cell.reported.source:
            said.append(cell.reported.source)
        if cell.reported.note:
            said.append(cell.reported.note)
    if cell.differs:
        said.append(f"按记录计 {number_text(cell.counted)}，与填报不同")
    old = [history_line(one) for one in story.history if one.state != "stands"]
    return "\n".join(["；".join(said), *old])


def _add_traces(card: Card, bench: Bench, story: CellStory, go: Go) -> None:
    names = {"claim": "申报", "roster": "名册", "activity": "活动", "meeting": "会议"}
    kind = names.get(story.trace[0].entity, "")
    period = span_text(bench.wording, story.cell.span)
    said = f"{period}的来源：{kind} {len(story.trace)} 条"
    card.body.addWidget(label(said, "field", wrap=True))
    for trace in story.trace[:_MOST_TRACED]:
        told = [f"{trace.day:%Y-%m-%d}", trace.detail]
        if trace.fen is not None:
            told.append(f"{figures(trace.fen)} 元")
        if trace.pieces is not None:
            told.append(f"计 {trace.pieces}")
        about = escape("　".join(part for part in told if part))
        # One text that wraps: a name as long as the place is wide is not cut.
        line = QLabel(f'<a href="go">{escape(trace.label)}</a>　{about}')
        line.setProperty("role", "note")
        line.setWordWrap(True)
        line.setAccessibleName(f"{trace.label}：打开")
        flags = Qt.TextInteractionFlag
        line.setTextInteractionFlags(flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard)
        line.linkActivated.connect(partial(_go, go, trace))
        card.body.addWidget(line)
    rest = len(story.trace) - _MOST_TRACED
    if rest > 0:
        card.body.addWidget(label(f"另有 {rest} 条", "small"))


def _go(go: Go, trace: Trace, _link: str) -> None:
    go(trace)
