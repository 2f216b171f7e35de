"""政策的封面: what lists and the first screen say of a policy, without its rules.

Read from a policy once and kept: to say what an award is called nobody waits for a whole pack to
be read and checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ipdesk.domain.policy import Policy


class ClauseHead(NamedTuple):
    """A clause with the awards it gives."""

    caption: str  # （三）… as it stands in the text
    awards: tuple[str, ...]


class PackHead(NamedTuple):
    """One version of a policy as it is told of."""

    id: str
    sha256: str
    title: str
    document_number: str
    valid_to: date | None
    labels: Mapping[str, str]  # of its awards, by id
    clauses: tuple[ClauseHead, ...]  # those that give something

    @property
    def pays(self) -> bool:
        """A policy of targets alone takes no claims."""
        return bool(self.labels)


def head_of(policy: Policy) -> PackHead:
    return PackHead(
        policy.id,
        policy.sha256,
        policy.title,
        policy.document_number,
        policy.valid_to,
        {award.id: award.label for award in policy.awards.values()},
        tuple(
            ClauseHead(f"{clause.number}{clause.heading}", tuple(one.id for one in clause.awards))
            for clause in policy.clauses
            if clause.awards
        ),
    )


def plain(head: PackHead) -> dict[str, object]:
    """As plain values, to be kept."""
    return {
        **head._asdict(),
        "valid_to": head.valid_to.isoformat() if head.valid_to else None,
        "clauses": [[clause.caption, list(clause.awards)] for clause in head.clauses],
    }


def read_head(value: object) -> PackHead | None:
    """What was kept; None when it is anything else, and is then read from the policy again."""
    try:
        values = dict(value)  # type: ignore[call-overload]  # whatever it is
        day, clauses = values.pop("valid_to"), values.pop("clauses")
        read = PackHead(
            **values,
            valid_to=date.fromisoformat(day) if day is not None else None,
            clauses=tuple(ClauseHead(caption, tuple(awards)) for caption, awards in clauses),
        )
    except (TypeError, ValueError, KeyError):
        return None
    words = (read.id, read.sha256, read.title, read.document_number, *read.labels.items())
    return read if all(isinstance(word, str | tuple) for word in words) else None
