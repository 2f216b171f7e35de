"""From a draft as it was read to what the columns show: entries, underlined numbers, filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ipdesk.domain.draft import Span
from ipdesk.services.policy_drafts import (
    DraftPage,
    PartKey,
    PartRow,
    UnreadRow,
    held_numbers,
)
from ipdesk.ui.drafting.entries import Entry
from ipdesk.ui.drafting.text import Line, Number, Place

ALL, OPEN, DOUBTFUL, SETTLED, UNREAD = "all", "open", "doubtful", "settled", "unread"
FILTERS = (
    (OPEN, "待确认"),
    (DOUBTFUL, "有疑问"),
    (SETTLED, "已确认"),
    (UNREAD, "未读懂"),
    (ALL, "全部"),
)
SURE = {"high": "有把握", "middle": "请留意", "low": "没把握"}
_TONES = {"high": "quiet", "middle": "attention", "low": "fault"}
# Of several proposals on one number the one that is least settled gives its look.
_RANK = {"unread": 0, "proposed": 1, "confirmed": 2, "written-off": 3}
HEAD = "文件本身"
OUTSIDE = "条款以外"


@dataclass(frozen=True, slots=True)
class Thing:
    """One entry of the list: a part of the draft, or a number nobody placed."""

    number: int
    part: PartRow | None
    unread: UnreadRow | None = None

    @property
    def key(self) -> PartKey | None:
        return self.part.key if self.part is not None else None

    @property
    def state(self) -> str:
        return self.part.state if self.part is not None else "unread"

    @property
    def look(self) -> str:
        """How it is drawn: a number the program could answer for by itself is settled."""
        answered = self.part is not None and self.part.key.kind == "answer"
        return "written-off" if answered and not self.open else self.state

    @property
    def open(self) -> bool:
        """Whether somebody must still settle it."""
        return self.part is None or self.part.open

    @property
    def doubtful(self) -> bool:
        part = self.part
        if part is None:
            return True
        lacking = part.key.kind == "head" and bool(part.unsure)
        return part.open and (lacking or part.sure in ("middle", "low"))

    @property
    def clause(self) -> str:
        if self.part is not None:
            return self.part.clause
        return self.unread.clause if self.unread is not None else ""

    @property
    def name(self) -> str:
        """What tells it from the others, also after the draft was read again."""
        if self.part is not None:
            return f"{self.part.key.kind}:{self.part.key.part}"
        assert self.unread is not None  # one of them is there
        return f"unread:{self.unread.span}"

    @property
    def sentence(self) -> Place | None:
        return place_of(self.part.sentence if self.part is not None else None)

    @property
    def figure(self) -> Place | None:
        if self.part is not None:
            return place_of(self.part.number)
        return place_of(self.unread.span if self.unread is not None else None)


def things(page: DraftPage, uncovered: Sequence[UnreadRow] = ()) -> tuple[Thing, ...]:
    """Everything in the order of the text; what the policy says of itself stands first.

    `uncovered` are numbers the check found without an answer, beside those nobody read.
    """
    order = {clause: n for n, clause in enumerate(dict.fromkeys(p.clause for p in page.text))}
    found: list[tuple[tuple[int, int, int, int], PartRow | None, UnreadRow | None]] = []
    for part in page.parts:
        span = part.number or part.sentence
        where = (span.paragraph, span.start) if span is not None else (10**6, 0)
        late = 1 if part.key.kind == "answer" else 0
        place = -1 if part.key.kind == "head" else order.get(part.clause, 10**6)
        found.append(((place, late, *where), part, None))
    known = {unread.span for unread in page.unread}
    for unread in (*page.unread, *(one for one in uncovered if one.span not in known)):
        place = order.get(unread.clause, 10**6)
        found.append(((place, 0, unread.span.paragraph, unread.span.start), None, unread))
    found.sort(key=lambda each: each[0])
    return tuple(Thing(n, part, unread) for n, (_, part, unread) in enumerate(found))


def matches(name: str) -> Callable[[Thing], bool]:
    """The filter of this name."""
    return {
        ALL: lambda thing: True,
        OPEN: lambda thing: thing.open,
        DOUBTFUL: lambda thing: thing.doubtful,
        SETTLED: lambda thing: not thing.open,
        UNREAD: lambda thing: thing.part is None,
    }[name]


def counts(all_things: Sequence[Thing]) -> dict[str, int]:
    """How many each filter shows."""
    return {name: sum(map(matches(name), all_things)) for name, _ in FILTERS}


def entries(page: DraftPage, shown: Sequence[Thing]) -> list[Entry]:
    """The lines of the list."""
    headings = clause_headings(page)
    return [_entry(thing, headings) for thing in shown]


def clause_headings(page: DraftPage) -> Mapping[str, str]:
    """The clauses as the list heads them: number and heading as they stand in the text."""
    found: dict[str, str] = {}
    for paragraph in page.text:
        if paragraph.clause and paragraph.clause not in found:
            found[paragraph.clause] = _first_words(paragraph.text)
    return found


def changed(before: DraftPage, after: DraftPage) -> str:
    """The first part that is not what it was; "" when none is."""
    known = {part.key: (part.state, part.title, part.line, part.reason) for part in before.parts}
    for part in after.parts:
        if known.get(part.key) != (part.state, part.title, part.line, part.reason):
            return f"{part.key.kind}:{part.key.part}"
    return ""


def numbers(page: DraftPage, all_things: Sequence[Thing]) -> list[Number]:
    """Every number with its state; of several things on it the least settled gives its look."""
    known = {thing.key: thing for thing in all_things if thing.key is not None}
    found = []
    for span, keys in held_numbers(page):
        held = [known[key] for key in keys if key in known]
        if held:
            least = min(held, key=lambda thing: _RANK[thing.look])
            found.append(Number(Place(*span), least.look, least.number))
    unread = [one for one in all_things if one.part is None]
    for one in unread:
        place = one.figure
        assert place is not None  # an unread number has its place
        found = [number for number in found if not _over(number.place, place)]
        found.append(Number(place, "unread", one.number))
    return found


def _over(one: Place, other: Place) -> bool:
    return one.paragraph == other.paragraph and one.start < other.end and other.start < one.end


def sentences(all_things: Sequence[Thing]) -> list[tuple[Place, int]]:
    """Where each entry has its sentence."""
    return [(place, thing.number) for thing in all_things if (place := thing.sentence) is not None]


def lines(page: DraftPage) -> list[Line]:
    """The text; a heading that opens a clause is set less than a chapter."""
    return [Line(p.text, (2 if p.clause else 1) if p.heading else 0) for p in page.text]


def _entry(thing: Thing, headings: Mapping[str, str]) -> Entry:
    part = thing.part
    clause = headings.get(thing.clause, OUTSIDE)
    if part is None:
        assert thing.unread is not None  # one of them is there
        said = f"没有读懂：……{thing.unread.around}……"
        return Entry(thing.number, clause, thing.unread.text, thing.unread.sort, "unread",
                     "未读懂", "fault", said)  # fmt: skip
    if part.key.kind == "head":
        clause = HEAD
    sure, tone = "", "quiet"
    if part.open and part.sure:
        sure, tone = SURE[part.sure], _TONES[part.sure]
    settled = f"{part.by} {part.at:%m-%d %H:%M}" if part.at is not None else ""
    said = "；".join((*part.reasons, *filter(None, (part.reason, settled))))
    return Entry(thing.number, clause, part.title, part.line, thing.look, sure, tone, said)


def place_of(span: Span | None) -> Place | None:
    """A span of the draft as the text shows it."""
    return Place(span.paragraph, span.start, span.end) if span is not None else None


def _first_words(text: str) -> str:
    for stop in "。；\n":
        text = text.split(stop)[0]
    return text[:28]
