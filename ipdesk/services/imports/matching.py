"""Who a row means: someone on file, someone new, or a question for the clerk."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ipdesk.domain.applicant import Applicant, ApplicantKind
from ipdesk.domain.importing import Fault, Option, PlannedRow, Question
from ipdesk.domain.names import folded, look_alike_key
from ipdesk.domain.registration import ApplicantForm, form_notes, tidied
from ipdesk.services.applicants import register_applicant
from ipdesk.services.imports.kinds import guess_kind
from ipdesk.services.imports.plan import Desk, said, skip
from ipdesk.services.office import Office
from ipdesk.storage import applicants

APPLICANT: Final = "applicant"  # in `found`: the id of who is on file
NEW: Final = "new"  # in `found`: the ApplicantForm of who is to be registered
_USE: Final = "use:"


class Register:
    """Looks names and codes up once each; rows that name the same newcomer share one record."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._endings = tuple(desk.office.wording.section("legal-form").values())
        self._known: dict[tuple[str, str], Applicant | tuple[Applicant, ...] | None] = {}
        self._newcomers: dict[str, PlannedRow] = {}  # by folded name
        self._likes: dict[str, PlannedRow] = {}  # newcomers by look-alike key

    def find(self, row: PlannedRow, may_register: bool = True) -> bool:
        """Put who is meant into `found`; False when the row has to wait or is at fault."""
        name, code = row.text("name"), row.text("code")
        found = self._by_code(row, name, code) or self._by_name(row, name, code)
        if isinstance(found, Applicant):
            row.found[APPLICANT] = found.id
            return True
        if row.questions or row.skipped or row.faults:
            return False
        if not may_register:
            row.faults.append(Fault("name", "applicant-not-on-file", {"name": name}))
            return False
        return self._newcomer(row, name)

    def _by_code(self, row: PlannedRow, name: str, code: str) -> Applicant | None:
        if not code:
            return None
        place = ("code", code)
        if place not in self._known:
            self._known[place] = applicants.by_code(self._desk.office.db, code)
        same = self._known[place]
        if not isinstance(same, Applicant) or _is_called(same, name):
            return same if isinstance(same, Applicant) else None
        values = {"code": code, "name": same.name, "typed": name}
        use = Option(f"{_USE}{same.id}", "use", {"name": same.name})
        question = Question(
            f"code:{code}:{folded(name)}", "code", "code-of-another", values, (use, skip())
        )
        return same if self._desk.answer(row, question).startswith(_USE) else None

    def _by_name(self, row: PlannedRow, name: str, code: str) -> Applicant | None:
        if row.questions or row.skipped:
            return None
        alike = self._alike(name)
        called = [one for one in alike if _is_called(one, name)]
        fitting = [one for one in called if not code or not one.code or one.code == code]
        if len(fitting) == 1:
            return fitting[0]
        if not alike:
            return None
        options = [Option(f"{_USE}{one.id}", "use-code", _named(one)) for one in alike]
        # Two of one name and one code cannot be told apart by registering a third.
        if len(fitting) < 2:
            options.append(Option("new", "new"))
        names = tuple(dict.fromkeys(one.name for one in alike))
        kind = "name-of-another-code" if called else "name-looks-alike-import"
        values = {"typed": name, "names": names}
        question = Question(f"name:{folded(name)}:{code}", "name", kind, values, (*options, skip()))
        given = self._desk.answer(row, question)
        return next((one for one in alike if given == f"{_USE}{one.id}"), None)

    @staticmethod
    def alike_of(office: Office, name: str) -> tuple[Applicant, ...]:
        """Who on file is called so, or nearly so."""
        key = look_alike_key(name, office.wording.section("legal-form").values())
        return applicants.looking_like(office.db, key) if key else ()

    def _alike(self, name: str) -> tuple[Applicant, ...]:
        place = ("name", folded(name))
        if place not in self._known:
            self._known[place] = self.alike_of(self._desk.office, name)
        found = self._known[place]
        return found if isinstance(found, tuple) else ()

    def _newcomer(self, row: PlannedRow, name: str) -> bool:
        """Someone not on file: the first row that names it says who it is."""
        key = folded(name)
        first = self._newcomers.get(key)
        if first is None:
            like = look_alike_key(name, self._endings)
            other = self._likes.get(like)
            if other is not None and not self._apart(row, other, name):
                return NEW in row.found
            form = self._form(row)
            if row.faults or row.questions or row.skipped:
                return False
            row.found[NEW] = form
            self._newcomers[key] = row
            self._likes.setdefault(like, row)
            return True
        code, had = row.text("code"), first.text("code")
        if code and had and code != had:
            values = {"typed": name, "line": first.line, "code": had}
            row.faults.append(Fault("code", "two-codes-in-file", values))
            return False
        row.found[NEW] = first.found[NEW]
        return True

    def _apart(self, row: PlannedRow, other: PlannedRow, name: str) -> bool:
        """Two newcomers of one file that look alike: one and the same, or two."""
        values = {"typed": name, "names": (other.text("name"),), "line": other.line}
        same = Option("same", "same-as-line", {"name": other.text("name"), "line": other.line})
        question = Question(
            f"alike:{folded(name)}",
            "name",
            "name-looks-alike-file",
            values,
            (same, Option("new", "new"), skip()),
        )
        given = self._desk.answer(row, question)
        if given == "same":
            row.found[NEW] = other.found[NEW]
        return given == "new"

    def _form(self, row: PlannedRow) -> ApplicantForm:
        name, code = row.text("name"), row.text("code")
        kind = row.text("kind")
        form = ApplicantForm(
            kind=ApplicantKind(kind) if kind else guess_kind(name, code), name=name, code=code
        )
        return excused(self._desk, row, form)


