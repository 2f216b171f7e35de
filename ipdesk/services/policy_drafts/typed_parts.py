"""A part made of what was typed into its form; what cannot be names the field it stands in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.draft import TYPED, Answered, Draft, DraftRow, Head, Proposal
from ipdesk.domain.draft_work import PartKey, Value, Work, quote_at
from ipdesk.errors import UserError
from ipdesk.packs.drafting.editing import limit_of, typed_number, with_number
from ipdesk.packs.drafting.kinds import Kinds
from ipdesk.packs.mentions import Sort
from ipdesk.paths import resources
from ipdesk.services.drafting import lexicon
from ipdesk.services.policy_drafts.forms import (
    CAPS,
    PAYS,
    ROWS,
    Cap,
    amount_typed,
    form_values,
    pay_of,
)
from ipdesk.services.policy_drafts.records import Values

_LONGEST: Final = 200


def made_of(work: Work, key: PartKey, values: Values) -> Value:
    """The part as it is typed; UserError names the field that cannot be."""
    value = work.parts[key].value
    known = form_values(value)
    changed = {name: typed for name, typed in values.items() if known.get(name) != typed}
    for name, typed in changed.items():
        if name not in known or not isinstance(typed, type(known[name])):
            raise UserError("draft-field-unknown", field=name)
        if isinstance(typed, str) and len(typed) > _LONGEST and name not in ("quote",):
            raise UserError("draft-too-many-letters", field=name, most=_LONGEST)
    if isinstance(value, Proposal):
        return _proposal(work.base, value, changed)
    if isinstance(value, DraftRow):
        return _row(work.base, value, changed)
    if isinstance(value, Answered):
        reason = str(changed.get("reason", "")).strip()
        return replace(value, code=TYPED, by=reason) if reason else value
    return _head(work.base, value, changed)


def _proposal(base: Draft, one: Proposal, changed: Values) -> Proposal:
    if "quote" in changed:
        one = _quoted(base, one, _words(changed, "quote"))
    pay = str(changed.get("pay", pay_of(one)))
    if pay not in PAYS:
        raise UserError("draft-field-unknown", field="pay")
    if "pay" in changed or "amount" in changed:
        one = _paid(base, one, pay, str(changed.get("amount", amount_typed(one))))
    for name in ("label", "unit"):
        if name in changed:
            one = replace(one, **{name: _needed(changed, name)})  # type: ignore[arg-type]
    for name in ("base", "who_text", "title", "level"):
        if name in changed:
            one = replace(one, **{name: _words(changed, name)})  # type: ignore[arg-type]
    for name in ("first_only", "discretionary", "matching", "top_up"):
        if name in changed:
            one = replace(one, **{name: bool(changed[name])})  # type: ignore[arg-type]
    if "kind" in changed:
        if changed["kind"] not in Kinds(lexicon(resources())).all:
            raise UserError("draft-field-unknown", field="kind")
        one = replace(one, kind=str(changed["kind"]))
    if "repeat" in changed:
        one = replace(one, per_year=changed["repeat"] == "year")
    if "highest" in changed:
        one = replace(one, highest_only=one.quote if changed["highest"] else "")
    return _listed(base, one, changed)


def _listed(base: Draft, one: Proposal, changed: Values) -> Proposal:
    """The fields that are lists: who, conditions, papers and ceilings."""
    if "who" in changed:
        known = {str(kind) for kind in ApplicantKind}
        chosen = tuple(ApplicantKind(name) for name in _lines(changed, "who") if name in known)
        if not chosen:
            raise UserError("draft-who-missing", field="who")
        one = replace(one, who=chosen)
    if "carries" in changed:
        one = replace(one, carries=_lines(changed, "carries"))
    if "conditions" in changed:
        one = replace(one, conditions=_lines(changed, "conditions"))
    if "evidence" in changed:
        one = replace(one, evidence=_lines(changed, "evidence"))
    for cap in CAPS:
        if cap.field in changed:
            one = _capped(base, one, cap, _words(changed, cap.field))
    return one


def _quoted(base: Draft, one: Proposal, quote: str) -> Proposal:
    if quote_at(base, one.clause, quote, one.span.paragraph) is None:
        raise UserError("draft-quote-not-in-text", field="quote")
    return replace(one, quote=quote)


def _paid(base: Draft, one: Proposal, pay: str, words: str) -> Proposal:
    if pay == "referral":
        return replace(one, referral=True, fen=None, rate=None, ceiling_fen=None, limits=())
    sort = Sort.PERCENT if pay == "rate" else Sort.MONEY
    value = typed_number(words, sort)
    if value is None or value <= 0:
        code = "draft-share-unreadable" if pay == "rate" else "draft-amount-unreadable"
        raise UserError(code, field="amount", typed=words)
    found = with_number(base, one, value, sort)
    if found is None:
        raise UserError("draft-number-not-in-clause", field="amount", typed=words)
    if pay != "ceiling":
        return replace(found, ceiling_fen=None, fen=int(value) if pay == "fixed" else None)
    return replace(found, ceiling_fen=int(value), fen=None, discretionary=True)


def _capped(base: Draft, one: Proposal, cap: Cap, words: str) -> Proposal:
    mine = [x for x in one.limits if x.scope == cap.scope and (x.who in (cap.who, ""))]
    rest = tuple(x for x in one.limits if x not in mine)
    # A count that is said of both is kept for the other kind of applicant.
    other = {"units": "individuals", "individuals": "units"}.get(cap.who, "")
    rest += tuple(replace(x, who=other) for x in mine if cap.who and not x.who)
    if not words:
        return replace(one, limits=rest)
    sort = Sort.COUNT if cap.scope == "count" else Sort.MONEY
    value = typed_number(words, sort)
    if value is None or value <= 0 or value != int(value):
        raise UserError("draft-amount-unreadable", field=cap.field, typed=words)
    made = limit_of(base, one, int(value), cap.scope, cap.who)
    if made is None:
        raise UserError("draft-number-not-in-clause", field=cap.field, typed=words)
    return replace(one, limits=(*rest, made))


def _row(base: Draft, row: DraftRow, changed: Values) -> DraftRow:
    if "quote" in changed:
        quote = _words(changed, "quote")
        if quote_at(base, row.clause, quote) is None:
            raise UserError("draft-quote-not-in-text", field="quote")
        row = replace(row, quote=quote)
    if "row_kind" in changed:
        if changed["row_kind"] not in ROWS:
            raise UserError("draft-field-unknown", field="row_kind")
        row = replace(row, kind=str(changed["row_kind"]))
    if "measure" in changed:
        row = replace(row, measure=_needed(changed, "measure"))
    if "row_unit" in changed:
        row = replace(row, unit=_words(changed, "row_unit"))
    if "value" in changed:
        row = replace(row, value=_decimal(_words(changed, "value")))
    if "year" in changed:
        words = _words(changed, "year").removesuffix("年")
        if words and not (words.isdigit() and len(words) == 4):
            raise UserError("draft-year-unreadable", field="year")
        row = replace(row, year=int(words) if words else None)
    return row


def _decimal(words: str) -> Decimal | None:
    if not words:
        return None
    try:
        value = Decimal(words)
    except InvalidOperation as error:
        raise UserError("draft-amount-unreadable", field="value", typed=words) from error
    if not value.is_finite():
        raise UserError("draft-amount-unreadable", field="value", typed=words)
    return value


def _head(base: Draft, head: Head, changed: Values) -> Head:
    for name in ("title", "document_number", "issuer", "contact"):
        if name in changed:
            words = _words(changed, name)
            head = replace(head, **{name: words})  # type: ignore[arg-type]
    for name in ("issued_on", "valid_from", "valid_to"):
        if name in changed:
            head = replace(head, **{name: _day(name, _words(changed, name))})  # type: ignore[arg-type]
    if "validity_quote" in changed:
        head = replace(head, validity=_cited(base, changed, "validity_quote"))
    if "succeeds_quote" in changed:
        head = replace(head, succeeds=_cited(base, changed, "succeeds_quote"))
    for name in ("carry_once", "carry_years"):
        if name in changed:
            head = replace(head, **{name: bool(changed[name])})  # type: ignore[arg-type]
    if head.valid_from and head.valid_to and head.valid_from > head.valid_to:
        raise UserError("draft-ends-before-start", field="valid_to")
    gone = {_PART_OF.get(name, name) for name in changed}
    return replace(head, proposed=tuple(one for one in head.proposed if one not in gone))


_PART_OF: Final = {
    **dict.fromkeys(("valid_from", "valid_to", "validity_quote"), "validity"),
    **dict.fromkeys(("succeeds_quote", "carry_once", "carry_years"), "succeeds"),
}


def _cited(base: Draft, changed: Values, name: str) -> tuple[str, str]:
    """The clause a sentence stands in, and the sentence."""
    quote = _words(changed, name)
    clause = next((one.id for one in base.clauses if quote and quote_at(base, one.id, quote)), "")
    if quote and not clause:
        raise UserError("draft-quote-not-in-text", field=name)
    return clause, quote


def _day(name: str, words: str) -> date | None:
    if not words:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise UserError("draft-day-unreadable", field=name) from error


def _words(values: Values, name: str) -> str:
    return str(values[name]).strip()


def _needed(values: Values, name: str) -> str:
    words = _words(values, name)
    if not words:
        raise UserError("draft-field-empty", field=name)
    return words


def _lines(values: Values, name: str) -> tuple[str, ...]:
    typed = values[name]
    assert isinstance(typed, tuple)  # made_of has seen to it
    return tuple(dict.fromkeys(line.strip() for line in typed if line.strip()))
