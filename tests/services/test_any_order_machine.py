"""The walk of test_any_order as a state machine: hypothesis chooses, and shrinks what it finds."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from ipdesk.services import bureaus
from ipdesk.storage import proofs
from tests.services.casework import new_desk
from tests.services.test_any_order import Walk


class Casework(RuleBasedStateMachine):
    """One bureau: any act by anybody, and after each the books agree."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.walk = Walk(new_desk(Path(self.folder.name) / "home"), 1)

    @rule(chance=st.randoms(use_true_random=False), times=st.integers(1, 6))
    def act(self, chance: random.Random, times: int) -> None:
        self.walk.chance = chance
        for _ in range(times):
            self.walk.step()

    @invariant()
    def the_books_agree(self) -> None:
        assert list(proofs.disagreements(self.walk.desk.office.db)) == []

    def teardown(self) -> None:
        bureaus.close(self.walk.desk.office)
        self.folder.cleanup()


def run(examples: int, steps: int) -> None:
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Casework, settings=chosen)


def test_whatever_is_chosen_the_books_agree() -> None:
    run(examples=4, steps=25)


@pytest.mark.long
def test_whatever_is_chosen_for_long_the_books_agree() -> None:
    run(examples=30, steps=80)
