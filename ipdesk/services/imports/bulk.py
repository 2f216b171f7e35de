"""Claims in bulk: rows of one applicant become one claim; or rows become items of one claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from ipdesk.domain.importing import Fault, PlannedRow
from ipdesk.domain.item_entry import read_items
from ipdesk.domain.names import folded
from ipdesk.domain.policy import Award, FactKind
from ipdesk.domain.record import ItemRecord
from ipdesk.domain.text import subject_key
from ipdesk.errors import UserError
from ipdesk.services.claim_reading import EDITABLE, find_claim
from ipdesk.services.claims import ClaimForm, ItemForm, item_records, open_claim, save_draft
from ipdesk.services.decisions import take
from ipdesk.services.imports.kinds import FACT, ROWS, SUBJECT
from ipdesk.services.imports.matching import Newcomers, Register
from ipdesk.services.imports.plan import Desk, Progress, content_key
from ipdesk.services.office import Actor, Office
from ipdesk.storage import claims
from ipdesk.storage.imports import Made

Group = tuple[object, ...]


def check(desk: Desk, rows: Sequence[PlannedRow]) -> None:
    """Applicant and facts of each row, read exactly as the item grid reads them."""
    award = _award(desk)
    register = Register(desk)
    for row in rows:
        register.find(row)
        _check_facts(award, row)
        day = row.day("received_on")
        if day is not None and day > desk.today:
            row.faults.append(Fault("received_on", "day-in-future"))
    sound = [row for row in rows if not (row.faults or row.questions or row.skipped)]
    _continue_items(award, sound, _who)
    for row in sound:
        if "within" not in row.found:
            row.key = content_key("claim", award.id, _who(row), *_content(award, row))
    _one_item_each(award, sound)


def check_items(desk: Desk, rows: Sequence[PlannedRow]) -> None:
    """The same for one open claim; what stands in it already is not added again."""
    award = _award(desk)
    claim = find_claim(desk.office, desk.request.context.claim)
    if claim.stage not in EDITABLE:
        raise UserError("claim-not-editable")
    there = {subject_key(i.subject): i.ordinal for i in claims.items(desk.office.db, claim.id)}
    for row in rows:
        _check_facts(award, row)
    sound = [row for row in rows if not row.faults]
    _continue_items(award, sound, lambda row: "")
    seen: dict[str, int] = {}
    for row in sound:
        if "within" in row.found:
            continue
        key = subject_key(row.text(SUBJECT))
        if key in there:
            row.known = Fault(SUBJECT, "item-in-claim", {"ordinal": there[key]})
        elif key in seen:
            row.known = Fault(SUBJECT, "same-as-line", {"line": seen[key]})
        else:
            seen[key] = row.line


def write(desk: Desk, rows: Sequence[PlannedRow], batch: int, progress: Progress) -> list[Made]:
    """One claim for each applicant and day, opened, filled and received."""
    award = _award(desk)
    newcomers = Newcomers(desk)
    groups: dict[Group, list[PlannedRow]] = defaultdict(list)
    for row in rows:
        owner = row.found.get("within", row)
        assert isinstance(owner, PlannedRow)
        alone = (owner.line,) if award.single_item or award.subject.derived else ()
        day = row.day("received_on") or owner.day("received_on") or desk.today
        groups[newcomers.number(owner), day, *alone].append(row)
    made, done = [], 0
    for (applicant, received, *_), members in groups.items():
        assert isinstance(applicant, int)
        assert isinstance(received, date)
        claim = _receive(desk, award, applicant, received, members)
        made += [Made(row.line, "claim", claim, row.key) for row in members]
        done += len(members)
        progress(done, len(rows))
    return [*made, *(Made(line, "applicant", number) for line, number in newcomers.made)]


def write_items(
    desk: Desk, rows: Sequence[PlannedRow], batch: int, progress: Progress
) -> list[Made]:
    """Put the rows below the items that stand in the claim."""
    award = _award(desk)
    claim = find_claim(desk.office, desk.request.context.claim)
    there = claims.items(desk.office.db, claim.id)
    if award.single_item and len(there) + len(rows) > 1:
        raise UserError("import-one-item-only")
    forms = (*(ItemForm(item.subject, item.typed) for item in there), *_items(award, rows))
    save_draft(desk.office, desk.actor, claim.id, _form(claim, forms))
    progress(len(rows), len(rows))
    return [Made(row.line, "item", claim.id, item_key(claim.id, row)) for row in rows]


def item_key(claim: int, row: PlannedRow) -> str:
    """An item of one claim; the claim itself tells what stands in it, so no row is refused."""
    return f"item {claim} {subject_key(row.text(SUBJECT))}"


def take_items_back(office: Office, actor: Actor, claim_id: int, keys: Iterable[str]) -> None:
    """Undo: the rows that were added are taken out again."""
    claim = find_claim(office, claim_id)
    if claim.stage not in EDITABLE:
        raise UserError("undo-claim-moved", numbers=(claim.number or "",))
    gone = set(keys)
    kept = tuple(
        ItemForm(item.subject, item.typed)
        for item in claims.items(office.db, claim_id)
        if f"item {claim_id} {subject_key(item.subject)}" not in gone
    )
    save_draft(office, actor, claim_id, _form(claim, kept))


def _receive(
    desk: Desk, award: Award, applicant: int, day: date, members: Sequence[PlannedRow]
) -> int:
    assert desk.policy is not None
    office, actor = desk.office, desk.actor
    claim = open_claim(office, actor, applicant, desk.policy.id, award.id, day).id
    copies = max(row.number("copies") or 1 for row in members)
    form = ClaimForm(day, day.year, copies, "", "", _items(award, members))
    save_draft(office, actor, claim, form)
    take(office, actor, claim, "receive", {"received_on": day, "copies": copies})
    return claim


def _items(award: Award, rows: Sequence[PlannedRow]) -> tuple[ItemForm, ...]:
    forms: dict[int, ItemForm] = {}
    for row in rows:
        owner = row.found.get("within", row)
        assert isinstance(owner, PlannedRow)
        if owner.line not in forms:
            forms[owner.line] = ItemForm(owner.text(SUBJECT), dict(_typed(award, owner)))
        elif row is not owner:
            _add_inner(award, forms[owner.line].typed, row)
    return tuple(forms.values())


def _add_inner(award: Award, typed: Mapping[str, Any], row: PlannedRow) -> None:
    for fact in award.facts:
        if fact.kind is FactKind.ROWS:
            typed[fact.id].extend(_inner(fact.id, row))


def _typed(award: Award, row: PlannedRow) -> dict[str, Any]:
    """The facts of a row as the grid keeps them: text."""
    return {
        fact.id: _inner(fact.id, row) if fact.kind is FactKind.ROWS else row.text(FACT + fact.id)
        for fact in award.facts
    }


def _inner(fact: str, row: PlannedRow) -> list[dict[str, str]]:
    start = f"{ROWS}{fact}."
    cells = {
        name.removeprefix(start): str(value)
        for name, value in row.values.items()
        if name.startswith(start)
    }
    return [cells] if any(cells.values()) else []


def _check_facts(award: Award, row: PlannedRow) -> None:
    """What the item grid would say of the same cells."""
    record = ItemRecord(1, row.text(SUBJECT), _typed(award, row))
    for fault in read_items(award, (record,))[1]:
        fact, _, inner = fault.fact.partition("].")
        if inner:
            name = f"{ROWS}{fact.partition('[')[0]}.{inner}"
        elif any(fact == each.id and each.kind is FactKind.ROWS for each in award.facts):
            name = ""
        else:
            name = SUBJECT if fact == SUBJECT else FACT + fact
        row.faults.append(Fault(name, fault.code, fault.values))


def _continue_items(award: Award, rows: Sequence[PlannedRow], who: Any) -> None:
    """Rows of one contract below each other are one item with several payments."""
    if not any(fact.kind is FactKind.ROWS for fact in award.facts):
        return
    first: dict[tuple[str, str], PlannedRow] = {}
    for row in rows:
        place = (who(row), subject_key(row.text(SUBJECT)))
        owner = first.setdefault(place, row)
        if owner is not row:
            row.found["within"] = owner


def _one_item_each(award: Award, rows: Sequence[PlannedRow]) -> None:
    if not award.subject.derived:
        return
    first: dict[str, int] = {}
    for row in rows:
        who = _who(row)
        if who in first and "within" not in row.found:
            row.known = Fault("name", "same-as-line", {"line": first[who]})
        first.setdefault(who, row.line)


def _who(row: PlannedRow) -> str:
    return folded(row.text("name"))


def _content(award: Award, row: PlannedRow) -> tuple[object, ...]:
    records = item_records(award, (ItemForm(row.text(SUBJECT), _typed(award, row)),))
    typed = sorted(records[0].typed.items()) if records else ()
    return subject_key(row.text(SUBJECT)), typed


def _form(claim: Any, items: Sequence[ItemForm]) -> ClaimForm:
    return ClaimForm(
        claim.received_on,
        claim.fund_year,
        claim.copies,
        claim.basis_document,
        claim.note,
        tuple(items),
        claim.asked_fen,
        claim.difference,
    )


def _award(desk: Desk) -> Award:
    if desk.award is None:
        raise UserError("import-needs-award")
    return desk.award
