"""What is asked of every item before its amount: its facts, its day and its key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from ipdesk.domain.history import AGAIN
from ipdesk.domain.plan import Plan, Steps
from ipdesk.domain.rules.base import INFO, Sheet

_BLANK: Final = ("", ())


def filled(given: Mapping[str, object], plan: Plan) -> Mapping[str, object]:
    """The facts with the defaults of those left out; as a rule none is."""
    facts = _with_defaults(given, plan.defaults)
    for name, defaults in plan.rows.items():
        rows = facts.get(name)
        if isinstance(rows, tuple) and defaults:
            whole = tuple([_with_defaults(row, defaults) for row in rows])
            facts = {**facts, name: whole}
    return facts


def _with_defaults(
    given: Mapping[str, object], defaults: Mapping[str, object]
) -> Mapping[str, object]:
    for name in defaults:
        if given.get(name) is None:
            return {**defaults, **{fact: v for fact, v in given.items() if v is not None}}
    return given


def facts_missing(sheet: Sheet, steps: Steps) -> bool:
    """Refuse an item of which a fact is missing: nothing can be worked out from it."""
    facts, missing = sheet.facts, False
    for fact, label in steps.needed:
        value = facts.get(fact)
        if not value and (value is None or value in _BLANK):
            sheet.refuse("fact-missing", {"label": label, "fact": fact})
            missing = True
    for name, columns in steps.row_needed:
        rows = facts.get(name)
        for row in rows if isinstance(rows, tuple) else ():
            for fact, label in columns:
                if row.get(fact) is None:
                    sheet.refuse("fact-missing", {"label": label, "fact": fact})
                    missing = True
    return missing


def check(sheet: Sheet, plan: Plan, steps: Steps, key: str) -> str:
    """Ask the rules that rule out; gives the key the item would hold."""
    if plan.fact_day:
        day = sheet.facts.get(plan.fact_day)
        sheet.day = day if isinstance(day, date) else None
    for step in steps.checks:
        step(sheet)
    if sheet.day is not None:
        _check_day(sheet, plan, sheet.day)
    return _check_key(sheet, plan.award, key)


def _check_day(sheet: Sheet, plan: Plan, day: date) -> None:
    """Hold the fact day against the validity of the policy and the day received."""
    _, first, last, clause = plan.frame
    received = sheet.claim.received_on
    if first is not None and day < first:
        values = {"day": day, "from": first}
        if sheet.stock == "allow":
            sheet.tell(INFO, "stock", values)
        elif sheet.stock == "deny":
            sheet.refuse("stock-denied", values, clause)
        else:
            sheet.refuse("before-validity", values, clause)
    elif last is not None and day > last:
        sheet.refuse("after-validity", {"day": day, "to": last}, clause)
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
    if earlier.policy:
        values["policy"] = earlier.policy
    sheet.refuse("key-taken" if earlier.claim else "key-taken-before", values)
    return key
