from __future__ import annotations

from dataclasses import replace

from ipdesk.domain.listing import Arrangement, Narrowing
from ipdesk.services import applicants, lists
from ipdesk.services.applicants import amend_applicant, form_of
from ipdesk.services.claims import ClaimFilter
from ipdesk.services.merging import merge_applicants, merges_of, undo_merge
from ipdesk.services.verification import verify
from tests.services.casework import Desk, works

WHY = "营业执照核对，是同一家"


def named(desk: Desk, part: str) -> list[int]:
    """The claims of a list narrowed to a part of their applicant's name."""
    wanted = Arrangement({"applicant": Narrowing(contains=part)}, sort="applicant")
    shown = lists.of_claims(desk.office, ClaimFilter())
    typed = lists.listed(desk.office, lists.of_claims(desk.office, ClaimFilter(text=part)), wanted)
    found = list(lists.listed(desk.office, shown, wanted).ids)
    assert found == list(typed.ids)
    return found


def test_a_list_of_claims_follows_what_its_applicants_are_called(desk: Desk) -> None:
    old, new = desk.applicant("乐昌市金岭机械厂"), desk.applicant("乐昌市新岭机械有限公司")
    first = desk.received(old, "03-01", *works(1, 3))
    second = desk.received(new, "03-01", *works(11, 3))
    assert (named(desk, "金岭"), named(desk, "新岭")) == ([first], [second])

    form = replace(form_of(applicants.applicant(desk.office, new)), name="乐昌市银岭机械有限公司")
    amend_applicant(desk.office, desk.clerk, new, form, "已更名")
    assert (named(desk, "新岭"), named(desk, "银岭")) == ([], [second])

    merge_applicants(desk.office, desk.clerk, old, new, WHY)
    assert (named(desk, "金岭"), sorted(named(desk, "银岭"))) == ([], [first, second])
    assert verify(desk.office).sound

    (done,) = merges_of(desk.office, new)
    undo_merge(desk.office, desk.clerk, done.id, "弄错了")
    assert (named(desk, "金岭"), named(desk, "银岭")) == ([first], [second])
