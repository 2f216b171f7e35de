"""填报: figures entered, corrected with a reason and taken back; nothing that was said is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from ipdesk.domain.measure import Measure
from ipdesk.domain.observation import Attached, Observation, WrongFigure, parse_figure
from ipdesk.domain.policy import Policy
from ipdesk.domain.reporting import Subject
from ipdesk.domain.span import Span
from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.targets.common import (
    check_year,
    keep_file,
    number_text,
    policy_of,
    span_text,
    tidy,
)
from ipdesk.services.targets.reporting import subjects_of
from ipdesk.storage import observations


@dataclass(frozen=True, slots=True)
class FigureForm:
    """One figure as it is typed; `step` instead of `typed` for a milestone."""

    pack: str
    subject: str
    span: Span
    typed: str = ""
    step: str = ""
    source: str = ""
    note: str = ""
    reported_on: date | None = None
    reason: str = ""  # needed where a figure stands already
    file: Path | None = None


def figure_history(office: Office, pack: str, subject: str, year: int) -> tuple[Observation, ...]:
    """All that was ever said of one thing in a year, corrections with their reasons."""
    return observations.history(office.db, pack, subject, year)


def report_figure(office: Office, actor: Actor, form: FigureForm) -> Changes:
    """Enter a figure, or correct the one that stands; the old one and the reason are kept."""
    actor.require(Role.CLERK)
    policy = policy_of(office, form.pack)
    file = keep_file(office, form.file)
    with act(office):
        number = enter(office, actor, policy, form, file)
    return Changes.of("observation", ids=(number,))


def report_figures(office: Office, actor: Actor, forms: Sequence[FigureForm]) -> Changes:
    """A whole sheet of figures of one policy: all of them are kept, or none."""
    actor.require(Role.CLERK)
    if not forms:
        return Changes.of()
    policy = policy_of(office, forms[0].pack)
    files = [keep_file(office, form.file) for form in forms]
    known = known_subjects(office, policy)
    with act(office):
        ids = tuple(
            enter(office, actor, policy, form, file, known=known)
            for form, file in zip(forms, files, strict=True)
        )
    return Changes.of("observation", ids=ids)


def known_subjects(office: Office, policy: Policy) -> Mapping[str, Subject]:
    """What is to be reported, by name."""
    return {one.id: one for one in subjects_of(office, policy)}


def enter(
    office: Office,
    actor: Actor,
    policy: Policy,
    form: FigureForm,
    file: Attached,
    batch: int | None = None,
    known: Mapping[str, Subject] | None = None,
) -> int:
    """The rows and the entry of one figure, inside the act under way."""
    today = office.clock.now().date()
    check_year(policy, form.span.year, today)
    subject = (known or {}).get(form.subject) or subject_named(office, policy, form.subject)
    one = _observation(office, actor, policy, subject, form, file, batch)
    if one.reported_on > today or (form.span.ends_on > today and subject.measure is None):
        raise UserError("report-day-future", field="reported_on")
    if form.span.starts_on > today:
        raise UserError("span-not-begun", field="span", span=span_text(office.wording, form.span))
    old = observations.standing(office.db, policy.id, subject.id, form.span)
    if old is not None:
        if (old.value, old.step) == (one.value, one.step) and old.note == one.note:
            raise UserError("figure-stands-already", field="typed")
        if not one.reason:
            raise UserError("correction-needs-reason", field="reason")
        observations.set_state(office.db, old.id, "corrected")
        one = replace(one, corrects=old.id, source=one.source or old.source)
    else:
        one = replace(one, reason="")
    number = observations.add(office.db, one, actor.id)
    data = {
        **_told(office, policy, subject, form.span),
        "figure": {"old": _shown(old), "new": _shown(one)},
        "department": one.department,
        "source": one.source,
        "note": one.note,
        "reported_on": one.reported_on.isoformat(),
        "file": one.file.file_name,
    }
    act_name = "report_figure" if old is None else "correct_figure"
    record(office, actor, act_name, "target", number, data, one.reason)
    return number


def withdraw_figure(office: Office, actor: Actor, number: int, reason: str) -> Changes:
    """Take back what should not have been entered; what it had corrected stands again."""
    actor.require(Role.CLERK)
    why = tidy(reason, "reason")
    if not why:
        raise UserError("need-missing", field="reason", need="reason")
    with act(office):
        take_back(office, actor, number, why)
    return Changes.of("observation", ids=(number,))


def take_back(office: Office, actor: Actor, number: int, reason: str) -> None:
    """The same inside the act under way."""
    one = observations.get(office.db, number)
    if one is None or one.state != "stands":
        raise UserError("figure-not-standing")
    policy = policy_of(office, one.pack)
    observations.set_state(office.db, number, "withdrawn")
    old = None if one.corrects is None else observations.get(office.db, one.corrects)
    if old is not None:
        observations.set_state(office.db, old.id, "stands")
    subject = subject_named(office, policy, one.subject)
    data = {
        **_told(office, policy, subject, one.span),
        "figure": {"old": _shown(one), "new": _shown(old)},
    }
    record(office, actor, "withdraw_figure", "target", number, data, reason)


def subject_named(office: Office, policy: Policy, name: str) -> Subject:
    """What may be entered under this name; UserError for rates and what nobody asks for."""
    known = known_subjects(office, policy)
    if name in known:
        return known[name]
    measure = policy.measures.get(name)
    if measure is not None and measure.is_rate:
        raise UserError("figure-of-rate", field="subject", measure=measure.name)
    if measure is not None and measure.origin is None:
        return _open_subject(policy, measure)
    raise UserError("subject-unknown", field="subject", subject=name)


def _open_subject(policy: Policy, measure: Measure) -> Subject:
    """A reference nobody owes, such as the level another office sets, can still be entered."""
    row = next(r for r in policy.rows if measure.id in (*r.measures, *r.beside, r.comparator))
    who = (measure.departments or row.departments)[0]
    return Subject(
        measure.id,
        measure.name,
        measure.unit,
        row.periods[0],
        who,
        (row.id,),
        row.clause,
        measure.source or row.source,
        measure=measure,
    )


def _observation(
    office: Office,
    actor: Actor,
    policy: Policy,
    subject: Subject,
    form: FigureForm,
    file: Attached,
    batch: int | None,
) -> Observation:
    value = None
    if subject.measure is None:
        if form.step not in subject.steps:
            raise UserError("step-unknown", field="step", steps=subject.steps)
    else:
        value = typed_figure(subject.measure, form.typed)
    now = office.clock.now()
    return Observation(
        id=0,
        pack=policy.id,
        subject=subject.id,
        span=form.span,
        value=value,
        step=form.step if subject.measure is None else "",
        department=subject.department.name,
        source=tidy(form.source, "source"),
        note=tidy(form.note, "note"),
        reported_on=form.reported_on or now.date(),
        operator=actor.name,
        at=now,
        file=file,
        reason=tidy(form.reason, "reason"),
        batch=batch,
    )


def typed_figure(measure: Measure, typed: str) -> Decimal:
    """A typed figure; UserError says what is wrong with it."""
    try:
        return parse_figure(typed, measure)
    except WrongFigure as error:
        raise UserError(error.code, field="typed", **error.values) from error


def _told(office: Office, policy: Policy, subject: Subject, span: Span) -> dict[str, object]:
    return {
        "pack": policy.id,
        "indicator": subject.name,
        "span": span_text(office.wording, span),
    }


def _shown(one: Observation | None) -> str:
    if one is None:
        return ""
    return one.step or number_text(one.value)
