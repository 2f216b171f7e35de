"""完成情况 as paper: the lines of a report put into the tables of a PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from ipdesk.domain.ledger import AwardSum
from ipdesk.domain.letter import Table
from ipdesk.domain.money import figures
from ipdesk.domain.report_paper import ReportPaper, ReportPart
from ipdesk.domain.target_report import (
    AttainmentLine,
    DepartmentLine,
    TargetReport,
    TaskReportLine,
)
from ipdesk.services.bureaus import bureau
from ipdesk.services.office import Office
from ipdesk.storage.target_closings import Closing

_ATTAINED: Final = (4, 5, 26, 25, 5.2, 17, 9.5, 11.5, 9.5, 7, 10.4, 12)
_EXPLAINED: Final = (4, 4.9, 19, 17, 5, 12.6, 8.8, 10.5, 9, 6.6, 9.8, 29)
_MANY_NOTES: Final = 4  # one line in so many has a note: they get the room
_ATTAINED_ALIGN: Final = "ccllclrrrrcl"
_TEXT: Final = 2  # the column of 目标、任务
_TASKS: Final = (4, 5, 29, 20, 6.5, 8.4, 6.5, 8.4, 22)
_TASKS_ALIGN: Final = "cllllcccl"
_REPORTS: Final = (5, 34, 10, 10, 10, 12, 12, 14)
_AWARDS: Final = (5, 8, 40, 9, 9, 14, 14)


def attainment_paper(
    office: Office, report: TargetReport, closing: Closing | None, made_by: str
) -> ReportPaper:
    """年度完成情况表, 任务台账 and 部门报送情况 of a year."""
    parts = (
        _attained(office, report.targets),
        _tasks(office, report.tasks),
        _departments(office, report.departments),
    )
    return _paper(office, "title", report, closing, made_by, [p for p in parts if p.table.rows])


def annex_paper(
    office: Office,
    report: TargetReport,
    awards: Sequence[AwardSum],
    closing: Closing | None,
    made_by: str,
) -> ReportPaper:
    """年度工作总结附表: what was paid, and what was reached."""
    parts = (
        _awards(office, awards),
        _attained(office, report.targets),
        _tasks(office, report.tasks),
    )
    filled = [part for part in parts if part.table.rows]
    return _paper(office, "annex-title", report, closing, made_by, filled)


def closed_text(office: Office, closing: Closing | None) -> str:
    """Whether the year is closed, and how that is told again."""
    words = office.wording
    if closing is None:
        return words.text("target-paper", "open")
    values = {"day": closing.at.date(), "by": closing.closed_by, "digest": closing.digest[:16]}
    return words.text("target-paper", "closed", values)


def _paper(
    office: Office,
    title: str,
    report: TargetReport,
    closing: Closing | None,
    made_by: str,
    parts: Sequence[ReportPart],
) -> ReportPaper:
    words, house = office.wording, bureau(office)
    values = {"title": report.title, "number": report.document_number, "year": report.year}
    today = office.clock.now().date() if closing is None else closing.at.date()
    return ReportPaper(
        words.text("target-paper", title, values),
        words.text("target-paper", "subtitle", {**values, "bureau": house.name}),
        tuple(parts),
        (words.text("target-paper", "how"), words.text("target-paper", "proposed")),
        words.text("target-paper", "sign", {"made_by": made_by}),
        house.name,
        today,
        closed_text(office, closing),
        words.section("target-paper")["page"],
    )


def _attained(office: Office, lines: Sequence[AttainmentLine]) -> ReportPart:
    """The words of a row, the baseline and the period of the year are told once."""
    base = _usual(line.base_year for line in lines)
    period = _usual(line.period for line in lines)
    rows, last = [], ""
    for number, line in enumerate(lines, start=1):
        text, last = (line.text if line.text != last else ""), line.text
        rows.append(
            (
                str(number),
                line.row,
                text,
                line.measure,
                line.unit,
                line.goal,
                _of(office, line.base, line.base_year, base),
                _of(office, line.figure, line.period, period),
                line.gap,
                _share(line),
                line.verdict,
                line.note,
            )
        )
    notes = sum(bool(line.note) for line in lines)
    widths = _EXPLAINED if notes * _MANY_NOTES > len(lines) else _ATTAINED
    part = _part(office, "attained", rows, _ATTAINED_ALIGN, widths)
    heading = part.heading
    if base and period:
        values = {"base": base, "period": period}
        heading = office.wording.text("target-paper", "part-attained-of", values)
    return replace(part, heading=heading, joined=frozenset({_TEXT}))


def _usual(said: Iterable[str]) -> str:
    """What most lines say."""
    counts = Counter(text for text in said if text)
    return counts.most_common(1)[0][0] if counts else ""


def _of(office: Office, figure: str, when: str, usual: str) -> str:
    """A figure, with its time where that is not the usual one."""
    if not figure or when in ("", usual):
        return figure
    return office.wording.text("target-paper", "of-period", {"figure": figure, "period": when})


def _share(line: AttainmentLine) -> str:
    """完成率: there is one only where the text itself has the number."""
    return "" if line.share is None else f"{line.share * 100:.2f}%"


def _tasks(office: Office, lines: Sequence[TaskReportLine]) -> ReportPart:
    rows = [
        (
            str(number),
            line.row or line.clause,
            line.title,
            line.department,
            line.owner,
            line.due,
            line.state,
            line.done,
            "；".join(filter(None, (line.progress, line.reason))),
        )
        for number, line in enumerate(lines, start=1)
    ]
    return _part(office, "tasks", rows, _TASKS_ALIGN, _TASKS)


def _departments(office: Office, lines: Sequence[DepartmentLine]) -> ReportPart:
    rows = []
    for number, line in enumerate(lines, start=1):
        counts = (line.owed, line.timely, line.late, line.overdue, line.open)
        rows.append((str(number), line.department, *map(str, counts), line.rate))
    return _part(office, "departments", rows, "clcccccc", _REPORTS)


def _awards(office: Office, sums: Sequence[AwardSum]) -> ReportPart:
    rows = [
        (
            str(number),
            one.clause,
            one.award,
            str(one.approved),
            str(one.applicants),
            figures(one.approved_fen),
            figures(one.paid_fen),
        )
        for number, one in enumerate((one for one in sums if one.approved), start=1)
    ]
    part = _part(office, "awards", rows, "cclccrr", _AWARDS)
    total = (
        "",
        "",
        office.wording.text("ledger", "total"),
        str(sum(one.approved for one in sums)),
        "",
        figures(sum(one.approved_fen for one in sums)),
        figures(sum(one.paid_fen for one in sums)),
    )
    table = part.table
    return ReportPart(part.heading, Table(table.head, table.rows, table.align, table.widths, total))


def _part(
    office: Office,
    name: str,
    rows: Sequence[tuple[str, ...]],
    align: str,
    widths: Sequence[float],
) -> ReportPart:
    words = office.wording
    head = tuple(words.text("target-paper", f"head-{name}").split("|"))
    table = Table(head=head, rows=tuple(rows), align=align, widths=tuple(widths))
    return ReportPart(words.text("target-paper", f"part-{name}"), table)
