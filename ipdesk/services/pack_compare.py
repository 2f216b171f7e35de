"""Two packs or texts compared clause by clause, for the command line and the window."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from ipdesk.domain.money import figures
from ipdesk.domain.policy import Award, Policy
from ipdesk.domain.policy_difference import (
    CHANGED,
    SAME,
    AwardChange,
    Change,
    ClauseChange,
    difference,
)
from ipdesk.packs.loader import load_pack
from ipdesk.services.drafting import draft_file
from ipdesk.services.pack_check import find_pack, read_pack
from ipdesk.services.parcels import SUFFIX, open_parcel
from ipdesk.wording import Wording

_MONEY = ("fen", "ceiling_fen", "year_cap_fen", "item_cap_fen", "sum_cap_fen")


def policy_at(name: str, resources: Path, wording: Wording) -> Policy:
    """The policy of a shipped pack, a folder, a pack in one file, or the text of one."""
    place = Path(name)
    if place.is_file() and place.suffix == SUFFIX:
        return open_parcel(place)[1]
    if place.is_file():
        return draft_file(place, resources, wording).policy
    return load_pack(read_pack(find_pack(name, resources)))


def compare_lines(old: Policy, new: Policy, wording: Wording) -> list[str]:
    """The comparison as the command line prints it."""
    found = difference(old, new)
    lines = [wording.text("compare", "head", {"old": old.title, "new": new.title})]
    lines += [_change_text(change, wording) for change in found.head]
    lines += succession_lines(old, new, wording)
    counts = {kind: len(found.of_kind(kind)) for kind in ("same", "changed", "new", "gone")}
    lines += ["", wording.text("compare", "clauses", counts)]
    for clause in found.clauses:
        if clause.kind != SAME:
            lines += _clause_lines(clause, wording)
    return lines


def succession_lines(old: Policy, new: Policy, wording: Wording) -> list[str]:
    """What the new policy carries over from the old one, where its text says so."""
    by = new.succeeds
    if by is None or by.policy != old.id:
        return []
    said = [wording.text("compare", f"carry-{name}") for name in ("once", "years")]
    holds = [words for words, held in zip(said, (by.once, by.years), strict=True) if held]
    values = {"what": "；".join(holds) or wording.text("compare", "carry-nothing")}
    lines = [wording.text("compare", "carried", values)]
    for own, before in by.awards.items():
        shown = {"new": own, "old": "、".join(before)}
        lines.append(wording.text("compare", "carried-award", shown))
    return lines


def _clause_lines(clause: ClauseChange, wording: Wording) -> list[str]:
    old, new = clause.old, clause.new
    shown = new or old
    assert shown is not None  # one of them is there
    values = {
        "kind": wording.label("compare-kind", clause.kind),
        "old": old.number if old else "—",
        "new": new.number if new else "—",
        "heading": shown.heading,
    }
    lines = [wording.text("compare", "clause", values)]
    lines += [line for one in clause.awards if one.kind != SAME for line in _award(one, wording)]
    for code, rows in (("row-new", clause.rows_new), ("row-gone", clause.rows_gone)):
        lines += [wording.text("compare", code, {"text": row.quote or row.text}) for row in rows]
    if clause.kind == CHANGED and len(lines) == 1:
        lines.append(wording.text("compare", "wording-only"))
    return lines


def _award(one: AwardChange, wording: Wording) -> list[str]:
    shown = one.new or one.old
    assert shown is not None  # one of them is there
    values = {
        "kind": wording.label("compare-kind", one.kind),
        "label": shown.label,
        "amount": award_amount(shown, wording),
    }
    code = "award-changed" if one.kind == CHANGED else "award"
    return [
        wording.text("compare", code, values),
        *(_change_text(change, wording) for change in one.changes),
    ]


def award_amount(award: Award, wording: Wording) -> str:
    """How much an award pays, as the comparison names it."""
    for what in ("fen", "rate", "ceiling_fen"):
        value = getattr(award, what)
        if value is not None:
            return f"{wording.label('differs-in', what)} {value_text(what, value, wording)}"
    return award.as_written


def _change_text(change: Change, wording: Wording) -> str:
    values = {
        "what": wording.label("differs-in", change.what),
        "old": value_text(change.what, change.old, wording),
        "new": value_text(change.what, change.new, wording),
    }
    return wording.text("compare", "quote" if change.what == "quote" else "change", values)


def value_text(what: str, value: object, wording: Wording) -> str:
    """One side of a change in words."""
    if value is None or value == "":
        return wording.text("compare", "nothing")
    if what in _MONEY and isinstance(value, int):
        return f"{figures(value)} {wording.text('compare', 'yuan')}"
    if isinstance(value, Decimal):
        return f"{(value * 100).normalize():f}%"
    if isinstance(value, bool):
        return wording.text("compare", "yes" if value else "no")
    if isinstance(value, tuple):
        return "、".join(wording.label("kind", str(one)) for one in value)
    return str(value)
