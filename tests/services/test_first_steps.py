from __future__ import annotations

from ipdesk.services.first_steps import STEPS, progress
from tests.services.casework import Desk, patent


def test_what_was_done_before_somebody_began_ticks_nothing(desk: Desk) -> None:
    desk.applicant()
    begun = progress(desk.office, -1)
    assert begun.done == frozenset()

    claim = desk.received(desk.applicant("乐昌市乙科技有限公司"), "01-01", patent("201210123456.8"))
    assert progress(desk.office, begun.since).done == {"register", "receive"}
    desk.take("clerk", claim, "accept")
    desk.tick(claim)
    desk.take("clerk", claim, "examine")
    desk.publish(claim)
    desk.approve(claim)
    desk.issue(claim)

    now = progress(desk.office, begun.since)
    assert now.done == {step for step, _ in STEPS} - {"ledger"}
    assert not now.complete
