"""Which claims a list shows and what its columns are, for any list of claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ipdesk.domain.letter import DECIDING
from ipdesk.domain.letter_due import OCCASIONS, Occasion
from ipdesk.domain.listing import Kind
from ipdesk.domain.record import Proposal
from ipdesk.domain.stages import RELEASED, Stage
from ipdesk.storage.applicants import STANDING_FOR
from ipdesk.storage.listing import Field, Shelf, Shown


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


# What came to nothing costs nothing; a referral is passed on, not turned down.
_FAILED = _quoted([stage for stage in RELEASED if stage is not Stage.REFERRED])
APPROVED = f"CASE WHEN c.stage IN ({_FAILED}) THEN NULL ELSE c.approved_fen END"
AMOUNT = "coalesce(c.approved_fen, c.decided_fen, c.proposed_fen, c.claimed_fen)"
SHELF = Shelf(
    table="claim c",
    key="c.id",
    fields={
        "number": Field("coalesce(c.number, '')", order=("c.number IS NOT NULL", "c.number")),
        "received_on": Field("c.received_on", Kind.DAY),
        "applicant": Field("a.name", order=("a.sort_key",)),
        "town": Field("a.town", Kind.CHOICE),
        "award": Field("c.pack || ' ' || c.award", Kind.CHOICE, order=("c.award",)),
        # With a plus where an index would lead to the rows themselves, which are wide.
        "amount": Field(f"+{AMOUNT}", Kind.MONEY, summed=True),
        "stage": Field("c.stage", Kind.CHOICE),
        "handler": Field("o.name", Kind.CHOICE, order=("+c.handler",)),
        "fund_year": Field("c.fund_year", Kind.CHOICE),
        "due_on": Field("c.due_on", Kind.DAY, order=("c.due_on IS NULL", "c.due_on")),
        "count": Field("c.item_count", Kind.COUNT),
        "subject": Field("c.subject", order=("+c.subject",)),
        "document": Field("c.document_number", order=("+c.document_number",)),
        "claimed": Field("c.claimed_fen", Kind.MONEY),
        "approved": Field(APPROVED, Kind.MONEY, summed=True),
        "paid": Field("c.paid_fen - c.recovered_fen", Kind.MONEY, summed=True),
        "paid_on": Field("c.paid_on", Kind.DAY),
        "voucher": Field("c.voucher"),
        "archive": Field("c.archive_number"),
        "published_until": Field(
            "c.published_until", Kind.DAY, order=("c.published_until IS NULL", "c.published_until")
        ),
        # Not by the rows themselves: the narrow index and a sort take a tenth of it.
        "id": Field("c.id", Kind.COUNT, order=("+c.id",)),
    },
    # What they join is small and looked up beside the narrow index, which is gone through first.
    joins={
        "a": "CROSS JOIN claim_named a ON a.claim = c.id",
        "o": "CROSS JOIN operator o ON o.id = c.handler",
    },
    usual="id",
)


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims a list shows; empty means all."""

    text: str = ""
    stages: tuple[Stage, ...] = ()
    awards: tuple[str, ...] = ()
    pack: str = ""
    fund_year: int | None = None
    handler: int | None = None
    applicant: int | None = None
    received_from: date | None = None
    received_to: date | None = None
    letter_due: bool = False  # only those that owe their applicant a letter
    intake: int | None = None  # 申报批次
    application: int | None = None  # 申请表
    batch: int | None = None  # 公示批次 or 拨付批次
    publishable: bool = False  # nothing but 公示 is left to do before the approval
    payable: bool = False  # their letter has been issued


def _owed(occasion: Occasion) -> str:
    """An occasion of domain/letter_due.py as a condition on claim c."""
    kinds = f"l.claim = c.id AND l.kind IN ({_quoted((occasion.kind, *occasion.told_by))})"
    parts = [f"c.stage IN ({_quoted(occasion.stages)})"] if occasion.stages else []
    if occasion.change is not None:
        done = f"x.state = 'approved' AND x.change = '{occasion.change}'"
        parts.append(f"c.id IN (SELECT x.claim FROM correction x WHERE {done})")
        times = f"(SELECT count(*) FROM correction x WHERE x.claim = c.id AND {done})"
    elif occasion.acts:
        times = (
            "(SELECT count(*) FROM claim_step s WHERE s.claim = c.id"
            f" AND s.act IN ({_quoted(occasion.acts)}))"
        )
    else:
        times = "1"
    parts.append(f"{times} > (SELECT count(*) FROM letter l WHERE {kinds})")
    return f"({' AND '.join(parts)})"


# The letters a claim must have sent, as the domain's one table has it.
_LETTER_DUE = "c.id IN ({})".format(
    # Each from what it hangs on: asked with OR, it would be of every claim there is.
    " UNION ALL ".join(
        f"SELECT c.id FROM claim c WHERE {_owed(occasion)}"
        for occasion in OCCASIONS
        if occasion.must
    )
)


# Signed claims that need no committee, and those whose amount it has set.
_PUBLISHABLE = (
    f"((c.stage = 'signed' AND c.proposal = '{Proposal.APPROVE}')"
    f" OR (c.stage = 'committee' AND {AMOUNT} > 0))"
)
_TOLD = f"EXISTS (SELECT 1 FROM letter l WHERE l.claim = c.id AND l.kind IN ({_quoted(DECIDING)}))"


def where(chosen: ClaimFilter) -> tuple[str, list[object]]:
    """The WHERE clause of a filter over claim c, applicant a and operator o, with its values."""
    parts, values = _conditions(chosen)
    return (" WHERE " + " AND ".join(parts) if parts else ""), values


def shown(chosen: ClaimFilter) -> Shown:
    """The claims of a filter as a list to be arranged."""
    parts, values = _conditions(chosen)
    return Shown(SHELF, tuple(parts), tuple(values))


def _conditions(chosen: ClaimFilter) -> tuple[list[str], list[object]]:
    parts: list[str] = []
    values: list[object] = []

    def add(part: str, *more: object) -> None:
        parts.append(part)
        values.extend(more)

    if chosen.stages:
        add(f"c.stage IN ({_marks(chosen.stages)})", *(str(stage) for stage in chosen.stages))
    if chosen.awards:
        add(f"c.award IN ({_marks(chosen.awards)})", *chosen.awards)
    for column, value in (
        ("c.pack", chosen.pack or None),
        ("c.fund_year", chosen.fund_year),
        ("c.handler", chosen.handler),
        ("c.intake", chosen.intake),
        ("c.application", chosen.application),
    ):
        if value is not None:
            add(f"{column} = ?", value)
    if chosen.applicant is not None:
        add(f"c.applicant IN ({STANDING_FOR})", chosen.applicant, chosen.applicant)
    if chosen.batch is not None:
        # A line taken out of a batch is no claim of it any more.
        among = "SELECT claim FROM batch_claim WHERE batch = ? AND state <> 'dropped'"
        add(f"c.id IN ({among})", chosen.batch)
    if chosen.received_from:
        add("c.received_on >= ?", chosen.received_from.isoformat())
    if chosen.received_to:
        add("c.received_on <= ?", chosen.received_to.isoformat())
    if chosen.letter_due:
        add(_LETTER_DUE)
    if chosen.publishable:
        add(_PUBLISHABLE)
    if chosen.payable:
        add(_TOLD)
    for word in chosen.text.split():
        add(
            "(instr(a.name, ?) OR instr(c.number, ?) OR instr(c.subject, ?)"
            " OR instr(c.document_number, ?))",
            *(word,) * 4,
        )
    return parts, values


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" for _ in values)
