"""What an examination proposes; by itself, for lists that show nothing else of a claim's file."""

from __future__ import annotations

from enum import StrEnum


class Proposal(StrEnum):
    """What the examination proposes; the later hands follow it or send the claim back."""

    NONE = ""
    APPROVE = "approve"
    DECIDE = "decide"  # 择优: the amount is for the committee
    REFUSE = "refuse"
    REFER = "refer"
