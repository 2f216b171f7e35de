"""核对清单: what the program answers, what a person must look at, and what keeps a claim back."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

import pytest

from ipdesk.domain.assessment import Assessment, ItemResult, Verdict
from ipdesk.domain.checklist import checklist, failed, unanswered
from ipdesk.domain.finding import Finding, Severity
from ipdesk.domain.policy import Check
from ipdesk.domain.record import CheckRecord, CheckState

AT = datetime(2024, 3, 4, 9, 0)
PAPERS = Check("papers", "证书与登记一致", "", "01")
ONCE = Check("once", "以前没有领过", "", "01", codes=("key-taken",))
CAP = Check("cap", "没有超过上限", "", "01", codes=("count-cap-reached", "work-number-form"))


AWARD = SimpleNamespace(checks=(PAPERS, ONCE, CAP))


def found(*findings: Finding, items: tuple[tuple[Finding, ...], ...] = ()) -> Assessment:
    results = tuple(ItemResult("", Verdict.PAYABLE, 1, own, "", "", None) for own in items)
    return Assessment("", "01-01", Verdict.PAYABLE, 1, None, results, findings, ())


def answer(check: str, state: CheckState) -> dict[str, CheckRecord]:
    return {check: CheckRecord(check, state, "说明", "甲", AT)}


def states(assessment: Assessment | None, answers: dict[str, CheckRecord]) -> list[CheckState]:
    return [line.state for line in checklist(AWARD, assessment, answers)]  # type: ignore[arg-type]


def test_without_facts_nothing_is_answered() -> None:
    assert states(None, {}) == [CheckState.UNCHECKED] * 3


def test_the_program_answers_what_it_can_tell_and_leaves_the_papers_to_a_person() -> None:
    assert states(found(), {}) == [CheckState.UNCHECKED, CheckState.MET, CheckState.MET]
    lines = checklist(AWARD, found(), {})  # type: ignore[arg-type]
    assert [line.automatic for line in lines] == [False, True, True]


@pytest.mark.parametrize(
    ("severity", "state"),
    [
        (Severity.INFO, CheckState.MET),
        (Severity.WARNING, CheckState.UNCHECKED),
        (Severity.BLOCK, CheckState.UNCHECKED),
    ],
)
def test_what_was_found_on_an_item_asks_for_a_person(severity: Severity, state: CheckState) -> None:
    assessment = found(items=((), (Finding("count-cap-reached", severity, "03"),)))
    line = checklist(AWARD, assessment, {})[2]  # type: ignore[arg-type]
    assert line.state is state
    assert [(ordinal, finding.code) for ordinal, finding in line.findings] == [
        (2, "count-cap-reached")
    ]


def test_a_finding_of_the_whole_claim_has_ordinal_nought() -> None:
    line = checklist(AWARD, found(Finding("key-taken", Severity.BLOCK, "01")), {})[1]  # type: ignore[arg-type]
    assert [ordinal for ordinal, _ in line.findings] == [0]


def test_a_persons_answer_stands_over_the_programs() -> None:
    line = checklist(AWARD, found(), answer("once", CheckState.UNMET))[1]  # type: ignore[arg-type]
    assert (line.state, line.automatic, line.note, line.operator, line.at) == (
        CheckState.UNMET,
        False,
        "说明",
        "甲",
        AT,
    )


def test_an_answer_taken_back_leaves_its_note_and_the_program_answers_again() -> None:
    lines = checklist(AWARD, found(), answer("once", CheckState.UNCHECKED))  # type: ignore[arg-type]
    assert (lines[1].state, lines[1].note) == (CheckState.MET, "说明")


@pytest.mark.parametrize(
    ("state", "open_", "lost"),
    [
        (CheckState.UNCHECKED, True, False),
        (CheckState.MISSING, True, False),
        (CheckState.MET, False, False),
        (CheckState.NOT_APPLICABLE, False, False),
        (CheckState.UNMET, False, True),
    ],
)
def test_an_open_line_keeps_a_claim_back_and_an_unmet_one_ends_it(
    state: CheckState, open_: bool, lost: bool
) -> None:
    line = checklist(AWARD, found(), answer("papers", state))[0]  # type: ignore[arg-type]
    assert [one.check.id for one in unanswered([line])] == (["papers"] if open_ else [])
    assert [one.check.id for one in failed([line])] == (["papers"] if lost else [])
