"""The text of a policy in any room: a list of clauses beside it, or a choice above it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from ipdesk.ui.policies.page import PoliciesPage
from tests.services.casework import PACK
from tests.ui.at_work import Place


@pytest.fixture
def opened(place: Place) -> SimpleNamespace:
    found = place(PoliciesPage)
    policy = next(one for one in found.bench.policies if one.id == PACK)
    found.page.show_policy(policy)
    found.settle()
    return found


def test_where_three_parts_have_no_room_the_clauses_are_a_choice(opened: SimpleNamespace) -> None:
    body = opened.page._body
    for width, narrow in ((1300, False), (800, True), (1300, False)):
        body.fit_room(width)
        assert body.choice.isVisibleTo(body) is narrow
        assert body.clauses.isVisibleTo(body) is not narrow


def test_list_and_choice_stand_on_the_same_clause(opened: SimpleNamespace) -> None:
    body, policy = opened.page._body, opened.page.policy
    other = policy.clauses[2].id
    body.choice.set_value(other)
    body.choice.edited.emit()
    assert body.shown() == other
    body.choose(policy.clauses[0].id)
    assert body.choice.value() == policy.clauses[0].id
    assert body.choice.count() == len(policy.clauses)  # chapters are not chosen
