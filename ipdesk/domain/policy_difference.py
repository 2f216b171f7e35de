"""Two policies laid beside each other: clauses changed, new and gone, amounts old and new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeVar

from ipdesk.domain.policy import Award, Clause, Policy
from ipdesk.domain.target import Row
from ipdesk.domain.text import fold

T = TypeVar("T")

SAME, CHANGED, NEW, GONE = "same", "changed", "new", "gone"
_LEAST_CLAUSE = 0.30
_LEAST_AWARD = 0.35
_TEXT = 400
_HEAD = (
    "title",
    "document_number",
    "issuer",
    "issued_on",
    "valid_from",
    "valid_to",
)


class Change(NamedTuple):
    """One thing that is not what it was; `what` is a key of [differs-in], None: absent."""

    what: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class AwardChange:
    """One award of either policy, with what changed in it."""

    kind: str  # same | changed | new | gone
    old: Award | None
    new: Award | None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """One clause of either policy."""

    kind: str
    old: Clause | None
    new: Clause | None
    awards: tuple[AwardChange, ...] = ()
    rows_new: tuple[Row, ...] = ()
    rows_gone: tuple[Row, ...] = ()

    @property
    def text_changed(self) -> bool:
        return self.kind == CHANGED and fold(self.old_text) != fold(self.new_text)

    @property
    def old_text(self) -> str:
        return self.old.text if self.old else ""

    @property
    def new_text(self) -> str:
        return self.new.text if self.new else ""


@dataclass(frozen=True, slots=True)
class PolicyDifference:
    """What a successor changes; clauses in the order of the new text, gone ones at the end."""

    head: tuple[Change, ...]
    clauses: tuple[ClauseChange, ...]

    def of_kind(self, kind: str) -> tuple[ClauseChange, ...]:
        return tuple(one for one in self.clauses if one.kind == kind)


def difference(old: Policy, new: Policy) -> PolicyDifference:
    """Compare by what clauses and awards say, whatever numbers they bear now."""
    head = tuple(
        Change(name, getattr(old, name), getattr(new, name))
        for name in _HEAD
        if getattr(old, name) != getattr(new, name)
    )
    awards = _pairs(
        tuple(old.awards.values()), tuple(new.awards.values()), _award_words, _LEAST_AWARD
    )
    pairs = _pairs(old.clauses, new.clauses, _clause_words, _LEAST_CLAUSE)
    after = {clause.id: index for index, clause in enumerate(new.clauses)}
    ordered = sorted(pairs, key=lambda pair: after[pair[1].id] if pair[1] else len(after))
    clauses = tuple(_clause(before, now, awards, old, new) for before, now in ordered)
    return PolicyDifference(head, clauses)


def partners(old: Policy, new: Policy) -> dict[str, str]:
    """Which award of the old policy each award of the new one goes on from, by what they say."""
    pairs = _pairs(
        tuple(old.awards.values()), tuple(new.awards.values()), _award_words, _LEAST_AWARD
    )
    return {now.id: before.id for before, now in pairs if before and now}


def _clause(
    before: Clause | None,
    now: Clause | None,
    awards: Sequence[tuple[Award | None, Award | None]],
    old: Policy,
    new: Policy,
) -> ClauseChange:
    here = tuple(_award(a, b) for a, b in awards if _belongs(a, b, before, now))
    old_rows = old.rows_of(before.id) if before else ()
    new_rows = new.rows_of(now.id) if now else ()
    said_before = {fold(row.quote or row.text) for row in old_rows}
    said_now = {fold(row.quote or row.text) for row in new_rows}
    rows_new = tuple(row for row in new_rows if fold(row.quote or row.text) not in said_before)
    rows_gone = tuple(row for row in old_rows if fold(row.quote or row.text) not in said_now)
    if before is None or now is None:
        kind = NEW if before is None else GONE
    else:
        moved = any(one.kind != SAME for one in here)
        kind = CHANGED if moved or fold(before.text) != fold(now.text) else SAME
    return ClauseChange(kind, before, now, here, rows_new, rows_gone)


def _belongs(
    before: Award | None, now: Award | None, old: Clause | None, new: Clause | None
) -> bool:
    """An award stands with the clause it is in now; one that is gone where it was."""
    if now is not None:
        return new is not None and now.clause == new.id
    return before is not None and old is not None and before.clause == old.id


def _award(before: Award | None, now: Award | None) -> AwardChange:
    if before is None or now is None:
        return AwardChange(NEW if before is None else GONE, before, now)
    changes = []
    for what in ("fen", "rate", "ceiling_fen", "year_cap_fen", "unit", "who", "referral"):
        a, b = getattr(before, what), getattr(now, what)
        if a != b:
            changes.append(Change(what, a, b))
    limits_before, limits_now = _limits(before), _limits(now)
    for what in sorted({*limits_before, *limits_now}):
        if limits_before.get(what) != limits_now.get(what) and what != "year_cap_fen":
            changes.append(Change(what, limits_before.get(what), limits_now.get(what)))
    if fold(before.quote) != fold(now.quote):
        changes.append(Change("quote", before.quote, now.quote))
    kind = CHANGED if changes else SAME
    return AwardChange(kind, before, now, tuple(changes))


def _limits(award: Award) -> dict[str, object]:
    """Counts and ceilings of the rules, by the name of each."""
    found: dict[str, object] = {}
    for rule in award.rules:
        name = type(rule).__name__
        for part in ("units", "individuals", "years"):
            if hasattr(rule, part):
                found[part] = getattr(rule, part)
        if name == "ItemCap":
            found["item_cap_fen"] = getattr(rule, "fen", None)
        if name == "SumCap" and getattr(rule, "whole", False):
            found["sum_cap_fen"] = getattr(rule, "fen", None)
    return found


def _clause_words(clause: Clause) -> frozenset[str]:
    heading = fold(clause.heading)
    # The heading counts twice: figures change from policy to policy, what it is about does not.
    return (
        _pairs_of(heading)
        | {f"h:{pair}" for pair in _pairs_of(heading)}
        | _pairs_of(fold(clause.text)[:_TEXT])
    )


def _award_words(award: Award) -> frozenset[str]:
    label = fold(award.label)
    plain = "".join(char for char in fold(award.quote) if not char.isdigit())
    return _pairs_of(label) | {f"l:{pair}" for pair in _pairs_of(label)} | _pairs_of(plain)


def _pairs_of(text: str) -> frozenset[str]:
    return frozenset(text[n : n + 2] for n in range(len(text) - 1)) or frozenset((text,))


def _pairs(
    old: Sequence[T], new: Sequence[T], words: Callable[[T], frozenset[str]], least: float
) -> list[tuple[T | None, T | None]]:
    """The likeliest partners first; whoever finds none stands alone."""
    left, right = [words(one) for one in old], [words(one) for one in new]
    scores = []
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            shared = len(a & b)
            score = Decimal(shared) / len(a | b)
            if score >= Decimal(str(least)):
                scores.append((score, -abs(i - j), i, j))
    mine: dict[int, int] = {}
    theirs: set[int] = set()
    for _, _, i, j in sorted(scores, reverse=True):
        if i not in mine and j not in theirs:
            mine[i] = j
            theirs.add(j)
    found: list[tuple[T | None, T | None]] = [
        (one, new[mine[i]] if i in mine else None) for i, one in enumerate(old)
    ]
    return found + [(None, one) for j, one in enumerate(new) if j not in theirs]
