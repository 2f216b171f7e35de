"""The dry run: every row read and judged, nothing written; the same again before it is taken."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from ipdesk.documents.tables.limits import letters
from ipdesk.documents.tables.reading import FileCells, SheetCells
from ipdesk.domain.cell_entry import read_cell, shown
from ipdesk.domain.importing import (
    SKIP,
    Fault,
    Field,
    FieldType,
    Kind,
    Option,
    PlannedRow,
    Question,
    RowState,
    Stands,
    row_group,
)
from ipdesk.domain.policy import Award, Policy
from ipdesk.errors import UserError
from ipdesk.services.imports.kinds import import_kind
from ipdesk.services.imports.layout import Layout, lay_out
from ipdesk.services.office import Actor, Office
from ipdesk.storage import imports as stored
from ipdesk.storage.imports import Batch

Progress = Callable[[int, int], None]
_STEP: Final = 200  # rows between two reports


@dataclass(frozen=True, slots=True)
class Context:
    """What was chosen before the table was read: the policy, the award, the claim."""

    pack: str = ""
    award: str = ""
    claim: int = 0

    def text(self) -> str:
        """As the import is filed under it."""
        chosen = {"pack": self.pack, "award": self.award, "claim": self.claim}
        return json.dumps({k: v for k, v in chosen.items() if v}, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Request:
    """One import as asked for; the same request gives the same plan."""

    kind: str
    file: FileCells
    sheet: str
    layout: Layout
    context: Context = Context()
    answers: Mapping[str, str] = field(default_factory=dict)  # group → option

    @property
    def cells(self) -> SheetCells:
        return next(sheet for sheet in self.file.sheets if sheet.name == self.sheet)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do, row by row."""

    kind: Kind
    request: Request
    rows: tuple[PlannedRow, ...]
    missing: tuple[Field, ...]  # required fields that no column was found for
    before: Batch | None  # the same file was imported already

    @property
    def counts(self) -> Mapping[RowState, int]:
        return Counter(row.state for row in self.rows)

    @property
    def undecided(self) -> int:
        counts = self.counts
        return counts[RowState.PROBLEM] + counts[RowState.DECIDE]

    @property
    def ready(self) -> bool:
        """Whether every row is decided and something is left to take in."""
        return not self.missing and not self.undecided and self.counts[RowState.OK] > 0

    def place(self, row: PlannedRow, name: str) -> str:
        """The cell as the spreadsheet calls it: D7, or row 7 alone."""
        if row.beside is not None:
            column, at = row.beside.columns.get(name), row.beside.line
            return f"{row.beside.sheet} {letters(column)}{at}" if column is not None else ""
        column = self.request.layout.mapping.get(name)
        return f"{letters(column)}{row.line}" if column is not None else ""


class Desk:
    """What a check works with: the office, the choices made, and answers to questions."""

    def __init__(self, office: Office, actor: Actor, request: Request) -> None:
        self.office = office
        self.actor = actor
        self.request = request
        self.policy, self.award = chosen(office, request.context)
        self.kind = import_kind(office.wording, request.kind, self.award).of_sheet(request.sheet)
        self.today: date = office.clock.now().date()

    def answer(self, row: PlannedRow, question: Question) -> str:
        """The answer given for a row, "" when the question is still open (it is then asked)."""
        given = self.request.answers.get(question.group, "")
        if given in {option.value for option in question.options}:
            if given == SKIP:
                row.skipped = True
            return given
        row.questions.append(question)
        return ""


Check = Callable[[Desk, Sequence[PlannedRow]], None]


def chosen(office: Office, context: Context) -> tuple[Policy | None, Award | None]:
    """Policy and award of a context; UserError when they are not to be had any more."""
    if not context.pack:
        return None, None
    try:
        policy = office.policy(context.pack)
        return policy, policy.awards[context.award] if context.award else None
    except KeyError as error:
        raise UserError("award-or-applicant-gone") from error


def draw_up(desk: Desk, check: Check, progress: Progress | None = None) -> Plan:
    """Read every row and judge it; blank rows are passed over, row numbers stay the file's."""
    request = desk.request
    sheet = request.cells
    missing = tuple(
        each for each in desk.kind.fields if each.required and each.id not in request.layout.mapping
    )
    rows = [*_read_rows(desk, sheet, progress), *_read_beside(desk)]
    before = stored.of_file(
        desk.office.db, request.file.sha256, request.kind, request.sheet, request.context.text()
    )
    if not missing:
        check(desk, [row for row in rows if not row.faults])
        _mark_known(desk.office, rows)
    for row in rows:
        if request.answers.get(row_group(row.line)) == SKIP:
            row.skipped = True
    return Plan(desk.kind, request, tuple(rows), missing, before)


