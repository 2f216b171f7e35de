"""Words of claims as every list has them: the award behind its key, the label of a stage."""

from __future__ import annotations

from typing import Any

from ipdesk.ui.bench import Bench


def award_key(row: Any) -> str:
    """What the store narrows awards by: two policies may use the same number."""
    return f"{row.pack} {row.award}"


def award_words(bench: Bench, key: str) -> str:
    """The award as it is called; its number where its policy is not known here."""
    pack, _, award = str(key).partition(" ")
    for policy in bench.policies:
        if policy.id == pack and award in policy.awards:
            return policy.awards[award].label
    return award
