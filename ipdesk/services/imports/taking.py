"""Taking an import in and taking it back: each in one transaction, each in the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from ipdesk.documents.tables.reading import FileCells, SheetCells, read_bytes, read_table
from ipdesk.domain.importing import Kind, PlannedRow, RowState
from ipdesk.domain.stages import Role, Stage
from ipdesk.errors import UserError
from ipdesk.services.acts import record, together
from ipdesk.services.claim_reading import find_claim
from ipdesk.services.decisions import take
from ipdesk.services.imports import (
    bulk,
    figures,
    layout,
    listing,
    paid,
    past,
    register,
    rostered,
)
from ipdesk.services.imports.kinds import SUBJECT, import_kind
from ipdesk.services.imports.layout import Layout
from ipdesk.services.imports.plan import (
    Check,
    Context,
    Desk,
    Plan,
    Progress,
    Request,
    chosen,
    draw_up,
)
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import applicants, imports, past_awards, search
from ipdesk.storage.database import IntegrityError
from ipdesk.storage.imports import Batch, Made

Write = Callable[[Desk, Sequence[PlannedRow], int, Progress], list[Made]]
_HANDLERS: Final[Mapping[str, tuple[Check, Write]]] = {
    "history": (past.check, past.write),
    "applicants": (register.check, register.write),
    "claims": (bulk.check, bulk.write),
    "items": (bulk.check_items, bulk.write_items),
    "listed": (listing.check, listing.write),
    "payments": (paid.check, paid.write),
    "roster": (rostered.check, rostered.write),
    "figures": (figures.check, figures.write),
}
_TABLES: Final = ("import_batch", "applicant", "claim", "claim_step", "past_award", "listed",
                  "payment", "roster", "observation", "task")  # fmt: skip
_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import added."""

    id: int
    added: int
    duplicates: int
    left_out: int
    claims: int
    newcomers: int
    changes: Changes


class Cancelled(Exception):  # noqa: N818 - not an error: the clerk wished it
    """Raised by a progress report to stop; nothing is kept."""


def open_table(path: Path) -> FileCells:
    """Read a file whole; needs no office."""
    return read_table(path)


def open_block(text: str, name: str) -> FileCells:
    """A block of cells as it is copied from a sheet, as if it were a file of this name."""
    return replace(read_bytes(text.encode("utf-8-sig"), f"{name}.tsv"), name=name)


def propose_layout(
    office: Office,
    kind: str,
    sheet: SheetCells,
    context: Context = Context(),  # noqa: B008
) -> tuple[Kind, Layout]:
    """The columns of an import and where they seem to stand in the sheet."""
    fields = import_kind(office.wording, kind, chosen(office, context)[1]).of_sheet(sheet.name)
    return fields, layout.lay_out(office, fields, sheet)


def plan_import(
    office: Office, actor: Actor, request: Request, progress: Progress | None = None
) -> Plan:
    """The dry run: nothing is written."""
    desk = Desk(office, actor, request)
    actor.require(Role(desk.kind.role))
    return draw_up(desk, _HANDLERS[request.kind][0], progress)


def take_in(
    office: Office, actor: Actor, request: Request, progress: Progress | None = None
) -> Imported:
    """Judge every row again and write those that are decided, all or none."""
    report = progress or _silent
    with together(office) as db:
        desk = Desk(office, actor, request)
        actor.require(Role(desk.kind.role))
        check, write = _HANDLERS[request.kind]
        plan = draw_up(desk, check)
        _refuse_open(plan)
        rows = [row for row in plan.rows if row.state is RowState.OK]
        counts = plan.counts
        batch = imports.insert(
            db,
            actor.id,
            office.clock.now(),
            kind=request.kind,
            file_name=request.file.name,
            file_sha256=request.file.sha256,
            sheet=request.sheet,
            context=request.context.text(),
            rows=len(plan.rows),
            added=len(rows),
            left_out=len(plan.rows) - len(rows),
        )
        made = write(desk, rows, batch, report)
        imports.add_rows(db, batch, made)
        if request.layout.header != layout.NO_HEADER:
            layout.remember(office, desk.kind, request.layout)
        if len(rows) >= _WORTH_TIDYING:
            search.tidy(db)
        _journal(desk, batch, plan, made)
    claims = len({one.entity_id for one in made if one.entity == "claim"})
    newcomers = len({one.entity_id for one in made if one.entity == "applicant"})
    left_out = counts[RowState.SKIPPED]
    return Imported(
        batch,
        len(rows),
        counts[RowState.DUPLICATE],
        left_out,
        claims,
        newcomers,
        Changes.of(*_TABLES),
    )


_WORTH_TIDYING: Final = 5_000


