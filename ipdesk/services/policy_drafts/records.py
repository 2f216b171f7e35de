"""What the editor of a draft shows: the text, its parts, what is left to do and how it checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ipdesk.domain.draft import Span
from ipdesk.domain.draft_work import PartKey, Work
from ipdesk.domain.policy import Choice, Policy
from ipdesk.services.office import Changes

FieldValue = str | bool | tuple[str, ...]
Values = Mapping[str, FieldValue]


@dataclass(frozen=True, slots=True)
class Started:
    """A new draft, or a new part of one."""

    id: int
    changes: Changes
    key: PartKey | None = None


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One open draft in the list."""

    id: int
    title: str
    pack: str
    file_name: str
    replaces: str
    by: str
    at: datetime
    changed_at: datetime
    proposed: int
    confirmed: int
    written_off: int
    open: int  # parts somebody has still to settle


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """One paragraph of the cleaned text."""

    n: int
    text: str
    heading: bool
    clause: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part beside the text: what was read, how sure, and what became of it."""

    key: PartKey
    clause: str
    state: str
    title: str
    line: str  # amount, unit and ceilings in words
    sure: str  # high | middle | low | ""
    sure_text: str
    reasons: tuple[str, ...]
    unsure: tuple[str, ...]  # fields of the form to look at
    sentence: Span | None
    number: Span | None
    reason: str
    by: str
    at: datetime | None
    open: bool  # somebody has still to settle it


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """A number that nothing stands for."""

    clause: str
    text: str
    sort: str
    around: str
    span: Span


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A draft as the editor opens it."""

    id: int
    title: str
    pack: str
    replaces: str
    replaces_title: str
    text: tuple[TextParagraph, ...]
    parts: tuple[PartRow, ...]
    unread: tuple[UnreadRow, ...]
    left: int
    undo: str  # words of the step that would be taken back; "" when there is none
    work: Work


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of the form of a part, its value as a person would type it."""

    id: str
    label: str
    kind: str  # text | amount | count | flag | choice | many | lines | day
    value: FieldValue
    choices: tuple[Choice, ...] = ()
    help: str = ""
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceKind:
    """The usual papers of one kind of award."""

    id: str
    name: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckProblem:
    """Something the pack of the draft would be refused for, and the part it is in."""

    text: str
    clause: str
    key: PartKey | None
    field: str = ""  # of the form of the part, where it is typed


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One claim of a boundary case in words: what is given, what is expected, what comes out."""

    claim: str
    given: str
    expected: str
    found: str
    expected_fen: int
    passed: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """A boundary case for a person to confirm or to put right."""

    key: str
    award: str
    clause: str
    name: str
    state: str
    inputs: str
    lines: tuple[CaseLine, ...]
    passed: bool


@dataclass(frozen=True, slots=True)
class ReadingView:
    """口径 that the text leaves open; without choices it is a rule in words."""

    key: str
    clause: str
    question: str
    choices: tuple[Choice, ...]
    value: str
    quote: str
    document: str
    state: str


@dataclass(frozen=True, slots=True)
class Left:
    """What stands between a draft and its activation."""

    parts: int
    numbers: int
    cases: int
    failed: int
    problems: int

    @property
    def nothing(self) -> bool:
        return not (self.parts or self.numbers or self.cases or self.failed or self.problems)


@dataclass(frozen=True, slots=True)
class DraftCheck:
    """The pack a draft makes at this moment, and how it does."""

    problems: tuple[CheckProblem, ...]
    uncovered: tuple[UnreadRow, ...]
    cases: tuple[CaseView, ...]
    readings: tuple[ReadingView, ...]
    left: Left
    files: Mapping[str, bytes]
    policy: Policy | None

    @property
    def ready(self) -> bool:
        """Nothing is left but a reviewer's name and the day."""
        return self.policy is not None and self.left.nothing
