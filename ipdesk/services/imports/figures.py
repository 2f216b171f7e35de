"""部门填报表 read back, figures and tasks: each line is known by what it was sent out as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ipdesk.domain.cell_entry import shown
from ipdesk.domain.importing import Fault, Option, PlannedRow, Question
from ipdesk.domain.observation import NO_FILE, WrongFigure, parse_figure
from ipdesk.domain.policy import Policy
from ipdesk.domain.reporting import Subject
from ipdesk.domain.span import Part, Span
from ipdesk.errors import UserError
from ipdesk.services.imports import form_tasks
from ipdesk.services.imports.plan import Desk, Progress, content_key, skip
from ipdesk.services.office import Actor, Office
from ipdesk.services.targets.common import number_text, policy_of, span_text
from ipdesk.services.targets.entry import FigureForm, enter, known_subjects, take_back
from ipdesk.storage import observations, report_forms, target_closings
from ipdesk.storage.imports import Batch, Made
from ipdesk.storage.report_forms import SentForm

STAMP_SHEET: Final = "_ipdesk"
_SPAN, _SUBJECT = "figure-span", "figure-subject"


def check(desk: Desk, rows: Sequence[PlannedRow]) -> None:
    """Every line is held against the form that went out; what is empty is left alone."""
    form = sent_form(desk)
    tasks = [row for row in rows if form_tasks.is_task(desk, row)]
    form_tasks.check(desk, tasks, form, _stamped(desk))
    _check_figures(desk, [row for row in rows if not form_tasks.is_task(desk, row)], form)


def _check_figures(desk: Desk, rows: Sequence[PlannedRow], form: SentForm) -> None:
    policy = policy_of(desk.office, form.pack)
    known = _by_code(desk, known_subjects(desk.office, policy))
    spans = {span_text(desk.office.wording, span): span for span in _spans(form.span.year)}
    closed = target_closings.standing(desk.office.db, policy.id, form.span.year) is not None
    first: dict[tuple[str, Span], int] = {}
    for row in rows:
        if not row.text("value") and not row.text("note"):
            row.skipped = True
            continue
        subject = known.get(row.text("code"))
        span = spans.get(row.text("span"))
        if subject is None:
            row.faults.append(Fault("code", "figure-unknown", {"typed": row.text("code")}))
        elif span is None or span.period is not subject.period:
            row.faults.append(Fault("span", "span-unknown", {"typed": row.text("span")}))
        elif closed:
            row.faults.append(Fault("", "figure-closed", {"year": span.year}))
        elif span.starts_on > desk.today:
            row.faults.append(Fault("span", "figure-early", {"span": row.text("span")}))
        elif (subject.id, span) in first:
            row.known = Fault("code", "same-as-line", {"line": first[subject.id, span]})
        else:
            first[subject.id, span] = row.line
            _judge(desk, policy, row, subject, span)


def write(desk: Desk, rows: Sequence[PlannedRow], batch: int, progress: Progress) -> list[Made]:
    """Enter each figure and each step of a task with its own entry in the journal."""
    policy = policy_of(desk.office, sent_form(desk).pack)
    file = desk.request.file.name
    known = known_subjects(desk.office, policy)
    made = []
    for count, row in enumerate(rows, start=1):
        if form_tasks.is_task(desk, row):
            made.append(form_tasks.write(desk, row))
            progress(count, len(rows))
            continue
        subject, span = row.found[_SUBJECT], row.found[_SPAN]
        assert isinstance(subject, Subject)
        assert isinstance(span, Span)
        reason = row.text("reason") or desk.office.wording.text(
            "import", "correction-by-form", {"file": file}
        )
        step = row.text("value") if subject.steps else ""
        form = FigureForm(
            policy.id,
            subject.id,
            span,
            "" if step else row.text("value"),
            step,
            row.text("source"),
            row.text("note"),
            reason=reason,
        )
        number = enter(desk.office, desk.actor, policy, form, NO_FILE, batch, known)
        made.append(Made(row.line, "observation", number, row.key))
        progress(count, len(rows))
    return made


def undo(office: Office, actor: Actor, batch: Batch, made: Sequence[Made]) -> None:
    """Take the rows back, the last first; what they had corrected or moved stands again."""
    reason = office.wording.text("import", "void-reason", {"file": batch.file_name})
    for one in reversed(made):
        if one.entity == form_tasks.PROGRESS:
            form_tasks.undo(office, actor, batch, one.entity_id)
            continue
        found = observations.get(office.db, one.entity_id)
        if found is None or found.state != "stands":
            raise UserError("undo-figure-corrected", line=one.line)
        take_back(office, actor, one.entity_id, reason)


def sent_form(desk: Desk) -> SentForm:
    """The form this file was, by the stamp on its hidden sheet."""
    for sheet in desk.request.file.sheets:
        if sheet.name == STAMP_SHEET and sheet.rows and sheet.rows[0]:
            form = report_forms.by_stamp(desk.office.db, str(sheet.rows[0][0]).strip())
            if form is not None:
                return form
    raise UserError("form-stamp-missing")


def _by_code(desk: Desk, known: Mapping[str, Subject]) -> Mapping[str, Subject]:
    """What each code of this very form means: as it was when the form went out."""
    return {code: known[name] for code, name in _stamped(desk).items() if name in known}


def _stamped(desk: Desk) -> Mapping[str, str]:
    """The pairs of the hidden sheet."""
    (hidden,) = (sheet for sheet in desk.request.file.sheets if sheet.name == STAMP_SHEET)
    return {shown(row[0]).strip(): shown(row[1]).strip() for row in hidden.rows[1:] if len(row) > 1}


def _judge(desk: Desk, policy: Policy, row: PlannedRow, subject: Subject, span: Span) -> None:
    """One line that is what it says: its figure, and whether one stands already."""
    typed = row.text("value")
    if not typed:
        row.faults.append(Fault("value", "figure-note-only"))
        return
    shown = typed
    if subject.measure is None:
        if typed not in subject.steps:
            said = _said(desk, "step-unknown", {"steps": subject.steps})
            row.faults.append(Fault("value", "figure-wrong", {"label": subject.name, "said": said}))
            return
    else:
        try:
            shown = number_text(parse_figure(typed, subject.measure))
        except WrongFigure as error:
            said = _said(desk, error.code, error.values)
            row.faults.append(Fault("value", "figure-wrong", {"label": subject.name, "said": said}))
            return
    row.found[_SUBJECT], row.found[_SPAN] = subject, span
    row.key = content_key("figure", policy.id, subject.id, span, shown, row.text("note"))
    old = observations.standing(desk.office.db, policy.id, subject.id, span)
    if old is None:
        return
    stands = old.step or number_text(old.value)
    if stands == shown and old.note == row.text("note"):
        row.known = Fault("value", "figure-same")
        return
    values = {"old": stands, "new": shown}
    options = (Option("correct", "correct"), skip())
    group = f"figure:{subject.id}:{span}"
    desk.answer(row, Question(group, "value", "figure-differs", values, options))


def _said(desk: Desk, code: str, values: Mapping[str, object]) -> str:
    return desk.office.wording.text("message", code, values)


def _spans(year: int) -> tuple[Span, ...]:
    return tuple(Span(year, part) for part in Part)
