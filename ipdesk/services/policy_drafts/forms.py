"""The form of a part: its fields in the words of the trade, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.draft import TYPED, Answered, DraftRow, Proposal
from ipdesk.domain.draft_work import PartKey, Value, Work
from ipdesk.domain.policy import Choice
from ipdesk.packs.drafting.editing import amount_words
from ipdesk.packs.drafting.kinds import Kinds
from ipdesk.paths import resources
from ipdesk.services.drafting import lexicon
from ipdesk.services.policy_drafts.reading import unsure_fields
from ipdesk.services.policy_drafts.records import EvidenceKind, FieldValue, FormField
from ipdesk.wording import Wording

PAYS: Final = ("fixed", "rate", "ceiling", "referral")
ROWS: Final = ("target", "milestone", "task", "safeguard")
_FLAGS: Final = ("first_only", "discretionary", "matching", "highest", "top_up")


@dataclass(frozen=True, slots=True)
class Cap:
    """One ceiling of the form: what it holds for, and who it is for."""

    field: str
    scope: str
    who: str = ""


_MISSING: Final = {
    "title": "untitled",
    "document_number": "no-number",
    "issuer": "no-issuer",
    "contact": "no-contact",
}
CAPS: Final = (
    Cap("cap_item", "item"),
    Cap("cap_year", "year"),
    Cap("cap_total", "total"),
    Cap("cap_applicant", "applicant"),
    Cap("cap_units", "count", "units"),
    Cap("cap_persons", "count", "individuals"),
)


def evidence_library() -> tuple[EvidenceKind, ...]:
    """The usual papers of every kind of award, to pick from."""
    kinds = Kinds(lexicon(resources())).all.values()
    return tuple(EvidenceKind(one.id, one.name, one.evidence) for one in kinds)


def part_form(work: Work, key: PartKey, wording: Wording) -> tuple[FormField, ...]:
    """The fields of a part as its form shows them."""
    value = work.parts[key].value
    unsure = unsure_fields(value) if work.parts[key].state == "proposed" else ()
    values = form_values(value)
    return tuple(
        FormField(
            name,
            field_label(name, key, wording),
            _KINDS.get(name, "text"),
            typed,
            tuple(_choices(name, work, wording)),
            wording.text("draft-help", name) if wording.has("draft-help", name) else "",
            name in unsure,
        )
        for name, typed in values.items()
        if name != "carries" or work.before
    )


def field_label(name: str, key: PartKey, wording: Wording) -> str:
    """What a field is called; the title of a policy is another one than that of an award."""
    own = f"{key.kind}-{name}"
    return wording.label("draft-field", own if wording.has("draft-field", own) else name)


def placeholders() -> dict[str, str]:
    """The words that stand for what a text does not say of itself."""
    words = lexicon(resources())
    return {name: words.text("names", key) for name, key in _MISSING.items()}


def form_values(value: Value) -> dict[str, FieldValue]:
    """What stands in the fields of a part."""
    if isinstance(value, Proposal):
        return _of_proposal(value)
    if isinstance(value, DraftRow):
        return {
            "row_kind": value.kind,
            "quote": value.quote,
            "measure": value.measure,
            "row_unit": value.unit,
            "value": "" if value.value is None else f"{value.value.normalize():f}",
            "year": "" if value.year is None else str(value.year),
        }
    if isinstance(value, Answered):
        return {"words": value.text, "reason": value.by if value.code == TYPED else ""}
    missing = placeholders()
    said = {name: getattr(value, name) for name in missing}
    said = {name: "" if words == missing[name] else words for name, words in said.items()}
    days = {name: getattr(value, name) for name in ("issued_on", "valid_from", "valid_to")}
    return {
        "title": said["title"],
        "document_number": said["document_number"],
        "issuer": said["issuer"],
        **{name: day.isoformat() if day else "" for name, day in days.items()},
        "validity_quote": value.validity[1],
        "contact": said["contact"],
        "succeeds_quote": value.succeeds[1],
        "carry_once": value.carry_once,
        "carry_years": value.carry_years,
    }


def _of_proposal(one: Proposal) -> dict[str, FieldValue]:
    kinds = Kinds(lexicon(resources())).all
    papers = kinds[one.kind].evidence if one.evidence is None and one.kind in kinds else ()
    limits = {cap.field: _cap_words(one, cap) for cap in CAPS}
    return {
        "label": one.label,
        "quote": one.quote,
        "kind": one.kind,
        "pay": pay_of(one),
        "amount": amount_typed(one),
        "base": one.base,
        "unit": one.unit,
        **limits,
        "repeat": "year" if one.per_year else "once",
        "who": tuple(str(kind) for kind in one.who),
        "who_text": one.who_text,
        "title": one.title,
        "level": one.level,
        "first_only": one.first_only,
        "discretionary": one.discretionary,
        "matching": one.matching,
        "highest": bool(one.highest_only),
        "top_up": one.top_up,
        "conditions": one.conditions,
        "evidence": papers if one.evidence is None else one.evidence,
        "carries": one.carries,
    }


_KINDS: Final = {
    "kind": "choice",
    "pay": "choice",
    "repeat": "choice",
    "row_kind": "choice",
    "amount": "amount",
    **{cap.field: "count" if cap.scope == "count" else "amount" for cap in CAPS},
    "who": "many",
    "carries": "many",
    "carry_once": "flag",
    "carry_years": "flag",
    "conditions": "lines",
    "evidence": "lines",
    **dict.fromkeys(_FLAGS, "flag"),
    "issued_on": "day",
    "valid_from": "day",
    "valid_to": "day",
}


def _choices(name: str, work: Work, wording: Wording) -> Iterator[Choice]:
    if name == "kind":
        for kind in Kinds(lexicon(resources())).all.values():
            yield Choice(kind.id, kind.name)
    named = {"pay": PAYS, "repeat": ("once", "year"), "row_kind": ROWS}.get(name, ())
    section = {"row_kind": "draft-row"}.get(name, f"draft-{name}")
    for value in named:
        yield Choice(value, wording.label(section, value))
    if name == "carries":
        yield from work.before
    if name == "who":
        for who in ApplicantKind:
            yield Choice(str(who), wording.label("kind", who))


def pay_of(one: Proposal) -> str:
    if one.referral:
        return "referral"
    if one.rate is not None:
        return "rate"
    return "ceiling" if one.ceiling_fen is not None else "fixed"


def amount_typed(one: Proposal) -> str:
    if one.rate is not None:
        return f"{(one.rate * 100).normalize():f}%"
    fen = one.ceiling_fen if one.ceiling_fen is not None else one.fen
    return "" if fen is None else amount_words(fen)


def _cap_words(one: Proposal, cap: Cap) -> str:
    for limit in one.limits:
        if limit.scope != cap.scope:
            continue
        if cap.scope != "count":
            return amount_words(limit.value)
        if limit.who in (cap.who, ""):
            return str(limit.value)
    return ""
