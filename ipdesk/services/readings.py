"""口径 as settings of the bureau: the pack's default, unless the bureau has decided otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ipdesk.domain.policy import Award, Policy, Reading
from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.impact import Impacts, Progress, current_terms, impact
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import readings as stored
from ipdesk.storage.readings import Setting


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One open point of a policy: its choices, the value in use and what that rests on."""

    id: int  # its place in the list
    point: Reading
    value: str
    label: str
    document: str
    document_on: date | None
    note: str
    operator: str  # "" when the bureau has set nothing
    at: datetime | None

    @property
    def decided(self) -> bool:
        """Whether the value rests on a document."""
        return bool(self.document)

    @property
    def switchable(self) -> bool:
        """False for a rule of casework that has no other choice."""
        return bool(self.point.key)


@dataclass(frozen=True, slots=True)
class ReadingForm:
    """A reading as it is to be set."""

    key: str
    value: str
    document: str = ""
    document_on: date | None = None
    note: str = ""


def effective(office: Office, policy: Policy) -> dict[str, str]:
    """The value of every reading for new claims: as set by the bureau, or the pack's default."""
    values = policy.defaults()
    for key, setting in _newest(office, policy).items():
        values[key] = setting.value
    return values


def reading_rows(office: Office, policy: Policy) -> tuple[ReadingRow, ...]:
    """Every open point of the policy in its order, with the value in use."""
    settings = _newest(office, policy)
    return tuple(
        _row(number, point, settings.get(point.key))
        for number, point in enumerate(policy.open_points, start=1)
    )


def set_reading(office: Office, actor: Actor, pack: str, form: ReadingForm) -> Changes:
    """Decide a reading for the claims to come; those on file keep theirs until re-based."""
    actor.require(Role.ADMINISTRATOR, Role.APPROVER)
    policy = policy_in_use(office, pack)
    point = _point(policy, form.key)
    _check(office, point, form)
    with act(office) as db:
        old = _row(0, point, _newest(office, policy).get(form.key))
        document, note = form.document.strip(), form.note.strip()
        setting = (pack, form.key, form.value, document, form.document_on, note)
        number = stored.add(db, *setting, actor.id, office.clock.now())
        data = {
            "pack": pack,
            "reading": {"id": point.id, "key": point.key},
            "value": {"old": old.value, "new": form.value},
            "document": {"old": old.document, "new": document},
            "document_on": form.document_on.isoformat() if form.document_on else None,
        }
        record(office, actor, "set_reading", "reading", number, data, note or document)
    return Changes.of("reading", ids=(number,))


def reading_impact(
    office: Office, pack: str, form: ReadingForm, progress: Progress | None = None
) -> Impacts:
    """What deciding a reading so would change for the claims on file."""
    policy = policy_in_use(office, pack)
    _check(office, _point(policy, form.key), form)
    values = {**effective(office, policy), form.key: form.value}
    return impact(office, current_terms(office, policy, values), progress)


def policy_in_use(office: Office, pack: str) -> Policy:
    """The pack in use; UserError when it is not."""
    try:
        return office.policy(pack)
    except KeyError:
        raise UserError("policy-not-in-use") from None


def used_readings(
    policy: Policy, award: Award, values: Mapping[str, str], settings: Sequence[Setting]
) -> Iterator[tuple[Reading, str, Setting | None]]:
    """The readings that bear on an award, each with the value's label and what it rests on.

    `values` are those a claim keeps; `settings` all of the pack, up to the day they matter.
    """
    named = {check.reading for check in award.checks if check.reading}
    for point in policy.open_points:
        if not point.key or (point.id not in named and point.clause != award.clause):
            continue
        value = values.get(point.key, point.default)
        fitting = [one for one in settings if (one.key, one.value) == (point.key, value)]
        yield point, _label(point, value), fitting[-1] if fitting else None


def settings_until(office: Office, pack: str, day: date | None) -> tuple[Setting, ...]:
    """What the bureau had set by the end of a day; all of it without one."""
    return tuple(
        one for one in stored.of_pack(office.db, pack) if day is None or one.at.date() <= day
    )


def basis_text(office: Office, point: Reading, setting: Setting | None) -> str:
    """The document a value rests on with its date, or that there is none."""
    document = setting.document if setting else point.basis_document
    day = setting.document_on if setting else point.basis_on
    if not document:
        return office.wording.text("page", "reading-default")
    code = "reading-basis-dated" if day else "reading-basis"
    return office.wording.text("page", code, {"document": document, "day": day})


def _newest(office: Office, policy: Policy) -> dict[str, Setting]:
    """The setting in use of each key; one whose value the pack no longer knows is left out."""
    found = {}
    for setting in stored.of_pack(office.db, policy.id):
        point = policy.readings.get(setting.key)
        if point is not None and setting.value in {choice.value for choice in point.choices}:
            found[setting.key] = setting
    return found


def _row(number: int, point: Reading, setting: Setting | None) -> ReadingRow:
    if setting is None:
        shown = (point.basis_document, point.basis_on, point.note, "", None)
        return ReadingRow(number, point, point.default, _label(point, point.default), *shown)
    label = _label(point, setting.value)
    return ReadingRow(
        number,
        point,
        setting.value,
        label,
        setting.document,
        setting.document_on,
        setting.note,
        setting.operator,
        setting.at,
    )


def _label(point: Reading, value: str) -> str:
    return next((choice.label for choice in point.choices if choice.value == value), value)


def _point(policy: Policy, key: str) -> Reading:
    point = policy.readings.get(key)
    if point is None:
        raise UserError("reading-unknown", field="value")
    return point


def _check(office: Office, point: Reading, form: ReadingForm) -> None:
    if form.value not in {choice.value for choice in point.choices}:
        raise UserError("reading-value-unknown", field="value")
    if form.value != point.default and not form.document.strip():
        raise UserError("reading-needs-document", field="document")
    if form.document_on is not None and form.document_on > office.clock.now().date():
        raise UserError("document-day-in-future", field="document_on")
