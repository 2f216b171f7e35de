"""The sentences and names the office reads: complete, filled, and ended as sentences are."""

from __future__ import annotations

import re
from enum import StrEnum

import pytest

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.assessment import Verdict
from ipdesk.domain.finding import Severity
from ipdesk.domain.letter import LetterKind
from ipdesk.domain.policy import FactKind
from ipdesk.domain.record import CheckState, Proposal
from ipdesk.domain.stages import MOVES, Duty, Role, Stage
from tests.policies.deciding import decide, lechang, wording

ENUMS: dict[str, type[StrEnum]] = {
    "kind": ApplicantKind,
    "verdict": Verdict,
    "severity": Severity,
    "checkstate": CheckState,
    "proposal": Proposal,
    "stage": Stage,
    "role": Role,
    "duty": Duty,
    "letter": LetterKind,
    "factkind": FactKind,
}


@pytest.mark.parametrize("section", ENUMS)
def test_every_value_has_a_name_of_its_own(section: str) -> None:
    names = [wording().text(section, str(value)) for value in ENUMS[section]]
    assert all(wording().has(section, str(value)) for value in ENUMS[section])
    assert len(set(names)) == len(names)
    assert not any(re.search("[A-Za-z]", name) for name in names)


def test_every_act_has_a_caption_a_record_and_names_for_what_it_needs() -> None:
    for move in MOVES:
        assert wording().has("act", move.act)
        assert wording().has("done", move.act)
        assert all(wording().has("need", name) for name in move.needs)


def test_the_rules_of_the_pack_have_sentences_of_their_own() -> None:
    own = {
        rule.code
        for award in lechang().awards.values()
        for rule in award.rules
        if getattr(rule, "code", "")
    }
    assert len(own) == 7
    assert all(wording().has("finding", code) for code in own)


def test_sentences_end_and_do_not_repeat_each_other() -> None:
    sentences = wording().section("finding")
    assert all(text.endswith("。") for text in sentences.values())
    assert len(set(sentences.values())) == len(sentences)


def test_what_is_said_of_the_golden_cases_is_filled_in_chinese() -> None:
    for case in lechang().golden:
        more = {key: value for key, value in case.data.items() if key != "claims"}
        for result in decide(list(case.data["claims"]), **more):
            said = [line["text"] for line in result["lines"]]
            for place in (result, *result["items"]):
                said += [finding["text"] for finding in place["findings"]]
            for text in said:
                assert re.search("[一-鿿]", text), text
                # An empty field shows as doubled blanks, empty quotes or a mark after a mark.
                assert not re.search("[{}]|“”|  |：，|，，|None|，。", text), text
