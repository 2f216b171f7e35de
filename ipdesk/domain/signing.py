"""签办: how a step came to be signed, when it was not simply by the operator at the window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ipdesk.domain.stages import Duty, Move


class Way(StrEnum):
    """By whose hand a step was taken."""

    SELF = ""  # the operator at the window
    BESIDE = "beside"  # a second person, by their own password, at the same window
    PAPER = "paper"  # signed on paper and recorded by a clerk


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signed, who recorded it, and what it rests on."""

    way: Way = Way.SELF
    recorded_by: int | None = None
    recorder: str = ""  # the name of who recorded it
    signer: str = ""  # who signed on paper without an account here
    title: str = ""  # 职务 of that signer
    signed_on: date | None = None
    scan: str = ""  # hash of the scanned form
    override: str = ""  # why one person does two of the three duties

    @property
    def plain(self) -> bool:
        """True when there is nothing to say of it."""
        return self == PLAIN


PLAIN = Signing()
# Leaders sign on paper; the examination is the clerk's own work in the program.
PAPER_DUTIES = (Duty.REVIEW, Duty.APPROVAL)


def may_be_on_paper(wanted: Move) -> bool:
    """Whether a move can be signed on paper and recorded afterwards."""
    return wanted.duty in PAPER_DUTIES
