"""登记: an applicant as typed, what is noted about it, and how its lists are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from ipdesk.domain import identifiers
from ipdesk.domain.applicant import Applicant, ApplicantKind
from ipdesk.domain.finding import NO_VALUES, Severity
from ipdesk.domain.names import folded
from ipdesk.domain.text import bad_character, fold

LONGEST: Final[Mapping[str, int]] = {"note": 2000, "code": 30, "phone": 50, "account": 50}
LONGEST_TEXT: Final = 200


@dataclass(frozen=True, slots=True)
class ApplicantForm:
    """The fields of an applicant as the clerk typed them."""

    kind: ApplicantKind
    name: str = ""
    code: str = ""
    local: bool = True
    town: str = ""
    address: str = ""
    legal_representative: str = ""
    contact: str = ""
    phone: str = ""
    bank: str = ""
    account_name: str = ""
    account: str = ""
    former_names: tuple[str, ...] = ()
    former_until: tuple[tuple[str, date], ...] = ()
    note: str = ""
    code_exception: str = ""


class FieldNote(NamedTuple):
    """What is to be said about one field; `code` is a message key.

    `reason` names the field that must say why, where a warned value is to be kept.
    """

    field: str
    code: str
    severity: Severity
    values: Mapping[str, object] = NO_VALUES
    reason: str = ""


class ApplicantSort(StrEnum):
    """What a list of applicants can be ordered by."""

    NAME = "name"
    KIND = "kind"
    TOWN = "town"
    CODE = "code"
    REGISTERED = "registered"


@dataclass(frozen=True, slots=True)
class ApplicantFilter:
    """Which applicants a list shows; what is left empty does not narrow it."""

    kind: ApplicantKind | None = None
    town: str = ""
    local: bool | None = None
    text: str = ""


EVERYONE: Final = ApplicantFilter()
_SHORTEST_PHONE, _MOBILE = 7, 11  # figures of a local number, and of a mobile one
_TEXTS: Final = tuple(
    field.name
    for field in fields(ApplicantForm)
    if field.name not in ("kind", "local", "former_names", "former_until")
)


def form_of(applicant: Applicant) -> ApplicantForm:
    """The form filled with what stands in the register."""
    return ApplicantForm(
        **{field.name: getattr(applicant, field.name) for field in fields(ApplicantForm)}
    )


def tidied(form: ApplicantForm) -> ApplicantForm:
    """The form without outer blanks, its numbers in plain capitals without blanks."""
    texts = {name: getattr(form, name).strip() for name in _TEXTS}
    for name in ("code", "account"):
        texts[name] = fold(texts[name])
    former = tuple(dict.fromkeys(name for name in map(str.strip, form.former_names) if name))
    days = {name.strip(): day for name, day in form.former_until}
    until = tuple((name, days[name]) for name in former if name in days)
    return replace(form, former_names=former, former_until=until, **texts)


def renamed(form: ApplicantForm, before: str, until: date | None) -> ApplicantForm:
    """The form with the name borne before among the former ones, newest first."""
    if before in form.former_names or folded(before) == folded(form.name):
        return form
    known = form.former_until if until is None else ((before, until), *form.former_until)
    return replace(form, former_names=(before, *form.former_names), former_until=known)


def entered(form: ApplicantForm, number: int = 0) -> Applicant:
    """The applicant a tidied form describes; a reason nothing asks for is dropped."""
    values = {field.name: getattr(form, field.name) for field in fields(ApplicantForm)}
    if not any(note.reason for note in form_notes(form)):
        values["code_exception"] = ""
    return Applicant(number, **values)


def form_notes(form: ApplicantForm) -> Iterator[FieldNote]:
    """Yield what a tidied form shows by itself, without looking into the register."""
    yield from _text_notes(form)
    if not folded(form.name):
        yield FieldNote("name", "applicant-name-missing", Severity.BLOCK)
    yield from _code_notes(form)
    yield from _phone_notes(form)
    if form.account_name and folded(form.account_name) != folded(form.name):
        yield FieldNote("account_name", "account-name-differs", Severity.WARNING)
    yield from _account_notes(form)


def _text_notes(form: ApplicantForm) -> Iterator[FieldNote]:
    texts = [(name, getattr(form, name)) for name in _TEXTS]
    texts += [("former_names", name) for name in form.former_names]
    for field, text in texts:
        bad = bad_character(text, multiline=field == "note")
        if bad is not None:
            where = {"position": bad.position + 1, "character": bad.character}
            yield FieldNote(field, bad.code, Severity.BLOCK, where)
        longest = LONGEST.get(field, LONGEST_TEXT)
        if len(text) > longest:
            sizes = {"longest": longest, "length": len(text)}
            yield FieldNote(field, "text-too-long", Severity.BLOCK, sizes)


def _code_notes(form: ApplicantForm) -> Iterator[FieldNote]:
    """Yield what is wrong with the code; it may be kept with a reason, never silently."""
    unit = form.kind.is_unit
    if not form.code:
        code, values = "credit-code-missing" if unit else "id-card-missing", NO_VALUES
    else:
        check = identifiers.credit_code_problem if unit else identifiers.id_card_problem
        problem = check(form.code)
        if problem is None:
            return
        code, values = problem
    yield FieldNote("code", code, Severity.WARNING, values, reason="code_exception")


def _phone_notes(form: ApplicantForm) -> Iterator[FieldNote]:
    """A number that cannot be rung: too few figures, or a mobile one with some missing.

    Two numbers in the field, an extension or a word beside it are left to the clerk.
    """
    figures = "".join(filter(str.isdecimal, form.phone))
    if not form.phone:
        return
    if len(figures) < _SHORTEST_PHONE:
        yield FieldNote("phone", "phone-too-short", Severity.WARNING, {"count": len(figures)})
    elif figures[0] == "1" and len(figures) < _MOBILE and figures == form.phone:
        yield FieldNote("phone", "mobile-too-short", Severity.WARNING, {"count": len(figures)})


def _account_notes(form: ApplicantForm) -> Iterator[FieldNote]:
    if not form.account:
        return
    if not form.kind.is_unit:
        problem = identifiers.personal_card_problem(form.account)
        if problem is not None:
            yield FieldNote("account", problem.code, Severity.WARNING, problem.values)
    elif not form.account.replace("-", "").isdecimal():
        yield FieldNote("account", "account-not-figures", Severity.WARNING)
