"""审批表 as a Word copy: the rows of the PDF, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ipdesk.documents.docx.papers import word_forms
from ipdesk.documents.pdf.words import words
from ipdesk.domain.approval_form import ApprovalForm
from ipdesk.domain.letter import Table
from ipdesk.domain.money import capitals, figures
from ipdesk.domain.office_form import FormKind, Line, OfficeForm

_OPINION = 84.0


def word_approval_form(form: ApprovalForm) -> bytes:
    """The form as it stands, for editing."""
    said = words("form")["printed"].format(bureau=form.bureau, day=_day(form.printed_on))
    parts = (*_facts(form), *_tables(form), *_opinions(form))
    kind = FormKind.APPROVAL
    return word_forms((OfficeForm(kind, form.title, said, form.bureau, form.printed_on, parts),))


def _facts(form: ApprovalForm) -> Iterator[Line]:
    label = words("form")
    amount = "computed" if form.draft else "approved"
    for name, value in (
        ("policy", form.policy),
        ("award", form.award),
        ("clause", form.clause),
        ("quote", form.quote),
        ("applicant", form.applicant),
    ):
        if value:
            yield Line(((label[name], value),))
    for left, one, right, other in (
        ("number", form.number or "", "received", _day(form.received_on)),
        ("code", form.code, "kind", form.kind),
        ("contact", form.contact, "phone", form.phone),
        ("bank", form.bank, "town", form.town),
        ("account", form.account, "items", form.items),
        ("claimed", figures(form.claimed_fen), amount, figures(form.approved_fen)),
    ):
        yield Line(((label[left], one), (label[right], other)))
    yield Line(((label["capitals"], capitals(form.approved_fen)),))


def _tables(form: ApprovalForm) -> Iterator[Table | str]:
    label = words("form")
    number, facts, verdict, amount = label["listed"].split("|")
    listed = tuple(
        (one.number, one.subject, one.facts, one.verdict, figures(one.amount_fen))
        for one in form.listed
    )
    heads = (number, form.subject_label, facts, verdict, amount)
    papers = tuple((one.label, one.filed, one.seen, one.hand) for one in form.papers)
    checks = tuple((one.label, one.quote, one.result, one.hand) for one in form.checks)
    lines = tuple((one.text, one.quote, figures(one.amount_fen)) for one in form.lines)
    readings = tuple((one.label, one.choice, one.basis) for one in form.readings)
    total = (label["total"], "", figures(form.approved_fen))
    for name, head, rows, align, widths, last in (
        ("listing", heads, listed, "clllr", (0.07, 0.27, 0.36, 0.14, 0.16), ()),
        ("evidence", _heads("papers"), papers, "lccc", (0.42, 0.21, 0.21, 0.16), ()),
        ("checklist", _heads("checks"), checks, "llcc", (0.33, 0.35, 0.16, 0.16), ()),
        ("calculation", _heads("lines"), lines, "llr", (0.36, 0.46, 0.18), total),
        ("readings", _heads("reading"), readings, "lll", (0.46, 0.28, 0.26), ()),
    ):
        if rows:
            yield label[name]
            yield Table(head, rows, align, widths, last)
        if name == "checklist":
            yield from form.findings


def _opinions(form: ApprovalForm) -> Iterator[Line]:
    label = words("form")
    for one in form.opinions:
        signed = f"{label['signature']}{one.name}　　{_day(one.day) or label['date']}"
        yield Line(((one.title, f"{one.text}\n\n{signed}"),), _OPINION)


def _heads(name: str) -> tuple[str, ...]:
    return tuple(words("form")[name].split("|"))


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
