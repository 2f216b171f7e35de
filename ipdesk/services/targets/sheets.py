"""填报表 sent out: what one department owes for one period and its tasks, to fill in."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ipdesk.domain.policy import Policy
from ipdesk.domain.reporting import line_codes
from ipdesk.domain.span import Span
from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.bureaus import bureau
from ipdesk.services.imports.figures import STAMP_SHEET
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.targets.book import Cell
from ipdesk.services.targets.common import number_text, policy_of, span_text
from ipdesk.services.targets.entry_lines import EntryLine, entry_lines
from ipdesk.services.targets.form_tasks import (
    task_codes,
    task_departments,
    task_page,
    task_stamp,
    tasks_of,
)
from ipdesk.services.targets.reporting import subjects_of
from ipdesk.services.targets.tasks import TaskLine
from ipdesk.storage import report_forms
from ipdesk.storage.report_forms import SentForm as SentForm

if TYPE_CHECKING:
    from ipdesk.documents.xlsx.report_form import FormPage

_STAMP_BYTES: Final = 16
_COLUMNS: Final = (
    ("code", 10, False),
    ("indicator", 34, False),
    ("unit", 9, False),
    ("span", 16, False),
    ("before", 13, False),
    ("stands", 13, False),
    ("value", 15, True),
    ("source", 26, True),
    ("note", 32, True),
    ("reason", 22, True),
)
_VALUE: Final = 6
Progress = Callable[[int, int], bool]  # how many of how many are done; False stops


@dataclass(frozen=True, slots=True)
class FormPreview:
    """What a form would hold, before it is written."""

    department: str
    span: Span
    lines: tuple[EntryLine, ...]
    file_name: str
    tasks: tuple[TaskLine, ...] = ()


@dataclass(frozen=True, slots=True)
class FormsSent:
    """How many forms were written, and how many were left when it was stopped."""

    changes: Changes
    made: int
    left: int


def form_preview(office: Office, pack: str, department: str, span: Span) -> FormPreview:
    """The lines of a form: all that ends with the span, quarter, half-year and year together.

    The open tasks of the department go with every form.
    """
    lines = tuple(
        line
        for line in entry_lines(office, pack, span.year, department)
        if line.span.ends_on == span.ends_on and line.state is not None
    )
    tasks = tasks_of(office, pack, department, span.year)
    return FormPreview(department, span, lines, form_name(office, department, span), tasks)


def form_name(office: Office, department: str, span: Span) -> str:
    """What the file of a form is called."""
    values = {"department": department, "span": span_text(office.wording, span)}
    return office.wording.text("report-form", "file", values).replace("/", "、")


def owing(office: Office, pack: str, span: Span) -> tuple[str, ...]:
    """The departments a form of this span is for, in the order of the policy."""
    figures = (
        line.subject.department.name
        for line in entry_lines(office, pack, span.year)
        if line.span.ends_on == span.ends_on and line.state is not None
    )
    return tuple(dict.fromkeys((*figures, *task_departments(office, pack, span.year))))


def form_departments(office: Office, pack: str, year: int) -> tuple[str, ...]:
    """Everybody a form may go to in a year: who reports figures, then who has only tasks."""
    figures = (one.department.name for one in subjects_of(office, policy_of(office, pack)))
    return tuple(dict.fromkeys((*figures, *task_departments(office, pack, year))))


def sent_forms(office: Office, pack: str) -> tuple[SentForm, ...]:
    """What went out, newest first."""
    return report_forms.forms(office.db, pack)


def send_forms(
    office: Office,
    actor: Actor,
    pack: str,
    departments: Collection[str],
    span: Span,
    folder: Path,
    progress: Progress | None = None,
) -> FormsSent:
    """A form for each of these departments that owes something; what is written when stopped is."""
    names = [name for name in owing(office, pack, span) if name in departments]
    if not names:
        raise UserError("form-nothing-owed", department="", span=span_text(office.wording, span))
    changes, made = Changes.of(), 0
    for name in names:
        if progress is not None and not progress(made, len(names)):
            break
        path = folder / form_name(office, name, span)
        changes = send_form(office, actor, pack, name, span, path)
        made += 1
    return FormsSent(changes, made, len(names) - made)


def send_form(
    office: Office, actor: Actor, pack: str, department: str, span: Span, path: Path
) -> Changes:
    """Write the form of a department to a file; its stamp is kept, so that it is known again."""
    from ipdesk.documents.files import replace_file
    from ipdesk.documents.xlsx.report_form import ReportForm, report_form

    actor.require(Role.CLERK)
    policy = policy_of(office, pack)
    preview = form_preview(office, pack, department, span)
    told = {"department": department, "span": span_text(office.wording, span)}
    if not preview.lines and not preview.tasks:
        raise UserError("form-nothing-owed", **told)
    house, stamp = bureau(office), secrets.token_hex(_STAMP_BYTES)
    codes = line_codes(subjects_of(office, policy))
    due = min((line.due_on for line in preview.lines if line.due_on), default=None)
    about = {**told, "due": due, "bureau": house.name, "contact": house.contact}
    task_names = task_codes(office, preview.tasks)
    pages = (
        _figures(office, policy, preview.lines, codes, about),
        task_page(office, policy, preview.tasks, task_names, about),
    )
    form = ReportForm(
        pages=tuple(page for page in pages if page.lines),
        stamp_sheet=STAMP_SHEET,
        stamp=(
            (stamp, str(span)),
            *((codes[line.subject.id], line.subject.id) for line in preview.lines),
            *task_stamp(task_names, preview.tasks),
        ),
        author=house.name,
        made_at=office.clock.now(),
    )
    replace_file(path, report_form(form))
    count = len(preview.lines) + len(preview.tasks)
    with act(office) as db:
        number = report_forms.add(
            db,
            pack,
            policy.sha256,
            department,
            span,
            stamp,
            count,
            actor.id,
            office.clock.now(),
        )
        data = {
            "pack": pack,
            "department": department,
            "span": told["span"],
            "lines": count,
            "file": path.name,
            "form_stamp": stamp,
        }
        record(office, actor, "send_report_form", "reportform", number, data)
    return Changes.of("report_form", ids=(number,))


def _figures(
    office: Office,
    policy: Policy,
    lines: Sequence[EntryLine],
    codes: Mapping[str, str],
    about: Mapping[str, object],
) -> FormPage:
    from ipdesk.documents.xlsx.report_form import FormColumn, FormLine, FormPage

    words, wording = office.wording.section("report-form"), office.wording
    return FormPage(
        sheet=words["sheet"],
        title=wording.text("report-form", "title", {"title": policy.title}),
        about=wording.text("report-form", "about" if about["due"] else "about-undated", about),
        advice=words["advice"],
        columns=tuple(FormColumn(words[f"column-{key}"], w, free) for key, w, free in _COLUMNS),
        lines=tuple(
            FormLine(
                _texts(office, line, codes[line.subject.id]),
                line.subject.steps,
                line.subject.measure is None or line.subject.measure.decimals == 0,
                wording.text("report-form", "prompt", {"unit": line.subject.unit}),
            )
            for line in lines
        ),
        value=_VALUE,
    )


def _texts(office: Office, line: EntryLine, code: str) -> tuple[str, ...]:
    subject = line.subject
    return (
        code,
        subject.name,
        subject.unit,
        span_text(office.wording, line.span),
        _shown(line.before),
        _shown(line.cell),
        "",
        "",
        "",
        "",
    )


def _shown(cell: Cell) -> str:
    if cell.reported is not None and cell.reported.step:
        return cell.reported.step
    return number_text(cell.value)
