"""The parts of a draft as plain values, to be kept while somebody works on them, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from datetime import date
from decimal import Decimal
from typing import Any

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.draft import (
    Answered,
    CleanText,
    Draft,
    DraftClause,
    DraftRow,
    Dropped,
    Head,
    Limit,
    Paragraph,
    Proposal,
    Reason,
    Span,
    Unread,
)

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
    known["column"] = tuple(known.get("column", ("", 0)))
    known["carries"] = tuple(known.get("carries", ()))
    papers = known.get("evidence")
    known["evidence"] = None if papers is None else tuple(papers)
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
    known = _known(Answered, data)
    if known.get("span"):
        known["span"] = Span(*known["span"])
    return Answered(**known)


def head_of(data: Mapping[str, Any]) -> Head:
    """What the policy says of itself, as it was corrected."""
    known = _known(Head, data)
    for name in ("issued_on", "valid_from", "valid_to"):
        known[name] = date.fromisoformat(known[name]) if known.get(name) else None
    for name in ("validity", "inclusive", "inclusive_words", "conflict", "proposed", "succeeds"):
        if name in known:
            known[name] = tuple(known[name])
    known["notes"] = tuple((str(a), str(b), str(c)) for a, b, c in known.get("notes", ()))
    return Head(**known)


def outline_data(draft: Draft) -> Data:
    """How a text was read: what no person changes, whatever becomes of the parts."""
    return {
        "name": draft.name,
        "paragraphs": [
            [one.text, _runs(one.origin), one.heading, list(one.corrected)]
            for one in draft.text.paragraphs
        ],
        "dropped": [[one.text, one.page, one.why] for one in draft.text.dropped],
        "clauses": [asdict(one) for one in draft.clauses],
        "anchors": [list(one) for one in draft.anchors],
        "headings": {str(n): depth for n, depth in draft.headings.items()},
        "unread": [asdict(one) for one in draft.unread],
    }


def outline_of(data: Mapping[str, Any]) -> Draft:
    """The draft with nothing but how its text was read."""
    paragraphs = tuple(
        Paragraph(text, tuple(_unrolled(runs)), heading, tuple(corrected))
        for text, runs, heading, corrected in data["paragraphs"]
    )
    clauses = tuple(
        DraftClause(**{**_known(DraftClause, one), "paragraphs": tuple(one["paragraphs"])})
        for one in data["clauses"]
    )
    unread = tuple(
        Unread(**{**_known(Unread, one), "span": Span(*one["span"])}) for one in data["unread"]
    )
    return Draft(
        data["name"],
        CleanText(paragraphs, tuple(Dropped(*one) for one in data["dropped"])),
        Head("", "", "", None, None, None, ""),
        clauses,
        tuple((str(anchor), int(n)) for anchor, n in data["anchors"]),
        {int(n): int(depth) for n, depth in data["headings"].items()},
        (),
        (),
        (),
        unread,
    )


def _runs(places: tuple[int, ...]) -> list[list[int]]:
    """1 2 3 9 10 → [1, 3] [9, 2]: letters mostly follow each other."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][0] + runs[-1][1]:
            runs[-1][1] += 1
        else:
            runs.append([place, 1])
    return runs


def _unrolled(runs: list[list[int]]) -> Iterator[int]:
    for start, count in runs:
        yield from range(start, start + count)


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
