"""Which letter goes out when: one table of what must go out before the next step and what may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ipdesk.domain.letter import LetterKind
from ipdesk.domain.record import Change, ClaimRecord, CorrectionRecord
from ipdesk.domain.stages import Stage

S, K = Stage, LetterKind


@dataclass(frozen=True, slots=True)
class Occasion:
    """When a kind of letter goes out: once, or once for each time something was done."""

    kind: LetterKind
    must: bool  # it goes out before the claim goes on
    stages: tuple[Stage, ...] = ()  # where the claim stands; empty: anywhere
    acts: tuple[str, ...] = ()  # one letter for each time one of these was taken
    change: Change | None = None  # one letter for each approved change of this kind
    told_by: tuple[LetterKind, ...] = ()  # letters that say as much


# In the order they are owed. What must go out is asked of the store by the same table
# (storage/claim_list.py).
OCCASIONS = (
    Occasion(K.CORRECTION, True, change=Change.CORRECT),
    Occasion(K.REVOCATION, True, change=Change.REVOKE),
    Occasion(K.APPROVAL, True, (S.APPROVED,), told_by=(K.CORRECTION,)),
    Occasion(K.REFUSAL, True, (S.REFUSED,), told_by=(K.CORRECTION,)),
    Occasion(K.NOT_ACCEPTED, True, (S.NOT_ACCEPTED,)),
    Occasion(K.SUPPLEMENT, True, (S.RETURNED,), ("return",)),
    Occasion(
        K.ACCEPTANCE,
        False,
        (
            S.ACCEPTED,
            S.EXAMINED,
            S.INSPECTION,
            S.REVIEWED,
            S.SIGNED,
            S.COMMITTEE,
            S.PUBLISHED,
            S.OBJECTION,
            S.UNOBJECTED,
        ),
    ),
    Occasion(K.PAYMENT, False, (S.APPROVED, S.PAID, S.ARCHIVED), ("pay", "pay_part")),
    Occasion(K.RECOVERY, False, (S.RECOVERY,), ("correct_down", "revoke_paid")),
)


def letter_due(
    claim: ClaimRecord,
    letters: Sequence[str],
    corrections: Sequence[CorrectionRecord],
    acts: Mapping[str, int] = MappingProxyType({}),
) -> LetterKind | None:
    """The letter that must go out before the claim goes on; None when none is owed.

    `letters` are the kinds already issued, `acts` how often each act was taken.
    """
    for occasion in OCCASIONS:
        if occasion.must and _open(occasion, claim, letters, corrections, acts):
            return occasion.kind
    return None


def letters_open(
    claim: ClaimRecord,
    letters: Sequence[str],
    corrections: Sequence[CorrectionRecord],
    acts: Mapping[str, int],
) -> tuple[LetterKind, ...]:
    """Every letter that can be issued now: what is owed, or else what may be."""
    found = [one for one in OCCASIONS if _open(one, claim, letters, corrections, acts)]
    owed = any(occasion.must for occasion in found)
    return tuple(occasion.kind for occasion in found if occasion.must or not owed)


def _open(
    occasion: Occasion,
    claim: ClaimRecord,
    letters: Sequence[str],
    corrections: Sequence[CorrectionRecord],
    acts: Mapping[str, int],
) -> bool:
    if occasion.stages and claim.stage not in occasion.stages:
        return False
    if any(kind in letters for kind in occasion.told_by):
        return False
    issued = sum(1 for letter in letters if letter == occasion.kind)
    if occasion.change is not None:
        return issued < sum(
            one.state == "approved" and one.change is occasion.change for one in corrections
        )
    if occasion.acts:
        return issued < sum(acts.get(act, 0) for act in occasion.acts)
    return not issued
