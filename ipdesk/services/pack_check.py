"""核对 of a policy pack: its problems, its numbers, its cases; for the command and the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ipdesk.domain.policy import Policy
from ipdesk.errors import PackError, Problem, UserError
from ipdesk.packs.coverage import Covered, coverage
from ipdesk.packs.golden import GoldenResult, run_golden
from ipdesk.packs.loader import load_pack, read_folder
from ipdesk.services.cases import problem_text
from ipdesk.services.policies import shipped_folders
from ipdesk.wording import Wording


@dataclass(frozen=True, slots=True)
class MentionRow:
    """One number of the text and what answers for it."""

    id: int
    text: str
    sort: str  # label of what it counts
    place: str  # clause as printed, or the part of the text
    clause: str  # clause id, "" outside the clauses
    around: str
    covered_by: str  # "" when written off or missing
    written_off: str  # the reason
    missing: bool


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One golden case and how it came out."""

    id: int
    name: str
    place: str
    passed: bool
    expected: str  # what each claim must come to
    differs: str  # "" when it passed


@dataclass(frozen=True, slots=True)
class PackReport:
    """Everything a pack is held to; a pack with problems has nothing else to show."""

    policy: Policy | None
    problems: tuple[Problem, ...]
    mentions: tuple[MentionRow, ...] = ()
    cases: tuple[CaseRow, ...] = ()

    @property
    def uncovered(self) -> tuple[MentionRow, ...]:
        return tuple(row for row in self.mentions if row.missing)

    @property
    def failed(self) -> tuple[CaseRow, ...]:
        return tuple(row for row in self.cases if not row.passed)

    @property
    def sound(self) -> bool:
        """No problem, no number without an answer, no case that comes out otherwise."""
        return not (self.policy is None or self.uncovered or self.failed)


def read_pack(folder: Path) -> dict[str, bytes]:
    """The files of a pack; UserError when there is no such folder or it cannot be read."""
    try:
        return read_folder(folder)
    except OSError as error:
        if folder.is_file():
            raise UserError("pack-is-a-file", path=str(folder)) from error
        raise UserError("pack-folder-missing", path=str(folder)) from error


def find_pack(name: str, resources: Path) -> Path:
    """The folder of a pack named by its id (shipped) or by its place."""
    for folder in shipped_folders(resources):
        if folder.name == name:
            return folder
    return Path(name)


def check_files(files: Mapping[str, bytes], wording: Wording) -> PackReport:
    """The whole report; whatever stands in the files, it never raises."""
    try:
        policy = load_pack(files)
    except PackError as error:
        return PackReport(None, error.problems)
    return check_policy(policy, wording)


def check_policy(policy: Policy, wording: Wording) -> PackReport:
    """Numbers and cases of a pack that has been read."""
    mentions = tuple(
        _mention(number, entry, policy, wording)
        for number, entry in enumerate(coverage(policy), start=1)
    )
    cases = tuple(
        _case(number, result, policy, wording)
        for number, result in enumerate(run_golden(policy), start=1)
    )
    return PackReport(policy, (), mentions, cases)


def _mention(number: int, entry: Covered, policy: Policy, wording: Wording) -> MentionRow:
    clause = _clause_of(policy, entry.anchor)
    return MentionRow(
        id=number,
        text=entry.mention.text,
        sort=wording.label("mention", entry.mention.sort),
        place=place_text(policy, clause, wording),
        clause=clause,
        around=entry.around,
        covered_by=_rule_text(policy, entry.by, wording) if entry.by else "",
        written_off=entry.reason,
        missing=entry.missing,
    )


def _clause_of(policy: Policy, anchor: str) -> str:
    name = anchor[1:3] if anchor[:1] == "c" else ""
    return name if any(clause.id == name for clause in policy.clauses) else ""


def place_text(policy: Policy, clause: str, wording: Wording) -> str:
    """Where in the text: the clause as it is numbered, or outside the clauses."""
    if not clause:
        return wording.text("check", "outside")
    return policy.clause(clause).number


def _rule_text(policy: Policy, name: str, wording: Wording) -> str:
    award = policy.awards.get(name)
    if award is not None:
        return f"{award.id} {award.label}"
    named = next((each for each in policy.rows if each.id == name), None)
    if named is not None:
        return f"{named.id} {named.text}"
    return wording.text("check", name) if wording.has("check", name) else name


def _case(number: int, result: GoldenResult, policy: Policy, wording: Wording) -> CaseRow:
    said = [problem_text(problem, wording) for problem in result.problems]
    for one in result.differences:
        values = {
            "claim": one.claim,
            "what": wording.label("differs", one.what),
            "wanted": _shown(one.what, one.wanted, wording),
            "found": _shown(one.what, one.found, wording),
        }
        said.append(wording.text("check", "difference", values))
    place = place_text(policy, result.case.clause, wording)
    wanted = "；".join(_wanted(one, wording) for one in result.case.expect)
    return CaseRow(number, result.case.name, place, result.passed, wanted, "；".join(said))


def _wanted(expect: Mapping[str, object], wording: Wording) -> str:
    """What one claim of a case must come to, in words."""
    parts = [
        _shown(what, expect[what], wording) for what in ("verdict", "amount_fen") if what in expect
    ]
    named = {"claim": expect["id"], "found": "，".join(parts)}
    return wording.text("check", "expected", named)


def _shown(what: str, value: object, wording: Wording) -> str:
    if value is None:
        return wording.text("check", "nothing")
    if what == "amount_fen":
        return wording.text("check", "amount", {"fen": value})
    parts = value if isinstance(value, list | tuple) else (value,)
    labels = [wording.label("verdict", part) for part in parts if wording.has("verdict", str(part))]
    return "、".join(labels or [str(part) for part in parts])


def report_lines(report: PackReport, wording: Wording) -> list[str]:
    """The report as the command line prints it."""
    policy = report.policy
    if policy is None:
        return [problem_text(problem, wording) for problem in report.problems]
    lines = [
        wording.text("check", "head", {"title": policy.title, "number": policy.document_number}),
        wording.text("check", "version", {"sha256": policy.sha256}),
        "",
        wording.text("check", "mentions", _counts(report)),
    ]
    for row in report.mentions:
        code = "missing" if row.missing else "covered" if row.covered_by else "written-off"
        values = {
            "text": row.text,
            "sort": row.sort,
            "place": row.place,
            "around": row.around,
            "by": row.covered_by,
            "reason": row.written_off,
        }
        lines.append(wording.text("check", f"mention-{code}", values))
    lines += ["", wording.text("check", "cases", _counts(report))]
    for case in report.cases:
        values = {"name": case.name, "place": case.place, "differs": case.differs}
        lines.append(wording.text("check", f"case-{'passed' if case.passed else 'failed'}", values))
    verdict = "sound" if report.cases else "sound-without-cases"
    code = verdict if report.sound else "unsound"
    lines += ["", wording.text("check", code, _counts(report))]
    return lines


def _counts(report: PackReport) -> dict[str, object]:
    return {
        "mentions": len(report.mentions),
        "written_off": sum(bool(row.written_off) for row in report.mentions),
        "missing": len(report.uncovered),
        "cases": len(report.cases),
        "failed": len(report.failed),
    }
