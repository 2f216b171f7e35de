"""What is asked of every item before its amount: its facts, its day and its key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from ipdesk.domain.history import AGAIN
from ipdesk.domain.plan import Plan
from ipdesk.domain.rules.base import INFO, Sheet

_BLANK: Final = ("", ())


def filled(given: Mapping[str, object], plan: Plan) -> Mapping[str, object]:
    """The facts with the defaults of those left out."""
    facts = dict(plan.defaults)
    facts.update(given)
    if None in facts.values():
        for name, value in given.items():
            if value is None:
                facts.pop(name)
                if name in plan.defaults:
                    facts[name] = plan.defaults[name]
    for name, defaults in plan.rows.items():
        rows = facts.get(name)
        if isinstance(rows, tuple) and defaults:
            facts[name] = tuple([{**defaults, **row} for row in rows])
    return facts


def facts_missing(sheet: Sheet, plan: Plan, readings: Mapping[str, str]) -> bool:
    """Refuse an item of which a fact is missing: nothing can be worked out from it."""
    facts, missing = sheet.facts, False
    for need in plan.needed:
        value = facts.get(need.fact)
        if not value and (value is None or value in _BLANK) and need.holds(readings):
            sheet.refuse("fact-missing", {"label": need.label, "fact": need.fact})
            missing = True
    for name, needs in plan.row_needed.items():
        rows = facts.get(name)
        for row in rows if isinstance(rows, tuple) else ():
            for need in needs:
                if row.get(need.fact) is None and need.holds(readings):
                    sheet.refuse("fact-missing", {"label": need.label, "fact": need.fact})
                    missing = True
    return missing


def check(sheet: Sheet, plan: Plan, key: str) -> str:
    """Ask the rules that rule out; gives the key the item would hold."""
    if plan.fact_day:
        day = sheet.facts.get(plan.fact_day)
        sheet.day = day if isinstance(day, date) else None
    for rule in plan.checks:
        rule.apply(sheet)
    if sheet.day is not None:
        _check_day(sheet, sheet.day)
    return _check_key(sheet, plan.award, key)


def _check_day(sheet: Sheet, day: date) -> None:
    """Hold the fact day against the validity of the policy and the day received."""
    received, clause = sheet.claim.received_on, sheet.validity_clause
    if sheet.valid_from is not None and day < sheet.valid_from:
        values = {"day": day, "from": sheet.valid_from}
        if sheet.stock == "allow":
            sheet.tell(INFO, "stock", values)
        elif sheet.stock == "deny":
            sheet.refuse("stock-denied", values, clause)
        else:
            sheet.refuse("before-validity", values, clause)
    elif sheet.valid_to is not None and day > sheet.valid_to:
        sheet.refuse("after-validity", {"day": day, "to": sheet.valid_to}, clause)
    # A day that has yet to come is told by the rule that counts to it.
    if day > received and not sheet.counted_day:
        sheet.refuse("after-receipt", {"day": day, "received": received})


def _check_key(sheet: Sheet, award: str, key: str) -> str:
    """Refuse what is paid only once and was paid, unless the pack lets it be paid again.

    What may be paid again holds a key of its own, so that no key is ever held twice.
    """
    again, day = sheet.same_key_ok, sheet.day
    when: date | int | None = None
    if again != "never" and day is not None:
        when = day if again == "another-day" else day.year
    earlier = sheet.history.taken(award, key, when)
    if earlier is None:
        return key if when is None else f"{key}{AGAIN}{when}"
    if sheet.history.is_new(earlier):
        sheet.refuse("key-twice", {"subject": sheet.item.subject})
        return key
    values = {
        "subject": sheet.item.subject,
        "claim": earlier.claim,
        "day": earlier.fact_on,
        "amount": earlier.amount_fen,
    }
    sheet.refuse("key-taken" if earlier.claim else "key-taken-before", values)
    return key
