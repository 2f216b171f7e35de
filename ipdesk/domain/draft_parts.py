"""The parts of a draft as plain values, to be kept while somebody works on them, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from decimal import Decimal
from typing import Any

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.draft import Answered, DraftRow, Head, Limit, Proposal, Reason, Span

Data = dict[str, Any]


def part_data(part: Proposal | DraftRow | Answered | Head) -> Data:
    """A part as JSON can hold it: shares and days as text, tuples as lists."""
    return {name: _plain(value) for name, value in asdict(part).items()}


def proposal_of(data: Mapping[str, Any]) -> Proposal:
    """A proposal that was kept."""
    known = _known(Proposal, data)
    known["rate"] = _share(known.get("rate"))
    known["span"] = Span(*known["span"])
    known["limits"] = tuple(Limit(**one) for one in known.get("limits", ()))
    known["who"] = tuple(ApplicantKind(kind) for kind in known.get("who", ()))
    known["conditions"] = tuple(known.get("conditions", ()))
    known["reasons"] = _reasons(known)
    return Proposal(**known)


def row_of(data: Mapping[str, Any]) -> DraftRow:
    """A target or task that was kept."""
    known = _known(DraftRow, data)
    known["value"] = _share(known.get("value"))
    known["reasons"] = _reasons(known)
    return DraftRow(**known)


def answer_of(data: Mapping[str, Any]) -> Answered:
    """A number that was written off."""
    return Answered(**_known(Answered, data))


def head_of(data: Mapping[str, Any]) -> Head:
    """What the policy says of itself, as it was corrected."""
    known = _known(Head, data)
    for name in ("issued_on", "valid_from", "valid_to"):
        known[name] = date.fromisoformat(known[name]) if known.get(name) else None
    for name in ("validity", "inclusive", "inclusive_words", "conflict", "proposed"):
        known[name] = tuple(known.get(name, ()))
    known["notes"] = tuple((str(a), str(b), str(c)) for a, b, c in known.get("notes", ()))
    return Head(**known)


def _known(kind: type, data: Mapping[str, Any]) -> Data:
    """The keys this program has; what another one wrote beside them is left out."""
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in data.items() if name in names}


def _reasons(known: Data) -> tuple[Reason, ...]:
    return tuple(Reason(*one) for one in known.get("reasons", ()))


def _share(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    return value
