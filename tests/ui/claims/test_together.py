from __future__ import annotations

from types import SimpleNamespace

from ipdesk.domain.stages import Stage
from ipdesk.services import claims
from ipdesk.services.claims import ClaimFilter, ClaimRow
from ipdesk.ui.claims.page import ClaimsPage
from tests.services.casework import Desk, patent
from tests.ui.at_work import Place

A, B = "乐昌市甲科技有限公司", "乐昌市乙科技有限公司"


def examined(casework: Desk) -> None:
    for name, number in ((A, "ZL201310000001.3"), (B, "ZL201310000002.8")):
        casework.examined(casework.applicant(name), "01-01", patent(number))


def shown(opened: SimpleNamespace) -> list[ClaimRow]:
    def read(office: object) -> list[ClaimRow]:
        ids = list(claims.claim_ids(office, ClaimFilter()))
        return list(claims.claim_rows(office, ids).values())

    return opened.ask(read)


def agree(opened: SimpleNamespace, **values: object) -> None:
    def run(sheet: object) -> bool:
        opened.sheet = sheet
        sheet.form.fill(values)
        sheet.accept()
        return bool(sheet.result())

    opened.messages.run = run


def test_selected_claims_are_reviewed_together_with_one_opinion(
    casework: Desk, place: Place
) -> None:
    examined(casework)
    opened = place(ClaimsPage, casework.reviewer)
    listing = opened.page.listing
    listing.table.view.selectAll()
    assert listing.together.button.text() == "批量办理（2 件）…"
    listing.together.fill_menu()
    assert [action.text() for action in listing.together.menu.actions()] == ["复核通过…"]
    agree(opened, opinion="材料齐全")
    listing.together.begin("review")
    opened.settle()
    assert {row.stage for row in shown(opened)} == {Stage.REVIEWED}
    assert opened.messages.said[-1] == "复核通过：2 件，合计 10,000.00 元"


def test_claims_are_handed_to_a_colleague(casework: Desk, place: Place) -> None:
    examined(casework)
    opened = place(ClaimsPage)
    listing = opened.page.listing
    listing.table.view.selectRow(0)
    agree(opened, giver=casework.clerk.id, to=casework.everything.id, reason="调岗")
    listing.together.hand_over()
    opened.settle()
    assert {row.handler for row in shown(opened)} == {"全能戊"}
    assert opened.messages.said[-1] == "已移交 2 件"
