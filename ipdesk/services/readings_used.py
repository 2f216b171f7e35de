"""口径 as a claim shows them: those in use, the fixed rules, what is asked again at payment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ipdesk.domain.finding import Severity
from ipdesk.domain.policy import Policy
from ipdesk.domain.record import CheckState
from ipdesk.domain.stages import Stage
from ipdesk.services.claim_reading import Reading
from ipdesk.services.claim_view import Note, ReadingView
from ipdesk.services.office import Office
from ipdesk.services.readings import basis_text, settings_until, used_readings


def readings_used(office: Office, reading: Reading) -> Iterable[ReadingView]:
    """口径 that bear on this award, with the value the claim keeps and what it rests on.

    A decided claim shows the basis as it stood when it was decided.
    """
    claim = reading.claim
    settings = settings_until(office, claim.pack, claim.approved_on)
    for point, label, setting in used_readings(
        reading.policy, reading.award, claim.readings, settings
    ):
        yield ReadingView(point.id, point.question, label, basis_text(office, point, setting))


def fixed_rules(office: Office, policy: Policy) -> Iterable[ReadingView]:
    """The rules of casework without a choice: their words stand beside the checks they guide."""
    for point in policy.open_points:
        if not point.key:
            yield ReadingView(
                point.id, point.question, point.default, basis_text(office, point, None)
            )


def at_payment(
    office: Office, reading: Reading, used: Sequence[ReadingView] | None = None
) -> Iterable[Note]:
    """What is looked at once more before the money goes out, with the reading it rests on."""
    if reading.claim.stage is not Stage.APPROVED:
        return
    views = tuple(readings_used(office, reading)) if used is None else used
    known = {view.id: view.value for view in (*fixed_rules(office, reading.policy), *views)}
    for line in reading.lines:
        if line.check.payment:
            unmet = line.state in (CheckState.UNMET, CheckState.MISSING)
            state = office.wording.label("checkstate", line.state)
            point = line.check.reading
            values = {"label": line.check.label, "state": state, "point": point}
            values["value"] = known.get(point, "").rstrip("。")
            text = office.wording.text("page", "at-payment", values)
            yield Note(Severity.WARNING if unmet else Severity.INFO, text, "at-payment")
