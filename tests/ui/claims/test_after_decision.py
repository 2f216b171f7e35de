"""更正, 部分拨付 and 追回 in the real window."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from pytestqt.qtbot import QtBot

from ipdesk.domain.stages import Stage
from ipdesk.services.claim_page import view_claim
from ipdesk.services.decisions import take
from ipdesk.ui.claims.page import ClaimsPage
from ipdesk.ui.publicity.beside import facts_of
from ipdesk.wording import Wording
from tests.services.casework import Desk, patent, works
from tests.ui.at_work import Place
from tests.ui.claims.test_sheet import opened_claim

TWO = [patent("201210123456.8"), patent("201210123457.6", "2013-02-10")]


def begin(opened: SimpleNamespace, act: str) -> SimpleNamespace:
    """Choose an act from 其他处理, or press the next step; the form that opens."""
    foot = opened.sheet.foot
    foot.begin(next(offer for offer in foot.view.offers if offer.act == act))
    opened.settle()
    return foot.form


def test_a_part_is_paid_and_the_rest_waits(qtbot: QtBot, casework: Desk, place: Place) -> None:
    claim = casework.approved(casework.applicant(), "01-01", *TWO)
    casework.issue(claim)
    opened = opened_claim(place, claim, casework.payer)
    form = begin(opened, "pay")
    assert form.form["paid_fen"].value() == 1_000_000
    form.form["paid_fen"].set_value(400_000)
    form.form["voucher"].set_value("记-3")
    form.yes.click()
    opened.settle()
    view = opened.ask(view_claim, claim)
    assert (view.claim.stage, view.claim.paid_fen) == (Stage.APPROVED, 400_000)
    assert opened.sheet.sum.standing.text() == "已拨付 4,000.00，待拨 6,000.00"
    assert opened.sheet.foot.next.button.text().startswith("登记拨付")
    again = begin(opened, "pay")
    assert again.form["paid_fen"].value() == 600_000


def test_a_correction_is_typed_into_the_items_and_proposed(
    qtbot: QtBot, casework: Desk, place: Place
) -> None:
    claim = casework.approved(casework.applicant(), "01-01", *TWO)
    casework.issue(claim)
    opened = opened_claim(place, claim, casework.reviewer)
    form = begin(opened, "propose_change")
    grid = opened.sheet.items.grid
    assert opened.sheet.typing()
    assert grid.currentIndex().row() == 0  # at what is there, not where one more is added
    grid.grid.splice(1, 1, [])
    grid.edited.emit()
    qtbot.waitUntil(lambda: "10,000.00 → 5,000.00" in said(form))
    form.yes.click()  # cause and reason are still missing
    opened.settle()
    assert form.form["reason"].has_fault()
    form.form["cause"].set_value("error")
    form.form["reason"].set_value("第二件已转让")
    form.yes.click()
    opened.settle()
    view = opened.ask(view_claim, claim)
    [waiting] = view.corrections
    assert (waiting.state, waiting.new_fen, len(view.items)) == ("proposed", 500_000, 2)
    assert not opened.sheet.typing()
    assert opened.sheet.foot.next.button.text().startswith("批准更正")
    assert not opened.sheet.foot.next.button.isEnabled()  # another must approve it
    opened.bench.sit_down(casework.approver)
    opened.settle()
    approving = begin(opened, "correct")
    assert "第二件已转让" in said(approving)
    approving.yes.click()
    opened.settle()
    view = opened.ask(view_claim, claim)
    assert (view.claim.approved_fen, len(view.items)) == (500_000, 1)


def test_leaving_a_correction_leaves_the_decision_as_it_was(casework: Desk, place: Place) -> None:
    claim = casework.approved(casework.applicant(), "01-01", *TWO)
    casework.issue(claim)
    opened = opened_claim(place, claim, casework.reviewer)
    form = begin(opened, "propose_change")
    opened.sheet.items.grid.grid.splice(1, 1, [])
    form.no.click()
    opened.settle()
    assert not opened.sheet.typing()
    assert len(opened.sheet.items.grid.rows()) == 2


def test_withdrawing_names_who_gains(casework: Desk, place: Place) -> None:
    applicant = casework.applicant()
    first = casework.received(applicant, "03-01", *works(1, 95))
    second = casework.received(applicant, "03-01", *works(201, 10))
    opened = opened_claim(place, first)
    form = begin(opened, "withdraw")
    number = opened.ask(view_claim, second).claim.number
    assert number in said(form)
    assert "500.00 → 1,000.00" in said(form)


def test_a_claim_that_must_come_back_offers_to_record_it(casework: Desk, place: Place) -> None:
    claim = casework.approved(casework.applicant(), "01-01", *TWO)
    casework.issue(claim)
    casework.pay(claim)
    record = {"change": "revoke", "cause": "fraud", "reason": "证书伪造"}
    take(casework.office, casework.reviewer, claim, "propose_change", record)
    casework.take("approver", claim, "revoke")
    casework.issue(claim)
    opened = opened_claim(place, claim, casework.payer)
    assert opened.sheet.sum.standing.text().endswith("待追回 10,000.00 元")
    form = begin(opened, "recover")
    form.form["voucher"].set_value("收-1")
    form.yes.click()
    opened.settle()
    assert opened.ask(view_claim, claim).claim.outstanding_fen == 0
    assert opened.sheet.sum.standing.text().endswith("追回已办结")


def test_a_letter_with_a_mistake_leads_to_the_form_that_corrects_it(
    casework: Desk, place: Place
) -> None:
    claim = casework.approved(casework.applicant(), "01-01", *TWO)
    casework.issue(claim)
    opened = place(ClaimsPage, casework.reviewer)
    opened.page.open(("propose_change", claim))
    opened.settle()
    assert opened.page.sheet.foot.form.act == "propose_change"
    assert opened.page.sheet.foot.form.isVisible()
    opened.page.open(claim)
    opened.settle()
    assert not opened.page.sheet.foot.form.isVisible()


def said(form: SimpleNamespace) -> str:
    """Everything the note above the buttons says."""
    from PySide6.QtWidgets import QLabel

    return "\n".join(one.text() for one in form.note.findChildren(QLabel))


def test_what_a_correction_needs_scrolls_and_its_button_stays_in_sight(
    casework: Desk, place: Place
) -> None:
    claim = casework.approved(casework.applicant(), "01-01", *TWO)
    casework.issue(claim)
    opened = opened_claim(place, claim, casework.reviewer)
    form = begin(opened, "propose_change")
    corner = form.yes.mapTo(opened.window, form.yes.rect().bottomRight())
    assert form.yes.visibleRegion().boundingRect() == form.yes.rect()
    assert corner.y() < opened.window.height()
    assert opened.sheet._columns.verticalScrollBar().maximum() == 0


def test_the_clause_is_in_sight_on_the_first_claim_that_is_opened(
    qtbot: QtBot, casework: Desk, place: Place
) -> None:
    claim = casework.received(casework.applicant(), "01-01", *TWO)
    text = opened_claim(place, claim).sheet.clause.text
    # The heading of the document alone is higher than the card.
    qtbot.waitUntil(lambda: text.verticalScrollBar().value() > text.viewport().height())


def test_how_long_a_publicity_will_last_is_said_before_it_begins(
    qtbot: QtBot, casework: Desk, place: Place
) -> None:
    claim = casework.examined(casework.applicant(), "01-01", *TWO)
    casework.take("reviewer", claim, "review")
    casework.take("approver", claim, "sign")
    opened = opened_claim(place, claim)
    form = begin(opened, "publish")
    form.form["starts_on"].set_value(date(2024, 3, 15))
    form.form["starts_on"].changed.emit()
    # From a Friday five working days: Monday is the first, the Friday after the last.
    qtbot.waitUntil(lambda: form.result.text().startswith("公示到 2024-03-22 为止。"))


def test_a_form_begun_while_another_claim_arrives_is_not_put_to_that_claim(
    casework: Desk, place: Place
) -> None:
    first = casework.received(casework.applicant(), "01-01", TWO[0])
    second = casework.received(casework.applicant("乐昌市乙科技有限公司"), "01-01", TWO[1])
    opened = opened_claim(place, first)
    opened.page.open(second)
    foot = opened.sheet.foot
    foot.begin(next(offer for offer in foot.view.offers if offer.act == "withdraw"))
    assert foot.form.isVisible()
    opened.settle()
    assert foot.view.claim.id == second
    assert not foot.form.isVisible()


def test_the_only_payment_there_is_stands_in_the_form_for_its_return(
    casework: Desk, place: Place
) -> None:
    claim = casework.approved(casework.applicant(), "01-01", *TWO)
    casework.issue(claim)
    today = casework.clock.now().date()
    casework.take("payer", claim, "pay", paid_on=today, voucher="记-1", paid_fen=1_000_000)
    opened = opened_claim(place, claim, casework.payer)
    form = begin(opened, "bounce")
    assert form.form["payment"].value() == opened.sheet.view.payments[0].id


def test_a_returned_transfer_is_not_told_as_a_payment(casework: Desk, wording: Wording) -> None:
    claim = casework.approved(casework.applicant(), "01-01", *TWO)
    casework.issue(claim)
    today = casework.clock.now().date()
    casework.take("payer", claim, "pay", paid_on=today, voucher="记-1", paid_fen=1_000_000)
    paid = view_claim(casework.office, claim).payments[0].id
    casework.take("payer", claim, "bounce", bounced_on=today, payment=paid, reason="户名不符")
    told = facts_of(view_claim(casework.office, claim), wording)
    moved = [line for line in told if line[0] in ("拨付", "退票")]
    assert [caption for caption, _ in moved] == ["拨付", "退票"]
    assert moved[1][1].endswith("10,000.00 元\n户名不符")
    casework.office.db.close()
