"""起草中的政策: the parts of a draft with what became of each, and the draft they make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final, NamedTuple

from ipdesk.domain.draft import TYPED, Answered, Draft, DraftRow, Head, Proposal, Span
from ipdesk.domain.policy import Choice

PROPOSED: Final = "proposed"
CONFIRMED: Final = "confirmed"
OFF: Final = "written-off"


class PartKey(NamedTuple):
    """Which part: head, proposal, row or answer, and its number."""

    kind: str
    part: str


HEAD: Final = PartKey("head", "head")
Value = Head | Proposal | DraftRow | Answered


@dataclass(frozen=True, slots=True)
class Part:
    """One part as it stands."""

    key: PartKey
    place: int
    value: Value
    state: str = PROPOSED
    reason: str = ""
    operator: int | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SettledCase:
    """A boundary case a person has looked at; `amounts` where it was put right."""

    inputs: str  # the case it was: another one is to be looked at anew
    state: str
    amounts: Mapping[str, int] = field(default_factory=dict)  # claim, fen
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ChosenReading:
    """口径 as somebody chose it, and by which document."""

    value: str
    document: str = ""
    document_on: date | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """What was decided beside the parts: cases and readings, by their keys."""

    cases: Mapping[str, SettledCase] = field(default_factory=dict)
    readings: Mapping[str, ChosenReading] = field(default_factory=dict)
    replaces: str = ""  # the pack of the policy before


@dataclass(frozen=True, slots=True)
class Work:
    """A draft under work: the text as it was read, and its parts."""

    id: int
    pack: str
    title: str
    replaces: str
    base: Draft
    parts: Mapping[PartKey, Part]
    settled: Settled = Settled()
    before: tuple[Choice, ...] = ()  # the awards of the policy it takes the place of

    def of(self, kind: str) -> Iterator[Part]:
        """The parts of a kind in the order of the text."""
        return (part for part in self.parts.values() if part.key.kind == kind)

    @property
    def draft(self) -> Draft:
        """The draft as the parts stand: what is written off is answered for, not proposed."""
        off = {part.key.part: part for part in self.of("proposal") if part.state == OFF}
        answered = [_answer(part.value, off) for part in self.of("answer")]
        answered += [one for part in off.values() for one in _off(part)]
        proposals = (_settled(part) for part in self.of("proposal") if part.state != OFF)
        rows = (_settled(part) for part in self.of("row") if part.state != OFF)
        answered += [one for part in self.of("row") if part.state == OFF for one in _row_off(part)]
        head = self.parts[HEAD]
        assert isinstance(head.value, Head)  # kept under that key
        return replace(
            self.base,
            head=replace(head.value, proposed=()) if head.state == CONFIRMED else head.value,
            proposals=tuple(one for one in proposals if isinstance(one, Proposal)),
            rows=tuple(one for one in rows if isinstance(one, DraftRow)),
            answered=tuple(dict.fromkeys(answered)),
        )

    def sentence(self, key: PartKey) -> Span | None:
        """Where the words of a part stand; None when they stand nowhere."""
        value = self.parts[key].value
        if isinstance(value, Answered):
            return value.span
        if isinstance(value, Proposal):
            return quote_at(self.base, value.clause, value.quote, value.span.paragraph)
        if isinstance(value, DraftRow):
            return quote_at(self.base, value.clause, value.quote)
        return None


def quote_at(draft: Draft, clause: str, quote: str, first: int = -1) -> Span | None:
    """The place of verbatim words in a clause; `first` is the paragraph to look in first."""
    known = next((one.paragraphs for one in draft.clauses if one.id == clause), ())
    for n in (first, *known) if first >= 0 else known:
        start = draft.text.paragraphs[n].text.find(quote)
        if start >= 0 and quote:
            return Span(n, start, start + len(quote))
    return None


def _settled(part: Part) -> Value:
    """A part without doubts when somebody has confirmed it."""
    if part.state == CONFIRMED and isinstance(part.value, Proposal | DraftRow):
        return replace(part.value, reasons=())
    return part.value


def _answer(value: Value, off: Mapping[str, Part]) -> Answered:
    """A condition of an award that was written off goes with it."""
    assert isinstance(value, Answered)  # kept under that kind
    gone = off.get(value.by)
    return replace(value, code=TYPED, by=gone.reason) if gone else value


def _off(part: Part) -> Iterator[Answered]:
    one = part.value
    assert isinstance(one, Proposal)  # kept under that kind
    for words in dict.fromkeys((one.written, *(limit.quote for limit in one.limits))):
        if words:
            yield Answered(one.clause, words, TYPED, part.reason)


def _row_off(part: Part) -> Iterator[Answered]:
    row = part.value
    assert isinstance(row, DraftRow)  # kept under that kind
    if row.value is not None and row.written:
        yield Answered(row.clause, row.written, TYPED, part.reason)
