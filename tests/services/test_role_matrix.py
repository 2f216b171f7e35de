"""Role × act at the services: what an account may not do is refused before anything is read."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ipdesk.domain.stages import MOVES, Role, refusal
from ipdesk.errors import UserError
from ipdesk.services import (
    activation,
    alike_applicants,
    applicant_documents,
    applicants,
    applications,
    calendar,
    checklists,
    claims,
    clause_statuses,
    evidence,
    ledgers,
    letter_wording,
    letters,
    likenesses,
    merging,
    operators,
    paper_setup,
    payment_batches,
    readings,
    reopening,
    rounds,
    sign_rules,
    time_limits,
)
from ipdesk.services.imports import past
from ipdesk.services.office import Actor
from tests.roles import COMBINATIONS, STEPS, A, C, M, P, R
from tests.services.casework import Desk, new_desk

# Every service that writes and knows by the actor alone whether it may.
SERVICES: dict[Callable[..., Any], set[Role]] = {
    claims.open_claim: {C}, claims.save_draft: {C}, claims.discard_draft: {C},
    checklists.answer_check: {C}, reopening.open_again: {C},
    evidence.attach_file: {C}, evidence.reject_evidence: {C}, evidence.restore_evidence: {C},
    evidence.move_evidence: {C}, applications.open_application: {C},
    applicants.register_applicant: {C}, applicants.amend_applicant: {C},
    applicant_documents.file_document: {C}, merging.merge_applicants: {C}, merging.undo_merge: {C},
    past.amend_past_award: {C}, past.withdraw_past_award: {C},
    alike_applicants.judge_applicants: {C, R}, likenesses.judge_claims: {C, R},
    letters.issue_letter: {C, A}, payment_batches.draw_up_payment: {C, P},
    payment_batches.record_returned: {P}, payment_batches.drop_lines: {C, P},
    ledgers.set_budget: {C, A, M}, readings.set_reading: {A, M},
    clause_statuses.set_clause_status: {A, M}, activation.rebase: {A, M},
    rounds.keep_round: {C, M}, calendar.set_day: {C, M}, calendar.clear_day: {C, M},
    calendar.set_year: {C, M}, paper_setup.set_paper: {C, M},
    time_limits.set_time_limits: {M}, letter_wording.keep_draft: {M}, letter_wording.publish: {M},
    sign_rules.set_second_person: {M}, sign_rules.set_idle_minutes: {M},
    sign_rules.allow_one_person: {M}, sign_rules.forbid_one_person: {M},
    operators.add_operator: {M}, operators.set_active: {M}, operators.change_roles: {M},
}  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return new_desk(tmp_path_factory.mktemp("matrix") / "home")


def may(desk: Desk, service: Callable[..., Any], held: tuple[Role, ...]) -> bool:
    """Whether the service lets such an account through to what it would do."""
    wanted = list(inspect.signature(service).parameters.values())[2:]
    plain = [
        None for one in wanted if one.default is one.empty and one.kind is not one.KEYWORD_ONLY
    ]
    named = {one.name: None for one in wanted if one.kind is one.KEYWORD_ONLY}
    try:
        with desk.office.db.trial():
            service(desk.office, Actor(1, "某人", held), *plain, **named)
    except UserError as error:
        return error.code != "role-required"
    except Exception:  # let through, and then nothing was given to work upon
        return True
    return True


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.__name__)
def test_a_service_lets_its_roles_through_and_no_other(
    desk: Desk, service: Callable[..., Any]
) -> None:
    for held in COMBINATIONS:
        assert may(desk, service, held) == bool(SERVICES[service] & set(held)), held


def test_a_step_is_offered_to_its_role_alone() -> None:
    for move in MOVES:
        for held in COMBINATIONS:
            said = refusal(move, move.sources[0], held, 1, ())
            assert said == (None if STEPS[move.act] in held else "move-needs-role"), held


def test_an_account_of_another_stage_is_not_asked_for_its_role(tmp_path: Path) -> None:
    assert refusal(MOVES[0], MOVES[1].sources[0], (), 1, ()) == "move-not-from-here"
