"""A claim that is withdrawn and handed in again leaves the books as they were."""

from __future__ import annotations

from ipdesk.services.verification import verify
from ipdesk.storage import entitlements
from tests.services.casework import PACK, Desk, patent, works

ZL = "201210123456.8"


def amount(desk: Desk, claim: int) -> int:
    result = desk.read(claim).assessment
    assert result is not None
    return result.amount_fen


def held(desk: Desk, unit: int) -> int | None:
    return entitlements.quota(desk.office.db, PACK, "03-01", unit, 2024)[0]


def test_a_claim_handed_in_again_gets_what_it_had_and_the_others_keep_theirs(desk: Desk) -> None:
    unit, other = desk.applicant(), desk.applicant("乐昌市乙科技有限公司")
    first = desk.received(unit, "03-01", *works(1, 20))
    second = desk.received(unit, "03-01", *works(101, 30))
    title = desk.received(unit, "07-03", ("", {"achieved_on": "2023-05-01"}))
    tenth = desk.received(other, "01-01", patent(ZL))
    rest = (second, title, tenth)
    before = [amount(desk, claim) for claim in rest]
    assert before == [300_000, 2_000_000, 500_000]
    assert (amount(desk, first), held(desk, unit)) == (200_000, 50)

    desk.take("clerk", first, "withdraw", reason="材料有误")
    assert held(desk, unit) == 30
    assert [amount(desk, claim) for claim in rest] == before

    again = desk.received(unit, "03-01", *works(1, 20))
    assert (amount(desk, again), held(desk, unit)) == (200_000, 50)
    assert [amount(desk, claim) for claim in rest] == before
    assert verify(desk.office).faults == ()


def test_a_full_year_comes_out_as_it_was_when_a_claim_is_handed_in_again(desk: Desk) -> None:
    unit = desk.applicant()
    first = desk.received(unit, "03-01", *works(1, 95))
    second = desk.received(unit, "03-01", *works(101, 10))
    assert (amount(desk, first), amount(desk, second)) == (950_000, 50_000)
    desk.take("clerk", first, "withdraw", reason="材料有误")
    again = desk.received(unit, "03-01", *works(1, 95))
    # What the second claim held it still holds; the room given back is taken up again.
    assert (amount(desk, again), amount(desk, second)) == (950_000, 50_000)
    assert held(desk, unit) == 100
    assert verify(desk.office).faults == ()
