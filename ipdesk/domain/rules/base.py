"""What every rule is: data from the pack plus one pure function."""

from __future__ import annotations

from typing import Protocol


class Rule(Protocol):
    """A rule of an award; the concrete kinds and the context they see are in this package."""
