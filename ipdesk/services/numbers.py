"""文号: taken from the program's series or the bureau's register; set aside, typed in, spoilt."""

from __future__ import annotations

from dataclasses import asdict

from ipdesk.domain.letter import DocumentNumber, LetterKind
from ipdesk.domain.numbering import Numbering, Register, Shared, next_free
from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.bureaus import bureau
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import letters, numbers, series, settings

_KEY = "numbers"
_TABLES = ("number_range", "number_void", "letter")


def numbering(office: Office) -> Numbering:
    """As set now; the program counts for itself when nothing was set."""
    known = settings.get(office.db, _KEY)
    return Numbering() if known is None else Numbering(Shared(known["shared"]), known["mark"])


def set_numbering(office: Office, actor: Actor, wanted: Numbering) -> Changes:
    """Change where the letters to come take their numbers."""
    actor.require(Role.ADMINISTRATOR)
    if wanted.shared is not Shared.NONE and not wanted.mark:
        raise UserError("number-mark-missing", field="mark")
    if wanted.shared is Shared.DECIDING and wanted.mark == bureau(office).letter_mark:
        raise UserError("number-mark-own", field="mark", mark=wanted.mark)
    old = numbering(office)
    with act(office) as db:
        settings.put(db, _KEY, asdict(wanted))
        record(
            office, actor, "set_numbering", "bureau", 0, {"old": asdict(old), "new": asdict(wanted)}
        )
    return Changes.of("setting")


def next_number(
    office: Office, kind: LetterKind, year: int, typed: int | None = None
) -> DocumentNumber | None:
    """The number a letter would get; None when the bureau's register has given none yet.

    `typed` is a number the bureau's register gave by word of mouth; it is checked like any other.
    """
    known = numbering(office)
    if known.register(kind) is Register.OWN:
        mark = bureau(office).letter_mark
        return DocumentNumber(mark, year, series.peek(office.db, f"letter:{mark}", year))
    if typed is None:
        aside = [one for one in numbers.ranges(office.db, year) if one.mark == known.mark]
        typed = next_free(aside, numbers.taken(office.db, known.mark, year))
        return DocumentNumber(known.mark, year, typed) if typed else None
    number = DocumentNumber(known.mark, year, typed)
    check_free(office, number)
    return number


def take_number(office: Office, kind: LetterKind, number: DocumentNumber) -> Register:
    """Use a number in the act under way; UserError when it is not to be had any more."""
    register = numbering(office).register(kind)
    if register is Register.SHARED:
        check_free(office, number)
    elif series.next(office.db, f"letter:{number.mark}", number.year) != number.number:
        raise UserError("preview-stale")
    return register


def check_free(office: Office, number: DocumentNumber) -> None:
    """UserError names the letter or the reason that has used a number up."""
    if number.number < 1:
        raise UserError("number-typed", field="number")
    used = letters.get(office.db, numbers.used_by(office.db, number))
    if used is not None:
        raise UserError(
            "number-used",
            field="number",
            number=number.text,
            applicant=used.applicant,
            day=used.issued_on,
        )
    void = numbers.void_of(office.db, number)
    if void is not None:
        raise UserError("number-void", field="number", number=number.text, reason=void.reason)


def reserve_numbers(
    office: Office, actor: Actor, mark: str, year: int, first: int, last: int, note: str = ""
) -> Changes:
    """Write down that the bureau's register has set these numbers aside for this program."""
    actor.require(Role.CLERK, Role.ADMINISTRATOR)
    if not mark or first < 1 or last < first or last - first >= 10_000:
        raise UserError("number-range-odd", field="first")
    used = sorted(
        number for number in numbers.taken(office.db, mark, year) if first <= number <= last
    )
    if used:
        raise UserError("number-range-taken", field="first", numbers=used[:10])
    with act(office) as db:
        at = office.clock.now()
        made = numbers.reserve(db, mark, year, first, last, note, actor.id, at)
        data = {"mark": mark, "year": year, "first": first, "last": last, "note": note}
        record(office, actor, "reserve_numbers", "numbers", made, data)
    return Changes.of(*_TABLES)


def release_numbers(office: Office, actor: Actor, range_id: int) -> Changes:
    """Give a range back that no letter has used."""
    actor.require(Role.CLERK, Role.ADMINISTRATOR)
    known = numbers.range_of(office.db, range_id)
    if known is None:
        return Changes.of(*_TABLES)
    with act(office) as db:
        numbers.release(db, range_id)
        data = {"mark": known.mark, "year": known.year, "first": known.first, "last": known.last}
        record(office, actor, "release_numbers", "numbers", range_id, data)
    return Changes.of(*_TABLES)


def void_number(office: Office, actor: Actor, number: DocumentNumber, reason: str) -> Changes:
    """作废: a number is used up without a letter; it stays listed with its reason.

    Of the program's own series it is the next one, so that the series has no gap.
    """
    actor.require(Role.CLERK, Role.APPROVER, Role.ADMINISTRATOR)
    if not reason.strip():
        raise UserError("number-void-reason", field="reason")
    check_free(office, number)
    own = number.mark == bureau(office).letter_mark and numbering(office).mark != number.mark
    with act(office) as db:
        if own:
            name = f"letter:{number.mark}"
            upcoming = series.next(db, name, number.year)
            if upcoming != number.number:
                raise UserError("number-void-next", field="number", number=upcoming)
        register = Register.OWN if own else Register.SHARED
        made = numbers.spoil(db, register, number, reason.strip(), actor.id, office.clock.now())
        data = {"document_number": number.text, "counted_by": str(register)}
        record(office, actor, "void_number", "numbers", made, data, reason.strip())
    return Changes.of(*_TABLES)