def undo_import(office: Office, actor: Actor, number: int) -> Changes:
    """Take a whole import back; UserError with the reason when something was built on it."""
    with together(office) as db:
        batch = imports.batch(db, number)
        if batch is None or batch.undone_at is not None:
            raise UserError("import-undone-already")
        role = Role(import_kind(office.wording, batch.kind).role)
        actor.require(_UNDO_ROLE.get(batch.kind, role))
        made = imports.rows(db, number)
        imports.mark_undone(db, number, actor.id, office.clock.now())
        _UNDO[batch.kind](office, actor, batch, made)
        _remove_applicants(office, made, strict=batch.kind == "applicants")
        data = {"kind": batch.kind, "file": batch.file_name, "added": batch.added}
        record(office, actor, "undo_import", "import", number, data)
    return Changes.of(*_TABLES)


def past_imports(office: Office) -> tuple[Batch, ...]:
    """All imports, newest first."""
    return imports.batches(office.db)


def _refuse_open(plan: Plan) -> None:
    if plan.missing:
        labels = tuple(each.label for each in plan.missing)
        raise UserError("import-column-missing", labels=labels)
    if plan.undecided:
        raise UserError("import-undecided", count=plan.undecided)
    if not plan.counts[RowState.OK]:
        raise UserError("import-adds-nothing", count=plan.counts[RowState.DUPLICATE])


def _journal(desk: Desk, batch: int, plan: Plan, made: Sequence[Made]) -> None:
    request = desk.request
    data = {
        "kind": request.kind,
        "file": request.file.name,
        "sha256": request.file.sha256,
        "sheet": request.sheet,
        "context": asdict(request.context),
        "rows": {str(state): count for state, count in plan.counts.items()},
        "made": len(made),
    }
    record(desk.office, desk.actor, "import", "import", batch, data)


def _silent(done: int, total: int) -> None:
    """Nobody watches."""


def _undo_history(office: Office, actor: Actor, batch: Batch, made: Sequence[Made]) -> None:
    since = batch.at.isoformat(timespec="seconds")
    numbers = past_awards.moved_since(office.db, batch.id, since)
    if numbers:
        raise UserError("undo-history-used", numbers=numbers)
    past.take_back(office, batch.id)


def _undo_claims(office: Office, actor: Actor, batch: Batch, made: Sequence[Made]) -> None:
    """Received claims are never deleted: they become 作废 and keep their numbers."""
    ids = dict.fromkeys(one.entity_id for one in made if one.entity == "claim")
    found = [find_claim(office, number) for number in ids]
    moved = [claim.number or "" for claim in found if claim.stage is not Stage.RECEIVED]
    if moved:
        raise UserError("undo-claim-moved", numbers=tuple(moved[:_NAMED]))
    reason = office.wording.text("import", "void-reason", {"file": batch.file_name})
    for claim in found:
        take(office, actor, claim.id, "void", {"reason": reason})


def _undo_items(office: Office, actor: Actor, batch: Batch, made: Sequence[Made]) -> None:
    keys = [one.content_key for one in made if one.entity == "item"]
    bulk.take_items_back(office, actor, int(batch.context["claim"]), keys)


def _undo_listed(office: Office, actor: Actor, batch: Batch, made: Sequence[Made]) -> None:
    imports.withdraw_listed(office.db, batch.id)


def _undo_nothing(office: Office, actor: Actor, batch: Batch, made: Sequence[Made]) -> None:
    """Applicants alone: `_remove_applicants` does all of it."""


def _undo_payments(office: Office, actor: Actor, batch: Batch, made: Sequence[Made]) -> None:
    raise UserError("undo-payments")


_UNDO: Final[Mapping[str, Callable[[Office, Actor, Batch, Sequence[Made]], None]]] = {
    "history": _undo_history,
    "applicants": _undo_nothing,
    "claims": _undo_claims,
    "items": _undo_items,
    "listed": _undo_listed,
    "payments": _undo_payments,
    "roster": rostered.undo,
    "figures": figures.undo,
}


# Received claims can only be voided, and that is the reviewer's.
_UNDO_ROLE: Final = {"claims": Role.REVIEWER}


def _remove_applicants(office: Office, made: Sequence[Made], strict: bool) -> None:
    """Newcomers of the import go again; who has come to be used stays, or (strict) forbids it."""
    for one in made:
        who = applicants.get(office.db, one.entity_id) if one.entity == "applicant" else None
        if who is None:
            continue
        if imports.in_use(office.db, who.id):
            if strict:
                raise UserError("undo-applicant-used", name=who.name)
            continue
        applicants.unindex(office.db, who.id)
        try:
            imports.delete_applicant(office.db, who.id)
        except IntegrityError as error:
            raise UserError("undo-applicant-used", name=who.name) from error


__all__ = [
    "SUBJECT",
    "Batch",
    "Cancelled",
    "Context",
    "FileCells",
    "Imported",
    "Layout",
    "Plan",
    "Request",
    "open_table",
    "past_imports",
    "plan_import",
    "propose_layout",
    "take_in",
    "undo_import",
]