def _read_rows(desk: Desk, sheet: SheetCells, progress: Progress | None) -> Iterator[PlannedRow]:
    layout = desk.request.layout
    columns = [
        (each, layout.mapping[each.id], layout.unit(each))
        for each in desk.kind.fields
        if each.id in layout.mapping
    ]
    total = len(sheet.rows)
    for number in range(layout.first, total):
        cells = sheet.rows[number]
        if not any(cell not in (None, "") for cell in cells):
            continue
        row = _row(desk, sheet, number, columns)
        if _is_example(row, columns):
            continue
        yield row
        if progress is not None and number % _STEP == 0:
            progress(number, total)


def _read_beside(desk: Desk) -> Iterator[PlannedRow]:
    """The rows of the second sheet, where the file has one and another was chosen to be read."""
    beside, request = desk.kind.beside, desk.request
    if beside is None or request.sheet == beside.sheet:
        return
    sheet = next((one for one in request.file.sheets if one.name == beside.sheet), None)
    if sheet is None:
        return
    kind = replace(desk.kind, id=f"{desk.kind.id}/{beside.sheet}", fields=beside.fields)
    layout = lay_out(desk.office, kind, sheet)
    gone = tuple(e.label for e in beside.fields if e.id not in layout.mapping)
    if gone:
        raise UserError("import-beside-headers", sheet=beside.sheet, labels=gone)
    columns = [(e, layout.mapping[e.id], 1) for e in beside.fields]
    for number in range(layout.first, len(sheet.rows)):
        if not any(cell not in (None, "") for cell in sheet.rows[number]):
            continue
        row = _row(desk, sheet, number, columns)
        row.beside = Stands(beside.sheet, row.line, layout.mapping)
        row.line += len(request.cells.rows)
        yield row


def _is_example(row: PlannedRow, columns: Sequence[tuple[Field, int, int]]) -> bool:
    """The grey line of our own templates, left in by whoever filled them."""
    filled = [each for each, _, _ in columns if row.cells.get(each.id)]
    return len(filled) > 1 and all(row.cells[each.id] == each.example for each in filled)


def _row(
    desk: Desk, sheet: SheetCells, number: int, columns: Sequence[tuple[Field, int, int]]
) -> PlannedRow:
    cells = sheet.rows[number]
    row = PlannedRow(number + 1, {}, {})
    texts: dict[str, str] = {}
    for each, place, unit in columns:
        cell = cells[place] if place < len(cells) else None
        fault = sheet.marks.errors.get((number, place)) if sheet.marks.errors else None
        if fault is not None:
            texts[each.id] = fault
            row.faults.append(Fault(each.id, "cell-error", {"typed": fault}))
            continue
        if (number, place) in sheet.marks.unready:
            row.faults.append(Fault(each.id, "formula-without-value", {"label": each.label}))
            continue
        text = shown(cell).strip()
        texts[each.id] = text
        if not text:
            if each.required and each.type is not FieldType.FACT:
                row.faults.append(Fault(each.id, "fact-missing", {"label": each.label}))
            continue
        value = read_cell(each, cell, unit)
        if isinstance(value, Fault):
            row.faults.append(value)
        else:
            row.values[each.id] = value
            if unit != 1 and each.type is FieldType.FACT:
                row.values[each.id] = f"{value}万"
    row.cells = texts
    if number in sheet.marks.hidden:
        row.notes.append(Fault("", "row-hidden"))
    return row


def _mark_known(office: Office, rows: Sequence[PlannedRow]) -> None:
    """Rows whose content was imported before, and rows that stand twice in this file."""
    seen: Counter[str] = Counter()
    for row in rows:
        if row.key:
            seen[row.key] += 1
            if seen[row.key] > 1:
                row.key = f"{row.key}/{seen[row.key]}"
    keys = [row.key for row in rows if row.key]
    known = stored.known_keys(office.db, keys)
    for row in rows:
        if row.known is None and row.key in known:
            batch, line = known[row.key]
            row.known = Fault("", "imported-before", {"batch": batch, "line": line})


def content_key(*parts: object) -> str:
    """A short name for what a row says, the same however its table is laid out."""
    text = json.dumps([str(part) for part in parts], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:40]


def skip() -> Option:
    return Option(SKIP, "skip")


def said(wording: Any, fault: Fault | Question) -> str:
    """The sentence of a fault or question."""
    for section in ("import", "fact", "message"):
        if wording.has(section, fault.code):
            return str(wording.text(section, fault.code, fault.values))
    return str(wording.text("import", fault.code, fault.values))


def with_answers(request: Request, answers: Mapping[str, str]) -> Request:
    return replace(request, answers={**request.answers, **answers})