def excused(desk: Desk, row: PlannedRow, form: ApplicantForm) -> ApplicantForm:
    """The form with a reason for a missing or odd code, asked of the clerk where it is odd."""
    clean = tidied(form)
    for note in form_notes(clean):
        if note.reason != "code_exception" or clean.code_exception:
            continue
        why = desk.office.wording.text("import", "code-exception", {"file": desk.request.file.name})
        if clean.code:
            fault = Fault("code", note.code, note.values)
            values = {"said": said(desk.office.wording, fault)}
            keep = Option("keep", "keep-code")
            question = Question(f"odd:{clean.code}", "code", "code-odd", values, (keep, skip()))
            if desk.answer(row, question) != "keep":
                return form
        else:
            row.notes.append(Fault("code", "code-missing-import"))
        return replace(clean, code_exception=why)
    return clean


class Newcomers:
    """Registers each newcomer once, in the act under way, and knows its number afterwards."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._numbers: dict[int, int] = {}  # by identity of the form shared between rows
        self.made: list[tuple[int, int]] = []  # line and applicant

    def number(self, row: PlannedRow) -> int:
        """The applicant of a row, registered now if nobody was."""
        known = row.found.get(APPLICANT)
        if isinstance(known, int):
            return known
        form = row.found[NEW]
        assert isinstance(form, ApplicantForm)
        if id(form) not in self._numbers:
            made = register_applicant(self._desk.office, self._desk.actor, form)
            self._numbers[id(form)] = made.id
            self.made.append((row.line, made.id))
        return self._numbers[id(form)]


def kind_of(desk: Desk, row: PlannedRow) -> ApplicantKind:
    """What kind of applicant a row means, on file or new."""
    known = row.found.get(APPLICANT)
    if isinstance(known, int):
        found = applicants.get(desk.office.db, known)
        assert found is not None
        return found.kind
    form = row.found[NEW]
    assert isinstance(form, ApplicantForm)
    return form.kind


def _is_called(one: Applicant, name: str) -> bool:
    return folded(name) in (folded(one.name), *map(folded, one.former_names))


def _named(one: Applicant) -> dict[str, object]:
    return {"name": one.name, "code": one.code}
