from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from ipdesk.domain.rounds import Round
from ipdesk.domain.stages import Stage
from ipdesk.services import applications, claims, rounds
from ipdesk.services.claim_reading import find_claim
from ipdesk.services.claims import ClaimFilter
from ipdesk.ui.claims.page import ClaimsPage
from ipdesk.ui.claims.seen_sheet import SeenSheet
from tests.services.casework import PACK, Desk, patent, works
from tests.ui.at_work import Place

PATENT, WORKS = (PACK, "01-01"), (PACK, "03-01")
ZL = "ZL201310000001.3"


def two_drafts(casework: Desk, second: bool = True) -> tuple[int, int]:
    """One form with a patent and works, the second one filled in or not."""
    office, clerk = casework.office, casework.clerk
    a, b = applications.open_application(office, clerk, casework.applicant(), [PATENT, WORKS])
    claims.save_draft(office, clerk, a, casework.form(patent(ZL)))
    if second:
        claims.save_draft(office, clerk, b, casework.form(*works(1, 2)))
    return a, b


def shown(place: Place, claim: int) -> SimpleNamespace:
    opened = place(ClaimsPage)
    opened.page.open(claim)
    opened.settle()
    opened.sheet = opened.page.sheet
    return opened


def links(opened: SimpleNamespace) -> list[QPushButton]:
    found = opened.sheet.head.form_line.findChildren(QPushButton)
    return [button for button in found if button.isVisible()]


def stages(opened: SimpleNamespace) -> list[Stage]:
    def read(office: object) -> list[Stage]:
        ids = claims.claim_ids(office, ClaimFilter(), "id", False)
        rows = claims.claim_rows(office, list(ids))
        return [rows[number].stage for number in ids]

    return opened.ask(read)


def test_several_awards_are_put_on_one_form_without_the_mouse(casework: Desk, place: Place) -> None:
    wanted = casework.applicant()
    opened = place(ClaimsPage)
    opened.page.open(("new", wanted))
    opened.settle()
    new = opened.page.new
    for words, keys in (("作品登记", Qt.KeyboardModifier.ShiftModifier), ("维持超过十年", None)):
        new.what.setText(words)
        new.what.textEdited.emit(words)
        QTest.keyClick(new.what, Qt.Key.Key_Return, keys or Qt.KeyboardModifier.NoModifier)
        assert new.what.text() == ""
    assert list(new.basket.picked) == [WORKS, PATENT]
    assert new.basket.begin.text() == "一起开办 2 项"
    QTest.keyClick(new.what, Qt.Key.Key_Return)
    opened.settle()
    view = opened.page.sheet.view
    assert (view.applicant.id, view.award.id) == (wanted, "03-01")
    assert [one.award for one in view.same_form.siblings] == ["有效发明专利维持超过十年奖励"]
    assert stages(opened) == [Stage.DRAFT, Stage.DRAFT]
    opened.page._step(1)
    opened.settle()
    assert opened.page.sheet.view.award.id == "01-01"


def test_what_was_picked_can_be_taken_off_and_belongs_to_one_applicant(
    casework: Desk, place: Place
) -> None:
    first, other = casework.applicant(), casework.applicant("乐昌市乙科技有限公司")
    opened = place(ClaimsPage)
    opened.page.open("new")
    opened.settle()
    new = opened.page.new
    new._tick(WORKS)
    assert not new.basket.picked  # nobody has been chosen who applies
    new._pick(first)
    opened.settle()
    new._tick(WORKS)
    new._take(PATENT)  # once begun, a click adds to the form
    new._take(PATENT)
    assert list(new.basket.picked) == [WORKS]
    new._pick(other)
    opened.settle()
    assert not new.basket.isVisible()
    assert stages(opened) == []


def test_an_award_outside_its_round_says_so_before_it_is_begun(
    casework: Desk, place: Place
) -> None:
    spring = Round(PACK, "春季批", "", date(2024, 1, 8), date(2024, 1, 26), ("03-01",))
    rounds.keep_round(casework.office, casework.clerk, spring)
    wanted = casework.applicant()
    opened = place(ClaimsPage)
    opened.page.open(("new", wanted))
    opened.settle()
    lines = {line.key: line.accessibleName() for line in opened.page.new.awards.lines}
    assert "今天不在申报批次“春季批”的期间（2024-01-08 至 2024-01-26）内" in lines[WORKS]
    assert "申报批次" not in lines[PATENT]
    opened.page.new._take(WORKS)
    opened.settle()
    sheet = opened.page.sheet
    assert sheet.items.intake["note"].isVisible()
    sheet.items.intake["note"].set_value("局务会同意延期收件")
    sheet.items.intake["note"].editor.edited.emit()
    sheet.finish()
    opened.settle()
    assert opened.ask(find_claim, sheet.view.claim.id).note == "局务会同意延期收件"


