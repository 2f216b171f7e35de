"""Targets, milestones, tasks and safeguards of a draft as the row files of a pack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ipdesk.domain.draft import Draft, DraftRow
from ipdesk.packs.drafting.lexicon import Lexicon
from ipdesk.packs.drafting.writing.toml_text import Inline

Table = dict[str, Any]
_FILES = {
    "target": ("targets.toml", "targets"),
    "milestone": ("targets.toml", "milestones"),
    "task": ("tasks.toml", "tasks"),
    "safeguard": ("safeguards.toml", "safeguards"),
}


def row_files(draft: Draft, lexicon: Lexicon) -> dict[str, Table]:
    """The row files by name; duties of a pack that pays stand in its clauses instead."""
    words, say = lexicon.tables["duty-words"], lexicon.tables["phrases"]
    files: dict[str, Table] = {}
    last = draft.head.valid_to.year if draft.head.valid_to else None
    for row in draft.rows:
        if draft.proposals and row.kind in ("task", "safeguard"):
            continue
        name, key = _FILES[row.kind]
        file = files.setdefault(name, {"measures": []})
        file["measures"] += _measures(row, words)
        file.setdefault(key, []).append(_row(row, words, say, last))
    return files


def _measure_id(row: DraftRow) -> str:
    return f"m-{row.id}"


def _measures(row: DraftRow, words: Mapping[str, Any]) -> list[Table]:
    if row.kind == "milestone":
        return []
    name, unit = row.measure, row.unit or words["unit"]
    unsure = bool(row.reasons)  # nobody has confirmed the row yet
    if unit == "%":
        # A percentage is never stored: its two halves are.
        halves = [
            {
                "id": f"{_measure_id(row)}-{half}",
                "name": f"{name}（{words[half]}）",
                "unit": words["unit"],
            }
            for half in ("numerator", "denominator")
        ]
        rate: Table = {"id": _measure_id(row), "name": name, "unit": "%"}
        rate |= {"numerator": halves[0]["id"], "denominator": halves[1]["id"], "decimals": 2}
        return [{**one, "standing": "flow", "proposed": unsure} for one in (*halves, rate)]
    found: list[Table] = [{"id": _measure_id(row), "name": name, "unit": unit}]
    if row.standard:
        other = f"{row.standard}（{words['average']}）"
        found.append({"id": f"{_measure_id(row)}-c", "name": other, "unit": unit})
    standing = "stock" if row.kind == "target" else "flow"
    return [{**one, "standing": standing, "proposed": unsure} for one in found]


def _row(
    row: DraftRow, words: Mapping[str, Any], say: Mapping[str, str], last: int | None
) -> Table:
    table: Table = {
        "id": row.id,
        "clause": row.clause,
        "quote": row.quote,
        "measure": row.measure,
    }
    if row.kind == "milestone":
        steps = words["steps"]
        table["measure"] = f"{row.measure}（{'→'.join(steps)}）"
        table["steps"] = steps
    else:
        table["measures"] = [_measure_id(row)]
        table["rule"] = row.rule
        table["measure_proposed"] = bool(row.reasons)
    if row.standard:
        table["comparator"] = f"{_measure_id(row)}-c"
    if row.value is not None:
        table["value"] = row.value if row.value != int(row.value) else int(row.value)
        table["written"] = Inline({"value": row.written})
    if row.kind in ("target", "milestone") and (row.year or last):
        table["year"] = row.year or last
    table["periods"] = ["year"]
    table["proposed_departments"] = [say["department"]]
    table["source"] = say["target-source"]
    return table


def clause_tasks(draft: Draft, clause: str, say: Mapping[str, str]) -> list[Table]:
    """The duties of a clause of a pack that pays, as its [[tasks]]."""
    if not draft.proposals:
        return []
    return [
        {
            "id": row.id,
            "text": row.quote,
            "department": say["department"],
            "measure": row.measure,
            "period": say["task-period"],
        }
        for row in draft.rows
        if row.clause == clause and row.kind in ("task", "safeguard")
    ]
