"""What an import hands out: templates to fill in, and the rows that were not taken."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ipdesk.documents.files import replace_file
from ipdesk.domain.cell_entry import shown
from ipdesk.domain.importing import Field, FieldType, PlannedRow, RowState
from ipdesk.domain.policy import Award, FactKind, Policy
from ipdesk.services.imports.kinds import FACT, ROWS, import_kind
from ipdesk.services.imports.layout import NO_HEADER
from ipdesk.services.imports.plan import Context, Plan, chosen, said
from ipdesk.services.office import Office
from ipdesk.wording import Wording

_FORMATS = {
    FieldType.DAY: "yyyy-mm-dd",
    FieldType.MONEY: "#,##0.00",
    FieldType.COUNT: "0",
    FieldType.YEAR: "0",
}
_FACT_FORMATS = {
    FactKind.DATE: "yyyy-mm-dd",
    FactKind.MONEY: "#,##0.00",
    FactKind.COUNT: "0",
}
_HANDED_BACK = (RowState.PROBLEM, RowState.DECIDE, RowState.SKIPPED)


def save_template(office: Office, kind: str, context: Context, path: Path) -> Path:
    """A workbook to fill in, with the columns of the import and of its award."""
    from ipdesk.documents.xlsx.template import TemplateColumn, TemplateWords, template

    words = office.wording
    policy, award = chosen(office, context)
    made = import_kind(words, kind, award)
    text = words.section("template")
    formats = _fact_formats(award)
    columns = [
        TemplateColumn(
            each.label,
            each.required,
            formats.get(each.id) or _FORMATS.get(each.type, "@"),
            each.width,
            each.help,
            each.example,
            tuple(_choices(office, each, policy)),
        )
        for each in made.fields
    ]
    title = words.text("template", "title", {"label": award.label if award else made.label})
    lines = (made.about, *(text[key] for key in sorted(text) if key.startswith("line")))
    heads = (text["head-name"], text["head-needed"], text["head-help"], text["head-example"])
    about = TemplateWords(
        made.label, text["notes"], title, lines, heads, text["needed"], text["example"]
    )
    replace_file(path, template(columns, about))
    return path


def save_returned(plan: Plan, wording: Wording, path: Path) -> int:
    """Write the rows that were not taken, each with what is wrong; how many there were."""
    from ipdesk.documents.xlsx.template import returned_rows

    cells = plan.request.cells
    headers = _headers(plan)
    rows = []
    for row in plan.rows:
        if row.state not in _HANDED_BACK:
            continue
        if row.beside is not None:
            texts = _under(plan, row)
        else:
            line = cells.rows[row.line - 1]
            texts = [shown(cell) for cell in line] + [""] * (len(headers) - len(line))
        wrong = frozenset(_columns(plan, row))
        rows.append((texts, remark(plan, wording, row), wrong))
    sheet = wording.text("import", "returned-sheet")
    replace_file(path, returned_rows(sheet, headers, rows, wording.text("import", "remark")))
    return len(rows)


def _headers(plan: Plan) -> tuple[str, ...]:
    """The header of the file; rows that came without one are handed back with one."""
    layout = plan.request.layout
    if layout.header != NO_HEADER:
        return layout.headers
    names = {place: plan.kind.field(name).label for name, place in layout.mapping.items()}
    return tuple(names.get(place, "") for place in range(len(layout.headers)))


def remark(plan: Plan, wording: Wording, row: PlannedRow) -> str:
    """What stands against a row in one line: the cell, and what is wrong with it."""
    parts = []
    for fault in row.open:
        place = plan.place(row, fault.field)
        parts.append(f"{place} {said(wording, fault)}".strip())
    where = wording.text("import", "line", {"line": row.line})
    if row.beside is not None:
        told = {"sheet": row.beside.sheet, "line": row.beside.line}
        where = wording.text("import", "line-beside", told)
    if not parts:
        parts.append(wording.text("import", "left-out"))
    return f"{where}{'；'.join(parts)}"


def _under(plan: Plan, row: PlannedRow) -> list[str]:
    """A row of the second sheet under the columns of the first that say the same."""
    texts = [""] * len(plan.request.layout.headers)
    for name, place in plan.request.layout.mapping.items():
        texts[place] = row.cells.get(name, "")
    return texts


def _columns(plan: Plan, row: PlannedRow) -> Iterable[int]:
    for fault in row.open:
        place = plan.request.layout.mapping.get(fault.field)
        if place is not None:
            yield place


def _choices(office: Office, field: Field, policy: Policy | None) -> Iterable[str]:
    words = office.wording.section("template")
    if field.id == "award" and policy is not None:
        return [award.label for award in policy.awards.values()]
    if field.type is FieldType.FLAG or field.help == "flag":
        return [words["yes"], words["no"]]
    return [choice.label for choice in field.choices]


def _fact_formats(award: Award | None) -> dict[str, str]:
    if award is None:
        return {}
    formats = {}
    for fact in award.facts:
        formats[FACT + fact.id] = _FACT_FORMATS.get(fact.kind, "@")
        for column in fact.columns:
            formats[f"{ROWS}{fact.id}.{column.id}"] = _FACT_FORMATS.get(column.kind, "@")
    return formats
