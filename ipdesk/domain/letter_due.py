"""Which letter a claim owes its applicant now."""

from __future__ import annotations

from collections.abc import Sequence

from ipdesk.domain.letter import LetterKind
from ipdesk.domain.record import Change, ClaimRecord, CorrectionRecord
from ipdesk.domain.stages import Stage

_DECIDED = {Stage.APPROVED: LetterKind.APPROVAL, Stage.REFUSED: LetterKind.REFUSAL}
_OF_CHANGE = {Change.CORRECT: LetterKind.CORRECTION, Change.REVOKE: LetterKind.REVOCATION}


def letter_due(
    claim: ClaimRecord, letters: Sequence[str], corrections: Sequence[CorrectionRecord]
) -> LetterKind | None:
    """The letter that must go out before the claim goes on; None when none is owed.

    `letters` are the kinds already issued. Each approved correction has a letter of its own.
    """
    for change, kind in _OF_CHANGE.items():
        made = [one for one in corrections if one.state == "approved" and one.change is change]
        if len(made) > sum(1 for letter in letters if letter == kind):
            return kind
    first = _DECIDED.get(claim.stage)
    if first is None or first in letters or LetterKind.CORRECTION in letters:
        return None
    return first
