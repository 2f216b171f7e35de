"""One clause file: its heading, tasks, readings, awards and golden cases."""

from __future__ import annotations

from datetime import date

from ipdesk.domain.measure import Department
from ipdesk.domain.money import MOST_FEN
from ipdesk.domain.policy import (
    Award,
    Check,
    Clause,
    ClauseStatus,
    Evidence,
    GoldenCase,
    WrittenOff,
)
from ipdesk.domain.target import Task
from ipdesk.domain.text import fold
from ipdesk.packs.award_schema import read_award
from ipdesk.packs.context import PackContext, check_in_clause, check_quote
from ipdesk.packs.problems import Table, is_whole
from ipdesk.packs.source import squeeze

KINDS = (
    "award",
    "task",
    "target",
    "safeguard",
    "principle",
    "budget",
    "definition",
    "conflict",
    "validity",
)

MOST_COPIES = 200


def read_titles(table: Table, pack: PackContext) -> None:
    """Make titles and sentences of a file's awards known, so that each award knows the others'."""
    awards = table.raw("awards")
    for award in awards if isinstance(awards, list) else []:
        if not isinstance(award, dict):
            continue
        if isinstance(award.get("quote"), str):
            pack.quotes[str(award.get("id"))] = squeeze(award["quote"])
        for key in ("titles", "aliases"):
            titles = award.get(key)
            for title in titles if isinstance(titles, list) else []:
                if isinstance(title, str):
                    owner = (str(award.get("id")), str(award.get("label")))
                    pack.titles.setdefault(fold(title), owner)


def read_clause(
    table: Table,
    number: str,
    pack: PackContext,
    common: tuple[tuple[Evidence, ...], tuple[Check, ...]],
) -> Clause:
    """The clause of one file; `number` is what the file's name says."""
    clause = table.text("id")
    if clause != number:
        table.wrong("id", "name-differs", value=clause, wanted=number)
    text = pack.source.clause(clause)
    if not text:
        table.wrong("id", "anchor-missing", anchor=f"c{clause}")
    awards: dict[str, Award] = {}
    for entry in table.tables("awards"):
        award = read_award(entry, pack, clause, *common)
        if award.id in awards:
            entry.wrong("id", "duplicate-id", value=award.id)
        awards[award.id] = award
    printed = table.text("number"), table.text("heading"), table.text("chapter")
    _check_printed(table, text, *printed, pack)
    found = Clause(
        clause,
        *printed,
        table.choice("kind", KINDS),
        text,
        tuple(awards.values()),
        _read_tasks(table, clause),
        table.text("notice", ""),
        ClauseStatus(table.choice("status", ClauseStatus, "in_force")),
        table.text("status_document", ""),
        table.day("status_on"),
        table.day("status_from"),
    )
    if found.status is not ClauseStatus.IN_FORCE:
        for key in ("status_document", "status_on"):
            if not table.has(key):
                table.wrong(key, "missing-key")
    return found


def _check_printed(
    table: Table, text: str, number: str, heading: str, chapter: str, pack: PackContext
) -> None:
    """A clause stands under its own number; one without a heading still begins with it."""
    begins = squeeze(text).startswith(squeeze(number))
    if text and not (begins or pack.source.has(number + heading)):
        table.wrong("number", "quote-not-found", quote=number + heading)
    check_quote(table, "chapter", chapter, pack.source)


def _read_tasks(table: Table, clause: str) -> tuple[Task, ...]:
    tasks = []
    for entry in table.tables("tasks"):
        task = Task(
            id=entry.text("id"),
            clause=clause,
            text=entry.text("text"),
            departments=(Department(entry.text("department")),),
            measure=entry.text("measure"),
            period=entry.text("period"),
        )
        entry.done()
        tasks.append(task)
    return tuple(tasks)


def read_written_off(table: Table, pack: PackContext, clause: str) -> tuple[WrittenOff, ...]:
    found = []
    for entry in table.tables("written_off"):
        text = entry.text("text")
        check_in_clause(entry, "text", text, clause, pack.source)
        found.append(WrittenOff(clause, text, entry.text("reason")))
        entry.done()
    return tuple(found)


def read_golden(table: Table, clause: str) -> tuple[GoldenCase, ...]:
    """The golden cases; what is in them is read like any cases file when they are run."""
    found = []
    for entry in table.tables("cases"):
        name = entry.text("name")
        given = [key for key in entry.names() if key not in ("name", "expect")]
        data = {key: _plain(entry.raw(key)) for key in given}
        expect = []
        for wanted in entry.tables("expect"):
            expect.append(
                {
                    "id": wanted.text("id"),
                    "verdict": wanted.text("verdict"),
                    "amount_fen": wanted.number("amount_fen", 0, MOST_FEN),
                    "items": wanted.texts("items"),
                    "codes": wanted.texts("codes"),
                    "absent": wanted.texts("absent"),
                }
            )
            wanted.done()
        if not expect:
            entry.wrong("expect", "missing-key")
        said = {wanted["id"] for wanted in expect}
        for claim in _entries(data.get("claims")):
            if claim.get("id") not in said:
                entry.wrong("expect", "claim-unexpected", value=str(claim.get("id"))[:60])
        entry.done()
        found.append(GoldenCase(name, clause, data, tuple(expect)))
    return tuple(found)


def _entries(value: object) -> list[dict[str, object]]:
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _copies(entry: object) -> list[object]:
    """An entry with `copies = 50` stands for fifty, their subjects numbered on."""
    if not isinstance(entry, dict) or not isinstance(entry.get("subject"), str):
        return [entry]
    times = entry.get("copies")
    if not is_whole(times) or not isinstance(times, int) or not 2 <= times <= MOST_COPIES:
        return [entry]  # left as it is, for the reader of cases to refuse
    rest = {key: value for key, value in entry.items() if key != "copies"}
    return [{**rest, "subject": f"{entry['subject']}{n:08d}"} for n in range(1, times + 1)]


def _plain(value: object) -> object:
    """Values as a cases file in JSON has them: dates are text there."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(part) for entry in value for part in _copies(entry)]
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    return value
