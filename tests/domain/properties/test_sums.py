from __future__ import annotations

from hypothesis import given, settings

from ipdesk.domain.assess import assess, deciding_findings
from ipdesk.domain.assessment import Verdict
from ipdesk.domain.history import History
from ipdesk.packs.cases import Cases, decide
from tests.domain.properties.drawing import files


@settings(max_examples=40, deadline=None)
@given(files())
def test_items_and_lines_add_up_to_the_amount_and_none_is_below_nothing(file: Cases) -> None:
    for result in decide(file):
        assert sum(item.amount_fen for item in result.items) == result.amount_fen
        assert sum(line.amount_fen for line in result.lines) == result.amount_fen
        assert all(item.amount_fen >= 0 for item in result.items)
        assert all(line.amount_fen >= 0 for line in result.lines)


@settings(max_examples=40, deadline=None)
@given(files())
def test_an_amount_stands_where_the_verdict_pays_and_nowhere_else(file: Cases) -> None:
    for result in decide(file):
        for item in result.items:
            assert (item.amount_fen > 0) == item.verdict.pays
        assert (result.amount_fen > 0) == result.verdict.pays
        whole = all(item.verdict is Verdict.PAYABLE for item in result.items)
        assert (result.verdict is Verdict.PAYABLE) == whole


@settings(max_examples=40, deadline=None)
@given(files())
def test_what_is_not_paid_says_why_and_names_its_clause(file: Cases) -> None:
    for result in decide(file):
        if not result.amount_fen:
            assert any(finding.clause for finding in deciding_findings(result))


@settings(max_examples=50, deadline=None)
@given(files())
def test_an_assessment_leaves_the_history_as_it_was(file: Cases) -> None:
    history = History(file.history)
    for claim in file.claims:
        first = assess(claim, file.policy, history, file.readings)
        assert assess(claim, file.policy, history, file.readings) == first
    assert history == History(file.history)
