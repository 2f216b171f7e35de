"""What the claim page shows: one record with every word already in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ipdesk.domain.applicant import Applicant
from ipdesk.domain.finding import Severity
from ipdesk.domain.letter import LetterKind
from ipdesk.domain.office_form import FormKind
from ipdesk.domain.policy import Award, Clause, Policy
from ipdesk.domain.record import (
    CheckState,
    ClaimRecord,
    CorrectionRecord,
    EvidenceRecord,
    LetterRecord,
    PaymentRecord,
    StepRecord,
)
from ipdesk.domain.stages import Role, Stage
from ipdesk.services.applicant_documents import OnFile
from ipdesk.services.likenesses import Alike
from ipdesk.services.same_form import SameForm

OUT_OF_ROUND = "out-of-round"  # the code of a note


@dataclass(frozen=True, slots=True)
class Note:
    """One finding in words."""

    severity: Severity
    text: str
    code: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item in the grid: as typed, what is wrong with it, and what it comes to."""

    ordinal: int
    subject: str
    typed: Mapping[str, object]
    problems: Mapping[str, str]  # fact id (or "subject") → what is wrong
    verdict: str  # "" while facts are missing
    verdict_label: str
    amount_fen: int
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of the 核算."""

    text: str
    quote: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class ReadingView:
    """A reading in use: 口径, its value in words and where it was decided."""

    id: str
    question: str
    value: str
    basis: str  # the deciding document, or 系统默认（未见书面依据）


@dataclass(frozen=True, slots=True)
class CheckView:
    """One line of the checklist as shown."""

    id: str
    label: str
    quote: str
    clause: str  # （三）
    state: CheckState
    automatic: bool
    note: str
    operator: str
    at: datetime | None
    findings: tuple[str, ...]  # "第 3 件：…" or the finding alone
    reading: ReadingView | None
    evidence: tuple[str, ...]  # labels of what it needs
    must: bool = True  # False: it only informs, the claim does not wait for it
    pieces: tuple[str, ...] = ()  # and the ids of those kinds
    newer: tuple[str, ...] = ()  # files that came after the answer was given
    against: bool = False  # the register speaks against 符合, which then takes a reason


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One kind of evidence the award asks for, and what is on file for it."""

    id: str
    label: str
    required: bool
    note: str
    records: tuple[EvidenceRecord, ...]
    on_file: tuple[OnFile, ...] = ()  # papers of the applicant that could be taken over
    fresh: frozenset[int] = frozenset()  # what came in answer to a 补正

    @property
    def files(self) -> tuple[EvidenceRecord, ...]:
        """Every file, whatever its state, the oldest first."""
        return tuple(record for record in self.records if record.is_file)

    @property
    def standing(self) -> tuple[EvidenceRecord, ...]:
        """The files that count."""
        return tuple(record for record in self.files if record.valid)

    @property
    def seen(self) -> EvidenceRecord | None:
        """原件已核对, when it was."""
        found = [record for record in self.records if not record.is_file and record.valid]
        return found[-1] if found else None

    @property
    def there(self) -> bool:
        return bool(self.standing) or self.seen is not None


@dataclass(frozen=True, slots=True)
class PathStep:
    """One station of the stage path along the top."""

    stage: Stage
    label: str
    state: str  # done | current | later | ended
    day: date | None


@dataclass(frozen=True, slots=True)
class BlockerView:
    """What is still missing for an act, with the place that would mend it."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Offer:
    """An act the claim may take: shown enabled, or greyed with its reasons."""

    act: str
    label: str
    role: Role
    primary: bool
    forward: bool
    needs: tuple[str, ...]  # what must be recorded; captions in wording section "need"
    blockers: tuple[BlockerView, ...]

    @property
    def enabled(self) -> bool:
        return not self.blockers


@dataclass(frozen=True, slots=True)
class QuotaView:
    """A yearly cap and what is left of it after this claim."""

    label: str
    year: int
    used_before: int
    used_here: int
    most: int
    money: bool  # fen, else pieces


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The policy in force on the days of a claim's facts, and the award it would be there."""

    policy: Policy
    award: Award
    day: date


@dataclass(frozen=True, slots=True)
class ClaimView:
    """The whole claim page."""

    claim: ClaimRecord
    applicant: Applicant
    policy: Policy
    clause: Clause
    award: Award
    stage_label: str
    items: tuple[ItemView, ...]
    editable: bool
    verdict: str  # "" while it cannot be assessed
    verdict_label: str
    amount_fen: int
    capitals: str
    ceiling_fen: int | None
    lines: tuple[LineView, ...]
    notes: tuple[Note, ...]
    quotas: tuple[QuotaView, ...]
    readings: tuple[ReadingView, ...]
    checks: tuple[CheckView, ...]
    evidence: tuple[EvidenceView, ...]
    path: tuple[PathStep, ...]
    offers: tuple[Offer, ...]  # the primary one first
    steps: tuple[StepRecord, ...]
    letters: tuple[LetterRecord, ...]
    payments: tuple[PaymentRecord, ...]
    corrections: tuple[CorrectionRecord, ...]
    handler: str
    letters_open: tuple[LetterKind, ...]  # what can be issued now
    forms_open: tuple[FormKind, ...]  # what can be printed now
    alike: Alike
    same_form: SameForm | None = None  # the other claims handed in with it
    signed: EvidenceView | None = None  # scans of what was signed by hand
    elsewhere: Elsewhere | None = None  # where a draft belongs by the day of its facts

    @property
    def papers(self) -> tuple[EvidenceView, ...]:
        """All that can be looked at: the evidence, then what was signed by hand."""
        return self.evidence if self.signed is None else (*self.evidence, self.signed)