def test_one_walks_between_the_claims_of_a_form(casework: Desk, place: Place) -> None:
    first, second = two_drafts(casework, second=False)
    opened = shown(place, first)
    (link,) = links(opened)
    assert link.text() == "作品著作权登记资助（草稿，还没有填）"
    link.click()
    opened.settle()
    assert opened.sheet.view.claim.id == second
    (back,) = links(opened)
    back.click()
    opened.settle()
    assert opened.sheet.view.claim.id == first


def test_the_whole_form_is_received_in_one_act(casework: Desk, place: Place) -> None:
    first, _ = two_drafts(casework)
    opened = shown(place, first)
    opened.sheet.foot.take_primary()
    assert opened.sheet.foot.form.result.text() == (
        "连同同一申请表的作品著作权登记资助一起收件，共 2 件，一个收件号"
    )
    opened.sheet.foot.form.form["copies"].set_value(1)
    opened.sheet.foot.form.yes.click()
    opened.settle()
    assert stages(opened) == [Stage.RECEIVED, Stage.RECEIVED]
    assert opened.sheet.view.same_form.number == "LC-2024-表001"
    (link,) = links(opened)
    assert link.text() == "LC-2024-0002 作品著作权登记资助（已收件）"
    opened.sheet.foot.take_primary()  # 受理 is each one's own
    opened.settle()
    assert stages(opened) == [Stage.ACCEPTED, Stage.RECEIVED]


def test_a_form_with_an_empty_claim_is_not_received_and_says_which(
    casework: Desk, place: Place
) -> None:
    first, _ = two_drafts(casework, second=False)
    opened = shown(place, first)
    opened.sheet.foot.take_primary()
    opened.sheet.foot.form.form["copies"].set_value(1)
    opened.sheet.foot.form.yes.click()
    opened.settle()
    assert stages(opened) == [Stage.DRAFT, Stage.DRAFT]
    assert "同一申请表里的“作品著作权登记资助”还不能收件" in opened.messages.complaints[-1]


def test_originals_are_seen_once_for_the_form(casework: Desk, place: Place) -> None:
    first, second = two_drafts(casework)
    opened = shown(place, first)
    kind = opened.sheet.view.evidence[0].id
    opened.sheet.papers._see(kind)
    opened.settle()
    sheet = opened.messages.dialogs[-1]
    assert isinstance(sheet, SeenSheet)
    assert sheet.whole_form.isChecked()
    opened.page.open(second)
    opened.settle()
    seen = {piece.id: piece.seen for piece in opened.sheet.view.evidence}
    assert seen[kind] is not None


def test_the_history_of_a_claim_has_a_button(casework: Desk, place: Place) -> None:
    claim = casework.received(casework.applicant(), "01-01", patent(ZL))
    opened = shown(place, claim)
    opened.sheet.head.history.click()
    opened.settle()
    assert opened.messages.dialogs[-1].heading.text() == "历史　LC-2024-0001"


def test_the_list_shows_what_came_in_one_round(casework: Desk, place: Place) -> None:
    spring = Round(PACK, "春季批", "", date(2024, 3, 1), date(2024, 3, 29), ("01-01",))
    rounds.keep_round(casework.office, casework.clerk, spring)
    inside = casework.received(casework.applicant(), "01-01", patent(ZL))
    casework.received(casework.applicant("乐昌市乙科技有限公司"), "03-01", *works(1, 2))
    opened = place(ClaimsPage)
    listing = opened.page.listing
    assert listing.round.isVisible()
    assert len(listing.ids()) == 2
    opened.page.open(("round", 1))
    opened.settle()
    assert list(listing.ids()) == [inside]
    listing.round.set_value(None)
    listing.round.edited.emit()
    opened.settle()
    assert len(listing.ids()) == 2


def test_without_rounds_there_is_no_filter_for_them(casework: Desk, place: Place) -> None:
    opened = place(ClaimsPage)
    assert not opened.page.listing.round.isVisible()
