"""Why a claim comes out otherwise: amounts and readings changed, findings that came or went."""

from __future__ import annotations

from collections.abc import Iterator

from ipdesk.domain.assessment import Assessment
from ipdesk.domain.finding import Finding
from ipdesk.domain.policy import Policy
from ipdesk.services.claim_reading import Reading
from ipdesk.services.office import Office
from ipdesk.services.phrases import finding_note

_AMOUNTS = ("fen", "ceiling_fen", "year_cap_fen")


def reasons(office: Office, before: Reading, after: Reading | None) -> str:
    """The reasons in one sentence; the first ones say what was changed by hand."""
    words = office.wording
    if after is None:
        return words.text("impact", "award-gone")
    found = [*_amounts(office, before, after), *_readings(office, before, after)]
    found += _findings(office, after.policy, before.assessment, after.assessment)
    if after.faults:
        labels = [fault.fact for fault in after.faults]
        named = {fact.id: fact.label for fact in after.award.facts}
        said = list(dict.fromkeys(named.get(name, after.award.subject.label) for name in labels))
        found.append(words.text("impact", "facts-missing", {"facts": said}))
    if not found:
        rules = before.policy.plans.get(before.award.id) != after.policy.plans.get(after.award.id)
        found.append(words.text("impact", "rules-changed" if rules else "others-changed"))
    return words.text("impact", "joined", {"reasons": "；".join(dict.fromkeys(found))})


def _amounts(office: Office, before: Reading, after: Reading) -> Iterator[str]:
    for name in _AMOUNTS:
        old, new = getattr(before.award, name), getattr(after.award, name)
        if old != new and old is not None and new is not None:
            yield office.wording.text("impact", name, {"old": old, "new": new})
    if before.award.rate != after.award.rate and before.award.rate and after.award.rate:
        values = {"old": f"{before.award.rate:%}", "new": f"{after.award.rate:%}"}
        yield office.wording.text("impact", "rate", values)


def _readings(office: Office, before: Reading, after: Reading) -> Iterator[str]:
    """The readings of the award's own clause, and those its checklist names."""
    named = {check.reading for check in after.award.checks if check.reading}
    old_values, new_values = before.claim.readings, after.claim.readings
    for point in after.policy.open_points:
        if not point.key or (point.id not in named and point.clause != after.award.clause):
            continue
        old, new = old_values.get(point.key, point.default), new_values[point.key]
        if old != new:
            labels = {choice.value: choice.label for choice in point.choices}
            values = {"id": point.id, "old": labels.get(old, old), "new": labels.get(new, new)}
            yield office.wording.text("impact", "reading", values)


def _findings(
    office: Office, policy: Policy, old: Assessment | None, new: Assessment | None
) -> Iterator[str]:
    """What is found now and was not before; only a result that got better says what is gone."""
    if old is None or new is None:
        return
    before, now = _all(old), _all(new)
    for code, finding in now.items():
        if code not in before:
            yield finding_note(office, finding, policy).text.rstrip("。")
    if new.amount_fen > old.amount_fen:
        for code, finding in before.items():
            if code not in now:
                text = finding_note(office, finding, policy).text.rstrip("。")
                yield office.wording.text("impact", "no-longer", {"text": text})


def _all(result: Assessment) -> dict[str, Finding]:
    found = [*result.findings, *(f for item in result.items for f in item.findings)]
    return {finding.code: finding for finding in found}
