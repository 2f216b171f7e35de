"""卷宗: papers made for it alone: what was applied for, checklist, journal and index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ipdesk.domain.approval_form import ApprovalForm
from ipdesk.domain.letter import Table
from ipdesk.domain.money import figures
from ipdesk.domain.office_form import FormKind, Line, OfficeForm
from ipdesk.domain.record import ClaimRecord
from ipdesk.services.bureaus import bureau
from ipdesk.services.journal_view import history
from ipdesk.services.letter_facts import day_text
from ipdesk.services.office import Office
from ipdesk.services.paper_setup import faces_in_use

MISSING = "〓"  # what printers set for a character no font has
_SHOWN = 16  # characters of a file's hash in the index


@dataclass(frozen=True, slots=True)
class DossierFile:
    """One file of a dossier: where it lies in it, what it is, and its bytes' hash."""

    path: str
    title: str
    pages: int
    sha256: str


def say(office: Office, key: str, **values: object) -> str:
    return office.wording.text("dossier", key, values)


def application_form(office: Office, claim: ClaimRecord, form: ApprovalForm) -> OfficeForm:
    """What was applied for: by whom, when, and item by item."""
    rows = tuple(
        (item.number, item.subject, item.facts.replace("\n", "；")) for item in form.listed
    )
    claimed = figures(form.claimed_fen) if form.claimed_fen else ""
    return _form(
        office,
        "application",
        form.award,
        _pair(office, ("number", form.number or ""), ("received-on", _day(form.received_on))),
        _pair(office, ("applicant", form.applicant)),
        _pair(office, ("kind", form.kind), ("code", form.code)),
        _pair(office, ("town", form.town), ("contact", f"{form.contact} {form.phone}".strip())),
        _pair(office, ("bank", form.bank), ("account", form.account)),
        _pair(office, ("account-name", form.account_name), ("claimed", claimed)),
        _pair(office, ("clause", form.clause)),
        _pair(office, ("copies", str(claim.copies)), ("fund-year", str(claim.fund_year))),
        Table(
            head=tuple(say(office, "items-head", subject=form.subject_label).split("|")),
            rows=rows,
            align="cll",
            widths=(0.09, 0.33, 0.58),
        ),
        say(office, "note", note=claim.note) if claim.note else "",
    )


def checklist_form(office: Office, form: ApprovalForm) -> OfficeForm:
    """Every line of the checklist with the words of the clause, the answer, who and when."""
    rows = tuple(
        (str(place), check.label, check.quote, check.result, check.hand)
        for place, check in enumerate(form.checks, start=1)
    )
    subtitle = say(office, "about", number=form.number or "", applicant=form.applicant)
    table = Table(
        head=tuple(say(office, "checks-head").split("|")),
        rows=rows,
        align="cllcl",
        widths=(0.07, 0.27, 0.33, 0.15, 0.18),
    )
    return _form(office, "checklist", subtitle, table)


def journal_form(office: Office, claim: ClaimRecord, applicant: str) -> OfficeForm:
    """Everything the journal has of the claim and its letters, oldest first."""
    told = sorted(history(office, "claim", claim.id), key=lambda one: one.seq)
    rows = tuple(
        (
            str(one.seq),
            f"{one.at:%Y-%m-%d %H:%M}",
            one.by,
            one.act,
            "；".join((*one.changes, one.reason) if one.reason else one.changes),
            one.hash[:12],
        )
        for one in told
    )
    table = Table(
        head=tuple(say(office, "journal-head").split("|")),
        rows=rows,
        align="cclllc",
        widths=(0.08, 0.14, 0.1, 0.13, 0.35, 0.2),
    )
    about = say(office, "about", number=claim.number or "", applicant=applicant)
    return _form(office, "journal", about, table, say(office, "journal-note", count=len(rows)))


def index_form(
    office: Office,
    about: str,
    files: Sequence[DossierFile],
    facts: Sequence[tuple[str, str]] = (),
) -> OfficeForm:
    """卷内目录: every file with its pages and the beginning of its hash."""
    rows = tuple(
        (str(place), one.title, one.path, str(one.pages or ""), one.sha256[:_SHOWN])
        for place, one in enumerate(files, start=1)
    )
    table = Table(
        head=tuple(say(office, "index-head").split("|")),
        rows=rows,
        align="cllcl",
        widths=(0.07, 0.25, 0.36, 0.08, 0.24),
        total=("", say(office, "index-total"), "", str(sum(one.pages for one in files)), ""),
    )
    lines = tuple(Line((pair,)) for pair in facts)
    return _form(office, "index", about, *lines, table, say(office, "index-note"))


def render(office: Office, form: OfficeForm) -> bytes:
    """The paper; a character no font has is set as a mark, for a record must not stay unread."""
    from ipdesk.documents.pdf.office_form import render_forms

    faces = faces_in_use(office)
    lost = str.maketrans(dict.fromkeys(faces.missing(_all_text(form)), MISSING))
    return render_forms([_translated(form, lost) if lost else form], faces)


def _all_text(form: OfficeForm) -> str:
    texts = [form.subtitle]
    for part in form.parts:
        if isinstance(part, Line):
            texts += [text for _, text in part.fields]
        elif isinstance(part, Table):
            texts += [cell for row in (*part.rows, part.total) for cell in row]
        else:
            texts.append(part)
    return "".join(texts)


def _translated(form: OfficeForm, lost: dict[int, str]) -> OfficeForm:
    parts: list[Line | Table | str] = []
    for part in form.parts:
        if isinstance(part, Line):
            fields = tuple((name, text.translate(lost)) for name, text in part.fields)
            parts.append(replace(part, fields=fields))
        elif isinstance(part, Table):
            rows = tuple(tuple(cell.translate(lost) for cell in row) for row in part.rows)
            parts.append(replace(part, rows=rows))
        else:
            parts.append(part.translate(lost))
    return replace(form, subtitle=form.subtitle.translate(lost), parts=tuple(parts))


def _form(office: Office, key: str, subtitle: str, *parts: Line | Table | str) -> OfficeForm:
    return OfficeForm(
        FormKind.CONTENTS,
        say(office, f"title-{key}"),
        subtitle,
        bureau(office).name,
        office.clock.now().date(),
        tuple(part for part in parts if part),
    )


def _pair(office: Office, *pairs: tuple[str, str]) -> Line:
    return Line(tuple((say(office, f"field-{key}"), text) for key, text in pairs))


def _day(day: date | None) -> str:
    return day_text(day) if day else ""
