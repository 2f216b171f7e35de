"""奖补标准, 时限, 次数与上限 of an award in sentences: its data and what its rules tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ipdesk.domain.money import capitals
from ipdesk.domain.policy import Award, Fact
from ipdesk.domain.rules.base import TellingRule, Term, Topic
from ipdesk.services.counter import Counter

# Values of terms that are ids of facts, said by their labels.
_FACTS = ("base", "minus", "share", "since", "confirm", "starts", "day")
_YEARS = ("fund", "received", "fact")
_NO_YEAR_CAP = "no-cap"


def standard(counter: Counter, award: Award) -> Iterator[str]:
    """How much, as the policy has it and as it is worked out."""
    yield counter.say("as-written", text=award.as_written.rstrip("。"))
    if award.referral:
        yield counter.say("referral")
    for code, fen in (("fixed", award.fen), ("ceiling", award.ceiling_fen)):
        if fen is not None:
            code += "-single" if code == "fixed" and award.single_item else ""
            yield counter.say(code, unit=award.unit, fen=fen, capitals=capitals(fen))
    yield from _said(counter, award, Topic.STANDARD)


def times(counter: Counter, award: Award) -> Iterator[str]:
    """Which day counts, where it must lie, and until when one may ask."""
    policy = counter.policy
    yield from _said(counter, award, Topic.TIME)
    day = _day_label(counter, award)
    if policy.valid_to is not None:
        span = {"from": policy.valid_from, "to": policy.valid_to}
        yield counter.say("fact-in-validity", fact=day, **span)
    elif policy.valid_from is not None:
        yield counter.say("fact-from", fact=day, **{"from": policy.valid_from})
    yield from _said(counter, award, Topic.STOCK)
    yield counter.say("receipt")
    if policy.valid_to is not None:
        yield counter.say(f"late-{late(counter, award)}", to=policy.valid_to)


def limits(counter: Counter, award: Award) -> Iterator[str]:
    """What is paid only once, what is capped, and what excludes what."""
    key = "referral" if award.referral else award.key
    yield counter.say(f"key-{key}", subject=award.subject.label)
    if award.single_item:
        yield counter.say("single", unit=award.unit)
    yield from _said(counter, award, Topic.LIMIT)
    capped = any(
        term.code in ("count-cap", "year-cap", "item-cap", "sum-cap")
        for term in _terms(counter, award)
    )
    if not (capped or award.referral or award.ceiling_fen):
        yield counter.say(_NO_YEAR_CAP)


def late(counter: Counter, award: Award) -> str:
    """What a claim received after the end of the policy needs: document, or refuse."""
    return counter.policy.plans[award.id].validity.late.of(counter.values)


def _day_label(counter: Counter, award: Award) -> str:
    if award.fact_day:
        return _label(award, award.fact_day)
    day = next((t.values["day"] for t in _terms(counter, award) if t.code == "rate-by-year"), "")
    return _label(award, str(day)) if day else counter.say("fact-full")


def _terms(counter: Counter, award: Award) -> Iterator[Term]:
    for rule in award.rules:
        if isinstance(rule, TellingRule):
            yield from rule.terms(counter.values)


def _said(counter: Counter, award: Award, topic: Topic) -> Iterator[str]:
    for term in _terms(counter, award):
        if term.topic is topic:
            values = {"unit": award.unit, "subject": award.subject.label}
            yield counter.say(term.code, **values, **_worded(counter, award, term.values))


def _worded(counter: Counter, award: Award, values: Mapping[str, object]) -> dict[str, object]:
    """The values of a term with facts, years and groups in words."""
    worded = dict(values)
    for name in _FACTS:
        if name in values:
            worded[name] = _labels(award, values[name])
    if "year" in values:
        worded["year"] = _year(counter, award, str(values["year"]))
    if "fen" in values:
        worded["capitals"] = capitals(int(str(values["fen"])))
    if "group" in values:
        worded["others"] = _others(counter, award, str(values["group"]))
    return worded


def _year(counter: Counter, award: Award, source: str) -> str:
    if source in _YEARS:
        return counter.say(f"year-{source}")
    return counter.say("year-named", label=_label(award, source))


def _others(counter: Counter, award: Award, group: str) -> tuple[str, ...]:
    """The other awards of an exclusion group."""
    return tuple(
        other.label
        for other in counter.policy.awards.values()
        if other.id != award.id
        and any(term.values.get("group") == group for term in _terms(counter, other))
    )


def _labels(award: Award, ids: object) -> tuple[str, ...] | str:
    if isinstance(ids, tuple):
        return tuple(_label(award, str(fact)) for fact in ids)
    return _label(award, str(ids))


def _label(award: Award, fact_id: str) -> str:
    return next((fact.label for fact in _facts(award.facts) if fact.id == fact_id), fact_id)


def _facts(facts: Sequence[Fact]) -> Iterator[Fact]:
    for fact in facts:
        yield fact
        yield from fact.columns
