"""One table says which letter must go out and which may: each line of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ipdesk.domain.letter_due import letter_due, letters_open
from ipdesk.domain.stages import Stage
from tests.domain.test_next_step import CLAIM


@pytest.mark.parametrize(
    ("stage", "letters", "acts", "owed", "open_"),
    [
        pytest.param(Stage.RECEIVED, (), {}, None, (), id="received"),
        pytest.param(Stage.ACCEPTED, (), {"accept": 1}, None, ("acceptance",), id="accepted"),
        pytest.param(Stage.REVIEWED, ("acceptance",), {}, None, (), id="acceptance was told"),
        pytest.param(
            Stage.RETURNED, (), {"return": 1}, "supplement", ("supplement",), id="returned"
        ),
        pytest.param(Stage.RETURNED, ("supplement",), {"return": 1}, None, (), id="told once"),
        pytest.param(
            Stage.RETURNED,
            ("supplement",),
            {"return": 2},
            "supplement",
            ("supplement",),
            id="again",
        ),
        pytest.param(Stage.NOT_ACCEPTED, (), {}, "not_accepted", ("not_accepted",), id="declined"),
        pytest.param(Stage.APPROVED, (), {}, "approval", ("approval",), id="approved"),
        pytest.param(
            Stage.APPROVED,
            ("approval",),
            {"pay_part": 1},
            None,
            ("payment",),
            id="a part is paid",
        ),
        pytest.param(
            Stage.PAID,
            ("approval", "payment"),
            {"pay_part": 1, "pay": 1},
            None,
            ("payment",),
            id="the rest is paid",
        ),
        pytest.param(Stage.PAID, ("approval", "payment"), {"pay": 1}, None, (), id="payment told"),
        pytest.param(
            Stage.RECOVERY,
            ("approval",),
            {"revoke_paid": 1},
            None,
            ("recovery",),
            id="to come back",
        ),
        pytest.param(Stage.REFUSED, (), {}, "refusal", ("refusal",), id="refused"),
        pytest.param(Stage.WITHDRAWN, (), {"return": 1}, None, (), id="withdrawn"),
    ],
)
def test_what_goes_out_follows_from_stage_letters_and_acts(
    stage: Stage,
    letters: tuple[str, ...],
    acts: dict[str, int],
    owed: str | None,
    open_: tuple[str, ...],
) -> None:
    claim = replace(CLAIM, stage=stage)
    assert letter_due(claim, letters, (), acts) == owed
    assert letters_open(claim, letters, (), acts) == open_
